#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The machine: cpu, mem, disk, net, sensors, users and info, over a recorded host whose answers are
# known, then beside what the live one says through other programs.
load helpers

setup() {
	use_fixture small
}

teardown() {
	end_sleepers
}

ask() {
	run -0 --separate-stderr nvhost "$@" --root="$BATS_TEST_TMPDIR/fixture"
}

@test "cpu: times are seconds, guest time is not user time" {
	ask cpu times -J
	[ "$output" = '{"user":1.0,"system":3.0,"idle":4.0,"nice":2.0,"iowait":5.0,"irq":6.0,"softirq":7.0,"steal":8.0,"guest":0.0,"guest_nice":0.0}' ]
	ask cpu times -P --csv
	[ "$output" = $'cpu,user,system,idle,nice,iowait,irq,softirq,steal,guest,guest_nice\n0,0.6,2,3,1,3,3,4,4,0,0\n2,0.4,1,1,1,2,3,3,4,0,0' ]
}

@test "cpu: a kernel before 2.6.33 has neither guest time nor steal" {
	sed -i 's/^\(cpu[0-9]*\)  *\([0-9]*\) \([0-9]*\) \([0-9]*\) \([0-9]*\) .*/\1 \2 \3 \4 \5/' "$PROC/stat"
	ask cpu times -J
	[ "$(jq -c '[.user, .idle, .steal, .guest]' <<<"$output")" = '[1,4,0,0]' ]
}

@test "cpu: what is no number in /proc/stat costs itself only" {
	echo 'cpu 100 x 300 99999999999999999999 500 600 700 800 0 0' >"$PROC/stat"
	ask cpu times -J
	[ "$(jq -c '[.user, .nice, .system, .idle, .iowait, .steal]' <<<"$output")" = '[1,null,3,null,5,8]' ]
	ask cpu -J -o busy,total
	[ "$(jq -c . <<<"$output")" = '{"busy":null,"total":null}' ]
}

@test "mem: free swap that fits nothing costs itself only" {
	printf 'MemTotal: 8 kB\nMemFree: 4 kB\nSwapTotal: 0 kB\nSwapFree: 18446744073709551488 kB\n' >"$PROC/meminfo"
	ask mem swap -J -o total,used,free,percent
	[ "$(jq -c '[.[]]' <<<"$output")" = '[0,0,0,0]' ]
	sed -i 's/SwapTotal: 0/SwapTotal: 8/' "$PROC/meminfo"
	ask mem swap -J -o total,used,free,percent
	[ "$(jq -c '[.[]]' <<<"$output")" = '[8192,null,null,null]' ]
	ask mem -J -o name,total
	[ "$(jq -c 'map(.total)' <<<"$output")" = '[8192,8192]' ]
}

@test "mem: each number that is none, or does not fit, costs what is made of it, and no more" {
	local columns=total,available,percent,used,free,active,inactive,buffers,cached,shared,slab
	local whole key lost bad
	ask mem virtual -J -o $columns
	whole=$output
	cp "$PROC/meminfo" "$BATS_TEST_TMPDIR/meminfo"
	while read -r key lost; do
		for bad in 18446744073709551615 99999999999999999999 x -1; do
			sed "s/^$key:.*/$key: $bad kB/" "$BATS_TEST_TMPDIR/meminfo" >"$PROC/meminfo"
			ask mem virtual -J -o $columns
			[ "$output" = "$(jq -c --arg lost "$lost" '. * ($lost | split(" ") | map({(.): null}) | add)' <<<"$whole")" ] ||
				{ echo "$key: $output"; false; }
		done
	done <<-END
	MemTotal total percent used
	MemFree free
	MemAvailable available percent used
	Buffers buffers
	Cached cached
	SReclaimable cached
	Active active
	Inactive inactive
	Shmem shared
	Slab slab
	END
	sed 's/^SwapTotal:.*/SwapTotal: x kB/' "$BATS_TEST_TMPDIR/meminfo" >"$PROC/meminfo"
	ask mem swap -J -o total,used,free,percent,missing
	[ "$output" = '{"total":null,"used":null,"free":1572864000,"percent":null,"missing":{"total":"none","used":"none","percent":"none"}}' ]
	ask mem -J -o name,total
	[ "$(jq -c 'map(.total)' <<<"$output")" = '[16384000000,null]' ]
	sed '/^Slab/d' "$BATS_TEST_TMPDIR/meminfo" >"$PROC/meminfo"
	ask mem virtual -J -o slab,missing
	[ "$output" = '{"slab":null,"missing":{"slab":"unsupported"}}' ]
}

@test "cpu load, swap devices, sensors: a number that does not fit costs itself" {
	echo '0.50 1e999 0.20 1/222 3' >"$PROC/loadavg"
	ask info -J -o load1,load5,load15
	[ "$output" = '{"load1":0.5,"load5":null,"load15":0.2}' ]
	printf '%s\n' 'Filename Type Size Used Priority' '/a\040(deleted) file 1024 512 -2' \
		'/dev/zram0 partition 18446744073709551615 1 100' 'none virtual 2048 -1 0' >"$PROC/swaps"
	ask mem swap -P --csv -n
	[ "$output" = $'/a (deleted),file,1048576,524288,524288,50,-2\n/dev/zram0,partition,,1024,,,100\nnone,virtual,2097152,,,,0' ]
	echo 18446744073709551616 >"$SYS/class/hwmon/hwmon0/temp1_max"
	ask sensors temperatures -J -o current,high,critical -l 1
	[ "$(jq -c '.[0] | [.current != null, .high, .critical]' <<<"$output")" = '[true,null,null]' ]
	echo 18446744073709551615 >"$SYS/class/hwmon/hwmon0/energy1_input"
	ask sensors --csv -n -o current -w 'kind == energy'
	[ "$output" = 18446744073709.55 ] || { echo "$output"; false; }
}

@test "sensors: of a thermal zone, a trip point that nobody has set is none" {
	rm -r "$SYS/class/hwmon"
	mkdir -p "$SYS/class/thermal/thermal_zone0" "$SYS/class/thermal/thermal_zone1"
	cd "$SYS/class/thermal"
	echo acpitz >thermal_zone0/type
	echo 27800 >thermal_zone0/temp
	echo critical >thermal_zone0/trip_point_0_type
	echo -274000 >thermal_zone0/trip_point_0_temp
	echo cold >thermal_zone1/type
	echo -40000 >thermal_zone1/temp
	ask sensors temperatures --ndjson -o name,current,high,critical
	[ "$output" = $'{"name":"acpitz","current":27.8,"high":null,"critical":null}\n{"name":"cold","current":-40.0,"high":null,"critical":null}' ]
}

