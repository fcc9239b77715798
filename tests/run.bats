#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# run: a command under nvhost's eyes, and the report on it.
load helpers

setup() {
	REPORT=$BATS_TEST_TMPDIR/report
}

report() {
	jq -c "$1" "$REPORT"
}

@test "run: the exit status is passed on, and reported" {
	for status in 0 1 3 124 255; do
		run -$status nvhost run -J -O "$REPORT" -- sh -c "exit $status"
		[ "$output" = '' ]
		[ "$(report '[.returncode, .signal, .core_dumped, .timed_out]')" = "[$status,null,false,false]" ]
	done
}

@test "run: a signal is 128 more, and minus the signal in the report" {
	run -137 nvhost run -J -O "$REPORT" -- sh -c 'kill -KILL $$'
	[ "$(report '[.returncode, .signal]')" = '[-9,"KILL"]' ]
}

@test "run: what cannot be executed, is not there, or where the report cannot be written" {
	run -127 nvhost run -- "$BATS_TEST_TMPDIR/nothing"
	[ "$output" = "nvhost run: $BATS_TEST_TMPDIR/nothing: No such file or directory" ]
	echo x >"$BATS_TEST_TMPDIR/plain"
	run -126 nvhost run -- "$BATS_TEST_TMPDIR/plain"
	[ "$output" = "nvhost run: $BATS_TEST_TMPDIR/plain: Permission denied" ]
	run -126 nvhost run -- "$BATS_TEST_TMPDIR"
	run -127 env PATH="$BATS_TEST_TMPDIR/plain:$PATH" "$NVHOST" run -- no-such-command-anywhere
	run -125 nvhost run -O "$BATS_TEST_TMPDIR/no/folder" -- touch "$BATS_TEST_TMPDIR/ran"
	[ ! -e "$BATS_TEST_TMPDIR/ran" ]
	run -125 nvhost run -O /dev/full -- true
	[ "$output" = 'nvhost run: /dev/full: No space left on device' ]
}

@test "run: standard streams, arguments and environment are the command's own" {
	run -0 --separate-stderr env X='y z' "$NVHOST" run -q -- sh -c 'cat; echo "$X|$1|$2"; echo own >&2' sh -x 'a  b' <<<in
	[ "$output" = $'in\ny z|-x|a  b' ]
	[ "$stderr" = own ]
	run -0 nvhost run -q -- sh -c 'ls /proc/self/fd | wc -l'
	[ "$output" -le "$(sh -c 'ls /proc/self/fd | wc -l')" ]
}

@test "run: the report goes to what is open already, or to a link of the user's own" {
	run -0 --separate-stderr bash -c '"$0" run -J -O /dev/stdout -- true' "$NVHOST"
	[ "$(jq .returncode <<<"$output")" = 0 ]
	[ "$(nvhost run -J -O /dev/fd/7 -- true 7>&1 | jq .returncode)" = 0 ]
	nvhost run -O /dev/null -- true
	ln -s real "$BATS_TEST_TMPDIR/link"
	echo 'what was there before, and is longer than any report, goes' >"$BATS_TEST_TMPDIR/real"
	nvhost run --csv -O "$BATS_TEST_TMPDIR/link" -- true
	[ "$(head -c 4 "$BATS_TEST_TMPDIR/real")" = pid, ] && [ -L "$BATS_TEST_TMPDIR/link" ]
	run -125 nvhost run -O "$BATS_TEST_TMPDIR/" -- true
	ln -s loop "$BATS_TEST_TMPDIR/loop"
	run -125 nvhost run -O "$BATS_TEST_TMPDIR/loop" -- true
	[[ $output == *'Too many levels of symbolic links' ]]
}

@test "run: the report goes to standard error, in any format" {
	run -0 --separate-stderr nvhost run -- true
	[ "$output" = '' ]
	[[ $stderr == pid*returncode*elapsed*peak_rss* ]]
	run -0 --separate-stderr nvhost run --csv -- true
	[[ ${stderr_lines[0]} == pid,command,returncode,* ]]
	[ "${#stderr_lines[@]}" -eq 2 ]
	run -0 --separate-stderr nvhost run -J -- true
	[ "$(jq .returncode <<<"$stderr")" = 0 ]
}

