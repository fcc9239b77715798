#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# nvhost-cookbook(7) and nvhost-tutorial(7): every command, on a machine of its own, taken from the
# page as a terminal shows it.
load helpers
load home

MAN=$BATS_TEST_DIRNAME/../man

setup() {
	command -v mandoc >/dev/null || command -v groff >/dev/null || skip "neither mandoc nor groff"
}

# Runs all of FILE's lines one after the other in one home; tells of each that did not go well.
# Sensors are those of a recorded host, because few machines have some.
run_queries() {
	mapfile -t queries <"$1"
	use_fixture small
	export SYS
	in_home 60 '
		for line in "${lines[@]}"; do
			at=/sys
			[[ $line != *"nvhost sensors"* ]] || at=$SYS
			[[ $line != *pressure* || -e /proc/pressure ]] || continue
			[[ $line != *cgroup* || -e /sys/fs/cgroup/cgroup.controllers ]] || continue
			HOST_SYS=$at timeout 20 sh -c "$line" >out 2>err
			status=$?
			[[ $line == *" -q "* && $status -eq 1 ]] && status=0
			[[ $line =~ --(warning|critical) && $status -le 2 ]] && status=0
			[ "$status" -eq 0 ] && [ ! -s err ] || echo "$line: $status $(cat err)"
			[ -s out ] || echo "$line" >>silent
		done' "${queries[@]}"
	[ -z "$output$stderr" ] || { echo "$output$stderr"; false; }
}

run_actions() {
	while read -r example; do
		in_home 2 'timeout 20 sh -c "$lines"' "$example"
		went_well "$example"
	done <"$1"
}

@test "cookbook: both programs that render it show the same commands" {
	command -v mandoc >/dev/null && command -v groff >/dev/null || skip "only one is installed"
	for page in "$MAN"/nvhost*.[17]; do
		diff <(page_examples "$page" mandoc) <(page_examples "$page" groff)
	done
}

@test "cookbook: at least 100 tasks, and every query of them runs" {
	prepare_home
	page_examples "$MAN/nvhost-cookbook.7" >tasks
	[ "$(wc -l <tasks)" -ge 100 ]
	[ "$(grep -c '^\.It ' "$MAN/nvhost-cookbook.7")" -eq "$(wc -l <tasks)" ]
	grep -v "$is_action" tasks >queries
	run_queries queries
	# without a filter there is always something, but for users and sockets of UDP
	run grep -v -e ' -w ' -e ' -q ' -e 'nvhost users' -e kind=udp silent
	[ -z "$output" ] || { echo "$output"; false; }
}

@test "cookbook: every action of it runs" {
	prepare_home
	page_examples "$MAN/nvhost-cookbook.7" | grep "$is_action" >actions
	[ "$(wc -l <actions)" -ge 20 ]
	run_actions actions
}

@test "tutorial: every command runs, in its order" {
	prepare_home
	page_examples "$MAN/nvhost-tutorial.7" >lines
	[ "$(wc -l <lines)" -ge 15 ]
	grep -v "$is_action" lines >queries
	run_queries queries
	grep "$is_action" lines >actions
	run_actions actions
}
