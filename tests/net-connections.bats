#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Sockets: `net connections` and `ps connections`, over a recorded /proc made here, as links of
# descriptors ("socket:[1001]") would not survive in a tarball; then over live sockets.
load helpers

# process PID NAME: one that holds no socket yet.
process() {
	mkdir -p "$PROC/$1/fd"
	printf '%s (%s) S 1 %s %s 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 100 1000 10 18446744073709551615' \
		"$1" "$2" "$1" "$1" > "$PROC/$1/stat"
	printf 'Name:\t%s\nTgid:\t%s\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n' "$2" "$1" > "$PROC/$1/status"
	: > "$PROC/$1/cmdline"
}

# inet TABLE NUMBER LOCAL REMOTE STATE INODE: one line of it.
inet() {
	[ -f "$PROC/net/$1" ] || echo '  sl  local_address rem_address   st tx_queue rx_queue tr' \
		'tm->when retrnsmt   uid  timeout inode' > "$PROC/net/$1"
	printf '%4d: %s %s %s 00000000:00000003 00:00000000 00000000  1000        0 %s 1 0 100 0 0 10 0\n' \
		"$2" "$3" "$4" "$5" "$6" >> "$PROC/net/$1"
}

setup() {
	PROC=$BATS_TEST_TMPDIR/proc
	mkdir -p "$PROC/net"
	process 42 server
	process 43 worker
	process 50 idle
	inet tcp 0 0100007F:1F90 00000000:0000 0A 1001
	inet tcp 1 0100007F:1F90 0100007F:C350 01 1002
	inet tcp 2 0100007F:C351 0100007F:1F90 06 0
	inet udp 0 00000000:0035 00000000:0000 07 1003
	inet udp 1 00000000:0000 00000000:0000 07 1004
	ln -s 'socket:[1001]' "$PROC/42/fd/3"
	ln -s 'socket:[1001]' "$PROC/43/fd/3"
	ln -s 'socket:[1002]' "$PROC/43/fd/4"
	ln -s 'socket:[1003]' "$PROC/42/fd/5"
	ln -s 'socket:[1004]' "$PROC/42/fd/6"
	ln -s 'pipe:[1002]' "$PROC/42/fd/7"
	cat > "$PROC/net/unix" <<-'END'
		Num       RefCount Protocol Flags    Type St Inode Path
		0000000000000000: 00000002 00000000 00010000 0001 01 2001 /run/a  b.sock
		0000000000000000: 00000002 00000000 00000000 0002 01 2002 @abstract
		0000000000000000: 00000003 00000000 00000000 0005 03 2003
	END
	ln -s 'socket:[2001]' "$PROC/42/fd/8"
}

@test "net connections: rows are sorted, one for each holder, and TIME_WAIT has none" {
	run -0 nvhost net connections --procfs="$PROC" -k tcp -o pid,fd,name,status,laddr,raddr --ndjson
	local here='{"ip":"127.0.0.1","port":8080,"path":null}'
	[ "${lines[0]}" = '{"pid":42,"fd":3,"name":"server","status":"LISTEN","laddr":'"$here"',"raddr":null}' ]
	[ "${lines[1]}" = '{"pid":43,"fd":3,"name":"worker","status":"LISTEN","laddr":'"$here"',"raddr":null}' ]
	[[ "${lines[2]}" = '{"pid":43,"fd":4,"name":"worker","status":"ESTABLISHED",'*'"port":50000,'* ]]
	[[ "${lines[3]}" = '{"pid":null,"fd":null,"name":null,"status":"TIME_WAIT",'* ]]
	[ "${#lines[@]}" -eq 4 ]
}

@test "net connections: without a column about holders, a socket is one row" {
	run -0 nvhost net connections --procfs="$PROC" -k tcp -o status --csv -n
	[ "${#lines[@]}" -eq 3 ]
}

@test "net connections: the default columns are psutil's, and the name of the holder" {
	run -0 nvhost net connections --procfs="$PROC" -k tcp --csv -l 1
	[ "${lines[0]%$'\r'}" = "fd,family,type,laddr.ip,laddr.port,laddr.path,raddr.ip,raddr.port,raddr.path,status,pid,name" ]
}

