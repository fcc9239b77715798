# SPDX-License-Identifier: GPL-3.0-or-later
# Examples of the manual, and namespaces of their own to run them in.

# Undoes the escapes of mdoc(7) in lines of examples.
unquoted() {
	sed "s/\\\\(aq/'/g"'; s/\\(dq/"/g; s/\\(ti/~/g; s/\\(ha/^/g; s/\\(ga/`/g; s/\\-/-/g; s/\\e/\\/g'
}

# Prints the examples of all help texts. An example ends before two blanks or at the end of the line.
help_examples() {
	for word in '' $(commands) filters formats time environment exit-status; do
		nvhost help $word | sed -n '/^Examples:/,/^$/s/^  \([^ ].*\)/\1/p'
	done | sed 's/   *.*//' | sort -u
}

# rendered PROGRAM PAGE: prints a page as mandoc or groff renders it, with long lines.
rendered() {
	case "$1" in
	mandoc) mandoc -Tutf8 -O width=500 "$2" ;;
	groff) groff -mdoc -Tutf8 -rLL=500n -P-c "$2" ;;
	esac | sed 's/.\x08//g'
}

# page_examples PAGE [PROGRAM]: prints the examples of a page as rendered, ready to be copied.
page_examples() {
	local renderer=${2-}
	[ -n "$renderer" ] || renderer=$(command -v mandoc >/dev/null && echo mandoc || echo groff)
	rendered "$renderer" "$1" | sed -n '/^EXAMPLES/,/^[A-DF-Z]/s/^  *\(\(TZ=\|NVHOST_\)[^ ]* \)\?\(nvhost [^ ].*\)/\1\3/p'
}

examples() {
	help_examples
	local page
	for page in "$MAN"/nvhost*.1; do
		page_examples "$page"
	done
}

is_action='^nvhost \(kill\|set\|wait\|run\) '

# compared_in PAGE: prints command lines of other programs, a tab, and those of nvhost.
compared_in() {
	section_of "$1" COMPARED | sed -n 's/^\.It Ic "\(.*\)"/\1/p; s/^\.Dl //p' | unquoted | paste - -
}

# Creates nvhost and other programs that examples name, in a directory of the test, first in PATH.
prepare_examples() {
	cd "$BATS_TEST_TMPDIR"
	PATH=$BATS_TEST_TMPDIR:$PATH
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$NVHOST" >nvhost
	printf '#!/bin/sh\n' | tee make >backup
	cp "$(command -v sleep)" cc1
	cp cc1 worker
	chmod +x nvhost make backup
}

# went_well LINE: whether $status is 0 without a message. run prints its report; -q may fail.
went_well() {
	case "$1" in
	*' -q '*) [ "$status" -le 1 ] ;;
	*'nvhost run '*) [ "$status" -eq 0 ] ;;
	*) [ "$status" -eq 0 ] && [ -z "$stderr" ] ;;
	esac || { echo "$1: $status $stderr"; false; }
}

# Prepares namespaces with the processes that the pages name: a sleeper, a shell with a child, a
# listener on two ports, and some programs. All of them end together.
prepare_home() {
	[ "$(id -u)" -eq 0 ] || skip "needs root for a PID namespace"
	unshare --pid --net --fork --mount-proc true || skip "no PID namespaces here"
	prepare_examples
	chmod 755 "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR" "$(dirname "$BATS_TEST_TMPDIR")"
	cat >home <<'EOF'
seconds=$1
shift
setpriv --reuid=65534 --regid=65534 --clear-groups ./worker 60 &
./cc1 60 &
python3 -c '
import socket, time
sockets = [socket.create_server(("", port)) for port in (443, 8080)]
open("listens", "w").close()
time.sleep(60)' &
until [ -e listens ] && pgrep -x worker && pgrep -x cc1; do
	sleep 0.02
done >/dev/null
# these two start last, as they end after the given time
bash -c "sleep $seconds; :" & two=$!
sleep "$seconds" >/dev/full & one=$!
until [ -n "$(pgrep -P "$two")" ] || ! kill -0 "$two"; do
	sleep 0.02
done
rm listens
lines=()
for line; do
	line=${line//4711/$one} line=${line//4712/$two}
	lines+=("${line//1234/$one}")
done
EOF
}

# in_home SECONDS SCRIPT LINE...: runs SCRIPT in the namespaces, with the lines in "${lines[@]}".
in_home() {
	local seconds=$1 script=$2
	shift 2
	run --separate-stderr timeout -k 1 60 unshare --pid --net --fork --kill-child --mount-proc \
		bash -c ". ./home; $script" home "$seconds" "$@" </dev/null
}
