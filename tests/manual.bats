#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual and the program say the same.
load helpers
load home

MAN=$BATS_TEST_DIRNAME/../man

commands() {
	nvhost complete '' | cut -f1 | grep -vx help
}

views() {
	nvhost "$1" --help | sed -n '/^Views/,/^$/s/^  \([a-z]*\) .*/\1/p'
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
	for page in "$MAN"/*.[157]; do
		run mandoc -Tlint "$page"
		[ -z "$(grep -v 'manual not found\|unknown manual\|outdated mandoc.db\|Sh [A-Z]* instead\|operating system explicitly' <<<"$output")" ] ||
			{ echo "$output"; false; }
	done
}

@test "manual: every page says which version and system it is of" {
	version=$(nvhost -V | sed -n '1s/^nvhost \([0-9]*\.[0-9]*\).*/\1/p')
	[ -n "$version" ]
	for page in "$MAN"/*.[157]; do
		grep -qx "\.Os \"nvhost $version, Linux\"" "$page" || { echo "$page"; false; }
	done
}

@test "manual: groff has no warnings" {
	man --version >/dev/null 2>&1 || skip "man-db is not installed"
	for page in "$MAN"/*.[157]; do
		run -0 --separate-stderr env MANWIDTH=80 man --warnings -E UTF-8 -Tutf8 -Z -l "$page"
		[ -z "$stderr" ] || { echo "$page: $stderr"; false; }
		text=$(MANWIDTH=80 man -l "$page" 2>/dev/null | sed -n '1p;$p') # groff takes a page of mdoc(7) for one of BSD
		[[ $text == *" Linux "* && $text != *BSD* ]] || { echo "$page: $text"; false; }
	done
}

@test "manual: every option of the program is in a page, and every option of a page in the program" {
	options_of_page "$MAN/nvhost.1" >"$BATS_TEST_TMPDIR/shared"
	nvhost --help=all | options_of_help >"$BATS_TEST_TMPDIR/known"
	for command in $(commands); do
		nvhost "$command" --help=all | options_of_help >"$BATS_TEST_TMPDIR/program"
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

@test "manual: -H lists the columns of what an action reports, without acting" {
	start_sleeper
	for command in kill wait set run; do
		run -0 nvhost "$command" -H -J "$PID"
		[ "$(jq 'all(.name and .help) and (map(.name) | index("pid") == 0)' <<<"$output")" = true ]
	done
	kill -0 "$PID"
	[ "$(nvhost wait -H -J | jq -r "[.[].name] | join(\" \")")" = "$(names_of nvhost-wait | paste -sd' ')" ]
	end_sleepers
}

@test "manual: every view is in the page of its command" {
	for command in $(commands); do
		for view in $(views "$command"); do
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
		for section in COLUMNS EXAMPLES "EXIT STATUS" ENVIRONMENT FILES PRIVILEGES "SEE ALSO"; do
			grep -q "^\.Sh $section" "$page" || { echo "$page has no $section"; false; }
		done
	done
}

# The section of a page.
section_of() {
	sed -n "/^\.Sh $2/,/^\.Sh/p" "$MAN/$1.1" | grep -v '^\.Sh'
}

# What a page says of its columns: one a line with what follows it; or in sentences.
table_of() {
	section_of "$1" COLUMNS | sed -n 's/^\.It Cm //p'
}

names_of() {
	section_of "$1" COLUMNS | sed -n 's/^\.Cm //p' | tr -s ' ,' '\n' | grep '^[a-z]'
}

# same WHAT EXPECTED ACTUAL
same() {
	[ -n "$2" ] && [ "$2" = "$3" ] || { echo "$1"; diff <(echo "$2") <(echo "$3"); false; }
}

@test "manual: the tables of columns in nvhost-net(1) are those of the program" {
	same "net connections" \
		"$(nvhost net connections -H -J -o name,type,unit | jq -r '.[] | .name + "|" + .type + "|" + .unit')" \
		"$(table_of nvhost-net | sed -n 's/^\([^ ]*\) Ta "\{0,1\}\([a-z][a-z ]*[a-z]\)"\{0,1\} Ta\( [a-z][^ ]*\)\? Ta .*/\1|\2|\3/; s/| /|/; /|/p' |
			awk '$0 == "missing|map|" { last = $0; next } { print } END { print last }')"
}

@test "manual: the columns of reports are those of the program" {
	start_sleeper
	settings=(--nice=1 --ionice=be --affinity=all --policy=batch --oom-score-adj=1 --rlimit=nofile=9)
	same set "$(nvhost set --dry-run "${settings[@]}" --ndjson "$PID" | jq -r 'keys_unsorted[]')" \
		"$(table_of nvhost-set | cut -d' ' -f1)"
	same run "$(nvhost run -i 1 -J -- sleep 0.1 2>&1 | tail -n 1 | jq -r 'keys_unsorted[]')" \
		"$(table_of nvhost-run | cut -d' ' -f1)"
	same wait "$(nvhost wait --ndjson -t 0 "$PID" | jq -r 'keys_unsorted[]')" "$(names_of nvhost-wait)"
	same kill "$(nvhost kill --ndjson --wait=5 "$PID" | jq -r 'keys_unsorted[]')" "$(names_of nvhost-kill)"
	SLEEPERS=
}

@test "manual: every example of a query runs" {
	prepare_examples
	examples | grep -v "$is_action" >examples
	[ "$(wc -l <examples)" -ge 40 ]
	while read -r example; do
		run --separate-stderr timeout 10 sh -c "$example" </dev/null
		went_well "$example"
	done <examples
}