@test "net connections: port 0 is no address" {
	run -0 nvhost net connections --procfs="$PROC" -k udp -o fd,laddr,raddr,status --ndjson
	[ "${lines[0]}" = '{"fd":6,"laddr":null,"raddr":null,"status":"NONE"}' ]
	[ "${lines[1]}" = '{"fd":5,"laddr":{"ip":"0.0.0.0","port":53,"path":null},"raddr":null,"status":"NONE"}' ]
}

@test "net connections: UNIX paths keep their blanks; abstract names begin with @" {
	run -0 nvhost net connections --procfs="$PROC" -k unix -o fd,type,laddr,uid --ndjson
	[ "${lines[0]}" = '{"fd":null,"type":"SOCK_SEQPACKET","laddr":null,"uid":null}' ]
	[ "${lines[1]}" = '{"fd":8,"type":"SOCK_STREAM","laddr":{"ip":null,"port":null,"path":"/run/a  b.sock"},"uid":null}' ]
	[ "${lines[2]}" = '{"fd":null,"type":"SOCK_DGRAM","laddr":{"ip":null,"port":null,"path":"@abstract"},"uid":null}' ]
}

@test "net connections: a host without IPv6 has no such tables, which is no problem" {
	run -0 --separate-stderr nvhost net connections --procfs="$PROC" -k tcp6 --json
	[ "$output" = '[]' ]
	[ -z "$stderr" ]
}

@test "net connections: a table that every host has and this one lacks is told of" {
	rm "$PROC/net/udp"
	run -1 --separate-stderr nvhost net connections --procfs="$PROC" -o status --csv -n
	[[ "$stderr" = "nvhost net: $PROC/1/net/udp: "* ]]
	[ "${#lines[@]}" -eq 3 ]
}

@test "net connections: a line that is no socket is told of, and the others print" {
	echo 'not a line' >> "$PROC/net/tcp"
	run -1 --separate-stderr nvhost net connections --procfs="$PROC" -k tcp4 -o status --csv -n
	[[ "$stderr" = "nvhost net: $PROC/net/tcp: "* ]]
	[[ $stderr != *replaced* ]] # which is said of state files
	[ "${#lines[@]}" -eq 3 ]
}

@test "ps net_connections: the tables are read once, also where rows are completed behind a limit" {
	for pid in 42 43 50; do # the same network namespace
		mkdir -p "$PROC/$pid/ns"
		ln -s 'net:[4026531840]' "$PROC/$pid/ns/net"
	done
	for rows in '-S pid' '-S -pid -l 2' '-S net_connections -l 2' ''; do
		# shellcheck disable=SC2086
		NVHOST_DEBUG=read run -0 --separate-stderr nvhost ps --procfs="$PROC" $rows -o pid,net_connections --ndjson
		[ "$(grep -c '/net/tcp$' <<<"$stderr")" -eq 1 ] || { echo "$rows: $stderr"; false; }
	done
	[ "$(jq -s -c 'map(.net_connections | length)' <<<"$output")" = '[3,2,0]' ] || { echo "$output"; false; }
}

@test "net connections: a state that no kernel has yet prints as its number" {
	inet tcp6 0 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 7F 1009
	run -0 nvhost net connections --procfs="$PROC" -k tcp6 -o laddr.ip,status --csv -n
	[ "${output%$'\r'}" = '::,127' ]
}

@test "net connections: what waits at a listener is its backlog, not data" {
	run -0 nvhost net connections --procfs="$PROC" -k tcp -o status,recv_queue,backlog --csv -n
	[ "${lines[0]%$'\r'}" = 'LISTEN,,3' ]
	[ "${lines[1]%$'\r'}" = 'ESTABLISHED,3,' ]
}

@test "net connections: a filter on what holders do not decide leaves the holders to be found" {
	run -0 nvhost net connections --procfs="$PROC" -w 'status == "ESTABLISHED"' -o pid,fd --csv -n
	[ "${output%$'\r'}" = '43,4' ]
	run -0 nvhost net connections --procfs="$PROC" -w 'name == "server" and laddr.port == 53' -o fd --csv -n
	[ "${output%$'\r'}" = '5' ]
}

