#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The pipeline: columns, filter, order, limit, samples, state; over a recorded host.

load helpers

@test "columns: the words of ps(1) and of older psutils are understood" {
	words=comm,args,cmd,pcpu,%cpu,pmem,%mem,tty,stat,user,uid,etime,nlwp,sz,vsz,lstart,connections
	columns=name,cmdline,cpu_average,memory_percent,terminal,status,username,uid,elapsed,num_threads
	columns+=,vms,create_time,net_connections
	use_fixture small
	run -0 nvhost ps --procfs="$PROC" -o "$words" -w 'nlwp >= 1 and vsz > 0' -S -vsz,comm --csv
	[ "${lines[0]%$'\r'}" = "$columns" ]
	expected=$output
	run -0 nvhost ps --procfs="$PROC" -o "$columns" -w 'num_threads >= 1 and vms > 0' \
		-S -vms,name --csv
	[ "$output" = "$expected" ]
	run -0 nvhost ps -n -b -o pid,ppid,ni,nlwp,tty,uid $$
	[ "$(echo $output)" = "$(ps -o pid=,ppid=,ni=,nlwp=,tty=,uid= -p $$ | sed 's/?/-/;s/  */ /g;s/^ //')" ]
}

@test "columns: -H tells other names of a column, and the words of an enumeration" {
	run -0 nvhost ps -H --ndjson -o aliases,words -w 'name == "status"'
	[ "$(jq -c '[.aliases, .words[:2]]' <<<"$output")" = '[["stat"],["running","sleeping"]]' ]
}

setup() {
	use_fixture small
}

# Over the recorded host; the words are split.
ask() {
	run --separate-stderr -0 nvhost "$@" --procfs="$PROC" --sysfs="$SYS"
}

@test "-o: columns in this order, each once" {
	ask ps -o name,pid,name 42 --csv
	[ "${lines[0]}" = name,pid ]
	[ "${lines[1]}" = "a) S 1 (b,42" ]
}

@test "-o: +LIST adds to the default" {
	ask mem -o +shared --csv
	[ "${lines[0]}" = name,total,used,free,available,percent,shared ]
}

@test "-o all: every column, and none twice" {
	ask ps -o all -J 42
	[ "$(jq -r '.[0] | keys_unsorted[]' <<<"$output" | sort | uniq -d)" = "" ]
	all=$(jq '.[0] | length' <<<"$output")
	ask ps -H -J
	[ "$all" -ge 40 ]
	[ "$(jq length <<<"$output")" -ge "$all" ]
}

@test "-o: members and short names" {
	ask ps -o memory_info.rss,rss,uids.effective --ndjson 42
	[ "$output" = '{"memory_info.rss":409600,"rss":409600,"uids.effective":8}' ]
}

@test "-o missing: why a column is null" {
	ask ps -o cmdline,exe,name,missing --ndjson 44
	[ "$output" = '{"cmdline":null,"exe":null,"name":"dead","missing":{"cmdline":"zombie","exe":"zombie"}}' ]
	ask ps -o terminal,missing --csv -n 42
	[ "$output" = ',"{""terminal"":""none""}"' ]
}

@test "-w: every operator" {
	while read -r pids expression; do
		ask ps -o pid --csv -n -w "$expression"
		[ "${output//$'\n'/,}" = "${pids/none/}" ] || { echo "$expression: $output"; false; }
	done <<-'EXPRESSIONS'
		42 pid == 42
		1,43,44 pid != 42
		1 pid < 42
		1,42 pid <= 42
		43,44 pid > 42
		42,43,44 pid >= 42
		42 name =~ "^a[)]"
		1,43,44 name !~ '^a[)]'
		1 name == 'init'
		1,42,43,44 rss == 400K
		1,42,43,44 rss < 1M and elapsed < 1h
		44 status == "zombie" or status == "zombie" and pid == 1
		none (status == "zombie" or pid == 1) and pid == 2
		1,42,43 not status == "zombie"
		43 is_kthread
		1,42,44 !is_kthread
		1,42 cmdline =~ " "
		44 pid == 44 || pid == -1
		44 pid==44&&pid<45
	EXPRESSIONS
}

