# SPDX-License-Identifier: GPL-3.0-or-later
# Functions that the tests of the whole program share. NVHOST is the program; make check sets it.
bats_require_minimum_version 1.5.0

export NVHOST=${NVHOST:-$BATS_TEST_DIRNAME/../src/nvhost}
# Prefer Debian's Python, which has psutil and jsonschema, to another one that comes first in PATH.
PYTHON=$(for python in /usr/bin/python3 python3; do
	"$python" -c 'import psutil' 2>/dev/null && echo "$python" && break
done) || true
export LC_ALL=C.UTF-8 TERM=dumb
unset HOST_PROC HOST_SYS NO_COLOR COLUMNS

nvhost() {
	"$NVHOST" "$@"
}

# use_fixture NAME: copies a recorded host; sets PROC and SYS to its directories.
use_fixture() {
	cp -R "$BATS_TEST_DIRNAME/fixtures/$1" "$BATS_TEST_TMPDIR/fixture"
	PROC=$BATS_TEST_TMPDIR/fixture/proc
	SYS=$BATS_TEST_TMPDIR/fixture/sys
}

# eventually COMMAND...: repeats the command until it succeeds, for at most ten seconds.
eventually() {
	for _ in $(seq 200); do
		! "$@" 2>/dev/null || return 0
		sleep 0.05
	done
	echo "never: $*"
	return 1
}

# Ends when nvhost, which `holding` runs, has opened the process a second time, behind the selection;
# or, where there are no pidfds, has looked at its stat again and again.
export HELD=$BATS_TEST_TMPDIR/held
UNTIL_HELD='until [ "$(grep -s "pidfd_open $$\$" "$HELD" | wc -l)" -ge 2 ] ||
		[ "$(grep -s "/proc/$$/stat\$" "$HELD" | wc -l)" -ge 6 ]; do sleep 0.02; done; '

# A process that ends as COMMAND says, once it is held: ENDING is its PID.
start_ending() {
	sh -c "$UNTIL_HELD${1-}" 3>&- &
	ENDING=$!
}

holding() {
	NVHOST_DEBUG=read "$@" 2>"$HELD"
}

is_named() {
	[ "$(cat "/proc/$1/comm")" = "$2" ]
}

# Starts a process that sleeps, and sets PID. The process ends with the test.
start_sleeper() {
	sleep 300 3>&- &
	PID=$!
	SLEEPERS="${SLEEPERS-} $PID"
	eventually is_named "$PID" sleep
}

end_sleepers() {
	[ -z "${SLEEPERS-}" ] || { kill -KILL $SLEEPERS; wait $SLEEPERS; } 2>/dev/null || true
	SLEEPERS=
}

# ended_by SIGNAL: waits for the sleeper, and checks that the signal ended it.
ended_by() {
	local status=0
	wait "$PID" || status=$?
	[ "$status" -eq $((128 + $1)) ]
}

# start_ticks PID: prints the start time in clock ticks, field 22 of stat.
start_ticks() {
	local stat
	stat=$(cat "/proc/$1/stat")
	stat=${stat##*) }
	set -- $stat
	echo "${20}"
}

need_root() {
	[ "$EUID" -eq 0 ] || skip "needs root"
}

# as_nobody COMMAND...: runs the command as an ordinary user.
as_nobody() {
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}
