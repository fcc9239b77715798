#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# ps: what a process is said to be, and which processes.
load helpers

setup() {
	use_fixture small
}

teardown() {
	end_sleepers
}

ask() {
	run -0 --separate-stderr nvhost ps --procfs="$PROC" "$@"
	[ -z "$stderr" ]
}

@test "ps: a name that holds brackets is read to the last one" {
	ask 42 -o name,ppid,status --ndjson
	[ "$output" = '{"name":"a) S 1 (b","ppid":1,"status":"running"}' ]
}

@test "ps: every column of a recorded process" {
	ask 1 -J -o id,cmdline,create_time,elapsed,cwd,nice,uids,gids,num_threads,cpu_times,cpu_average
	[ "$(jq -c '.[0]' <<<"$output")" = '{"id":"1@0","cmdline":["/sbin/init","--x"],"create_time":1700000000,"elapsed":1000,"cwd":null,"nice":5,"uids":{"real":7,"effective":8,"saved":9},"gids":{"real":4,"effective":5,"saved":6},"num_threads":3,"cpu_times":{"user":1.5,"system":0.5,"children_user":0.07,"children_system":0.03,"iowait":0.25},"cpu_average":0.2}' ]
	ask 1 -J -o memory_info,memory_percent,io_counters,cpu_affinity,cpu_num,num_ctx_switches,page_faults
	[ "$(jq -c '.[0]' <<<"$output")" = '{"memory_info":{"rss":409600,"vms":4096000,"shared":204800,"text":81920,"data":1228800},"memory_percent":0.0025,"io_counters":{"read_count":3,"write_count":4,"read_bytes":4096,"write_bytes":8192,"read_chars":1,"write_chars":2},"cpu_affinity":[0,1],"cpu_num":1,"num_ctx_switches":{"voluntary":11,"involuntary":22},"page_faults":{"minor":10,"major":2}}' ]
}

@test "ps: a zombie has no arguments, program or folder, and says why" {
	ask 44 -o status,cmdline,exe,cwd,environ,missing --ndjson
	[ "$output" = '{"status":"zombie","cmdline":null,"exe":null,"cwd":null,"environ":null,"missing":{"cmdline":"zombie","exe":"zombie","cwd":"zombie","environ":"zombie"}}' ]
}

@test "ps: a kernel thread has no arguments, which is known" {
	ask 43 -o name,cmdline,is_kthread,status --ndjson
	[ "$output" = '{"name":"kworker/0:0H-events_highpri","cmdline":[],"is_kthread":true,"status":"idle"}' ]
}

@test "ps: files that a kernel does not have are unsupported" {
	rm "$PROC/42/io" "$PROC/42/statm"
	ask 42 -o rss,io_counters,missing --ndjson
	[ "$output" = '{"rss":null,"io_counters":null,"missing":{"rss":"unsupported","io_counters":"unsupported"}}' ]
}

@test "ps: counters we may not read are null and the row still prints" {
	[ "$EUID" -ne 0 ] || skip "root may read every file"
	chmod 000 "$PROC/42/io"
	ask 42 -o pid,read_bytes,missing --ndjson
	[ "$output" = '{"pid":42,"read_bytes":null,"missing":{"read_bytes":"denied"}}' ]
}

@test "ps: another user's secrets are denied to an ordinary user, and known to root" {
	need_root
	start_sleeper
	run -0 as_nobody "$NVHOST" ps "$PID" -o cwd,io_counters,num_fds,missing --ndjson
	[ "$output" = '{"cwd":null,"io_counters":null,"num_fds":null,"missing":{"cwd":"denied","io_counters":"denied","num_fds":"denied"}}' ]
	run -0 nvhost ps "$PID" -o cwd --ndjson
	[ "$output" = "{\"cwd\":\"$PWD\"}" ]
}

@test "ps: operands are PIDs and identities; each process is one row" {
	ask 42 1 42@5000 1 -o pid --csv -n
	[ "$output" = $'1\n42' ]
	run -1 --separate-stderr nvhost ps --procfs="$PROC" 42@4999 1 -o pid --csv -n
	[ "$output" = 1 ]
	[ "$stderr" = 'nvhost ps: 42@4999: no such process' ]
	run -1 --separate-stderr nvhost ps --procfs="$PROC" 4242 99999999999999999999 -o pid --csv -n
	[ "$output" = '' ]
	[ "$stderr" = $'nvhost ps: 4242: no such process\nnvhost ps: 99999999999999999999: no such process' ]
}

