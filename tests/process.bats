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