@test "disk io, net io: a number that does not fit costs itself, in its row and in the total" {
	cat >"$PROC/diskstats" <<-END
	8 0 sda 1 2 3 4 18446744073709551615 6 36028797018963968 8 -1 10 11 12 13 14 15
	259 0 nvme0n1 10 20 30 40 50 60 70 80 0 100 110 120 130 140 150
	END
	ask disk io -J -w 'name == "sda"' -o read_count,write_count,read_bytes,write_bytes,busy_time,in_flight,io_count,flush_count,missing
	[ "$(sed 's/18446744073709551615/"&"/g' <<<"$output" | jq -cS .)" = '[{"busy_time":10,"flush_count":null,"in_flight":null,"io_count":"18446744073709551615","missing":{"flush_count":"unsupported","in_flight":"none","write_bytes":"none"},"read_bytes":1536,"read_count":1,"write_bytes":null,"write_count":"18446744073709551615"}]' ]
	ask disk io --total -J -o read_count,write_count,write_bytes,busy_time,discard_count,discard_bytes
	[ "$output" = '{"read_count":11,"write_count":18446744073709551615,"write_bytes":null,"busy_time":110,"discard_count":132,"discard_bytes":78848}' ]
	printf 'x\ny\neth0: 99999999999999999999 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n' >"$PROC/net/dev"
	ask net io --ndjson -o name,bytes_recv,packets_recv,bytes_sent
	[ "$output" = '{"name":"eth0","bytes_recv":null,"packets_recv":2,"bytes_sent":9}' ]
	ask net io --total -J -o bytes_recv,packets_recv,bytes_sent
	[ "$output" = '{"bytes_recv":null,"packets_recv":2,"bytes_sent":9}' ]
}

@test "mem swap -P: swap devices one by one" {
	printf 'Filename\tType\tSize\tUsed\tPriority\n/dev/sda2 partition\t8388604\t\t2097151\t\t-2\n' >"$PROC/swaps"
	printf '/swap\\040file (odd) file 4 4 5\n/swap\\040file file 4 4 5\n' >>"$PROC/swaps"
	ask mem swap -P -J
	[ "$(jq -c 'map([.[]])' <<<"$output")" = '[["/dev/sda2","partition",8589930496,2147482624,6442447872,25,-2],["/swap file","file",4096,4096,0,100,5]]' ]
	echo Filename Type Size Used Priority >"$PROC/swaps"
	ask mem swap -P -J
	[ "$(jq -c . <<<"$output")" = '[]' ]
	run -2 nvhost mem virtual -P
}

@test "mem virtual: the cache of ZFS" {
	ask mem virtual -J -o total,arc,missing
	[ "$(jq -c '[.arc, .missing.arc]' <<<"$output")" = '[null,"unsupported"]' ]
	mkdir -p "$PROC/spl/kstat/zfs"
	printf '13 1 0x01 98 26656 4\nname type data\nhits 4 7\nsize 4 123456789\nc_max 4 9\n' >"$PROC/spl/kstat/zfs/arcstats"
	ask mem virtual -J -o arc
	[ "$(jq -c . <<<"$output")" = '{"arc":123456789}' ]
}

@test "net stats: a speed that is unknown is 0, as older kernels print it too" {
	mkdir -p "$SYS/class/net/eth0" "$PROC/net"
	printf 'Inter-|\n face |\neth0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n' >"$PROC/net/dev"
	for speed in -1 4294967295 65535; do
		echo "$speed" >"$SYS/class/net/eth0/speed"
		ask net stats -n --csv -o speed
		[ "$output" = "$([ "$speed" = 65535 ] && echo 65535 || echo 0)" ]
	done
}

@test "cpu: counts, frequencies, statistics, load" {
	ask cpu count -J
	[ "$output" = '{"logical":2,"physical":2}' ]
	ask cpu freq -J
	[ "$output" = '{"current":2000.0,"min":800.0,"max":3000.0}' ]
	ask cpu stats -J
	[ "$output" = '{"ctx_switches":9876543210123,"interrupts":4242,"soft_interrupts":777,"syscalls":0}' ]
	ask cpu load -J
	[ "$output" = '{"load1":0.25,"load5":0.5,"load15":0.75}' ]
}

@test "cpu: sets of CPUs" {
	echo >"$SYS/devices/system/cpu/offline"
	echo 0-3 >"$SYS/devices/system/cpu/possible"
	ask cpu count -J -o online,offline,present,possible,missing
	[ "$output" = '{"online":[0,1],"offline":[],"present":null,"possible":[0,1,2,3],"missing":{"present":"unsupported"}}' ]
}

@test "cpu topology: sockets, cores and nodes are those of lscpu" {
	command -v lscpu >/dev/null || skip "lscpu(1) is not installed"
	run -0 nvhost cpu topology -n --csv -o cpu,node,socket,core -w 'online == true'
	[ "$output" = "$(lscpu -p=CPU,NODE,SOCKET,CORE | grep -v '^#')" ]
}

@test "cpu topology: caches by name, those that CPUs share too" {
	mkdir -p "$SYS/devices/system/cpu/cpu1/cache/index2"
	printf '%s\n' 2 >"$SYS/devices/system/cpu/cpu1/cache/index2/level"
	printf '%s\n' Unified >"$SYS/devices/system/cpu/cpu1/cache/index2/type"
	printf '%s\n' 512K >"$SYS/devices/system/cpu/cpu1/cache/index2/size"
	printf '%s\n' 0-1 >"$SYS/devices/system/cpu/cpu1/cache/index2/shared_cpu_list"
	ask cpu topology -J -o cpu,l2,l3,caches,missing -w 'cpu == 1'
	[ "$(jq -c '.[0] | [.l2, .l3, .caches[0].name, .caches[0].cpus, .missing.l3]' <<<"$output")" = '[524288,null,"L2",[0,1],"none"]' ]
	ask cpu topology -J -o caches,missing -w 'cpu == 0'
	[ "$(jq -c .[] <<<"$output")" = '{"caches":null,"missing":{"caches":"unsupported"}}' ]
}

@test "disk devices: names, types, sizes and who may write are those of lsblk" {
	command -v lsblk >/dev/null || skip "lsblk(8) is not installed"
	run -0 nvhost disk devices -a -n --csv -o name,type,size,read_only
	[ "$(sort <<<"$output" | sed 's/false$/0/; s/true$/1/')" = \
		"$(lsblk -abnl -o KNAME,TYPE,SIZE,RO | sort -u | tr -s ' ' ,)" ]
}

@test "cpu count: a file without a CPU is not said to be missing" {
	rm -rf "$SYS/devices/system/cpu" "$PROC/stat"
	: >"$PROC/cpuinfo"
	run -1 --separate-stderr nvhost cpu count --root="$BATS_TEST_TMPDIR/fixture" -o logical
	[[ $stderr == *"/proc/cpuinfo: no data" ]]
}

@test "cpu count: what may not be read is denied" {
	[ "$EUID" -ne 0 ] || skip "root may read every file"
	rm -rf "$SYS/devices/system/cpu" "$PROC/stat"
	chmod 000 "$PROC/cpuinfo"
	run -1 --separate-stderr nvhost cpu count --root="$BATS_TEST_TMPDIR/fixture" -o logical
	[[ $stderr == *"/proc/cpuinfo: Permission denied" ]]
	ask cpu --ndjson -o logical,load1,missing
	[ "$(jq -c '[.logical, .missing]' <<<"$output")" = '[null,{"logical":"denied"}]' ]
}

@test "disk usage: the file system of / is shown where it has no device, once and if it is seen" {
	printf 'nodev\toverlay\nnodev\ttmpfs\n\text4\n' >"$PROC/filesystems"
	printf '%s\n' '20 1 0:40 / / rw - overlay overlay rw' '21 20 8:1 /x /etc/hosts rw - ext4 /dev/sda1 rw' \
		'22 20 0:41 / /dev rw - tmpfs tmpfs rw' >"$PROC/self/mountinfo"
	ask disk usage --csv -n -o mountpoint,fstype
	[ "$output" = $'/,overlay\n/etc/hosts,ext4' ]
	ask disk partitions --csv -n -o mountpoint # P-375
	[ "$output" = /etc/hosts ]
	printf '%s\n' '1 1 0:1 / / rw - rootfs rootfs rw' '20 1 8:1 / / rw - ext4 /dev/sda1 rw' >"$PROC/self/mountinfo"
	ask disk usage --csv -n -o mountpoint,fstype
	[ "$output" = /,ext4 ]
}