@test "ps: a thread is no process" {
	printf 'Tgid:\t1\n' >"$PROC/42/status"
	run -1 --separate-stderr nvhost ps --procfs="$PROC" 42 -o pid --csv -n
	[ "$stderr" = 'nvhost ps: 42 is a thread of 1' ]
}

@test "ps: PID:INODE is the identity of util-linux, where the kernel has it" {
	start_sleeper
	run -1 --separate-stderr nvhost ps "$PID:1" -o pid --csv -n
	[ "$stderr" = "nvhost ps: $PID:1: no such process" ]
	inode=$(python3 -c 'import os, sys; print(os.fstat(os.pidfd_open(int(sys.argv[1]))).st_ino)' "$PID")
	grep -q pidfs /proc/kallsyms || skip "this kernel has no pidfs"
	run -0 nvhost ps "$PID:$inode" -o pid --csv -n
	[ "$output" = "$PID" ]
}

@test "ps: selectors of one kind are alternatives, kinds must all hold" {
	ask -p 1,42 -p 43 -o pid --csv -n
	[ "$output" = $'1\n42\n43' ]
	ask -N '^a' -N dead -o pid --csv -n
	[ "$output" = $'42\n44' ]
	ask -N '^a' -N dead -p 44 -o pid --csv -n
	[ "$output" = 44 ]
	ask -k -u 7 -o pid --csv -n
	[ "$output" = $'1\n42\n44' ]
	ask -u 8 -o pid --csv -n
	[ "$output" = '' ]
	ask -t pts/77 -o pid --csv -n
	[ "$output" = '' ]
}

@test "ps -u, -U: real and effective users, by number and by every name" {
	mkdir "$BATS_TEST_TMPDIR/fixture/etc"
	printf '%s\n' 'own:x:7:7::/:' 'also:x:7:7::/:' 'other:x:3000000000:1::/:' >"$BATS_TEST_TMPDIR/fixture/etc/passwd"
	sed -i 's/^Uid:.*/Uid:\t7\t3000000000\t7\t7/' "$PROC/42/status"
	sed -i 's/^Uid:.*/Uid:\t8\t7\t7\t7/' "$PROC/1/status"
	for words in "-u own,x=42" "-u also=42" "-u 7=42" "-U other=42" "-U 3000000000=42" "-U also=1" "-u own -U own="; do
		run --separate-stderr nvhost ps --root="$BATS_TEST_TMPDIR/fixture" -p 1,42 -o pid --csv -n ${words%=*}
		[ "$output" = "${words##*=}" ] || { echo "$words: $output"; false; }
	done
}

