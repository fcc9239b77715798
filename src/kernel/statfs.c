/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the usage of file systems: statfs(2), with a time limit. */
#include "kernel/statfs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/number.h"
#include "kernel/trace.h"

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

static bool is_of_type(const struct statfs *fs, uint32_t magic)
{
	return (uint32_t)fs->f_type == magic;
}

/*
 * For a FUSE mount of another user, the kernel returns only the type (fs/fuse/inode.c
 * fuse_statfs()).
 */
static bool is_denied(const struct statfs *fs)
{
	return is_of_type(fs, FUSE_SUPER_MAGIC) && fs->f_bsize == 0 && fs->f_namelen == 0;
}

/* All bits set: the file system does not know the number. */
static struct opt_u64 some_if_known(uint64_t number)
{
	struct opt_u64 unknown = { 0 };

	return number == UINT64_MAX ? unknown : some_u64(number);
}

static struct opt_u64 bytes_of(uint64_t blocks, uint64_t block_bytes)
{
	struct opt_u64 bytes = some_if_known(blocks);

	bytes.v = 0;
	if (bytes.is == PRESENT && number_add_product(&bytes.v, blocks, block_bytes) < 0)
		bytes.is = ABSENT;
	return bytes;
}

/*
 * When root uses the reserved blocks, some file systems report a negative number of available
 * blocks.
 */
static uint64_t not_negative(uint64_t blocks)
{
	return (int64_t)blocks < 0 && blocks != UINT64_MAX ? 0 : blocks;
}

void statfs_judge(const struct statfs *fs, struct statfs_usage *ret)
{
	uint64_t block_bytes = (uint64_t)(fs->f_frsize > 0 ? fs->f_frsize : fs->f_bsize);

	*ret = (struct statfs_usage){
		.total_bytes = bytes_of(fs->f_blocks, block_bytes),
		.unused_bytes = bytes_of(fs->f_bfree, block_bytes),
		.free_bytes = bytes_of(not_negative(fs->f_bavail), block_bytes),
		.inodes = some_if_known(fs->f_files),
		.inodes_free = some_if_known(fs->f_ffree),
	};
}

/* A btrfs subvolume has a device number that is not in the mount table. */
static int check_number(int fd, const struct statfs *fs, dev_t number)
{
	struct stat stat;

	if (fstat(fd, &stat) < 0)
		return -errno;
	return stat.st_dev == number || is_of_type(fs, BTRFS_SUPER_MAGIC) ? 0 : -ENODATA;
}

static int ask_at(const char *path, dev_t number, struct statfs *ret)
{
	_cleanup_close_ int fd = open(path, O_PATH | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT ? -ENODATA : -errno;
	if (fstatfs(fd, ret) < 0)
		return -errno;
	return check_number(fd, ret, number);
}

static int ask_path(const struct statfs_question *question, struct statfs_usage *ret)
{
	struct statfs fs;
	int r = 0;

	if (question->number != 0)
		r = ask_at(question->path, question->number, &fs);
	else if (statfs(question->path, &fs) < 0)
		r = -errno;
	if (r < 0)
		return r;
	if (is_denied(&fs))
		return -EACCES;
	statfs_judge(&fs, ret);
	return 0;
}

static int ask_question(const struct statfs_question *question, struct statfs_usage *ret)
{
	return trace_file("statfs", AT_FDCWD, question->path, ask_path(question, ret));
}

/* What an asking process writes to the pipe. It is small enough to be written at once. */
struct answer {
	int error;
	struct statfs_usage usage;
};

struct asker {
	pid_t pid;
	int fd; /* 0: no process */
};

/*
 * A process that hangs may never end. It closes all descriptors of the caller, so that a reader of
 * the caller's output sees the end of the output. Returns the descriptor for the answer.
 */
static int drop_descriptors(int answers)
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

static int start_asker(const struct statfs_question *question, struct asker *ret)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	pid = fork();
	if (pid == 0) {
		struct answer answer = { 0 };
		int fd = drop_descriptors(ends[1]);

		answer.error = ask_question(question, &answer.usage);
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

/*
 * Takes the answer of a process. A process that hangs is killed but not waited for: it may not end
 * until the server answers.
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

		if (question->error < 0)
			continue;
		if (!askers)
			question->error = -ENOMEM;
		else if (question->may_hang)
			question->error = start_asker(question, &askers[n]);
		else
			question->error = ask_question(question, &question->usage);
	}
	for (size_t n = 0; askers && n < n_questions; n++)
		if (askers[n].fd > 0)
			take_answer(&askers[n], deadline, &questions[n]);
}