@test "-w: a comparison with an absent value is false, whatever the operator" {
	for operator in '==' '!=' '<' '<=' '>' '>=' '=~' '!~'; do
		ask ps -o pid --csv -n -w "exe $operator 'x'" 44
		[ -z "$output" ]
	done
}

@test "-w: repeated, all must hold; what is only filtered by is not printed" {
	ask ps -o pid --ndjson -w 'pid > 1' -w 'pid < 43'
	[ "$output" = '{"pid":42}' ]
}

@test "-S: descending, several keys, stable, absent values at the end" {
	ask ps -o pid --csv -n -S -pid
	[ "${output//$'\n'/,}" = 44,43,42,1 ]
	ask ps -o pid --csv -n -S ppid,-pid
	[ "${output//$'\n'/,}" = 1,43,42,44 ]
	ask ps -o pid --csv -n -S nice
	[ "${output//$'\n'/,}" = 1,42,43,44 ]
	ask ps -o pid --csv -n -S cmdline
	[ "${lines[3]}" = 44 ]
	ask ps -o pid --csv -n -S -cmdline
	[ "${lines[3]}" = 44 ]
}

@test "-l: at most N rows, after sorting; the rest is read only of those" {
	ask ps -o pid,cmdline --csv -n -S -pid -l 2
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[0]} == 44,* ]]
	NVHOST_DEBUG=read ask ps -o pid,cmdline,read_bytes --csv -n -S -pid -l 2
	[ "$(grep -c '/io' <<<"$stderr")" -eq 2 ] || { echo "$stderr"; false; }
	[[ $stderr != *"/42/cmdline"* && $stderr != *"/42/io"* ]]
	ask ps -o pid --csv -n -l 1
	[ "$output" = 1 ]
	ask ps -J -l 0
	[ "$output" = '[]' ]
}

@test "-q: the status tells whether a row matched" {
	ask ps -q -w 'pid == 42'
	[ -z "$output" ]
	run -1 nvhost ps -q -w 'pid == 5' --procfs="$PROC"
	[ -z "$output" ]
}

@test "-H: the columns of the view, in every format, filtered like any rows" {
	ask mem virtual -H -J -w 'name == "total"'
	[ "$(jq -c '.[0]' <<<"$output")" = '{"name":"total","type":"uint","unit":"bytes","default":true,"help":"physical memory","source":"/proc/meminfo"}' ]
	ask mem virtual -H --csv
	[ "${lines[0]}" = name,type,unit,default,help,source ]
	ask mem virtual -H
	[[ ${lines[0]} == NAME* ]]
}

@test "-H: every field of every view has a help line and a source" {
	while read -r command view; do
		ask $command $view -H -J
		[ "$(jq '[.[] | select(.help == null or .source == null)] | length' <<<"$output")" -eq 0 ]
	done <<-'VIEWS'
		ps list
		ps threads
		ps files
		ps fds
		ps maps
		ps connections
		ps environ
		ps limits
		tree tree
		cpu percent
		cpu times
		mem virtual
		disk usage
		disk io
		net io
		net connections
		sensors all
		users users
		info info
	VIEWS
}

@test "--schema: what is printed obeys it, and it refuses what is not" {
	/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || skip "python3-jsonschema is missing"
	for view in "ps -o all" "tree" "mem virtual" "mem" "cpu times -P" "disk io" "net io" "sensors"; do
		nvhost $view --schema --procfs="$PROC" --sysfs="$SYS" >"$BATS_TEST_TMPDIR/schema"
		nvhost $view -J --procfs="$PROC" --sysfs="$SYS" >"$BATS_TEST_TMPDIR/document" || true
		/usr/bin/python3 - "$BATS_TEST_TMPDIR" <<-'PYTHON'
			import json, jsonschema, sys
			schema = json.load(open(sys.argv[1] + "/schema"))
			check = jsonschema.Draft202012Validator(schema)
			check.check_schema(schema)
			check.validate(json.load(open(sys.argv[1] + "/document")))
			assert not check.is_valid(5) and not check.is_valid([{"x": 1}]) and not check.is_valid({"x": 1})
		PYTHON
	done
}