@test "ps: a selector that names nothing is told, and selects nobody" {
	for words in "-u no-such-user: no such user" "-U 4294967295: no such user" "-t no-such-tty: no such terminal" \
	    "--open=/no/such/file: No such file or directory" "--mount=/no/such: No such file or directory"; do
		option=${words%%: *}
		run -1 --separate-stderr nvhost ps $option -o pid --csv -n
		[ "$output" = '' ]
		option=${option#*[= ]}
		[ "$stderr" = "nvhost ps: $option: ${words#*: }" ]
	done
	run -1 --separate-stderr nvhost ps -u "no-such-user,$EUID" -p $$ -o pid --csv -n
	[ "$output" = $$ ]
	[ "$stderr" = "nvhost ps: no-such-user: no such user" ]
	run -0 nvhost ps -u no-such-user -H
}

@test "ps: an empty selector is a usage error" {
	for option in -u= -U= -t= -N= --cgroup= --container= --unit= --port= --listen= --open= --mount= -p= -u=, -u=root, --children-of=; do
		run -2 --separate-stderr nvhost ps "${option%%=*}" "${option#*=}" -o pid --csv
		[ "$output" = '' ]
	done
	start_sleeper
	run -2 nvhost kill -N sleep -u "$UNSET"
	run -2 nvhost set --nice=1 -N sleep -t ""
	kill -0 "$PID"
}

@test "ps --children-of: children, and with -r all descendants" {
	ask --children-of=1 -o pid --csv -n
	[ "$output" = $'42\n43' ]
	ask --children-of=1 -r -o pid --csv -n
	[ "$output" = $'42\n43\n44' ]
	ask --children-of=1,42 44 43 -o pid --csv -n
	[ "$output" = $'43\n44' ]
	ask --children-of=44 -o pid --csv -n
	[ "$output" = '' ]
	run -1 --separate-stderr nvhost ps --procfs="$PROC" --children-of=5 -o pid --csv -n
	[ "$stderr" = 'nvhost ps: 5: no such process' ]
}

@test "ps --cgroup, --container, --unit: by the path of the control group" {
	id=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
	echo '0::/init.scope' >"$PROC/1/cgroup"
	printf '1:name=systemd:/system.slice/ssh.service\n0::/\n' >"$PROC/42/cgroup"
	echo "0::/system.slice/docker-$id.scope" >"$PROC/43/cgroup"
	echo '0::/user.slice/user-7.slice/user@7.service/app.slice/_x.service' >"$PROC/44/cgroup"
	ask -o pid,cgroup,container,unit,slice,user_unit --ndjson
	[ "${lines[0]}" = '{"pid":1,"cgroup":"/init.scope","container":null,"unit":"init.scope","slice":null,"user_unit":null}' ]
	[ "${lines[1]}" = '{"pid":42,"cgroup":"/system.slice/ssh.service","container":null,"unit":"ssh.service","slice":"system.slice","user_unit":null}' ]
	[ "${lines[2]}" = "{\"pid\":43,\"cgroup\":\"/system.slice/docker-$id.scope\",\"container\":\"$id\",\"unit\":\"docker-$id.scope\",\"slice\":\"system.slice\",\"user_unit\":null}" ]
	[ "${lines[3]}" = '{"pid":44,"cgroup":"/user.slice/user-7.slice/user@7.service/app.slice/_x.service","container":null,"unit":"user@7.service","slice":"user-7.slice","user_unit":"x.service"}' ]
	ask --cgroup='/system.slice/*' -o pid --csv -n
	[ "$output" = $'42\n43' ]
	ask --cgroup='/[!s]*' -o pid --csv -n
	[ "$output" = $'1\n44' ]
	ask --cgroup='/init' -o pid --csv -n # a glob is of the whole path
	[ "$output" = '' ]
	ask --cgroup='/init.scop?' -o pid --csv -n
	[ "$output" = 1 ]
	ask --container=0123456789ab -o pid --csv -n
	[ "$output" = 43 ]
	ask --container=.* -o pid --csv -n
	[ "$output" = '' ]
	ask --unit=ssh -o pid --csv -n
	[ "$output" = 42 ]
	ask --unit=x.service --unit='init.*' -o pid --csv -n
	[ "$output" = $'1\n44' ]
	# systemctl(1) shows the name with its escapes
	printf '0::/system.slice/a\\x2db\\x2a.service\n' >"$PROC/42/cgroup"
	ask -o unit --csv -n 42
	[ "$output" = 'a-b*.service' ]
	for unit in 'a\x2db\x2a' 'a\x2db\x2a.service' 'a-b*' 'a\x2d*'; do
		ask --unit="$unit" -o pid --csv -n
		[ "$output" = 42 ]
	done
	echo '0::/system.slice/a-bc.service' >"$PROC/42/cgroup"
	ask --unit='a\x2db\x2a' -o pid --csv -n
	[ "$output" = '' ]
}

@test "ps --port: who listens there, or is connected" {
	"$PYTHON" -c '
import socket, sys, time
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1], flush=True)
time.sleep(60)' >"$BATS_TEST_TMPDIR/port" 3>&- &
	SLEEPERS=$!
	eventually test -s "$BATS_TEST_TMPDIR/port"
	run -0 nvhost ps --port="$(cat "$BATS_TEST_TMPDIR/port")" -o pid --csv -n
	[ "$output" = "$SLEEPERS" ]
	run -0 nvhost ps --port=0 -q -p $SLEEPERS -c 1 || [ "$status" -eq 1 ]
	run -2 nvhost ps --port=65536
	[ "${lines[0]}" = "nvhost ps: '65536' is not a port" ]
}

