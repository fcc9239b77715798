#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The formats: each one's rules, and where output goes.

load helpers

setup() {
	use_fixture small
}

@test "CSV: quotes as RFC 4180, bytes as they are, lists as JSON text" {
	run -0 nvhost ps -o pid,cmdline,cpu_affinity --csv 42 --procfs="$PROC"
	[ "${lines[0]}" = pid,cmdline,cpu_affinity ]
	[ "${lines[1]}" = $'42,"[""a b"",""c\xff\\""\\n""]","[0,1]"' ]
	printf '42 (c\xff"x,y) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0\n' >"$PROC/42/stat"
	nvhost ps -o name --csv -n 42 --procfs="$PROC" >"$BATS_TEST_TMPDIR/out"
	printf '"c\xff""x,y"\n' | cmp - "$BATS_TEST_TMPDIR/out"
}

@test "CSV: a column for each member of a struct; absent is empty; an empty first cell counts" {
	run -0 nvhost ps -o terminal,uids,ionice --csv 42 --procfs="$PROC"
	[ "${lines[0]}" = terminal,uids.real,uids.effective,uids.saved,ionice.ioclass,ionice.value ]
	[ "${lines[1]}" = ,7,8,9,, ]
}

@test "JSON: invalid bytes are U+FFFD, what does not show is escaped, integers are exact" {
	printf '42 (\xff\xc0\xafa\x01\x7f\xc2\x9b\xe2\x80\xae\xe2\x80\x8b) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0\n' >"$PROC/42/stat"
	run -0 nvhost ps -o name --ndjson 42 --procfs="$PROC"
	[ "$output" = $'{"name":"\uFFFD\uFFFD\uFFFDa\\u0001\\u007f\\u009b\\u202e\\u200b"}' ]
	run -0 nvhost net io -J -o bytes_recv -w 'name == "eth0:1"' --procfs="$PROC"
	[[ $output == *:18446744073709551615}* ]]
}

@test "JSON: an array of objects, or one object for a view of one row" {
	run -0 nvhost ps -J -o pid --procfs="$PROC"
	[ "$(jq -c . <<<"$output")" = '[{"pid":1},{"pid":42},{"pid":43},{"pid":44}]' ]
	run -0 nvhost cpu load -J --procfs="$PROC"
	[ "$output" = '{"load1":0.25,"load5":0.5,"load15":0.75}' ]
	run -0 nvhost ps -J -w 'pid == 5' --procfs="$PROC"
	[ "$output" = '[]' ]
}

@test "table: control characters, C1, bidi, zero width and invalid bytes are shown, not sent (R-02, R-03)" {
	printf '42 (\x1b[31m\t\n\x7f\xc2\x9b\xe2\x80\xae\xe2\x80\x8b\xff) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0\n' >"$PROC/42/stat"
	run -0 nvhost ps -o pid,name -n 42 --procfs="$PROC"
	[ "$output" = ' 42 \x1b[31m\x09\x0a\x7f\xc2\x9b\u202e\u200b\xff' ]
}

@test "table: headings, -n, human units and -b" {
	run -0 nvhost ps -o pid,rss,name 1 --procfs="$PROC"
	[ "${lines[0]}" = "PID    RSS NAME" ]
	[ "${lines[1]}" = "  1 400.0K init" ]
	run -0 nvhost ps -o pid,rss,name -n -b 1 --procfs="$PROC"
	[ "$output" = "  1 409600 init" ]
	run -0 nvhost ps -o elapsed,cpu_affinity,cmdline,terminal -n 42 --procfs="$PROC"
	[[ $output == " 15m50s 0-1"*"a b c\\xff\"\\x0a -" ]]
}

@test "table: a view of one row stands upright" {
	run -0 nvhost cpu load --procfs="$PROC"
	[ "${lines[0]}" = "load1  0.25" ]
	[ "${#lines[@]}" -eq 3 ]
}

