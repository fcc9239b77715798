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

@test "complete: in bash" {
	[ -r /usr/share/bash-completion/bash_completion ] || skip "bash-completion is not installed"
	run -0 bash --norc -c '
		. /usr/share/bash-completion/bash_completion
		. "$1"
		ask() {
			COMP_LINE=$1
			shift
			COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
			COMP_POINT=${#COMP_LINE}
			_nvhost
			echo "${COMPREPLY[*]}"
		}
		ask "nvhost ki" nvhost ki
		ask "nvhost ps -o pid,vm" nvhost ps -o pid,vm
		ask "nvhost ps --sort=-rs" nvhost ps --sort = -rs' x "$COMPLETIONS/nvhost" 2>/dev/null
	[ "${lines[0]}" = kill ]
	[ "${lines[1]}" = pid,vms ]
	[ "${lines[2]}" = -rss ]
}

@test "complete: in fish" {
	command -v fish >/dev/null || skip "fish is not installed"
	run -0 fish --no-config -c "source $COMPLETIONS/nvhost.fish; complete -C 'nvhost ki'; complete -C 'nvhost ps -o pid,vm'; complete -C 'nvhost ps --sort=-rs'"
	[[ ${lines[0]} == kill$'\t'* ]]
	[[ ${lines[1]} == pid,vms$'\t'* ]]
	[[ ${lines[2]} == --sort=-rss$'\t'* ]]
}

@test "complete: in zsh" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	cp "$COMPLETIONS/_nvhost" "$BATS_TEST_TMPDIR/_nvhost"
	cat >"$BATS_TEST_TMPDIR/drive" <<-'ZSH'
		zmodload zsh/zpty || exit 77
		zpty shell zsh -f -i
		zpty -w shell "PS1='> '; fpath=($1 \$fpath); autoload -U compinit; compinit -u -d $1/dump"
		zpty -w shell $'echo READY'
		zpty -r shell text '*READY*READY*'
		zpty -w -n shell $'echo nvhost kil\t|\n'
		zpty -w -n shell $'nvhost ps -o pid,vm\t; true\n'
		zpty -w -n shell $'kill $$\n'
		while zpty -r shell text; do print -r -- "$text"; done
	ZSH
	sed -i 's/echo nvhost kil/nvhost kil/; s/\\t|\\n/\\t --help\\n/' "$BATS_TEST_TMPDIR/drive"
	run timeout 20 zsh -f "$BATS_TEST_TMPDIR/drive" "$BATS_TEST_TMPDIR" 3>&-
	[ "$status" -ne 77 ] || skip "zsh has no zpty here"
	[[ $output == *'nvhost kill'* ]]
	[[ $output == *'pid,vms'* ]]
}
