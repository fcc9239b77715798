#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Counters that wrap or begin again go on, as psutil's nowrap has it; over a recorded host.

load helpers

setup() {
	use_fixture small
	STATE=$BATS_TEST_TMPDIR/state
}

# Writes /proc/net/dev: a line "NAME RECEIVED SENT" of bytes for each three words.
net_dev() {
	printf 'Inter-|   Receive\n face |bytes\n' >"$PROC/net/dev"
	while [ $# -gt 0 ]; do
		printf '%s: %s 0 0 0 0 0 0 0 %s 0 0 0 0 0 0 0\n' "$1" "$2" "$3" >>"$PROC/net/dev"
		shift 3
	done
}

received() {
	run --separate-stderr -0 nvhost net io "$@" --csv -n -o name,bytes_recv --procfs="$PROC" \
		--sysfs="$SYS"
}

@test "what falls goes on from where it was, and only there" {
	net_dev eth0 4294967000 5 eth1 100 5
	received --state="$STATE"
	[ "$output" = $'eth0,4294967000\neth1,100' ]
	net_dev eth0 50 6 eth1 120 6
	received --state="$STATE"
	[ "$output" = $'eth0,4294967050\neth1,120' ]
	net_dev eth0 60 7 eth1 10 7
	received --state="$STATE"
	[ "$output" = $'eth0,4294967060\neth1,130' ]
	received
	[ "$output" = $'eth0,60\neth1,10' ]
}

@test "a fall to 0 that is undone is no wrap, one that stays is" {
	net_dev eth0 1000 5 eth1 1000 5
	received --state="$STATE"
	net_dev eth0 0 5 eth1 0 5
	received --state="$STATE"
	[ "$output" = $'eth0,1000\neth1,1000' ]
	net_dev eth0 1200 5 eth1 7 5
	received --state="$STATE"
	[ "$output" = $'eth0,1200\neth1,1007' ]
}

@test "the sum stays at the largest number there is" {
	net_dev eth0 18446744073709551615 1 eth1 7 2
	run -0 nvhost net io --total --csv -n -o bytes_recv,bytes_sent --procfs="$PROC"
	[ "$output" = 18446744073709551615,3 ]
}

@test "what was gone for a run begins anew" {
	net_dev eth0 1000 5 eth1 1 1
	received --state="$STATE"
	net_dev eth1 1 1
	received --state="$STATE"
	net_dev eth0 10 5 eth1 1 1
	received --state="$STATE"
	[ "$output" = $'eth0,10\neth1,1' ]
}

@test "within one run, -c remembers too" {
	net_dev eth0 1000 5
	nvhost net io -c 2 -i 1 --csv -n -o name,bytes_recv --procfs="$PROC" >"$BATS_TEST_TMPDIR/out" &
	eventually grep -q eth0 "$BATS_TEST_TMPDIR/out"
	net_dev eth0 10 5
	wait $!
	run -0 cut -d, -f2- "$BATS_TEST_TMPDIR/out"
	[ "$output" = $'eth0,1000\neth0,1010' ]
}

@test "numbers of 64 bits are exact, and stay at the largest there is" {
	net_dev eth0 18446744073709551615 9007199254740993
	received --state="$STATE"
	net_dev eth0 7 9007199254740993
	received --state="$STATE"
	[ "$output" = eth0,18446744073709551615 ]
	run -0 nvhost net io --csv -n -o bytes_sent --state="$STATE" --procfs="$PROC"
	[ "$output" = 9007199254740993 ]
}

@test "names of any kind are remembered" {
	net_dev '"ü%/\x' 1000 5
	received --state="$STATE"
	net_dev '"ü%/\x' 10 5
	run -0 nvhost net io -o bytes_recv --csv -n --state="$STATE" --procfs="$PROC"
	[ "$output" = 1010 ]
}

@test "the rate is of what was counted: none where the counter fell" {
	net_dev eth0 1000 5
	run -0 nvhost net io -o bytes_recv_rate,bytes_sent_rate --csv -n --state="$STATE" --procfs="$PROC"
	net_dev eth0 10 5
	run -0 nvhost net io -o bytes_recv_rate,bytes_sent_rate --csv -n --state="$STATE" --procfs="$PROC"
	[ "$output" = ,0 ]
}

@test "a counter that is 0 for a moment makes no rate of all that was counted before" {
	for count in 1000 0 1500; do
		net_dev eth0 "$count" 5
		run -0 nvhost net io -o 'delta(bytes_recv),grows=rate(bytes_recv) > 0' --csv -n --state="$STATE" --procfs="$PROC"
	done
	[ "$output" = 500,true ]
	# what really began anew is known by the sample after the next
	for count in 0 10 30; do
		net_dev eth0 "$count" 5
		run -0 nvhost net io -o 'delta(bytes_recv),grows=rate(bytes_recv) > 0' --csv -n --state="$STATE" --procfs="$PROC"
	done
	[ "$output" = 20,true ]
}

@test "a state with other counters or broken totals is told and replaced" {
	net_dev eth0 1000 5
	received --state="$STATE"
	whole=$(cat "$STATE")
	for change in 'del(.offsets)' '.offsets.eth0[0] = 1.5' '.offsets.eth0 += [1]' \
		'.offsets = []' '.totals[0] = "x"' 'del(.totals)'; do
		jq -c "$change" <<<"$whole" >"$STATE"
		run --separate-stderr -1 nvhost net io --csv --state="$STATE" --procfs="$PROC"
		[[ $stderr == *"$STATE: "* ]]
		[ "$(jq -c .offsets "$STATE")" = "$(jq -c .offsets <<<"$whole")" ]
	done
}

@test "the state of another boot is nothing" {
	net_dev eth0 1000 5
	received --state="$STATE"
	jq -c '.boot_id = "of another boot"' "$STATE" >"$STATE.new"
	cat "$STATE.new" >"$STATE"
	net_dev eth0 10 5
	received --state="$STATE"
	[ "$output" = eth0,10 ]
}

@test "psutil's nowrap over a hundred reports gives the same" {
	run -0 "$PYTHON" "$BATS_TEST_DIRNAME/oracle/nowrap" "$NVHOST" "$BATS_TEST_TMPDIR"
	[ "$output" = "400 answers are the same" ]
}
