#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Processes and servers that make whoever asks about them wait for ever (R-21, R-60): nvhost ends in
# time, with all rows, and tells what it could not wait for.
load helpers

# beside KIND: the views that would wait for it, in namespaces that take the victim along.
beside() {
	[ "$EUID" -eq 0 ] || skip "needs root"
	unshare --mount --pid --fork --kill-child --mount-proc true || skip "needs namespaces"
	export NVHOST
	run timeout -k 1 110 unshare --mount --pid --fork --kill-child --mount-proc \
		timeout -k 1 100 "${PYTHON:-python3}" "$BATS_TEST_DIRNAME/blocked" "$1"
	[ "$status" -ne 77 ] || skip "$output"
	[ "$status" -eq 0 ]
}

@test "blocked: by a process whose memory is locked" {
	beside memory
}

@test "blocked: by a process that never comes out of execve(2)" {
	beside exec
}

@test "blocked: a user with many such processes does not hide those of others" {
	beside many
}

@test "blocked: the parent of such a process is known without pidfds that tell it" {
	beside parent
}

@test "blocked: by an epoll whose lock is held, which not even SIGKILL ends" {
	beside epoll
}

@test "blocked: by a process that was selected before, where there are no pidfds" {
	beside later
}

@test "blocked: samples of a command that nvhost runs" {
	beside run
}

@test "blocked: by a TCP socket whose lock is held" {
	beside socket
}

@test "blocked: by a user database that does not answer" {
	beside users
}

@test "blocked: by files, a mapping and a directory of a server that is dead" {
	beside files
}

@test "blocked: by a TUN device, the lock of all links held" {
	beside rtnl
}
