#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# set: changes processes, and says what they had before.
load helpers

setup() {
	start_sleeper
}

teardown() {
	end_sleepers
}

# Whether one of the sleeper's columns is what is expected.
has() {
	[ "$(nvhost ps "$PID" -o "$1" --ndjson)" = "{\"$1\":$2}" ]
}

@test "set: silent unless asked, and the values are the kernel's" {
	run -0 nvhost set --nice=5 --ionice=be:6 --affinity=0 --policy=batch --oom-score-adj=100 \
		--rlimit=nofile=64:128 --rlimit=core=0 "$PID"
	[ "$output" = '' ]
	has nice 5
	has ionice '{"ioclass":"be","value":6}'
	has cpu_affinity '[0]'
	has policy '"batch"'
	[ "$(cat "/proc/$PID/oom_score_adj")" = 100 ]
	has rlimits.nofile '{"soft":64,"hard":128}'
	[ "$(prlimit -p "$PID" --core -o SOFT --noheadings)" -eq 0 ]
}

@test "set: a row says what was and what is, in the words of the options" {
	nvhost set --rlimit=nofile=64:128 --nice=2 --ionice=be:5 "$PID"
	run -0 nvhost set --nice=25 --ionice=idle --rlimit=nofile=32 --json "$PID"
	[ "$(jq -c '.[0] | [.pid, .name, .nice, .ionice, .nofile, .error]' <<<"$output")" = \
		"[$PID,\"sleep\",{\"old\":2,\"new\":19},{\"old\":\"be:5\",\"new\":\"idle\"},{\"old\":\"64:128\",\"new\":\"32:128\"},null]" ]
	run -0 nvhost set --nice=19 -v -n "$PID"
	[[ $output == *"$PID"*sleep*19*19* ]]
}

@test "set -n N: a nice value, as in renice(8); -n alone leaves out the headings" {
	run -0 nvhost set -n 5 "$PID"
	[ "$output" = '' ]
	has nice 5
	run -0 nvhost set -n7 "$PID"
	has nice 7
	run -0 nvhost set --nice=9 -v -n "$PID"
	[ "${#lines[@]}" -eq 1 ]
	has nice 9
	run -0 nvhost set -v --nice=10 "$PID" -n
	[ "${#lines[@]}" -eq 1 ]
}

@test "set: only the hard limit, sizes, unlimited" {
	nvhost set --rlimit=nofile=100:200 "$PID"
	nvhost set --rlimit=nofile=:50 "$PID"
	has rlimits.nofile '{"soft":50,"hard":50}'
	nvhost set --rlimit=fsize=1K:2G --rlimit=core=1024:unlimited "$PID"
	has rlimits.fsize '{"soft":1024,"hard":2147483648}'
}

@test "set --dry-run: shows who and what, changes nothing" {
	nvhost set --rlimit=nofile=64:128 "$PID"
	run -0 nvhost set --nice=25 --ionice=be --policy=batch --affinity=0,60000 --oom-score-adj=7 \
		--rlimit=nofile=:32 --rlimit=core=1 --dry-run --ndjson "$PID"
	[ "$(jq -c '[.nice.new, .ionice.new, .policy.new, .cpu_affinity.new, .oom_score_adj.new,
		.nofile, .error]' <<<"$output")" = \
		'[19,"be:0","batch",[0],7,{"old":"64:128","new":"32:32"},null]' ]
	planned=$(jq -c 'del(.core)' <<<"$output")
	has nice 0
	has rlimits.nofile '{"soft":64,"hard":128}'
	run -0 nvhost set --nice=25 --ionice=be --policy=batch --affinity=0,60000 --oom-score-adj=7 \
		--rlimit=nofile=:32 --rlimit=core=1 --ndjson "$PID"
	[ "$(jq -c 'del(.core)' <<<"$output")" = "$planned" ]
	run -0 nvhost set --affinity=60000 --dry-run --ndjson "$PID"
	[ "$(jq -c .cpu_affinity.new <<<"$output")" = null ]
}

# What the process has, of what no option of set names, and of no column either.
hint_of() {
	"$PYTHON" -c 'import ctypes, platform, sys
number = {"x86_64": 252, "aarch64": 31}[platform.machine()]
value = ctypes.CDLL(None, use_errno=True).syscall(number, 1, int(sys.argv[1]))
print(value >> 3 & 0x3ff)' "$1"
}

@test "set --ionice: the hint for the device stays" {
	"$PYTHON" -c 'import ctypes, platform, sys
number = {"x86_64": 251, "aarch64": 30}[platform.machine()]
sys.exit(ctypes.CDLL(None).syscall(number, 1, int(sys.argv[1]), 2 << 13 | 3 << 3 | 4) != 0)' "$PID" ||
		skip "no hints here (Linux 6.5)"
	[ "$(hint_of "$PID")" -eq 3 ]
	nvhost set --ionice=be:6 "$PID"
	has ionice '{"ioclass":"be","value":6}'
	[ "$(hint_of "$PID")" -eq 3 ]
}

@test "set --policy: whether children begin anew stays" {
	chrt --reset-on-fork --batch -p 0 "$PID"
	nvhost set --policy=other "$PID"
	run -0 chrt -p "$PID"
	[[ ${lines[0]} == *'SCHED_OTHER|SCHED_RESET_ON_FORK' ]]
	start_sleeper
	nvhost set --policy=batch "$PID"
	run -0 chrt -p "$PID"
	[[ ${lines[0]} == *'SCHED_BATCH' ]]
}

