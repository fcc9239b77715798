#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Processes come and go at full speed, and PIDs are used again at once. CHURN names tests/churn/churn,
# EXECUTER tests/churn/executer.
load helpers

CHURN=${CHURN:-$BATS_TEST_DIRNAME/churn/churn}
EXECUTER=${EXECUTER:-$BATS_TEST_DIRNAME/churn/executer}

@test "ps, tree, set, kill, wait: in a storm of forks, no row is of two, and nobody else is touched" {
	need_root
	[ -x "$CHURN" ] || skip "tests/churn/churn is not built"
	[ -w /proc/sys/kernel/ns_last_pid ] || skip "the kernel cannot be told which PID comes next"
	unshare --pid --fork --mount-proc true 2>/dev/null || skip "no PID namespaces here"
	mkdir "$BATS_TEST_TMPDIR/touched"
	export NVHOST
	run -0 timeout 100 unshare --pid --fork --kill-child --mount-proc bash -c '
		"$1" 1000 60 6 "$2" &
		"$3" "$4/churn/watch" 5 6 "$2"' churn "$CHURN" "$BATS_TEST_TMPDIR/touched" "$PYTHON" \
		"$BATS_TEST_DIRNAME" 3>&-
	[[ $output == *' of several families' ]]
}

@test "ps: a process whose second thread executes a program again and again is there each time" {
	[ -x "$EXECUTER" ] || skip "tests/churn/executer is not built"
	"$EXECUTER" 3>&- &
	PID=$!
	for _ in 1 2; do
		run -0 nvhost ps -o all "$PID" --ndjson -i 0.01 -c 100
		[ "${#lines[@]}" -eq 100 ]
	done
	run -0 nvhost ps limits "$PID" nofile --ndjson -i 0.01 -c 100
	[ "${#lines[@]}" -eq 100 ]
	run -0 nvhost set --nice=0 "$PID"
	run -0 nvhost kill -s CONT "$PID"
	kill -KILL "$PID"
}
