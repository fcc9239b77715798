#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What a terminal shows, by the emulator of tests/screen: the looks of tables.

load helpers

setup() {
	"$PYTHON" -c 'import pyte' 2>/dev/null || skip "no pyte for Python"
	use_fixture small
	export NO_COLOR=1
}

# screen COLUMNSxLINES [KEY...] -- ARGUMENT...: of nvhost over the recorded host.
screen() {
	local words=()
	while [ "$1" != -- ]; do
		words+=("$1")
		shift
	done
	shift
	run -0 timeout 20 "$PYTHON" "$BATS_TEST_DIRNAME/screen" "${words[@]}" -- \
		"$NVHOST" "$@" --procfs="$PROC" --sysfs="$SYS"
}

widest() {
	"$PYTHON" -c 'import sys; print(max(len(line.rstrip("\n")) for line in sys.stdin))'
}

@test "a row that does not fit stands upright by itself, and long values go on below themselves" {
	screen 80x300 -- ps 42 -o all
	[[ ${lines[0]} == 'pid '*42 ]]
	[[ $output == *$'\n'"username "* ]]
	[ "$(widest <<<"$output")" -le 80 ]
	head -c 300 /dev/zero | tr '\0' x >"$PROC/42/cmdline"
	screen 40x20 -- ps 42 -x -o pid,cmdline
	[ "${lines[0]}" = 'pid     42' ]
	[ "$(tr -cd x <<<"$output" | wc -c)" -eq 300 ]
	[[ ${lines[2]} == '        xxx'* ]]
	screen 40x20 -- ps 42 -o pid,name
	[[ ${lines[0]} == PID* ]]
}

@test "texts of many rows are cut where they do not fit, the widest first, and numbers never" {
	for size in 80x30 120x30 200x30; do
		screen "$size" -- ps -o pid,name,cmdline,username,status,rss,create_time,cwd,exe,unit,terminal,uids,gids
		[ "$(widest <<<"$output")" -le "${size%x*}" ]
		[ "$(grep -c 400.0K <<<"$output")" -eq 3 ]
	done
}

@test "sockets: protocol, state, two addresses and process; what JSON has is psutil's" {
	mkdir -p "$PROC/net"
	head='  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
	tail='00000000:00000000 00:00000000 00000000  1000        0 5512 1 0 100 0 0 10 0'
	printf '%s\n   0: 0100007F:1F90 00000000:0000 0A %s\n' "$head" "$tail" >"$PROC/net/tcp"
	printf '%s\n   0: 000080FE00000000FF005450B6AD1DFE:0016 B80D0120000000000000000001000000:C001 01 %s\n' \
		"$head" "$tail" >"$PROC/net/tcp6"
	: >"$PROC/net/udp" && : >"$PROC/net/udp6"
	screen 80x10 -- net connections
	[[ ${lines[0]} == 'PROTOCOL STATUS      LOCAL'*'REMOTE'* ]]
	[[ $output == *'tcp      LISTEN      127.0.0.1:8080 '*'*:*'* ]]
	[[ $output == *'tcp      ESTABLISHED [fe80::5054:ff:fe1d:adb6]:22 [2001:db8::1]:49153'* ]]
	run -0 --separate-stderr nvhost net connections -J --procfs="$PROC"
	[ "$(jq -c '.[0] | [.family, .type, .status, .laddr.port]' <<<"$output")" = '["AF_INET","SOCK_STREAM","LISTEN",8080]' ]
	[ "$(jq '.[0] | has("local")' <<<"$output")" = false ]
}

