# SPDX-License-Identifier: GPL-3.0-or-later
# What a process is, and what of it is only text: identities of files, threads, names, containers.
load helpers

teardown() {
	end_sleepers
}

# A process that has run the Python text of standard input, which prints "ready" in the end.
start_python() {
	cat >"$BATS_TEST_TMPDIR/script"
	"$PYTHON" -u "$BATS_TEST_TMPDIR/script" "$@" >"$BATS_TEST_TMPDIR/said" 3>&- &
	PID=$!
	SLEEPERS="${SLEEPERS-} $PID"
	eventually grep -q ready "$BATS_TEST_TMPDIR/said"
}

@test "ps: a name that ends in (deleted) proves nothing, the number of links does" {
	cd "$BATS_TEST_TMPDIR"
	cp "$(command -v sleep)" "kept (deleted)"
	cp "$(command -v sleep)" gone
	"./kept (deleted)" 300 3>&- &
	kept=$!
	./gone 300 3>&- &
	gone=$!
	SLEEPERS="$kept $gone"
	eventually is_named "$kept" "kept (deleted)"
	eventually is_named "$gone" gone
	rm gone
	run -0 nvhost ps "$kept" "$gone" --csv -n -o exe_deleted,exe -S pid
	[ "$output" = "false,$PWD/kept (deleted)"$'\n'"true,$PWD/gone" ]
}

@test "ps files: those without a name are there with the column that tells" {
	cd "$BATS_TEST_TMPDIR"
	start_python <<-'PYTHON'
		import os, time
		kept = open("kept (deleted)", "w")
		gone = open("gone", "w")
		gone.write("x" * 1234)
		gone.flush()
		os.unlink("gone")
		open("gone", "w").close()  # another file of that name
		print("ready")
		time.sleep(300)
	PYTHON
	run -0 nvhost ps files "$PID" --csv -n -o size,path -w "path =~ 'kept|gone'"
	[ "$output" = "0,$PWD/kept (deleted)" ]
	run -0 nvhost ps files "$PID" --csv -n -o size,path -w "deleted == true"
	[ "$output" = "1234,$PWD/gone" ]
	run -0 nvhost ps fds "$PID" --csv -n -o kind,size,deleted,target -w "target =~ 'kept|gone'"
	[ "$output" = "file,0,false,$PWD/kept (deleted)"$'\n'"file,1234,true,$PWD/gone" ]
}

@test "ps files: of a process in another mount namespace" {
	need_root
	mkdir "$BATS_TEST_TMPDIR/there"
	unshare -m sh -c 'mount -t tmpfs none "$0" || exit; echo x >"$0/data"; exec 5<"$0/data"; exec sleep 300' \
		"$BATS_TEST_TMPDIR/there" 3>&- &
	SLEEPERS=$!
	eventually is_named "$!" sleep || skip "no mount namespaces here"
	run -0 nvhost ps files "$!" --csv -n -o fd,size,path -w 'fd == 5'
	[ "$output" = "5,2,$BATS_TEST_TMPDIR/there/data" ]
}

@test "ps maps: names are those of the files, with newlines, backslashes and blanks at the end" {
	cd "$BATS_TEST_TMPDIR"
	start_python <<-'PYTHON'
		import mmap, os, time
		maps = []
		for name in "plain", "plain ", "a  b", "new\nline", r"back\012slash", "kept (deleted)", "gone":
		    with open(name, "w+b") as file:
		        file.truncate(4096)
		        maps.append(mmap.mmap(file.fileno(), 4096))
		os.unlink("gone")
		print("ready")
		time.sleep(300)
	PYTHON
	nvhost ps maps "$PID" -J -o path,deleted >maps
	run -0 "$PYTHON" - "$PWD/" <<-'PYTHON'
		import json, os, sys
		here = sys.argv[1]
		maps = {m["path"][len(here):]: m["deleted"] for m in json.load(open("maps")) if m["path"].startswith(here)}
		may_follow = os.geteuid() == 0
		for name in "plain", "plain ", "a  b", "new\nline", r"back\012slash":
		    assert maps[name] is False, (name, maps)
		assert maps["gone"] is True, maps
		assert not may_follow or maps["kept (deleted)"] is False, maps
	PYTHON
}

