/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/fd and fdinfo: fs/proc/fd.c. */
#include "kernel/process/pid_fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/proc_pids.h"
#include "kernel/root.h"

const char *pid_fd_mode(uint64_t flags)
{
	bool is_append = flags & O_APPEND;

	switch (flags & O_ACCMODE) {
	case O_RDONLY:
		return "r";
	case O_WRONLY:
		return is_append ? "a" : "w";
	case O_RDWR:
		return is_append ? "a+" : "r+";
	default:
		return "?";
	}
}

const char *pid_fd_kind(struct text target)
{
	static const struct {
		struct text prefix;
		const char *kind;
	} kinds[] = {
		{ TEXT("socket:["), "socket" },
		{ TEXT("pipe:["), "pipe" },
		{ TEXT("anon_inode:[eventfd"), "eventfd" },
		{ TEXT("anon_inode:[eventpoll"), "epoll" },
		{ TEXT("anon_inode:[signalfd"), "signalfd" },
		{ TEXT("anon_inode:[timerfd"), "timerfd" },
		{ TEXT("anon_inode:[pidfd"), "pidfd" },
		{ TEXT("pidfd:["), "pidfd" },
		{ TEXT("anon_inode:[io_uring"), "io_uring" },
		{ TEXT("anon_inode:inotify"), "inotify" },
		{ TEXT("anon_inode:[fanotify"), "fanotify" },
		{ TEXT("anon_inode:bpf"), "bpf" },
		{ TEXT("anon_inode:[perf_event"), "perf" },
		{ TEXT("anon_inode:"), "anon" },
		{ TEXT("cgroup:["), "namespace" },
		{ TEXT("ipc:["), "namespace" },
		{ TEXT("mnt:["), "namespace" },
		{ TEXT("net:["), "namespace" },
		{ TEXT("pid:["), "namespace" },
		{ TEXT("time:["), "namespace" },
		{ TEXT("user:["), "namespace" },
		{ TEXT("uts:["), "namespace" },
		{ TEXT("/memfd:"), "memfd" },
	};

	for (size_t n = 0; n < ARRAY_SIZE(kinds); n++)
		if (text_starts(target, kinds[n].prefix))
			return kinds[n].kind;
	return NULL;
}

static const char *kind_of_mode(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return "file";
	case S_IFDIR:
		return "dir";
	case S_IFCHR:
	case S_IFBLK:
		return "device";
	case S_IFIFO:
		return "fifo";
	case S_IFSOCK:
		return "socket";
	default:
		return "other";
	}
}

/* "socket:[1234]" */
static void parse_inode(struct text target, struct opt_u64 *ret)
{
	struct text before, number;

	if (text_cut(target, '[', &before, &number) && text_ends(number, TEXT("]"))) {
		number.length--;
		if (number_parse_u64(number, &ret->v) == 0)
			ret->is = PRESENT;
	}
}

void pid_fd_parse_info(struct text text, struct pid_fd *ret)
{
	struct text line, key, value;

	while (text_next_line(&text, &line)) {
		if (!text_cut(line, ':', &key, &value))
			continue;
		value = text_trim(value);
		if (text_equal(key, TEXT("pos")) && number_parse_u64(value, &ret->position.v) == 0)
			ret->position.is = PRESENT;
		else if (text_equal(key, TEXT("flags")) &&
		         number_parse_octal(value, &ret->flags.v) == 0)
			ret->flags.is = PRESENT;
		else if (text_equal(key, TEXT("mnt_id")) &&
		         number_parse_u64(value, &ret->mount.v) == 0)
			ret->mount.is = PRESENT;
	}
	if (ret->flags.is == PRESENT)
		ret->mode = pid_fd_mode(ret->flags.v);
}

static int read_info(int dir, uint64_t fd, struct buffer *scratch, struct pid_fd *ret)
{
	char name[32];
	int r;

	snprintf(name, sizeof(name), "fdinfo/%ju", (uintmax_t)fd);
	r = file_read_record(dir, name, scratch);
	if (r == 0)
		pid_fd_parse_info(buffer_text(scratch), ret);
	return r;
}

/* Of a recorded link, whose target is not of this host: what its name and flags (open(2)) say. */
static const char *kind_by_name(int dir, const char *name, struct text target,
                                struct buffer *scratch)
{
	struct pid_fd info = { 0 };
	char info_name[32];

	if (!text_starts(target, TEXT("/")))
		return "other";
	if (text_starts(target, TEXT("/dev/")) && !text_starts(target, TEXT("/dev/shm/")))
		return "device";
	snprintf(info_name, sizeof(info_name), "fdinfo/%s", name + strlen("fd/"));
	if (file_read(dir, info_name, scratch) == 0)
		pid_fd_parse_info(buffer_text(scratch), &info);
	return info.flags.v & O_DIRECTORY ? "dir" : "file";
}

