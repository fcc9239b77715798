#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Wrong words on the command line: each kind has its message and the status 2, and nothing is done.

load helpers

# refused WORDS MESSAGE-PATTERN
refused() {
	run --separate-stderr -2 nvhost $1
	[ -z "$output" ]
	[[ $stderr == nvhost* ]]
	[[ $stderr =~ $2 ]] || { echo "$stderr"; false; }
}

@test "usage: places to read that are not there, or empty, are told (R-45)" {
	use_fixture small
	mkdir "$BATS_TEST_TMPDIR/empty" "$BATS_TEST_TMPDIR/empty/proc"
	for words in cpu "cpu load" mem ps "ps threads" tree "kill 42" "wait 42"; do
		run --separate-stderr -1 nvhost $words --procfs=/nonexistent
		[ -z "$output" ]
		[[ $stderr == *': /nonexistent: No such file or directory' ]] || { echo "$words: $stderr"; false; }
		[ "${#stderr_lines[@]}" -eq 1 ]
	done
	run -1 nvhost sensors --sysfs=/nonexistent
	[[ $output == *': /nonexistent: No such file or directory' ]]
	run -1 nvhost mem --root=/nonexistent
	for words in ps 'ps threads' tree; do
		run --separate-stderr -1 nvhost $words --root="$BATS_TEST_TMPDIR/empty"
		[ -z "$output" ]
		[[ $stderr == *'/empty/proc: empty: no proc(5) is mounted there' ]]
	done
	for words in cpu 'cpu count' 'cpu load' mem 'mem virtual' info 'info limits' 'disk io'; do
		run --separate-stderr -1 nvhost $words --root="$BATS_TEST_TMPDIR/empty" --ndjson
		[ -z "$output" ] || { echo "$words: $output"; false; }
		[[ $stderr == *': No such file or directory' ]] || { echo "$words: $stderr"; false; }
	done
	run --separate-stderr -1 nvhost mem virtual --procfs="$BATS_TEST_TMPDIR/empty"
	[[ $stderr == *'/empty/meminfo: No such file or directory' ]]
	# each of several places is named as it is there
	local empty="$BATS_TEST_TMPDIR/empty"
	run --separate-stderr -1 nvhost info -o os --root="$empty"
	[ "$stderr" = "nvhost info: $empty/etc/os-release, $empty/usr/lib/os-release: No such file or directory" ]
	run --separate-stderr -1 nvhost cpu count --procfs="$empty" --sysfs="$empty"
	[ "$stderr" = "nvhost cpu: $empty/devices/system/cpu, $empty/cpuinfo: No such file or directory" ]
	# what does not read there does not mind, nor does a question about columns
	run -0 nvhost sensors --root="$BATS_TEST_TMPDIR/fixture"
	mkdir -p "$BATS_TEST_TMPDIR/empty/usr/lib"
	echo 'PRETTY_NAME="Foo 1"' >"$BATS_TEST_TMPDIR/empty/usr/lib/os-release"
	run -0 nvhost info -o os --root="$BATS_TEST_TMPDIR/empty" --ndjson
	[ "$output" = '{"os":"Foo 1"}' ]
	run -0 nvhost ps -H --procfs=/nonexistent
	run -0 nvhost run -q -- true
}

@test "usage: no command is the help, as -h and --help" {
	run -0 nvhost --help
	expected=$output
	for words in '' -h; do
		run -0 --separate-stderr nvhost $words
		[ "$output" = "$expected" ]
		[ -z "$stderr" ]
	done
}

@test "usage: an unknown command names the nearest" {
	refused "memm" "unknown command 'memm'; did you mean 'mem'"
	refused "help memm" "unknown command or topic 'memm'; did you mean 'mem'"
	refused "help filter" "unknown command or topic 'filter'; did you mean 'filters'"
}

@test "usage: an unknown view names the nearest" {
	refused "cpu tims" "unknown view 'tims'; did you mean 'times'"
	refused "mem xyz" "unknown view 'xyz' \\(valid: summary, virtual, swap.*\\)"
}

@test "usage: an unknown long option names the nearest" {
	refused "ps --formatt=json" "unknown option '--formatt'; did you mean '--format'"
	refused "ps --bogus -o pid" "unknown option '--bogus'"
	refused "ps -o pid --bogus" "unknown option '--bogus'"
	refused "ps 1 -o pid --bogus 2" "unknown option '--bogus'"
	refused "ps --s=3" "unknown \\(ambiguous\\) option '--s'"
	refused "run --bogus -- true --other" "unknown option '--bogus'"
	refused "--bogus ps" "nvhost: unknown option '--bogus'"
}

