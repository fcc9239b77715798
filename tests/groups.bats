#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Groups, aggregates and changes, over a recorded host, and over a made-up one with answers of Python.

load helpers

setup() {
	use_fixture small
}

# Over the recorded host.
ask() {
	run --separate-stderr -0 nvhost "$@" --procfs="$PROC" --sysfs="$SYS"
}

# refused MESSAGE ARGUMENT...: a usage error that says this, before anything is read.
refused() {
	local message=$1
	shift
	run --separate-stderr -2 nvhost "$@" --procfs=/does/not/exist
	[ -z "$output" ]
	[[ $stderr == *"$message"* ]] || { echo "$stderr"; false; }
}

@test "a made-up host: each answer is that of Python, or of SQLite over the same rows" {
	python3 -c 'import sqlite3' 2>/dev/null || skip "python3 has no sqlite3"
	mkdir "$BATS_TEST_TMPDIR/host"
	run -0 python3 "$BATS_TEST_DIRNAME/oracle/questions" "$NVHOST" "$BATS_TEST_TMPDIR/host"
	[[ $output =~ ^[0-9]+\ queries\ of\ SQLite$ ]]
	[ "${output%% *}" -ge 20 ]
}

@test "-g: the columns are the keys, count and the sums of amounts, or what -o says" {
	ask ps --csv -g ppid
	[ "${lines[0]}" = ppid,count,cpu_average_sum,rss_sum ]
	[ "$(cut -d, -f1,2 <<<"$output" | tail -n +2 | tr '\n' ' ')" = "0,1 1,2 42,1 " ]
	ask ps --csv -g ppid -o '+max(pid)'
	[ "${lines[0]}" = ppid,count,cpu_average_sum,rss_sum,pid_max ]
	ask ps --csv -g 'even=pid % 2 == 0' -o 'even,n=count(),list(pid)'
	[ "$output" = $'even,n,pid_list\nfalse,2,"[1,43]"\ntrue,2,"[42,44]"' ]
	ask ps --csv -g rss # which is a key, and not summed up
	[ "${lines[0]}" = rss,count,cpu_average_sum ]
	ask ps --ndjson -g username,status -o 'count()' -S '-count()' -l 1
	[ "$(jq .count <<<"$output")" -ge 1 ]
}

@test "aggregates without -g make one row of all, an object; without rows too" {
	ask ps -J -o 'count(),sum(pid),min(name)' -w 'pid > 40'
	[ "$(jq -c . <<<"$output")" = '{"count":3,"pid_sum":129,"name_min":"a) S 1 (b"}' ]
	ask ps -J -o 'count(),sum(pid),max(name)' -w 'pid > 400'
	[ "$(jq -c . <<<"$output")" = '{"count":0,"pid_sum":null,"name_max":null}' ]
	ask ps --csv -n -o 'count()' -w 'name == init'
	[ "$output" = 1 ]
	ask mem -J -o 'sum(total)' -w 'name == memory'
	[ "$(jq -r 'type' <<<"$output")" = object ]
}

@test "--having, -S and -l are of groups, -w of rows" {
	ask ps --csv -n -g status -o 'status,count()' --having 'count() == 1' -S status
	[ "${#lines[@]}" -ge 1 ]
	[[ $output != *,[2-9]* ]]
	ask ps --csv -n -g ppid -o 'ppid,count()' -w 'pid > 1' -S '-ppid' -l 1
	[[ $output == 42,1 || $output == 1,* ]]
	run -1 nvhost ps -q -g ppid --having 'count() > 100' --procfs="$PROC"
	run -0 nvhost ps -q -g ppid --having 'count() > 1' --procfs="$PROC"
}

@test "a null is a group too, and aggregates leave nulls out, with the reason" {
	ask ps --ndjson -g 'n=cmdline == null' -o 'n,list(pid)' -S n
	[ "${lines[1]}" = '{"n":true,"pid_list":[44]}' ]
	ask ps --ndjson -w 'pid == 44' -o 'max(basename(exe)),missing'
	[ "$output" = '{"exe_basename_max":null,"missing":{"exe_basename_max":"zombie"}}' ]
}

@test "tree: aggregates of a process with all its descendants, nested" {
	ask tree -J -o 'pid,count(),list(pid)'
	[ "$(jq -c '[.. | objects | select(.children == []) | .count] | unique' <<<"$output")" = '[1]' ]
	[ "$(jq -c '[.. | objects | select(has("pid")) | .count == ([.. | objects | select(has("pid"))] | length)] | unique' <<<"$output")" = '[true]' ]
	ask tree --csv -n -g ppid -o 'ppid,count()' -S ppid
	[ "${#lines[@]}" -ge 2 ]
}

