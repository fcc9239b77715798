#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/fixtures/record: this host, recorded, answers as it does live.
load helpers.bash

setup_file() {
	load helpers.bash
	mkdir "$BATS_FILE_TMPDIR/secret-directory"
	cp "$(command -v sleep)" "$BATS_FILE_TMPDIR/secret-directory/secret-program"
	(cd "$BATS_FILE_TMPDIR/secret-directory" && SECRET_VARIABLE=secret-value \
		exec ./secret-program 300 3>&- 4>secret-file >/dev/null 2>&1) &
	echo $! >"$BATS_FILE_TMPDIR/pid"
	eventually is_named $! secret-program
	"$BATS_TEST_DIRNAME/fixtures/record" "$BATS_FILE_TMPDIR/plain"
	"$BATS_TEST_DIRNAME/fixtures/record" --anonymise "$BATS_FILE_TMPDIR/safe.tar.gz"
	mkdir "$BATS_FILE_TMPDIR/safe"
	tar -C "$BATS_FILE_TMPDIR/safe" -xf "$BATS_FILE_TMPDIR/safe.tar.gz"
}

teardown_file() {
	kill "$(cat "$BATS_FILE_TMPDIR/pid")"
}

setup() {
	PLAIN=$BATS_FILE_TMPDIR/plain SAFE=$BATS_FILE_TMPDIR/safe
	PID=$(cat "$BATS_FILE_TMPDIR/pid")
}

# same VIEW... : live and recorded give the same.
same() {
	local live recorded
	live=$(nvhost "$@" --ndjson)
	recorded=$(nvhost "$@" --ndjson --root="$PLAIN")
	[ -n "$live" ] || return 1
	[ "$live" = "$recorded" ] || { printf '%s\n' "$*" "live: $live" "recorded: $recorded"; return 1; }
}

every_view() {
	local view
	for view in "ps list -w pid==$PID" "ps threads $PID" "ps files $PID" "ps fds $PID" "ps maps $PID" \
		"ps connections $PID" "ps limits $PID" "tree tree" "tree children $PPID" "tree parents $PID" \
		"tree ppids" "tree pids" "cpu summary" "cpu times" "cpu count" "cpu freq" "cpu stats" \
		"cpu load" "mem summary" "mem virtual" "mem swap" "disk partitions -a" "disk io" "disk usage" \
		"disk devices" "net summary" "net io" "net connections" "net stats" "net addrs" "net routes" "cgroup list" \
		"mem cgroup" "cpu cgroup" "sensors all" users info; do
		"$@" $view -J || { echo "$view"; return 1; }
	done
}

@test "record: a recording answers every view, even those of the child that ran" {
	on_recording() {
		case $1 in
		sensors | users) nvhost "$@" --root="$PLAIN" ;; # a machine may have none
		*) [ -n "$(nvhost "$@" --root="$PLAIN")" ] ;;
		esac
	}
	every_view on_recording
}

# The files of the machine and of our process that a view has opened; not what nvhost reads of itself.
files_of() {
	NVHOST_DEBUG=read nvhost "$@" --csv -i 0.01 2>&1 >/dev/null | tr -d '\r' |
		sed -n 's/^nvhost [a-z]*: read: \(open\|read\) \(\/[^:]*\)$/\2/p' |
		grep -E "^/(proc/$PID/|proc/[a-z]|sys/|etc/|run/)" | grep -vE '^/proc/self/|/environ$' | sort -u
}