@test "usage: an unknown short option" {
	refused "ps -Z" "unknown option '-Z'"
	refused "ps -Z -o pid" "unknown option '-Z'"
	refused "ps -nbZ -o pid" "unknown option '-Z'"
	refused "ps -o pid -l 3 -Z" "unknown option '-Z'"
}

@test "usage: options that need a value, or take none" {
	refused "ps -l" "option '-l' needs a value"
	refused "ps --limit" "option '--limit' needs a value"
	refused "ps --json=yes" "option '--json' takes no value"
}

@test "usage: an unknown column names the nearest, after every option that takes columns" {
	refused "ps -o pid,memory_inof" "unknown column 'memory_inof'; did you mean 'memory_info'"
	refused "ps -S nise" "did you mean 'nice'"
	refused "ps -w usrname==1" "did you mean 'username'"
	refused "ps -o memory_info.rsss" "did you mean 'memory_info.rss'"
}

@test "usage: a column without a name" {
	refused "ps -o pid,,name" "a column is missing"
	refused "ps -o pid," "a column is missing"
}

@test "usage: an unknown format names the nearest" {
	refused "ps -f jsn" "unknown format 'jsn'; did you mean 'json'"
	refused "ps -f yaml" "unknown format 'yaml' \\(valid: table, csv, .*json.*\\)"
	refused "cpu --color=maybe" "unknown word for --color 'maybe' \\(valid: auto, always, never\\)"
	refused "net connections --kind=foo" "unknown kind of socket 'foo' \\(valid: inet, .*unix, all\\)"
	refused "kill -s FOO 1" "unknown signal 'FOO' \\(valid: HUP, INT, .*RTMIN, RTMAX\\)"
	refused "ps --color=sometimes" "unknown word for --color 'sometimes'"
}

@test "usage: numbers that are none" {
	for word in three -1 1x "" 99999999999999999999; do
		run -2 nvhost ps "--limit=$word"
		run -2 nvhost mem "--count=$word"
	done
	refused "ps -l 3x" "'3x' is not a whole number"
	refused "cpu percent -i 5y" "'5y' is not a duration.* ms, s, m, h or d"
}

@test "usage: another program's name is answered with the command that does the same" {
	while read -r program ours; do
		refused "$program" "no command '$program'; to do what $program does, use: nvhost $ours"
	done <<'EOF'
top ps -W -S -cpu_percent
df disk usage
free mem
uptime info
lsof ps files
ss net connections
pstree tree
EOF
}

@test "usage: processes may stand between blanks, as \$(pidof PROGRAM) prints them" {
	use_fixture small
	for list in '42 43 44' '42,43 44' ' 42  43, 44 '; do
		run -0 nvhost ps --procfs="$PROC" -n -o pid -p "$list"
		[ "$(echo $output)" = '42 43 44' ]
	done
	run -2 nvhost ps -p '42, ,44'
	run -2 nvhost ps -p ' '
}

@test "usage: durations that are none" {
	for word in 1x -1 nan inf 1e400 "" s 5s5; do
		run -2 nvhost cpu percent "--interval=$word"
	done
}

@test "usage: a filter without quotes, which the shell has split" {
	refused "ps -w name == bash" "the filter needs quotes: -w 'name == bash'"
	refused "kill -w name =~ bash" "the filter needs quotes: -w 'name =~ bash'"
	refused "disk -w fstype in (ext4)" "the filter needs quotes: -w 'fstype in \\(ext4\\)'"
	refused "net -w name =" "the filter needs quotes: -w 'name = '"
	run -1 nvhost ps ==
	[ "$output" = "nvhost ps: ==: no such process" ]
}

@test "usage: operands that are no process" {
	for word in 12x 1@ @5 1@x 1:x -- +1; do
		[ "$word" = -- ] || run -2 nvhost ps "$word"
	done
	run -2 nvhost ps -- -1
	run -2 nvhost ps -- -J
	refused "kill --dry-run 0" "'0' is not a process"
	refused "kill --dry-run abc" "'abc' is not a process"
}

@test "usage: operands that are too many" {
	refused "mem virtual x" "extra operand"
	refused "cpu load x" "extra operand"
}

