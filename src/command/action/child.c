/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Child: starts a command, waits for it, and adds up its resource usage. */
#include "command/action/child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "base/cleanup.h"
#include "kernel/host.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/proc_pids.h"

/* Signals that are forwarded to the command. */
static const int forwarded[] = { SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,
	                         SIGUSR1, SIGUSR2, SIGALRM, SIGCONT };

static double seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) * 1e-9;
}

/* Blocks the signals, which a signalfd(2) receives; ignored ones (nohup) stay ignored. */
static int take_signals(struct child *child)
{
	struct sigaction action;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	for (size_t n = 0; n < ARRAY_SIZE(forwarded); n++)
		if (sigaction(forwarded[n], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&set, forwarded[n]);
	sigprocmask(SIG_BLOCK, &set, &child->before);
	child->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return child->signals < 0 ? -errno : 0;
}

/*
 * Opens /proc/PID/io of the command, which includes children that the command has waited for, and
 * can be read until the command is reaped. Only root may open the file of a zombie: it must be
 * open before.
 */
static void open_io(struct child *child)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = root_is_live(ROOT_PROC) ? pid_open(child->pid) : -1;
	struct pid_stat stat;

	/* /proc may belong to another PID namespace */
	child->is_visible = dir >= 0 && pid_stat_read(dir, "stat", &scratch, &stat) == 0 &&
	                    stat.ppid == (uint64_t)getpid();
	if (child->is_visible)
		child->io_file = openat(dir, "io", O_RDONLY | O_CLOEXEC);
}

static void read_io(struct child *child)
{
	char text[512];
	ssize_t length = read(child->io_file, text, sizeof(text));

	if (length > 0)
		pid_io_parse((struct text){ text, (size_t)length }, &child->io);
}

static bool has_children(void)
{
	siginfo_t info;

	return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0; /* fails with ECHILD */
}

/*
 * Whether PATH has the command. execvp(3) fails with EACCES also if a folder of PATH may not be
 * searched: the command may still be missing.
 */
static bool is_in_path(const char *name)
{
	struct text rest = text_of(getenv("PATH")), folder;
	char path[PATH_MAX];

	if (strchr(name, '/'))
		return true;
	while (text_next_part(&rest, ':', &folder)) {
		snprintf(path, sizeof(path), "%.*s/%s", (int)folder.length, folder.bytes, name);
		if (access(path, F_OK) == 0)
			return true;
	}
	return false;
}

/* The arguments of child_start(). */
struct start {
	char **argv;
	int (*prepare)(const void *arg);
	const void *arg;
};

/* Written to a pipe by a child that could not execute the command. */
struct failure {
	int error;
	bool is_unprepared;
};

static struct failure execute(const struct start *start)
{
	char **argv = start->argv;
	int r = start->prepare(start->arg);

	if (r < 0)
		return (struct failure){ .error = -r, .is_unprepared = true };
	execvp(argv[0], argv);
	return (struct failure){ .error =
		                         errno == EACCES && !is_in_path(argv[0]) ? ENOENT : errno };
}

/* In the child: waits for a byte, then executes the command; writes what failed. */
static void become_command(const struct child *child, const struct start *start, int go[2],
                           int failed)
{
	struct failure failure;
	char byte;
	ssize_t n;

	close(go[1]); /* otherwise the pipe would have no end */
	n = read(go[0], &byte, 1);
	if (n == 0) /* nvhost has ended */
		_exit(EXIT_FAILURE);
	failure = (struct failure){ .error = errno };
	if (n > 0) {
		sigprocmask(SIG_SETMASK, &child->before, NULL);
		failure = execute(start);
	}
	if (write(failed, &failure, sizeof(failure)) < 0)
		_exit(EXIT_FAILURE);
	_exit(EXIT_FAILURE);
}