@test "net connections: what the text tables do not tell is unsupported" {
	run -0 nvhost net connections --procfs="$PROC" -k tcp -o rtt,missing --ndjson -l 1
	[ "$output" = '{"rtt":null,"missing":{"rtt":"unsupported"}}' ]
}

@test "connections: every kind of psutil is known, another is refused with the nearest" {
	local kind
	for kind in inet inet4 inet6 tcp tcp4 tcp6 udp udp4 udp6 unix all; do
		nvhost net connections --procfs="$PROC" -k "$kind" --json > "$BATS_TEST_TMPDIR/out"
		nvhost ps connections --procfs="$PROC" --kind "$kind" 42 --json > "$BATS_TEST_TMPDIR/out"
	done
	run -2 nvhost net connections -k inet5
	[[ "$output" = *"did you mean 'inet"* ]]
	run -2 nvhost ps connections --kind unx
	[[ "$output" = *"did you mean 'unix'"* ]]
}

@test "ps connections: the sockets of the named process only" {
	run -0 nvhost ps connections --procfs="$PROC" 43 -o pid,name,fd,status --csv -n
	[ "${lines[0]%$'\r'}" = '43,worker,3,LISTEN' ]
	[ "${lines[1]%$'\r'}" = '43,worker,4,ESTABLISHED' ]
	[ "${#lines[@]}" -eq 2 ]
}

@test "ps connections: a process without sockets has no rows, and no table is read" {
	rm -r "$PROC/net"
	run -0 nvhost ps connections --procfs="$PROC" 50 --json
	[ "$output" = '[]' ]
}

@test "ps connections: a process that is not there is told of" {
	run -1 --separate-stderr nvhost ps connections --procfs="$PROC" 99 --json
	[ "$output" = '[]' ]
	[ "$stderr" = 'nvhost ps: 99: no such process' ]
}

@test "ps connections: each process in its own network namespace" {
	mkdir "$PROC/43/net"
	cp "$PROC/net/tcp" "$PROC/43/net/tcp"
	sed -i 's/:1F90 00000000/:1F91 00000000/' "$PROC/43/net/tcp"
	run -0 nvhost ps connections --procfs="$PROC" --kind tcp -w 'status == "LISTEN"' -o pid,laddr.port --csv -n
	[ "${lines[0]%$'\r'}" = '42,8080' ]
	[ "${lines[1]%$'\r'}" = '43,8081' ]
}

@test "ps connections: a damaged line in a table of any network namespace is told of" {
	mkdir "$PROC/43/net"
	cp "$PROC/net/tcp" "$PROC/43/net/tcp"
	for table in net/tcp 43/net/tcp; do
		cp "$PROC/$table" "$BATS_TEST_TMPDIR/kept"
		echo >>"$PROC/$table"
		run -1 --separate-stderr nvhost ps connections --procfs="$PROC" --kind tcp4 -w 'status == "LISTEN"' -o pid --csv -n
		[[ $stderr == "nvhost ps: $PROC/$table: damaged lines were left out" ]]
		[ "${output//$'\r'/}" = $'42\n43' ]
		cp "$BATS_TEST_TMPDIR/kept" "$PROC/$table"
	done
}

@test "connections: netlink and the text tables tell of the same live sockets" {
	python=$(command -v python3) || skip "python3 makes the sockets"
	coproc "$python" -c '
import socket, sys
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen()
c = socket.create_connection(s.getsockname()); a, _ = s.accept()
u = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); u.bind(("::1", 0))
p = socket.socketpair()
print("ready", flush=True); sys.stdin.read()'
	local columns=family,type,laddr,raddr,status,pid,fd,inode
	read -r _ <&"${COPROC[0]}"
	nvhost ps connections --kind all "$COPROC_PID" -o $columns --ndjson > "$BATS_TEST_TMPDIR/netlink"
	nvhost ps connections --kind all "$COPROC_PID" -o $columns --ndjson --procfs=/proc/. > "$BATS_TEST_TMPDIR/text"
	kill "$COPROC_PID"
	[ "$(wc -l < "$BATS_TEST_TMPDIR/netlink")" -eq 6 ]
	diff "$BATS_TEST_TMPDIR/netlink" "$BATS_TEST_TMPDIR/text"
}