@test "ps --listen: who listens there, but not who is connected" {
	"$PYTHON" -c '
import os, socket, time
s = socket.create_server(("127.0.0.1", 0))
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(("127.0.0.1", 0))
t = socket.create_connection(s.getsockname())
child = os.fork()
if child == 0:
    os.closerange(s.fileno(), u.fileno() + 1)
    time.sleep(60)
t.close()
print(s.getsockname()[1], u.getsockname()[1], os.getpid(), child, flush=True)
time.sleep(60)' >"$BATS_TEST_TMPDIR/port" 3>&- &
	eventually test -s "$BATS_TEST_TMPDIR/port"
	read -r tcp udp server client <"$BATS_TEST_TMPDIR/port"
	SLEEPERS="$server $client"
	run -0 nvhost ps --port="$tcp" -o pid --csv -n
	[ "$output" = "$server"$'\n'"$client" ]
	for port in "$tcp" "$udp" "1,$tcp"; do
		run -0 nvhost ps --listen="$port" -o pid --csv -n
		[ "$output" = "$server" ]
	done
	run -2 nvhost ps --listen=ssh
}

@test "ps --open: who holds the very file, by any of its names" {
	cd "$BATS_TEST_TMPDIR"
	echo data >file
	ln -s file symbolic
	ln file hard
	mkdir place
	sleep 60 <file 3>&- &
	opener=$!
	(cd place && exec sleep 60 3>&-) &
	worker=$!
	cp "$(command -v sleep)" runner
	./runner 60 3>&- &
	runner=$!
	"$PYTHON" -c '
import mmap, time
with open("file") as file:
    map = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
print(map[0], flush=True)
time.sleep(60)' >mapped 3>&- &
	mapper=$!
	SLEEPERS="$opener $worker $runner $mapper"
	eventually is_named "$opener" sleep
	eventually is_named "$worker" sleep
	eventually is_named "$runner" runner
	eventually test -s mapped
	who() {
		nvhost ps --open="$1" -o pid --csv -n
	}
	for name in file symbolic hard; do
		[ "$(who $name)" = "$(printf '%s\n' "$opener" "$mapper" | sort -n)" ]
	done
	[ "$(who place)" = "$worker" ]
	[ "$(who runner)" = "$runner" ]
	# the file that has the name now is another one
	rm hard && mv file file.1 && echo new >file
	[ "$(who file)" = '' ]
	[ "$(who file.1)" = "$(printf '%s\n' "$opener" "$mapper" | sort -n)" ]
}

# Its file is not what the descriptors lead to: fuser(1) goes by the name, sock_diag(7) tells the inode.
@test "ps --open: the server of a UNIX socket" {
	cd "$BATS_TEST_TMPDIR"
	"$PYTHON" -c '
import socket, time
server = socket.socket(socket.AF_UNIX)
server.bind("socket")
server.listen()
print("ready", flush=True)
time.sleep(60)' >said 3>&- &
	SLEEPERS=$!
	eventually test -s said
	run -0 nvhost ps --open=socket -o pid --csv -n
	[ "$output" = "$SLEEPERS" ]
	rm socket
	"$PYTHON" -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
	run -0 nvhost ps --open=socket -o pid --csv -n
	[ "$output" = '' ]
}

@test "ps --open: of a recorded host, by name" {
	mkdir -p "$PROC/42/fd" "$PROC/42/fdinfo"
	ln -s /var/log/some "$PROC/42/fd/3"
	printf 'pos:\t0\nflags:\t0100000\n' >"$PROC/42/fdinfo/3"
	ln -sfn /srv/place "$PROC/1/cwd"
	ask --open=/var/log/some -o pid --csv -n
	[ "$output" = 42 ]
	ask --open=/srv/place -o pid --csv -n
	[ "$output" = 1 ]
	run -1 nvhost ps --procfs="$PROC" --mount=/
}

@test "ps --mount: who holds a file below the mount" {
	need_root
	mkdir "$BATS_TEST_TMPDIR/mount"
	unshare -m sh -c 'mount -t tmpfs none "$0" || exit 77; echo x >"$0/data"; sleep 60 <"$0/data" 3>&- & echo $! >"$1"
		wait_for() { until [ "$(cat /proc/$1/comm)" = sleep ]; do :; done; }; wait_for $!
		"$2" ps --mount="$0" -o name,cmdline --csv -n; kill $!' \
		"$BATS_TEST_TMPDIR/mount" "$BATS_TEST_TMPDIR/pid" "$NVHOST" >"$BATS_TEST_TMPDIR/out" || skip "no mount to be had"
	[ "$(cat "$BATS_TEST_TMPDIR/out")" = 'sleep,"[""sleep"",""60""]"' ]
}

