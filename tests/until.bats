#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# --until: what is waited for is found, and a pause ends where the kernel tells of a change. To show
# the latter, the pauses are so long that a test would fail for their length.

load helpers

setup() {
	use_fixture small
	export READS=$BATS_TEST_TMPDIR/reads
}

teardown() {
	end_sleepers
}

# What nvhost has read is in READS: what is to wake it comes after its first look.
after_look() {
	until grep -qs "$1" "$READS"; do sleep 0.02; done
}

looking() {
	NVHOST_DEBUG=read "$@" 2>"$READS"
}

# wakes COMMAND...: ends well, and long before the pause of 60 s does.
wakes() {
	local begin=$SECONDS
	run -0 looking timeout 50 "$@"
	[ $((SECONDS - begin)) -lt 40 ]
}

@test "--until: any waits for a row, none for its end; --timeout gives up with 124" {
	run -0 nvhost ps --until=any -w 'pid == 42' --csv -n -o pid --procfs="$PROC"
	[ "$output" = 42 ]
	run -124 timeout 10 "$NVHOST" ps --until=any -w 'pid == 5' --timeout=0.2 --procfs="$PROC"
	[ -z "$output" ]
	run -124 timeout 10 "$NVHOST" ps --until=none -w 'pid == 42' --timeout=0.2 -q --procfs="$PROC"
	run -0 timeout 10 "$NVHOST" ps --until=none -w 'pid == 5' -J --procfs="$PROC"
	[ "$output" = '[]' ]
	run -0 timeout 10 "$NVHOST" ps --until=any --csv -n -o 'count()' -g name --having 'count() > 0' -l 1 --procfs="$PROC"
	run -2 nvhost ps --until=some
	run -2 nvhost ps --timeout=5
	run -2 nvhost ps --until=any -c 2
}

@test "--until: what appears later is found, and the end of a process wakes" {
	(
		after_look "$PROC"
		cp -R "$PROC/42" "$PROC/77"
		sed 's/^42 /77 /' "$PROC/42/stat" >"$PROC/77/stat"
	) 3>&- &
	run -0 looking timeout 10 "$NVHOST" ps --until=any -w 'pid == 77' --csv -n -o pid --procfs="$PROC"
	[ "$output" = 77 ]
	start_sleeper
	(
		after_look "/proc/$PID/stat"
		kill -KILL "$PID"
	) 3>&- &
	begin=$(date +%s%N)
	looking timeout 20 "$NVHOST" ps --until=none -i 15 -w 'status != zombie' "$PID"
	[ $((($(date +%s%N) - begin) / 1000000)) -lt 10000 ]
}

@test "--until: the end of a process that a filter has found wakes" {
	start_sleeper
	(
		after_look "/proc/$PID/stat"
		kill -KILL "$PID"
	) 3>&- &
	wakes "$NVHOST" ps --until=none -i 60 -w "pid == $PID and status != zombie"
}

@test "--until: a socket that is closed wakes" {
	"$PYTHON" -c 'import os, socket, sys, time
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], file=open(sys.argv[1] + ".new", "w"))
os.rename(sys.argv[1] + ".new", sys.argv[1])
while not os.path.exists(sys.argv[1] + ".go"):
    time.sleep(0.05)
server.close()
time.sleep(300)' "$BATS_TEST_TMPDIR/port" 3>&- &
	SLEEPERS=$!
	eventually test -e "$BATS_TEST_TMPDIR/port"
	port=$(cat "$BATS_TEST_TMPDIR/port")
	nvhost net connections -q -w "laddr.port == $port and status == LISTEN"
	(after_look sock_diag && touch "$BATS_TEST_TMPDIR/port.go") 3>&- &
	wakes "$NVHOST" net connections --until=none -i 60 -w "laddr.port == $port and status == LISTEN"
}

@test "--until: an interface that comes up and an address wake" {
	unshare --user --map-root-user --net true || skip "no namespaces here"
	command -v ip >/dev/null || skip "no ip(8)"
	wakes unshare --user --map-root-user --net sh -c '(until grep -qs "ioctl lo" "$READS"; do sleep 0.02; done; ip link set lo up) 3>&- &
		"$1" net stats --until=any -i 60 -w "name == lo and isup"' sh "$NVHOST"
	[[ $output == *'lo '*yes* ]]
	wakes unshare --user --map-root-user --net sh -c 'ip link set lo up
		(until grep -qs rtnetlink "$READS"; do sleep 0.02; done; ip address add 192.0.2.77/32 dev lo) 3>&- &
		"$1" net addrs --until=any -i 60 -w "address == \"192.0.2.77\"" --csv -n -o address' sh "$NVHOST"
	[ "$output" = 192.0.2.77 ]
}

@test "--until: a mount wakes" {
	unshare --user --map-root-user --mount true || skip "no namespaces here"
	wakes unshare --user --map-root-user --mount sh -c '(until grep -qs mountinfo "$READS"; do sleep 0.02; done; mount -t tmpfs none "$2") 3>&- &
		"$1" disk partitions -a --until=any -i 60 -w "mountpoint == \"$2\"" --csv -n -o fstype' \
		sh "$NVHOST" "$BATS_TEST_TMPDIR"
	[ "$output" = tmpfs ]
}

@test "--until: pressure wakes" {
	[ -e /proc/pressure/cpu ] || skip "no /proc/pressure here"
	for _ in $(seq $(($(nproc) + 2))); do
		sh -c 'ulimit -t 30; while :; do :; done' 3>&- &
		SLEEPERS="${SLEEPERS-} $!"
	done
	total=$(nvhost cpu pressure some --csv -n -o total)
	wakes "$NVHOST" cpu pressure some --until=any -i 60 -w "total > $total + 0.2" -q
}

# The CPU time of nvhost and its children, in milliseconds.
cost_of() {
	local TIMEFORMAT='%3U %3S'
	{ time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%d", ($1 + $2) * 1000 }'
}

@test "--until: waiting for long takes hardly more than asking three times" {
	once=$(cost_of "$NVHOST" net connections --until=any -w 'laddr.port == 0 and pid == 0' --timeout=0.01)
	long=$(cost_of "$NVHOST" net connections --until=any -w 'laddr.port == 0 and pid == 0' --timeout=6)
	echo "$once ms, $long ms"
	[ "$long" -le $((3 * once + 100)) ]
}
