#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The language of columns, filters and order, over a recorded host; values of single expressions are in
# tests/unit/test_expression.c.

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

@test "-w: calculated sides, words, units, patterns, in" {
	while read -r pids expression; do
		ask ps -o pid --csv -n -w "$expression"
		[ "${output//$'\n'/,}" = "${pids/none/}" ] || { echo "$expression: $output"; false; }
	done <<-'EXPRESSIONS'
		42 pid == 40 + 2
		42,43 pid > ppid * 10 + 1
		1,42,43,44 rss * 2 >= 800KB
		44 status == zombie
		44 zombie == status
		44 status in (zombie, stopped)
		1,42,43 status not in (zombie)
		1 name = init
		1 name == INIT or name =~ /INIT/i
		42,43,44 name !~ /INIT/i
		42,43 length(name) > 8
		1,42,43,44 elapsed < 1h30m
		none create_time > now() - 1s
		44 cmdline == null
		1,42,43 cmdline != null
		42 exe != null and basename(exe) != name or pid == 42
		1 if(pid == 1, true, false)
		43,44 pid % 42 in (1, 2) and pid > 2
	EXPRESSIONS
}

@test "-o NAME=EXPR: names, types and units follow from the expression" {
	ask ps --ndjson -o 'pid,twice=pid*2,half=pid/2,less=pid-43,kib=rss/1K,length(name),up=upper(name)' 42
	[ "$output" = '{"pid":42,"twice":84,"half":21.0,"less":-1,"kib":400.0,"name_length":9,"up":"A) S 1 (B"}' ]
	ask ps --schema -o 'half=pid/2,twice=pid*2,less=pid-1,b=pid > 5,t=upper(name),d=age(create_time)'
	[ "$(jq -c '."$defs".row.properties | [.[] | .anyOf[0] | .type, .minimum]' <<<"$output")" = \
		'["number",null,"integer",0,"integer",null,"boolean",null,"string",null,"number",null]' ]
	[ "$(jq -r '."$defs".row.properties.d.unit' <<<"$output")" = seconds ]
	ask ps -b -o 'pid,mb=rss/1M' -w 'pid == 42'
	[[ ${lines[0]} == *MB* ]]
	ask ps -f openmetrics -o 'pid,kib=round(rss/1K)' -w 'pid == 42'
	[[ $output == *'nvhost_ps_kib{'*'} 400'* ]]
}

@test "-o: a name of one's own is known to -w, -S and the columns behind it" {
	ask ps --csv -n -o 'x=100-pid,y=x*2' -w 'x < 60' -S x
	[ "${output//$'\n'/ }" = "56,112 57,114 58,116" ]
	ask ps --csv -n -o 'pid=ppid' -w 'pid == 1' -l 1
	[ "$output" = 1 ]
}

@test "-o missing: a calculated column has the reason of what it was made of" {
	ask ps --ndjson -o 'x=length(exe),missing' 44
	[ "$output" = '{"x":null,"missing":{"x":"zombie"}}' ]
}

@test "-o: what asks what is missing is not part of the answer" {
	ask ps --ndjson -o 'cmdline,is_whole=length(missing) == 0,missing' 44 43
	[[ ${lines[0]} == *'"is_whole":true,"missing":{}}' ]]
	[ "${lines[1]}" = '{"cmdline":null,"is_whole":false,"missing":{"cmdline":"zombie"}}' ]
}

@test "-S missing: by how much is missing of what is shown, of all rows before a limit" {
	for key in missing 'length(missing)'; do
		ask ps --csv -n -o pid,cmdline,exe -S "-$key,pid" -l 1
		[ "$output" = 44,, ]
		ask ps --csv -n -o pid -S "-$key,pid" -l 1
		[ "$output" = 1 ]
	done
}

@test "a check knows the host, also where no column does" {
	mkdir -p "$PROC/sys/kernel"
	echo beacon >"$PROC/sys/kernel/hostname"
	run -2 nvhost ps --procfs="$PROC" -w 'pid == 1' --critical 'host == "beacon"'
	run -0 nvhost ps --procfs="$PROC" -w 'pid == 1' --critical 'host == "other"'
}

