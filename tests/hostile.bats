#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Odd, broken and malicious files of a recorded host: what is wrong with one of them costs that
# datum, else that row, never another row, the document or the time of the rest.
load helpers

PROCESS_COLUMNS=pid,name,cmdline,environ,exe,cwd,cpu_times,memory_full_info,io_counters,uids,num_threads,num_fds,cpu_affinity,cgroup
# Files, and the views that read them.
READERS='proc/stat cpu times
proc/stat cpu stats
proc/meminfo mem virtual
proc/meminfo mem swap
proc/cpuinfo cpu freq
proc/diskstats disk io
proc/net/dev net io
proc/self/mounts disk partitions -a
proc/vmstat mem swap
proc/loadavg cpu load
proc/uptime info
proc/filesystems disk partitions
sys/devices/system/cpu/online cpu count
sys/class/hwmon/hwmon0/name sensors all
sys/class/hwmon/hwmon0/temp1_input sensors all
sys/class/power_supply/BAT0/energy_now sensors battery'

setup() {
	use_fixture small
	ROOT=$BATS_TEST_TMPDIR/fixture
	mkdir -p "$ROOT/etc" "$ROOT/run" "$ROOT/dev" "$ROOT/var"
}

# Waits for no file: whatever is asked must be there in time.
ask() {
	run --separate-stderr timeout 20 "$NVHOST" "$@" --root="$ROOT"
}

# What is printed is a document, or nothing was found, which is told.
is_answer() {
	case $status in
	0) jq -e . >/dev/null <<<"$output" ;;
	1) [ -n "$stderr" ] ;;
	*) false ;;
	esac || { echo "status $status of: $BATS_RUN_COMMAND"; printf '%s\n' "$output" "$stderr"; return 1; }
}

# Makes the file what no reader expects.
spoil() {
	local kind=$1 path=$2
	rm -rf "$path"
	case $kind in
	missing) ;;
	empty) : >"$path" ;;
	directory) mkdir "$path" ;;
	fifo) mkfifo "$path" ;;
	loop) ln -s "$path" "$path" ;;
	binary) head -c 4096 /bin/sh >"$path" ;;
	nuls) head -c 4096 /dev/zero >"$path" ;;
	long) head -c 1048576 /dev/zero | tr '\0' 7 >"$path" ;;
	esac
}
KINDS='missing empty directory fifo loop binary nuls long'

@test "hostile: a broken file of a process costs neither its neighbours nor the document (R-14)" {
	for file in stat status statm cmdline io; do
		for kind in $KINDS; do
			spoil "$kind" "$PROC/42/$file"
			ask ps -o "$PROCESS_COLUMNS" --ndjson
			is_answer
			[ "$(jq -c 'select(.pid != 42) | .pid' <<<"$output" | tr '\n' ' ')" = '1 43 44 ' ]
			cp "$BATS_TEST_DIRNAME/fixtures/small/proc/1/$file" "$BATS_TEST_TMPDIR/good"
			rm -rf "$PROC/42/$file"
			cp "$BATS_TEST_DIRNAME/fixtures/small/proc/42/$file" "$PROC/42/$file"
		done
	done
}

@test "hostile: a stat that is cut at any byte is no row, or has the fields that are there (R-12)" {
	cp "$PROC/42/stat" "$BATS_TEST_TMPDIR/stat"
	for length in $(seq 0 3 $(($(stat -c %s "$BATS_TEST_TMPDIR/stat") - 1))); do
		head -c "$length" "$BATS_TEST_TMPDIR/stat" >"$PROC/42/stat"
		ask ps -o pid,name,ppid --ndjson
		[ "$status" -eq 0 ]
		[ "$(jq -c .pid <<<"$output" | grep -vx 42 | tr '\n' ' ')" = '1 43 44 ' ]
		row=$(jq -c 'select(.pid == 42)' <<<"$output")
		case $row in
		'' | '{"pid":42,"name":null,"ppid":null}' | '{"pid":42,"name":"a) S 1 (b","ppid":1}') ;;
		*) echo "$length bytes: $row"; false ;;
		esac
	done
}

@test "hostile: a broken file of the machine is told of, or its values are null (R-30)" {
	while read -r file view; do
		mv "$ROOT/$file" "$BATS_TEST_TMPDIR/good"
		for kind in $KINDS; do
			spoil "$kind" "$ROOT/$file"
			ask $view -J
			is_answer
		done
		rm -rf "$ROOT/$file"
		mv "$BATS_TEST_TMPDIR/good" "$ROOT/$file"
	done <<<"$READERS"
}