@test "table: the last column is cut at the width of the terminal" {
	command -v script >/dev/null || skip "script(1) is missing"
	head -c 300 /dev/zero | tr '\0' x >"$PROC/42/cmdline"
	out=$(script -qec "stty cols 60; '$NVHOST' ps -o pid,cmdline --procfs='$PROC'" /dev/null </dev/null)
	[ "$(awk '{ sub(/\r$/, "") } length > 60' <<<"$out")" = "" ]
	[[ $out == *xxxxx* ]]
}

@test "--denied: the text stands for what may not be read, in every format" {
	need_root
	start_sleeper
	chmod 755 "$BATS_TEST_TMPDIR"
	for format in table csv tsv ndjson; do
		run -0 as_nobody "$NVHOST" ps -o cwd,environ -n -f "$format" --denied=NO "$PID"
		[[ $output == *NO*NO* ]]
	done
	run -0 as_nobody "$NVHOST" ps -o cwd,missing --ndjson "$PID"
	[ "$output" = '{"cwd":null,"missing":{"cwd":"denied"}}' ]
	run -0 as_nobody "$NVHOST" ps -o cwd -n "$PID"
	[ "$output" = '?' ]
	end_sleepers
}

@test "output: a full disk is a message and the status 1, in every format (R-50)" {
	for format in table csv tsv json ndjson; do
		run -1 bash -c '"$0" ps -f "$1" >/dev/full' "$NVHOST" "$format"
		[[ $output == "nvhost ps: "*"No space left"* ]]
	done
	run -1 bash -c '"$0" ps --schema >/dev/full' "$NVHOST"
}

@test "output: a closed pipe ends the program quietly (R-51)" {
	run bash -c '"$0" ps --csv -o pid,environ,cmdline | true; echo "${PIPESTATUS[0]}"' "$NVHOST"
	[[ $output == 0 || $output == 141 ]]
}

@test "output: closed standard descriptors are refused, and data land nowhere else (R-52)" {
	run -1 bash -c '"$0" mem -J >&-' "$NVHOST"
	run -0 bash -c '"$0" mem -J <&- 2>&-' "$NVHOST"
	[[ $output == '['* ]]
	for closed in '2>&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
		# the message is not for the report, which would be the descriptor that is free
		run -127 bash -c '"$0" run -O "$1" -- /does/not/exist '"$closed" "$NVHOST" "$BATS_TEST_TMPDIR/report"
		[ ! -s "$BATS_TEST_TMPDIR/report" ] || { cat "$BATS_TEST_TMPDIR/report"; false; }
		# and the child of the guard has its pipe where it looks for it
		run -2 bash -c '"$0" ps -o nosuch '"$closed" "$NVHOST"
	done
}

@test "output: numbers have a point and times their zone, whatever the locale says (R-56)" {
	for locale in de_DE.UTF-8 nonsense C; do
		run -0 env LC_ALL=$locale TZ=garbage COLUMNS=-1 "$NVHOST" cpu load -J --procfs="$PROC"
		[ "$output" = '{"load1":0.25,"load5":0.5,"load15":0.75}' ]
		run -0 env LC_ALL=$locale TZ=garbage COLUMNS=99999999999 "$NVHOST" ps -o create_time --procfs="$PROC"
	done
}

@test "--watch: redraws in place on a terminal, and gives it back when a signal ends it" {
	command -v script >/dev/null || skip "script(1) is not installed"
	run env TERM=xterm script -qec "timeout -s INT 1 '$NVHOST' cpu load --watch=0.2" /dev/null
	[ "$(grep -o $'\e\\[H' <<<"$output" | wc -l)" -ge 3 ]
	[[ $output == $'\e[?1049h\e[?25l'*$'\e[?25h\e[?1049l'* ]]
	run env TERM=xterm script -qec "timeout -s INT 1 '$NVHOST' ps --watch=0.2" /dev/null
	[[ $output == $'\e[?1049h'*$'\e[?1049l'* ]]
	run env TERM=dumb script -qec "timeout -s INT 1 '$NVHOST' cpu load --watch=0.2" /dev/null
	[[ $output != *$'\e'* ]]
	[ "$(grep -c '^ *[0-9.]* *[0-9.]* *[0-9.]' <<<"$output")" -ge 3 ]
}