@test "ps: nvhost itself is no match, but there if it is named" {
	name=itself$$ # another run of the tests may have processes, too
	cp "$NVHOST" "$BATS_TEST_TMPDIR/$name"
	for words in "-N ^$name$" "-w name=='$name'" "-u $(id -u) -N $name"; do
		run -0 "$BATS_TEST_TMPDIR/$name" ps $words -o pid --csv -n
		[ "$output" = '' ]
	done
	run -0 sh -c 'exec "$0" ps -w "name == \"$1\"" -o name --csv -n $$' "$BATS_TEST_TMPDIR/$name" "$name"
	[ "$output" = "$name" ]
	run -0 sh -c 'exec "$0" ps fds -w "pid == $$" -o pid --csv -n' "$BATS_TEST_TMPDIR/$name"
	[ "$output" = '' ]
	run -0 sh -c '"$0" ps --children-of=$$ -o name --csv -n; :' "$BATS_TEST_TMPDIR/$name"
	[ "$output" = '' ]
	run -0 "$BATS_TEST_TMPDIR/$name" ps -o name --csv -n
	[[ $output == *"$name"* ]]
}

@test "ps: older names of psutil are understood" {
	start_sleeper
	run -0 nvhost ps "$PID" -o connections,memory_full_info,memory_info.lib --ndjson
	[ "$(jq -c '[keys_unsorted[], (.memory_full_info | keys_unsorted[])]' <<<"$output")" = '["net_connections","memory_full_info","memory_info.lib","rss","vms","shared","text","data","uss","pss","swap"]' ]
	run -0 nvhost ps "$PID" -o all -J
	[ "$(jq '.[0] | has("memory_full_info")' <<<"$output")" = false ]
}

@test "ps: what is set for a live process is what is said" {
	start_sleeper
	renice -n 7 -p "$PID" >/dev/null
	echo 321 >"/proc/$PID/oom_score_adj"
	run -0 nvhost ps "$PID" -o nice,oom_score_adj,policy,namespaces.net,root,pgid,sid --ndjson
	net=$(stat -Lc %i "/proc/$PID/ns/net")
	pgid=$(ps -o pgid= -p "$PID") sid=$(ps -o sid= -p "$PID")
	[ "$output" = "{\"nice\":7,\"oom_score_adj\":321,\"policy\":\"other\",\"namespaces.net\":$net,\"root\":\"/\",\"pgid\":${pgid// /},\"sid\":${sid// /}}" ]
}

@test "ps: signals and capabilities by name" {
	printf 'Tgid:\t42\nUid:\t7\t8\t9\t10\nShdPnd:\t0000000000000000\nSigBlk:\t0000000000000001\nSigIgn:\t8000000000004000\nSigCgt:\t0000000200000000\nCapEff:\t0000020000001001\n' >"$PROC/42/status"
	ask 42 -o signals,capabilities --ndjson
	[ "$(jq -c '[.signals.pending, .signals.blocked, .signals.ignored, .signals.caught, .capabilities.effective, .capabilities.ambient]' <<<"$output")" = '[[],["HUP"],["TERM","RTMAX"],["RTMIN"],["chown","net_admin","41"],null]' ]
}

@test "ps: a filter may look into lists" {
	start_sleeper
	run -0 nvhost ps "$PID" -w 'fds.fd == 0 and fds.kind != "nothing"' -o pid --csv -n
	[ "$output" = "$PID" ]
	run -2 nvhost ps -w 'fds.nothing == 1'
	[[ ${lines[0]} == "nvhost ps: unknown column 'fds.nothing'"* ]]
}