@test "usage: filters: what is missing is said, and where" {
	for expression in "nice >" "nice" "(nice == 1" "nice == 1)" "nice === 1" "== 1" "nice == 1 or" \
	    "nice == x" "nice == 'x'" "name =~ '('" "nice =~ '1'" "environ == 1" "name == 'x" "" "not"; do
		run --separate-stderr -2 nvhost ps -w "$expression"
		[[ $stderr == "nvhost ps: "* ]]
	done
}

@test "usage: a filter that is too deep or too long (R-60)" {
	run -2 nvhost ps -w "$(printf '(%.0s' {1..60000})pid==1"
	run -2 nvhost ps -w "$(printf 'not %.0s' {1..20000})pid==1"
	run -2 nvhost ps -w "pid==1$(printf ' or pid==1%.0s' {1..9000})"
}

@test "usage: a regular expression that would take all memory is refused at once (R-60)" {
	run -2 timeout 5 "$NVHOST" ps -N '(((a{1,200}){1,200}){1,200})'
	run -2 nvhost ps -N '('
}

@test "usage: options that do not go with the view" {
	refused "cpu load -P" "-P does not go with the view 'load', only with percent, times and freq"
	refused "disk usage --total" "the view 'usage', only with io"
	refused "disk pressure -a" "the view 'pressure', only with usage, partitions, io and devices"
	refused "net stats --total" "the view 'stats', only with io"
	refused "net stats -k udp" "the view 'stats', only with connections"
	refused "sensors fans --fahrenheit" "the view 'fans', only with temperatures"
	refused "ps --kind=udp" "the view 'list', only with connections"
	refused "ps files --ungrouped 1" "the view 'files', only with maps"
	refused "tree -S pid" "a tree cannot be sorted"
	refused "tree children" "which process"
}

@test "usage: a terminal or an escape in a word does not reach the terminal (R-03)" {
	run --separate-stderr -2 nvhost $'\e[31mx'
	[[ $stderr == *'\x1b[31mx'* ]]
	[[ $stderr != *$'\e'* ]]
}

# prepare_copy COMMAND...: a copy of the program that an ordinary user can run, changed by that.
prepare_copy() {
	need_root
	COPY=$(mktemp -d /tmp/nvhost-copy-XXXXXX)
	chmod 755 "$COPY"
	cp "$NVHOST" "$COPY/nvhost"
	chmod 755 "$COPY/nvhost"
	"$@" "$COPY/nvhost" || skip "cannot: $*"
}

teardown() {
	[ -z "${COPY-}" ] || rm -r "$COPY"
}