@test "disk devices: a partition behind its disk, without what has no size unless -a" {
	mkdir -p "$SYS/block/vdx/vdx1" "$SYS/block/loop9"
	echo 254:64 >"$SYS/block/vdx/dev"
	echo 4096 >"$SYS/block/vdx/size"
	echo 254:65 >"$SYS/block/vdx/vdx1/dev"
	echo 1 >"$SYS/block/vdx/vdx1/partition"
	echo 2048 >"$SYS/block/vdx/vdx1/size"
	echo 7:9 >"$SYS/block/loop9/dev"
	echo 0 >"$SYS/block/loop9/size"
	mkdir -p "$BATS_TEST_TMPDIR/fixture/run/udev/data"
	printf 'E:ID_FS_TYPE=ext4\nE:ID_FS_UUID=0-1\n' >"$BATS_TEST_TMPDIR/fixture/run/udev/data/b254:65"
	ask disk devices -J -o name,type,size,parents,fstype,uuid,major,minor -w 'name =~ "vdx"'
	[ "$(jq -c '.[1]' <<<"$output")" = '{"name":"vdx1","type":"part","size":1048576,"parents":["vdx"],"fstype":"ext4","uuid":"0-1","major":254,"minor":65}' ]
	# by number, and of btrfs by name; the file system too, where udev noted none
	printf '%s\n' '30 1 254:65 / / rw - ext4 /dev/root rw' '31 30 254:65 /a /b\040c rw - ext4 /dev/root rw' \
		'32 30 0:40 /@ /d rw - btrfs /dev/vdx rw' '33 30 0:41 / /e rw - tmpfs vdx rw' >"$PROC/self/mountinfo"
	ask disk devices --ndjson -o name,fstype,mountpoints -w 'name =~ "vdx"'
	[ "$output" = '{"name":"vdx","fstype":"btrfs","mountpoints":["/d"]}
{"name":"vdx1","fstype":"ext4","mountpoints":["/","/b c"]}' ]
	# bcachefs lies on several, and has the number of one
	echo '30 1 254:65 / /m rw - bcachefs /dev/vdx1:/dev/loop9 rw' >"$PROC/1/mountinfo"
	ask disk devices -a --ndjson -o name,mountpoints -w 'name in (vdx1, loop9)'
	[ "$output" = '{"name":"loop9","mountpoints":["/m"]}
{"name":"vdx1","mountpoints":["/m"]}' ]
	rm "$PROC/1/mountinfo"
	printf 'Filename\tType\tSize\tUsed\tPriority\n/dev/vdx\tpartition\t8\t0\t-2\n/swap\tfile\t8\t0\t-3\n' >"$PROC/swaps"
	ask disk devices --ndjson -o mountpoints -w 'name == "vdx"'
	[ "$output" = '{"mountpoints":["/d","[SWAP]"]}' ]
	rm "$PROC/self/mountinfo" "$PROC/self/mounts"
	ask disk devices --ndjson -o name,mountpoints,missing -w 'name == "vdx"'
	[ "$output" = '{"name":"vdx","mountpoints":null,"missing":{"mountpoints":"unsupported"}}' ]
	ask disk devices -n --csv -o name -w 'type == "loop"'
	[ -z "$output" ]
	ask disk devices -a -n --csv -o name -w 'type == "loop"'
	[ "$output" = loop9 ]
}

@test "info limits: numbers of /proc/sys, and threads of loadavg for PIDs" {
	mkdir -p "$PROC/sys/fs/inotify" "$PROC/sys/kernel"
	printf '1536\t0\t6144\n' >"$PROC/sys/fs/file-nr"
	echo 32768 >"$PROC/sys/kernel/pid_max"
	echo 8192 >"$PROC/sys/fs/inotify/max_user_watches"
	echo many >"$PROC/sys/kernel/threads-max"
	echo '0.25 0.50 0.75 2/8192 4321' >"$PROC/loadavg"
	ask info limits -J -o name,used,limit,percent
	[ "$(jq -c '.[0:3]' <<<"$output")" = '[{"name":"open_files","used":1536,"limit":6144,"percent":25},{"name":"pids","used":8192,"limit":32768,"percent":25},{"name":"threads","used":8192,"limit":null,"percent":null}]' ]
	mkdir "$PROC/sys/kernel/random"
	echo 256 | tee "$PROC/sys/kernel/random/poolsize" >"$PROC/sys/kernel/random/entropy_avail"
	ask info limits entropy --ndjson -o used,limit,percent,missing # full, which is no alarm
	[ "$output" = '{"used":256,"limit":256,"percent":null,"missing":{"percent":"none"}}' ]
	ask info limits --critical 'percent > 90' # status 0: a check of all limits is quiet
	ask info limits -J -o used,limit,missing -w 'name == "inotify_watches" or name == "conntrack"'
	[ "$(jq -c '.' <<<"$output")" = '[{"used":null,"limit":8192,"missing":{"used":"none"}},{"used":null,"limit":null,"missing":{"used":"unsupported","limit":"unsupported"}}]' ]
}

@test "info limits: of this machine, open files are those of file-nr" {
	run -0 nvhost info limits --csv -n -o limit -w 'name == "open_files"'
	[ "$output" = "$(cut -f 3 /proc/sys/fs/file-nr)" ]
	run -0 nvhost info limits --csv -n -o limit -w 'name == "pids"'
	[ "$output" = "$(cat /proc/sys/kernel/pid_max)" ]
}

needs_network() {
	unshare -n true 2>/dev/null || skip "no network namespace"
	command -v ip >/dev/null || skip "ip(8) is not installed"
}

# in_network COMMANDS: in a network namespace of its own.
in_network() {
	NVHOST=$NVHOST unshare -n sh -ec "$1"
}

@test "net routes: those of ip-route(8), the default ones first, a row for each hop" {
	needs_network
	run -0 in_network '
		ip link set lo up
		ip link add v0 type veth peer name v1
		ip link set v0 addrgenmode none && ip link set v1 addrgenmode none
		ip link set v0 up && ip link set v1 up
		ip addr add 198.51.100.1/24 dev v0
		ip -6 addr add 2001:db8::1/64 dev v0 nodad
		ip route add blackhole 192.0.2.0/24
		ip route add 10.0.0.0/8 dev v0 table 1234 proto dhcp
		ip route add 203.0.113.0/24 via inet6 fe80::5 dev v0
		ip -6 route add default via 2001:db8::2 dev v0 proto static
		ip route add default metric 50 nexthop via 198.51.100.2 dev v0 weight 3 nexthop via 198.51.100.3 dev v0
		"$NVHOST" net routes -n --csv -o destination,gateway,interface,metric,table,source,protocol,type,weight
		"$NVHOST" net routes -a -n --csv -o destination,source -w "table == local and type == local and family == AF_INET and interface == v0"'
	[ "$output" = 'default,198.51.100.2,v0,50,main,,boot,unicast,3
default,198.51.100.3,v0,50,main,,boot,unicast,1
default,2001:db8::2,v0,1024,main,,static,unicast,
192.0.2.0/24,,,0,main,,boot,blackhole,
198.51.100.0/24,,v0,0,main,198.51.100.1,kernel,unicast,
203.0.113.0/24,fe80::5,v0,0,main,,boot,unicast,
2001:db8::/64,,v0,256,main,,kernel,unicast,
10.0.0.0/8,,v0,0,1234,,dhcp,unicast,
198.51.100.1/32,198.51.100.1' ]
}

@test "net routes: of a recorded host, as its files have them" {
	mkdir -p "$PROC/net"
	# 0.0.0.0 is the same on machines of either byte order
	printf 'Iface\tDestination\tGateway\n%s\t00000000\t00000000\t0001\t0\t0\t7\t00000000\t0\t0\t0\n' ppp0 >"$PROC/net/route"
	printf '20010db8%024d 40 %032d 00 fe80%027d1 00000400 00000001 00000000 00000003 eth0\n' 0 0 0 >"$PROC/net/ipv6_route"
	ask net routes -J -o destination,gateway,interface,metric,protocol
	[ "$(jq -c 'map([.[]])' <<<"$output")" = '[["default",null,"ppp0",7,null],["2001:db8::/64","fe80::1","eth0",1024,null]]' ]
	ask net routes -J -o protocol,missing -l 1
	[ "$(jq -r '.[0].missing.protocol' <<<"$output")" = unsupported ]
}

@test "net stats: why an interface is down" {
	needs_network
	run -0 in_network '
		ip link set lo up
		ip link add v0 type veth peer name v1
		ip link set v0 up
		ip link add w0 type veth peer name w1
		ip link set w0 up && ip link set w1 up
		until ip link show w0 | grep -q "state UP" && ip link show w1 | grep -q "state UP"; do sleep 0.05; done
		"$NVHOST" net stats -n --csv -o name,isup,down_reason -S name'
	[ "$output" = 'lo,true,
v0,false,carrier
v1,false,admin
w0,true,
w1,true,' ]
	mkdir -p "$SYS/class/net/eth0"
	printf 'Inter-|\n face |\neth0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n' >"$PROC/net/dev"
	echo 0x1003 >"$SYS/class/net/eth0/flags"
	echo dormant >"$SYS/class/net/eth0/operstate"
	ask net stats -n --csv -o name,isup,down_reason
	[ "$output" = eth0,false,dormant ]
}

@test "net addrs: broadcast is one that is set, a peer is none; what is primary (T-08)" {
	needs_network
	run -0 in_network '
		ip link add v0 type veth peer name v1
		ip addr add 10.0.0.1/24 dev v0
		ip addr add 10.0.0.9/24 dev v0
		ip addr add 10.0.1.1/24 brd + label v0:x dev v0
		ip addr add 10.1.1.1 peer 10.1.2.1/24 dev v0
		ip addr add 2001:db8::1 peer 2001:db8::2/128 dev v0
		"$NVHOST" net addrs -n --csv -o name,address,netmask,broadcast,ptp,prefix,primary -w "device == \"v0\" and family != \"AF_PACKET\""'
	[ "$(sort <<<"$output")" = "$(sort <<-'END'
		v0,10.0.0.1,255.255.255.0,,,24,true
		v0,10.0.0.9,255.255.255.0,,,24,false
		v0:x,10.0.1.1,255.255.255.0,10.0.1.255,,24,true
		v0,10.1.1.1,255.255.255.0,,10.1.2.1,24,true
		v0,2001:db8::1,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,,2001:db8::2,128,
	END
	)" ]
}

@test "sensors battery: what it holds and how long it takes to fill, whatever its name" {
	local battery=$SYS/class/power_supply/CMB1
	rm -r "$SYS/class/power_supply"/*
	mkdir "$battery"
	echo Battery >"$battery/type"
	echo Charging >"$battery/status"
	echo 20000000 >"$battery/energy_now"
	echo 40000000 | tee "$battery/energy_full_design" >"$battery/energy_full"
	echo 10000000 >"$battery/power_now"
	ask sensors battery -J -o name,percent,power,energy,health,time_to_full,energy_full_design
	[ "$(jq -c '.[0] | [.[]]' <<<"$output")" = '["CMB1",50,10,72000,100,7200,144000]' ]
}

@test "sensors: the energy that processors count" {
	mkdir -p "$SYS/class/powercap/intel-rapl:0"
	echo package-0 >"$SYS/class/powercap/intel-rapl:0/name"
	echo 262143328850 >"$SYS/class/powercap/intel-rapl:0/energy_uj"
	ask sensors -J -w 'kind == "energy"' -o name,label,current,unit
	[ "$(jq -c '.[0]' <<<"$output")" = '{"name":"rapl","label":"package-0","current":262143.32885,"unit":"joule"}' ]
}

@test "cpu: without cpufreq the frequencies are those of cpuinfo, without a range" {
	rm -r "$SYS/devices/system/cpu/cpufreq"
	ask cpu freq -J
	[ "$output" = '{"current":2000.0,"min":0.0,"max":0.0}' ] || [ "$output" = '{"current":2000.0,"min":null,"max":null}' ]
}

@test "cpu percent: 100 minus what was idle, of the live machine too" {
	run -0 nvhost cpu percent -J -i 0.2 -o percent,idle,iowait
	[ "$(jq '(.percent + .idle + .iowait) > 90 and (.percent + .idle + .iowait) < 110' <<<"$output")" = true ]
	run -0 nvhost cpu percent -P -i 0.1 -c 2 --ndjson
	[ "$(jq -s "length == 2 * $(nproc --all) or length == 2 * $(nproc)" <<<"$output")" = true ]
}

@test "mem: what is used is not available, slab and shared too" {
	ask mem virtual -J
	[ "$output" = '{"total":16384000000,"available":9216000000,"percent":43.8,"used":7168000000,"free":4096000000,"active":5120000000,"inactive":4096000000,"buffers":102400000,"cached":3584000000,"shared":256000000,"slab":716800000}' ]
	ask mem swap -J
	[ "$output" = '{"total":2097152000,"used":524288000,"free":1572864000,"percent":25.0,"sin":12288,"sout":40960}' ]
	ask mem --csv -o name,total,percent
	[ "$output" = $'name,total,percent\nmemory,16384000000,43.8\nswap,2097152000,25' ]
}

@test "mem: a kernel before 3.14 does not say what is available" {
	sed -i '/MemAvailable/d; /zoneinfo/d' "$PROC/meminfo"
	ask mem virtual -J -o available,percent
	[ "$(jq '.available > 4000000000 and .available < 9000000000' <<<"$output")" = true ]
}

@test "mem: the kernel's own estimate of what is available, from zones, is psutil's too" {
	sed -i '/MemAvailable/d; /^[A-Za-z]*:[0-9]/d' "$PROC/meminfo"
	grep -q '^Active(file)' "$PROC/meminfo" || printf 'Active(file): 3000000 kB\nInactive(file): 900000 kB\n' >>"$PROC/meminfo"
	printf 'Node 0, zone DMA\n  pages free 3840\n        low      400\nNode 0, zone Normal\n        low      52000\n' >"$PROC/zoneinfo"
	ask mem virtual -J -o available,used,percent
	[ "$(jq -c '[.available, .percent]' <<<"$output")" = "$("$PYTHON" -c '
import psutil, sys, warnings
warnings.simplefilter("ignore")
psutil.PROCFS_PATH = sys.argv[1]
memory = psutil.virtual_memory()
print(f"[{memory.available},{memory.percent}]")' "$PROC")" ]
}

@test "mem: a 2.4 kernel has inactive memory in three lists" {
	sed -i '/^Inactive/d' "$PROC/meminfo"
	printf 'Inact_dirty: 100 kB\nInact_clean: 20 kB\n' >>"$PROC/meminfo"
	ask mem virtual -J -o inactive
	[ "$(jq -c .inactive <<<"$output")" = null ]
	echo 'Inact_laundry: 3 kB' >>"$PROC/meminfo"
	ask mem virtual -J -o inactive
	[ "$output" = "{\"inactive\":$((123 * 1024))}" ]
}

@test "cpu freq -P: each CPU of a policy has its frequency" {
	local policies=$SYS/devices/system/cpu/cpufreq
	echo '0 1' >"$policies/policy0/affected_cpus"
	mkdir "$policies/policy2"
	echo 2 >"$policies/policy2/affected_cpus"
	echo 800000 | tee "$policies/policy2/scaling_min_freq" >"$policies/policy2/scaling_cur_freq"
	echo 4200000 >"$policies/policy2/scaling_max_freq"
	echo 0-2 >"$SYS/devices/system/cpu/online"
	ask cpu freq -P --csv -n -o cpu,current,min,max
	[[ $output == $'0,1500,'*$'\n1,2500,'*$'\n2,800,800,4200' ]] # of 0 and 1, cpuinfo is fresher
	rm "$PROC/cpuinfo"
	ask cpu freq -P --csv -n -o cpu,current,min,max
	first=$(awk '{ print $1 / 1000 }' "$policies/policy0/scaling_cur_freq")
	[[ $output == "0,$first,"*$'\n'"1,$first,"*$'\n2,800,800,4200' ]]
	ask cpu freq -P --csv -n -o cpu -w 'max > 4000 and current < 1000'
	[ "$output" = 2 ]
}

@test "cpu topology: the model of each CPU, as lscpu names it" {
	printf 'processor : %s\nCPU implementer : 0x41\nCPU part : 0x%s\n\n' 0 d03 1 d09 >"$PROC/cpuinfo"
	ask cpu topology --csv -n -o cpu,model
	[[ $output == $'0,Cortex-A53\n1,Cortex-A73'* ]]
	ask cpu -J -o model
	[ "$(jq -r .model <<<"$output")" = Cortex-A53 ]
}

@test "cpu freq: what only root may read is denied" {
	[ "$EUID" -ne 0 ] || skip "root may read every file"
	rm "$PROC/cpuinfo" "$SYS/devices/system/cpu/cpufreq/policy0/scaling_cur_freq"
	echo 1000 >"$SYS/devices/system/cpu/cpufreq/policy0/cpuinfo_cur_freq"
	chmod 0 "$SYS/devices/system/cpu/cpufreq/policy0/cpuinfo_cur_freq"
	ask cpu freq -J -o current,missing
	[ "$(jq -r .missing.current <<<"$output")" = denied ]
}

@test "users: the sessions of utmp are those that who(1) lists" {
	mkdir -p "$BATS_TEST_TMPDIR/fixture/run"
	"$PYTHON" - "$BATS_TEST_TMPDIR/fixture/run/utmp" <<-'PYTHON'
		import struct, sys
		def entry(kind, pid, line, user, host, seconds):
		    return struct.pack("hi32s4s32s256shhiii4i20x", kind, pid, line, b"t", user, host, 0, 0, 0, seconds, 0, 0, 0, 0, 0)
		with open(sys.argv[1], "wb") as file:
		    file.write(entry(2, 0, b"~", b"reboot", b"6.1", 1700000000))
		    file.write(entry(7, 1, b"tty1", b"ann", b"", 1700000100))
		    file.write(entry(7, 1, b"pts/3", b"bob", b"gate.example", 1700000200))
		    file.write(entry(8, 77, b"pts/4", b"", b"", 1700000300))
	PYTHON
	ask users --csv -n -o name,terminal,host,started
	[ "$output" = $'ann,tty1,localhost,1700000100\nbob,pts/3,gate.example,1700000200' ]
	[ "$(TZ=UTC LC_ALL=C who "$BATS_TEST_TMPDIR/fixture/run/utmp" | tr -s ' ')" = $'ann tty1 Nov 14 22:15\nbob pts/3 Nov 14 22:16 (gate.example)' ]
	ask users --csv -n -o name -w 'host == "gate.example"'
	[ "$output" = bob ]
}

@test "mem: more available than there is (LXC) is what is free" {
	sed -i 's/^MemAvailable:.*/MemAvailable: 99000000 kB/' "$PROC/meminfo"
	ask mem virtual -J -o available
	[ "$output" = '{"available":4096000000}' ]
}

@test "mem: the same numbers as free" {
	command -v free >/dev/null || skip "free is not installed"
	total=$(free -b | awk '/^Mem:/ { print $2 }')
	run -0 nvhost mem virtual -J -o total
	[ "$output" = "{\"total\":$total}" ]
}

@test "disk io: counters; malformed lines are reported and cost only themselves" {
	ask disk io -J -w 'name == "sda"'
	[ "$(jq -c '.[0]' <<<"$output")" = '{"name":"sda","read_count":100,"write_count":400,"read_bytes":1024000,"write_bytes":3072000,"read_time":30,"write_time":70,"read_merged_count":1,"write_merged_count":5,"busy_time":80}' ]
	[[ $stderr == *'malformed lines are left out' ]]
	ask disk io --total -J -o read_count,read_bytes
	[ "$output" = '{"read_count":107,"read_bytes":1032192}' ]
}

@test "disk io: without RAM disks, loops of no file and paths of a device, unless -a" {
	local name
	for name in ram0 zram0 loop0 loop1 nvme0c0n1; do
		echo "1 0 $name 7 0 8 0 0 0 0 0 0 0 0"
		mkdir -p "$SYS/block/$name"
		echo 0 >"$SYS/block/$name/size"
	done >>"$PROC/diskstats"
	sed -i '/odd/d' "$PROC/diskstats"
	echo 8 >"$SYS/block/loop1/size"
	echo 1 >"$SYS/block/nvme0c0n1/hidden"
	run -0 nvhost disk io --root="$BATS_TEST_TMPDIR/fixture" -o name --csv -n -w 'read_count == 7 and name != "nvme0n1"'
	[ "${lines[-1]}" = loop1 ] && [[ $output != *ram0* && $output != *loop0* && $output != *nvme0c0n1* ]]
	run -0 --separate-stderr nvhost disk io --root="$BATS_TEST_TMPDIR/fixture" --total --csv -n -o read_count
	[ "$output" = 114 ] || { echo "$output"; false; }
	run -0 --separate-stderr nvhost disk io -a --root="$BATS_TEST_TMPDIR/fixture" --total --csv -n -o read_count
	[ "$output" = 142 ] || { echo "$output"; false; }
}

@test "disk io: partitions too where only /sys has counters" {
	rm "$PROC/diskstats"
	mkdir -p "$SYS/block/vdq/vdq1" "$SYS/block/vdq!c0"
	echo 1 0 0 0 0 0 0 0 0 0 0 >"$SYS/block/vdq!c0/stat"
	echo '5 0 16 0 0 0 0 0 0 0 0' | tee "$SYS/block/vdq/stat" >"$SYS/block/vdq/vdq1/stat"
	echo 1 >"$SYS/block/vdq/vdq1/partition"
	run -0 nvhost disk io --root="$BATS_TEST_TMPDIR/fixture" -o name,read_bytes,is_partition --csv -n -w 'name =~ "vdq"'
	[ "$output" = $'vdq,8192,false\nvdq1,8192,true\nvdq/c0,0,false' ] || { echo "$output"; false; }
}

@test "disk io: without /sys, what is a partition or stacked is not known, nor is the total" {
	echo '253 0 dm-0 1 0 0 0 0 0 0 0 0 0 0' >"$PROC/diskstats"
	rm -r "$SYS/block"
	ask disk io --ndjson -o name,is_partition,is_stacked,missing
	[ "$output" = '{"name":"dm-0","is_partition":null,"is_stacked":null,"missing":{"is_partition":"unsupported","is_stacked":"unsupported"}}' ]
	run -1 --separate-stderr nvhost disk io --total --root="$BATS_TEST_TMPDIR/fixture" -J
	[ "$output" = null ]
	[[ $stderr == *'/sys/block: No such file or directory' ]]
}

@test "disk partitions: names are unescaped; virtual ones only with -a" {
	ask disk partitions -J
	[ "$(jq -c 'map([.device, .mountpoint, .fstype, .opts])' <<<"$output")" = '[["/dev/sda1","/","ext4","rw,noatime"],["/dev/sdb1","/mnt/a b\tc\\d","xfs","ro"],["tank/x","/z","zfs","rw"]]' ]
	ask disk partitions -a -J
	[ "$(jq length <<<"$output")" -eq 4 ]
}

@test "disk usage: as df says" {
	run -0 nvhost disk usage / -J -o total,free
	want=$(stat -f -c '%b %S %a' / | awk '{ printf "%.0f %.0f", $1 * $2, $3 * $2 }')
	[ "$(jq '.[0].total // .total' <<<"$output")" = "${want% *}" ]
	run -1 --separate-stderr nvhost disk usage /nonexistent -J
	[ "$stderr" = 'nvhost disk: /nonexistent: No such file or directory' ]
}

@test "net io: counters as the kernel has them, aliases too" {
	ask net io -J
	[ "$(jq -c '.[0]' <<<"$output")" = '{"name":"lo","bytes_sent":9,"bytes_recv":1,"packets_sent":10,"packets_recv":2,"errin":3,"errout":11,"dropin":4,"dropout":12}' ]
	[ "$(jq -r '.[1].name' <<<"$output")" = eth0:1 ]
	ask net io --total -J -o bytes_sent,packets_recv
	[ "$output" = '{"bytes_sent":38,"packets_recv":24}' ]
}

@test "net addrs, stats: loopback is there and up" {
	ip link show lo 2>/dev/null | grep -q 'UP' || skip "lo is not up"
	run -0 nvhost net stats -J -w 'name == "lo"'
	[ "$(jq -c '.[0] | [.isup, .mtu]' <<<"$output")" = '[true,65536]' ]
	run -0 nvhost net addrs -J -w 'name == "lo" and family == "AF_INET"'
	[ "$(jq -r '.[0] | .address + " " + .netmask' <<<"$output")" = '127.0.0.1 255.0.0.0' ]
}

@test "net addrs: of a container's host, as it has them itself" {
	need_root
	command -v ip >/dev/null || skip "ip(8) is not installed"
	export NVHOST
	mkdir "$BATS_TEST_TMPDIR/host"
	cat >"$BATS_TEST_TMPDIR/container" <<-'SHELL'
		mount --rbind / "$1" && mount -t proc proc "$1/proc" && mount -t sysfs sysfs "$1/sys" || exit 77
		# no addresses that the kernel makes itself, later than the first report
		ip link set lo up && ip link add v0 type veth peer name v1 && ip link set v0 addrgenmode none &&
			ip link set v1 addrgenmode none && ip addr add 10.0.0.1/24 dev v0 &&
			ip addr add 2001:db8::1/64 dev v0 nodad && ip link set v0 up && ip link set v1 up || exit 77
		columns=name,family,address,netmask,prefix
		"$NVHOST" net addrs -S family,name,address --csv -o "$columns" >"$1$1.own"
		unshare -n "$NVHOST" net addrs --root="$1" -S family,name,address --csv -o "$columns" | diff - "$1$1.own" &&
			unshare -n "$NVHOST" net addrs --root="$1" --ndjson -o broadcast,missing -w 'name == "v0" and family == "AF_INET"'
	SHELL
	run --separate-stderr unshare -m -n -p -f --propagation private sh "$BATS_TEST_TMPDIR/container" "$BATS_TEST_TMPDIR/host"
	[ "$status" -ne 77 ] || skip "nothing can be mounted here"
	[ "$output" = '{"broadcast":null,"missing":{"broadcast":"unsupported"}}' ] || { echo "$output" "$stderr"; false; }
}

@test "sensors: readings in order; what is no number costs only itself" {
	ask sensors temperatures -J
	[ "$(jq -c 'map([.name, .label, .current, .high, .critical])' <<<"$output")" = '[["coretemp","Package",45,80,80],["coretemp","",43.5,null,null],["coretemp","",-5.25,null,null]]' ]
	ask sensors temperatures --fahrenheit -J -l 1 -o current
	[ "$(jq -c '.[0].current' <<<"$output")" = 113 ]
	echo 0 >"$SYS/class/hwmon/hwmon0/temp2_max" # 0 C is no limit, 32 F is one: P-398
	echo 90000 >"$SYS/class/hwmon/hwmon0/temp2_crit"
	ask sensors temperatures -J -o high,critical -w 'index == 2'
	[ "$(jq -c . <<<"$output")" = '[{"high":90,"critical":90}]' ]
	ask sensors temperatures --fahrenheit -J -o high,critical -w 'index == 2'
	[ "$(jq -c . <<<"$output")" = '[{"high":32,"critical":194}]' ]
	ask sensors fans -J
	[ "$(jq -c 'map([.name, .label, .current])' <<<"$output")" = '[["coretemp","",1205]]' ]
	ask sensors battery -J -o percent,secsleft,power_plugged
	[ "$(jq -c 'if type == "array" then .[0] else . end' <<<"$output")" = '{"percent":40,"secsleft":7200,"power_plugged":false}' ]
	ask sensors -J
	[ "$(jq length <<<"$output")" -eq 6 ]
}

@test "users: a record of utmp whose process has ended is left out, as with who(1)" {
	need_root
	unshare -m true 2>/dev/null || skip "no mount namespaces here"
	start_sleeper
	"$PYTHON" - "$BATS_TEST_TMPDIR/utmp" "$PID" <<-'PYTHON'
		import struct, subprocess, sys
		ended = subprocess.Popen(["true"])
		ended.wait()
		with open(sys.argv[1], "wb") as file:
		    for pid, line in ((int(sys.argv[2]), b"pts/1"), (ended.pid, b"pts/2")):
		        file.write(struct.pack("hi32s4s32s256shhiii4i20x", 7, pid, line, b"t", b"ann", b"", 0, 0, 0, 1700000000, 0, 0, 0, 0, 0))
	PYTHON
	run -0 unshare -m sh -c 'mount -t tmpfs none /run && cp "$1" /run/utmp && "$2" users --csv -n -o name,terminal,pid' sh "$BATS_TEST_TMPDIR/utmp" "$NVHOST"
	[ "$output" = "ann,pts/1,$PID" ]
}

@test "users: of a recorded host, a record whose process was not recorded is left out" {
	mkdir -p "$BATS_TEST_TMPDIR/fixture/run"
	"$PYTHON" - "$BATS_TEST_TMPDIR/fixture/run/utmp" <<-'PYTHON'
		import struct, sys
		with open(sys.argv[1], "wb") as file:
		    for pid, line in ((42, b"pts/1"), (4711, b"pts/2")):
		        file.write(struct.pack("<hxxi32s4s32s256shhiii4i20x", 7, pid, line, b"t", b"ann", b"", 0, 0, 0, 1700000000, 0, 0, 0, 0, 0))
	PYTHON
	ask users --csv -n -o terminal,pid
	[ "$output" = pts/1,42 ]
	# without processes, nothing is known of them
	rm -r "$PROC"/[0-9]*
	ask users --csv -n -o terminal,pid
	[ "$output" = $'pts/1,42\npts/2,4711' ]
}

@test "users: logind's sessions where there is no utmp, with class and seat" {
	local sessions=$BATS_TEST_TMPDIR/fixture/run/systemd/sessions
	mkdir -p "$sessions"
	printf 'USER=root\nCLASS=user-early\nTTY=pts/1\nLEADER=7\nREALTIME=1700000000000000\n' >"$sessions/c2"
	printf 'USER=ann\nCLASS=user\nSEAT=seat0\nTTY=tty2\nLEADER=8\nREALTIME=1700000000000000\n' >"$sessions/3"
	printf 'USER=gdm\nCLASS=greeter\nTTY=tty1\n' >"$sessions/c1"
	printf 'USER=eve\nCLASS=user-light\nREALTIME=99999999999999999999\nLEADER=x\n' >"$sessions/c9"
	ask users --csv -n -o name,terminal,class,seat,started,pid
	[ "$output" = $'ann,tty2,user,seat0,1700000000,8\nroot,pts/1,user-early,,1700000000,7\neve,,user-light,,,' ]
}

@test "users: a host where nobody is logged in" {
	ask users -J
	[ "$(tr -d '\n' <<<"$output")" = '[]' ]
}

@test "info: what the recorded host says, and nothing of ours" {
	ask info -J -o hostname,boot_time,uptime,load1,memory_percent,swap_percent
	[ "$output" = '{"hostname":null,"boot_time":1700000000.0,"uptime":1000.0,"load1":0.25,"memory_percent":43.8,"swap_percent":25.0}' ]
	run -0 nvhost info -J -o hostname,kernel,machine
	[ "$(jq -r '.hostname + " " + .kernel + " " + .machine' <<<"$output")" = "$(uname -n) $(uname -r) $(uname -m)" ]
}

@test "mem: huge pages, zswap and zram" {
	printf 'HugePages_Total:       8\nHugePages_Free:        5\nHugepagesize:       2048 kB\nZswap:               100 kB\nZswapped:            300 kB\n' >>"$PROC/meminfo"
	mkdir -p "$SYS/block/zram0" "$SYS/block/zram1"
	echo '4096 100 8192 0 0 0 0 0 0' >"$SYS/block/zram0/mm_stat"
	echo '1 1 4096' >"$SYS/block/zram1/mm_stat"
	ask mem virtual -J -o huge_pages_total,huge_pages_free,huge_page_size
	[ "$output" = '{"huge_pages_total":8,"huge_pages_free":5,"huge_page_size":2097152}' ]
	ask mem swap -J -o zswap,zswapped,zram,zram_data
	[ "$output" = '{"zswap":102400,"zswapped":307200,"zram":12288,"zram_data":4097}' ]
}

@test "info: what runs the virtual machine is what lscpu says" {
	local vendor
	vendor=$(lscpu 2>/dev/null | sed -n 's/^Hypervisor vendor: *//p')
	[[ $vendor == KVM || $vendor == VMware || $vendor == Xen ]] || skip "no hypervisor that lscpu knows"
	run -0 nvhost info -J -o virtualization
	[[ $(jq -r .virtualization <<<"$output") =~ ^(${vendor,,}|amazon|google|oracle)$ ]]
}

@test "info: with --procfs alone, what is of our own /etc and /run is not told" {
	run -0 --separate-stderr nvhost info -J -o uptime,os,container --procfs="$PROC"
	[ "$(jq -c '[.os, .container]' <<<"$output")" = '[null,null]' ]
}

@test "info: the name of the system in /usr/lib, and one that is made up" {
	mkdir -p "$BATS_TEST_TMPDIR/fixture/usr/lib" "$BATS_TEST_TMPDIR/fixture/etc"
	echo 'PRETTY_NAME="Foo 1 (Bar)"' >"$BATS_TEST_TMPDIR/fixture/usr/lib/os-release"
	ask info -J -o os
	[ "$output" = '{"os":"Foo 1 (Bar)"}' ]
	printf 'NAME="Foo Linux"\nVERSION="3 (Bar)"\n' >"$BATS_TEST_TMPDIR/fixture/etc/os-release"
	ask info -J -o os
	[ "$output" = '{"os":"Foo Linux 3 (Bar)"}' ]
}

@test "info: the Windows Subsystem for Linux is told by the kernel, not by our variable" {
	mkdir -p "$PROC/sys/kernel"
	echo 5.15.90.1-microsoft-standard-WSL2 >"$PROC/sys/kernel/osrelease"
	WSL_DISTRO_NAME=Ours ask info -J -o wsl
	[ "$output" = '{"wsl":"WSL"}' ]
	echo 6.1.0 >"$PROC/sys/kernel/osrelease"
	WSL_DISTRO_NAME=Ours ask info -J -o wsl
	[ "$output" = '{"wsl":null}' ]
}

@test "info: processes, threads, virtual machine and container of the recorded host" {
	mkdir -p "$SYS/class/dmi/id" "$BATS_TEST_TMPDIR/fixture/run/systemd"
	echo 'VMware Virtual Platform' >"$SYS/class/dmi/id/product_name"
	echo lxc >"$BATS_TEST_TMPDIR/fixture/run/systemd/container"
	ask info -J -o processes,threads,virtualization,container
	[ "$output" = '{"processes":4,"threads":90,"virtualization":"vmware","container":"lxc"}' ]
	echo 'ThinkPad' >"$SYS/class/dmi/id/product_name"
	rm "$BATS_TEST_TMPDIR/fixture/run/systemd/container"
	ask info -J -o virtualization,container
	[ "$output" = '{"virtualization":null,"container":null}' ]
	sed -i '1i flags : fpu vme hypervisor' "$PROC/cpuinfo"
	ask info -J -o virtualization
	[ "$output" = '{"virtualization":"vm"}' ]
}

@test "disk usage: a mount that hangs is told of, and the others are there in time" {
	need_root
	[ -c /dev/fuse ] || skip "no FUSE here"
	mkdir "$BATS_TEST_TMPDIR/hanging"
	cat >"$BATS_TEST_TMPDIR/hang" <<-'PYTHON'
		import ctypes, os, subprocess, sys, time
		nvhost, path = sys.argv[1:]
		libc = ctypes.CDLL(None, use_errno=True)
		fd = os.open("/dev/fuse", os.O_RDWR)  # whose requests nobody answers
		options = f"fd={fd},rootmode=40000,user_id=0,group_id=0".encode()
		if libc.mount(b"nobody", path.encode(), b"fuse", 0, options) < 0:
		    sys.exit(77)
		begin = time.monotonic()
		ends = os.pipe()
		command = [nvhost, "disk", "usage", path, "/", "-o", "path,total", "--csv", "-n"]
		done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[ends[1]])
		os.close(ends[1])
		out, told = (file.read().decode() for file in (done.stdout, done.stderr))  # to their ends
		rest = os.read(ends[0], 1)  # that of another pipe too: what hangs holds none of them open
		print(done.wait(), told.strip(), out.split(",")[0], time.monotonic() - begin < 8)
		for more in ["-w", 'device != "nobody"'], ["-o", "mountpoint"]:  # these need not ask it
		    done = subprocess.run([nvhost, "disk", "usage", "-a", *more], capture_output=True)
		    print(done.returncode, done.stderr.decode())
		libc.umount2(path.encode(), 3)
	PYTHON
	run unshare -m "$PYTHON" "$BATS_TEST_TMPDIR/hang" "$NVHOST" "$BATS_TEST_TMPDIR/hanging" 3>&-
	[ "$status" -ne 77 ] || skip "FUSE cannot be mounted here"
	[ "$output" = "1 nvhost disk: $BATS_TEST_TMPDIR/hanging: Connection timed out / True
0 
0 " ] || { echo "$output"; false; }
}

@test "disk usage: one row for a file system, none for what lies under another mount" {
	need_root
	export NVHOST
	cat >"$BATS_TEST_TMPDIR/mounts" <<-'SHELL'
		mount -t tmpfs -o size=8m none "$1" && cd "$1" && mkdir a b a/under &&
			mount -t tmpfs -o size=1m lower a/under && mount -t tmpfs -o size=2m upper a &&
			mkdir a/under && mount --bind a b || exit 77
		where="mountpoint =~ \"^$1/\""
		"$NVHOST" disk usage -a --csv -n -w "$where" -o device,total
		"$NVHOST" disk partitions -a --csv -n -w "$where" -o device,root,hidden
		"$NVHOST" disk usage -a --ndjson -w 'device == "lower"' -o total,missing
	SHELL
	mkdir "$BATS_TEST_TMPDIR/top"
	run --separate-stderr unshare -m --propagation private sh "$BATS_TEST_TMPDIR/mounts" "$BATS_TEST_TMPDIR/top"
	[ "$status" -ne 77 ] || skip "nothing can be mounted here"
	[ "$stderr" = '' ] || { echo "$stderr"; false; }
	[ "${lines[*]}" = 'lower, upper,2097152 upper,2097152 lower,/,true upper,/,false upper,/,false {"total":null,"missing":{"total":"none"}}' ] ||
		{ echo "$output"; false; }
}

@test "disk usage: the host of a container, mounted there" {
	need_root
	export NVHOST
	cat >"$BATS_TEST_TMPDIR/container" <<-'SHELL'
		# "host" has the root and a file system of its own; the container lacks one of the mounts
		mount -t tmpfs -o size=3m one "$1/one" && mount -t tmpfs -o size=5m two "$1/two" &&
			mount --rbind / "$1/host" || exit 77
		unshare -m --propagation private sh -c '
			umount "$1/host$1/two" && mount -t tmpfs -o size=7m ours "$1/ours" || exit 77
			"$NVHOST" disk usage -a --root="$1/host" -w "mountpoint =~ \"^$1/(one|two|ours)\$\"" -o device,total,missing --ndjson
			"$NVHOST" disk usage --root="$1/host" "$1/one" -o total --ndjson
			HOST_PROC="$1/host/proc" "$NVHOST" disk usage -a -w "mountpoint =~ \"^$1/(one|two|ours)\$\"" -o device,total --ndjson
		' sh "$1" &
		wait $!
	SHELL
	mkdir "$BATS_TEST_TMPDIR"/{one,two,ours,host}
	run --separate-stderr unshare -m --propagation private unshare -p -f --mount-proc sh "$BATS_TEST_TMPDIR/container" "$BATS_TEST_TMPDIR"
	[ "$status" -ne 77 ] || skip "nothing can be mounted here"
	[ "$stderr" = '' ] || { echo "$stderr"; false; }
	[ "$output" = '{"device":"one","total":3145728,"missing":{}}
{"device":"two","total":null,"missing":{"total":"none"}}
{"total":3145728}
{"device":"one","total":3145728}
{"device":"two","total":5242880}' ] || { echo "$output"; false; }
}

@test "disk usage: what only its owner may enter is denied, not empty" {
	need_root
	[ -c /dev/fuse ] || skip "no FUSE here"
	[ "$(cat /sys/module/fuse/parameters/allow_sys_admin_access 2>/dev/null)" != Y ] || skip "root may enter here"
	mkdir "$BATS_TEST_TMPDIR/theirs"
	cat >"$BATS_TEST_TMPDIR/mount" <<-'PYTHON'
		import ctypes, os, subprocess, sys
		nvhost, path = sys.argv[1:]
		libc = ctypes.CDLL(None, use_errno=True)
		fd = os.open("/dev/fuse", os.O_RDWR)
		options = f"fd={fd},rootmode=40000,user_id=65534,group_id=65534".encode()
		if libc.mount(b"theirs", path.encode(), b"fuse", 0, options) < 0:
		    sys.exit(77)
		command = [nvhost, "disk", "usage", "-a", "-w", 'device == "theirs"', "-o", "total,missing", "--ndjson"]
		status = subprocess.call(command)
		libc.umount2(path.encode(), 3)
		sys.exit(status)
	PYTHON
	run --separate-stderr unshare -m "$PYTHON" "$BATS_TEST_TMPDIR/mount" "$NVHOST" "$BATS_TEST_TMPDIR/theirs"
	[ "$status" -ne 77 ] || skip "FUSE cannot be mounted here"
	[ "$stderr" = '' ] || { echo "$stderr"; false; }
	[ "$output" = '{"total":null,"missing":{"total":"denied"}}' ] || { echo "$output"; false; }
}

@test "disk usage: of a recorded host the mounts, and no numbers" {
	printf '%s\n' '27 1 8:1 / / rw - ext4 /dev/sda1 rw' '28 27 8:1 /srv /mnt rw - ext4 /dev/sda1 rw' >"$PROC/self/mountinfo"
	ask disk usage --ndjson -o mountpoint,root,total,missing
	[ "$output" = '{"mountpoint":"/","root":"/","total":null,"missing":{"total":"unsupported"}}' ]
	ask disk usage -a --ndjson -o mountpoint,root
	[ "${lines[1]}" = '{"mountpoint":"/mnt","root":"/srv"}' ]
}

@test "what a recorded host cannot answer is told, and is a failure" {
	local root=$BATS_TEST_TMPDIR/fixture
	mkdir -p "$root/run/utmp"
	rm "$PROC/meminfo" "$PROC/self/mounts"
	for expected in "users=nvhost users: $root/run/utmp: Is a directory" \
		"disk usage=nvhost disk: $root/proc/1/mountinfo: No such file or directory" \
		"mem virtual=nvhost mem: $root/proc/meminfo: No such file or directory"; do
		run -1 --separate-stderr nvhost ${expected%%=*} --root="$root"
		[ "$stderr" = "${expected#*=}" ] || { echo "$stderr"; false; }
	done
}
