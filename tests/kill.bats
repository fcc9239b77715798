#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# kill: signals, to the processes that were meant and to no other.
load helpers

teardown() {
	end_sleepers
}

@test "kill: TERM, silently" {
	start_sleeper
	run -0 nvhost kill "$PID"
	[ "$output" = '' ]
	ended_by 15
}

@test "kill -s: names, numbers, any case, with or without SIG" {
	for signal in KILL sigkill 9 SigKill; do
		start_sleeper
		nvhost kill -s "$signal" "$PID"
		ended_by 9
	done
	start_sleeper
	nvhost kill -s RTMIN+3 "$PID"
	ended_by $(($(kill -l RTMIN) + 3))
	run -2 nvhost kill -s TREM $$
	[ "${lines[0]}" = "nvhost kill: unknown signal 'TREM'; did you mean 'TERM'?" ]
}

@test "kill -l: the signals of this machine, as kill(1) has them" {
	run -0 nvhost kill -l --csv -n
	for line in "${lines[@]}"; do
		line=${line%$'\r'}
		[ "$(kill -l "${line%%,*}")" = "${line##*,}" ] || [[ $line == *,RT* || $line == *,POLL ]]
	done
	[ "$(jq -c '.[8]' <<<"$(nvhost kill -l -J)")" = '{"number":9,"name":"KILL"}' ]
}

@test "kill: -9 and -KILL before or behind the PID, as in kill(1)" {
	for words in '-9 PID' '-KILL PID' 'PID -9' '-SIGKILL PID'; do
		start_sleeper
		run -0 nvhost kill ${words/PID/$PID}
		[ "$output" = '' ]
		ended_by 9
	done
	start_sleeper
	run -0 nvhost kill -0 "$PID"
	run -0 nvhost kill -RTMIN+3 "$PID"
	ended_by $(($(kill -l RTMIN) + 3))
	run -2 nvhost kill -FOO $$
	[[ $output == *"unknown option '-F'"* ]]
}

@test "kill -l SIGNAL: its name and number" {
	for words in '-l 9' '-l KILL' '--list=9' '--list=SIGKILL' '--list KILL'; do
		run -0 nvhost kill --csv -n $words
		[ "${output%$'\r'}" = 9,KILL ]
	done
	run -2 nvhost kill --list=FOO
}

@test "kill: rows where a format is asked for" {
	start_sleeper
	run -0 nvhost kill --ndjson "$PID" -s CONT
	[ "$(jq -c '[.pid, .name, .signal, .sent, .error]' <<<"$output")" = "[$PID,\"sleep\",\"CONT\",true,null]" ]
}

@test "kill --dry-run: who would be signalled, and nobody is" {
	start_sleeper
	run -0 nvhost kill --dry-run --csv -n -s KILL "$PID"
	[[ $output == $PID,*,sleep,KILL,false,* ]]
	kill -0 "$PID"
}

@test "kill --wait: rows of ends; --then for who still lives" {
	start_sleeper
	run -0 nvhost kill --wait=5 --ndjson "$PID"
	[ "$(jq -c '[.state, .signal]' <<<"$output")" = '["gone","TERM"]' ]
	bash -c 'trap "" TERM; touch "$1"; while :; do sleep 0.05; done' x "$BATS_TEST_TMPDIR/ready" 3>&- &
	PID=$! SLEEPERS="$SLEEPERS $!"
	eventually test -e "$BATS_TEST_TMPDIR/ready"
	run -1 nvhost kill --wait=0.2 "$PID"
	[ "$output" = "nvhost kill: $PID: still alive" ]
	run -0 nvhost kill --wait=0.2 --then=KILL --ndjson "$PID"
	[ "$(jq -c '[.state, .signal]' <<<"$output")" = '["gone","KILL"]' ]
	run -2 nvhost kill --then=KILL 1
}

@test "kill --queue: the value comes with the signal" {
	python3 -c '
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print("ready", flush=True)
info = signal.sigwaitinfo([signal.SIGUSR1])
print(info.si_code, info.si_pid > 0, flush=True)' >"$BATS_TEST_TMPDIR/out" 3>&- &
	eventually test -s "$BATS_TEST_TMPDIR/out"
	nvhost kill -s USR1 --queue=77 $!
	wait $!
	[ "$(tail -n 1 "$BATS_TEST_TMPDIR/out")" = '-1 True' ]
	run -2 nvhost kill --queue=x 1
	run -2 nvhost kill --queue=99999999999 1
}

@test "kill --tree: all descendants, also those who fork all the time" {
	bash -c 'f() { while :; do sleep 0.01 & done; }; f & f & sleep $0 & wait' 62.$$ 3>&- 2>/dev/null &
	root=$!
	eventually pgrep -f "^sleep 62.$$"
	run -0 nvhost kill --tree -s KILL "$root"
	eventually bash -c '! pgrep -f "$0"' "^sleep 62.$$"
	[ -z "$(nvhost ps --children-of=$root -r -o pid --csv -n 2>/dev/null)" ]
	# whoever is signalled otherwise goes on
	start_sleeper
	nvhost kill --tree -s USR1 --dry-run "$PID"
	nvhost kill --tree -s CONT "$PID"
	eventually nvhost ps "$PID" -q -w 'status == "sleeping"'
}

