#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Rows for scripts: tab-separated, by a template, ended by NUL, upright, without labels.

load helpers

setup() {
	use_fixture small
	out=$BATS_TEST_TMPDIR/out
}

# Over the recorded host, what is printed into $out.
ask() {
	nvhost "$@" --procfs="$PROC" --sysfs="$SYS" >"$out"
}

# What was printed is, with the escapes of printf(1), this text.
printed() {
	printf "$1" | cmp - "$out" || { od -c "$out" | head -20; false; }
}

# refused MESSAGE ARGUMENT...: a usage error that begins so.
refused() {
	local message=$1
	shift
	run -2 --separate-stderr nvhost "$@" --procfs="$PROC"
	[ -z "$output" ]
	[[ $stderr == "nvhost ps: $message"* ]] || { echo "$stderr"; false; }
}

@test "TSV: cells between tabs, with the escapes of tabs, line ends, backslashes and NULs" {
	printf '42 (a\tb\\c\nd\re\0f"g,) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0\n' >"$PROC/42/stat"
	ask ps --tsv -o pid,name,terminal,uids.real 42
	printed 'pid\tname\tterminal\tuids.real\n42\ta\\tb\\\\c\\nd\\re\\0f"g,\t\t7\n'
	ask ps -f tsv -n -o pid,cmdline 1
	printed '1\t["/sbin/init","--x"]\n'
	ask mem virtual --tsv -o total,percent -c 2 -i 1ms
	[ "$(head -1 "$out")" = $'time\ttotal\tpercent' ]
	[ "$(wc -l <"$out")" -eq 3 ]
}

@test "--template: a line a row, {COLUMN} as in CSV but without quotes" {
	ask ps --template='{pid}\t{name}={memory_info.rss}\\\{{terminal}\}' 1 42
	printed '1\tinit=409600\\{}\n42\ta) S 1 (b=409600\\{}\n'
	ask ps --template='{cmdline}: {uids}\n--' 1
	printed '["/sbin/init","--x"]: {"real":7,"effective":8,"saved":9}\n--\n'
	ask mem virtual --template='{percent}% of {total}'
	printed '43.8%% of 16384000000\n'
}

@test "--template names the columns: twice, by another name, in filters and sorts too" {
	ask ps --template='{pid} {pid} {rss} {memory_info.rss}' -w 'pid < 43' -S -pid
	printed '42 42 409600 409600\n1 1 409600 409600\n'
	ask ps -H --template='{name}: {type}' -w 'name == "pid"'
	printed 'pid: uint\n'
	ask ps --host-column --template='{pid}' 1
	printed '1\n'
	ask ps -J --template='{pid}' 1 # the last one counts
	printed '1\n'
	ask ps --template='{pid}' --csv -n -o pid 1
	printed '1\n'
}

@test "--template: expressions need no name, and may come twice" {
	ask ps --template='{rss / 1K} {length(name)} {length(name)} {rss / 1K} {twice=pid*2}' 42
	printed '400 9 9 400 84\n'
	ask ps --template='{if(name =~ /^.{2} S/, "}", "{")}{rss/1K/4}' 42
	printed '}100\n'
	ask ps --template="{if(name == 'a) S 1 (b', '}\"', name)}{pid}" 42
	printed '}"42\n'
	run -0 nvhost complete ps '--template={pid} {memory_p'
	[[ $output == *'--template={pid} {memory_percent'* ]]
	run -0 nvhost complete ps '--template={pid} mem'
	[ -z "$output" ]
}

@test "--template: what is wrong is shown at its place, with the nearest column" {
	refused $'unknown column \'pdi\'; did you mean \'pid\'?\n  {pid} {pdi}\n         ^~~\n' ps --template='{pid} {pdi}'
	refused $'unknown column \'pdi\'; did you mean \'pid\'?\n  {rss/1M} {pdi}\n            ^~~\n' ps --template='{rss/1M} {pdi}'
	refused $'--template: \'{\' without \'}\'\n  {pid} {name\n        ^\n' ps --template='{pid} {name'
	refused $'--template knows \\t \\n \\r \\0 \\\\ \\{ \\}\n  {pid}\\q\n       ^~\n' ps --template='{pid}\q'
	refused $'--template knows ' ps --template='{pid}\'
	refused $'a column is missing\n  {}\n' ps --template='{}'
	refused $'\'all\' is more than one column\n  {all}\n' ps --template='{all}'
	refused 'a column is missing' ps --template='{+rss}'
	refused '--template has no column' ps --template='pid'
	refused '--template has no column' ps --template=
	refused '--template and -o both name columns' ps --template='{pid}' -o pid
	zeros=$(printf '%0100d' 0)
	refused $'unknown column \'x\'\n  '"${zeros:61}{x}${zeros:70}"$'\n'"$(printf '%42s^' '')"$'\n' \
		ps --template="$zeros{x}$zeros"
}

@test "-0: rows end in NUL, with one column, TSV or a template, and there are no headings" {
	ask ps -0 -o name -w 'pid < 43'
	printed 'init\0a) S 1 (b\0'
	ask ps -0 --tsv -o pid,name -w 'pid < 43'
	printed '1\tinit\00042\ta) S 1 (b\0'
	ask ps --null --template='{pid}' -w 'pid < 43'
	printed '1\00042\0'
	refused '-0 goes with one column, --tsv and --template' ps -0
	refused '-0 goes with one column, --tsv and --template' ps -0 -J -o pid
	[ "$(nvhost ps -0 -o pid --procfs="$PROC" | xargs -0 -n 1 echo | paste -sd,)" = 1,42,43,44 ]
}

@test "-0: a NUL in a value ends no row" {
	printf '42 (a\0b) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0\n' >"$PROC/42/stat"
	ask ps -0 -o name 42
	printed 'a\xef\xbf\xbdb\0'
}

@test "-n: a column alone is not padded, an upright view has no labels" {
	ask ps -n -o pid -w 'pid < 43'
	printed '1\n42\n'
	ask ps -o pid -w 'pid < 43'
	printed 'PID\n  1\n 42\n'
	ask mem virtual -n -o percent
	printed '43.8\n'
	ask cpu load -n
	printed '0.25\n0.50\n0.75\n'
}

@test "-x: a name and a value a line, a blank line between rows" {
	ask ps -x -o pid,name,terminal -w 'pid < 43'
	printed 'pid      1\nname     init\nterminal -\n\npid      42\nname     a) S 1 (b\nterminal -\n'
	ask ps --vertical -n -o pid,name -w 'pid < 43'
	printed '1\ninit\n\n42\na) S 1 (b\n'
	ask tree -x -o pid,name 42
	printed 'pid  42\nname a) S 1 (b\n\npid  44\nname dead\n'
	ask ps -x -o pid -w 'pid == 5'
	printed ''
	ask cpu load -x -o load1
	printed 'load1 0.25\n'
}

@test "what may not be read is empty in TSV and templates, or the text of --denied" {
	[ "$EUID" -ne 0 ] || skip "root may read every file"
	chmod 000 "$PROC/42/io"
	ask ps --template='<{read_bytes}>' 42
	printed '<>\n'
	ask ps --template='<{read_bytes}>' --denied=NO 42
	printed '<NO>\n'
	ask ps --tsv -n -o pid,read_bytes --denied=NO 42
	printed '42\tNO\n'
}
