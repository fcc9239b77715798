#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# tree: who is whose child.
load helpers

setup() {
	use_fixture small
}

ask() {
	run -0 --separate-stderr nvhost tree --procfs="$PROC" "$@"
	[ -z "$stderr" ]
}

# process PID PPID START: one more.
process() {
	mkdir -p "$PROC/$1"
	sed "s/^42 (a) S 1 (b) R 1 /$1 (p$1) S $2 /; s/ 5000 4096000 / $3 4096000 /" "$PROC/42/stat" >"$PROC/$1/stat"
	cp "$PROC/42/status" "$PROC/$1/status"
	sed -i "s/^Tgid:.*/Tgid:\t$1/" "$PROC/$1/status"
}

@test "tree: drawn" {
	ask -o pid,name -n
	[ "$output" = '  1 init
 42 └─a) S 1 (b
 44   └─dead' ]
	ask -o pid,name -n -a
	[ "$output" = '  1 init
 42 ├─a) S 1 (b
 44 │ └─dead
 43 └─kworker/0:0H-events_highpri' ]
	ask -o name,pid,status -n 42
	[ "$output" = 'a) S 1 (b  42 running
└─dead     44 zombie' ]
	ask -o pid,status -n 42
	[ "$output" = ' 42 running
 44 └─zombie' ]
}

@test "tree -J: children are nested" {
	ask -o pid -J
	[ "$(jq -c . <<<"$output")" = '[{"pid":1,"children":[{"pid":42,"children":[{"pid":44,"children":[]}]},{"pid":43,"children":[]}]}]' ]
}

@test "tree: rows of CSV and NDJSON have their depth" {
	ask -o pid,ppid,depth --csv -n
	[ "$output" = $'1,0,0\n42,1,1\n44,42,2\n43,1,1' ]
	ask -o pid,depth --ndjson -w 'pid == 44'
	[ "$output" = $'{"pid":1,"depth":0}\n{"pid":42,"depth":1}\n{"pid":44,"depth":2}' ]
}

@test "tree: operands are the roots" {
	ask 42 -o pid,depth --csv -n
	[ "$output" = $'42,0\n44,1' ]
	run -1 --separate-stderr nvhost tree --procfs="$PROC" 42@1 -o pid --csv -n
	[ "$stderr" = 'nvhost tree: 42@1: no such process' ]
	[ "$output" = '' ]
}

@test "tree: a parent that is younger than its child is another process" {
	process 50 51 100
	process 51 1 200
	ask children 51 -o pid --csv -n
	[ "$output" = '' ]
	ask parents 50 -o pid --csv -n
	[ "$output" = '' ]
	ask -o pid,depth --csv -n -w 'pid == 50'
	[ "$output" = '50,0' ]
}

@test "tree: a circle and a parent of itself do not hold it" {
	process 50 51 100
	process 51 50 100
	process 52 52 100
	ask -o pid --csv -n
	for pid in 1 42 43 44 50 51 52; do
		[ "$(grep -cx "$pid" <<<"$output")" -eq 1 ]
	done
	ask parents 50 -o pid --csv -n
	ask children -r 50 -o pid --csv -n
}

@test "tree children, parents, ppids, pids" {
	ask children 1 -o pid --csv -n
	[ "$output" = $'42\n43' ]
	ask children -r 1 -o pid --csv -n
	[ "$output" = $'42\n44\n43' ]
	ask parents 44 -o pid --csv -n
	[ "$output" = $'42\n1' ]
	ask ppids --csv -n
	[ "$output" = $'1,0\n42,1\n43,1\n44,42' ]
	ask pids -J
	[ "$(jq -c . <<<"$output")" = '[{"ppid":0,"pids":[1]},{"ppid":1,"pids":[42,43]},{"ppid":42,"pids":[44]}]' ]
	run -2 nvhost tree children
	[ "${lines[0]}" = 'nvhost tree: children of which process?' ]
}

@test "tree: rates of those who have children, too" {
	ask -o pid,cpu_percent --csv -n -i 1ms
	[ "$output" = $'1,0\n42,0\n44,0\n43,0' ]
}

@test "tree pids: whose parent cannot be read is no child of 0" {
	echo garbage >"$PROC/43/stat"
	ask pids -o ppid,pids --csv -n
	[ "$output" = $'0,[1]\n1,[42]\n42,[44]' ]
}

@test "tree: 20,000 levels are no problem" {
	mkdir "$BATS_TEST_TMPDIR/deep"
	python3 - "$BATS_TEST_TMPDIR/deep" <<-'PYTHON'
		import os, sys
		for pid in range(1, 20001):
		    os.mkdir(f"{sys.argv[1]}/{pid}")
		    with open(f"{sys.argv[1]}/{pid}/stat", "w") as f:
		        f.write(f"{pid} (x) S {pid - 1} 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 {pid} 0 0 0\n")
	PYTHON
	run -0 nvhost tree --procfs="$BATS_TEST_TMPDIR/deep" -o pid,depth --csv -n
	[ "${lines[19999]}" = 20000,19999 ]
	# drawn: a generation takes two places more, but for those beyond the bound; on a small stack
	ulimit -s 512
	run -0 nvhost tree --procfs="$BATS_TEST_TMPDIR/deep" -o pid,name -n
	[ "${#lines[@]}" -eq 20000 ]
	[[ ${lines[9]} =~ ^\ *10\ {17}└─x$ ]]
	[[ ${lines[19999]} =~ ^20000\ {199}└─x$ ]]
	[ "$(wc -c <<<"$output")" -lt $((20000 * 600)) ]
}
