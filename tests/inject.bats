#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# System calls that fail, by strace -e inject: of the program as it is installed, where faults/ has
# a library in between. And the state file, which must survive them.
load helpers

setup() {
	command -v strace >/dev/null || skip "strace is not installed"
	strace -qq -o /dev/null -e inject=fsync:error=EIO true || skip "strace cannot inject here"
	! grep -q __asan_init "$NVHOST" || skip "the sanitizer makes system calls of its own"
	mkdir "$BATS_TEST_TMPDIR/work"
	cd "$BATS_TEST_TMPDIR/work"
}

teardown() {
	end_sleepers
}

# inject CALL ERROR WHEN ARGUMENT...: in a run of nvhost.
inject() {
	local call=$1 error=$2 when=$3
	shift 3
	run --separate-stderr timeout 20 strace -f -qq -o /dev/null -e trace="$call" \
		-e inject="$call:error=$error:when=$when" "$NVHOST" "$@"
}

# The calls that the loader and the C library have made before the program does anything.
calls_at_start() {
	strace -f -qq -o calls -e trace="$1" "$NVHOST" --version >/dev/null
	wc -l <calls
}

is_document() {
	jq -e . >/dev/null <<<"$output"
}

@test "inject: any call of a view fails: a message and status 1, or all of the document" {
	for call in openat read close newfstatat mmap; do
		local start first=1
		start=$(calls_at_start "$call")
		for error in EIO EMFILE EINTR ENOMEM; do
			for n in 1 3 7; do
				inject "$call" "$error" "$((start + n))" ps -J -o pid,ppid,username,rss,num_fds "$$"
				[[ $status -eq 0 || $status -eq 1 ]] || { echo "$call $error $n: $status"; false; }
				[[ $status -eq 0 || -n $stderr ]] || { echo "$call $error $n: no message"; false; }
				[ "$status" -ne 0 ] || is_document
			done
		done
	done
}

@test "inject: what statfs answers is told as it is" {
	for error in ESTALE EIO EBADMSG; do
		run -1 --separate-stderr strace -f -qq -o /dev/null -e trace=statfs,fstatfs \
			-e inject=statfs,fstatfs:error="$error" "$NVHOST" disk usage -J /
		case $error in
		ESTALE) [ "$stderr" = 'nvhost disk: /: Stale file handle' ] ;;
		EIO) [ "$stderr" = 'nvhost disk: /: Input/output error' ] ;;
		EBADMSG) [ "$stderr" = 'nvhost disk: /: Bad message' ] ;;
		esac
		is_document
	done
}

@test "inject: a state file that cannot be written stays as it was, and is told" {
	run -0 nvhost cpu percent -J --state=state
	cp state before
	for call in rename,renameat,renameat2 fsync flock; do
		inject "$call" EIO 1+ cpu percent -J --state=state
		[ "$status" -eq 1 ]
		[ "$stderr" = 'nvhost cpu: state: Input/output error' ]
		[ -z "$output" ] || is_document
		cmp state before
		[ "$(ls | tr '\n' ' ')" = 'before state ' ]
	done
	inject write ENOSPC 1 cpu percent -J --state=state
	[ "$status" -eq 1 ]
	[[ $stderr == *'No space left on device' ]]
}

@test "inject: a signal that is not sent, and a value that is not set, are told of each process" {
	start_sleeper
	inject pidfd_send_signal EIO 1+ kill -s KILL "$PID"
	[ "$status" -eq 1 ]
	[ "$stderr" = "nvhost kill: $PID: Input/output error" ]
	kill -0 "$PID"
	inject setpriority EIO 1+ set --nice=5 "$PID"
	[ "$status" -eq 1 ]
	[[ $stderr == "nvhost set: $PID: "*'Input/output error' ]]
	end_sleepers
}

@test "inject: without the calls of new kernels, the older ways" {
	start_sleeper
	right=$(nvhost ps -J -o pid,ppid,username,nice "$PID")
	for call in pidfd_open ioctl statx faccessat2 epoll_pwait2; do
		inject "$call" ENOSYS 1+ ps -J -o pid,ppid,username,nice "$PID"
		[ "$status" -eq 0 ]
		[ "$output" = "$right" ]
	done
	inject pidfd_open ENOSYS 1+ kill -s KILL "$PID"
	[ "$status" -eq 0 ]
	ended_by 9
	end_sleepers
}

@test "inject: --until asks again at once where a process has ended before it could be held" {
	start_sleeper
	(
		sleep 0.4
		kill -KILL "$PID"
	) 3>&- &
	inject pidfd_open ESRCH 1+ ps --until=none -i 60 -o pid -w "pid == $PID and status != zombie"
	[ "$status" -eq 0 ]
	end_sleepers
}

@test "inject: kill and wait without a descriptor for signals are told, and do nothing" {
	start_sleeper
	for words in "wait" "kill" "kill -J" "wait -J"; do
		inject signalfd4 EMFILE 1+ $words "$PID"
		[ "$status" -eq 1 ]
		[[ $stderr == *"Too many open files" ]]
	done
	kill -0 "$PID"
	end_sleepers
}

