#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Completions: what the program offers, and what bash, zsh and fish make of it.
load helpers

COMPLETIONS=$BATS_TEST_DIRNAME/../completions

setup() {
	mkdir "$BATS_TEST_TMPDIR/bin"
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$NVHOST" >"$BATS_TEST_TMPDIR/bin/nvhost"
	chmod +x "$BATS_TEST_TMPDIR/bin/nvhost"
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

# offers WORD... = CANDIDATE...: exactly these, for the last word.
offers() {
	local words=()
	while [ "$1" != = ]; do
		words+=("$1")
		shift
	done
	shift
	run -0 nvhost complete "${words[@]}"
	[ "$(cut -f1 <<<"$output" | tr '\n' ' ')" = "$* " ] || { echo "${words[*]}: $output"; false; }
}

@test "complete: commands, views, options" {
	offers k = kill
	offers help se = sensors set
	offers ps fi = files
	offers tree pp = ppids
	offers ps --sor = --sort=
	offers ps --no-k = --no-kthreads
	offers --js = --json
	offers ps list fi =
	[ "$(nvhost complete ps - | wc -l)" -gt 25 ]
}

@test "complete: columns of the view, in lists and filters" {
	offers ps -o pid,vm = pid,vms
	offers ps -o +vm = +vms
	offers ps --sort=-rs = --sort=-rss
	offers ps -nS -rs = -rss
	offers ps limits -o so = soft
	offers cpu load -o load1 = load1 load15
	offers ps -w 'rss > 1 and num_thr' = 'rss > 1 and num_threads'
	offers kill -w tpg = tpgid
	offers ps -o 'pid,x=basen' = 'pid,x=basename('
	offers ps -S '-rss*num_thr' = '-rss*num_threads'
	offers ps -w 'exists(net_connec' = 'exists(net_connections'
}

@test "complete: words of an enumeration, members of a struct, names of processes" {
	offers ps -w 'status == z' = 'status == zombie'
	offers ps -w 'rss > 1 and stat=sl' = 'rss > 1 and stat=sleeping'
	offers ps -w 'status != tracing' = 'status != tracing-stop'
	offers ps -w 'policy == fi' = 'policy == fifo'
	[ "$(nvhost complete ps -w 'status == ' | wc -l)" -eq "$(nvhost ps -H -J -o words -w 'name == "status"' | jq '.[0].words | length')" ]
	offers ps -o memory_info.v = memory_info.vms
	offers ps -w 'io_counters.read_b' = 'io_counters.read_bytes'
	offers ps -w 'rss == vm' = 'rss == vms'
	cp "$(command -v sleep)" "$BATS_TEST_TMPDIR/quiteunique"
	"$BATS_TEST_TMPDIR/quiteunique" 60 3>&- &
	PID=$!
	eventually is_named "$PID" quiteunique
	offers ps -N quiteu = quiteunique
	offers kill --name=quiteu = --name=quiteunique
	kill "$PID"
	# views come before processes
	[ "$(nvhost complete ps '' | head -n 1 | cut -f1)" = list ]
}

@test "complete: columns of one's own, keys of groups, rates" {
	offers ps -o 'kib=rss/1K' -S -ki = -kib
	offers ps --output='kib=rss/1K,x=ki' = --output='kib=rss/1K,x=kib'
	offers ps -o 's=status' -w 's == zom' = 's == zombie'
	offers ps -g 'prog=basename(exe)' -o prog --having 'count() > 1 and pro' = 'count() > 1 and prog'
	offers ps -g username -o 'username,sum(rss)' -S -rss_ = -rss_sum
	offers ps -o write_bytes_r = write_bytes_rate
	# what is not right yet names nothing, and takes nothing away
	offers ps -o 'kib=rss/1K)' -w ki =
	offers ps -o 'kib=rss/' -w tpg = tpgid
}

@test "complete: members of items, of structs in structs, words in a list" {
	offers ps -w 'exists(net_connections, laddr.po' = 'exists(net_connections, laddr.port'
	offers ps -w 'exists(net_connections, (laddr.port == 1 or status == LIS' = 'exists(net_connections, (laddr.port == 1 or status == LISTEN'
	offers ps -w 'exists(net_connections, status == LISTEN) and laddr' =
	offers ps -w net_connections.raddr.po = net_connections.raddr.port
	offers ps -w '5 < rlimits.nofile.so' = '5 < rlimits.nofile.soft'
	offers ps -w 'status in (zombie, sl' = 'status in (zombie, sleeping'
	offers ps -w 'pid > 1 and status not in (tr' = 'pid > 1 and status not in (tracing-stop'
	offers ps -w 'round(rss) == vm' = 'round(rss) == vms'
}

@test "complete: values of options" {
	offers ps -f nd = ndjson
	offers ps --color= = --color=auto --color=always --color=never
	offers kill -s TE = TERM
	offers kill --then=KI = --then=KILL
	offers net connections -k udp = udp udp4 udp6
	offers ps connections --kind=uni = --kind=unix
	offers set --rlimit=nof = --rlimit=nofile=
	offers set --ionice i = idle
	offers set --policy=f = --policy=fifo:
	offers ps -u roo = root
	offers ps -O x =
	[ "$(nvhost complete ps 1 | grep -c "^1	")" -eq 1 ]
	[ "$(nvhost complete ps -p "2,$$" | cut -f1)" = "2,$$" ]
}

@test "complete: what follows the command of run, and --, is no option" {
	offers run ls --al =
	offers run -t 1 ls -l =
	offers disk -- -x =
}

@test "complete: every word that a completion lists is one that the program takes" {
	for kind in $(nvhost complete net connections -k '' | cut -f1); do
		nvhost net connections -k "$kind" --schema >/dev/null
	done
	for class in $(nvhost complete set --ionice '' | cut -f1) ; do
		nvhost set --ionice="${class/%:/:3}" --dry-run $$ >/dev/null
	done
	for policy in $(nvhost complete set --policy '' | cut -f1) ; do
		nvhost set --policy="${policy/%:/:3}" --dry-run $$ >/dev/null
	done
	for format in $(nvhost complete -f '' | cut -f1); do
		nvhost cpu load -f "$format" >/dev/null
	done
}

# The lines that are typed, with what each shell should then run; | stands for Tab. One shell closes
# the quote around the only candidate, the others leave it open.
typed() {
	cat <<-'LINES'
		nvhost ki|
		nvhost ps -o pid,vm|
		nvhost ps --sort=-rs|
		nvhost set --rlimit=nof|5
		nvhost net connections -k uni| x
		nvhost ps -w rss\ \>\ 1\ and\ num_thr|
	LINES
	if [ "$1" = closes ]; then
		printf '%s\n' "nvhost ps -w \"rss > 1 and num_thr|" "nvhost ps -w 'rss > 1 and num_thr|"
	else
		printf '%s\n' "nvhost ps -w \"rss > 1 and num_thr|\"" "nvhost ps -w 'rss > 1 and num_thr|'"
	fi
}

# drive QUOTES SHELL...: types into that shell, in which an nvhost tells its arguments.
drive() {
	local quotes=$1
	shift
	export SAID=$BATS_TEST_TMPDIR/said
	# "complete" is asked of the program; else what was typed is told
	cat >"$BATS_TEST_TMPDIR/bin/nvhost" <<-SH
		#!/bin/sh
		[ "\$1" != complete ] || exec "$NVHOST" "\$@"
		{ printf '[%s]' "\$@"; echo; } >"\$SAID.new"
		mv "\$SAID.new" "\$SAID"
	SH
	typed "$quotes" | tr '|' '\t' >"$BATS_TEST_TMPDIR/lines"
	run -0 timeout 120 env TERM=xterm "$BATS_TEST_DIRNAME/drive-shell" "$SAID" "$@" <"$BATS_TEST_TMPDIR/lines" 3>&-
	diff - <(echo "$output") <<-'ARGUMENTS'
		[kill]
		[ps][-o][pid,vms]
		[ps][--sort=-rss]
		[set][--rlimit=nofile=5]
		[net][connections][-k][unix][x]
		[ps][-w][rss > 1 and num_threads]
		[ps][-w][rss > 1 and num_threads]
		[ps][-w][rss > 1 and num_threads]
	ARGUMENTS
}

@test "complete: in bash, typed" {
	[ -r /usr/share/bash-completion/bash_completion ] || skip "bash-completion is not installed"
	cat >"$BATS_TEST_TMPDIR/bashrc" <<-SH
		PS1='> '
		. /usr/share/bash-completion/bash_completion
		. "$COMPLETIONS/nvhost"
	SH
	drive open bash --rcfile "$BATS_TEST_TMPDIR/bashrc" -i
}

@test "complete: in zsh, typed" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	# /etc/zsh/zshenv sets PATH
	cat >"$BATS_TEST_TMPDIR/.zshrc" <<-SH
		PS1='> '
		PATH=$PATH
		fpath=($COMPLETIONS \$fpath)
		autoload -U compinit
		compinit -u -d "$BATS_TEST_TMPDIR/dump"
	SH
	ZDOTDIR=$BATS_TEST_TMPDIR drive open zsh -i
}

@test "complete: in fish, typed" {
	command -v fish >/dev/null || skip "fish is not installed"
	drive closes fish --no-config -C "source $COMPLETIONS/nvhost.fish"
}

@test "complete: in fish, asked" {
	command -v fish >/dev/null || skip "fish is not installed"
	run -0 fish --no-config -c "source $COMPLETIONS/nvhost.fish; complete -C 'nvhost ki'; complete -C 'nvhost ps -o pid,vm'; complete -C 'nvhost ps --sort=-rs'"
	[[ ${lines[0]} == kill$'\t'* ]]
	[[ ${lines[1]} == pid,vms$'\t'* ]]
	[[ ${lines[2]} == --sort=-rss$'\t'* ]]
}