/* Not that of a recorded tree. */
static bool is_procfs(int dir)
{
	struct statfs fs;

	return root_is_live(ROOT_PROC) || (fstatfs(dir, &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC);
}

/*
 * A link of procfs itself leads to what the process has open, whatever its name is by now: no
 * automount and no network, the file is open already.
 */
static const char *kind_of_file(int dir, const char *name, struct text target,
                                struct buffer *scratch)
{
	struct stat stat;

	if (!is_procfs(dir))
		return kind_by_name(dir, name, target, scratch);
	return fstatat(dir, name, &stat, 0) == 0 ? kind_of_mode(stat.st_mode) : "other";
}

/* Gone meanwhile, or a link that nothing can be said of: no such descriptor. */
static bool is_vanished(int r)
{
	return r == -ENOENT || r == -ESRCH || r == -EINVAL || r == -ENAMETOOLONG;
}

/*
 * The link's own permissions are what the file is open for, in a quarter of the time that fdinfo
 * takes; whether what is written is appended, only that tells. A socket is open for both.
 */
static bool is_read_only(int dir, const char *name, const struct pid_fd *fd)
{
	bool is_socket = fd->kind && strcmp(fd->kind, "socket") == 0;
	struct stat stat;

	return !is_socket && is_procfs(dir) &&
	       fstatat(dir, name, &stat, AT_SYMLINK_NOFOLLOW) == 0 &&
	       (stat.st_mode & (S_IRUSR | S_IWUSR)) == S_IRUSR;
}

static int read_one(int dir, uint64_t fd, unsigned wanted, struct buffer *scratch,
                    struct arena *arena, struct pid_fd *ret)
{
	struct pid_fd one = { .fd = fd };
	char name[32];
	int r;

	snprintf(name, sizeof(name), "fd/%ju", (uintmax_t)fd);
	r = pid_link_read(dir, name, scratch, arena, &one.target, &one.is_deleted);
	if (r < 0)
		return r;
	one.kind = pid_fd_kind(one.target);
	if (one.kind)
		parse_inode(one.target, &one.inode);
	if (!one.kind && (wanted & PID_FD_KIND))
		one.kind = kind_of_file(dir, name, one.target, scratch);
	if ((wanted & (PID_FD_MODE | PID_FD_INFO)) == PID_FD_MODE && is_read_only(dir, name, &one))
		one.mode = "r";
	else if (wanted & (PID_FD_MODE | PID_FD_INFO))
		r = read_info(dir, fd, scratch, &one);
	if (r < 0 && (is_vanished(r) || r == -ENOMEM))
		return r;
	*ret = one;
	return 0;
}

int pid_fd_read(int dir, unsigned wanted, struct buffer *scratch, struct arena *arena,
                struct pid_fd **ret, size_t *ret_n)
{
	_cleanup_free_ pid_t *numbers = NULL;
	size_t n_numbers, n = 0;
	struct pid_fd *list;
	int r = proc_numbers_read(dir, "fd", &numbers, &n_numbers);

	if (r < 0)
		return r;
	list = arena_array(arena, n_numbers, sizeof(*list));
	if (!list)
		return -ENOMEM;
	for (size_t i = 0; i < n_numbers; i++) {
		r = read_one(dir, (uint64_t)numbers[i], wanted, scratch, arena, &list[n]);
		if (r == 0)
			n++;
		else if (!is_vanished(r))
			return r;
	}
	*ret = list;
	*ret_n = n;
	return 0;
}

/* Whether the name is that of a regular file, seen from where we are, or from its own host. */
static bool is_file(int dir, const struct pid_fd *fd, struct buffer *scratch)
{
	struct text target = fd->target;
	struct stat stat;
	char name[32];

	if (target.length == 0 || target.bytes[0] != '/')
		return false;
	if (!root_is_live(ROOT_PROC)) {
		snprintf(name, sizeof(name), "fd/%ju", (uintmax_t)fd->fd);
		return !fd->kind && !fd->is_deleted &&
		       strcmp(kind_of_file(dir, name, target, scratch), "file") == 0;
	}
	scratch->length = 0;
	return buffer_add(scratch, target) == 0 && buffer_add_byte(scratch, '\0') == 0 &&
	       fstatat(AT_FDCWD, scratch->text, &stat, AT_NO_AUTOMOUNT) == 0 &&
	       S_ISREG(stat.st_mode);
}

int pid_files_read(int dir, struct buffer *scratch, struct arena *arena, struct pid_fd **ret,
                   size_t *ret_n)
{
	struct pid_fd *list;
	size_t n_list, n = 0;
	int r = pid_fd_read(dir, 0, scratch, arena, &list, &n_list);

	for (size_t i = 0; i < n_list && r == 0; i++) {
		if (!is_file(dir, &list[i], scratch))
			continue;
		r = read_info(dir, list[i].fd, scratch, &list[i]);
		if (r == 0)
			list[n++] = list[i];
		else if (is_vanished(r))
			r = 0;
	}
	if (r < 0)
		return r;
	*ret = list;
	*ret_n = n;
	return 0;
}

int pid_fd_count(int dir, uint64_t *ret)
{
	_cleanup_free_ pid_t *numbers = NULL;
	struct stat stat;
	size_t n;
	int r;

	if (fstatat(dir, "fd", &stat, 0) < 0)
		return -errno;
	/* the size is told to everybody, but psutil gives it only to who may list them (P-030) */
	if (stat.st_uid != geteuid() && faccessat(dir, "fd", R_OK, AT_EACCESS) < 0)
		return -errno;
	if (stat.st_size > 0 && root_is_live(ROOT_PROC)) {
		*ret = (uint64_t)stat.st_size;
		return 0;
	}
	r = proc_numbers_read(dir, "fd", &numbers, &n);
	if (r == 0)
		*ret = n;
	return r;
}