@test "record: each file that a view reads is recorded" {
	find "$PLAIN" >"$BATS_TEST_TMPDIR/recorded"
	for view in "ps -p $PID -o all" "ps threads $PID -o all" "ps fds $PID -o all" "ps maps $PID -o all" \
		"ps limits $PID" cpu "cpu percent" "cpu count" "cpu freq" "cpu stats" "cpu topology -o all" \
		"cpu load" "cpu pressure" "mem -o all" "mem virtual -o all" "mem swap -P" "disk partitions -o all" \
		"disk io -o all" "disk devices -o all" "net io -o all" "net connections -o all" "sensors -o all" \
		"users -o all" "users history" "info -o all" "info limits -o all" "stat -o all" "mem cgroup -o all" \
		"cpu cgroup -o all" "cpu percent -P" "mem pressure" "disk pressure" "net stats -o all" "net addrs -o all" \
		"net routes -a -o all" "disk usage -a -o all"; do
		# shellcheck disable=SC2086
		files_of $view | while read -r file; do
			[ -f "$file" ] || continue
			tail=${file%/*} # links to devices lead elsewhere there: what a file is called must do
			grep -qF "/${tail##*/}/${file##*/}" "$BATS_TEST_TMPDIR/recorded" || echo "$view: $file"
		done >"$BATS_TEST_TMPDIR/missed"
		[ ! -s "$BATS_TEST_TMPDIR/missed" ] || { cat "$BATS_TEST_TMPDIR/missed"; false; }
	done
}

# Files that a view has sought in a recording, and not found.
sought_by() {
	NVHOST_DEBUG=read nvhost "$@" --csv -i 0.01 --root="$PLAIN" 2>&1 >/dev/null | tr -d '\r' |
		sed -n "s,^nvhost [a-z]*: read: \\(open\\|read\\) $PLAIN\\(/[^:]*\\): .*,\\2,p" | sort -u
}

# The live host asks the kernel by netlink and statfs(2) instead of some of these.
@test "record: each file that a view of a recorded host looks for is recorded" {
	for view in "net stats -o all" "net addrs -o all" "net routes -a -o all" "net summary -o all" \
		"net io -o all" "net connections -o all" "cgroup -o all" "cpu cgroup -o all" "mem cgroup -o all" \
		"cpu pressure" "mem pressure" "disk pressure" "disk usage -a -o all" "disk partitions -a -o all"; do
		# shellcheck disable=SC2086
		sought_by $view | while read -r file; do
			[ -f "$file" ] && cat "$file" >/dev/null 2>&1 || continue
			case $file in # what is of the namespace of process 1 is recorded by its other name
			/proc/1/net/*) [ -e "$PLAIN/proc/net/${file##*/}" ] && continue ;;
			/proc/1/mountinfo) [ -e "$PLAIN/proc/self/mountinfo" ] && continue ;;
			esac
			echo "$view: $file"
		done >"$BATS_TEST_TMPDIR/missed"
		[ ! -s "$BATS_TEST_TMPDIR/missed" ] || { cat "$BATS_TEST_TMPDIR/missed"; false; }
	done
	# one that is not recorded is seen here
	mkdir -p "$BATS_TEST_TMPDIR/less/proc/net" "$BATS_TEST_TMPDIR/less/sys/class/net/lo"
	cp "$PLAIN/proc/net/dev" "$BATS_TEST_TMPDIR/less/proc/net"
	PLAIN=$BATS_TEST_TMPDIR/less
	sought_by net stats -o all | grep -qx /sys/class/net/lo/flags
}

@test "record: what stays the same is the same" {
	same cpu count -o logical,physical
	same mem virtual -o total
	same mem swap -o total
	same disk partitions -a
	same disk devices -o name,type,size,parents,read_only,mountpoints
	same net addrs -o name,address,broadcast -w 'family == "AF_PACKET"'
	same cgroup / -o path,container
	same cpu count -o usable
	same net stats -o name,isup,mtu,duplex,flags
	same info -o hostname,os,kernel,boot_id,boot_time,container
	# CPUID, which tells the kind of the virtual machine, is not recorded
	[ "$(nvhost info -o virtualization -J | jq '.virtualization == null')" = \
		"$(nvhost info -o virtualization -J --root="$PLAIN" | jq '.virtualization == null')" ]
}

@test "record: a quiet process is the same" {
	# create_time is not among them: a recording has the boot time in whole seconds, the live host exactly
	same ps "$PID" -o pid,ppid,name,cmdline,exe,cwd,status,username,uids,gids,nice
	same ps "$PID" -o cpu_affinity,num_threads,num_ctx_switches,io_counters,memory_info,uss
	same ps "$PID" -o num_fds,cgroup,namespaces,capabilities,oom_score_adj,sessionid
	same ps files "$PID"
	same ps fds "$PID"
	same ps maps "$PID" -o path,rss,size,anonymous
	same ps limits "$PID"
	same tree parents "$PID" -o pid,name
}

@test "record: an environment is never recorded" {
	run -1 grep -rlE 'SECRET_VARIABLE|secret-value' "$PLAIN" "$SAFE"
	[ -z "$(find "$PLAIN" "$SAFE" -name environ)" ]
}

@test "record: an anonymised recording has no name of the original" {
	grep -rqF secret "$PLAIN"
	[ "$(cat "$PLAIN/proc/sys/kernel/hostname")" = "$(uname -n)" ]
	run -1 grep -raiF secret "$SAFE"
	[ -z "$(find "$SAFE" -iname '*secret*' -o -lname '*secret*')" ]
	[ "$(cat "$SAFE/proc/sys/kernel/hostname")" = host ]
	run -1 grep -vE '^(root|user[0-9]+):x:[0-9]+:[0-9]+:::$' "$SAFE/etc/passwd"
}

