#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks (--warning, --critical), and the plan of a query; over a recorded host.

load helpers

setup() {
	use_fixture small
}

# check STATUS LINE ARGUMENT...: the line of a check, and its status.
check() {
	local expected=$2
	run --separate-stderr "-$1" nvhost "${@:3}" --procfs="$PROC" --sysfs="$SYS"
	[ "$output" = "$expected" ] || { echo "$output is not"; echo "$expected"; false; }
}

@test "check: state, counts, rows that violate, performance data with ranges" {
	check 2 "PS CRITICAL - 1 of 1 row: count=4 | 'count'=4;;3;0;" ps --critical 'count() > 3'
	check 1 "PS WARNING - 1 of 1 row: count=4 | 'count'=4;3;9;0;" \
		ps --warning 'count() > 3' --critical 'count() > 9'
	check 1 "PS WARNING - 1 of 1 row: count=4 | 'count'=4;5:;@~:2;0;" \
		ps --warning 'count() < 5' --critical 'count() <= 2'
	check 2 "PS CRITICAL - 1 of 1 row: count=0 | 'count'=0;;@0:0;0;" \
		ps -w 'name == nobody' --critical 'count() == 0'
}

@test "check: units, minima and maxima are those of the guidelines" {
	check 2 "PS CRITICAL - 1 of 2 rows: 1 (rss_sum=800.0K) | '0'=409600B;;500000;0; '1'=819200B;;500000;0;" \
		ps -g ppid -w 'pid < 44' --critical 'sum(rss) > 500000'
	check 0 "MEM VIRTUAL OK - 1 row: percent=$(nvhost mem virtual -n --csv -o percent --procfs="$PROC") | 'percent'=$(nvhost mem virtual -n --csv -o percent --procfs="$PROC")%;101;;0;100" \
		mem virtual --warning 'percent > 101'
}