@test "net connections: who holds another user's sockets is denied, and no error" {
	[ "$EUID" -eq 0 ] || skip "needs two users"
	chmod 755 "$BATS_TEST_TMPDIR" "$BATS_RUN_TMPDIR"
	chmod 700 "$PROC/42/fd" "$PROC/43/fd"
	run -0 setpriv --reuid=65534 --clear-groups "${NVHOST:-nvhost}" net connections --procfs="$PROC" \
		-k tcp -w 'status == "LISTEN"' -o pid,missing --ndjson
	[ "$output" = '{"pid":null,"missing":{"pid":"denied"}}' ]
}

@test "net connections: the interface that a socket is bound to" {
	need_root
	"$PYTHON" -c '
import socket, sys, time
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
server.bind(("127.0.0.1", 0))
server.listen()
print(server.getsockname()[1], flush=True)
time.sleep(60)' >"$BATS_TEST_TMPDIR/port" 3>&- &
	eventually test -s "$BATS_TEST_TMPDIR/port"
	run -0 nvhost net connections -k tcp --csv -n -o interface,status -w "laddr.port == $(cat "$BATS_TEST_TMPDIR/port")"
	kill "$!"
	[ "$output" = lo,LISTEN ]
}

@test "net connections: letters of ss: -l, -t, -u, -x, and joined; -l before a number is a limit" {
	show() {
		run -0 nvhost net connections --procfs="$PROC" -n -o protocol,status,local "$@"
	}
	show -l
	[ "${#lines[@]}" -eq 2 ]
	[[ $output == *tcp*LISTEN*127.0.0.1:8080* ]]
	[[ $output == *udp*NONE*0.0.0.0:53* ]]
	show -tl
	[ "$(tr -s ' ' <<<"$output")" = 'tcp LISTEN 127.0.0.1:8080' ]
	show -u
	[ "$(awk '{ print $1 }' <<<"$output" | sort -u)" = udp ]
	show -x
	[ "$(awk '{ print $1 }' <<<"$output" | cut -c1-2 | sort -u)" = u_ ]
	show -xl
	[ "$(awk '{ print $3 }' <<<"$output")" = /run/a ]
	show -tu --listening
	[ "${#lines[@]}" -eq 2 ]
	show -t -l 1
	[ "${#lines[@]}" -eq 1 ]
	show -tl1
	[ "${#lines[@]}" -eq 1 ]
	run -0 nvhost net connections --procfs="$PROC" -tulpn
	[[ ${lines[0]} == PROTOCOL* ]]
	[ "${#lines[@]}" -eq 4 ]
	run -2 nvhost net io -t
	[[ $output == *"only with connections"* ]]
	run -0 nvhost net addrs -x -l 1
}

# In a chroot(2) without proc(5), sock_diag(7) knows the sockets, and nothing knows their processes.
@test "net connections: an empty /proc is told, as no process can be found" {
	export ASAN_OPTIONS=detect_leaks=0 # which cannot be without /proc
	[ "$EUID" -eq 0 ] && unshare -m true 2>/dev/null || skip "needs a mount namespace of its own"
	"$PYTHON" -c '
import socket, subprocess, sys
server = socket.create_server(("127.0.0.1", 0))
ended = subprocess.run(["unshare", "-m", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" \"$@\"", *sys.argv[1:]])
sys.exit(ended.returncode)' "$NVHOST" net connections -k tcp --csv -o laddr,pid >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/told" && false
	[ "$(wc -l <"$BATS_TEST_TMPDIR/out")" -ge 2 ]
	grep -qx "nvhost net: /proc: no data" "$BATS_TEST_TMPDIR/told" # the sanitizers tell more
}
