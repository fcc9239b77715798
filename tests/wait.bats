#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# wait: until processes end.
load helpers

teardown() {
	end_sleepers
}

# The same of another parent: STRANGER is its PID.
start_stranger() {
	setsid sh -c 'sh -c "$0" 3>&- & exec sleep 30' \
		"echo \$\$ >'$BATS_TEST_TMPDIR/pid'; $UNTIL_HELD$1" >/dev/null 3>&- &
	SLEEPERS="${SLEEPERS-} $!"
	eventually test -s "$BATS_TEST_TMPDIR/pid"
	STRANGER=$(cat "$BATS_TEST_TMPDIR/pid")
}

# Whether this kernel tells the status of those who are not children (Linux 6.15).
knows_strangers() {
	[ "$(printf '6.15\n%s\n' "$(uname -r)" | sort -V | head -n 1)" = 6.15 ]
}

@test "wait: a row as a process ends, by its identity" {
	start_ending
	id=$ENDING@$(start_ticks "$ENDING")
	run -0 holding nvhost wait --ndjson "$id"
	[ "$(jq -c '[.pid, .id, .name, .state, (.elapsed > 0 and .elapsed < 5)]' <<<"$output")" = "[$ENDING,\"$id\",\"sh\",\"gone\",true]" ]
}

@test "wait: the exit status of who is not our child, or null before Linux 6.15" {
	start_stranger 'exit 3'
	run -0 holding nvhost wait --ndjson "$STRANGER"
	[ "$(jq -c '[.returncode, .signal]' <<<"$output")" = '[3,null]' ] ||
		{ ! knows_strangers && [ "$(jq .returncode <<<"$output")" = null ]; }
}

@test "wait: a signal is minus its number, with its name" {
	start_stranger 'kill -TERM $$'
	run -0 holding nvhost wait --ndjson "$STRANGER"
	[ "$(jq -c '[.returncode, .signal, .core_dumped]' <<<"$output")" = '[-15,"TERM",false]' ] ||
		{ ! knows_strangers && [ "$(jq .returncode <<<"$output")" = null ]; }
}

@test "wait -t: who still lives when time is out, and the status 124" {
	start_sleeper
	start_ending
	run -124 holding nvhost wait -t 2 --csv -n "$ENDING" "$PID"
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[0]} == $ENDING,*,gone ]]
	[[ ${lines[1]} == $PID,*,alive ]]
	run -124 nvhost wait -t 0 -q "$PID"
	[ "$output" = '' ]
}

@test "wait --any: the first end is enough" {
	start_sleeper
	start_ending
	run -0 holding nvhost wait --any --csv -n "$PID" "$ENDING"
	[ "${#lines[@]}" -eq 1 ]
	[[ ${lines[0]} == $ENDING,* ]]
}

@test "wait: rows are there as they happen" {
	start_sleeper
	start_ending
	holding "$NVHOST" wait --ndjson "$PID" "$ENDING" >"$BATS_TEST_TMPDIR/rows" 3>&- &
	SLEEPERS="$SLEEPERS $!"
	eventually test -s "$BATS_TEST_TMPDIR/rows"
	[ "$(jq -r .state "$BATS_TEST_TMPDIR/rows")" = gone ]
	kill -0 "$PID"
}

@test "wait: a process that is not there is an error, with -e it is gone" {
	run -1 --separate-stderr nvhost wait --csv -n 4194305
	[ "$output" = '' ]
	[ "$stderr" = 'nvhost wait: 4194305: no such process' ]
	run -0 nvhost wait -e --csv -n 4194305
	[ "$output" = '4194305,,,,,,0.0,gone' ] || [ "$output" = '4194305,,,,,,0,gone' ]
	start_sleeper
	run -1 nvhost wait "$PID@1"
	run -0 nvhost wait -q -e "$PID@1"
}

@test "wait --exec: a command for each that ends" {
	sleep 1 3>&- &
	one=$!
	sleep 1.5 3>&- &
	run -0 nvhost wait -q --exec='echo "$NVHOST_PID:$NVHOST_RETURNCODE" >>'"$BATS_TEST_TMPDIR/ends" $one $!
	[ "$(cut -d: -f1 "$BATS_TEST_TMPDIR/ends")" = "$one"$'\n'"$!" ]
	sleep 1 3>&- &
	run -1 nvhost wait -q --exec='exit 1' $!
	[ "$output" = "nvhost wait: $!: the command of --exec failed" ]
}

