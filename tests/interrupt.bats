#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What a signal in the midst of an action leaves: a whole document, the right status, nobody stopped.
load helpers

teardown() {
	end_sleepers
}

# Two processes that TERM does not end; PID is the parent's. They end with the test.
start_stubborn() {
	setsid bash -c 'trap "" TERM; sleep 300 & exec sleep 300' 3>&- &
	PID=$!
	eventually is_named "$PID" sleep
	CHILD=$(pgrep -P "$PID")
	eventually is_named "$CHILD" sleep
	SLEEPERS="${SLEEPERS-} $PID"
	FAMILY="${FAMILY-} $PID $CHILD"
}

state() {
	ps -o state= -p "$1"
}

@test "kill --wait, wait: an interrupt leaves a whole document, and the signal's status" {
	start_stubborn
	for signal in INT TERM HUP; do
		status=$((128 + $(kill -l $signal)))
		run -$status --separate-stderr timeout --preserve-status -s $signal 0.5 \
			"$NVHOST" kill -J --wait=60 --then=KILL "$PID"
		[ "$(jq -c '[.[] | [.pid, .state, .sent]]' <<<"$output")" = "[[$PID,\"alive\",true]]" ]
		[ "$stderr" = "nvhost kill: $PID: still alive" ]
		run -$status --separate-stderr timeout --preserve-status -s $signal 0.5 \
			"$NVHOST" wait -J -t 60 "$PID" "$CHILD"
		[ "$(jq -c '[.[].state]' <<<"$output")" = '["alive","alive"]' ]
	done
	kill -KILL "$CHILD"
}

# Its signals are among the events of its epoll: proc_pid_fdinfo(5).
is_waiting() {
	grep -qs '^tfd:' /proc/"$1"/fdinfo/*
}

@test "kill --wait, wait: two signals at once leave a whole document" {
	start_sleeper
	for round in $(seq 50); do
		for action in "kill -s CONT --wait=60" "wait -t 60"; do
			"$NVHOST" $action -J "$PID" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/errors" 3>&- &
			eventually is_waiting $!
			kill -HUP $!
			kill -TERM $! 2>/dev/null || true
			status=0
			wait $! || status=$?
			[ "$status" -eq 129 ] || [ "$status" -eq 143 ]
			[ "$(jq -c '[.[].state]' "$BATS_TEST_TMPDIR/out")" = '["alive"]' ]
		done
	done
}

@test "kill --tree: whenever it is interrupted, nobody stays stopped" {
	for round in $(seq 25); do
		start_stubborn
		status=0
		timeout --preserve-status -s TERM "0.0$(printf %02d "$round")" \
			"$NVHOST" kill --tree --wait=60 -J "$PID" >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- || status=$?
		[ "$status" -eq 143 ]
		[[ $(state "$PID") == [SDR] && $(state "$CHILD") == [SDR] ]]
		kill -KILL "$CHILD"
	done
}

@test "kill --tree, wait: hundreds of processes, and few descriptors" {
	bash -c 'for n in $(seq 300); do sleep 300 & done; wait' 3>&- &
	PID=$! SLEEPERS="${SLEEPERS-} $!"
	eventually has_children 300
	# who goes on was stopped, as with all descriptors there are
	(ulimit -n 40 && nvhost kill --tree -s CONT "$PID")
	[ "$(pgrep -P "$PID" -r T | wc -l)" -eq 0 ]
	(ulimit -n 40 && run -124 nvhost wait -q -t 0.5 --children-of="$PID")
	(ulimit -n 40 && run -0 nvhost kill --tree --wait=20 --then=KILL --ndjson "$PID" >"$BATS_TEST_TMPDIR/out")
	[ "$(pgrep -P "$PID" | wc -l)" -eq 0 ]
}

has_children() {
	[ "$(pgrep -c -P "$PID")" -eq "$1" ]
}

@test "wait: where no descriptor is left to look with, it does not wait for ever" {
	start_sleeper
	# how few are too few depends on what bats and sanitizers hold
	begin=$SECONDS
	for limit in 4 5 6 7 8; do
		bash -c 'ulimit -n $2; exec timeout 20 "$0" wait -t 0.2 "$1"' "$NVHOST" "$PID" "$limit" \
			2>&1 || true
	done >"$BATS_TEST_TMPDIR/out"
	[ $((SECONDS - begin)) -lt 15 ]
	grep -q 'Too many open files' "$BATS_TEST_TMPDIR/out"
}