@test "hostile: a host without anything: a message where a view has no source (R-45)" {
	rm -rf "$ROOT"/proc/* "$ROOT"/sys/*
	for view in 'cpu times' 'mem virtual' 'disk io' 'net io'; do
		ask $view -J
		[ "$status" -eq 1 ]
		[ -n "$stderr" ]
	done
	rmdir "$ROOT/proc" "$ROOT/sys"
	ask ps -J
	[ "$status" -eq 1 ]
	[ -n "$stderr" ]
}

@test "hostile: entries of /proc that are no PID as the kernel writes one (R-19)" {
	mkdir "$PROC/0" "$PROC/4294967338" "$PROC/99999999999999999999" "$PROC/042" "$PROC/+42" "$PROC/-42"
	for pid in 0 4294967338 99999999999999999999 042 +42 -42; do cp "$PROC/42/stat" "$PROC/$pid/"; done
	echo >"$PROC/4242"
	ask ps -o pid --csv -n
	[ "$status" -eq 0 ]
	[ "$output" = $'1\n42\n43\n44' ]
}

@test "hostile: state letters that no kernel has yet are ? and the row prints (R-16)" {
	for letter in Q 7 '"' '\x1b'; do
		sed -i "s/^\(42 (.*)\) . /\1 $letter /" "$PROC/42/stat"
		ask ps 42 -o pid,status --ndjson
		[ "$output" = '{"pid":42,"status":"?"}' ]
	done
}

@test "hostile: users without a name are their number, the highest too (R-20)" {
	for uid in 4294967294 4294967295; do
		sed -i "s/^Uid:.*/Uid:\t$uid\t$uid\t$uid\t$uid/" "$PROC/42/status"
		ask ps 42 -o username,uids.real --csv -n
		[ "$output" = "$uid,$uid" ]
	done
	sed -i 's/^Uid:.*/Uid:\t-1\t99999999999999999999\tx\t0/' "$PROC/42/status"
	ask ps 42 -o username,uids --ndjson
	[ "$(jq -c .uids <<<"$output")" = '{"real":null,"effective":null,"saved":null}' ] || [ "$(jq -c .uids <<<"$output")" = null ]
}

@test "hostile: 2 MiB of arguments and a million empty ones are complete, and quick (R-05)" {
	head -c 2097152 /dev/zero | tr '\0' x >"$PROC/42/cmdline"
	head -c 1000000 /dev/zero >"$PROC/1/cmdline"
	ask ps -o pid,cmdline --ndjson
	[ "$status" -eq 0 ]
	[ "$(jq -c 'select(.pid == 42) | .cmdline[0] | length' <<<"$output")" = 2097152 ]
	[ "$(jq -c 'select(.pid == 1) | .cmdline | length' <<<"$output")" = 1000000 ]
	[ "$(jq -c .pid <<<"$output" | tr '\n' ' ')" = '1 42 43 44 ' ]
}

@test "hostile: what is larger than execve(2) takes is too large, and the others print (R-61)" {
	truncate -s 96M "$PROC/42/cmdline"
	head -c 7M /dev/zero | tr '\0' a >"$PROC/42/environ"
	limit='ulimit -v 1000000'
	! grep -q __asan_init "$NVHOST" || limit=true # whose shadow is larger
	run -0 bash -c "$limit; exec timeout 20 '$NVHOST' ps --procfs='$PROC' -o pid,name,cmdline,environ,missing --ndjson 42"
	[ "$(jq -c '[.cmdline, .environ, .missing]' <<<"$output")" = '[null,null,{"cmdline":"too large","environ":"too large"}]' ]
	run -0 --separate-stderr nvhost ps --procfs="$PROC" -o pid,cmdline --ndjson
	[ "$(jq -s 'map(select(.cmdline != null)) | length > 0' <<<"$output")" = true ]
	run -1 --separate-stderr nvhost ps environ --procfs="$PROC" --ndjson 42
	[ "$output" = "" ]
	[[ $stderr == *42*": too large" ]]
	run --separate-stderr nvhost ps environ --procfs="$PROC" --ndjson
	[[ $stderr == *42*": too large" ]]
}

@test "hostile: mappings of more text than 256 MiB are too large, and the others print (R-61)" {
	truncate -s 257M "$PROC/42/smaps"
	run -0 --separate-stderr nvhost ps --procfs="$PROC" -o pid,uss,memory_maps,missing --ndjson 42
	[ "$(jq -c '[.uss, .memory_maps, .missing.uss, .missing.memory_maps]' <<<"$output")" = '[null,null,"too large","too large"]' ]
	run -1 --separate-stderr nvhost ps maps --procfs="$PROC" --ndjson 42
	[ "$output" = "" ]
	[[ $stderr == *42*": too large" ]]
	run -1 --separate-stderr nvhost ps maps --procfs="$PROC" --ndjson
	[[ $stderr == *42*": too large" ]]
}