@test "ps: expensive files are opened only for rows that the cheap ones let through" {
	command -v strace >/dev/null || skip "strace is not installed"
	export ASAN_OPTIONS=detect_leaks=0 # that cannot be traced
	strace -f -o "$BATS_TEST_TMPDIR/trace" "$NVHOST" ps --procfs="$PROC" -w 'pid == 42' \
		-o pid,memory_footprint,num_fds,io_counters --csv >/dev/null || skip "strace does not work here"
	[ "$(grep -c '"smaps_rollup"' "$BATS_TEST_TMPDIR/trace")" -eq 1 ]
	[ "$(grep -c '"io"' "$BATS_TEST_TMPDIR/trace")" -eq 1 ]
	! grep -q '"status"\|"cmdline"\|"environ"' "$BATS_TEST_TMPDIR/trace"
}

@test "ps: processes that end meanwhile vanish silently, and the document stays whole" {
	( while :; do for i in 1 2 3 4 5 6 7 8; do /bin/true & done; wait; done ) 3>&- &
	SLEEPERS=$!
	nvhost ps -o all --schema >"$BATS_TEST_TMPDIR/schema"
	for i in 1 2 3 4 5; do
		nvhost ps -o all -J >"$BATS_TEST_TMPDIR/rows" 2>"$BATS_TEST_TMPDIR/messages"
		[ ! -s "$BATS_TEST_TMPDIR/messages" ]
		"$PYTHON" - "$BATS_TEST_TMPDIR/schema" "$BATS_TEST_TMPDIR/rows" <<-'CHECK'
			import json, sys, jsonschema
			schema, rows = (json.load(open(name)) for name in sys.argv[1:])
			jsonschema.validate(rows, schema)
			pids = [row["pid"] for row in rows]
			assert len(pids) > 1 and pids == sorted(set(pids))
		CHECK
	done
}

@test "ps fds: the ends of a socket" {
	"$PYTHON" -c '
import socket, time
s = socket.create_server(("127.0.0.1", 0))
c = socket.create_connection(s.getsockname())
print(c.fileno(), *c.getsockname()[1:], *s.getsockname()[1:], flush=True)
time.sleep(60)' >"$BATS_TEST_TMPDIR/ends" 3>&- &
	SLEEPERS=$!
	eventually test -s "$BATS_TEST_TMPDIR/ends"
	read -r fd local remote <"$BATS_TEST_TMPDIR/ends"
	run -0 nvhost ps fds "$SLEEPERS" -w "fd == $fd" -o kind,laddr.port,raddr.ip,raddr.port,status --csv -n
	[ "$output" = "socket,$local,127.0.0.1,$remote,ESTABLISHED" ]
}

@test "ps: a table of processes that do not exist has no rows, and that is no problem" {
	rm -r "$PROC"/1 "$PROC"/4?
	ask -J
	[ "$(tr -d '\n' <<<"$output")" = '[]' ]
}