@test "ps: where only the main thread has ended, the others have memory, files and a state" {
	start_python "$BATS_TEST_TMPDIR/held" <<-'PYTHON'
		import ctypes, sys, threading, time
		held = open(sys.argv[1], "w")
		def work():
		    time.sleep(0.2)
		    print("ready")
		    time.sleep(300)
		threading.Thread(target=work).start()
		ctypes.CDLL(None).pthread_exit(None)
	PYTHON
	eventually grep -q "^State:.Z" "/proc/$PID/status"
	for task in /proc/"$PID"/task/*; do tid=${task##*/}; done
	run -0 nvhost ps "$PID" -J -o 'status,rss,memory_footprint.pss,num_fds,exe,cmdline,cwd,environ,memory_maps,peak_rss,namespaces.net,missing'
	row=$(jq -c '.[0]' <<<"$output")
	[ "$(jq -c .missing <<<"$row")" = {} ]
	[ "$(jq -r .status <<<"$row")" = sleeping ]
	[ "$(jq .rss <<<"$row")" -eq $(($(cut -d' ' -f2 "/proc/$PID/task/$tid/statm") * $(getconf PAGESIZE))) ]
	[ "$(jq -r .exe <<<"$row")" = "$(readlink "/proc/$PID/task/$tid/exe")" ]
	[ "$(jq -r '.cmdline[-1]' <<<"$row")" = "$BATS_TEST_TMPDIR/held" ]
	[ "$(jq .num_fds <<<"$row")" -eq "$(ls "/proc/$PID/task/$tid/fd" | wc -l)" ]
	[ "$(jq '.memory_maps | length' <<<"$row")" -gt 5 ]
	[ "$(jq .peak_rss <<<"$row")" -eq $(($(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$PID/task/$tid/status") * 1024)) ]
	run -0 nvhost ps files "$PID" --csv -n -o path -w 'path =~ "held$"'
	[ "$output" = "$BATS_TEST_TMPDIR/held" ]
	run -0 nvhost ps maps "$PID" -q
	run -0 nvhost ps environ "$PID" -q
	run -0 nvhost ps "$PID" -o pid,rss --csv -n
	[ "${output#*,}" -gt 0 ]
	run -0 nvhost ps -o pid,rss,cmdline --csv -n -w "pid == $PID"
	[[ $output =~ ^$PID,[1-9].*held ]]
}

@test "ps: what only one thread has open is found" {
	need_root
	start_python "$BATS_TEST_TMPDIR/held" <<-'PYTHON'
		import ctypes, socket, sys, threading, time
		def work():
		    assert ctypes.CDLL(None).unshare(0x400) == 0  # CLONE_FILES
		    global held, listener
		    held = open(sys.argv[1], "w")
		    listener = socket.create_server(("127.0.0.1", 0))
		    print(threading.get_native_id(), listener.getsockname()[1], held.fileno(), listener.fileno())
		    print("ready")
		    time.sleep(300)
		threading.Thread(target=work).start()
		time.sleep(300)
	PYTHON
	read -r tid port file socket <"$BATS_TEST_TMPDIR/said"
	run -0 nvhost ps files "$PID" --csv -n -o fd,tid,path -w 'path =~ "held$"'
	[ "$output" = "$file,$tid,$BATS_TEST_TMPDIR/held" ]
	run -0 nvhost ps fds "$PID" --csv -n -o fd,tid,kind -w "fd == $socket or fd == 0"
	[ "$output" = "0,,device"$'\n'"$socket,$tid,socket" ]
	run -0 nvhost ps connections "$PID" --csv -n -o fd,laddr.port
	[ "$output" = "$socket,$port" ]
	run -0 nvhost net connections --csv -n -o pid,fd -w "laddr.port == $port"
	[ "$output" = "$PID,$socket" ]
	run -0 nvhost ps --port="$port" --csv -n -o pid
	[ "$output" = "$PID" ]
	run -0 nvhost ps --open="$BATS_TEST_TMPDIR/held" --csv -n -o pid
	[ "$output" = "$PID" ]
}

@test "ps: a process has one name, in every view" {
	cd "$BATS_TEST_TMPDIR"
	cp "$(command -v sleep)" a_rather_long_program_name
	./a_rather_long_program_name 300 3>&- >file &
	PID=$!
	SLEEPERS=$PID
	eventually is_named "$PID" a_rather_long_p
	for view in list threads files fds maps limits; do
		run -0 nvhost ps "$view" "$PID" --csv -n -o name -w 'name == "a_rather_long_program_name"' --limit=1
		[ "$output" = a_rather_long_program_name ]
	done
	run -0 nvhost ps environ "$PID" --csv -n -o process --limit=1
	[ "$output" = a_rather_long_program_name ]
}

# Records a process: PID, name, bytes of cmdline as printf(1) takes them, and perhaps its program.
record_process() {
	mkdir -p "$PROC/$1"
	echo "$1 ($2) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 50 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0" >"$PROC/$1/stat"
	printf "$3" >"$PROC/$1/cmdline"
	[ -z "${4-}" ] || ln -s "$4" "$PROC/$1/exe"
}

@test "ps: a name that the kernel cut is completed by a program's name, not by a title" {
	use_fixture small
	record_process 101 chromium-browse 'chromium-browser --type=x\0'
	record_process 102 a_very_long_pro '/opt/a_very_long_program\0a_very_long_process: idle\0'
	record_process 103 a_very_long_pro 'a_very_long_process: idle, /x\0\0\0\0' /opt/a_very_long_program
	record_process 104 a_very_long_pro 'a_very_long_process: idle, /x\0\0\0\0'
	record_process 105 'My Long Program' '/opt/My Long Program Name\0-x\0'
	record_process 106 a_very_long_pro 'something else\0'
	record_process 107 $'process-name-t\xc3' '/opt/process-name-t\xc3\xb6\xc3\xb6\0'
	run -0 nvhost ps --procfs="$PROC" --csv -n -o name 101 102 103 104 105 106 107
	[ "$output" = 'chromium-browser
a_very_long_program
a_very_long_program
a_very_long_process
My Long Program Name
a_very_long_pro
process-name-töö' ]
}

@test "ps: a command is one line for a shell, a title is as it was written" {
	use_fixture small
	record_process 101 sh 'sh\0-c\0echo "$X" '"'"'a  b'"'"'\0\0A=b\0/x/y-1.2:z@%%+,_\0'
	record_process 102 nginx 'nginx: master process /x\0\0\0'
	record_process 103 'My Program' '/opt/My Program\0'
	record_process 104 sshd 'sshd: root@pts/0\0'
	run -0 nvhost ps --procfs="$PROC" --ndjson -o command 101 102 103 104
	readarray -t lines < <(jq -r .command <<<"$output")
	[ "${lines[0]}" = "sh -c 'echo \"\$X\" '\\''a  b'\\''' '' 'A=b' /x/y-1.2:z@%+,_" ]
	[ "${lines[1]}" = 'nginx: master process /x' ]
	[ "${lines[2]}" = "'/opt/My Program'" ]
	[ "${lines[3]}" = 'sshd: root@pts/0' ]
	run -0 nvhost ps --procfs="$PROC" --ndjson -o cmdline,command,missing 43 44
	[ "${lines[0]}" = '{"cmdline":[],"command":null,"missing":{"command":"none"}}' ]
	[ "${lines[1]}" = '{"cmdline":null,"command":null,"missing":{"cmdline":"zombie","command":"zombie"}}' ]
}

@test "ps: terminals of any driver are named by /proc/tty/drivers" {
	use_fixture small
	record_process 101 x 'x\0'
	record_process 102 x 'x\0'
	record_process 103 x 'x\0'
	sed -i 's/ 0 -1 / 58624 -1 /' "$PROC/101/stat" # 229:0
	sed -i 's/ 0 -1 / 1281 -1 /' "$PROC/102/stat"  # 5:1
	run -0 nvhost ps --procfs="$PROC" --ndjson -o terminal,missing 101 102 103
	[ "${lines[0]}" = '{"terminal":null,"missing":{"terminal":"unsupported"}}' ]
	[ "${lines[2]}" = '{"terminal":null,"missing":{"terminal":"none"}}' ]
	mkdir "$PROC/tty"
	printf '%s\n' '/dev/console /dev/console 5 1 system:console' 'hvc /dev/hvc 229 0-7 system' >"$PROC/tty/drivers"
	run -0 nvhost ps --procfs="$PROC" --csv -n -o terminal 101 102
	[ "$output" = $'/dev/hvc0\n/dev/console' ]
}

@test "ps, tree: in a time namespace a process may have begun before the clock did" {
	use_fixture small
	record_process 101 parent 'x\0'
	record_process 102 child 'x\0'
	record_process 103 younger 'x\0'
	record_process 104 orphan 'x\0'
	sed -i 's/ 1 0 50 / 1 0 1844674407330 /' "$PROC/101/stat"
	sed -i 's/ S 1 / S 101 /' "$PROC/102/stat"
	sed -i 's/ 1 0 50 / 1 0 60 /' "$PROC/103/stat"
	sed -i 's/ S 1 / S 103 /' "$PROC/104/stat"
	run -0 nvhost ps --procfs="$PROC" --csv -n -o create_time,elapsed,id 101
	[ "$output" = 1699999999.6,1000.4,101@1844674407330 ]
	run -0 nvhost tree children --procfs="$PROC" --csv -n -o pid 101
	[ "$output" = 102 ]
	run -0 nvhost tree children --procfs="$PROC" --csv -n -o pid 103
	[ "$output" = "" ] # who began before it is not its child
}

@test "connections: a socket that a process has duplicated is one row, with the lowest descriptor" {
	start_python <<-'PYTHON'
		import os, socket, time
		inet = socket.create_server(("127.0.0.1", 0))
		for fd in (40, 30): os.dup2(inet.fileno(), fd)
		os.close(inet.detach())
		unix = socket.socketpair()[0]
		os.dup2(unix.fileno(), 50)
		print(inet, "ready")
		time.sleep(300)
	PYTHON
	run -0 nvhost ps connections "$PID" --csv -n -o fd,fds
	[ "$output" = '30,"[30,40]"' ]
	run -0 nvhost net connections --csv -n -o fd,fds -w "pid == $PID"
	[ "$output" = '30,"[30,40]"' ]
	for view in "ps connections $PID" "net connections -w pid=$PID"; do
		run -0 nvhost $view -n -o process
		[[ $output = *"/$PID" ]]
	done
	run -0 nvhost ps connections "$PID" --kind=unix --csv -n -o fds -w 'fd == 50'
	[[ $output =~ ^\"\[[0-9]+,50\]\"$ ]]
	run -0 nvhost ps fds "$PID" --csv -n -o fd,family -w 'fd == 30 or fd == 40 or fd == 50'
	[ "$output" = $'30,AF_INET\n40,AF_INET\n50,AF_UNIX' ]
}

@test "ps: who the parent is, and who a process is in other namespaces" {
	need_root
	bash -c 'exec -a "a parent" sh -c "sleep 300 & wait"' 3>&- &
	PID=$!
	SLEEPERS=$PID
	eventually pgrep -P "$PID" sleep
	child=$(pgrep -P "$PID" sleep)
	SLEEPERS="$SLEEPERS $child"
	run -0 nvhost ps "$child" --ndjson -o parent,nspid,missing
	[ "$(jq -c '[.parent.pid, .parent.name, .parent.username, .parent.cmdline[0]]' <<<"$output")" = "[$PID,\"$(cat "/proc/$PID/comm")\",\"root\",\"a parent\"]" ]
	[ "$(jq -c '[.nspid, .missing]' <<<"$output")" = "[[$child],{}]" ]
	run -0 nvhost ps 1 --ndjson -o parent,missing
	[ "$output" = '{"parent":null,"missing":{"parent":"none"}}' ]
	unshare -pf sleep 300 3>&- &
	SLEEPERS="$SLEEPERS $!"
	eventually pgrep -P $! sleep
	run -0 nvhost ps "$(pgrep -P $! sleep)" --csv -n -o nspid
	[ "$output" = "\"[$(pgrep -P $! sleep),1]\"" ]
	run -0 nvhost ps --nspid=1 --csv -n -o pid -w 'name == sleep'
	[[ $'\n'$output$'\n' == *$'\n'"$(pgrep -P $! sleep)"$'\n'* ]]
	run -2 nvhost ps --nspid=x
	run -2 nvhost ps --nspid=
}

@test "ps: groups and the effective user" {
	need_root
	setpriv --ruid=1 --euid=2 --groups=4,24 --inh-caps=-all sleep 300 3>&- &
	SLEEPERS=$!
	eventually is_named $! sleep
	run -0 nvhost ps $! --csv -n -o username,effective_username,groups
	[ "$output" = "$(id -nu 1),$(id -nu 2),\"[4,24]\"" ]
}

@test "ps: what runs programs or libraries that were replaced needs a restart" {
	cd "$BATS_TEST_TMPDIR"
	for name in updated kept removed; do
		cp "$(command -v sleep)" "$name"
		"./$name" 300 3>&- &
		SLEEPERS="${SLEEPERS-} $!"
		eventually is_named $! "$name"
	done
	cp "$(command -v sleep)" new
	mv new updated
	rm removed
	run -0 nvhost ps $SLEEPERS --csv -n -o name,needs_restart
	[ "$output" = $'updated,true\nkept,false\nremoved,true' ]
	start_python <<-'PYTHON'
		import mmap, os, shutil, sys, time
		shutil.copy(sys.executable, "data")
		data = mmap.mmap(os.open("data", os.O_RDONLY), 4096, prot=mmap.PROT_READ, flags=mmap.MAP_PRIVATE)
		os.unlink("data")
		memory = os.memfd_create("x")
		os.truncate(memory, 4096)
		code = mmap.mmap(memory, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC, flags=mmap.MAP_PRIVATE)
		print("ready")
		time.sleep(300)
	PYTHON
	run -0 nvhost ps "$PID" --csv -n -o needs_restart
	[ "$output" = false ]
	start_python <<-'PYTHON'
		import mmap, os, shutil, sys, time
		shutil.copy(sys.executable, "library.so")
		fd = os.open("library.so", os.O_RDONLY)
		code = mmap.mmap(fd, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC, flags=mmap.MAP_PRIVATE)
		os.rename(shutil.copy(sys.executable, "new"), "library.so")
		print("ready")
		time.sleep(300)
	PYTHON
	run -0 nvhost ps "$PID" --csv -n -o needs_restart
	[ "$output" = true ]
}

@test "ps: a share of the machine's memory for each kind of it" {
	use_fixture small
	run -0 nvhost ps --procfs="$PROC" 42 --ndjson -o memory_info,memory_percent.vms,memory_percent.data,memory_percent.rss,memory_percent
	total=$(($(sed -n 's/^MemTotal:[^0-9]*\([0-9]*\).*/\1/p' "$PROC/meminfo") * 1024))
	for kind in vms data rss; do
		[ "$(jq --argjson total "$total" "(.\"memory_percent.$kind\" - .memory_info.$kind * 100 / \$total | fabs) < 1e-9" <<<"$output")" = true ]
	done
	[ "$(jq '."memory_percent.rss" == .memory_percent' <<<"$output")" = true ]
	run -2 nvhost ps --procfs="$PROC" 42 -o memory_percent.pps
	[ "${lines[0]}" = "nvhost ps: unknown column 'memory_percent.pps'; did you mean 'memory_percent.pss'?" ]
	run -2 nvhost ps --procfs="$PROC" 42 -o memory_percent.heap
	[[ ${lines[0]} == *" (valid: memory_percent."* ]]
	for kind in rss vms shared text data peak_rss peak_vms rss_anon rss_file rss_shmem swap hugetlb uss pss; do
		[[ ${lines[0]} == *"memory_percent.$kind"[,\)]* ]]
	done
}

@test "ps: a frozen control group, by both versions" {
	use_fixture small
	record_process 101 x 'x\0'
	record_process 102 x 'x\0'
	record_process 103 x 'x\0'
	record_process 104 x 'x\0'
	echo 0::/a/b >"$PROC/101/cgroup"
	printf '4:freezer:/c\n0::/a\n' >"$PROC/102/cgroup"
	echo 0::/../x >"$PROC/103/cgroup"
	echo 0::/ >"$PROC/104/cgroup"
	mkdir -p "$SYS/fs/cgroup/a/b" "$SYS/fs/cgroup/freezer/c" "$SYS/fs/x"
	printf '%s\n' '30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup rw' \
		'31 30 0:27 / /sys/fs/cgroup/freezer rw - cgroup cgroup rw,freezer' >"$PROC/self/mountinfo"
	echo cpu >"$SYS/fs/cgroup/cgroup.controllers"
	printf 'populated 1\nfrozen 1\n' | tee "$SYS/fs/cgroup/a/b/cgroup.events" >"$SYS/fs/x/cgroup.events"
	echo FROZEN >"$SYS/fs/cgroup/freezer/c/freezer.state"
	run -0 nvhost ps --procfs="$PROC" --sysfs="$SYS" 101 102 103 104 --ndjson -o cgroup_frozen,missing
	[ "${lines[0]}" = '{"cgroup_frozen":true,"missing":{}}' ]
	[ "${lines[1]}" = '{"cgroup_frozen":true,"missing":{}}' ]
	[ "${lines[2]}" = '{"cgroup_frozen":null,"missing":{"cgroup_frozen":"unsupported"}}' ]
	[ "${lines[3]}" = '{"cgroup_frozen":false,"missing":{}}' ]
	printf 'populated 1\nfrozen 0\n' >"$SYS/fs/cgroup/a/b/cgroup.events"
	run -0 nvhost ps --procfs="$PROC" --sysfs="$SYS" 101 --csv -n -o cgroup_frozen
	[ "$output" = false ]
}

@test "ps: the ID of a thread is told to be one, but for ps threads, which knows its process" {
	start_python <<-'PYTHON'
		import threading, time
		def work():
		    print(threading.get_native_id())
		    print("ready")
		    time.sleep(300)
		threading.Thread(target=work).start()
		time.sleep(300)
	PYTHON
	read -r tid <"$BATS_TEST_TMPDIR/said"
	run -0 nvhost ps threads "$tid" --csv -n -o pid,id
	[ "$output" = "$PID,$PID"$'\n'"$PID,$tid" ]
	for arguments in "ps" "ps files" "ps limits" "tree" "tree parents" "kill --dry-run" "wait -t 0.1" "wait -e -t 0.1"; do
		run -1 --separate-stderr nvhost $arguments "$tid"
		[ "$stderr" = "nvhost ${arguments%% *}: $tid is a thread of $PID" ]
	done
}

@test "ps: a variable of the environment is a column" {
	env -i ONE=1 "TWO=a b" sleep 300 3>&- &
	SLEEPERS=$!
	eventually is_named $! sleep
	run -0 nvhost ps $! --ndjson -o environ.ONE,environ.TWO,environ.THREE,missing
	[ "$output" = '{"environ.ONE":"1","environ.TWO":"a b","environ.THREE":null,"missing":{"environ.THREE":"none"}}' ]
	run -0 nvhost ps $! --csv -n -o pid -w 'environ.TWO =~ "^a"' -S environ.ONE
	[ "$output" = $! ]
	run -0 nvhost ps $! -g environ.ONE -o 'environ.ONE,count()' --csv -n
	[ "$output" = 1,1 ]
	run -2 nvhost ps $! -o cmdline.ONE
}

@test "ps: bytes that are no UTF-8 are kept in the lists of CSV, and marked in JSON" {
	use_fixture small
	record_process 101 x 'a\xff\0b\xc3\xa9\0'
	printf 'N\xfe=v\xfd\0' >"$PROC/101/environ"
	run -0 nvhost ps --procfs="$PROC" 101 --csv -n -o cmdline,environ
	[ "$output" = $'"[""a\xff"",""b\xc3\xa9""]","{""N\xfe"":""v\xfd""}"' ]
	run -0 nvhost ps --procfs="$PROC" 101 --ndjson -o cmdline,environ
	[ "$output" = $'{"cmdline":["a\xef\xbf\xbd","b\xc3\xa9"],"environ":{"N\xef\xbf\xbd":"v\xef\xbf\xbd"}}' ]
}

@test "ps: what a zombie has not any more is told to be a zombie's" {
	need_root
	start_python <<-'PYTHON'
		import os, time
		child = os.fork()
		if child == 0: os._exit(0)
		print(child)
		print("ready")
		time.sleep(300)
	PYTHON
	read -r zombie <"$BATS_TEST_TMPDIR/said"
	eventually grep -q "^State:.Z" "/proc/$zombie/status"
	run -0 nvhost ps "$zombie" -J -o exe,cmdline,command,environ,memory_maps,peak_rss,needs_restart,root,namespaces.net,missing
	[ "$(jq -c '.[0].missing | map(. == "zombie") | all' <<<"$output")" = true ]
	[ "$(jq '.[0].missing | length' <<<"$output")" = 9 ]
}

# proc(5): hidepid=1 refuses what is in the directories of others, hidepid=2 hides them.
@test "ps, tree: a process that /proc hides is told as one, and costs no other row" {
	need_root
	start_sleeper
	for hidden in 1 2; do
		run -0 unshare -m sh -c '
			mount -t proc -o hidepid=$1 proc /proc || exit 77
			exec 2>&1
			nvhost="setpriv --reuid=65534 --regid=65534 --clear-groups $2"
			$nvhost ps -u root -o pid -n -w "pid == $3"; echo "$?"
			for view in threads files fds maps connections environ limits; do
				$nvhost ps "$view" -n "$3"; echo "$?"
			done
			$nvhost tree parents -n "$3"; echo "$?"
			$nvhost ps -n "$3@1"; echo "$?"
			$nvhost ps -n 2147483647; echo "$?"; exit 0' sh "$hidden" "$NVHOST" "$PID"
		[ "${lines[0]}" = "$([ "$hidden" = 1 ] && echo "$PID" || echo 0)" ]
		denied="$PID: Permission denied"
		[ "$(grep -cx "nvhost ps: $denied" <<<"$output")" = 7 ]
		[ "$(grep -cx "nvhost tree: $denied" <<<"$output")" = 1 ]
		[ "$(grep -cx "nvhost ps: $PID@1: Permission denied" <<<"$output")" = 1 ]
		[ "${lines[-2]}" = "nvhost ps: 2147483647: no such process" ]
		[ "$(grep -cx 1 <<<"$output")" = 10 ]
	done
}

# lxcfs(1) mounts files of a container's own over these.
@test "ps: starts and ages are of the machine's clocks, whatever a container's files say" {
	need_root
	start_sleeper
	cd "$BATS_TEST_TMPDIR"
	sed 's/^btime .*/btime 1/' /proc/stat >stat
	echo 999999999.00 1.00 >uptime
	run -0 unshare -m sh -c 'mount --bind stat /proc/stat && mount --bind uptime /proc/uptime &&
		exec "$1" ps "$2" --csv -n -o pid -w "create_time + elapsed > now() - 2s" \
			-w "create_time + elapsed <= now()"' sh "$NVHOST" "$PID"
	[ "$output" = "$PID" ]
}

# Files of a process stay open between reports: they must not tell of what it was.
@test "ps: each report says what a process is by then, until it is gone" {
	mkfifo "$BATS_TEST_TMPDIR/go"
	bash -c 'read -r <"$1"; exec sleep 300' bash "$BATS_TEST_TMPDIR/go" 3>&- &
	PID=$! SLEEPERS=$!
	eventually is_named "$PID" bash
	"$NVHOST" ps -J -c 0 -i 0.02 -o name,rss,cmdline -w "pid == $PID" >"$BATS_TEST_TMPDIR/reports" 3>&- &
	reports=$!
	SLEEPERS="$SLEEPERS $reports"
	eventually grep -q '"bash"' "$BATS_TEST_TMPDIR/reports"
	echo >"$BATS_TEST_TMPDIR/go"
	eventually grep -q '"name":"sleep",.*"cmdline":."sleep","300".' "$BATS_TEST_TMPDIR/reports"
	kill "$PID"
	wait "$PID" || true
	eventually grep -qx '\[\]' "$BATS_TEST_TMPDIR/reports"
	kill "$reports"
	[ "$(sed '/"sleep"/,$!d' "$BATS_TEST_TMPDIR/reports" | grep -c '"bash"')" = 0 ]
}