/* Forks the child. The pipe FAILED carries a failure, or nothing if execve(2) has closed it. */
static int start_command(struct child *child, const struct start *start, int go[2], int failed[2])
{
	struct failure failure = { 0 };

	child->pid = fork();
	if (child->pid < 0)
		return -errno;
	if (child->pid == 0)
		become_command(child, start, go, failed[1]);
	open_io(child);
	close(failed[1]);
	failed[1] = -1;
	clock_gettime(CLOCK_MONOTONIC, &child->start);
	if (write(go[1], "", 1) != 1) {
		failure.error = errno;
		close(go[1]);
		go[1] = -1;
	} else if (read(failed[0], &failure, sizeof(failure)) <= 0) {
		return 0;
	}
	waitpid(child->pid, NULL, 0);
	child->is_unprepared = failure.is_unprepared;
	return -failure.error;
}

int child_start(struct child *child, char **argv, int (*prepare)(const void *arg), const void *arg)
{
	struct start start = { .argv = argv, .prepare = prepare, .arg = arg };
	int go[2] = { -1, -1 }, failed[2] = { -1, -1 };
	int r;

	*child = (struct child){ .signals = -1, .io_file = -1 };
	child->has_strangers = has_children();
	r = take_signals(child);
	if (r < 0)
		return r;
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	if (pipe2(go, O_CLOEXEC) < 0 || pipe2(failed, O_CLOEXEC) < 0)
		r = -errno;
	else
		r = start_command(child, &start, go, failed);
	for (int n = 0; n < 2; n++) {
		cleanup_close(&go[n]);
		cleanup_close(&failed[n]);
	}
	return r;
}

/* Adds the usage of a process and of the children that it has waited for, from wait4(2). */
static void add_usage(struct rusage *sum, const struct rusage *part)
{
	timeradd(&sum->ru_utime, &part->ru_utime, &sum->ru_utime);
	timeradd(&sum->ru_stime, &part->ru_stime, &sum->ru_stime);
	sum->ru_maxrss = MAX(sum->ru_maxrss, part->ru_maxrss);
	sum->ru_minflt += part->ru_minflt;
	sum->ru_majflt += part->ru_majflt;
	sum->ru_nvcsw += part->ru_nvcsw;
	sum->ru_nivcsw += part->ru_nivcsw;
}

/*
 * Reaps all processes that have ended. Orphans of the command are children of nvhost now. They
 * count as well, unless nvhost has other children, from which they cannot be told.
 */
static void reap(struct child *child)
{
	siginfo_t info = { 0 };
	struct rusage usage;
	int status = 0;

	while (!child->has_ended && waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid > 0) {
		pid_t pid = info.si_pid;

		if (pid == child->pid)
			read_io(child);
		if (wait4(pid, &status, 0, &usage) != pid)
			continue;
		if (pid == child->pid || (pid != child->aside && !child->has_strangers))
			add_usage(&child->usage, &usage);
		if (pid == child->pid) {
			child->elapsed_seconds = seconds_since(&child->start);
			child->has_ended = pidfd_decode_status(status, &child->status);
		}
		info.si_pid = 0;
	}
}

/* Forwards signals, except those of the kernel (such as Ctrl-C), which the child received too. */
static void forward_signals(struct child *child)
{
	struct signalfd_siginfo info;

	while (read(child->signals, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo != SIGCHLD && info.ssi_code != SI_KERNEL && !child->has_ended)
			kill(child->pid, (int)info.ssi_signo);
}

bool child_wait(struct child *child, const struct timespec *until)
{
	struct pollfd poll = { .fd = child->signals, .events = POLLIN };

	for (;;) {
		double left = until ? -seconds_since(until) : 1e9;
		struct timespec timeout = { .tv_sec = (time_t)left,
			                    .tv_nsec =
			                            (long)((left - (double)(time_t)left) * 1e9) };

		reap(child);
		if (child->has_ended || left <= 0)
			return child->has_ended;
		if (ppoll(&poll, 1, &timeout, NULL) > 0)
			forward_signals(child);
	}
}

void child_done(struct child *child)
{
	if (child->signals >= 0)
		close(child->signals);
	if (child->io_file >= 0)
		close(child->io_file);
	sigprocmask(SIG_SETMASK, &child->before, NULL);
}
