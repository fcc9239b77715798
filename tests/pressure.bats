#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# pressure and cgroup: what limits, and what it costs.
load helpers

setup() {
	use_fixture small
	GROUP=$SYS/fs/cgroup
}

ask() {
	run -0 --separate-stderr nvhost "$@" --root="$BATS_TEST_TMPDIR/fixture"
	[ -z "$stderr" ]
}

# A tree of version 2: /, /pod, /pod/box, and we are in the last.
make_v2() {
	mkdir -p "$GROUP/pod/box" "$PROC/self"
	echo 'cpuset cpu io memory pids' >"$GROUP/cgroup.controllers"
	echo '0::/pod/box' >"$PROC/self/cgroup"
	printf 'usage_usec 5000000\nuser_usec 3000000\nsystem_usec 2000000\n' >"$GROUP/cpu.stat"
	for group in "$GROUP/pod" "$GROUP/pod/box"; do
		printf 'usage_usec 2500000\nuser_usec 1500000\nsystem_usec 1000000\nnr_periods 40\nnr_throttled 7\nthrottled_usec 900000\n' >"$group/cpu.stat"
		echo 100 >"$group/cpu.weight"
		echo 104857600 >"$group/memory.current"
		printf 'low 0\nhigh 0\nmax 3\noom 1\noom_kill 2\n' >"$group/memory.events"
	done
	echo '150000 100000' >"$GROUP/pod/cpu.max"
	echo 'max 100000' >"$GROUP/pod/box/cpu.max"
	echo 209715200 >"$GROUP/pod/memory.max"
	echo 419430400 >"$GROUP/pod/box/memory.max"
	echo max >"$GROUP/pod/memory.high"
	echo 0 >"$GROUP/pod/box/memory.swap.max"
}

@test "pressure: some and full, with totals in seconds" {
	mkdir "$PROC/pressure"
	printf 'some avg10=4.15 avg60=11.96 avg300=33.18 total=607829857\nfull avg10=0.00 avg60=0.50 avg300=0.00 total=1500000\n' >"$PROC/pressure/memory"
	ask mem pressure -J
	[ "$(jq -c . <<<"$output")" = '[{"name":"some","avg10":4.15,"avg60":11.96,"avg300":33.18,"total":607.829857},{"name":"full","avg10":0,"avg60":0.5,"avg300":0,"total":1.5}]' ] ||
		[ "$(jq -c 'map(.total)' <<<"$output")" = '[607.829857,1.5]' ]
	echo 'some avg10=1.00 avg60=rubbish total=99999999999999999999' >"$PROC/pressure/cpu"
	ask cpu pressure --csv -n
	[ "$output" = $'some,1,,,\nfull,,,,' ]
}