@test "wait: a zombie has ended, though nobody has reaped it" {
	python3 -c '
import os, time
if os.fork() == 0:
    print(os.getpid(), flush=True)
    os._exit(5)
time.sleep(30)' >"$BATS_TEST_TMPDIR/pid" 3>&- &
	SLEEPERS=$!
	eventually test -s "$BATS_TEST_TMPDIR/pid"
	zombie=$(cat "$BATS_TEST_TMPDIR/pid")
	eventually grep -q ') Z ' "/proc/$zombie/stat"
	run -0 nvhost wait -t 5 --ndjson "$zombie"
	[ "$(jq -c '[.state, .returncode == 5 or .returncode == null]' <<<"$output")" = '["gone",true]' ]
}

@test "wait: a process ends with its last thread" {
	python3 -c '
import ctypes, os, threading, time
threading.Thread(target=lambda: (time.sleep(0.6), os._exit(4))).start()
print(os.getpid(), flush=True)
ctypes.CDLL(None).syscall(60, 0)' >"$BATS_TEST_TMPDIR/pid" 3>&- &
	[ "$(uname -m)" = x86_64 ] || skip "the number of exit(2) is that of x86_64"
	eventually test -s "$BATS_TEST_TMPDIR/pid"
	run -0 nvhost wait --ndjson "$(cat "$BATS_TEST_TMPDIR/pid")"
	[ "$(jq '.elapsed > 0.2' <<<"$output")" = true ]
}

# Whether it reads its signals from a descriptor by now.
blocks_term() {
	grep -q '^SigBlk:.*[4567c-f]...$' "/proc/$1/status"
}

@test "wait: an interrupt tells who is still alive, and ends as by the signal" {
	start_sleeper
	"$NVHOST" wait --csv -n "$PID" >"$BATS_TEST_TMPDIR/rows" 3>&- &
	eventually blocks_term $!
	kill -TERM $!
	status=0
	wait $! || status=$?
	[ "$status" -eq 143 ]
	[[ $(cat "$BATS_TEST_TMPDIR/rows") == $PID,*,alive ]]
}

@test "wait: progress on a terminal's standard error" {
	command -v script >/dev/null || skip "script(1) is not installed"
	sleep 3 3>&- &
	run -0 script -qec "'$NVHOST' wait $! >/dev/null" /dev/null
	[[ $output == *'0 of 1 ended, '[1-3]s* ]]
}

@test "wait: more processes than descriptors" {
	pids=$(for _ in $(seq 60); do sleep 0.5 3>&- >/dev/null & echo $!; done)
	run -0 bash -c "ulimit -n 40; exec '$NVHOST' wait -e --csv -n $(tr '\n' ' ' <<<"$pids")"
	[ "${#lines[@]}" -eq 60 ]
}

@test "wait: nvhost itself is not waited for; nobody is a usage error" {
	run -2 nvhost wait
	[ "${lines[0]}" = 'nvhost wait: which process?' ]
	run -2 nvhost wait -t never 1
	run -2 nvhost wait 0
	run -1 bash -c 'echo $$; exec "$0" wait -t 20 $$' "$NVHOST"
	[ "${lines[1]}" = "nvhost wait: ${lines[0]}: this is nvhost itself" ]
	run -1 bash -c 'exec "$0" wait -t 20 -w "pid == $$"' "$NVHOST"
	[ "$output" = 'nvhost wait: no such process' ]
}

@test "wait: a full disk is told" {
	start_ending
	run -1 holding bash -c "'$NVHOST' wait $ENDING >/dev/full"
	grep -q 'No space left on device' "$HELD"
}

@test "wait, kill: without pidfds, start times are compared" {
	command -v strace >/dev/null || skip "strace is not installed"
	strace -o /dev/null true 2>/dev/null || skip "strace does not work here"
	export ASAN_OPTIONS=detect_leaks=0 # that cannot be traced
	old=(strace -f -qq -o "$BATS_TEST_TMPDIR/trace" -e trace=pidfd_open -e inject=pidfd_open:error=ENOSYS "$NVHOST")
	start_ending
	run -0 holding "${old[@]}" wait --ndjson "$ENDING"
	[ "$(jq -c '[.state, .elapsed > 0]' <<<"$output")" = '["gone",true]' ]
	grep -q 'pidfd_open.*INJECTED' "$BATS_TEST_TMPDIR/trace"
	start_sleeper
	run -124 "${old[@]}" wait -t 0.2 -q "$PID"
	run -1 "${old[@]}" kill "$PID@1"
	kill -0 "$PID"
	run -0 "${old[@]}" kill -s KILL --wait=5 --ndjson "$PID@$(start_ticks "$PID")"
	[ "$(jq -r .state <<<"$output")" = gone ]
}