@test "ps: the terminal of a process on one is that of ps(1)" {
	command -v script >/dev/null || skip "script(1) is not installed"
	run -0 script -qec 'sh -c '\''"$NVHOST" ps -n -o terminal $$; echo "/dev/$(ps -o tty= -p $$)"'\' /dev/null
	[[ ${lines[0]} == /dev/pts/* ]]
	[ "$(tr -d ' \r' <<<"${lines[0]}")" = "$(tr -d ' \r' <<<"${lines[1]}")" ]
}

@test "ps: PIDs and parents alone are those of ps(1)" {
	start_sleeper
	[ "$(nvhost ps -o pid,ppid --csv -n -w "pid == $PID")" = "$PID,$$" ]
	[ "$(nvhost ps -o ppid -n "$PID" -b | tr -d ' ')" = "$(ps -o ppid= -p "$PID" | tr -d ' ')" ]
	run -0 nvhost ps -o pid --csv -n -w "ppid == $$"
	[[ $'\n'$output$'\n' == *$'\n'$PID$'\n'* ]]
	end_sleepers
}

@test "ps: a name that the kernel cuts is completed by the path of the program (P-053)" {
	cp "$(command -v sleep)" "$BATS_TEST_TMPDIR/a-name-of-more-than-15-bytes"
	"$BATS_TEST_TMPDIR/a-name-of-more-than-15-bytes" 300 3>&- &
	eventually is_named "$!" a-name-of-more-
	[ "$(nvhost ps -n -o name "$!")" = a-name-of-more-than-15-bytes ]
	[ "$(nvhost ps -n -o name,cmdline --csv -w "pid == $!" | cut -d, -f1)" = a-name-of-more-than-15-bytes ]
	[ "$("$PYTHON" -c 'import psutil, sys; print(psutil.Process(int(sys.argv[1])).name())' "$!")" = a-name-of-more-than-15-bytes ]
	kill "$!"
}

@test "ps fds: a FIFO, a directory, a device and a file by their kinds" {
	mkfifo "$BATS_TEST_TMPDIR/fifo"
	sleep 300 3<>"$BATS_TEST_TMPDIR/fifo" 4<"$BATS_TEST_TMPDIR" 5</dev/zero 6<>"$BATS_TEST_TMPDIR/file" &
	eventually is_named "$!" sleep
	run -0 nvhost ps fds "$!" --csv -n -o fd,kind,mode -w 'fd >= 3 and fd <= 6'
	kill "$!"
	[ "$output" = $'3,fifo,r+\n4,dir,r\n5,device,r\n6,file,r+' ]
}

@test "ps, tree: names as operands" {
	cp "$(command -v sleep)" "$BATS_TEST_TMPDIR/some name"
	"$BATS_TEST_TMPDIR/some name" 300 3>&- &
	SLEEPERS=$!
	eventually is_named "$SLEEPERS" "some name"
	run -0 nvhost ps "some name" -o pid --csv -n
	[ "$output" = "$SLEEPERS" ]
	run -0 nvhost ps $$ "some name" -o pid --csv -n
	[ "$output" = "$(printf '%s\n' $$ "$SLEEPERS" | sort -n)" ]
	run -0 nvhost ps "some name" -p "$SLEEPERS" -u "$EUID" -o pid --csv -n
	[ "$output" = "$SLEEPERS" ]
	run -0 nvhost ps limits "some name" nofile core -o pid,resource --csv -n
	[ "$output" = "$SLEEPERS,core"$'\n'"$SLEEPERS,nofile" ]
	run -0 nvhost tree "some name" -o pid --csv -n
	[ "$output" = "$SLEEPERS" ]
	run -1 --separate-stderr nvhost ps "no such name" "some name" -o pid --csv -n
	[ "$output" = "$SLEEPERS" ]
	[ "$stderr" = "nvhost ps: no such name: no such process" ]
	run -1 --separate-stderr nvhost tree children "no such name" --csv -n
	[ "$output" = '' ]
	cp "$NVHOST" "$BATS_TEST_TMPDIR/itself"
	run -1 "$BATS_TEST_TMPDIR/itself" ps itself -o pid --csv -n
	[ "$output" = "itself ps: itself: no such process" ] || [ "$output" = "nvhost ps: itself: no such process" ]
}

@test "ps: the PID 0 is nobody's" {
	run -1 --separate-stderr nvhost ps 0 -o pid --csv -n
	[ "$output" = '' ]
	[ "$stderr" = "nvhost ps: 0: no such process" ]
	for action in kill "set --nice=1" wait; do
		run -2 nvhost $action 0
		[ "${lines[0]}" = "nvhost ${action%% *}: '0' is not a process (PID, PID@START or PID:INODE)" ]
	done
}

@test "ps -: processes from standard input, as words, JSON and NDJSON" {
	start_sleeper
	first=$PID
	start_sleeper
	expected=$(printf '%s\n' "$first" "$PID" | sort -n)
	ids=$(nvhost ps "$first" "$PID" -n -o id)
	for text in "$first $PID" $'\n'"$first"$'\t'"$PID"$'\n' "$ids" "[$first, \"$PID\"]" "{\"pid\":$first}{\"pid\":$PID}" \
	    "$(nvhost ps "$first" "$PID" -J)" "$(nvhost ps "$first" "$PID" -J -o id)" "$(nvhost ps "$first" "$PID" --ndjson -o name,pid)" \
	    "$(nvhost ps threads "$first" "$PID" --ndjson)"; do
		[ "$(nvhost ps - -o pid --csv -n <<<"$text")" = "$expected" ] || { echo "$text"; false; }
	done
	nvhost ps "$PID" -J -o id | nvhost kill -s CONT -
	for text in "$PID abc" "$PID,$first" "[{\"name\":\"x\"}]" "[$PID" "{\"pid\":\"x\"}" "[[[[[[$PID]]]]]]" "[null]" "-1"; do
		run -2 --separate-stderr nvhost kill - <<<"$text"
		[[ $stderr == "nvhost kill: standard input: "* ]]
	done
	run -2 nvhost kill - <<<"$PID 0"
	kill -0 "$PID"
}

@test "ps -, kill -: nothing on standard input is nobody" {
	start_sleeper
	for text in '' ' ' '[]'; do
		for action in "kill --dry-run --force" "kill --dry-run --tree" "set --nice=1 --dry-run" "wait -t 0"; do
			run -1 --separate-stderr nvhost $action - --csv -n <<<"$text"
			[ "$output" = '' ]
		done
		for view in list fds "fds -u $EUID" "list -w true" "list --children-of=$$"; do
			run -0 nvhost ps $view - -o pid --csv -n <<<"$text"
			[ "$output" = '' ]
		done
		run -0 nvhost tree - -o pid --csv -n <<<"$text"
		[ "$output" = '' ]
	done
}

@test "rows by their key" {
	run -0 nvhost net lo -o name --csv -n
	[ "$output" = lo ]
	run -0 nvhost net io lo -o name --csv -n
	[ "$output" = lo ]
	run -1 --separate-stderr nvhost net io lo no-such-one -o name --csv -n
	[ "$output" = lo ]
	[ "$stderr" = "nvhost net: no-such-one: no such name" ]
	run -0 nvhost cpu times 0 -o cpu --csv -n
	[ "$output" = 0 ]
	run -1 nvhost cpu times 99999
	[ "${lines[-1]}" = "nvhost cpu: 99999: no such cpu" ]
	run -0 nvhost mem summary swap -o name --csv -n
	[ "$output" = swap ]
	run -0 nvhost ps limits $$ nofile -o resource --csv -n
	[ "$output" = nofile ]
	run -1 --separate-stderr nvhost ps environ $$ NO_SUCH_VARIABLE --csv -n
	[ "$stderr" = "nvhost ps: NO_SUCH_VARIABLE: no such name" ]
	run -0 nvhost ps maps $$ '[stack]' --ungrouped -o path --csv -n
	[ "$output" = '[stack]' ]
	run -1 --separate-stderr nvhost ps maps $$ '[stack]' /no/such -o path --csv -n
	[ "$output" = '[stack]' ]
	[ "$stderr" = "nvhost ps: /no/such: no such path" ]
	use_fixture small
	printf 'eth0\t00000000\t0102000A\t0003\t0\t0\t100\t00000000\t0\t0\t0\n' >>"$PROC/net/route"
	run -0 nvhost net routes default -o destination,gateway --csv -n --procfs="$PROC"
	[ "$output" = default,10.0.2.1 ]
	run -2 nvhost cpu load 0
	run -2 nvhost net oi
	run -0 nvhost net lo no-such-one -l 1 -o name --csv -n
}

@test "ps: a process whose threads execute it anew, again and again, is in every run" {
	cat >"$BATS_TEST_TMPDIR/again" <<-'AGAIN'
		import os, sys, threading, time
		threading.Thread(target=lambda: os.execv(sys.executable, [sys.executable, "-S", "-E", sys.argv[0]])).start()
		time.sleep(10)
	AGAIN
	"$PYTHON" -S -E "$BATS_TEST_TMPDIR/again" 3>&- &
	SLEEPERS=$!
	for _ in $(seq 10); do
		nvhost ps -o pid,name,cmdline --csv -n | grep -q "^$SLEEPERS,"
		[[ $(nvhost ps "$SLEEPERS" -o pid,num_fds,cwd --csv -n) == "$SLEEPERS,"* ]]
	done
}

@test "ps: the name of a process is the same in every view, however long" {
	ln -s /bin/sleep "$BATS_TEST_TMPDIR/a-name-of-more-than-fifteen-bytes"
	"$BATS_TEST_TMPDIR/a-name-of-more-than-fifteen-bytes" 300 3>&- &
	pid=$!
	eventually grep -q a-name "/proc/$pid/cmdline"
	for view in list threads fds maps limits; do
		[ "$(nvhost ps "$view" --csv -n -o name -l 1 "$pid")" = a-name-of-more-than-fifteen-bytes ] ||
			{ kill "$pid"; echo "$view"; false; }
	done
	[ "$(nvhost tree --csv -n -o name "$pid")" = a-name-of-more-than-fifteen-bytes ]
	kill "$pid"
}