@test "--state: rates between two runs; what went backwards is nothing" {
	mkdir "$BATS_TEST_TMPDIR/states"
	state=$BATS_TEST_TMPDIR/states/state
	ask cpu percent -J --state="$state" -o percent,idle,steal
	[ "$output" = '{"percent":null,"idle":null,"steal":null}' ]
	[ "$(stat -c %a "$state")" = 600 ]
	# 60 of 100 ticks busy, 40 idle; steal went backwards
	sed -i 's/^cpu  .*/cpu  160 200 300 440 500 600 700 790 0 0/' "$PROC/stat"
	ask cpu percent -J --state="$state" -o percent,idle,steal
	[ "$output" = '{"percent":60.0,"idle":40.0,"steal":0.0}' ]
	[ "$(ls "$BATS_TEST_TMPDIR/states")" = state ]
}

@test "--state: a CPU that was not there before has no rate yet" {
	state=$BATS_TEST_TMPDIR/state
	ask cpu percent -P --csv -n -o cpu,percent --state="$state"
	printf 'cpu7 10 0 0 10 0 0 0 0 0 0\n' >>"$PROC/stat"
	sed -i 's/^cpu0 .*/cpu0 70 100 200 310 300 300 400 400 0 0/' "$PROC/stat"
	ask cpu percent -P --csv -n -o cpu,percent --state="$state"
	[ "${lines[0]}" = 0,50 ]
	[ "${lines[2]}" = 7, ]
}

@test "--state: damaged, foreign and odd files are reported and replaced" {
	state=$BATS_TEST_TMPDIR/state
	for content in '{' '[]' '"x"' '{"nvhost":2}' "$(printf '[%.0s' {1..100000})"; do
		printf '%s' "$content" >"$state"
		chmod 600 "$state"
		run --separate-stderr -1 nvhost cpu percent -J --state="$state" --procfs="$PROC"
		[[ $stderr == *"$state: "*replaced* ]]
		[ "$(jq -r .nvhost "$state")" = 1 ]
	done
	nvhost net io -o bytes_sent_rate --state="$state" --procfs="$PROC" || true
	run --separate-stderr -1 nvhost cpu percent --state="$state" --procfs="$PROC"
	[[ $stderr == *"another view"* ]]
}

@test "--state: the reason why it cannot be written is that of the system" {
	state=$BATS_TEST_TMPDIR/state
	run -1 bash -c 'trap "" XFSZ; ulimit -f 0; exec "$1" cpu percent -n -b -o percent -i 0.01 --state="$2"' \
		- "$NVHOST" "$state"
	[ "${lines[-1]}" = "nvhost cpu: $state: File too large" ]
	[ ! -s "$state" ]
}

@test "--state: links are not followed, other kinds of files refused, missing folders told" {
	ln -s "$BATS_TEST_TMPDIR/target" "$BATS_TEST_TMPDIR/link"
	run -1 nvhost cpu percent --state="$BATS_TEST_TMPDIR/link" --procfs="$PROC"
	[ ! -e "$BATS_TEST_TMPDIR/target" ]
	run -1 nvhost cpu percent --state="$BATS_TEST_TMPDIR" --procfs="$PROC"
	mkfifo "$BATS_TEST_TMPDIR/fifo"
	run -1 timeout 5 "$NVHOST" cpu percent --state="$BATS_TEST_TMPDIR/fifo" --procfs="$PROC"
	run -1 nvhost cpu percent --state="$BATS_TEST_TMPDIR/no/file" --procfs="$PROC"
	[[ $output == *"no/file: No such file"* ]]
}

@test "--state: another user's file is refused, and left as it is" {
	need_root
	echo '{}' >"$BATS_TEST_TMPDIR/state"
	chown 65534 "$BATS_TEST_TMPDIR/state"
	run -1 nvhost cpu percent --state="$BATS_TEST_TMPDIR/state" --procfs="$PROC"
	[[ $output == *'state: Operation not permitted'* ]]
	[ "$(cat "$BATS_TEST_TMPDIR/state")" = '{}' ]
}