@test "-S: expressions, what is null at the end either way" {
	ask ps --csv -n -o pid -S '-pid % 40,pid'
	[ "${output//$'\n'/ }" = "44 43 42 1" ]
	ask ps --csv -n -o pid -S 'length(cmdline),-pid'
	[ "${lines[3]}" = 44 ]
	ask ps --csv -n -o pid -S '-length(cmdline),-pid'
	[ "${lines[3]}" = 44 ]
}

@test "columns that only a filter or an order names are read, not printed" {
	ask ps --ndjson -o pid -w 'num_threads >= 1 and nice > -21' -S vms -l 1
	[ "$(jq -c keys <<<"$output")" = '["pid"]' ]
}

@test "a mistake is told with its place and the nearest word, before anything is read" {
	refused $'unknown column \'pidd\'; did you mean \'pid\'?\n  1 + pidd > 2\n      ^~~~' ps -w '1 + pidd > 2'
	refused $'did you mean \'zombie\'?\n  status == zombi\n            ^~~~~' ps -w 'status == zombi'
	refused "unknown function 'lenght'; did you mean 'length'?" ps -o 'lenght(name)'
	refused "'name' is text" ps -S 'name + 1'
	refused "needs a name: NAME=EXPR" ps -o 'rss/2'
	refused "is the name of two columns" ps -o 'x=pid,x=rss'
	for call in 'if(pid == 1, cmdline, cpu_affinity)' 'coalesce(cmdline, cpu_affinity)'; do
		refused "'cmdline' is a list of text, but 'cpu_affinity' is a list of numbers" ps -w "length($call) > 1"
	done
	run --separate-stderr -2 nvhost kill -w 'status == zombi'
	[[ $stderr == *"unknown status 'zombi'"* ]]
	refused "Unmatched" ps -w 'name =~ /(/'
}

@test "a constant has a unit that can measure what it is compared with" {
	refused "'rss' is in bytes, but '500m' is a duration" ps -w 'rss > 500m'
	refused "'rss' is in bytes, but '10%' is a percentage" ps -w '10% < rss'
	refused "'rss_sum' is in bytes, but '5m' is a duration" ps -g name --having 'rss_sum in (1G, 5m)'
	refused "'elapsed' is in seconds, but '5M' is a size" ps -w 'elapsed > 5M'
	refused "'create_time' is a point in time, but '10m' is a duration" ps -w 'create_time > 10m'
	refused "'free' is in bytes, but '10%' is a percentage" disk usage -w 'free < 10%'
	refused "'percent' is in percent, but '1K' is a size" mem virtual -w 'percent > 1K'
	for filter in 'rss > 5M' 'rss > 5' 'rss > 10% * vms' 'rss / vms > 10%' 'elapsed > 5m' 'cpu_average >= 5%' \
		'num_threads >= 1K' 'rate(read_bytes) >= 1M' 'age(create_time) > 1s' 'delta(rss) >= 1M'; do
		run -0 --separate-stderr nvhost ps -w "$filter" --procfs="$PROC" -i 0
		[ -z "$stderr" ] || { echo "$filter: $stderr"; false; }
	done
	ask disk io -w 'busy_time > 1s or await >= 5ms'
}

@test "every view understands expressions" {
	ask disk io --csv -n -o 'name,x=read_count + write_count' -w 'read_count + write_count >= 0'
	ask cpu times --csv -n -o 'x=user + system'
	ask mem virtual --csv -n -o 'x=used / total * 100'
	ask net io --csv -n -o 'name,x=bytes_sent + bytes_recv' -w 'bytes_sent >= bytes_sent'
	ask ps threads --csv -n -o 'x=user_time + system_time' -w 'pid >= 1'
	ask sensors --csv -n -o 'x=upper(name)'
	ask tree --csv -n -o 'pid,x=pid + 1' -w 'pid == 42'
}