@test "run: what it took, descendants and orphans included" {
	run -0 nvhost run -J -O "$REPORT" -- sh -c '
		dd if=/dev/zero of=/dev/null bs=1M count=50 2>/dev/null
		(sh -c "i=0; while [ \$i -lt 60000 ]; do i=\$((i + 1)); done; echo \$\$ >'"$BATS_TEST_TMPDIR"'/orphan" &)
		until [ -s '"$BATS_TEST_TMPDIR"'/orphan ]; do sleep 0.05; done
		while kill -0 "$(cat '"$BATS_TEST_TMPDIR"'/orphan)" 2>/dev/null; do sleep 0.05; done; sleep 0.1'
	[ "$(report '.user > 0.02 and .elapsed > 0.1 and .peak_rss > 1000000')" = true ]
	[ "$(report '.read_chars >= 52428800 and .write_chars >= 52428800')" = true ]
	[ "$(report '.minor_faults > 100 and .voluntary_ctx_switches > 1')" = true ]
}

@test "run -t: TERM for it and all it started, then what --then says" {
	run -124 nvhost run -t 0.2 -J -O "$REPORT" -- sh -c 'sleep 61.'$$'; true'
	[ "$(report '[.returncode, .timed_out]')" = '[-15,true]' ]
	! pgrep -f "sleep 61.$$" || false
	run -124 sh -c 'trap "" TERM; exec "$0" run -t 0.2 --then=KILL -J -O "$1" -- sleep 300' "$NVHOST" "$REPORT"
	[ "$(report .returncode)" = -9 ]
	run -0 nvhost run -q -t 60 -- true
}