@test "every view fits terminals of 80, 120 and 200" {
	for size in 80 120 200; do
		for view in ps "ps threads" "ps connections" "ps -H" "ps connections -H" "disk usage -a" \
			"disk partitions -a" "disk devices -a" "net connections -k all" "net addrs" \
			"mem --graph -c 1" "cpu percent -P --graph -c 1 -i 10ms" "cpu percent -c 2 -i 10ms" \
			"mem virtual -c 2 -i 10ms" "set --dry-run --nice=5 $$" "tree" "cpu topology" info; do
			run timeout 20 "$PYTHON" "$BATS_TEST_DIRNAME/screen" 400x100 -- bash -c \
				'stty cols "$0"; exec "$@"' "$size" "$NVHOST" $view
			[ "$(widest <<<"$output")" -le "$size" ] || { echo "$view at $size: $output"; false; }
		done
	done
}

@test "ps: no kernel threads in a table but with -a, the busiest first" {
	screen 80x20 -- ps -o pid,cpu_average
	[ "${lines[0]}" = 'PID CPU%' ]
	[ "$(awk 'NR > 1 { print $1 }' <<<"$output" | paste -sd,)" = 44,42,1 ]
	screen 80x20 -- ps -a -o pid -n -S pid
	[ "$(paste -sd, <<<"$output")" = 1,42,43,44 ]
	for asked in 43 "-p 43" "-w is_kthread"; do
		run -0 nvhost ps $asked -n -o pid --procfs="$PROC"
		[ "$output" = 43 ]
	done
	run -0 nvhost ps -n -o pid --procfs="$PROC"
	[ "$(paste -sd, <<<"$output")" = 1,42,44 ]
	run -0 nvhost ps --csv -n -o pid --procfs="$PROC"
	[ "$(paste -sd, <<<"$output")" = 1,42,43,44 ]
	run -2 nvhost ps files -a
}

@test "ps threads, ps limits: no kernel threads in a table but with -a, or where rows are counted" {
	for pid in 42 43; do
		mkdir -p "$PROC/$pid/task/$pid"
		cp "$PROC/$pid/stat" "$PROC/$pid/task/$pid/stat"
		cp /proc/self/limits "$PROC/$pid/limits"
	done
	for view in threads limits; do
		run -0 nvhost ps "$view" -o pid -n --procfs="$PROC"
		[ "$(grep -c 43 <<<"$output")" -eq 0 ]
		[ "$(grep -c 42 <<<"$output")" -gt 0 ]
	done
	run -0 nvhost ps limits 42 nofile cpu --procfs="$PROC"
	[[ ${lines[0]} == *RESOURCE*SOFT*HARD*UNITS ]]
	[[ ${lines[1]} == *cpu*seconds && ${lines[2]} == *nofile*files ]]
	for words in -a '-p 43' --csv '-g pid'; do
		run -0 nvhost ps limits $words -o pid -n --procfs="$PROC"
		[ "$(grep -c 43 <<<"$output")" -gt 0 ]
	done
	run -2 nvhost ps files -a
}

@test "idle disks and interfaces are left out on a terminal, but not with -a or for programs" {
	printf '   7       9 idle 0 0 0 0 0 0 0 0 0 0 0\n' >>"$PROC/diskstats"
	printf '  idle0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n' >>"$PROC/net/dev"
	ln -sfn ../net "$PROC/self/net"
	for view in "disk io" "net io"; do
		screen 80x20 -- $view -o name -n -i 10ms
		[ "$(grep -c idle <<<"$output")" -eq 0 ]
		[ "$(grep -cE 'sda|lo' <<<"$output")" -gt 0 ]
		screen 80x20 -- $view -o name -n -a
		[ "$(grep -c idle <<<"$output")" -eq 1 ]
		screen 80x20 -- $view -o name -n -w 'name =~ "idle"'
		[ "$(grep -c idle <<<"$output")" -eq 1 ]
		run nvhost $view --csv -o name --procfs="$PROC" --sysfs="$SYS"
		[ "$(grep -c idle <<<"$output")" -eq 1 ]
	done
	run -2 nvhost net addrs -a
}