@test "hostile: 100,000 variables of an environment, and what is none (R-06)" {
	seq -f 'V%.0f=x' 1 100000 | tr '\n' '\0' >"$PROC/42/environ"
	printf 'A=1\0=X=y\0NOEQ\0B=\0A=2\0C= d e\0\0AFTER=1\0' >"$PROC/1/environ"
	ask ps 1 42 -o pid,environ --ndjson
	[ "$(jq -c 'select(.pid == 42) | .environ | length' <<<"$output")" = 100000 ]
	[ "$(jq -c 'select(.pid == 1) | .environ' <<<"$output")" = '{"A":"2","B":"","C":" d e"}' ]
}

@test "hostile: what looks like a format, an option or a quote stays data (R-07)" {
	printf '%s\0' '%s%n' '--help' '"\' 'a,b' '\u0000' '$(id)' >"$PROC/42/cmdline"
	ask ps 42 -o cmdline --ndjson
	[ "$(jq -c .cmdline <<<"$output")" = '["%s%n","--help","\"\\","a,b","\\u0000","$(id)"]' ]
}

@test "hostile: control characters of every text of a table are shown, not sent (R-02, R-03)" {
	printf '42 (\x1b]52;c;eA==\x07\xc2\x9b\x7f\xe2\x80\xae) S 1%s\n' \
		' 43 44 0 -1 0 1 2 3 4 5 6 7 8 20 0 1 0 5000 4096 1' >"$PROC/42/stat"
	printf '/bin/\x1b[2J\0\xe2\x80\xae\nx\0' >"$PROC/42/cmdline"
	printf '0::/\x1b[2J\xc2\x9b\n' >"$PROC/42/cgroup"
	printf 'chip\x1b[2J\xff\n' >"$SYS/class/hwmon/hwmon0/name"
	printf '/dev/\x1b[2J /\\033[2J\\012 ext4 rw,\x7f 0 0\n' >"$PROC/self/mounts"
	printf '8 0 sd\x1b[2J 1 2 3 4 5 6 7 8 9 10 11\n' >"$PROC/diskstats"
	printf 'e\x1b[2J: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n' >"$PROC/net/dev"
	for view in "ps 42 -o name,cmdline,cgroup" 'sensors all' 'disk partitions -a' 'disk io' 'net io' 'tree'; do
		ask $view
		[ -n "$output" ]
		! LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' <<<"$output$stderr"
	done
	ask ps 42 -o name,cmdline,cgroup -n
	[ "${#lines[@]}" -eq 1 ]
}

@test "hostile: parents in circles, of themselves and of nobody: everybody once (R-18)" {
	sed -i 's/^\(42 (.*) . \)[0-9]* /\144 /' "$PROC/42/stat"
	sed -i 's/^\(44 (.*) . \)[0-9]* /\142 /' "$PROC/44/stat"
	sed -i 's/^\(43 (.*) . \)[0-9]* /\143 /' "$PROC/43/stat"
	sed -i 's/^\(1 (.*) . \)[0-9]* /\14242 /' "$PROC/1/stat"
	ask tree -o pid --csv -n
	[ "$status" -eq 0 ]
	[ "$(cut -d, -f1 <<<"$output" | sort -n | tr '\n' ' ')" = '1 42 43 44 ' ] ||
		[ "$(grep -oE '[0-9]+$' <<<"$output" | sort -n | tr '\n' ' ')" = '1 42 43 44 ' ]
}

@test "hostile: a clock that was set back makes nobody older than nothing (R-44)" {
	echo '0.00 0.00' >"$PROC/uptime"
	sed -i 's/^btime .*/btime 99999999999/' "$PROC/stat"
	ask ps -o elapsed,cpu_average --ndjson
	[ "$status" -eq 0 ]
	[ "$(jq -s '[.[] | .elapsed, .cpu_average | select(. != null and . < 0)] | length' <<<"$output")" -eq 0 ]
	sed -i 's/^btime .*/btime 18446744073709551616/' "$PROC/stat"
	ask ps 42 -o pid,create_time --ndjson
	[ "$output" = '{"pid":42,"create_time":null}' ]
}

@test "hostile: numbers that do not fit are null, never another number (R-13)" {
	printf 'rchar: 18446744073709551616\nwchar: -1\nsyscr: 0x10\nsyscw: 1e3\nread_bytes: nan\nwrite_bytes: 7\n' >"$PROC/42/io"
	echo '99999999999999999999 4503599627370496 3 2 0 1 0' >"$PROC/42/statm"
	ask ps 42 -o io_counters,memory_info --ndjson
	[ "$(jq -c '.io_counters | [.read_chars, .write_chars, .read_count, .write_count, .read_bytes, .write_bytes]' <<<"$output")" = '[null,null,null,null,null,7]' ]
	[ "$(jq -c '.memory_info | [.vms, .rss]' <<<"$output")" = '[null,null]' ]
}