@test "run -i: samples while it runs, and their peaks" {
	run -0 nvhost run -i 0.1 -o pid,rss,num_threads --ndjson -O "$REPORT" -- \
		bash -c 'until mapfile -t rows <"$0"; [ "${#rows[@]}" -ge 2 ]; do :; done' "$REPORT"
	[ "$(jq -s 'map(select(has("time"))) | length >= 2 and (map(.pid) | unique | length) == 1' "$REPORT")" = true ]
	[ "$(tail -n 1 "$REPORT" | jq -c '[.returncode, .peak.num_threads, (.peak.rss > 0)]')" = '[0,1,true]' ]
	run -0 nvhost run -i 0.1 --tree -o num_threads,cpu_percent --ndjson -O "$REPORT" -- bash -c '
		sleep 60 & sleep 60 & mapfile -t before <"$0"
		until mapfile -t rows <"$0"; [ "${#rows[@]}" -ge $((${#before[@]} + 6)) ]; do :; done # a whole sample of three
		kill %1 %2; wait' "$REPORT"
	[ "$(tail -n 1 "$REPORT" | jq .peak.num_threads)" = 3 ]
	run -0 nvhost run -i 0.1 --csv -O "$REPORT" -- sh -c 'until [ -s "$0" ]; do sleep 0.05; done' "$REPORT"
	[[ $(head -n 1 "$REPORT") == time,pid,status,* ]]
}

@test "run: signals sent to nvhost reach the command" {
	"$NVHOST" run -J -O "$REPORT" -- sh -c 'trap "exit 7" TERM; touch '"$BATS_TEST_TMPDIR"'/ready; while :; do sleep 0.05; done' 3>&- &
	eventually test -e "$BATS_TEST_TMPDIR/ready"
	kill -TERM $!
	status=0
	wait $! || status=$?
	[ "$status" -eq 7 ]
	[ "$(report .returncode)" = 7 ]
}

@test "run: an interactive command has the terminal" {
	command -v script >/dev/null || skip "script(1) is not installed"
	run -0 script -qec "'$NVHOST' run -q -- sh -c 'read x; test -t 0 && echo got \$x'" /dev/null <<<hello
	[[ $output == *'got hello'* ]]
}

@test "run: usage" {
	run -2 nvhost run
	[ "${lines[0]}" = 'nvhost run: which command?' ]
	run -2 nvhost run -t never -- true
	run -2 nvhost run --then=KILL -- true
	run -2 nvhost run -o rss -- true
	run -2 nvhost run -i 1 -o rrs -- touch "$BATS_TEST_TMPDIR/ran"
	[[ ${lines[0]} == "nvhost run: unknown column 'rrs'; did you mean 'rss'?" ]]
	[ ! -e "$BATS_TEST_TMPDIR/ran" ]
}

@test "run: as an ordinary user" {
	need_root
	run -0 --separate-stderr as_nobody "$NVHOST" run -J -- id -u
	[ "$output" = 65534 ]
	[ "$(jq -c '[.returncode, (.read_chars > 0)]' <<<"$stderr")" = '[0,true]' ]
}

@test "run -t: a command that is stopped ends too" {
	run -124 timeout -s KILL 10 "$NVHOST" run -t 0.2 -J -O "$REPORT" -- sh -c 'kill -STOP $$; exit 0'
	[ "$(report .returncode)" = -15 ]
}

@test "run -t: children of the shell that nvhost was executed in are not the command's" {
	run -124 sh -c 'sleep 62.25 >&- 2>&- 3>&- & echo $! >"$1"; exec "$2" run -q -t 0.2 -- sleep 5' \
		sh "$BATS_TEST_TMPDIR/pid" "$NVHOST"
	stranger=$(<"$BATS_TEST_TMPDIR/pid")
	state=$(sed 's/.*) \(.\).*/\1/' "/proc/$stranger/stat" || true)
	kill "$stranger" || true
	[ "$state" = S ]
}

@test "run -t: whom another host's files show below us is not signalled" {
	sleep 63.25 3>&- &
	stranger=$!
	other=$BATS_TEST_TMPDIR/proc
	run -124 sh -c '
		for pid in $$ "$1"; do mkdir -p "$2/$pid" && cp /proc/"$pid"/status "$2/$pid/"; done
		awk "{ \$4 = 1; \$22 = 1; print }" "/proc/$$/stat" >"$2/$$/stat"
		awk -v ppid=$$ "{ \$4 = ppid; print }" "/proc/$1/stat" >"$2/$1/stat"
		cp /proc/stat /proc/uptime "$2"
		exec "$3" --procfs="$2" run -q -t 0.2 -- sleep 5' sh "$stranger" "$other" "$NVHOST"
	state=$(sed 's/.*) \(.\).*/\1/' "/proc/$stranger/stat" || true)
	kill "$stranger" || true
	[ "$state" = S ]
	run -2 nvhost --procfs="$other" run -i 1 -- touch "$BATS_TEST_TMPDIR/ran"
	[ ! -e "$BATS_TEST_TMPDIR/ran" ]
}

@test "run: what its shell has done before is not counted" {
	run -0 bash -c '"$2" -c "x = bytearray(60 << 20); sum(range(3000000))"; exec "$0" run -J -O "$1" -- true' \
		"$NVHOST" "$REPORT" "${PYTHON:-python3}"
	[ "$(report '.user + .system < 0.05 and .peak_rss < 30000000')" = true ]
}

@test "run, wait --exec: SIGCHLD that is ignored at the start is not" {
	run -7 bash -c 'trap "" CHLD; exec "$0" run -q -- sh -c "exit 7"' "$NVHOST"
	start_ending
	run -0 holding bash -c 'trap "" CHLD; exec "$0" wait -q --exec="echo called" "$1"' "$NVHOST" "$ENDING"
	[ "$output" = called ]
}

@test "run: the command begins with the settings that were asked for" {
	run -3 nvhost run -q --nice=7 --ionice=idle --affinity=0 --policy=batch --oom-score-adj=100 \
		--rlimit=nofile=64:128 --rlimit=core=0 -- sh -c '
			nice; ionice -p $$; taskset -cp $$ | sed "s/.*: //"; chrt -p $$ | sed -n "1s/.*: //p"
			cat /proc/self/oom_score_adj; ulimit -S -n; ulimit -H -n; ulimit -S -c; exit 3'
	[ "$output" = $'7\nidle\n0\nSCHED_BATCH\n100\n64\n128\n0' ]
}

@test "run: where a setting is refused, nothing is run" {
	run -125 nvhost run -q --affinity=1023 -- touch "$BATS_TEST_TMPDIR/ran"
	[[ $output == "nvhost run: cpu_affinity: Invalid argument (none of these CPUs; allowed: "*")" ]]
	[ "$EUID" -ne 0 ] || plain="setpriv --bounding-set=-sys_resource --inh-caps=-sys_resource"
	run -125 prlimit --core=0:0 ${plain-} "$NVHOST" run -q --nice=1 --rlimit=core=1 -- \
		touch "$BATS_TEST_TMPDIR/ran"
	run -2 nvhost run --nice=much -- touch "$BATS_TEST_TMPDIR/ran"
	run -2 nvhost --procfs="$BATS_TEST_TMPDIR" run --oom-score-adj=5 -- touch "$BATS_TEST_TMPDIR/ran"
	[ ! -e "$BATS_TEST_TMPDIR/ran" ]
}