@test "wait, kill: a process that /proc hides is there" {
	need_root
	start_sleeper
	for hidden in 1 2; do
		run -0 --separate-stderr unshare -m sh -c '
			mount -t proc -o hidepid=$1 proc /proc || exit 77
			nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
			$nobody "$2" wait -e -t 0.2 --ndjson "$3" | sed "s/\"elapsed\":[0-9.]*,//"
			$nobody "$2" wait -t 0.2 -q "$3"; echo "$?"
			$nobody "$2" wait -e -t 0.2 "$3@1"; echo "$?"
			$nobody "$2" kill "$3"; echo "$?"; exit 0' sh "$hidden" "$NVHOST" "$PID"
		[ "${lines[0]}" = "{\"pid\":$PID,\"id\":\"$PID\",\"name\":null,\"returncode\":null,\"signal\":null,\"core_dumped\":null,\"state\":\"alive\"}" ]
		[ "${lines[1]}" = 124 ]
		[ "${lines[-2]}" = 1 ]
		[ "${lines[-1]}" = 1 ]
		[ "$stderr" = "nvhost wait: $PID@1: Permission denied"$'\n'"nvhost kill: $PID: Operation not permitted" ]
	done
	kill -0 "$PID"
}

# A process and its thread, that lives as long as it does: PID and TID.
start_thread() {
	"$PYTHON" -c '
import threading, time
thread = threading.Thread(target=time.sleep, args=(300,), daemon=True)
thread.start()
print(thread.native_id, flush=True)
time.sleep(300)' >"$BATS_TEST_TMPDIR/tid" 3>&- &
	PID=$!
	SLEEPERS="${SLEEPERS-} $PID"
	eventually test -s "$BATS_TEST_TMPDIR/tid"
	TID=$(cat "$BATS_TEST_TMPDIR/tid")
}

@test "wait, kill: a thread that /proc hides is neither gone nor a process" {
	need_root
	start_thread
	for hidden in 1 2; do
		for action in 'wait -e -t 0.2' kill 'set --nice=1'; do
			run -1 --separate-stderr unshare -m sh -c 'mount -t proc -o hidepid=$1 proc /proc || exit 77
				exec setpriv --reuid=65534 --regid=65534 --clear-groups $2' \
				sh "$hidden" "$NVHOST $action $TID"
			[ "$stderr" = "nvhost ${action%% *}: $TID: Permission denied" ]
		done
	done
	kill -0 "$PID"
}

holds_descriptors() {
	[ "$(ls "/proc/$1/fd" | wc -l)" -gt "$2" ]
}

@test "wait: no exit status is lost where a parent reaps at once" {
	knows_strangers || skip "Linux before 6.15 does not tell"
	mkfifo "$BATS_TEST_TMPDIR/go"
	"$PYTHON" -c '
import os, sys
gate, end = os.pipe()
for status in range(100):
    child = os.fork()
    if child == 0:
        os.close(end)
        os.read(gate, 1)
        os._exit(status)
    print(child, status, sep=",")
print("all", flush=True)
open(sys.argv[1]).close()
os.close(end)
for _ in range(100):
    os.wait()' "$BATS_TEST_TMPDIR/go" >"$BATS_TEST_TMPDIR/children" 3>&- &
	SLEEPERS=$!
	eventually grep -q all "$BATS_TEST_TMPDIR/children"
	"$NVHOST" wait --csv -n $(sed -n 's/,.*//p' "$BATS_TEST_TMPDIR/children") \
		>"$BATS_TEST_TMPDIR/ends" 3>&- &
	eventually holds_descriptors $! 100
	: >"$BATS_TEST_TMPDIR/go"
	wait $!
	[ "$(cut -d, -f1,4 "$BATS_TEST_TMPDIR/ends" | sort -n)" = "$(sed '$d' "$BATS_TEST_TMPDIR/children" | sort -n)" ]
}

@test "wait: a column of the table stays as wide as its widest cell so far" {
	cp "$(command -v sleep)" "$BATS_TEST_TMPDIR/fifteen-letters"
	start_sleeper
	"$BATS_TEST_TMPDIR/fifteen-letters" 300 3>&- &
	SLEEPERS="$SLEEPERS $!"
	eventually is_named "$!" fifteen-letters
	for _ in {1..70}; do
		sleep 300 3>&- &
		SLEEPERS="$SLEEPERS $!"
	done
	run -124 nvhost wait -t 0 $SLEEPERS
	[ "${#lines[@]}" -eq 73 ]
	[[ ${lines[2]} == *fifteen-letters*alive ]]
	[ "$(printf '%s\n' "${lines[@]:2}" | awk '{ print index($0, "alive") - index($0, $3) }' | sort -u | wc -l)" -eq 1 ]
}
