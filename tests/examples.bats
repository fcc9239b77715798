#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The examples for timers: their very command lines, run in a directory of the test.

load helpers

setup() {
	EXAMPLES=$BATS_TEST_DIRNAME/../packaging/examples
	cd "$BATS_TEST_TMPDIR"
	mkdir -p bin var/lib/nvhost var/log/nvhost var/lib/prometheus/node-exporter
	ln -s "$(realpath "$NVHOST")" bin/nvhost
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

# Runs each line of standard input, with the directories of the test.
run_lines() {
	local line
	while read -r line; do
		(eval "${line//\/var\//$BATS_TEST_TMPDIR/var/}")
	done
}

# The log of two runs: whole lines, with host and time, the second with rates.
look_at_log() {
	jq -es 'all(.[]; .host != null and .time > 0)' "$1"
	jq -es 'map(select(has("cpu"))) | (length / 2) as $n |
		all(.[0:$n][]; .percent == null) and all(.[$n:][]; .percent != null)' "$1"
	jq -es 'map(select(has("utilization"))) | length > 0 and .[-1].utilization != null' "$1" ||
		[ "$(nvhost disk io -J -o name)" = '[]' ]
}

@test "the service keeps a log of NDJSON with rates" {
	lines=$(sed -n 's/^ExecStart=//p' "$EXAMPLES/nvhost-log.service")
	[ "$(wc -l <<<"$lines")" -eq 2 ]
	run_lines <<<"$lines" >log
	sleep 0.1
	run_lines <<<"$lines" >>log
	look_at_log log
}

@test "the lines of cron do the same, and write metrics" {
	lines=$(sed -n 's/^[* ]* \(root\|prometheus\) //p' "$EXAMPLES/nvhost.cron")
	[ "$(wc -l <<<"$lines")" -eq 3 ]
	run_lines <<<"$lines"
	sleep 0.1
	run_lines <<<"$lines"
	look_at_log var/log/nvhost/nvhost.ndjson
	grep -q '^nvhost_mem_cgroup_' var/lib/prometheus/node-exporter/nvhost.prom
}

@test "root's shell writes in no folder of another user" {
	[ "$(grep -c '> *nvhost\.new' "$EXAMPLES/nvhost.cron" "$EXAMPLES/../../README.md" | cut -d: -f2 | sort -u)" = 1 ]
	run -1 grep -n '^\(    \)*[* ]* root .*prometheus' "$EXAMPLES/nvhost.cron" "$EXAMPLES/../../README.md"
}

@test "logrotate takes the configuration, and rotates" {
	command -v logrotate >/dev/null || skip "logrotate is not installed"
	echo '{}' >var/log/nvhost/nvhost.ndjson
	sed "s|/var/log|$PWD/var/log|" "$EXAMPLES/nvhost.logrotate" >configuration
	chmod 644 configuration
	chmod 755 var/log/nvhost
	run -0 logrotate -f -s state configuration
	[ -e var/log/nvhost/nvhost.ndjson.1 ]
}

# The values of a key, as telegraf's TOML has them.
toml() {
	"$PYTHON" -c 'import json, sys, tomllib; print(json.dumps(tomllib.load(open(sys.argv[1], "rb"))))' "$1"
}

has_tomllib() {
	"$PYTHON" -c 'import tomllib' 2>/dev/null || skip "this Python has no tomllib"
}

# A line of a check, by the Monitoring Plugins guidelines: text | 'label'=value[UOM];warn;crit;min;max
is_check() {
	[ "$(wc -l <<<"$1")" -eq 1 ]
	[[ $1 =~ ^[A-Z][A-Z\ ]*\ (OK|WARNING|CRITICAL|UNKNOWN)\ -\ [^|]+(\|\ .+)?$ ]] || { echo "$1"; false; }
}

# check_line COMMAND: runs it with the arguments of a service, which are all fine.
check_line() {
	local line=$1
	line=${line//\$ARG1\$/99999}
	line=${line//\$ARG2\$/99999}
	run bash -c "$line"
	[ "$status" -le 2 ]
	is_check "$output"
}

@test "Nagios: every command is a check, every service has its command" {
	commands=$(sed -n 's/^\tcommand_line\t//p' "$EXAMPLES/nagios-nvhost.cfg")
	[ "$(wc -l <<<"$commands")" -eq 4 ]
	while read -r command; do
		check_line "$command"
	done <<<"$commands"
	run -2 bash -c "$(grep disk <<<"$commands" | sed 's/\$ARG.\$/-1/g')"
	is_check "$output"
	[[ $output == *' CRITICAL - '* ]]
	for name in $(sed -n 's/^\tcheck_command\t*\([^!]*\).*/\1/p' "$EXAMPLES/nagios-nvhost.cfg"); do
		grep -q "command_name	$name$" "$EXAMPLES/nagios-nvhost.cfg"
	done
}

@test "Nagios takes the configuration" {
	command -v nagios4 >/dev/null || skip "nagios4 is not installed"
	# what Debian's package has beside: a period, a contact, the host, a template of services
	cat >base.cfg <<-'CONFIGURATION'
		define timeperiod {
			timeperiod_name	always
			alias	always
			sunday	00:00-24:00
		}
		define contact {
			contact_name	admin
			service_notification_period	always
			host_notification_period	always
			service_notification_commands	check_nvhost_load
			host_notification_commands	check_nvhost_load
		}
		define host {
			host_name	localhost
			address	127.0.0.1
			max_check_attempts	3
			check_period	always
			contacts	admin
			notification_period	always
		}
		define service {
			name	generic-service
			register	0
			max_check_attempts	3
			check_interval	1
			retry_interval	1
			check_period	always
			notification_period	always
			contacts	admin
		}
	CONFIGURATION
	cat >nagios.cfg <<-CONFIGURATION
		cfg_file=$PWD/base.cfg
		cfg_file=$EXAMPLES/nagios-nvhost.cfg
		log_file=$PWD/nagios.log
		object_cache_file=$PWD/objects.cache
		status_file=$PWD/status.dat
		temp_path=$PWD
		check_result_path=$PWD
		nagios_user=$(id -un)
		nagios_group=$(id -gn)
		lock_file=$PWD/lock
		illegal_macro_output_chars=\`~\$&|'"<>
	CONFIGURATION
	run timeout 30 nagios4 -v nagios.cfg
	[[ $output == *'Checked 4 services.'* ]]
	[[ $output == *'Total Warnings: 0'*'Total Errors:   0'* ]] || { echo "$output"; false; }
}

@test "Icinga takes the configuration, and its commands are checks" {
	for view in disk\ usage mem\ virtual cpu\ load; do
		words=$(tr ' ' '\n' <<<"$view" | sed 's/.*/"&"/' | paste -sd, | sed 's/,/, /')
		grep -q "command = \[ \"nvhost\", $words \]" "$EXAMPLES/icinga2-nvhost.conf"
	done
	check_line "nvhost cpu load --warning 'load5 > 9999' --critical 'load5 > 99999'"
	command -v icinga2 >/dev/null || skip "icinga2 is not installed"
	need_root
	printf 'const NodeName = "localhost"\ninclude <itl>\nobject Host NodeName { check_command = "dummy" }\n' |
		cat - "$EXAMPLES/icinga2-nvhost.conf" >icinga.conf
	run -0 timeout 30 icinga2 daemon -C -c icinga.conf
	[[ $output == *'4 Services'* ]]
	[[ $output == *'CheckCommands'* ]]
}

@test "Telegraf: JSON is an array or an object of numbers and tags, a check is a check" {
	has_tomllib
	toml "$EXAMPLES/telegraf-nvhost.conf" >telegraf.json
	[ "$(jq '.inputs.exec | length' telegraf.json)" -eq 3 ]
	while IFS=$'\t' read -r format command tags; do
		run -0 bash -c "$command"
		if [ "$format" = nagios ]; then
			is_check "$output"
			continue
		fi
		jq -e --argjson tags "$tags" 'all(.[]; . as $row | all($tags[]; . as $tag | $row | has($tag)) and
			(to_entries | all(.value | type | . == "number" or . == "string" or . == "null")) and
			any(.[]; type == "number"))' <<<"$output"
	done < <(jq -r '.inputs.exec[] | [.data_format, .commands[0], (.tag_keys // [] | tojson)] | join("\t")' telegraf.json)
}

@test "Zabbix: the agent takes each item, and its value is a number or JSON" {
	items=$(sed -n 's/^UserParameter=//p' "$EXAMPLES/zabbix-nvhost.conf")
	[ "$(wc -l <<<"$items")" -eq 6 ]
	while IFS=, read -r key command; do
		command=${command//'$1'//}
		[[ $key != nvhost.processes* ]] || command=${command//'"/"'/bash}
		run -0 bash -c "$command"
		jq -e 'type == "number" or type == "object" or type == "array"' <<<"$output"
	done <<<"$items"
	command -v zabbix_agentd >/dev/null || skip "zabbix_agentd is not installed"
	{ echo Server=127.0.0.1; cat "$EXAMPLES/zabbix-nvhost.conf"; } >zabbix.conf
	for key in nvhost.memory.percent nvhost.load 'nvhost.disk.percent[/]' 'nvhost.processes[bash]'; do
		run -0 timeout 20 zabbix_agentd -c zabbix.conf -t "$key"
		[[ $output == *'[t|'[0-9{]* ]]
	done
}

@test "Vector and Fluent Bit: each line of each command is an object" {
	has_tomllib
	toml "$EXAMPLES/vector-nvhost.toml" >vector.json
	jq -e '.sources[] | .type == "exec" and .decoding.codec == "json"' vector.json
	jq -r '.sources[].command | @sh' vector.json >commands
	sed -n 's/^ *Command *//p' "$EXAMPLES/fluent-bit-nvhost.conf" >>commands
	[ "$(wc -l <commands)" -eq 4 ]
	while read -r command; do
		run -0 bash -c "$command"
		jq -es 'length > 0 and all(.[]; type == "object" and has("host"))' <<<"$output"
	done <commands
}

@test "Ansible: the fact is an object, and ansible has it" {
	run -0 "$EXAMPLES/nvhost.fact"
	jq -e '.kernel and (.memory_percent | type == "number")' <<<"$output"
	command -v ansible >/dev/null || skip "ansible is not installed"
	mkdir facts
	cp "$EXAMPLES/nvhost.fact" facts
	run -0 env HOME="$BATS_TEST_TMPDIR" timeout 60 ansible localhost -c local -m setup \
		-a "fact_path=$BATS_TEST_TMPDIR/facts gather_subset=!all,!min,local"
	[[ $output == *'"nvhost": {'*'"memory_percent":'* ]]
}

@test "collectd: lines of PUTVAL, and collectd writes what they say" {
	run --separate-stderr timeout 1 env COLLECTD_HOSTNAME=box COLLECTD_INTERVAL=0.3 "$EXAMPLES/collectd-nvhost"
	[ -z "$(grep -Ev '^PUTVAL "box/nvhost[^/"]*/[a-z_-]+" interval=0.3 N(:[0-9.]*)+$' <<<"$output")" ]
	[ "$(grep -c '/percent-memory"' <<<"$output")" -ge 2 ]
	command -v collectd >/dev/null || skip "collectd is not installed"
	need_root
	chmod a+x "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR/test" "$BATS_TEST_TMPDIR"
	cp "$EXAMPLES/collectd-nvhost" "$BATS_TEST_TMPDIR"
	cat >collectd.conf <<-CONFIGURATION
		BaseDir "$BATS_TEST_TMPDIR"
		PIDFile "$BATS_TEST_TMPDIR/pid"
		Hostname "box"
		Interval 1
		LoadPlugin exec
		LoadPlugin csv
		<Plugin csv>
		  DataDir "$BATS_TEST_TMPDIR/csv"
		</Plugin>
		<Plugin exec>
		  Exec "nobody" "$BATS_TEST_TMPDIR/collectd-nvhost"
		</Plugin>
	CONFIGURATION
	setpriv --reuid=nobody --clear-groups test -x "$PWD/bin/nvhost" ||
		skip "nobody may not run nvhost here"
	collectd -f -C collectd.conf >collectd.log 2>&1 3>&- &
	COLLECTD=$!
	eventually has_values
}

teardown() {
	[ -z "${COLLECTD-}" ] || { kill -INT "$COLLECTD" && wait "$COLLECTD"; } || true
}

has_values() {
	grep -q '^[0-9.]*,[0-9]' csv/box/nvhost/percent-memory-*
}

@test "Grafana: the dashboard is of metrics that the textfile script writes" {
	mkdir textfiles
	"$EXAMPLES/nvhost-textfile" textfiles
	[ "$(ls textfiles)" = nvhost.prom ]
	! command -v promtool >/dev/null || promtool check metrics <textfiles/nvhost.prom
	jq -e '.panels | length >= 6 and all(.[]; .targets[0].expr)' "$EXAMPLES/grafana-nvhost.json"
	metrics=$(jq -r '.. | strings' "$EXAMPLES/grafana-nvhost.json" | grep -o 'nvhost_[a-z0-9_]*' | sort -u)
	[ "$(wc -l <<<"$metrics")" -ge 8 ]
	for metric in $metrics; do
		[[ $metric != nvhost_disk_io_* || $(nvhost disk io -J -o name) != '[]' ]] || continue
		grep -q "^# TYPE $metric " textfiles/nvhost.prom || { echo "$metric"; false; }
	done
}

@test "the message of the day says the host, its load, and what is full" {
	run -0 "$EXAMPLES/50-nvhost"
	[[ ${lines[0]} == *": "*", Linux "* ]]
	[[ $output == *'load1 '*'memory_percent '* ]]
	sh -n "$EXAMPLES/50-nvhost"
}

@test "systemd takes the timer and the service" {
	command -v systemd-analyze >/dev/null || skip "systemd is not installed"
	mkdir units
	sed "s|^ExecStart=nvhost|ExecStart=$BATS_TEST_TMPDIR/bin/nvhost|; /^Documentation/d" \
		"$EXAMPLES/nvhost-log.service" >units/nvhost-log.service
	cp "$EXAMPLES/nvhost-log.timer" units
	run systemd-analyze verify units/nvhost-log.timer units/nvhost-log.service
	[[ $output != *nvhost-log* ]] || { echo "$output"; false; }
}