@test "manual: every example of an action runs, on a machine of its own" {
	prepare_home
	examples | grep "$is_action" >examples
	[ "$(wc -l <examples)" -ge 16 ]
	while read -r example; do
		in_home 1 'timeout 20 sh -c "$lines"' "$example"
		went_well "$example"
	done <examples
}

# Words are what is between blanks, brackets and marks. Bytes of a file system that others write to
# are compared by their first digits.
words() {
	grep -oE '[[:alnum:]_/][[:alnum:]_./%-]*' "$1" | sed -E 's/^([0-9]{4})([0-9]{6,})$/\1 \2/; s/ .*//'
}

# What we print is what the other program prints, before or afterwards; or a number that moves, which is
# between the two.
same_words() {
	words before >words-before
	words after >words-after
	words ours | awk '
		function is_number(word) { return word ~ /^[0-9]+([.][0-9]+)?%?$/ }
		function moves(word, n) {
			for (n = 1; n <= n_before && n_before == n_after; n++)
				if (is_number(word) && is_number(before[n]) && is_number(after[n]) &&
				    (word - before[n]) * (word - after[n]) <= 0)
					return 1
			return 0
		}
		BEGIN {
			while ((getline word <"words-before") > 0) seen[before[++n_before] = word]
			while ((getline word <"words-after") > 0) seen[after[++n_after] = word]
		}
		!($0 in seen) && !moves($0) { print; has_other = 1 }
		END { exit has_other }'
}

@test "manual: what queries print is in what their peers print" {
	prepare_home
	for page in nvhost nvhost-{ps,tree,cpu,mem,disk,net,info}; do
		compared_in "$page" >pairs
		[ "$(wc -l <pairs)" -ge 2 ]
		while IFS=$'\t' read -r peer ours; do
			command -v "${peer%% *}" >/dev/null || { echo "# not installed: ${peer%% *}" >&3; continue; }
			for try in $(seq 20); do # some values move to and fro
				in_home 60 'sh -c "$lines" >before; sh -c "${lines[1]}" >ours; sh -c "$lines" >after' \
					"$peer" "$ours"
				[ -s ours ] || { echo "$ours: nothing"; echo "$stderr"; false; }
				same_words >other || continue
				continue 2
			done
			echo "$peer:"; cat before after; echo "$ours:"; cat ours; echo "other:"; cat other
			false
		done <pairs
	done
}

# The line ends by itself; or processes end as soon as it waits for them: when it has slept for a while.
prepare_acts() {
	cat >act <<'EOF'
sh -c "$lines" >/dev/null
status=$?
EOF
	cat >act-of-wait <<'EOF'
eval "exec $lines" >/dev/null & waiter=$!
state=begins n=0
while [ -n "$state" ] && [ "$n" -lt 10 ]; do
	sleep 0.05
	now=$(cat /proc/$waiter/task/*/status 2>/dev/null | grep -e ^State: -e ctxt)
	[ "$now" != "$state" ] || [[ $now != *sleeping* ]] && n=0 || n=$((n + 1))
	state=$now
done
kill "$one" $(pgrep -P "$two")
wait "$waiter"
status=$?
EOF
	# signals have been taken, and who ends is gone
	cat >look <<'EOF'
is_settled() {
	local status
	for pid in $one $two $(pgrep -P "$two"); do
		status=$(cat "/proc/$pid/status" 2>/dev/null) || continue
		[[ $status =~ State:.[ST] && $status =~ SigPnd:.0+$'\n' && $status =~ ShdPnd:.0+$'\n' ]] || return 1
	done
}
for n in $(seq 400); do
	! is_settled || break
	sleep 0.02
done
echo "status $status"
for pid in $one $two $(pgrep -P "$two"); do
	ps -o stat=,ni=,cls=,rtprio=,comm= -p "$pid"
	ionice -p "$pid"
	taskset -c -p "$pid"
	prlimit -p "$pid" --nofile --noheadings -o SOFT,HARD
	cat "/proc/$pid/oom_score_adj"
done 2>/dev/null | sed 's/^pid [0-9]*//'
EOF
}

@test "manual: what actions do is what their peers do" {
	prepare_home
	prepare_acts
	in_home 60 'status=0; . ./look'
	nothing=$output
	for page in nvhost-{kill,set,wait,run}; do
		compared_in "$page" >pairs
		[ "$(wc -l <pairs)" -ge 2 ]
		act=act
		[ "$page" != nvhost-wait ] || act=act-of-wait
		while IFS=$'\t' read -r peer ours; do
			command -v "${peer%% *}" >/dev/null || { echo "# not installed: ${peer%% *}" >&3; continue; }
			for try in $(seq 5); do # one that waits may have slept before it looked for processes
				in_home 60 ". ./$act; . ./look" "$peer"
				theirs=$output
				in_home 60 ". ./$act; . ./look" "$ours"
				[ "$theirs" != "$nothing" ]
				[ "$act" = act ] || [ "$theirs" = "$output" ] || continue
				break
			done
			same "$ours" "$theirs" "$output"
		done <pairs
	done
}

@test "help: fits 80 columns" {
	for command in '' $(commands); do
		for help in --help --help=all; do
			run -0 nvhost $command "$help"
			for line in "${lines[@]}"; do
				[ "${#line}" -le 80 ] || { echo "$command: $line"; false; }
			done
		done
	done
}
