/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pidfd: children of ours, alive, ended and reaped (values.md P-188, P-206). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "base/cleanup.h"
#include "kernel/process/pidfd.h"

enum { SOON_MS = 10000 }; /* far longer than it takes, so that only a fault runs into it */

/* A child that waits for signals and goes when we do. */
static pid_t start_child(void)
{
	pid_t pid = fork();

	assert_int_not_equal(pid, -1);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
	return pid;
}

static pid_t start_ending(int status)
{
	pid_t pid = fork();

	assert_int_not_equal(pid, -1);
	if (pid == 0)
		_exit(status);
	return pid;
}

static int open_or_skip(pid_t pid)
{
	int fd = pidfd_open_process(pid);

	if (fd == -ENOSYS || fd == -EPERM)
		skip();
	assert_true(fd >= 0);
	return fd;
}

static void end_child(pid_t pid)
{
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void only_processes_can_be_opened(void **state _unused_)
{
	pid_t gone = start_ending(0);
	int fd = open_or_skip(getpid());

	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
	assert_int_equal(waitpid(gone, NULL, 0), gone);
	assert_int_equal(pidfd_open_process(gone), -ESRCH);
	assert_int_equal(pidfd_open_process(0), -EINVAL);
	assert_int_equal(pidfd_open_process(-1), -EINVAL);
	assert_int_equal(pidfd_open_process(INT32_MAX), -ESRCH);
}

/* Returns the events of a pidfd: POLLIN, the process has exited; POLLHUP, it has been reaped. */
static int poll_pidfd(int fd, short events, int timeout_ms)
{
	struct pollfd event = { .fd = fd, .events = events };

	assert_true(poll(&event, 1, timeout_ms) >= 0);
	return event.revents;
}

static void from_alive_to_reaped(void **state _unused_)
{
	pid_t pid = start_child();
	_cleanup_close_ int fd = open_or_skip(pid);

	assert_int_equal(poll_pidfd(fd, POLLIN, 0), 0);
	assert_int_equal(pidfd_signal(fd, 0), 0);
	assert_int_equal(pidfd_signal(fd, SIGSTOP), 0);
	assert_int_equal(poll_pidfd(fd, POLLIN, 20), 0); /* P-184 */
	assert_int_equal(pidfd_signal(fd, SIGKILL), 0);
	assert_int_equal(poll_pidfd(fd, POLLIN, SOON_MS), POLLIN); /* a zombie */
	assert_int_equal(pidfd_signal(fd, SIGTERM), 0);            /* P-205 */
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_true(poll_pidfd(fd, POLLIN, 0) & POLLIN);
	assert_int_equal(pidfd_signal(fd, 0), -ESRCH);
	assert_int_equal(pidfd_signal(fd, SIGTERM), -ESRCH);
}

/* Starts a child of its own, tells of it, and reaps it a moment after it is told to. */
static void be_a_parent(int told, int tell)
{
	pid_t child = start_ending(3);
	char byte;

	if (write(tell, &child, sizeof(child)) < 0 || read(told, &byte, 1) < 0)
		_exit(1);
	usleep(50 * 1000);
	waitpid(child, NULL, 0);
	_exit(0);
}

/* Whoever reaps it, the waiting ends at once, and we know how a stranger ended (T-12). */
static void a_stranger_that_is_reaped(void **state _unused_)
{
	struct pidfd_process process = { 0 };
	int down[2], up[2], fd, r;
	pid_t parent, child;
	uint64_t inode;

	assert_int_equal(pipe(down), 0);
	assert_int_equal(pipe(up), 0);
	parent = fork();
	assert_int_not_equal(parent, -1);
	if (parent == 0)
		be_a_parent(down[0], up[1]);
	assert_int_equal(read(up[0], &child, sizeof(child)), sizeof(child));
	fd = pidfd_open_process(child);
	assert_int_equal(write(down[1], "", 1), 1);
	r = fd < 0 ? fd : pidfd_read_inode(fd, &inode);
	if (r == 0) { /* 6.9: POLLHUP */
		assert_int_equal(poll_pidfd(fd, 0, SOON_MS), POLLHUP);
		r = pidfd_read_process(fd, &process);
	}
	assert_int_equal(waitpid(parent, NULL, 0), parent);
	for (int n = 0; n < 2; n++) {
		close(down[n]);
		close(up[n]);
	}
	if (fd >= 0)
		close(fd);
	if (r == -EOPNOTSUPP || r == -ESRCH || r == -ENOSYS || r == -EPERM)
		skip(); /* before Linux 6.15 */
	assert_int_equal(process.wait_status.is, PRESENT);
	assert_int_equal(process.wait_status.v, 3 << 8);
	assert_false(process.has_ids); /* its PID may be another's by now */
}

static void not_a_pidfd(void **state _unused_)
{
	_cleanup_close_ int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct pidfd_process process;
	uint64_t inode = 5;

	assert_int_equal(pidfd_read_process(file, &process), -EOPNOTSUPP);
	assert_int_equal(pidfd_read_inode(file, &inode), -EOPNOTSUPP);
	assert_int_equal(inode, 5);
	assert_int_equal(pidfd_signal(-1, 0), -EBADF);
	assert_int_equal(pidfd_read_process(-1, &process), -EBADF);
	assert_int_equal(pidfd_read_inode(-1, &inode), -EBADF);
}

static void a_signal_that_is_none(void **state _unused_)
{
	pid_t pid = start_child();
	_cleanup_close_ int fd = open_or_skip(pid);

	assert_int_equal(pidfd_signal(fd, 65), -EINVAL);
	assert_int_equal(pidfd_signal(fd, -1), -EINVAL);
	assert_int_equal(pidfd_queue(fd, 65, 1), -EINVAL);
	assert_int_equal(poll_pidfd(fd, POLLIN, 0), 0);
	end_child(pid);
}

static void a_value_goes_with_the_signal(void **state _unused_)
{
	_cleanup_close_ int fd = open_or_skip(getpid());
	struct timespec soon = { .tv_sec = SOON_MS / 1000 };
	siginfo_t info = { 0 };
	sigset_t set, before;

	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN + 1);
	sigprocmask(SIG_BLOCK, &set, &before);
	assert_int_equal(pidfd_queue(fd, SIGRTMIN + 1, -42), 0);
	assert_int_equal(sigtimedwait(&set, &info, &soon), SIGRTMIN + 1);
	assert_int_equal(info.si_code, SI_QUEUE);
	assert_int_equal(info.si_value.sival_int, -42);
	assert_int_equal(info.si_pid, getpid());
	assert_int_equal(info.si_uid, getuid());
	sigprocmask(SIG_SETMASK, &before, NULL);
}