@test "sensors above their limit: both sides are columns" {
	chmod -R u+w "$SYS"
	ask sensors --csv -n -o 'name,current' -w 'current >= high'
	[ -z "$output" ]
	printf '80000\n' >"$(grep -lx Package "$SYS"/class/hwmon/*/temp*_label | sed 's/_label/_input/')"
	ask sensors --csv -n -o 'name,label,current' -w 'current >= high'
	[ "$output" = coretemp,Package,80 ]
}

@test "-w missing: asked of what is read last, not before it is read" {
	printf '0-1 ---p 00000000 00:00 0    [rollup]\nRss: 8 kB\nPss: 4 kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: 4 kB\nSwap: 0 kB\n' \
		>"$PROC/42/smaps_rollup"
	ask ps --csv -n -o pid,pss -w 'length(missing) == 0 and pss > 0'
	[ "$output" = 42,4096 ]
}

@test "time, host and missing can be filtered and calculated with" {
	ask ps --csv -n -o 'pid,x=upper(host)' -w 'time > 0 and host != null' -l 1
	[ "$output" = "1,${output#*,}" ] && [ "${output#*,}" = "$(tr a-z A-Z <<<"${output#*,}")" ]
	ask ps --csv -n -o pid,exe -w 'length(missing) > 0 and pid == 44'
	[ "$output" = 44, ]
}

@test "now() and age(): the clock of a recorded host stands at its recording, time is ours" {
	# btime 1700000000, 1000 s up
	ask ps 42 -J -o 'now=now(),age=age(create_time),elapsed,old=now() - time > -1h'
	[ "$(jq -c '.[] | [.now, .age == .elapsed, .old]' <<<"$output")" = '[1700001000,true,false]' ]
	ask ps -n --csv -o pid -w 'create_time > now() - 1000s' 42
	[ "$output" = 42 ]
	ask ps -n --csv -o pid -w 'age(create_time) > 1000s' 42
	[ -z "$output" ]
	# without an uptime only our clock is left
	rm "$PROC/uptime"
	ask ps 42 -J -o 'recent=now() - time < 1'
	[ "$(jq -c '.[].recent' <<<"$output")" = true ]
}

@test "a regular expression takes time in proportion to the text" {
	# from each byte anew, a MiB would take an hour; no load of the machine makes a minute of a blink
	head -c 1000000 /dev/zero | tr '\0' a >"$PROC/42/cmdline"
	for pattern in 'a.*b' '(a*)*b' 'a+a+a+b$' '(x+x+)+y|aab'; do
		run -0 timeout 60 "$NVHOST" ps --csv -n -o pid -w "pid == 42 and cmdline =~ \"$pattern\"" --procfs="$PROC"
		[ -z "$output" ]
	done
}

@test "expensive sources are read only of rows that the cheap conditions have let through" {
	strace -qq -o /dev/null true 2>/dev/null || skip "strace cannot trace"
	export ASAN_OPTIONS=detect_leaks=0 # that cannot be traced
	for question in "-o pid -w" "-g username -o username,sum(pss) -w"; do
		for filter in "pid == $$ and pss > 0" "pss > 0 and pid == $$"; do
			run -0 strace -f -qq -e trace=openat,open -o "$BATS_TEST_TMPDIR/trace" "$NVHOST" ps --csv -n $question "$filter"
			[ "$(grep -c smaps_rollup "$BATS_TEST_TMPDIR/trace")" -le 1 ]
		done
	done
	# two samples are two readings; what compares them is not asked of the first
	for filter in "pid == $$" "pid == $$ and delta(pss) > -100M and cpu_percent >= 0 and host != null"; do
		run -0 strace -f -qq -e trace=openat,open -o "$BATS_TEST_TMPDIR/trace" "$NVHOST" ps --csv -n -i 10ms -o 'pid,delta(pss)' -w "$filter"
		[[ $output =~ ^$$,-?[0-9]+$ ]]
		[ "$(grep -c smaps_rollup "$BATS_TEST_TMPDIR/trace")" -le 2 ]
	done
	NVHOST_DEBUG=plan run --separate-stderr -0 nvhost ps -o pid -w 'pss > 0 and rss > 0 and nice > 0' --procfs="$PROC"
	[[ $stderr == *"where, first rss > 0"*"where, first nice > 0"*"where pss > 0"* ]]
}