@test "pressure, cgroup: metrics are named by the command, as all of its views are" {
	mkdir "$PROC/pressure"
	for resource in cpu memory io; do
		echo 'some avg10=1.00 avg60=1.00 avg300=1.00 total=1' >"$PROC/pressure/$resource"
	done
	make_v2
	for view in 'cpu pressure' 'mem pressure' 'disk pressure' 'cpu cgroup' 'mem cgroup'; do
		# shellcheck disable=SC2086
		ask $view -f openmetrics
		[ "$(grep '^# TYPE' <<<"$output" | grep -cv "^# TYPE nvhost_${view/ /_}_")" -eq 0 ] || { echo "$view: $output"; false; }
	done
}

@test "pressure: of a named group" {
	make_v2
	printf 'some avg10=1.50 avg60=0.00 avg300=0.00 total=2500000\n' >"$GROUP/pod/io.pressure"
	ask disk pressure -J --cgroup=/pod
	[ "$(jq -c '[.[0].avg10, .[0].total]' <<<"$output")" = '[1.5,2.5]' ]
	run -1 nvhost disk pressure --cgroup=/nowhere --root="$BATS_TEST_TMPDIR/fixture"
	[[ $output == *'/nowhere: No such file'* ]]
}

@test "pressure: a kernel without it is told, and is a failure" {
	run -1 --separate-stderr nvhost disk pressure -J --root="$BATS_TEST_TMPDIR/fixture"
	[ "$(tr -d '\n' <<<"$output")" = '[]' ]
	[ "$stderr" = "nvhost disk: $PROC/pressure: No such file or directory" ]
}

@test "cpu cgroup: each level, and the limit that binds" {
	make_v2
	ask cpu cgroup --csv -n -o path,limit,weight,usage,user,system,throttled,periods,throttled_time,binding
	[ "${lines[0]}" = '/pod/box,,100,2.5,1.5,1,7,40,0.9,false' ]
	[ "${lines[1]}" = '/pod,1.5,100,2.5,1.5,1,7,40,0.9,true' ]
	[ "${lines[2]}" = '/,,,5,3,2,,,,false' ]
	ask cpu cgroup --cgroup=/pod -o path,limit,missing --ndjson
	[ "${lines[1]}" = '{"path":"/","limit":null,"missing":{"limit":"unsupported"}}' ]
}

@test "mem cgroup: each level, and the limit that binds" {
	make_v2
	ask mem cgroup --csv -n -o path,usage,limit,percent,binding,high,swap_limit,oom_kills
	[ "${lines[0]}" = '/pod/box,104857600,419430400,25,false,,0,2' ]
	[ "${lines[1]}" = '/pod,104857600,209715200,50,true,,,2' ]
	[ "${lines[2]}" = '/,,,,false,,,' ]
	ask mem cgroup --cgroup=/sys/fs/cgroup/pod -o path -w binding --csv -n
	[ "$output" = /pod ]
	echo 209715200 >"$GROUP/pod/box/memory.max" # of equal ones, the innermost
	ask mem cgroup -o path -w binding --csv -n
	[ "$output" = /pod/box ]
}

@test "cgroup: version 1, where no limit is a large number" {
	mkdir -p "$GROUP/memory/box" "$GROUP/cpu/box"
	printf '4:memory:/box\n1:cpu,cpuacct:/box\n0::/\n' >"$PROC/self/cgroup"
	echo 9223372036854771712 >"$GROUP/memory/memory.limit_in_bytes"
	echo 1048576 >"$GROUP/memory/box/memory.limit_in_bytes"
	echo 524288 >"$GROUP/memory/box/memory.usage_in_bytes"
	echo 50000 >"$GROUP/cpu/box/cpu.cfs_quota_us"
	echo -1 >"$GROUP/cpu/cpu.cfs_quota_us"
	echo 100000 | tee "$GROUP/cpu/box/cpu.cfs_period_us" >"$GROUP/cpu/cpu.cfs_period_us"
	echo 3000000000 >"$GROUP/cpu/box/cpuacct.usage"
	printf 'nr_periods 4\nnr_throttled 1\nthrottled_time 2000000000\n' >"$GROUP/cpu/box/cpu.stat"
	ask mem cgroup --csv -n -o path,usage,limit,percent,binding
	[ "$output" = $'/box,524288,1048576,50,true\n/,,,,false' ]
	ask cpu cgroup --csv -n -o path,limit,usage,throttled,throttled_time,binding
	[ "$output" = $'/box,0.5,3,1,2,true\n/,,,,,false' ]
}

@test "mem cgroup: version 1 counts swap in memory.stat" {
	mkdir -p "$GROUP/memory" "$PROC/self"
	echo '4:memory:/' >"$PROC/self/cgroup"
	echo 524288 >"$GROUP/memory/memory.usage_in_bytes"
	printf 'cache 1\nswap 2\ntotal_cache 3\ntotal_swap 40960\n' >"$GROUP/memory/memory.stat"
	ask mem cgroup -J -o swap_usage,swap_limit,missing
	[ "$(jq -c '.[]' <<<"$output")" = '{"swap_usage":40960,"swap_limit":null,"missing":{"swap_limit":"unsupported"}}' ]
}

@test "cgroup: a recorded hierarchy of version 2 may lack the list of its controllers" {
	make_v2
	rm "$GROUP/cgroup.controllers"
	echo '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup rw' >"$PROC/self/mountinfo"
	ask cpu cgroup --csv -n -o path,limit -w binding
	[ "$output" = /pod,1.5 ]
	# but the hierarchy that is known to have the controller comes first
	echo '31 30 0:27 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu' >>"$PROC/self/mountinfo"
	printf '%s\n' 2:cpu:/ >>"$PROC/self/cgroup"
	mkdir "$GROUP/cpu"
	echo 50000 >"$GROUP/cpu/cpu.cfs_quota_us"
	echo 100000 >"$GROUP/cpu/cpu.cfs_period_us"
	ask cpu cgroup --csv -n -o path,limit -w binding
	[ "$output" = /,0.5 ]
}

@test "cgroup: version 1 with cpuacct in the same mount, and in one of its own" {
	mkdir -p "$GROUP/cpu/box" "$GROUP/cpuacct/box"
	printf '2:cpuacct:/box\n1:cpu:/box\n' >"$PROC/self/cgroup"
	echo 3000000000 >"$GROUP/cpuacct/box/cpuacct.usage"
	printf 'user 200\nsystem 50\n' >"$GROUP/cpuacct/box/cpuacct.stat"
	ask cpu cgroup --csv -n -o path,usage,user,system
	[ "$output" = $'/box,3,2,0.5\n/,,,' ]
	mv "$GROUP"/cpuacct/box/* "$GROUP/cpu/box"
	ask cpu cgroup --csv -n -o path,usage,user,system
	[ "$output" = $'/box,3,2,0.5\n/,,,' ]
}

@test "cgroup: what is not there, is no path, or does not go together" {
	make_v2
	run -1 --separate-stderr nvhost mem cgroup --cgroup=/nope --root="$BATS_TEST_TMPDIR/fixture" -J
	[ "$stderr" = 'nvhost mem: /nope: No such file or directory' ]
	run -2 nvhost mem cgroup --cgroup=/pod/../../x
	[ "${lines[0]}" = "nvhost mem: '/pod/../../x' is not a path of a control group" ]
	run -2 nvhost cpu load --cgroup=/pod
	[ "${lines[0]}" = "nvhost cpu: --cgroup does not go with the view 'load', only with cgroup and pressure" ]
	run -2 nvhost cpu percent -P --cgroup=/pod
	[[ ${lines[0]} == *"--cgroup does not go with the view 'percent'"* ]]
	run -2 nvhost disk io --cgroup=/pod
	[[ ${lines[0]} == *"the view 'io', only with pressure" ]]
	rm -r "$GROUP"
	run -1 --separate-stderr nvhost cpu cgroup --root="$BATS_TEST_TMPDIR/fixture" -J
	[ "$stderr" = "nvhost cpu: $GROUP: Operation not supported" ]
}

@test "pressure and cgroup: the live machine answers" {
	[ -r /proc/pressure/cpu ] || skip "no pressure stall information here"
	run -0 nvhost cpu pressure -J -i 0.1 -o name,avg10,percent
	[ "$(jq -c 'map(.name)' <<<"$output")" = '["some","full"]' ]
}