@test "usage: a set-uid or set-gid program refuses all work" {
	for mode in 4755 2755; do
		prepare_copy chmod "$mode"
		cp "$(command -v id)" "$COPY/id"
		chmod "$mode" "$COPY/id"
		[[ $(as_nobody "$COPY/id") == *'e'[ug]'id=0(root)'* ]] || skip "set-uid has no effect here"
		for words in "info" "run -- id" "kill 1" "--help"; do
			run as_nobody "$COPY/nvhost" $words
			[ "${lines[0]}" = 'nvhost: not to be run as a set-uid or set-gid program' ]
			# the leak checker may not trace such a process, and has a status of its own then
			[[ $status -eq 2 && ${#lines[@]} -eq 1 || ${lines[1]} == *LeakSanitizer* ]]
		done
		rm -r "$COPY"
	done
	COPY=
}

@test "usage: with capabilities of its file, the environment says nothing, and no state is written" {
	command -v setcap >/dev/null || skip "setcap is not installed"
	prepare_copy setcap cap_sys_nice+ep
	run -0 as_nobody env HOST_PROC=/nonexistent "$COPY/nvhost" cpu load -q
	chmod 777 "$COPY"
	run -2 as_nobody "$COPY/nvhost" cpu percent -J --state="$COPY/state"
	[[ $output == *'a program with file capabilities does not take --state'* ]]
	[ ! -e "$COPY/state" ]
	run -2 as_nobody "$COPY/nvhost" run -O "$COPY/report" -- true
	[[ $output == *'a program with file capabilities does not take --report'* ]]
	[ ! -e "$COPY/report" ]
	for option in --procfs --sysfs --root; do
		run -2 as_nobody "$COPY/nvhost" cpu load -J "$option=$COPY"
		[[ $output == *"a program with file capabilities does not take $option"* ]]
	done
	run -0 nvhost cpu load -q --procfs=/proc # the same options without
}

@test "usage: capabilities that the user has are no reason to refuse" {
	need_root
	run -0 setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=+sys_nice \
		--ambient-caps=+sys_nice "$NVHOST" cpu load -q --procfs=/proc
}

@test "help: of nvhost, of every command, of every view" {
	run -0 nvhost --help
	[[ $output == *"Commands"*"  help "* ]]
	expected=$output
	for words in help 'help help' 'help --help' '--help help'; do
		run -0 nvhost $words
		[ "$output" = "$expected" ]
	done
	run -0 nvhost --version
	[[ ${lines[0]} =~ ^nvhost\ [0-9.]+ ]]
	expected=$output
	run -0 nvhost -V
	[ "$output" = "$expected" ]
	for command in $(nvhost complete '' | cut -f1 | grep -vx help); do
		run -0 nvhost "$command" --help
		[[ $output == *"man nvhost-$command"* ]]
		expected=$output
		run -0 nvhost help "$command"
		[ "$output" = "$expected" ]
		[[ $output != *' '$'\n'* ]]
		[ "$(wc -l <<<"$output")" -le 24 ]
		[ "$(grep -c "^  nvhost $command " <<<"$output")" -ge 2 ]
		run -0 nvhost "$command" -h
		[ "$output" = "$expected" ]
	done
	refused "ps --help=everything" "unknown word for --help 'everything' \\(valid: all\\)"
}

@test "help: --help=all has every option, the short one those of the command" {
	run -0 nvhost kill --help
	[[ $output == *--signal=SIGNAL* ]]
	[[ $output != *--sysfs* ]]
	run -0 nvhost kill --help=all
	[[ $output == *--signal=SIGNAL*--sysfs=DIR* ]]
	run -0 nvhost --help=all
	[[ $output == *Examples:*--version* ]]
	[ "$output" = "$(nvhost help --help=all)" ]
}

@test "help: topics, each with examples" {
	run -0 nvhost help
	topics=$(sed -n '/topics:$/{n;s/,//g;p}' <<<"$output")
	[ "$(wc -w <<<"$topics")" -ge 5 ]
	for topic in $topics; do
		run -0 nvhost help "$topic"
		[[ $output == *$'\nExamples:\n  '* ]]
		[ "$(wc -l <<<"$output")" -le 24 ]
		for line in "${lines[@]}"; do
			[ "${#line}" -le 80 ] || { echo "$line"; false; }
		done
	done
}

@test "help: a full disk is an error there too (R-50)" {
	for words in --help --version "ps --help"; do
		run -1 bash -c '"$0" $1 >/dev/full' "$NVHOST" "$words"
		[[ $output == *"No space left"* ]]
	done
}

@test "usage: a message says what would be right" {
	refused "kill" 'which process\?'$'\n''nvhost kill: name a PID, or select: -N NAME, -u USER'
	refused "run" 'such as .nvhost run -- make'
	refused "tree children" 'such as .nvhost tree parents'
	refused "kill abc" 'by name: -N NAME'
	refused "set --nice=x 1" "'x' is not a nice value, from -20 \(first\) to 19 \(last\)"
	refused "help nonsense" 'topics: filters, groups'
	refused "mem --having count()>1" '--having goes with --group-by'
	for words in "net nonsense:summary, io" "users nonsense:users, history" \
		"sensors nonsense:all, temperatures"; do
		run -1 --separate-stderr nvhost ${words%%:*}
		[[ $stderr == *"nonsense: no such "*"; views: ${words#*:}"* ]] || { echo "$stderr"; false; }
	done
	run -1 nvhost ps aux
	[ "$output" = 'nvhost ps: aux: no such process; to do what aux does, use: nvhost ps -a' ]
}

@test "usage: an option of other views is refused, and told where it belongs" {
	while IFS=: read -r arguments views; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr nvhost $arguments
		[[ $stderr == *"only with $views"$'\n'* ]] || { echo "$arguments: $stderr"; false; }
	done <<-'OPTIONS'
		ps fds -a:list, threads and limits
		ps list --ungrouped:maps
		net stats -a:summary, io and routes
		net addrs --total:io
		net stats --total-counts:summary and io
		disk usage --total:io
		disk pressure -a:usage, partitions, io and devices
		disk partitions --total-counts:io
		mem virtual -P:swap
		cpu load -P:percent, times and freq
		sensors fans --fahrenheit:temperatures
		tree parents -a 1:tree
	OPTIONS
}