@test "hostile: 4096 CPUs, an interrupt line of 100 kB and no columns that are not there (R-32)" {
	{
		echo 'cpu  1 2 3 4'
		seq -f 'cpu%.0f 1 2 3 4 5 6 7 8 9 10 11 12' 0 4095
		printf 'intr 5'; head -c 100000 /dev/zero | sed 's/\x0/ 0/g'; echo
	} >"$PROC/stat"
	ask cpu times -P --csv -n
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 4096 ]
	ask cpu stats -J
	[ "$(jq .interrupts <<<"$output")" = 5 ]
}

@test "hostile: disks of every kernel, and lines of none with one message (R-31)" {
	printf '%s\n' '8 1 p7 1 2 3 4' '8 0 d14 1 2 3 4 5 6 7 8 9 10 11' '3 0 9 d15 1 2 3 4 5 6 7 8 9 10 11' \
		'8 0 d17 1 2 3 4 5 6 7 8 9 10 11 12 13 14' '8 0 d18 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15' \
		'8 0 d20 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17' '8 0 cciss/c0d0 1 2 3 4 5 6 7 8 9 10 11' \
		'8 0 d26 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23' '8 0 odd x' >"$PROC/diskstats"
	ask disk io -o name --csv -n
	[ "$output" = $'p7\nd14\nd15\nd18\nd20\ncciss/c0d0\nd26' ]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
}

@test "hostile: mounts with every kind of escape, 100,000 of them in time (R-42)" {
	for n in $(seq 1 1000); do echo "/dev/a /m$n\\040x ext4 rw 0 0"; done >"$BATS_TEST_TMPDIR/1000"
	for _ in $(seq 1 100); do cat "$BATS_TEST_TMPDIR/1000"; done >"$PROC/self/mounts"
	printf '/dev/a /cut' >>"$PROC/self/mounts"
	ask disk partitions -a -o mountpoint --csv -n
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 100000 ]
	[ "${lines[0]}" = '/m1 x' ]
}

@test "hostile: lists of CPUs that would take all memory are refused (R-35)" {
	for list in 0-4294967295 5-1 0- all 0-18446744073709551615; do
		echo "$list" >"$SYS/devices/system/cpu/online"
		ask cpu count -J
		[ "$(jq -c .logical <<<"$output")" = 2 ]
	done
}

@test "hostile: memory that is none, or more free than there is (R-37)" {
	printf 'MemTotal: 0 kB\nMemFree: 0 kB\nMemAvailable: 0 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n' >"$PROC/meminfo"
	ask mem virtual -J
	[ "$(jq -c '[.total, .percent, .used]' <<<"$output")" = '[0,0,0]' ] || [ "$(jq -c '[.total, .percent, .used]' <<<"$output")" = '[0,0.0,0]' ]
	printf 'MemTotal: 4 kB\nMemFree: 8 kB\nMemAvailable: 16 kB\nSwapTotal: 1 kB\nSwapFree: 2 kB\n' >"$PROC/meminfo"
	for view in virtual swap; do
		ask mem $view -J
		is_answer
		[ "$(jq '[.. | numbers | select(. < 0 or . > 1000000)] | length' <<<"$output")" -eq 0 ]
	done
}

@test "hostile: few descriptors: every view of the live host answers, or tells (R-53)" {
	for limit in 5 6 8 10 12; do
		for view in ps 'ps -o all' 'ps threads' 'ps fds' 'ps files' 'ps maps' 'ps environ' 'ps connections' \
			tree 'net stats' 'net addrs' 'net connections' disk cpu mem sensors users info; do
			run --separate-stderr timeout 20 bash -c "ulimit -n $limit; exec '$NVHOST' $view -J" 3>&-
			[[ $status -ne 127 || $stderr != *"shared libraries"* ]] || continue # the loader's
			[ "$status" -eq 0 ] || { [ "$status" -eq 1 ] && [ -n "$stderr" ]; } || {
				echo "$limit, $view: status $status, $stderr"
				false
			}
		done
	done
}

@test "hostile: a stack of 32 KiB: every view of the live host answers (R-53)" {
	! grep -q __asan_init "$NVHOST" || skip "the sanitizer needs a larger stack"
	for view in ps 'ps -o all' 'ps threads' 'ps fds' 'ps files' 'ps maps' 'ps environ' 'ps connections' tree 'net' \
		'net stats' 'net addrs' 'net routes' 'net connections -o all' disk cpu mem sensors users info cgroup stat; do
		run --separate-stderr timeout 20 bash -c "ulimit -s 32; exec '$NVHOST' $view -J" 3>&-
		[ "$status" -eq 0 ] || {
			echo "$view: status $status, $stderr"
			false
		}
	done
}
