#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Questions of those who write scripts and keep machines running: one line each, with the programs
# that the line is for.

load helpers

setup() {
	cd "$BATS_TEST_TMPDIR"
	NAME=q$$ # of processes of this test alone
}

teardown() {
	end_sleepers
}

# start_named NAME [SECONDS]: a process of that name, in $PID.
start_named() {
	[ -e "$1" ] || cp "$(command -v sleep)" "$1"
	"./$1" "${2-300}" 3>&- &
	PID=$!
	SLEEPERS="${SLEEPERS-} $PID"
	eventually is_named "$PID" "$1"
}

@test "wait until a port listens" {
	cat >listen.py <<-'PYTHON'
		import os, socket, time
		server = socket.socket()
		server.bind(("127.0.0.1", 0))
		with open("new", "w") as file:
		    print(server.getsockname()[1], file=file)
		os.rename("new", "port")
		time.sleep(0.7)
		server.listen()
		time.sleep(300)
	PYTHON
	"$PYTHON" listen.py 3>&- &
	SLEEPERS=$!
	eventually test -e port
	run -1 nvhost ps -q --listen="$(cat port)"
	run -0 timeout 60 "$NVHOST" ps --until=any --timeout=50s --listen="$(cat port)" -n -o pid
	[ "$output" = "$SLEEPERS" ]
	run -124 timeout 60 "$NVHOST" ps --until=any --timeout=0.3 --listen="$(cat port)" -w 'pid == 0'
}

@test "a job of cron is not started while it is running" {
	start_job() {
		timeout 20 "$NVHOST" ps -q -N "^$NAME\$" || echo started
	}
	[ "$(start_job)" = started ]
	start_named "$NAME"
	[ -z "$(start_job)" ]
	kill "$PID"
	wait "$PID" || true
	[ "$(start_job)" = started ]
}

@test "names with any byte in them, for xargs -0" {
	start_named "$NAME"$'\n x'
	run -0 bash -c '"$1" ps -0 -o name -N "^$2" | xargs -0 -n 1 printf "<%s>"' bash "$NVHOST" "$NAME"
	[ "$output" = "<$NAME"$'\n x>' ]
}

@test "PIDs with commas between, for top -p" {
	command -v top >/dev/null || skip "no top(1)"
	start_named "$NAME"
	one=$PID
	start_named "$NAME"
	run -0 nvhost ps -n -o 'join(list(pid), ",")' -N "^$NAME\$"
	[ "$output" = "$one,$PID" ] || [ "$output" = "$PID,$one" ]
	run -0 env TERM=dumb top -b -n 1 -p "$output"
	[ "$(grep -c "$NAME" <<<"$output")" -eq 2 ]
}

@test "files and PIDs that are used, against the limits of the machine" {
	run -0 nvhost info limits open_files pids threads -J -o name,used,limit,percent
	jq -e --argjson files "$(cat /proc/sys/fs/file-max)" --argjson pids "$(cat /proc/sys/kernel/pid_max)" \
		--argjson threads "$(cat /proc/sys/kernel/threads-max)" 'INDEX(.name) |
		.open_files.limit == ([$files, 9223372036854775807] | min) and .pids.limit == $pids and
		.threads.limit == $threads and .pids.used > 0 and
		all(.[]; .percent >= 0 and .percent <= 100)' <<<"$output" || { echo "$output"; false; }
	run nvhost info limits --warning 'percent > 90'
	[[ $output == "INFO LIMITS "*"'open_files'="*" 'pids'="* ]]
}

@test "what keeps a mount busy" {
	need_root
	unshare --mount true || skip "no mount namespaces here"
	mkdir mount
	run -0 timeout 50 unshare --mount bash -c '
		mount -t tmpfs none mount
		cp "$(command -v sleep)" busy
		(cd mount && exec ../busy 300) 3>&- &
		until [ "$(cat /proc/$!/comm)" = busy ]; do sleep 0.05; done
		umount mount 2>/dev/null && exit 1
		[ "$("$1" ps --mount=mount -n -o pid,name | xargs)" = "$! busy" ] || exit 2
		"$1" kill --mount=mount --wait=10 --then=KILL
		umount mount' bash "$NVHOST"
}

@test "renice all that a filter finds" {
	start_named "$NAME"
	one=$PID
	start_named "$NAME"
	nice=$(($(nice) + 3))
	run -0 nvhost set --nice="$nice" -w "name == $NAME"
	[ "$(ps -o ni= -p "$one,$PID" | tr -d ' ' | uniq)" = "$nice" ]
	run -1 --separate-stderr nvhost set --nice="$nice" -w "name == $NAME and nice < $nice" -J
	[ "$output" = '[]' ] || { echo "$output"; false; }
}
