#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# -f openmetrics and -f prometheus: held against Prometheus' own tools; .ci/run installs those that
# bootstrap does not.

load helpers

need() {
	command -v "$1" >/dev/null || skip "$1 is not installed"
}

@test "a metric has help and type, a counter is a total, base units, and an end" {
	use_fixture small
	run --separate-stderr -0 nvhost disk io -f openmetrics -o read_count,read_time,in_flight -w 'name == "sda"' \
		--procfs="$PROC"
	[ "$output" = '# HELP nvhost_disk_io_read_count number of reads
# TYPE nvhost_disk_io_read_count counter
nvhost_disk_io_read_count_total{name="sda"} 100
# HELP nvhost_disk_io_read_time_seconds time that reads took
# TYPE nvhost_disk_io_read_time_seconds counter
# UNIT nvhost_disk_io_read_time_seconds seconds
nvhost_disk_io_read_time_seconds_total{name="sda"} 0.03
# HELP nvhost_disk_io_in_flight number of requests in flight now
# TYPE nvhost_disk_io_in_flight gauge
nvhost_disk_io_in_flight{name="sda"} 0
# EOF' ]
	run --separate-stderr -0 nvhost disk io -f prometheus -o read_time -w 'name == "sda"' \
		--procfs="$PROC"
	[ "$output" = '# HELP nvhost_disk_io_read_time_seconds_total time that reads took
# TYPE nvhost_disk_io_read_time_seconds_total counter
nvhost_disk_io_read_time_seconds_total{name="sda"} 0.03' ]
}

@test "names are those of the command and the view, and no unit stands twice" {
	use_fixture small
	for words in "net_io_sent_bytes_total net io -o bytes_sent" "mem_percent mem -o percent" \
		"mem_virtual_total_bytes mem virtual -o total" "ps_rss_bytes ps -o rss" \
		"cpu_percent cpu -o percent" "cpu_user_percent cpu percent -o user" \
		"cpu_times_user_seconds_total cpu times -o user" \
		"tree_rss_bytes tree -o rss" "disk_io_read_time_seconds_total disk io -o read_time"; do
		set -- $words
		name=nvhost_$1
		shift
		run -0 --separate-stderr nvhost "$@" -f openmetrics --procfs="$PROC" --sysfs="$SYS" -i 1ms
		grep -q "^$name[{ ]" <<<"$output" || { echo "$name: $output"; false; }
	done
}

@test "text is a label where -o names it; what is absent is no sample" {
	use_fixture small
	run -0 nvhost ps 42 -f openmetrics -o rss,status,num_fds --procfs="$PROC"
	[ "${lines[3]}" = 'nvhost_ps_rss_bytes{pid="42",name="a) S 1 (b",status="running"} 409600' ]
	[ "${lines[4]}" = '# EOF' ]
}

@test "labels are valid whatever the names are, and no two rows have the same" {
	use_fixture small
	rest='0 0 0 0 0 0 0 2 0 0 0 0 0 0 0'
	printf 'a\nb\n"\\\xff\0: 1 %s\nx: 5 %s\nx: 7 %s\n' "$rest" "$rest" "$rest" >"$PROC/net/dev"
	run -0 nvhost net io -f openmetrics -o bytes_recv --procfs="$PROC"
	[ "${lines[3]}" = 'nvhost_net_io_recv_bytes_total{name="\"\\��"} 1' ]
	[ "${lines[4]}" = 'nvhost_net_io_recv_bytes_total{name="x"} 5' ]
	[ "${lines[5]}" = 'nvhost_net_io_recv_bytes_total{name="x",duplicate="1"} 7' ]
}

@test "there is one report" {
	run -2 nvhost mem -f openmetrics -c 2
	[ "${lines[0]}" = "nvhost mem: the format 'openmetrics' is for one report only" ]
	run -2 nvhost mem -f openmetrics --watch
	run -0 nvhost mem -f openmetrics -c 1
}

@test "a host's name is a label, and a column in the other formats" {
	use_fixture small
	mkdir -p "$PROC/sys/kernel"
	echo 'far"host' >"$PROC/sys/kernel/hostname"
	run -0 nvhost mem -f openmetrics -o free --host-column --procfs="$PROC" -w 'name == "swap"'
	[[ ${lines[3]} == 'nvhost_mem_free_bytes{host="far\"host",name="swap"} '* ]]
	run -0 nvhost mem --ndjson -o name --host-column --procfs="$PROC" -l 1
	[ "$output" = '{"host":"far\"host","name":"memory"}' ]
	run -0 nvhost mem swap --csv -o free --host-column --procfs="$PROC"
	[ "${lines[0]}" = host,free ]
	run -0 nvhost mem --csv -n -o name --host-column --procfs="$PROC" -c 2 -i 1ms -l 1
	[[ ${lines[1]} =~ ^\"far\"\"host\",[0-9.]+,memory$ ]]
	run -0 nvhost mem -o name --host-column -l 1 --csv -n
	[ "$output" = "$(uname -n),memory" ]
}

@test "time and host are columns of -o too, for a log with one report a run" {
	before=$(date +%s)
	run -0 nvhost mem --ndjson -l 1 -o time,name,host
	[ "$(jq -r '[.host, .name] | join(" ")' <<<"$output")" = "$(uname -n) memory" ]
	[ "$(jq "(.time >= $before) and (.time < $before + 60)" <<<"$output")" = true ]
	run -0 nvhost mem -n -o name -w "host == '$(uname -n)'" -S -time -l 1
	[ "$output" = memory ]
}

@test "rows of many hosts go into one table of records" {
	for host in web1 web2 db1; do
		use_fixture small
		mkdir -p "$PROC/sys/kernel"
		echo "$host" >"$PROC/sys/kernel/hostname"
		nvhost mem virtual --ndjson -o total,free --host-column --procfs="$PROC" \
			>>"$BATS_TEST_TMPDIR/all"
		rm -r "$BATS_TEST_TMPDIR/fixture"
	done
	run -0 jq -rs 'map(.host) | join(" ")' "$BATS_TEST_TMPDIR/all"
	[ "$output" = "web1 web2 db1" ]
}

@test "ClusterShell merges the rows of many hosts" {
	need clush
	for host in web1 web2; do
		use_fixture small
		mkdir -p "$PROC/sys/kernel"
		echo "$host" >"$PROC/sys/kernel/hostname"
		mv "$BATS_TEST_TMPDIR/fixture" "$BATS_TEST_TMPDIR/$host"
	done
	run -0 clush -R exec -w 'web[1-2]' -N \
		"$NVHOST mem virtual --ndjson --host-column --root=$BATS_TEST_TMPDIR/%h"
	[ "$(jq -rs 'map(.host) | sort | join(" ")' <<<"$output")" = "web1 web2" ]
}

@test "actions have metrics too" {
	run -0 nvhost run -f openmetrics -O "$BATS_TEST_TMPDIR/metrics" -- true
	grep -q '^nvhost_run_elapsed_seconds ' "$BATS_TEST_TMPDIR/metrics"
	grep -qx 'nvhost_run_returncode 0' "$BATS_TEST_TMPDIR/metrics"
}

# Every view, of this shell where a process is to be named.
each_view() {
	local command view
	for command in ps tree cpu mem disk net sensors cgroup users info stat; do
		for view in $(nvhost complete "$command" '' | cut -f1 | grep -v '^[0-9]'); do
			case $view in
			environ | maps | children | parents) echo "$command $view $$" ;;
			*) echo "$command $view" ;;
			esac
		done
	done
}

# each_view_passes FORMAT CHECKER...: the checker has nothing to say about any view.
each_view_passes() {
	local format=$1 views view columns
	shift
	views=$(each_view)
	[ "$(wc -l <<<"$views")" -ge 30 ]
	while read -r view; do
		for columns in "" "-o all"; do
			run --separate-stderr nvhost $view $columns -f "$format" -i 10ms
			[ "$status" -le 1 ]
			run "$@" <<<"$output"
			[ "$status" = 0 ] || { echo "$view $columns: $output"; false; }
		done
	done <<<"$views"
}

@test "promtool finds nothing to say about any view as -f prometheus" {
	need promtool
	each_view_passes prometheus promtool check metrics
}

@test "the strict parser takes any view as -f openmetrics" {
	"$PYTHON" -c 'import prometheus_client' || skip "no prometheus_client for Python"
	each_view_passes openmetrics "$PYTHON" -c 'import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
import re
for family in parse(sys.stdin.read()):
    words = re.findall("bytes|seconds|percent|celsius|hertz|volts|amperes|watts|joules|total", family.name)
    assert family.name.startswith("nvhost_"), family.name
    assert len(words) == len(set(words)), family.name
    assert family.type != "counter" or not family.name.endswith("_total"), family.name'
}

@test "Prometheus' parser reads the numbers that JSON has" {
	"$PYTHON" -c 'import prometheus_client' || skip "no prometheus_client for Python"
	use_fixture small
	for view in mem "mem virtual" "disk io" "cpu times" "cpu times -P" "cpu stats" ps \
		"net io" "net io --total"; do
		run -0 "$PYTHON" "$BATS_TEST_DIRNAME/oracle/metrics" "$NVHOST" $view \
			--procfs="$PROC" --sysfs="$SYS"
		[[ $output =~ ^[1-9][0-9]*\ numbers ]]
	done
}

@test "the textfile collector of prometheus-node-exporter hands them on" {
	need prometheus-node-exporter
	need curl
	directory=$BATS_TEST_TMPDIR/textfile
	mkdir "$directory"
	nvhost mem -f prometheus >"$directory/mem.prom"
	nvhost net io -f prometheus >"$directory/net.prom"
	nvhost ps -o pid,rss,cmdline,name -f prometheus >"$directory/ps.prom"
	prometheus-node-exporter --collector.disable-defaults --collector.textfile \
		--collector.textfile.directory="$directory" --web.listen-address=127.0.0.1:0 \
		2>"$BATS_TEST_TMPDIR/log" 3>&- &
	exporter=$!
	eventually grep -q 'Listening on' "$BATS_TEST_TMPDIR/log"
	port=$(grep -o '127.0.0.1:[0-9]*' "$BATS_TEST_TMPDIR/log" | grep -v ':0$' | head -1)
	run curl -s "http://$port/metrics"
	kill "$exporter"
	[[ $output == *'node_textfile_scrape_error 0'* ]]
	[[ $output == *'nvhost_mem_total_bytes{name="memory"} '* ]]
	[[ $output == *'# TYPE nvhost_net_io_sent_bytes_total counter'* ]]
	[[ $output == *'nvhost_ps_rss_bytes{'*'name="'* ]]
}
