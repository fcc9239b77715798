#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Who is logged in, what they do, and who was logged in.
load helpers

setup() {
	ROOT=$BATS_TEST_TMPDIR/host
	mkdir -p "$ROOT/proc/1" "$ROOT/run" "$ROOT/var/log"
	printf '1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 1 0 0 0' >"$ROOT/proc/1/stat"
}

utmp() {
	"$PYTHON" "$BATS_TEST_DIRNAME/make-utmp" "$@"
}

@test "users history: logouts, boots, crashes and shutdowns end logins, the latest first" {
	utmp 2:0:~:reboot:6.1:1000 7:11:pts/0:ann:10.0.0.1:1010 7:12:tty1:bob::1020 8:11:pts/0:::1100 \
		7:13:tty1:eve::1150 1:0:~:shutdown:6.1:1200 2:0:~:reboot:6.2:2000 7:21:pts/0:ann::2010 \
		2:0:~:reboot:6.2:3000 7:31:pts/1:joe:host:3010 7:32:pts/2:kim::3020 \
		>"$ROOT/var/log/wtmp"
	run -0 --separate-stderr nvhost users history --csv -n --root="$ROOT" \
		-o type,name,terminal,host,started,ended,end,pid
	[ "$output" = 'login,kim,pts/2,,3020,,open,32
login,joe,pts/1,host,3010,,open,31
boot,reboot,,6.2,3000,,open,
login,ann,pts/0,,2010,3000,crash,21
boot,reboot,,6.2,2000,3000,crash,
login,eve,tty1,,1150,1200,shutdown,13
login,bob,tty1,,1020,,gone,12
login,ann,pts/0,10.0.0.1,1010,1100,logout,11
boot,reboot,,6.1,1000,1200,shutdown,' ]
	run -0 nvhost users history -b -n -o duration --root="$ROOT" -w 'started < 2500'
	[ "$(tr '\n' ' ' <<<"$output" | sed 's/\.0*\>//g; s/  */ /g; s/^ //')" = '990 1000 50 - 90 200 ' ]
	run -0 nvhost users history -w 'end == open and duration > 365d' -q --root="$ROOT"
	run -0 nvhost users history -n -o name -w 'end == crash and type == login' --root="$ROOT"
	[ "$output" = ann ]
	run -2 nvhost users history -w 'end == crashed' --root="$ROOT"
	# what is open lasts until the host was recorded
	echo 'btime 3000' >"$ROOT/proc/stat"
	echo '120.00 0' >"$ROOT/proc/uptime"
	run -0 nvhost users history --csv -n -o name,duration -w 'end == open' --root="$ROOT"
	[ "$output" = $'kim,100\njoe,110\nreboot,120' ]
}

@test "users history: no file is no error, one that cannot be read is" {
	run -0 nvhost users history -J --root="$ROOT"
	[ "$output" = '[]' ]
	mkdir "$ROOT/var/log/wtmp"
	run -1 --separate-stderr nvhost users history -J --root="$ROOT"
	[[ $stderr == *'/var/log/wtmp: Is a directory' ]]
	rmdir "$ROOT/var/log/wtmp"
	head -c 5000 /dev/urandom >"$ROOT/var/log/wtmp"
	run -0 nvhost users history -J --root="$ROOT"
	jq -e 'type == "array"' <<<"$output"
}

@test "users: what runs in the foreground of each terminal" {
	utmp 7:40:pts/3:ann:10.0.0.1:1700000000 7:50:tty1:bob::1700000000 >"$ROOT/run/utmp"
	stat_of() { # PID COMM PGRP TTY TPGID START
		mkdir -p "$ROOT/proc/$1"
		printf '%s (%s) S 1 %s 40 %s %s 4194304 0 0 0 0 0 0 0 0 20 0 1 0 %s 0 0 0' "$@" >"$ROOT/proc/$1/stat"
	}
	stat_of 40 bash 40 34819 43 100
	stat_of 42 less 43 34819 43 210
	stat_of 43 find 43 34819 43 200
	stat_of 50 bash 50 1025 50 100
	printf 'find\0/\0' >"$ROOT/proc/43/cmdline"
	mkdir -p "$ROOT/proc/tty"
	printf '/dev/tty /dev/tty 5 0 system:/dev/tty\npty_slave /dev/pts 136 0-1048575 pty:slave\nunknown /dev/tty 4 1-63 console\n' \
		>"$ROOT/proc/tty/drivers"
	run -0 --separate-stderr nvhost users --ndjson -o name,command,idle --root="$ROOT"
	[ "${lines[0]}" = '{"name":"ann","command":["find","/"],"idle":null}' ]
	[ "${lines[1]}" = '{"name":"bob","command":["bash"],"idle":null}' ]
	run -0 nvhost users --root="$ROOT"
	[[ ${lines[0]} == NAME*TERMINAL*HOST*STARTED*IDLE*COMMAND ]]
	[[ ${lines[1]} == *'find /' ]]
	run -0 nvhost users -J --root="$ROOT"
	[ "$(jq -c '.[0] | keys_unsorted' <<<"$output")" = '["name","terminal","host","started","pid"]' ]
}

@test "users: how long nobody has typed at a live terminal" {
	[ "$EUID" -eq 0 ] && unshare -m true 2>/dev/null || skip "needs a mount namespace of its own"
	"$PYTHON" -c 'import pyte' 2>/dev/null || skip "no pyte for Python"
	run -0 timeout 30 "$PYTHON" "$BATS_TEST_DIRNAME/screen" 80x20 -- unshare -m bash -c '
		mount -t tmpfs none /run && tty=$(tty) &&
		"$0" "$1/make-utmp" "7:$$:${tty#/dev/}:ann::1700000000" >/run/utmp &&
		touch -a -d "90 seconds ago" "$tty" && "$2" users -n -b -o name,idle,command' \
		"$PYTHON" "$BATS_TEST_DIRNAME" "$NVHOST"
	[[ $output =~ ann\ +([0-9]+)(\.[0-9]+)?\ +.*nvhost\ users ]]
	[ "${BASH_REMATCH[1]}" -ge 89 ] && [ "${BASH_REMATCH[1]}" -lt 130 ]
}

wtmpdb() {
	"$PYTHON" -c 'import sqlite3' 2>/dev/null || skip "Python has no sqlite3"
	mkdir -p "$ROOT/var/lib/wtmpdb"
	"$PYTHON" "$BATS_TEST_DIRNAME/make-wtmpdb" "$ROOT/var/lib/wtmpdb/wtmp.db" "$@"
}

@test "users history: wtmpdb has the same, and is asked before wtmp" {
	utmp 7:11:pts/0:old::1000 >"$ROOT/var/log/wtmp"
	wtmpdb 4096 1:reboot:1700000000:1700009000:~:6.1 3:ann:1700000010:1700000100:pts/0:10.0.0.1 \
		1:reboot:1700010000::~:6.2 3:eve:1700010010::tty1: 1:reboot:1800000000::~:6.3 3:joe:4102444800::pts/2:
	run -0 --separate-stderr nvhost users history --csv -n --root="$ROOT" \
		-o type,name,terminal,host,started,ended,end
	[ "$output" = 'login,joe,pts/2,,4102444800,,open
boot,reboot,,6.3,1800000000,,open
login,eve,tty1,,1700010010,1800000000,crash
boot,reboot,,6.2,1700010000,1800000000,crash
login,ann,pts/0,10.0.0.1,1700000010,1700000100,logout
boot,reboot,,6.1,1700000000,1700009000,shutdown' ]
	rm "$ROOT/var/lib/wtmpdb/wtmp.db"
	wtmpdb 512
	run -0 nvhost users history -n -o name --root="$ROOT"
	[ "$output" = old ]
}

@test "users history: a database of many pages, of any size, and damaged in any place" {
	for size in 512 4096 65536; do
		rm -rf "$ROOT/var/lib/wtmpdb"
		wtmpdb "$size" '*3000:3:ann:1700000010:1700000100:pts/0:10.0.0.1' 3:last:1800000000::pts/1:
		run -0 --separate-stderr nvhost users history --csv -n -o name --root="$ROOT"
		[ "${#lines[@]}" -eq 3001 ]
		[ "${lines[0]}" = last ]
	done
	rm -rf "$ROOT/var/lib/wtmpdb"
	wtmpdb 512 '*40:3:ann:1700000010:1700000100:pts/0:10.0.0.1'
	file=$ROOT/var/lib/wtmpdb/wtmp.db
	cp "$file" "$BATS_TEST_TMPDIR/whole"
	for place in $(seq 0 37 6000); do
		cp "$BATS_TEST_TMPDIR/whole" "$file"
		printf '\377' | dd of="$file" bs=1 seek="$place" conv=notrunc status=none
		run timeout 5 "$NVHOST" users history -J --root="$ROOT"
		[ "$status" -le 1 ] || { echo "$place: $status: $output"; false; }
	done
	head -c 700 "$BATS_TEST_TMPDIR/whole" >"$file"
	run -1 --separate-stderr nvhost users history -J --root="$ROOT"
	[[ $stderr == *'wtmp.db: '* ]]
}