@test "columns of single rows are refused in groups, aggregates in filters" {
	refused $'such as any(pid)\n  username,pid\n           ^~~' ps -g username -o username,pid
	refused "'pid' belongs to single rows, not to groups" ps -o all -S 'sum(rss)'
	refused "'pid' belongs to single rows, not to groups" ps -o 'pid,count()'
	refused "'rss' belongs to single rows" ps -g username -S rss
	refused $'such as any(rss)\n  5 < rss\n      ^~~' ps -g username --having '5 < rss'
	refused "--having goes with --group-by" ps --having 'pid > 5'
	refused $'--having filters groups\n  pid > 1 and sum(rss) > 5\n              ^~~~~~~~' ps -w 'pid > 1 and sum(rss) > 5'
	refused "an aggregate takes values of rows, not of aggregates" ps -o 'sum(max(rss))'
	refused "an aggregate takes values of rows, not of items" ps -w 'exists(net_connections, sum(fd) > 1)'
	refused "sum() takes a number here, but 'name' is text" ps -o 'sum(name)'
	refused "quantile() takes a number from 0 to 1 here" ps -o 'quantile(rss, 95)'
	refused $'group by one of its members\n  name,memory_info\n       ^~~~~~~~~~~' ps -g name,memory_info -o 'count()'
	refused "needs a name: NAME=EXPR" ps -g 'rss / 1M'
	refused $'use it in --having or -o\n  k=1 + count()\n        ^~~~~~~' ps -g 'k=1 + count()'
	refused "'x' is the name of two columns" ps -g name,status -o 'x=name,x=status'
	refused "unknown column 'all'" ps -g all -o 'count()'
	refused "is expected at '+username'" ps -g +username
	refused "--having filters groups, which -g makes" tree -o 'pid,sum(rss)' --having 'sum(rss) > 5'
	refused "unknown column 'usrname'; did you mean 'username'?" ps -g usrname
}

@test "types and names of aggregates: schema and metrics know them" {
	ask ps --schema -g username -o 'username,count(),mean(rss),list(pid),any(status),max(create_time)'
	[ "$(jq -c '."$defs".row.required' <<<"$output")" = \
		'["username","count","rss_mean","pid_list","status_any","create_time_max"]' ]
	[ "$(jq -r '."$defs".row.properties.rss_mean.unit' <<<"$output")" = bytes ]
	ask ps -f openmetrics -g ppid -o 'sum(rss),count()'
	[[ $output == *'nvhost_ps_rss_sum_bytes{ppid="1"} '* ]]
	[[ $output == *'nvhost_ps_count_value{ppid="1"} '* ]]
}

@test "-H: columns of one's own and of groups, with their types and units" {
	ask ps -H --csv -n -o 'pid,kib=rss/1K,mean(rss),t=upper(name),d=age(create_time)'
	[ "$(cut -d, -f1-4 <<<"$output" | tr '\n' ' ')" = \
		"pid,uint,,true kib,float,,false rss_mean,float,bytes,false t,text,,false d,float,seconds,false " ]
	ask ps -H --csv -n -g 'k=pid % 2' -o 'k,count(),sum(rate(read_bytes))'
	[ "$(cut -d, -f1-3 <<<"$output" | tr '\n' ' ')" = \
		"k,uint, count,uint, read_bytes_rate_sum,float,bytes/s " ]
	ask ps -H --csv -n -o name -w 'name == "pid"'
	[ "$output" = pid ]
	# a whole query, to which -H is added
	ask ps --csv -n -g username,nice -w 'rss >= 0' --having 'count() > 0' -S -count -H
	[ "$(cut -d, -f1-3 <<<"$output" | tr '\n' ' ')" = \
		"username,text, nice,int, count,uint, cpu_average_sum,float,percent rss_sum,uint,bytes " ]
	all=$(nvhost ps -H --csv)
	ask ps -H --csv -w 'rss > 1M' -S -rss
	[ "$output" = "$all" ]
	ask ps --csv -n -g username -o name -H
	[ "$output" = $'username\ncount\ncpu_average_sum\nrss_sum' ]
	ask net connections --listening -H --csv -n -o name,type
	[ "$output" = "$(nvhost net connections -H --csv -n -o name,type)" ]
	refused "unknown column 'foo'" ps -H -w 'foo > 1'
	refused "unknown column 'pidd'" ps -H -o pidd
}