@test "record: an anonymised recording answers with other names, and all else as it was" {
	local columns=pid,ppid,status,uids,num_threads,memory_info,num_fds
	[ "$(nvhost ps "$PID" -o $columns -J --root="$SAFE")" = "$(nvhost ps "$PID" -o $columns -J)" ]
	run -0 nvhost ps "$PID" -o name,cmdline,exe,cwd --ndjson --root="$SAFE"
	[[ $output =~ \"name\":\"(n[0-9]+)\",\"cmdline\":\[\"(n[0-9]+)\"\],\"exe\":\"[^\"]*/(n[0-9]+)\" ]]
	[ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ] && [ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[3]}" ]
	[ "$(nvhost info -o hostname --csv -n --root="$SAFE")" = host ]
	[ "$(nvhost ps maps "$PID" -o rss -n --root="$SAFE")" = "$(nvhost ps maps "$PID" -o rss -n)" ]
	[ "$(nvhost disk devices -o name,size,type --csv --root="$SAFE")" = "$(nvhost disk devices -o name,size,type --csv)" ]
	[ "$(nvhost disk partitions -a -o fstype,hidden --csv --root="$SAFE")" = "$(nvhost disk partitions -a -o fstype,hidden --csv)" ]
	# groups come and go between the two recordings, but not that of the process
	depth_of_group() {
		nvhost cgroup "$(nvhost ps "$PID" -o cgroup --csv -n --root="$1")" -o depth --csv -n --root="$1"
	}
	[ "$(depth_of_group "$SAFE")" = "$(depth_of_group "$PLAIN")" ]
}

@test "record: an ordinary user records what that user may read" {
	need_root
	mkdir -m 777 "$BATS_TEST_TMPDIR/nobody"
	chmod a+rx "$BATS_TEST_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_SUITE_TMPDIR" "$BATS_RUN_TMPDIR"
	cp "$BATS_TEST_DIRNAME/fixtures/record" "$BATS_TEST_TMPDIR/nobody"
	TMPDIR=$BATS_TEST_TMPDIR/nobody run -0 as_nobody "$BATS_TEST_TMPDIR/nobody/record" \
		--processes=20 "$BATS_TEST_TMPDIR/nobody/recording"
	[ -d "$BATS_TEST_TMPDIR/nobody/recording" ]
	[ "$(nvhost mem virtual -o total --csv -n --root="$BATS_TEST_TMPDIR/nobody/recording")" = \
		"$(nvhost mem virtual -o total --csv -n)" ]
	run -0 nvhost ps 1 -o pid,exe --csv -n --root="$BATS_TEST_TMPDIR/nobody/recording"
	[ "$output" = 1, ]
}

@test "record: the live host is never asked for a recorded one" {
	command -v strace >/dev/null || skip "strace is not installed"
	! grep -q __asan_init "$NVHOST" || skip "the sanitizer reads /proc itself"
	strace true 2>/dev/null || skip "may not trace"
	traced() {
		strace -f -y -e trace=file,socket -o "$BATS_TEST_TMPDIR/trace" \
			"$NVHOST" "$@" --root="$PLAIN" >/dev/null
		# names below the recording, or relative to a directory of it, what libc loads, what
		# malloc(3) of glibc asks in a program with threads (arena.c, shrink_heap()), and
		# whether the recording is "/" itself
		grep -vE 'execve|exited|resumed>|SIG|'"\"$PLAIN[/\"]"'|[0-9]+<'"$PLAIN"'[/>]' "$BATS_TEST_TMPDIR/trace" |
			grep -vE '"(|/etc/ld\.so[^"]*|/lib[^"]*|/usr/lib[^"]*|/dev/(null|urandom)|/usr/share/(locale|zoneinfo)[^"]*|/etc/localtime|/proc/sys/vm/overcommit_memory)"' |
			grep -vE 'statx\(AT_FDCWD[^,]*, "/", AT_STATX_DONT_SYNC' |
			grep -E 'socket\(|"' >"$BATS_TEST_TMPDIR/foreign" || return 0
		cat "$BATS_TEST_TMPDIR/foreign"
		return 1
	}
	every_view traced
}

@test "record: what is there already is not written over" {
	run -1 "$BATS_TEST_DIRNAME/fixtures/record" "$PLAIN"
	[[ $output == *"is there already"* ]]
	run -2 "$BATS_TEST_DIRNAME/fixtures/record"
}

@test "record: a root that is the usual one changes nothing" {
	for view in "disk partitions -a" "disk usage -o mountpoint,total" "net addrs" "cgroup -o path" "mem cgroup -o path" \
		"net stats" "info -o hostname,kernel,username" "ps $$ -o pid,name,exe"; do
		run -0 nvhost $view -J
		plain=$output
		for option in --root=/ --root=/. --procfs=/proc --procfs=/proc/ --sysfs=/sys; do
			run -0 nvhost $view -J "$option"
			[ "$output" = "$plain" ] || { echo "$view $option"; diff <(echo "$plain") <(echo "$output"); false; }
		done
		run -0 env HOST_PROC=/proc HOST_SYS=/sys "$NVHOST" $view -J
		[ "$output" = "$plain" ]
	done
}
