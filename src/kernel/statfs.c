/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How full file systems are: statvfs(3), with a time limit. */
#include "kernel/statfs.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/number.h"

bool statfs_may_hang(struct text fstype)
{
	static const struct text types[] = {
		TEXT("nfs"),   TEXT("cifs"), TEXT("smb"),    TEXT("fuse"),     TEXT("9p"),
		TEXT("ceph"),  TEXT("afs"),  TEXT("gfs"),    TEXT("ocfs2"),    TEXT("lustre"),
		TEXT("ncpfs"), TEXT("coda"), TEXT("autofs"), TEXT("virtiofs"), TEXT("glusterfs"),
	};

	for (size_t n = 0; n < ARRAY_SIZE(types); n++)
		if (text_starts(fstype, types[n]))
			return true;
	return false;
}

static int ask(const char *path, struct statfs_usage *ret)
{
	struct statfs_usage usage = { 0 };
	struct statvfs stat;

	if (statvfs(path, &stat) < 0)
		return -errno;
	if (number_add_product(&usage.total_bytes, stat.f_blocks, stat.f_frsize) < 0 ||
	    number_add_product(&usage.unused_bytes, stat.f_bfree, stat.f_frsize) < 0 ||
	    number_add_product(&usage.free_bytes, stat.f_bavail, stat.f_frsize) < 0)
		return -ERANGE;
	usage.inodes = stat.f_files;
	usage.inodes_free = stat.f_ffree;
	*ret = usage;
	return 0;
}

/* What a process sends back; small enough for a pipe to take it whole. */
struct answer {
	int error;
	struct statfs_usage usage;
};

struct asker {
	pid_t pid;
	int fd; /* 0: there is none */
};

/*
 * What hangs may never end: nothing of the caller's stays open in it, so that whoever reads the
 * caller's output sees its end. Returns the descriptor to answer by.
 */
static int let_go(int answers)
{
	enum { OURS = STDERR_FILENO + 1 };
	int null = open("/dev/null", O_RDWR);

	if (answers <= OURS)
		answers = fcntl(answers, F_DUPFD, OURS + 1);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (null < 0 || dup2(null, fd) < 0)
			close(fd);
	answers = dup2(answers, OURS);
	closefrom(OURS + 1);
	return answers;
}

static int start_asker(const char *path, struct asker *ret)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	pid = fork();
	if (pid == 0) {
		struct answer answer = { 0 };
		int fd = let_go(ends[1]);

		answer.error = ask(path, &answer.usage);
		_exit(write(fd, &answer, sizeof(answer)) != sizeof(answer));
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return -EAGAIN;
	}
	*ret = (struct asker){ .pid = pid, .fd = ends[0] };
	return 0;
}

static long milliseconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One that hangs is killed, which it may heed only when the server answers: it is not waited for.
 */
static void take_answer(struct asker *asker, long deadline, struct statfs_question *question)
{
	struct pollfd poll_fd = { .fd = asker->fd, .events = POLLIN };
	long left = MAX(deadline - milliseconds_now(), 0L);
	struct answer answer;

	question->error = -ETIMEDOUT;
	if (poll(&poll_fd, 1, (int)left) > 0) {
		question->error = -EIO;
		if (read(asker->fd, &answer, sizeof(answer)) == sizeof(answer)) {
			question->error = answer.error;
			question->usage = answer.usage;
		}
		waitpid(asker->pid, NULL, 0);
	} else {
		kill(asker->pid, SIGKILL);
		waitpid(asker->pid, NULL, WNOHANG);
	}
	close(asker->fd);
}

void statfs_ask(struct statfs_question *questions, size_t n_questions, int limit_ms)
{
	_cleanup_free_ struct asker *askers = calloc(n_questions + 1, sizeof(*askers));
	long deadline = milliseconds_now() + limit_ms;

	for (size_t n = 0; n < n_questions; n++) {
		struct statfs_question *question = &questions[n];

		if (!askers)
			question->error = -ENOMEM;
		else if (question->may_hang)
			question->error = start_asker(question->path, &askers[n]);
		else
			question->error = ask(question->path, &question->usage);
	}
	for (size_t n = 0; askers && n < n_questions; n++)
		if (askers[n].fd > 0)
			take_answer(&askers[n], deadline, &questions[n]);
}
