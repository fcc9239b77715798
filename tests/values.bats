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

@test "seccomp: each mode of proc_pid_status(5) has its word, and no other number has one" {
	sed -i /^Seccomp:/d "$PROC/42/status"
	ask ps -p 42 --csv -n -o seccomp
	[ "$output" = '' ]
	for pair in 0=disabled 1=strict 2=filter 3= 4294967296= 18446744073709551615=; do
		sed -i /^Seccomp:/d "$PROC/42/status"
		printf 'Seccomp:\t%s\n' "${pair%=*}" >>"$PROC/42/status"
		ask ps -p 42 --csv -n -o seccomp
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

@test "CPU: all but idle time and waiting for I/O is busy, each kind of it" {
	for kind in '100 0 0 100' '0 100 0 100' '0 0 100 100' '0 0 0 100 0 100' '0 0 0 100 0 0 100' '0 0 0 100 0 0 0 100'; do
		for view in "cpu percent" "cpu summary"; do
			between '0 0 0 0 0 0 0 0 0 0' "$kind" "$view" percent
			[ "$output" = 50 ] || { echo "$view: $kind: $output"; false; }
		done
	done
}

@test "CPU: a /proc/stat without the line of all CPUs is told of, and no row of nothing printed" {
	printf 'cpu0 1 2 3 4 5 6 7 8 0 0\n' >"$PROC/stat"
	run -1 --separate-stderr nvhost cpu times --csv -n --procfs="$PROC"
	[ -z "$output" ]
	[[ $stderr == "nvhost cpu: "*/stat:* ]] || { echo "$stderr"; false; }
	ask cpu times -P --csv -n -o cpu
	[ "$output" = 0 ]
}

@test "CPU: no time at all between two reports is 0 percent" {
	for view in "cpu percent" "cpu summary"; do
		between '5 5 5 5 5 5 5 5 0 0' '5 5 5 5 5 5 5 5 0 0' "$view" percent
		[ "$output" = 0 ] || { echo "$view: $output"; false; }
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

# si_mem_available() of mm/show_mem.c: of the page cache and of what is reclaimable half is available at
# least, however high the watermark.
@test "memory: the estimate of what is available, with a watermark above all that could be taken back" {
	local page_kib=$(($(getconf PAGESIZE) / 1024))
	printf '%s kB\n' 'MemTotal: 9000000' 'MemFree: 1000000' 'Cached: 400' 'Active(file): 300' \
		'Inactive(file): 100' 'SReclaimable: 200' >"$PROC/meminfo"
	printf 'Node 0, zone   Normal\n  pages free     1\n        min      9\n        low      1000\n' >"$PROC/zoneinfo"
	ask mem virtual --csv -n -o available
	[ "$output" = $(((1000000 + 200 + 100 - 1000 * page_kib) * 1024)) ] || { echo "$output"; false; }
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

@test "memory: each line of /proc/meminfo has its column" {
	printf '%s kB\n' 'MemTotal: 1000' 'MemFree: 100' 'MemAvailable: 500' 'Dirty: 11' 'Writeback: 12' \
		'PageTables: 13' 'KernelStack: 14' 'Committed_AS: 15' 'CommitLimit: 16' 'Mapped: 17' >"$PROC/meminfo"
	ask mem virtual --csv -n -o dirty,writeback,page_tables,kernel_stack,committed,commit_limit,mapped
	[ "$output" = "$((11 * 1024)),$((12 * 1024)),$((13 * 1024)),$((14 * 1024)),$((15 * 1024)),$((16 * 1024)),$((17 * 1024))" ]
}

@test "maps: each line of /proc/PID/smaps has its column" {
	{
		echo '55d0c0000000-55d0c0100000 r-xp 00000000 08:01 42 /usr/bin/a'
		printf '%s kB\n' 'Size: 1024' 'Rss: 20' 'Pss: 21' 'Shared_Clean: 22' 'Shared_Dirty: 23' \
			'Private_Clean: 24' 'Private_Dirty: 25' 'Referenced: 26' 'Anonymous: 27' 'Swap: 28'
	} >"$PROC/42/smaps"
	ask ps maps 42 --ndjson -b -o rss,pss,shared_clean,shared_dirty,private_clean,private_dirty,referenced,anonymous,swap
	[ "$(jq -c '[.[] / 1024]' <<<"$output")" = '[20,21,22,23,24,25,26,27,28]' ] || { echo "$output"; false; }
}

@test "disk io: times of requests, and what iostat(1) makes of them between two states" {
	echo '   8       0 sda 100 1 2000 30 400 5 6000 70 0 80 90' >"$PROC/diskstats"
	ask disk io --csv -n -o io_time,weighted_time -w 'name == sda'
	[ "$output" = 100,90 ]
	# a rate is per second of an interval that is not known: the quotient of two does without
	local rates='name,await,busy=queue / utilization'
	ask disk io --csv -n -o "$rates" --state="$BATS_TEST_TMPDIR/state" -w 'name == sda'
	# 10 reads in 50 ms and 30 writes in 150 ms more: 5 ms each; 200 ms of requests in 100 ms
	echo '   8       0 sda 110 1 2000 80 430 5 6000 220 0 180 290' >"$PROC/diskstats"
	ask disk io --ndjson -o "$rates" --state="$BATS_TEST_TMPDIR/state" -w 'name == sda'
	[ "$(jq -c '[.name, .await, (.busy * 1000 | round)]' <<<"$output")" = '["sda",5,20]' ] || { echo "$output"; false; }
}

# tens N COUNT: COUNT numbers, N, 2 N, 3 N and so on.
tens() {
	seq "$1" "$1" $(($1 * $2)) | paste -sd ' '
}

@test "disk io --total, net io --total: each column is the sum of all" {
	mkdir -p "$SYS"/block/{sda/sda1,sdb}
	printf '%s\n' "8 0 sda $(tens 1 17)" "8 1 sda1 $(tens 50000 17)" "8 16 sdb $(tens 100 17)" >"$PROC/diskstats"
	local columns=read_count,read_merged_count,read_bytes,read_time,write_count,write_merged_count,write_bytes
	columns+=,write_time,in_flight,busy_time,weighted_time,discard_count,discard_bytes,flush_count,io_count,io_time
	ask disk io --total --csv -n -o "$columns"
	[ "$output" = "101,202,$((303 * 512)),404,505,606,$((707 * 512)),808,909,1010,1111,1212,$((1414 * 512)),1616,606,1212" ]
	printf '%s\n' x y "lo: $(tens 1 16)" "eth0: $(tens 100 16)" >"$PROC/net/dev"
	ask net io --total --csv -n \
		-o bytes_recv,packets_recv,errin,dropin,multicast,bytes_sent,packets_sent,errout,dropout,collisions
	[ "$output" = 101,202,303,404,808,909,1010,1111,1212,1414 ]
}

@test "info limits: a single number that is known is enough for an answer" {
	rm -rf "$PROC/sys" "$PROC/loadavg"
	mkdir -p "$PROC/sys/kernel"
	echo 99 >"$PROC/sys/kernel/pid_max"
	ask info limits --csv -n -o name,used,limit -w 'used != null or limit != null'
	[ "$output" = pids,,99 ]
	rm "$PROC/sys/kernel/pid_max"
	run -1 --separate-stderr nvhost info limits --csv -n --procfs="$PROC"
	[ -z "$output" ]
}

@test "stat: each counter has its rate; pages are counted in KiB by the kernel" {
	printf 'cpu  1 0 0 1 0 0 0 0 0 0\nintr 100\nctxt 1000\nprocesses 10\n' >"$PROC/stat"
	printf '%s\n' 'pgpgin 10' 'pgpgout 0' 'pswpin 1' 'pswpout 1' 'pgmajfault 5' >"$PROC/vmstat"
	local rates='forks=interrupts_rate / forks_rate,ctx=ctx_switches_rate / forks_rate,in=paged_in / forks_rate'
	rates+=',out=paged_out / forks_rate,faults=major_faults_rate / forks_rate'
	ask stat --csv -n -o "$rates" --state="$BATS_TEST_TMPDIR/state"
	printf 'cpu  2 0 0 2 0 0 0 0 0 0\nintr 300\nctxt 1400\nprocesses 110\n' >"$PROC/stat"
	printf '%s\n' 'pgpgin 60' 'pgpgout 100' 'pswpin 1' 'pswpout 1' 'pgmajfault 305' >"$PROC/vmstat"
	ask stat --ndjson -o "$rates" --state="$BATS_TEST_TMPDIR/state"
	[ "$(jq -c 'map_values(round)' <<<"$output")" = '{"forks":2,"ctx":4,"in":512,"out":1024,"faults":3}' ] || { echo "$output"; false; }
}