@test "--state: as root, in no folder where others may write, by whatever path" {
	need_root
	cd "$BATS_TEST_TMPDIR"
	mkdir -m 755 own foreign
	mkdir -m 777 open
	mkdir -m 775 group
	mkdir -m 1777 sticky
	chown 65534 foreign
	chgrp 65534 group
	mkdir foreign/own open/own
	ln -s "$PWD/own" by-root
	ln -s "$PWD/own" by-user
	chown -h 65534 by-user
	for folder in foreign open group foreign/own open/own by-user; do
		run -1 nvhost cpu percent --state="$PWD/$folder/state" --procfs="$PROC"
		[[ $output == *"$folder/state: Operation not permitted" ]]
		run -125 nvhost run -O "$folder/report" -- true
		[ -z "$(ls -A "$folder" | grep -v own)" ]
	done
	for folder in own sticky by-root "own/../own"; do
		run -0 nvhost cpu percent --state="$folder/state" --procfs="$PROC"
		run -0 nvhost cpu percent --state="$PWD/$folder/state" --procfs="$PROC"
		run -0 nvhost run -O "$folder/report" -- true
		[ -s "$folder/state" ] && [ -s "$folder/report" ]
		rm "$folder"/*
	done
}

@test "--state: in a sticky folder, no file that another user has put there, under any name" {
	need_root
	cd "$BATS_TEST_TMPDIR"
	mkdir -m 1777 sticky
	echo precious >target
	ln target sticky/hard
	ln -s "$PWD/target" sticky/soft
	chown -h 65534 sticky/soft
	echo theirs >sticky/file
	mkfifo sticky/fifo
	chown 65534 sticky/file sticky/fifo
	for name in hard soft file fifo; do
		run -1 timeout 5 "$NVHOST" cpu percent --state="sticky/$name" --procfs="$PROC"
		run -125 timeout 5 "$NVHOST" run -O "sticky/$name" -- true
	done
	[ "$(cat target sticky/file)" = $'precious\ntheirs' ]
}

@test "--state: a folder that is swapped for a link while nvhost runs is not left" {
	cd "$BATS_TEST_TMPDIR"
	strace -qq -o /dev/null -e trace=flock -e inject=flock:delay_exit=1 true 2>/dev/null ||
		skip "strace cannot delay"
	mkdir dir target
	strace -f -qq -o /dev/null -e trace=flock -e inject=flock:delay_exit=1000000:when=1 "$NVHOST" \
		cpu percent -q --state=dir/state --procfs="$PROC" &
	eventually [ -e dir/state ]
	mv dir old
	ln -s "$PWD/target" dir
	wait $! || true
	[ -z "$(ls -A target)" ] && [ -s old/state ]
}

@test "-c: reports come at their times, one document a line" {
	ask cpu load -J -c 3 -i 0.05
	[ "${#lines[@]}" -eq 3 ]
	[ "${lines[2]}" = '{"load1":0.25,"load5":0.5,"load15":0.75}' ]
	ask mem -J -c 2 -i 0.01
	[ "$(jq -s 'map(length) | add' <<<"$output")" -eq 4 ]
	ask cpu load --csv -c 2 -i 0.01
	[ "${lines[0]}" = time,load1,load5,load15 ]
	[ "${#lines[@]}" -eq 3 ]
	ask cpu load --ndjson -c 2 -i 0.01
	[ "$(jq -s 'map(keys_unsorted[0]) | unique | .[0]' <<<"$output")" = '"time"' ]
}

@test "an operand that is not there is told once, however many reports there are" {
	run -1 --separate-stderr nvhost ps -c 3 -i 0.01 --ndjson -o pid --procfs="$PROC" 42 77
	[ "$stderr" = 'nvhost ps: 77: no such process' ]
	[ "${#lines[@]}" -eq 3 ]
}

@test "roots: --procfs, --sysfs, --root and the environment" {
	ask mem virtual -J -o total
	expected=$output
	run -0 env HOST_PROC="$PROC" "$NVHOST" mem virtual -J -o total
	[ "$output" = "$expected" ]
	run -0 nvhost mem virtual -J -o total --root="${PROC%/proc}"
	[ "$output" = "$expected" ]
	run --separate-stderr -1 nvhost mem virtual -J --procfs="$BATS_TEST_TMPDIR"
	[[ $stderr == *meminfo* ]]
}
