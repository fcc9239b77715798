#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual and the program say the same.
load helpers

MAN=$BATS_TEST_DIRNAME/../man

commands() {
	nvhost --help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p' | grep -vx help
}

# The options in a help text: -x and --long, one a line.
options_of_help() {
	sed -n '/^ *-/s/^ *\(-[^ =\[]*\(=[^ ]*\)\?,\? *\)\(--[^ =\[]*\)\?.*/\1 \3/p' | grep -o -- '-\{1,2\}[A-Za-z][A-Za-z-]*' | sort -u
}

# The options in a page's lists.
options_of_page() {
	sed -n 's/^\.It //p' "$1" | grep -o 'Fl [^ ]*' | sed 's/^Fl /-/' | grep -x -- '-\{1,2\}[A-Za-z][A-Za-z-]*' | sort -u
}

@test "manual: each page is clean, and each command has one" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	for command in $(commands); do
		[ -s "$MAN/nvhost-$command.1" ]
	done
	# VIEWS is no slip of the pen; which other manuals there are depends on the machine
	for page in "$MAN"/*.[15]; do
		run mandoc -Tlint "$page"
		[ -z "$(grep -v 'unknown manual\|outdated mandoc.db\|Sh VIEWS instead' <<<"$output")" ] ||
			{ echo "$output"; false; }
	done
}

@test "manual: groff has no warnings" {
	man --version >/dev/null 2>&1 || skip "man-db is not installed"
	for page in "$MAN"/*.[15]; do
		run -0 --separate-stderr env MANWIDTH=80 man --warnings -E UTF-8 -Tutf8 -Z -l "$page"
		[ -z "$stderr" ] || { echo "$stderr"; false; }
	done
}

@test "manual: every option of the program is in a page, and every option of a page in the program" {
	options_of_page "$MAN/nvhost.1" >"$BATS_TEST_TMPDIR/shared"
	nvhost --help | options_of_help >"$BATS_TEST_TMPDIR/known"
	for command in $(commands); do
		nvhost "$command" --help | options_of_help >"$BATS_TEST_TMPDIR/program"
		cat "$BATS_TEST_TMPDIR/program" >>"$BATS_TEST_TMPDIR/known"
		options_of_page "$MAN/nvhost-$command.1" | sort -u >"$BATS_TEST_TMPDIR/own"
		sort -u "$BATS_TEST_TMPDIR/own" "$BATS_TEST_TMPDIR/shared" >"$BATS_TEST_TMPDIR/pages"
		run comm -23 "$BATS_TEST_TMPDIR/program" "$BATS_TEST_TMPDIR/pages"
		[ "$output" = '' ] || { echo "$command, in no page: $output"; false; }
		run comm -23 "$BATS_TEST_TMPDIR/own" "$BATS_TEST_TMPDIR/program"
		[ "$output" = '' ] || { echo "$command, not in the program: $output"; false; }
	done
	run comm -23 "$BATS_TEST_TMPDIR/shared" <(sort -u "$BATS_TEST_TMPDIR/known")
	[ "$output" = '' ] || { echo "not in the program: $output"; false; }
}

@test "manual: every view is in the page of its command" {
	for command in $(commands); do
		for view in $(nvhost "$command" --help | sed -n '/^Views/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
			grep -qx "\.It Cm $view" "$MAN/nvhost-$command.1" || { echo "$command $view"; false; }
		done
	done
}

@test "manual: nvhost-columns(5) is what the program says of its columns" {
	run -0 env NVHOST="$NVHOST" "$MAN/make-columns"
	[ "$output" = "$(cat "$MAN/nvhost-columns.5")" ]
}

@test "manual: every page says what it needs and reads" {
	for page in "$MAN"/nvhost*.1; do
		for section in EXAMPLES "EXIT STATUS" ENVIRONMENT FILES PRIVILEGES "SEE ALSO"; do
			grep -qx ".Sh $section" "$page" || { echo "$page has no $section"; false; }
		done
	done
}

examples_of() {
	sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/s/^\.Dl //p' "$MAN/$1.1" |
		sed 's/\\(dq/"/g; s/\\e/\\/g; s/\\-/-/g'
}

# A program of this name in PATH, in a directory of the test.
prepare_examples() {
	cd "$BATS_TEST_TMPDIR"
	PATH=$BATS_TEST_TMPDIR:$PATH
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$NVHOST" >nvhost
	chmod +x nvhost
}

@test "manual: every example of a query runs" {
	prepare_examples
	for page in nvhost nvhost-{ps,tree,cpu,mem,disk,net,sensors,users,info}; do
		examples_of "$page" >examples
		[ -s examples ]
		while read -r example; do
			run --separate-stderr timeout 10 sh -c "$example" </dev/null
			[ "$status" -le 1 ] || { echo "$page: $example: $status $stderr"; false; }
		done <examples
	done
}

@test "manual: every example of an action runs, among processes of its own" {
	[ "$(id -u)" -eq 0 ] || skip "needs root for a PID namespace"
	unshare --pid --net --fork --mount-proc true || skip "no PID namespaces here"
	prepare_examples
	printf '#!/bin/sh\n' | tee make >backup
	chmod +x make backup
	# the processes that the examples name are two that end soon
	cat >try <<'EOF'
sleep 0.5 & one=$!
sleep 0.5 & two=$!
example=$(echo "$1" | sed "s/4711/$one/g; s/4712/$two/g; s/1234/$one/g")
timeout 20 sh -c "$example" </dev/null
EOF
	for page in nvhost-{kill,set,wait,run}; do
		examples_of "$page" >examples
		[ "$(wc -l <examples)" -ge 4 ]
		while read -r example; do
			run unshare --pid --net --fork --mount-proc bash try "$example" </dev/null
			[ "$status" -le 1 ] || { echo "$page: $example: $status $output"; false; }
		done <examples
	done
}

@test "help: fits 80 columns" {
	for command in '' $(commands); do
		run -0 nvhost $command --help
		for line in "${lines[@]}"; do
			[ "${#line}" -le 80 ] || { echo "$command: $line"; false; }
		done
	done
}
