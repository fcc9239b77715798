#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Processes come and go at full speed, and PIDs are used again at once. CHURN names tests/churn/churn.
load helpers

CHURN=${CHURN:-$BATS_TEST_DIRNAME/churn/churn}

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