# Old containers answer EPERM to system calls that their filter does not know.
@test "inject: EPERM of newer system calls is as ENOSYS: the older way, silently" {
	local calls=faccessat2,statx,pidfd_open,pidfd_send_signal,clone3,openat2,close_range
	run -0 --separate-stderr strace -f -qq -o /dev/null -e trace="$calls" \
		-e inject="$calls:error=EPERM" "$NVHOST" ps -J -o pid,name,exe,num_fds,username "$$" 1
	[ "$(jq length <<<"$output")" -eq 2 ]
	[ -z "$stderr" ]
	sleep 300 3>&- &
	run -124 --separate-stderr strace -f -qq -o /dev/null -e trace="$calls" \
		-e inject="$calls:error=EPERM" "$NVHOST" wait -t 0.1 "$!"
	[ -z "$stderr" ]
	run -0 --separate-stderr strace -f -qq -o /dev/null -e trace="$calls" \
		-e inject="$calls:error=EPERM" "$NVHOST" set --nice=1 "$!"
	run -0 --separate-stderr strace -f -qq -o /dev/null -e trace="$calls" \
		-e inject="$calls:error=EPERM" "$NVHOST" kill "$!"
	[ -z "$stderr" ]
	status=0
	wait "$!" || status=$?
	[ "$status" -eq 143 ]
	sleep 3 3>&- & # nvhost must find it alive, on a loaded machine too
	run -0 --separate-stderr strace -f -qq -o /dev/null -e trace="$calls" \
		-e inject="$calls:error=EPERM" "$NVHOST" wait -q --exec='echo called' "$!"
	[ "$output" = called ]
}

@test "set: whose PID is another's after the change is told, as a reuse in between" {
	sleep 300 3>&- &
	SLEEPERS=$!
	strace -f -qq -e trace=pidfd_send_signal -o calls "$NVHOST" set --nice=1 "$!"
	grep -q pidfd_send_signal calls || skip "no pidfds here"
	# nobody sends a signal but the checks, of which the last comes after the change
	inject pidfd_send_signal ESRCH "$(grep -c pidfd_send_signal calls)" set --nice=2 "$SLEEPERS"
	[ "$status" -eq 1 ]
	[[ $stderr == "nvhost set: $SLEEPERS"*"no such process" ]] || { echo "$stderr"; false; }
	[ "$(ps -o ni= -p "$SLEEPERS" | tr -d ' ')" = 2 ]
}

@test "kill --tree: all are stopped before the first has its signal, children have theirs before their parents" {
	setsid bash -c 'bash -c "sleep 300 & wait" & wait' 3>&- &
	parent=$!
	eventually pgrep -P "$parent"
	child=$(pgrep -P "$parent")
	eventually pgrep -P "$child"
	grandchild=$(pgrep -P "$child")
	SLEEPERS="$parent $child $grandchild"
	strace -f -qq -e trace=pidfd_open,pidfd_send_signal -o calls "$NVHOST" kill --tree "$parent"
	grep -q pidfd_send_signal calls || skip "no pidfds here"
	# pidfd_open(4711, 0) = 5; pidfd_send_signal(5, SIGTERM, NULL, 0) = 0
	order=$(awk '/pidfd_open/ { split($0, part, /[(,]/); pid[$NF] = part[2] }
		/pidfd_send_signal/ { split($0, part, /[(,] ?/); if (part[3] != "0") print part[3], pid[part[2]] }' calls)
	[ "$order" = "$(printf '%s\n' "SIGSTOP $parent" "SIGSTOP $child" "SIGSTOP $grandchild" \
		"SIGTERM $grandchild" "SIGTERM $child" "SIGTERM $parent" \
		"SIGCONT $grandchild" "SIGCONT $child" "SIGCONT $parent")" ]
}

@test "kill --tree: a signal to nvhost meanwhile leaves none of them stopped" {
	bash -c 'sleep 300 & wait' 3>&- &
	parent=$!
	SLEEPERS=$parent
	eventually pgrep -P "$parent"
	SLEEPERS="$parent $(pgrep -P "$parent")"
	strace -f -qq -e trace=pidfd_send_signal -o calls "$NVHOST" kill --tree -s WINCH "$parent"
	grep -q SIGSTOP calls || skip "no pidfds here"
	# it comes as the first of them is stopped, and waits until all go on
	first=$(grep -n SIGSTOP calls | head -1 | cut -d: -f1)
	ulimit -c 0
	for signal in TERM QUIT USR1; do
		run "-$((128 + $(kill -l "$signal")))" timeout 30 strace -f -qq -o /dev/null -e trace=pidfd_send_signal \
			-e inject="pidfd_send_signal:signal=SIG$signal:when=$first" "$NVHOST" kill --tree -s WINCH "$parent"
		for pid in $SLEEPERS; do
			[[ $(<"/proc/$pid/stat") != *') T '* ]]
		done
	done
}

@test "kill: that one has ended meanwhile is a failure only where it was named" {
	start_sleeper
	strace -f -qq -e trace=pidfd_send_signal -o calls "$NVHOST" kill -s WINCH "$PID"
	grep -q WINCH calls || skip "no pidfds here"
	inject pidfd_send_signal ESRCH 1+ kill -w "pid == $PID"
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	inject pidfd_send_signal ESRCH 1+ kill "$PID"
	[ "$status" -eq 1 ]
	[[ $stderr == "nvhost kill: $PID: no such process" ]] || { echo "$stderr"; false; }
}