@test "delta and rate: between two samples, of any counter, in any view" {
	state=$BATS_TEST_TMPDIR/state
	ask disk io --csv -n -o 'name,delta(read_count),rate(read_count)' --state="$state"
	[[ ${lines[0]} == *,, ]]
	awk '{ $4 += 10; $8 += 30; print }' "$PROC/diskstats" >"$BATS_TEST_TMPDIR/new"
	cp "$BATS_TEST_TMPDIR/new" "$PROC/diskstats"
	ask disk io --ndjson -l 1 -o 'delta(read_count),delta(write_count),a=rate(read_count),b=rate(write_count)' --state="$BATS_TEST_TMPDIR/other"
	ask disk io --ndjson -l 1 -o 'name,delta(read_count),rate(read_count)' --state="$state"
	[ "$(jq .read_count_delta <<<"$output")" = 10 ]
	[ "$(jq '.read_count_rate > 0.1 and .read_count_rate < 1000' <<<"$output")" = true ]
	# each counter has a rate by name, and one that is asked for in two ways is one column
	ask disk io --csv -l 1 -o 'name,rate(read_count),read_count_rate,read_bytes_rate,rate(read_bytes)'
	[ "${lines[0]}" = name,read_count_rate,read_bytes_rate ]
	ask ps --csv -o 'pid,read_bytes_rate' -w 'not (write_bytes_rate > 0)' -i 10ms
	[ "${lines[0]}" = pid,read_bytes_rate ]
	# the hand-made rate is the same as the one that is asked for
	awk '{ $4 += 10; $8 += 30; print }' "$PROC/diskstats" >"$BATS_TEST_TMPDIR/new"
	cp "$BATS_TEST_TMPDIR/new" "$PROC/diskstats"
	ask disk io --ndjson -l 1 -o 'x=rate(read_count),read_rate,y=rate(write_count / 3)' -w 'delta(write_count) == 30' --state="$BATS_TEST_TMPDIR/other2"
	[ -z "$output" ]
	awk '{ $4 += 10; $8 += 30; print }' "$PROC/diskstats" >"$BATS_TEST_TMPDIR/new"
	cp "$BATS_TEST_TMPDIR/new" "$PROC/diskstats"
	ask disk io --ndjson -l 1 -o 'x=rate(read_count),read_rate,y=rate(write_count / 3)' -w 'delta(write_count) == 30' --state="$BATS_TEST_TMPDIR/other2"
	[ "$(jq '.x == .read_rate and (.x - .y | fabs) < 1e-6 and .x > 0' <<<"$output")" = true ]
}

@test "rates: of counters only, of one sample, summed up by groups" {
	refused "rate() takes a counter here, but 'rss' is a number" ps -o 'rate(rss)'
	refused "delta() takes a number of one sample here" ps -o 'delta(delta(rss))'
	refused "delta() takes a number of one sample here" ps -o 'delta(cpu_percent)'
	refused "delta() takes a number of one sample here" ps -o 'delta(sum(rss))'
	state=$BATS_TEST_TMPDIR/state
	ask ps --csv -n -g ppid -o 'ppid,sum(delta(rss)),x=sum(rate(cpu_times.user))' --state="$state"
	[[ ${lines[0]} == *,, ]]
	ask ps --csv -n -g ppid -o 'ppid,sum(delta(rss)),x=sum(rate(cpu_times.user))' --state="$state"
	[[ ${lines[0]} == *,0,0 ]]
}

@test "a live host: what people ask" {
	start_sleeper
	run -0 nvhost ps -g username -o 'username,count(),sum(rss)' -S '-sum(rss)'
	run -0 nvhost ps --csv -n -o 'count()' -w "pid == $PID and name == sleep"
	[ "$output" = 1 ]
	run -0 nvhost ps -g 'program=basename(exe)' -o 'program,count(),sum(pss)' -S '-sum(pss)' -l 5
	run -0 nvhost ps -g unit -o 'unit,count(),sum(pss),max(cpu_percent)' -i 0.05
	run -0 nvhost ps -g container -o 'container,count(),sum(pss)'
	run -0 nvhost net connections -g status -o 'status,count()' -S '-count()'
	run -0 nvhost net connections -g raddr.ip -o 'raddr.ip,count()' -S '-count()' -l 10
	run -0 nvhost net connections -g pid -o 'pid,x=sum(rate(bytes_sent + bytes_received))' -i 0.05
	run -0 nvhost ps -S '-rate(write_bytes)' -l 5 -o 'pid,name,rate(write_bytes)' -i 0.05
	run -0 nvhost ps -w 'delta(rss) > 100M' -o 'pid,name,delta(rss)' -i 0.05
	run -0 nvhost ps -w 'num_fds > 0.8 * rlimits.nofile.soft' -o pid,num_fds,rlimits.nofile.soft
	run -0 nvhost tree -o 'pid,name,rss,sum(rss)' "$$"
	run -0 nvhost disk io -w 'utilization > 80' -i 0.05
	run nvhost sensors -w 'current >= high'
	[ "$status" -le 1 ]
	end_sleepers
}
