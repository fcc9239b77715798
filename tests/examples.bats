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
