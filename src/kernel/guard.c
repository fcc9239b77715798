/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guard: the parent, which waits, and the child, which works. */
#include "kernel/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "kernel/patience.h"
#include "kernel/process/pidfd.h"

enum {
	NEVER = -1,
	GRACE_MS = 1000, /* how long a child may take after a signal; its threads may be stuck */
};

/*
 * Signals that terminate a program by default and can be passed on. Signals of program errors, such
 * as SIGSEGV, are not among them.
 */
static const int handed_on[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM };

/* Returns the signals of handed_on that are not ignored. */
static sigset_t signals_of_guard(void)
{
	struct sigaction action;
	sigset_t set;

	sigemptyset(&set);
	for (size_t n = 0; n < ARRAY_SIZE(handed_on); n++)
		if (sigaction(handed_on[n], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&set, handed_on[n]);
	return set;
}

static _Noreturn void end_by(int number)
{
	sigset_t set;

	signal(number, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, number);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	_exit(128 + number);
}

/*
 * Exits as the child did. If a signal has killed the child, the same signal kills this process,
 * too, but does not make a second core file.
 */
static _Noreturn void end_as(pid_t child, guard_tell *tell)
{
	static const struct rlimit no_core = { 0 };
	int status;

	while (waitpid(child, &status, 0) < 0) {
		if (errno == EINTR)
			continue;
		tell(NULL, -errno);
		_exit(EXIT_FAILURE);
	}
	if (WIFEXITED(status))
		_exit(WEXITSTATUS(status));
	setrlimit(RLIMIT_CORE, &no_core);
	end_by(WTERMSIG(status));
}

/*
 * Passes a signal on to the child. The terminal (SI_KERNEL) sends its signals to both processes, so
 * that these are not passed on. Returns the signal number, or 0 if no signal could be read.
 */
static int hand_on(pid_t child, int signals)
{
	struct signalfd_siginfo info;

	if (read(signals, &info, sizeof(info)) != sizeof(info))
		return 0;
	if (info.ssi_code != SI_KERNEL)
		kill(child, (int)info.ssi_signo);
	return (int)info.ssi_signo;
}

/*
 * Waits for the child. A child that reports a status through the pipe may never end, and is left
 * behind. A child that exits normally reports nothing: it closes the pipe, and its pidfd becomes
 * readable where the kernel supports pidfds.
 */
static _Noreturn void wait_for(pid_t child, int status_pipe, int signals, guard_tell *tell)
{
	struct pollfd ends[] = {
		{ .fd = status_pipe, .events = POLLIN },
		{ .fd = pidfd_open_process(child), .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
	};
	unsigned char status;
	int number = 0;

	for (;;) {
		int n = poll(ends, ARRAY_SIZE(ends), number ? GRACE_MS : NEVER);

		if (n == 0)
			end_by(number);
		if (n < 0 && errno != EINTR)
			end_as(child, tell);
		if (n > 0 && (ends[0].revents || ends[1].revents))
			break;
		if (n > 0)
			number = hand_on(child, signals);
	}
	if ((ends[0].revents & POLLIN) &&
	    read(status_pipe, &status, sizeof(status)) == sizeof(status))
		_exit(status);
	end_as(child, tell);
}

/* The guard may have ended before prctl(2). */
void guard_follow(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
}

void guard_let_go(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		close(fd);
}

static void become_child(pid_t parent, int status_pipe, const sigset_t *mask, struct guard *ret)
{
	*ret = (struct guard){ .pid = parent, .status_pipe = status_pipe };
	guard_follow(parent);
	sigprocmask(SIG_SETMASK, mask, NULL);
}

void guard_begin(struct guard *ret, guard_tell *tell)
{
	sigset_t signals = signals_of_guard(), before;
	pid_t parent = getpid(), child;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return;
	sigprocmask(SIG_BLOCK, &signals, &before);
	child = fork();
	if (child > 0) {
		close(ends[1]);
		wait_for(child, ends[0], signalfd(-1, &signals, SFD_CLOEXEC), tell);
	}
	close(ends[0]);
	if (child == 0) {
		become_child(parent, ends[1], &before, ret);
		return;
	}
	close(ends[1]);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

bool guard_is_of_us(const struct guard *guard, uint64_t pid)
{
	return pid == (uint64_t)getpid() || (guard->pid > 0 && pid == (uint64_t)guard->pid);
}

void guard_end(const struct guard *guard, int status)
{
	unsigned char byte = (unsigned char)status;

	if (guard->pid == 0)
		return;
	if (!patience_has_lost()) {
		close(guard->status_pipe);
		return;
	}
	guard_let_go();
	if (write(guard->status_pipe, &byte, sizeof(byte)) == sizeof(byte))
		_exit(status);
}