@test "kill --tree: who lives on goes on, and who was stopped before stays so" {
	bash -c 'trap ": >\"$0\"; exit" USR1; sleep 300 & wait' "$BATS_TEST_TMPDIR/had-it" 3>&- &
	SLEEPERS=$!
	eventually pgrep -P "$SLEEPERS" # it has its trap
	nvhost kill --tree -s USR1 "$SLEEPERS"
	eventually [ -e "$BATS_TEST_TMPDIR/had-it" ]
	start_sleeper
	kill -STOP "$PID"
	eventually has_state "$PID" T
	nvhost kill --tree -s WINCH "$PID"
	has_state "$PID" T
}

@test "kill: an identity whose PID is another's is not touched" {
	start_sleeper
	run -1 nvhost kill -s KILL "$PID@1"
	[ "$output" = "nvhost kill: $PID@1: no such process" ]
	kill -0 "$PID"
}

@test "kill: a PID that is used again is never signalled in place of the old one" {
	need_root
	[ -w /proc/sys/kernel/ns_last_pid ] || skip "the kernel cannot be told which PID comes next"
	unshare --pid --fork --mount-proc true 2>/dev/null || skip "no PID namespaces here"
	cat >"$BATS_TEST_TMPDIR/reuse" <<-'SCRIPT'
		sleep 60 & old=$!
		stat=$(cat /proc/$old/stat); stat=${stat##*) }; set -- $stat; id=$old@${20}
		kill -KILL $old; wait $old 2>/dev/null
		sleep 0.05 # another clock tick
		for _ in $(seq 200); do
			echo $((old - 1)) >/proc/sys/kernel/ns_last_pid
			sleep 61 & new=$!
			[ $new -eq $old ] && break
			kill -KILL $new; wait $new 2>/dev/null
		done
		[ $new -eq $old ] || { echo "not reused"; exit 77; }
		"$NVHOST" kill -s KILL $id; echo "kill $?"
		"$NVHOST" set --nice=9 $id; echo "set $?"
		"$NVHOST" wait -q -t 0.1 $id; echo "wait $?"
		kill -0 $new && echo "alive, nice $(ps -o ni= -p $new | tr -d ' ')"
		kill -KILL $new
	SCRIPT
	export NVHOST
	run unshare --pid --fork --mount-proc bash "$BATS_TEST_TMPDIR/reuse" 3>&-
	[ "$status" -ne 77 ] || skip "the PID was not given again"
	[[ $output == *'no such process'*'kill 1'*'set 1'*'wait 1'*'alive, nice 0'* ]]
}

@test "kill: what is refused for one does not spare the rest" {
	need_root
	start_sleeper
	setpriv --reuid=65534 --regid=65534 --clear-groups sleep 63 3>&- &
	own=$!
	SLEEPERS="$SLEEPERS $own"
	eventually is_named "$own" sleep
	run -1 --separate-stderr as_nobody "$NVHOST" kill --csv -n "$PID" "$own"
	[ "$stderr" = "nvhost kill: $PID: Operation not permitted" ]
	[ "${#lines[@]}" -eq 2 ]
	[[ $output == *"$PID,"*',TERM,false,Operation not permitted,'* ]]
	[[ $output == *"$own,"*',TERM,true,,'* ]]
	kill -0 "$PID"
}

@test "kill: never itself, its ancestors only with --force" {
	run -1 nvhost kill -s CONT $$
	[ "$output" = "nvhost kill: $$: this is an ancestor of nvhost (--force signals it too)" ]
	run -0 nvhost kill -s CONT --force $$
	run -0 nvhost kill -s 0 $$
	run -1 bash -c 'echo $$; exec "$0" kill --force $$' "$NVHOST"
	[ "${lines[1]}" = "nvhost kill: ${lines[0]}: this is nvhost itself" ]
	run -1 bash -c 'exec "$0" kill --force -w "pid == $$"' "$NVHOST"
	[ "$output" = 'nvhost kill: no such process' ]
	run -0 timeout 20 bash -c 'sleep 300 & exec "$0" kill --tree --force -w "ppid == $$"' "$NVHOST"
}

has_state() {
	[[ $(<"/proc/$1/stat") == *") $2 "* ]]
}

@test "kill -STOP, -CONT: signals as kill(1) has them" {
	start_sleeper
	nvhost kill -STOP "$PID"
	eventually has_state "$PID" T
	nvhost kill -CONT "$PID"
	eventually has_state "$PID" S
}

@test "kill: nobody, PID 0, negative numbers and filters that hold for nobody" {
	run -2 nvhost kill
	[ "${lines[0]}" = 'nvhost kill: which process?' ]
	run -2 nvhost kill 0
	run -2 nvhost kill -- -1
	run -2 nvhost kill ' 1'
	run -1 nvhost kill -N '^nobody-has-this-name$'
	[ "$output" = 'nvhost kill: no such process' ]
	run -2 nvhost kill -k
	run -2 nvhost kill --procfs=/tmp 1
}

@test "kill --wait: however many descriptors are left, the wait has its own" {
	pids=
	for _ in $(seq 34); do
		start_sleeper
		pids="$pids $PID"
	done
	for limit in $(seq 36 46); do # how many are inherited is not known: one of them is just full
		run -1 --separate-stderr bash -c "ulimit -n $limit; exec '$NVHOST' kill -s CONT --wait=0.02 --csv -n $pids"
		[ "${#lines[@]}" -eq 34 ]
		[[ $stderr != *'Too many open files'* ]]
	done
}

@test "ps, kill, set, wait: with the /proc of another PID namespace, nobody is taken for another" {
	need_root
	export ASAN_OPTIONS=detect_leaks=0 # which cannot be with such a /proc
	unshare --pid --fork true 2>/dev/null || skip "no PID namespaces here"
	setpriv --reuid=65534 --regid=65534 --clear-groups sleep 100 3>&- &
	local sleeper=$!
	eventually is_named "$sleeper" sleep
	# PIDs 1 to 5 are other processes there than in /proc; one has the number of the sleeper in both
	run -0 unshare --pid --fork --kill-child bash -c '
		echo $(($1 - 1)) >/proc/sys/kernel/ns_last_pid
		sleep 100 & same=$!
		"$2" ps --csv -n -o pid,username,gids,ionice "$1"
		for action in "kill -s KILL" "set --nice=7" "wait -t 1"; do
			"$2" $action "$1" 1 2>&1; echo "$?"
		done
		kill "$same" && echo "$same is there"' - "$sleeper" "$NVHOST" 3>&-
	kill "$sleeper"
	[[ ${lines[0]} == "$sleeper,nobody,65534,65534,65534,," ]]
	for n in 1 3 5; do
		[[ ${lines[n]} == *'/proc belongs to another PID namespace: '* ]]
		[ "${lines[n + 1]}" -eq 1 ]
	done
	[ "${lines[7]}" = "$sleeper is there" ]
}

MANY=many-$$ # a name that only this run of the tests uses

# Starts 21 processes that have this name.
start_many() {
	cp "$(command -v sleep)" "$BATS_TEST_TMPDIR/$MANY"
	for _ in $(seq 21); do
		"$BATS_TEST_TMPDIR/$MANY" 300 3>&- &
		SLEEPERS="${SLEEPERS-} $!"
	done
	eventually are_named 21
}

are_named() {
	[ "$(pgrep -c -x "$MANY")" -eq "$1" ]
}

# Runs the command line on a terminal, with an answer.
on_terminal() {
	printf '%s' "$1" | timeout 20 script -qec "$2" /dev/null | tr -d '\r'
	return "${PIPESTATUS[1]}"
}

@test "kill, set: on a terminal they ask before many are concerned, or PID 1" {
	command -v script >/dev/null || skip "script(1) is not installed"
	start_many
	name="-N '^$MANY\$'"
	run -1 on_terminal $'n\n' "$NVHOST kill $name"
	[[ $output == *"21 processes would be signalled; continue? [y/N] "*"nothing was done" ]]
	are_named 21
	run -1 on_terminal $'\n' "$NVHOST set --nice=3 $name"
	[[ $output == *"21 processes would be changed; continue? "* ]]
	run -0 on_terminal $'y\n' "$NVHOST set --nice=3 $name"
	[ "$(ps -o ni= -C "$MANY" | sort -u | tr -d ' ')" = 3 ]
	for words in "kill --dry-run $name" "kill -s 0 $name" "kill -s CONT --yes $name" "set --nice=4 --yes $name"; do
		run -0 on_terminal '' "$NVHOST $words"
		[[ $output != *"continue?"* ]]
	done
	run -1 on_terminal $'n\n' "$NVHOST kill --force -s CONT 1"
	[[ $output == *"1 process, including PID 1, would be signalled"* ]]
	# nobody is asked where there is no terminal
	run -0 nvhost kill -N "^$MANY\$" </dev/null
	eventually are_named 0
}

@test "kill: named processes are not asked about, however many" {
	command -v script >/dev/null || skip "script(1) is not installed"
	start_many
	run -0 on_terminal '' "$NVHOST kill -s CONT $SLEEPERS"
	[[ $output != *"continue?"* ]]
}

@test "kill --tree: nvhost below the tree's root is left out, and does not stop itself" {
	run -0 timeout 60 bash -c 'trap : USR1; "$NVHOST" kill --force --tree -s USR1 $$ 3>&-; echo "status $?"'
	[ "$output" = 'status 0' ]
}

@test "kill --tree: what nvhost itself starts to select with is none of them" {
	run -0 bash -c 'sleep 60 3>&- & "$NVHOST" kill --force --tree --dry-run -o pid --csv -n $$; kill $!'
	[ "${#lines[@]}" -eq 2 ]
}
