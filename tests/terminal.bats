#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What a terminal gets and nothing else: bars, colours, graphs, tables that fit.

load helpers

setup() {
	command -v script >/dev/null || skip "script(1) is not installed"
	use_fixture small
	sed -i 's/^MemTotal:.*/MemTotal: 1000000 kB/; s/^MemAvailable:.*/MemAvailable: 50000 kB/' \
		"$PROC/meminfo"
}

# Runs nvhost on a terminal so wide.
on_terminal() {
	local width=$1
	shift
	run -0 timeout 20 env TERM=xterm ${ENVIRONMENT-} script -qec \
		"stty cols $width rows 50; $(printf '%q ' "$NVHOST" "$@")" /dev/null
	output=${output//$'\r'/}
}

characters() {
	"$PYTHON" -c 'import sys; print(max(len(line.rstrip("\r\n")) for line in sys.stdin))'
}

@test "percentages have a bar on a terminal, and only there" {
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 mem -o name,percent --procfs="$PROC"
	[[ $output == *'memory █████████▌  95.0'* ]]
	ENVIRONMENT="NO_COLOR=1 LC_ALL=C" on_terminal 80 mem -o name,percent --procfs="$PROC"
	[[ $output == *'memory ##########  95.0'* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 mem -o name,percent -b --procfs="$PROC"
	[[ $output == *$'memory      95'* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 mem -o name,percent --csv --procfs="$PROC"
	[[ $output == *memory,95* ]]
	run -0 nvhost mem -o name,percent --procfs="$PROC"
	[[ ${lines[1]} == 'memory    95.0' ]]
}

@test "a locale without Unicode: what it does not have is shown as bytes, and the table ends" {
	sed -i 's/^\(42\) (.*)/\1 (─ünï─)/' "$PROC/42/stat"
	ENVIRONMENT="NO_COLOR=1 LC_ALL=C" on_terminal 80 ps 42 -o pid,name,status --procfs="$PROC"
	[[ $output == *'42 \xe2\x94\x80\xc3\xbcn\xc3\xaf\xe2\x94\x80 '* ]]
	ENVIRONMENT="NO_COLOR=1 LC_ALL=C" on_terminal 20 tree -o pid,name --procfs="$PROC"
	[[ $output == *'42 '*'-\xe2'* ]] # drawn
	ENVIRONMENT="NO_COLOR=1 LC_ALL=C.UTF-8" on_terminal 20 ps 42 -o pid,name --procfs="$PROC"
	[[ $output == *'42 ─ünï─'* ]]
}

@test "colours mean something: how much, which state; headings are dim" {
	on_terminal 80 mem -o name,percent --procfs="$PROC"
	[[ $output == *$'\e[2mNAME'* ]]
	[[ $output == *$'\e[31m█████████▌  95.0\e[0m'* ]]
	sed -i 's/^MemAvailable:.*/MemAvailable: 900000 kB/' "$PROC/meminfo"
	on_terminal 80 mem -o name,percent --procfs="$PROC"
	[[ $output == *$'\e[32m'*10.0$'\e[0m'* ]]
	on_terminal 80 ps -o pid,status 42 --procfs="$PROC"
	[[ $output == *$'\e[32mrunning\e[0m'* ]]
}

@test "colours: a load is of the CPUs that its host has" {
	echo '3.00 3.00 3.00 1/20 99' >"$PROC/loadavg"
	rm -f "$SYS/devices/system/cpu/online"
	mkdir "$BATS_TEST_TMPDIR/no-sys"
	for cpu in $(seq 0 63); do printf 'processor\t: %s\n\n' "$cpu"; done >"$PROC/cpuinfo"
	run -0 nvhost cpu load --color=always --procfs="$PROC" --sysfs="$BATS_TEST_TMPDIR/no-sys"
	[[ $output == *3.00* && $output != *$'\e[31m'* ]] || { cat -v <<<"$output"; false; }
	printf 'processor\t: 0\n' >"$PROC/cpuinfo"
	run -0 nvhost cpu load --color=always --procfs="$PROC" --sysfs="$BATS_TEST_TMPDIR/no-sys"
	[[ $output == *$'\e[31m'* ]]
}

@test "no colours: NO_COLOR, --color=never, TERM=dumb, no terminal; --color=always anywhere" {
	for environment in NO_COLOR=1 TERM=dumb; do
		ENVIRONMENT=$environment on_terminal 80 mem --procfs="$PROC"
		[[ $output != *$'\e'* ]]
	done
	on_terminal 80 mem --color=never --procfs="$PROC"
	[[ $output != *$'\e'* ]]
	run -0 env TERM=xterm "$NVHOST" mem --procfs="$PROC"
	[[ $output != *$'\e'* ]]
	run -0 nvhost mem --color=always --procfs="$PROC"
	[[ $output == *$'\e[31m'* ]]
}

# shows_more COMMAND VIEW [ARGUMENT]...: as many columns at 160 as at 80, which fit.
shows_more() {
	local narrow width
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 "$@"
	width=$(characters <<<"$output")
	[ "$width" -le 80 ] || { echo "$* is $width wide on a terminal of 80"; return 1; }
	narrow=$(head -1 <<<"$output" | wc -w)
	ENVIRONMENT=NO_COLOR=1 on_terminal 160 "$@"
	[ "$(head -1 <<<"$output" | wc -w)" -ge "$narrow" ] ||
		{ echo "$* has fewer columns at 160 than at 80"; return 1; }
}

# The live host may lose the last row with a value in some column between the two.
shows_more_soon() {
	for _ in $(seq 10); do
		! shows_more "$@" || return 0
	done
	return 1
}

@test "each default view fits 80 columns, and 160 show no less" {
	recorded="--procfs=$PROC --sysfs=$SYS"
	mkdir -p "$PROC/net"
	for inode in 101 102; do
		printf '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 %s 1\n' $inode
	done | sed '1i head' >"$PROC/net/tcp"
	: >"$PROC/net/udp"
	for command in ps cpu mem disk net sensors cgroup users info stat; do
		for view in $(nvhost complete "$command" '' | cut -f1 | grep -v '^[0-9]'); do
			[ "$view" != environ ] || continue
			if [ "$(nvhost "$command" "$view" $recorded 2>/dev/null | wc -l)" -gt 1 ] &&
				nvhost "$command" "$view" $recorded >/dev/null 2>&1; then
				shows_more "$command" "$view" $recorded
			fi
			[ "$view" != connections ] || continue # live sockets come and go between the two
			operand=
			[ "$view" != maps ] || operand=$$
			shows_more_soon "$command" "$view" $operand
		done
	done
}

@test "columns that nobody asked for make room; those of -o, and all in a pipe, stay" {
	ENVIRONMENT=NO_COLOR=1 on_terminal 60 disk io --total-counts --procfs="$PROC"
	[[ $output != *WMERGED* ]]
	[[ $output == *WRITTEN* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 160 disk io --total-counts --procfs="$PROC"
	[[ $output == *WMERGED*BUSY* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 40 disk io -o name,write_merged_count,busy_time,read_count \
		--procfs="$PROC"
	[[ $output == *WMERGED* ]]
	run -0 --separate-stderr nvhost disk io --procfs="$PROC"
	[[ ${lines[0]} == *WRITE_MERGED_COUNT*BUSY_TIME ]]
}

@test "NVHOST_COMMAND_VIEW stands for -o of a table on a terminal, and nowhere else" {
	export NVHOST_PS=pid,rss NVHOST_DISK_IO=+in_flight NVHOST_MEM_VIRTUAL=percent NVHOST_MEM_SWAP=
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 ps 42 --procfs="$PROC"
	[ "$(head -1 <<<"$output")" = 'PID    RSS' ]
	ENVIRONMENT="NO_COLOR=1 NVHOST_PS_LIST=name" on_terminal 80 ps list 42 --procfs="$PROC"
	[ "$(head -1 <<<"$output")" = NAME ]
	ENVIRONMENT=NO_COLOR=1 on_terminal 200 disk io --total-counts --procfs="$PROC"
	[[ $output == *'BUSY IN_FLIGHT'* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 mem virtual --procfs="$PROC" -n -b
	[ "$output" = 95 ]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 mem swap --procfs="$PROC"
	[[ $output == *used*free* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 ps 42 -o ppid -n --procfs="$PROC"
	[ "$output" = 1 ]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 ps threads --csv --procfs="$PROC"
	[[ $output == pid,name,id,* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 ps --csv 42 --procfs="$PROC"
	[[ $output == pid,ppid,* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 ps -0 -o pid 42 --procfs="$PROC"
	[ "${output%%[^0-9]*}" = 42 ]
	run -0 nvhost ps 42 --procfs="$PROC"
	[[ ${lines[0]} == 'PID PPID USERNAME'* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 ps -H --csv
	[[ $output == name,type,* ]]
}

@test "NVHOST_COMMAND with a wrong column is a usage error that names the variable" {
	run -2 env TERM=xterm NVHOST_PS=pid,foo script -qec "'$NVHOST' ps" /dev/null
	[[ ${lines[0]} == "nvhost ps: NVHOST_PS: unknown column 'foo'"* ]]
}

@test "columns with no value in any row are left out" {
	ENVIRONMENT=NO_COLOR=1 on_terminal 200 net addrs -w 'name == "lo"'
	[[ $output != *PTP* ]]
	ENVIRONMENT=NO_COLOR=1 on_terminal 200 net addrs -o name,ptp -w 'name == "lo"'
	[[ $output == *PTP* ]]
}

@test "--graph: what percentages were, the latest at the right" {
	ENVIRONMENT=NO_COLOR=1 on_terminal 80 mem --graph -c 3 -i 10ms -o name,percent -l 1 \
		--procfs="$PROC"
	[[ $output == *' █  95.0'*' ██  95.0'*' ███  95.0'* ]]
	ENVIRONMENT="NO_COLOR=1 LC_ALL=C" on_terminal 80 mem --graph -c 2 -i 10ms -o name,percent -l 1 \
		--procfs="$PROC"
	[[ $output == *' 8  95.0'*' 88  95.0'* ]]
	run -0 nvhost mem --graph -o name,percent --procfs="$PROC"
	[ "${lines[1]}" = 'memory    95.0' ]
}

@test "--graph alone watches until it is interrupted" {
	run -0 env TERM=xterm NO_COLOR=1 script -qec \
		"timeout -s INT 1 $(printf '%q' "$NVHOST") cpu percent -P --graph -i 100ms; true" \
		/dev/null
	[ "$(grep -c PERCENT <<<"$output")" -ge 4 ]
}

@test "a kernel thread has its name where its command line would be, in a table" {
	mkdir -p "$PROC/77"
	echo '77 (kworker/u8:1) S 2 0 0 0 -1 69238880 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0' >"$PROC/77/stat"
	: >"$PROC/77/cmdline"
	run -0 nvhost ps 77 -n -o pid,cmdline --procfs="$PROC"
	[ "$output" = ' 77 [kworker/u8:1]' ]
	run -0 nvhost ps 77 --ndjson -o pid,cmdline --procfs="$PROC"
	[ "$output" = '{"pid":77,"cmdline":[]}' ]
	run -0 nvhost ps 77 -n --csv -o pid,cmdline --procfs="$PROC"
	[ "$output" = '77,[]' ]
}

@test "a view without rows says on a terminal, on standard error, that there is nothing" {
	mkdir -p "$BATS_TEST_TMPDIR/empty"
	on_terminal 80 sensors --sysfs="$BATS_TEST_TMPDIR/empty"
	[[ $output == *'nvhost sensors: the kernel knows no sensors' ]]
	on_terminal 80 sensors battery --sysfs="$BATS_TEST_TMPDIR/empty"
	[[ $output == *'nvhost sensors: the kernel knows no batteries' ]]
	on_terminal 80 users --root="$BATS_TEST_TMPDIR/fixture"
	[[ $output == *'nvhost users: nobody is logged in' ]]
	on_terminal 80 ps --procfs="$PROC" -w 'pid == 99'
	[[ $output == *'nvhost ps: no row matches' ]]
	on_terminal 80 ps --procfs="$PROC" -q -w 'pid == 42'
	[ -z "$output" ]
	# not where something else reads it, nor twice
	run -0 --separate-stderr nvhost users --root="$BATS_TEST_TMPDIR/fixture"
	[ -z "$stderr" ]
	on_terminal 80 users --root="$BATS_TEST_TMPDIR/fixture" -W -c 1
	[[ $output != *nobody* ]]
}

@test "what only root may see is told to an ordinary user" {
	need_root
	for view in files fds maps environ; do
		run timeout 20 setpriv --reuid=65534 --regid=65534 --clear-groups script -qec \
			"'$NVHOST' ps $view -u root" /dev/null
		[[ $output == *'to show; root may see more'* ]]
	done
}