@test "cpu: a frequency by its name; cgroup: short headings" {
	run -0 timeout 20 "$PYTHON" "$BATS_TEST_DIRNAME/screen" 80x20 -- "$NVHOST" cpu -i 10ms
	[[ $output == *frequency* ]]
	[ "$(grep -c current <<<"$output")" -eq 0 ]
	run -0 nvhost cpu -J -i 10ms
	[ "$(jq 'has("current")' <<<"$output")" = true ]
}

@test "points in time and durations are brief on a terminal and nowhere else" {
	screen 80x20 -- ps 1 -o elapsed,create_time
	[[ ${lines[1]} == *'m'*' 2023-11-14 '??:?? ]]
	run -0 nvhost ps 1 -o create_time -n --procfs="$PROC"
	[[ $output == '2023-11-14 '??:??:?? ]]
	screen 80x20 -- info -o boot_time
	[[ $output == 'boot_time '????-??-??' '??:??:?? ]]
}

@test "one line for each report of one row" {
	run -0 nvhost mem virtual -o total,percent -c 3 -i 1ms --procfs="$PROC"
	[ "$output" = ' TOTAL PERCENT
 15.3G    43.8
 15.3G    43.8
 15.3G    43.8' ]
	run -0 nvhost mem virtual -o total,percent -c 2 -i 1ms -x --procfs="$PROC"
	[ "${lines[0]}" = 'total   15.3G' ]
	[ "${#lines[@]}" -eq 4 ]
	run -0 nvhost mem -c 2 -i 1ms --procfs="$PROC"
	[ "${#lines[@]}" -eq 3 ]
	[[ ${lines[0]} == *USED*AVAILABLE*PERCENT*SWAP_USED* ]]
	run -0 nvhost mem -c 2 -i 1ms --csv -n --procfs="$PROC"
	[ "${#lines[@]}" -eq 4 ]
	NVHOST_MEM=name,total screen 80x20 -- mem -c 2 -i 1ms
	[[ ${lines[0]} == NAME*TOTAL ]]
}

@test "sensors: units, limits, ALARM, and what tells two chips apart" {
	chip=$SYS/class/hwmon/hwmon1
	mkdir -p "$chip"
	echo coretemp >"$chip/name"
	echo 91500 >"$chip/temp1_input"
	echo 90000 >"$chip/temp1_max"
	echo 1 >"$chip/temp1_alarm"
	echo 1098 >"$chip/fan2_input"
	screen 100x30 -- sensors
	[[ $output == *'Package '*'+45.0 °C '*'+80.0 °C '*hwmon0* ]]
	[ "$(grep -c '+91.5 °C .*+90.0 °C .*ALARM.*hwmon1' <<<"$output")" -eq 1 ]
	[ "$(grep -c ' 1098 RPM .*hwmon1' <<<"$output")" -eq 1 ]
	[ "$(grep -c '12.00 V' <<<"$output")" -eq 1 ]
	run -0 --separate-stderr nvhost sensors --ndjson -w alarm --procfs="$PROC" --sysfs="$SYS"
	[ "$(jq -c '[.current, .unit]' <<<"$output")" = '[91.5,"celsius"]' ]
	run -0 env LC_ALL=C "$NVHOST" sensors temperatures -n -o current --procfs="$PROC" --sysfs="$SYS"
	[ "${lines[0]}" = '+45.0 C' ]
}

@test "net addrs: an interface a line in the table, an address a row for programs and filters" {
	run -0 timeout 20 "$PYTHON" "$BATS_TEST_DIRNAME/screen" 120x60 -- "$NVHOST" net addrs
	[ "$(grep -c '^lo ' <<<"$output")" -eq 1 ]
	[[ $output == *'lo '*' 127.0.0.1/8'* ]]
	run -0 nvhost net addrs
	[ "$(grep -c '^lo ' <<<"$output")" -eq 1 ]
	run -0 nvhost net addrs -J
	[ "$(jq '[.[] | select(.name == "lo" and .address == "127.0.0.1")] | length' <<<"$output")" -eq 1 ]
	run -0 nvhost net addrs -n -o address -w 'name == "lo" and family == AF_INET'
	[[ $output == *127.0.0.1* ]]
	run -0 nvhost net addrs -H
	[[ $output == *netmask* ]]
}

# Twenty more processes, p100 … p119.
more_processes() {
	for pid in $(seq 100 119); do
		mkdir -p "$PROC/$pid"
		sed "s/^42 (a) S 1 (b)/$pid (p$pid)/" "$PROC/42/stat" >"$PROC/$pid/stat"
		cp "$PROC/42/status" "$PROC/$pid/status"
		sed -i "s/^Tgid:.*/Tgid:\t$pid/" "$PROC/$pid/status"
	done
}

@test "--watch: a title, headings, the first screenful; keys scroll, q ends it" {
	more_processes
	screen 70x10 shot '\x1b[B\x1b[B' shot '\x1b[6~' shot G shot 'gk' shot q -- \
		ps -o pid,name -S pid -W
	[ "$(grep -c '^ps list  every 2s  [0-9:]*  rows .* of 23  q: quit' <<<"$output")" -eq 6 ]
	[ "$(grep -c '^PID▲ NAME' <<<"$output")" -eq 6 ]
	first=$(grep -A 2 ' rows 1-8 of 23' <<<"$output" | tail -1)
	[[ $first == *'1 init' ]]
	[[ $(grep -A 2 ' rows 3-10 of 23' <<<"$output" | tail -1) == *'44 dead' ]]
	[[ $(grep -A 2 ' rows 11-18 of 23' <<<"$output" | tail -1) == *'107 p107' ]]
	[[ $(grep -A 9 ' rows 16-23 of 23' <<<"$output" | tail -1) == *'119 p119' ]]
	[ "$(grep -c ' rows 1-8 of 23' <<<"$output")" -ge 2 ]
}

@test "--watch: another size of the terminal is another page at once" {
	more_processes
	screen 70x10 60x6 shot 100x30 shot q -- ps -o pid,name -S -pid -W60
	[ "$(grep -c 'rows 1-4 of 23' <<<"$output")" -eq 1 ]
	[ "$(grep -c 'rows 1-23 of 23' <<<"$output")" -ge 1 ]
	[[ $output == *'PID▼ NAME'* ]]
}

@test "--watch: reports that are counted leave the last one on the terminal" {
	screen 70x20 -- mem -o name,total -W0.1 -c 2
	[[ $output == *'NAME   TOTAL'*'memory 15.3G'* ]]
	run timeout 20 "$PYTHON" "$BATS_TEST_DIRNAME/screen" 70x20 '\x03' -- "$NVHOST" mem -W
	[ "$status" -ne 0 ]
	run -0 nvhost mem -o name -n -W0.1 -c 2 --procfs="$PROC"
	[ "$(grep -c memory <<<"$output")" -eq 2 ]
}

@test "disk io, net: rates on a terminal, counts elsewhere and with --total-counts" {
	screen 80x20 -- disk io -i 10ms
	[[ $output == *'NAME '*'READ'*'WRITTEN'*'READS/s'*'BUSY%'* ]]
	screen 80x20 -- disk io --total-counts
	[[ $output == *'NAME '*'READS WRITES '* ]]
	screen 80x20 -- net io -i 10ms
	[[ $output == *'NAME '*'RECV'*'PKTS_RECV/s'* ]]
	screen 80x20 -- net --total-counts -o +packets_sent
	[[ $output == *'PKTS_SENT'* ]]
	run -0 --separate-stderr nvhost disk io --procfs="$PROC" --sysfs="$SYS"
	[[ $output == *'NAME '*'READ_COUNT'* ]]
	run -2 nvhost disk usage --total-counts
	run -2 nvhost net addrs --total-counts
}
