#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Values that are easily taken for their neighbours: what the kernel's documents say they are.
load helpers

setup() {
	use_fixture small
}

ask() {
	run -0 --separate-stderr nvhost "$@" --procfs="$PROC" --sysfs="$SYS"
	[ -z "$stderr" ] || { echo "$stderr"; false; }
}

@test "status: each letter of proc_pid_stat(5) has its word" {
	for pair in R=running S=sleeping D=disk-sleep T=stopped t=tracing-stop Z=zombie X=dead x=dead \
		K=wake-kill W=waking P=parked I=idle; do
		echo "42 (a) ${pair%=*} 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0" >"$PROC/42/stat"
		ask ps -p 42 --csv -n -o status
		[ "$output" = "${pair#*=}" ] || { echo "$pair: $output"; false; }
	done
}

# between BEFORE AFTER VIEW COLUMNS: a view between two states of the line cpu of /proc/stat.
between() {
	echo "cpu  $1" >"$PROC/stat"
	ask $3 --state="$BATS_TEST_TMPDIR/state" --csv -n -o "$4"
	echo "cpu  $2" >"$PROC/stat"
	ask $3 --state="$BATS_TEST_TMPDIR/state" --csv -n -o "$4"
	rm "$BATS_TEST_TMPDIR/state"
}

@test "CPU: waiting for I/O is not busy" {
	for view in "cpu percent" "cpu summary" stat; do
		between '0 0 0 0 0 0 0 0 0 0' '100 0 0 100 200 0 0 0 0 0' "$view" percent
		[ "$output" = 25 ] || { echo "$view: $output"; false; }
	done
}

@test "CPU: time of guests is in user and nice already" {
	for view in "cpu percent" "cpu summary" stat; do
		between '0 0 0 0 0 0 0 0 0 0' '100 100 0 200 0 0 0 0 100 100' "$view" percent
		[ "$output" = 50 ] || { echo "$view: $output"; false; }
	done
}

@test "memory: shared is Shmem, or MemShared of kernels that have no Shmem" {
	printf '%s kB\n' 'MemTotal: 1000' 'MemFree: 100' 'MemShared: 7' 'Shmem: 5' >"$PROC/meminfo"
	ask mem virtual --csv -n -o shared
	[ "$output" = 5120 ]
	sed -i /Shmem/d "$PROC/meminfo"
	ask mem virtual --csv -n -o shared
	[ "$output" = 7168 ]
}

@test "percent: nothing of nothing is 0, and tenths are rounded, not cut" {
	printf '%s kB\n' 'MemTotal: 1000' 'MemFree: 1' 'MemAvailable: 333' 'SwapTotal: 0' 'SwapFree: 0' >"$PROC/meminfo"
	ask mem swap --csv -n -o percent
	[ "$output" = 0 ]
	ask mem virtual --csv -n -o percent
	[ "$output" = 66.7 ]
	sed -i 's/: 333/: 328/' "$PROC/meminfo"
	ask mem virtual --csv -n -o percent
	[ "$output" = 67.2 ]
}

@test "CSV: a carriage return, a quote and a comma are in quotes, as in RFC 4180" {
	printf '42 (a\rb) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0\n' >"$PROC/42/stat"
	ask ps -p 42 --csv -n -o name
	[ "$output" = $'"a\rb"' ]
	printf '42 (a"b,c) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0\n' >"$PROC/42/stat"
	ask ps -p 42 --csv -n -o name
	[ "$output" = '"a""b,c"' ]
}

@test "run: context switches are those it wanted, and those it did not" {
	run -0 --separate-stderr nvhost run -O "$BATS_TEST_TMPDIR/report" -J -- \
		"$PYTHON" -c 'import time
for _ in range(400): time.sleep(0.0005)'
	run -0 jq '.voluntary_ctx_switches >= 400 and .involuntary_ctx_switches < 400' "$BATS_TEST_TMPDIR/report"
	[ "$output" = true ]
}

@test "net: an interface that is up without a carrier does not work; a host address has no broadcast" {
	need_root
	command -v ip >/dev/null || skip "needs ip(8)"
	run -0 unshare --net sh -c 'ip link add one type veth peer name two &&
		ip link set one up && ip addr add 192.0.2.7/32 dev one &&
		ip addr add 198.51.100.7/24 brd + dev one &&
		"$1" net stats -J -o name,isup && "$1" net addrs -J -o address,broadcast -w "family == AF_INET and name == one"' \
		sh "$NVHOST"
	[ "$(jq -s -c '.[0][] | select(.name == "one") | .isup' <<<"$output")" = false ]
	[ "$(jq -s -c '.[1] | map([.address, .broadcast])' <<<"$output")" = \
		'[["192.0.2.7",null],["198.51.100.7","198.51.100.255"]]' ]
}

@test "disk partitions: /dev/root is the device that has the number of the mount" {
	mkdir -p "$PROC/1"
	printf '%s\n' '30 1 254:65 / / rw - ext4 /dev/root rw' '31 30 254:66 / /b rw - ext4 /dev/vdb rw' \
		'32 30 254:99 / /c rw - ext4 /dev/root rw' >"$PROC/1/mountinfo"
	printf 'major minor  #blocks  name\n\n 254 64 9 vdx\n 254 65 1048576 vdx1\n 254 66 9 vdx2\n' >"$PROC/partitions"
	ask disk partitions --csv -n -o device,mountpoint
	[ "$output" = $'/dev/vdx1,/\n/dev/vdb,/b\n/dev/root,/c' ] || { echo "$output"; false; }
}