@test "check: labels are quoted, five rows are named, then how many more" {
	for n in $(seq 101 120); do
		cp -R "$PROC/42" "$PROC/$n"
		sed "s/^42 (a) S 1 (b)/$n (it's=$n|x)/" "$PROC/42/stat" >"$PROC/$n/stat"
	done
	run --separate-stderr -1 nvhost ps -w 'pid > 100' --warning 'rss > 0' --procfs="$PROC"
	[[ $output == "PS WARNING - 20 of 20 rows: 101 it's=101_x (rss=400.0K), "*" and 15 more | "* ]]
	[[ $output == *" '103 it_s_103_x'=409600B;0;;0;"* ]]
	[ "$(grep -o "'=" <<<"$output" | wc -l)" -eq 20 ]
	[ "$(wc -l <<<"$output")" -eq 1 ]
	[ "$(tr -cd '|' <<<"$output")" = '|' ]
}

# Twenty processes, 101 to 120.
make_processes() {
	for n in $(seq 101 120); do
		cp -R "$PROC/42" "$PROC/$n"
		sed "s/^42 /$n /" "$PROC/42/stat" >"$PROC/$n/stat"
	done
}

@test "check: of warnings and critical rows together, five are named, the critical ones first" {
	make_processes
	run --separate-stderr -2 nvhost ps --warning 'pid > 113' --critical 'pid > 117' --procfs="$PROC"
	[[ $output =~ ^"PS CRITICAL - 7 of 24 rows: 118 "[^,]+", 119 "[^,]+", 120 "[^,]+", 114 "[^,]+", 115 "[^,]+" and 2 more"$ ]]
}

@test "check: of many rows 32 have performance data, and only those that violate" {
	make_processes
	for n in $(seq 121 160); do cp -R "$PROC/101" "$PROC/$n"; done
	for n in $(seq 121 160); do sed "s/^42 /$n /" "$PROC/42/stat" >"$PROC/$n/stat"; done
	run --separate-stderr -1 nvhost ps --warning 'rss > 0 and pid > 44' --procfs="$PROC"
	[ "$(grep -o "'=" <<<"$output" | wc -l)" -eq 32 ]
	run --separate-stderr -0 nvhost ps --warning 'rss > 1T' --procfs="$PROC"
	[ "$output" = 'PS OK - 64 rows' ]
}

@test "check: whatever is wrong, there is a line, and its state is the status" {
	check 3 'NET IO UNKNOWN - nope: no such name, 0 rows' net io nope --warning 'bytes_recv > 1'
	check 3 'PS UNKNOWN - no-such-user-: no such user, 0 rows' ps -u no-such-user- --warning 'rss > 1'
	check 3 "PS UNKNOWN - unknown column 'rssx'; did you mean 'rss'?" ps --critical 'rssx > 1'
	check 3 "PS UNKNOWN - unknown option '--nope'; did you mean '--name'?" ps --nope --critical 'rss > 1'
	check 3 'PS UNKNOWN - the time was over, 0 rows' \
		ps --until=any -w 'pid == 0' --timeout=0.1 --warning 'rss > 1'
	check 3 "DISK IO UNKNOWN - $BATS_TEST_TMPDIR/no/state: No such file or directory, 0 rows" \
		disk io --state="$BATS_TEST_TMPDIR/no/state" --warning 'rate(read_bytes) > 1'
	run --separate-stderr -3 nvhost ps --procfs=/nonexistent --warning 'rss > 1'
	[ "$output" = 'PS UNKNOWN - /nonexistent: No such file or directory' ]
	run --separate-stderr -3 nvhost nope --warning 'rss > 1'
	[ "$output" = "NVHOST UNKNOWN - unknown command 'nope'" ]
	check 3 '' ps -q --critical 'rssx > 1'
	check 3 '' ps -J --critical 'rssx > 1'
	run --separate-stderr -1 nvhost run -q -- false --warning
}

@test "check: what may be below zero has a range without a lower end" {
	run --separate-stderr -0 nvhost sensors temperatures --critical 'current > 999' --procfs="$PROC" --sysfs="$SYS"
	[[ $output == *";;~:999;;"* ]]
	run --separate-stderr -0 nvhost ps -p 42 --critical 'nice > 999' --procfs="$PROC"
	[[ $output == *";;~:999;;" ]]
	run --separate-stderr -2 nvhost ps -p 42 --critical 'rss > -1' --procfs="$PROC"
	[[ $output == *"B;;~:-1;0;" ]]
	run --separate-stderr -0 nvhost mem virtual --critical 'percent > 101' --procfs="$PROC"
	[[ $output == *"%;;101;0;100" ]]
}

@test "check: what is critical is measured first; a moment is no measure" {
	check 2 "PS CRITICAL - 1 of 1 row: rss_sum=400.0K, count=1 | 'rss_sum'=409600B;;1;0; 'count'=1;0;;0;" \
		ps -p 42 --warning 'count() > 0' --critical 'sum(rss) > 1'
	run --separate-stderr -1 nvhost ps -p 42 --warning 'create_time > 0' --procfs="$PROC"
	[[ $output == "PS WARNING - 1 of 1 row: 42 "* && $output != *"|"* ]]
}

@test "check: a value that is not there violates nothing, unless that is asked for" {
	check 0 'PS OK - 4 rows' ps --critical 'num_fds > 0'
	run --separate-stderr -2 nvhost ps --critical 'num_fds > 0 or num_fds == null' --procfs="$PROC"
	[[ $output == 'PS CRITICAL - 4 of 4 rows: '* ]]
}

@test "check: UNKNOWN if not everything could be read, and after a usage error" {
	check 3 "PS UNKNOWN - 999999: no such process, 0 rows" ps 999999 --warning 'rss > 5'
	[[ $stderr == *"999999: no such process"* ]]
	run -3 nvhost ps --warning 'rsss > 5' --procfs="$PROC"
	run -3 nvhost ps --warning 'rss > 5' --no-such-option --procfs="$PROC"
	run -3 nvhost ps --warning 'rss > 5' -c 2 --procfs="$PROC"
	# what is critical is known, whatever else could not be read
	run --separate-stderr -2 nvhost ps 1 999999 --critical 'pid == 1' --procfs="$PROC"
	[[ $output == "PS CRITICAL - 1 of 1 row"* ]]
}

@test "check: with -f the rows that violate; with -q the status alone" {
	run --separate-stderr -2 nvhost ps -J -o pid --warning 'pid > 1' --critical 'pid > 43' --procfs="$PROC"
	[ "$(jq -c . <<<"$output")" = '[{"pid":42},{"pid":43},{"pid":44}]' ]
	run --separate-stderr -0 nvhost ps --csv -n -o pid --critical 'pid > 50' --procfs="$PROC"
	[ -z "$output" ]
	run --separate-stderr -1 nvhost ps -q --warning 'pid > 43' --procfs="$PROC"
	[ -z "$output" ]
}

@test "check: a line that a parser of such plugins understands" {
	run -1 nvhost ps --warning 'rss > 0' --procfs="$PROC"
	python3 - "$output" <<-'PYTHON'
		import re, sys
		text, performance = sys.argv[1].split(" | ")
		assert re.fullmatch(r"[A-Z ]+ (OK|WARNING|CRITICAL|UNKNOWN) - .+", text)
		number = r"-?\d+(\.\d+)?(e[-+]\d+)?"
		item = rf"'(?:[^'=]|'')+'={number}(s|us|ms|%|B|c)?;[^;\s]*;[^;\s]*;({number})?;({number})?"
		assert re.fullmatch(rf"{item}( {item})*", performance), performance
	PYTHON
}

@test "check: the ranges say what the status says, by the parser of Monitoring::Plugin" {
	perl -MMonitoring::Plugin::Range -e 1 2>/dev/null || skip "no Monitoring::Plugin for Perl"
	for comparison in '>' '>=' '<' '<=' '==' '!='; do
		for limit in 3 4 5; do
			run --separate-stderr nvhost ps --critical "count() $comparison $limit" --procfs="$PROC"
			perl -MMonitoring::Plugin::Range -e 'my ($status, $line) = @ARGV;
				my ($value, $range) = $line =~ /=(\d+);;([^;]+);0;$/ or die $line;
				my $is_bad = Monitoring::Plugin::Range->parse_range_string($range)->check_range($value);
				exit(($is_bad ? 2 : 0) == $status ? 0 : 1)' "$status" "$output" ||
				{ echo "$comparison $limit: $output"; false; }
		done
	done
	run --separate-stderr -1 nvhost ps --warning 'rss > 300000' --critical 'rss > 900000' --procfs="$PROC"
	run -0 perl -MMonitoring::Plugin::Performance -e 'my ($line) = @ARGV; $line =~ s/.* \| //;
		print join(" ", $_->label, $_->value, $_->uom, $_->warning, $_->critical, $_->min), "\n"
			for Monitoring::Plugin::Performance->parse_perfstring($line)' "$output"
	[ "$output" = '1 init 409600 B 300000 900000 0
42 a) S 1 (b 409600 B 300000 900000 0
43 kworker/0:0H-events_highpri 409600 B 300000 900000 0
44 dead 409600 B 300000 900000 0' ] || { echo "$output"; false; }
}

@test "check: Icinga's parser has the label, the value, its unit and the ranges" {
	command -v icinga2 >/dev/null || skip "icinga2 is not installed"
	need_root
	run --separate-stderr -0 nvhost mem virtual --warning 'percent > 101' --critical 'percent > 102' --procfs="$PROC"
	percent=$(nvhost mem virtual -J -o percent --procfs="$PROC" | jq .percent)
	run --separate-stderr -0 timeout 30 icinga2 console --eval "parse_performance_data(\"${output#* | }\")"
	jq -e --argjson percent "$percent" '.label == "percent" and .value == $percent and .unit == "percent"
		and .warn == 101 and .crit == 102 and .min == 0 and .max == 100' <<<"$output" || { echo "$output"; false; }
}

@test "NVHOST_DEBUG=plan: what will be read, and in which order, on standard error" {
	NVHOST_DEBUG=plan run --separate-stderr -0 nvhost ps --csv -g username -o 'username,sum(pss)' -w 'rss > 1' --procfs="$PROC"
	[[ $stderr == *"plan: read to decide: /proc/PID/statm"* ]]
	[[ $stderr == *"plan: read for rows that stay: "*smaps_rollup* ]]
	[[ $stderr == *"plan: group by username"* ]]
	[[ ${lines[0]} == username,pss_sum ]]
	NVHOST_DEBUG=read run --separate-stderr -0 nvhost ps --csv -o pid,rss,exe -w 'pid == 42' --procfs="$PROC"
	[[ $stderr == *"nvhost ps: read: open $PROC/42/statm"* ]]
	[[ $stderr == *"nvhost ps: read: readlink $PROC/42/exe: No such file or directory"* ]]
	[[ $stderr != *"/42/io"* ]] && [[ $stderr != *"/43/exe"* ]]
	[ "${lines[0]}" = pid,rss,exe ]
	NVHOST_DEBUG=read run --separate-stderr -0 nvhost ps --csv -o pid,num_fds,username $$
	[[ $stderr == *"read: open /proc/$$/fd"* || $stderr == *"read: stat /proc/$$/fd"* ]]
	[[ $stderr == *"read: getpwuid_r $UID"* ]]
	NVHOST_DEBUG=other run --separate-stderr -0 nvhost ps --csv -o pid --procfs="$PROC"
	[ -z "$stderr" ]
}
