# SPDX-License-Identifier: GPL-3.0-or-later
# Examples of the manual, and a machine of its own that they run on.

# Lines of examples, as a shell takes them.
unquoted() {
	sed "s/\\\\(aq/'/g"'; s/\\(dq/"/g; s/\\(ti/~/g; s/\\(ha/^/g; s/\\(ga/`/g; s/\\-/-/g; s/\\e/\\/g'
}

# The examples of help texts stand before two blanks or the end of the line.
help_examples() {
	for word in '' $(commands) filters formats time environment exit-status; do
		nvhost help $word | sed -n '/^Examples:/,/^$/s/^  \([^ ].*\)/\1/p'
	done | sed 's/   *.*//' | sort -u
}

# A page as a terminal shows it, by one of two programs, in lines that are long enough.
rendered() {
	case "$1" in
	mandoc) mandoc -Tutf8 -O width=500 "$2" ;;
	groff) groff -mdoc -Tutf8 -rLL=500n -P-c "$2" ;;
	esac | sed 's/.\x08//g'
}

# The examples of a page, as they are copied from the terminal.
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

# The other program's line, a tab, and ours.
compared_in() {
	section_of "$1" COMPARED | sed -n 's/^\.It Ic "\(.*\)"/\1/p; s/^\.Dl //p' | unquoted | paste - -
}

# A program of this name in PATH, in a directory of the test; and others that examples name.
prepare_examples() {
	cd "$BATS_TEST_TMPDIR"
	PATH=$BATS_TEST_TMPDIR:$PATH
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$NVHOST" >nvhost
	printf '#!/bin/sh\n' | tee make >backup
	cp "$(command -v sleep)" cc1
	cp cc1 worker
	chmod +x nvhost make backup
}

# Whether it went well: no message, but the report of run; -q may say no.
went_well() {
	case "$1" in
	*' -q '*) [ "$status" -le 1 ] ;;
	*'nvhost run '*) [ "$status" -eq 0 ] ;;
	*) [ "$status" -eq 0 ] && [ -z "$stderr" ] ;;
	esac || { echo "$1: $status $stderr"; false; }
}

# A machine of its own with the processes that the pages speak of: one that sleeps, a shell with a
# child, a listener on two ports, and some who are named. It ends as a whole, however it ends.
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
# the others have only so long to live, and begin last
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

# in_home SECONDS SCRIPT LINE...: SCRIPT has the lines as "${lines[@]}".
in_home() {
	local seconds=$1 script=$2
	shift 2
	run --separate-stderr timeout -k 1 60 unshare --pid --net --fork --kill-child --mount-proc \
		bash -c ". ./home; $script" home "$seconds" "$@" </dev/null
}
