#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks (--warning, --critical), --until, and the plan of a query; over a recorded host.

load helpers

setup() {
	use_fixture small
}

teardown() {
	end_sleepers
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
	check 0 "MEM VIRTUAL OK - 1 row | 'percent'=$(nvhost mem virtual -n --csv -o percent --procfs="$PROC")%;101;;0;100" \
		mem virtual --warning 'percent > 101'
}

@test "check: labels are quoted, five rows are named, then how many more" {
	for n in $(seq 101 120); do
		cp -R "$PROC/42" "$PROC/$n"
		sed "s/^42 (a) S 1 (b)/$n (it's=$n|x)/" "$PROC/42/stat" >"$PROC/$n/stat"
	done
	run --separate-stderr -1 nvhost ps -w 'pid > 100' --warning 'rss > 0' --procfs="$PROC"
	[[ $output == "PS WARNING - 20 of 20 rows: 101 it's=101_x (rss=400.0K), "*" and 15 more | "* ]]
	[[ $output == *" '103 it''s_103_x'=409600B;0;;0;"* ]]
	[ "$(grep -o "'=" <<<"$output" | wc -l)" -eq 20 ]
	[ "$(wc -l <<<"$output")" -eq 1 ]
	[ "$(tr -cd '|' <<<"$output")" = '|' ]
}

@test "check: UNKNOWN where not all could be read, or where it is none" {
	check 3 "PS UNKNOWN - not all could be read, 0 rows" ps 999999 --warning 'rss > 5'
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

@test "--until: any waits for a row, none for its end; --timeout gives up with 124" {
	run -0 nvhost ps --until=any -w 'pid == 42' --csv -n -o pid --procfs="$PROC"
	[ "$output" = 42 ]
	run -124 timeout 10 "$NVHOST" ps --until=any -w 'pid == 5' --timeout=0.2 --procfs="$PROC"
	[ -z "$output" ]
	run -124 timeout 10 "$NVHOST" ps --until=none -w 'pid == 42' --timeout=0.2 -q --procfs="$PROC"
	run -0 timeout 10 "$NVHOST" ps --until=none -w 'pid == 5' -J --procfs="$PROC"
	[ "$output" = '[]' ]
	run -0 timeout 10 "$NVHOST" ps --until=any --csv -n -o 'count()' -g name --having 'count() > 0' -l 1 --procfs="$PROC"
	run -2 nvhost ps --until=some
	run -2 nvhost ps --timeout=5
	run -2 nvhost ps --until=any -c 2
}

@test "--until: what appears later is found, and the end of a process wakes" {
	(
		sleep 0.4
		cp -R "$PROC/42" "$PROC/77"
		sed 's/^42 /77 /' "$PROC/42/stat" >"$PROC/77/stat"
	) 3>&- &
	run -0 timeout 10 "$NVHOST" ps --until=any -w 'pid == 77' --csv -n -o pid --procfs="$PROC"
	[ "$output" = 77 ]
	start_sleeper
	(
		sleep 0.4
		kill -KILL "$PID"
	) 3>&- &
	begin=$(date +%s%N)
	timeout 20 "$NVHOST" ps --until=none -i 15 -w 'status != zombie' "$PID"
	[ $((($(date +%s%N) - begin) / 1000000)) -lt 10000 ]
}

@test "NVHOST_DEBUG=plan: what will be read, and in which order, on standard error" {
	NVHOST_DEBUG=plan run --separate-stderr -0 nvhost ps --csv -g username -o 'username,sum(pss)' -w 'rss > 1' --procfs="$PROC"
	[[ $stderr == *"plan: read to decide: /proc/PID/statm"* ]]
	[[ $stderr == *"plan: read of rows that stay: "*smaps_rollup* ]]
	[[ $stderr == *"plan: group by username"* ]]
	[[ ${lines[0]} == username,pss_sum ]]
	NVHOST_DEBUG=other run --separate-stderr -0 nvhost ps --csv -o pid --procfs="$PROC"
	[ -z "$stderr" ]
}
