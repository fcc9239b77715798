#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# nvhost cgroup: groups of both versions, of which the right numbers are those of the files.
load helpers

setup() {
	use_fixture small
	GROUP=$SYS/fs/cgroup
	HOST=$BATS_TEST_TMPDIR/fixture
	DOCKER=4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f4f7f
}

ask() {
	run -0 --separate-stderr nvhost cgroup "$@" --root="$HOST"
	[ -z "$stderr" ] || { echo "$stderr"; false; }
}

# put FILE TEXT...: a file of a group, with a line for each text.
put() {
	mkdir -p "$(dirname "$GROUP/$1")"
	: >"$GROUP/$1"
	[ $# -eq 1 ] || printf '%s\n' "${@:2}" >"$GROUP/$1"
}

make_v2() {
	mkdir -p "$PROC/self"
	echo '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw' >"$PROC/self/mountinfo"
	echo '0::/' >"$PROC/self/cgroup"
	put cgroup.controllers cpu io memory pids
	put cgroup.procs 1 2
	put system.slice/cgroup.procs
	put system.slice/cron.service/cgroup.procs 42
	put system.slice/cron.service/cpu.stat 'usage_usec 2500000' 'user_usec 1500000' 'system_usec 1000000' \
		'nr_throttled 7' 'throttled_usec 900000'
	put system.slice/cron.service/cpu.max '50000 100000'
	put system.slice/cron.service/cpu.weight 100
	put system.slice/cron.service/memory.current 1048576
	put system.slice/cron.service/memory.max 4194304
	put system.slice/cron.service/memory.high max
	put system.slice/cron.service/memory.peak 2097152
	put system.slice/cron.service/memory.events 'low 0' 'high 1' 'max 3' 'oom 2' 'oom_kill 1' 'oom_group_kill 0'
	put system.slice/cron.service/memory.stat 'anon 4096' 'file 8192' 'kernel 12288'
	put system.slice/cron.service/io.stat '8:0 rbytes=1000 wbytes=2000 rios=3 wios=4 dbytes=0 dios=0' \
		'8:16 rbytes=24 wbytes=48 rios=1 wios=2 dbytes=0 dios=0'
	put system.slice/cron.service/pids.current 5
	put system.slice/cron.service/pids.max max
	put system.slice/cron.service/memory.pressure 'some avg10=1.50 avg60=0.00 avg300=0.00 total=7'
	put "system.slice/docker-$DOCKER.scope/cgroup.procs" 43 44
	put system.slice-2/cgroup.procs
}

@test "cgroup: of version 2, each group with what its files say" {
	make_v2
	ask --csv -n -o path,processes
	[ "$output" = "/,2
/system.slice,0
/system.slice/cron.service,1
/system.slice/docker-$DOCKER.scope,2
/system.slice-2,0" ] || { echo "$output"; false; }
	ask /system.slice/cron.service --ndjson -o name,depth,unit,slice,tasks,tasks_limit,cpu_usage,cpu_user,cpu_system,cpu_limit,cpu_weight,cpu_throttled,cpu_throttled_time
	[ "$output" = '{"name":"cron.service","depth":2,"unit":"cron.service","slice":"system.slice","tasks":5,"tasks_limit":null,"cpu_usage":2.5,"cpu_user":1.5,"cpu_system":1.0,"cpu_limit":0.5,"cpu_weight":100,"cpu_throttled":7,"cpu_throttled_time":0.9}' ] ||
		{ echo "$output"; false; }
	ask /system.slice/cron.service --ndjson -o memory,memory_limit,memory_percent,memory_high,memory_peak,anon,file,kernel,high_events,max_events,oom_events,oom_kills
	[ "$output" = '{"memory":1048576,"memory_limit":4194304,"memory_percent":25.0,"memory_high":null,"memory_peak":2097152,"anon":4096,"file":8192,"kernel":12288,"high_events":1,"max_events":3,"oom_events":2,"oom_kills":1}' ] ||
		{ echo "$output"; false; }
	ask /system.slice/cron.service --ndjson -o read_bytes,write_bytes,read_count,write_count,memory_pressure,io_pressure,missing
	[ "$output" = '{"read_bytes":1024,"write_bytes":2048,"read_count":4,"write_count":6,"memory_pressure":1.5,"io_pressure":null,"missing":{"io_pressure":"unsupported"}}' ] ||
		{ echo "$output"; false; }
	ask -r /system.slice --csv -n -o name,container,container_runtime -w 'container_runtime == "docker"'
	[ "$output" = "docker-$DOCKER.scope,$DOCKER,docker" ]
}

@test "cgroup: of version 1, a group is what each hierarchy says of it" {
	mkdir -p "$PROC/self"
	printf '%s\n' '31 20 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory' \
		'32 20 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct' \
		'33 20 0:29 / /sys/fs/cgroup/blkio rw - cgroup cgroup rw,blkio' \
		'34 20 0:30 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd' >"$PROC/self/mountinfo"
	printf '%s\n' 4:memory:/box 3:cpu,cpuacct:/box 1:name=systemd:/ >"$PROC/self/cgroup"
	put memory/box/memory.usage_in_bytes 524288
	put memory/box/memory.limit_in_bytes 1048576
	put memory/box/memory.failcnt 9
	put memory/box/memory.stat 'rss 1' 'total_rss 4096' 'total_cache 8192'
	put memory/box/cgroup.procs 42 43
	put cpu,cpuacct/box/cpu.cfs_quota_us 150000
	put cpu,cpuacct/box/cpu.cfs_period_us 100000
	put cpu,cpuacct/box/cpuacct.usage 3000000000
	put blkio/box/blkio.throttle.io_service_bytes '8:0 Read 512' '8:0 Write 1024' '8:0 Total 1536' \
		'8:16 Read 8' 'Total 1544'
	put blkio/box/blkio.throttle.io_serviced '8:0 Read 1' '8:0 Write 2'
	put systemd/user.slice/cgroup.procs 44
	ask --csv -n -o path,processes,memory,memory_limit,max_events,anon,cpu_usage,cpu_limit,read_bytes,write_bytes,read_count
	[ "$output" = '/,,,,,,,,,,
/box,2,524288,1048576,9,4096,3,1.5,520,1024,1
/user.slice,1,,,,,,,,,' ] || { echo "$output"; false; }
	ask /user.slice -J -o memory,tasks,missing
	[ "$(jq -c '.[0].missing' <<<"$output")" = '{"memory":"none","tasks":"unsupported"}' ]
}

@test "cgroup: of both versions at once, each file is of the hierarchy that has it" {
	mkdir -p "$PROC/self"
	printf '%s\n' '31 20 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory' \
		'33 20 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw' \
		'34 20 0:30 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd' >"$PROC/self/mountinfo"
	printf '%s\n' 2:memory:/ 1:name=systemd:/ 0::/ >"$PROC/self/cgroup"
	put memory/a.slice/b.service/memory.usage_in_bytes 1048576
	put memory/a.slice/b.service/memory.max_usage_in_bytes 2097152
	put memory/a.slice/b.service/cgroup.procs 42
	put systemd/a.slice/b.service/cgroup.procs 42
	put unified/cgroup.procs
	put unified/cgroup.controllers
	put unified/a.slice/b.service/cgroup.procs 42
	put unified/a.slice/b.service/cpu.stat 'usage_usec 2500000' 'user_usec 1500000' 'system_usec 1000000'
	put unified/a.slice/b.service/cpu.pressure 'some avg10=1.50 avg60=0.00 avg300=0.00 total=7'
	ask /a.slice/b.service --csv -n -o path,unit,slice,processes,memory,memory_peak,cpu_usage,cpu_pressure
	[ "$output" = /a.slice/b.service,b.service,a.slice,1,1048576,2097152,2.5,1.5 ] || { echo "$output"; false; }
	ask -r /a.slice --csv -n -o path -S -memory -l 1
	[ "$output" = /a.slice/b.service ]
}

@test "cgroup: in a container the topmost is its own" {
	mkdir -p "$PROC/self"
	echo "31 20 0:27 /docker/$DOCKER /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory" >"$PROC/self/mountinfo"
	echo "4:memory:/docker/$DOCKER" >"$PROC/self/cgroup"
	put memory/memory.usage_in_bytes 4096
	put memory/job/memory.usage_in_bytes 1024
	ask --csv -n -o path,container,memory
	[ "$output" = "/docker/$DOCKER,$DOCKER,4096
/docker/$DOCKER/job,$DOCKER,1024" ] || { echo "$output"; false; }
}

@test "cgroup: a tree, and what is asked for by name" {
	make_v2
	ask tree -n -o memory,name -w 'path =~ "^/system.slice(/cron.*)?$"' /system.slice
	[[ ${lines[0]} == *'- system.slice' ]]
	[[ ${lines[1]} == *'1.0M └─cron.service' || ${lines[1]} == *'1.0M `-cron.service' ]] || { echo "$output"; false; }
	ask /system.slice -o path --csv -n
	[ "$output" = /system.slice ]
	ask /sys/fs/cgroup/system.slice-2 / -o path --csv -n
	[ "$output" = $'/system.slice-2\n/' ]
	run -1 --separate-stderr nvhost cgroup /nowhere /system.slice-2 --root="$HOST" -o path --csv -n
	[ "$stderr" = 'nvhost cgroup: /nowhere: No such file or directory' ]
	[ "$output" = /system.slice-2 ]
	run -2 nvhost cgroup /a/../../..
	run -2 nvhost cgroup tree -S name
	rm -r "$GROUP" "$PROC/self/mountinfo"
	run -1 --separate-stderr nvhost cgroup --root="$HOST" -J
	[ "$stderr" = "nvhost cgroup: $GROUP: Operation not supported" ]
}

@test "cgroup: a rate is what was used meanwhile" {
	make_v2
	run -0 nvhost cgroup /system.slice/cron.service --root="$HOST" --state="$BATS_TEST_TMPDIR/state" -o path,cpu_percent,read_bytes_rate --csv -n
	put system.slice/cron.service/cpu.stat 'usage_usec 9000002500000'
	put system.slice/cron.service/io.stat '8:0 rbytes=1000000001024 wbytes=2000 rios=3 wios=4'
	run -0 nvhost cgroup /system.slice/cron.service --root="$HOST" --state="$BATS_TEST_TMPDIR/state" -o path,cpu_percent,read_bytes_rate --ndjson
	[ "$(jq '.cpu_percent > 1000000 and .read_bytes_rate > 100000000' <<<"$output")" = true ] || { echo "$output"; false; }
}

@test "cgroup: of this machine, the groups of our hierarchies with ourselves in one" {
	run -0 nvhost cgroup -J -o path,processes,missing
	[ "$(jq length <<<"$output")" -ge 1 ] || skip "no control groups here"
	own=$(sed -n 's/^[0-9]*:memory://p; s/^0:://p' /proc/self/cgroup | head -1)
	[ "$(jq --arg own "$own" 'any(.[]; .path == $own and .processes > 0)' <<<"$output")" = true ] || skip "$own is not to be seen"
}

@test "cgroup: a tree is as wide as the terminal, however long a name is" {
	make_v2
	run -0 env TERM=xterm COLUMNS=80 script -qec "stty cols 80; '$NVHOST' cgroup tree --root='$HOST' -o memory,name --color=never" /dev/null
	[[ $output == *docker-* ]]
	[ "$(tr -d '\r' <<<"$output" | LC_ALL=C.UTF-8 wc -L)" -le 80 ] || { echo "$output"; false; }
}