@test "set --threads: every thread, else the main one only" {
	python3 -c '
import threading, time
for _ in range(3): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("ready", flush=True)
time.sleep(60)' >"$BATS_TEST_TMPDIR/ready" 3>&- &
	PID=$! SLEEPERS="$SLEEPERS $!"
	eventually test -s "$BATS_TEST_TMPDIR/ready"
	nvhost set --nice=4 "$PID"
	[ "$(ps -L -o ni= -p "$PID" | sort | uniq -c | tr -s ' \n' ' ')" = ' 3 0 1 4 ' ]
	nvhost set --nice=5 --affinity=0 --threads "$PID"
	[ "$(ps -L -o ni= -p "$PID" | sort | uniq -c | tr -s ' \n' ' ')" = ' 4 5 ' ]
	[ "$(for task in /proc/"$PID"/task/*; do grep Cpus_allowed_list "$task/status"; done | uniq -c | tr -s ' \t\n' ' ')" = ' 4 Cpus_allowed_list: 0 ' ]
}

@test "set: real-time policies" {
	need_root
	run -0 nvhost set --policy=fifo:3 --json "$PID"
	[ "$(jq -c '.[0].policy' <<<"$output")" = '{"old":"other","new":"fifo:3"}' ]
	run -0 nvhost set --policy=rr:1 --json "$PID"
	[ "$(jq -c '.[0].policy' <<<"$output")" = '{"old":"fifo:3","new":"rr:1"}' ]
	[ "$(ps -o cls=,rtprio= -p "$PID" | tr -d ' ')" = RR1 ]
	nvhost set --policy=other "$PID"
}

@test "set: what the kernel refuses is told in plain words, and the rest is done" {
	need_root
	run -1 as_nobody "$NVHOST" set --nice=1 --affinity=0 --oom-score-adj=-5 --rlimit=nofile=5 \
		--ionice=rt --policy=fifo:1 "$PID"
	[ "${lines[0]}" = "nvhost set: $PID: nice: not permitted (process of another user, or lowered without CAP_SYS_NICE)" ]
	[[ ${lines[1]} == "nvhost set: $PID: ionice: not permitted"* ]]
	[ "${lines[2]}" = "nvhost set: $PID: cpu_affinity: not permitted" ]
	[[ ${lines[3]} == "nvhost set: $PID: policy: not permitted"* ]]
	[[ ${lines[4]} == "nvhost set: $PID: oom_score_adj: not permitted"* ]]
	[[ ${lines[5]} == "nvhost set: $PID: nofile: not permitted"* ]]
	nvhost set --affinity=all "$PID"
	eligible=$(sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' "/proc/$PID/status")
	run -1 nvhost set --affinity=60000 --nice=3 "$PID"
	[ "$output" = "nvhost set: $PID: cpu_affinity: Invalid argument (none of these CPUs; allowed: $eligible)" ]
	has nice 3
	nvhost set --rlimit=nofile=10:20 "$PID"
	run -1 nvhost set --rlimit=nofile=30 "$PID"
	[[ $output == *"nofile: Invalid argument (the soft limit would be above the hard one; it is 10:20, and fs.nr_open is "*')' ]]
	run -1 nvhost set --rlimit=nofile=10:unlimited "$PID"
	[[ $output == *"nofile: not permitted ("*"; it is 10:20, and fs.nr_open is $(cat /proc/sys/fs/nr_open))" ]]
}

@test "set: a process that is gone, and one whose PID another has" {
	run -1 nvhost set --nice=1 "$PID@1" 4194305
	[ "${lines[0]}" = "nvhost set: $PID@1: no such process" ]
	[ "${lines[1]}" = 'nvhost set: 4194305: no such process' ]
	has nice 0
	run -1 nvhost set --nice=1 -N '^nobody-has-this-name$'
	[ "$output" = 'nvhost set: no such process' ]
}

@test "set: usage errors change nothing" {
	for option in --nice=x --nice= --ionice=fast --ionice=be:8 --ionice=idle:3 --ionice=:4 \
		--affinity=x --affinity=3-1 --affinity= --policy=fifo --policy=fifo:0 --policy=rr:100 \
		--policy=other:1 --policy=deadline --oom-score-adj=1001 --rlimit=nofile --rlimit=nofile= \
		--rlimit=nofile=: --rlimit=nofiles=1 --rlimit=nofile=x --rlimit=nofile=1.5 --rlimit=nofile=9:8; do
		run -2 nvhost set --nice=1 "$option" "$PID"
	done
	has nice 0
	run -2 nvhost set "$PID"
	[[ ${lines[0]} == 'nvhost set: no setting is given'* ]]
	run -2 nvhost set --nice=1
	[ "${lines[0]}" = 'nvhost set: which process?' ]
	run -2 nvhost set --nice=1 "$PID" --procfs=/tmp
	run -2 nvhost set --rlimit=nofiel=9 "$PID"
	[ "${lines[0]}" = "nvhost set: unknown limit 'nofiel'; did you mean 'nofile'?" ]
}

@test "set: nvhost itself is left out" {
	# a shell that becomes nvhost knows its PID
	run -1 bash -c 'echo $$; exec "$0" set --nice=1 $$' "$NVHOST"
	[ "${lines[1]}" = "nvhost set: ${lines[0]}: this is nvhost itself" ]
	run -1 bash -c 'exec "$0" set --nice=1 -w "pid == $$"' "$NVHOST"
	[ "$output" = 'nvhost set: no such process' ]
}