static void what_the_kernel_tells(void **state _unused_)
{
	pid_t pid = start_child();
	_cleanup_close_ int fd = open_or_skip(pid);
	struct pidfd_process process;
	int r = pidfd_read_process(fd, &process);

	end_child(pid);
	if (r == -EOPNOTSUPP)
		skip(); /* before Linux 6.13 */
	assert_int_equal(r, 0);
	assert_int_equal(process.pid, pid);
	assert_int_equal(process.ppid, getpid());
	assert_true(process.has_ids);
	assert_int_equal(process.uid, getuid());
	assert_int_equal(process.euid, geteuid());
	assert_int_equal(process.suid, geteuid());
	assert_int_equal(process.gid, getgid());
	assert_int_equal(process.egid, getegid());
	assert_int_equal(process.wait_status.is, ABSENT);
}

/* P-188: nothing while it lives or is a zombie, then the status, ours or not. */
static void how_it_ended(void **state _unused_)
{
	static const struct {
		int exits, signal, returncode;
	} ends[] = { { 0, 0, 0 },
		     { 44, 0, 44 },
		     { 255, 0, 255 },
		     { 0, SIGKILL, -SIGKILL },
		     { 0, SIGTERM, -SIGTERM } };

	for (size_t n = 0; n < ARRAY_SIZE(ends); n++) {
		pid_t pid = ends[n].signal ? start_child() : start_ending(ends[n].exits);
		_cleanup_close_ int fd = open_or_skip(pid);
		struct pidfd_process process;
		struct pidfd_end end;
		int r;

		if (ends[n].signal)
			assert_int_equal(pidfd_signal(fd, ends[n].signal), 0);
		assert_true(poll_pidfd(fd, POLLIN, SOON_MS) & POLLIN);
		r = pidfd_read_process(fd, &process);
		if (r == 0)
			assert_int_equal(process.wait_status.is, ABSENT);
		assert_int_equal(waitpid(pid, NULL, 0), pid);
		if (r == -EOPNOTSUPP || pidfd_read_process(fd, &process) == -ESRCH)
			skip(); /* before Linux 6.15 */
		assert_int_equal(process.wait_status.is, PRESENT);
		assert_true(pidfd_decode_status((int)process.wait_status.v, &end));
		assert_int_equal(end.returncode, ends[n].returncode);
		assert_int_equal(end.signal, ends[n].signal);
		assert_false(end.core_dumped);
	}
}

static void inodes_tell_processes_apart(void **state _unused_)
{
	pid_t pid = start_child();
	_cleanup_close_ int ours = open_or_skip(getpid()), child = open_or_skip(pid),
			    again = open_or_skip(pid);
	uint64_t our_inode, child_inode, same;
	int r = pidfd_read_inode(ours, &our_inode);

	if (r == 0) {
		assert_int_equal(pidfd_read_inode(child, &child_inode), 0);
		assert_int_equal(pidfd_read_inode(again, &same), 0);
		assert_true(child_inode != our_inode);
		assert_true(child_inode == same);
	}
	end_child(pid);
	if (r == 0) {
		assert_int_equal(pidfd_read_inode(child, &same), 0);
		assert_true(child_inode == same); /* it outlives the process */
		return;
	}
	assert_int_equal(r, -EOPNOTSUPP);
	skip();
}

static void statuses_are_decoded(void **state _unused_)
{
	struct pidfd_end end = { .returncode = 99 };

	assert_true(pidfd_decode_status(0x2c00, &end));
	assert_int_equal(end.returncode, 44);
	assert_int_equal(end.signal, 0);
	assert_true(pidfd_decode_status(SIGSEGV | 0x80, &end));
	assert_int_equal(end.returncode, -SIGSEGV);
	assert_int_equal(end.signal, SIGSEGV);
	assert_true(end.core_dumped);
	assert_true(pidfd_decode_status(64, &end));
	assert_int_equal(end.returncode, -64);
	assert_false(end.core_dumped);
	assert_false(pidfd_decode_status(0x137f, &end)); /* stopped */
	assert_false(pidfd_decode_status(0xffff, &end)); /* continued */
	assert_int_equal(end.returncode, -64);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_processes_can_be_opened),
		cmocka_unit_test(from_alive_to_reaped),
		cmocka_unit_test(a_stranger_that_is_reaped),
		cmocka_unit_test(not_a_pidfd),
		cmocka_unit_test(a_signal_that_is_none),
		cmocka_unit_test(a_value_goes_with_the_signal),
		cmocka_unit_test(what_the_kernel_tells),
		cmocka_unit_test(how_it_ended),
		cmocka_unit_test(inodes_tell_processes_apart),
		cmocka_unit_test(statuses_are_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
