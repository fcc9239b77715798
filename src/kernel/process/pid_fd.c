/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads /proc/PID/fd and fdinfo: fs/proc/fd.c. */
#include "kernel/process/pid_fd.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/number.h"
#include "base/numbered.h"
#include "kernel/file.h"
#include "kernel/host.h"
#include "kernel/patience.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/proc_pids.h"
#include "kernel/trace.h"
#include "model/fault.h"

/* Parses "socket:[1234]". */
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
	struct text key, value;

	while (text_next_pair(&text, &key, &value)) {
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
	char name[NUMBERED_NAME];
	int r;

	numbered_name(name, "fdinfo/", fd, "");
	r = patience_read_record(dir, name, PATIENCE_FILES, scratch);
	if (r == 0)
		pid_fd_parse_info(buffer_text(scratch), ret);
	else
		ret->position.is = ret->flags.is = ret->mount.is = fault_presence(r);
	return r;
}

/*
 * Guesses the kind from the path and the flags (open(2)): the target of a recorded link is not on
 * this host.
 */
static const char *kind_by_name(int dir, uint64_t fd, struct text target, struct buffer *scratch)
{
	struct pid_fd info = { 0 };

	if (!text_starts(target, TEXT("/")))
		return "other";
	if (text_starts(target, TEXT("/dev/")) && !text_starts(target, TEXT("/dev/shm/")))
		return "device";
	read_info(dir, fd, scratch, &info);
	return info.flags.v & O_DIRECTORY ? "dir" : "file";
}

/* Finds the kind of a path, and the size of a regular file. */
static void look_at_file(int dir, const char *name, struct buffer *scratch, struct pid_fd *fd)
{
	struct statx file;
	int r = pid_link_stat(dir, name, &file);

	if (!fd->kind && r == -EOPNOTSUPP)
		fd->kind = kind_by_name(dir, fd->fd, fd->target, scratch);
	else if (!fd->kind)
		fd->kind = r == 0 ? pid_fd_kind_of_mode(file.stx_mode) : "other";
	if (r == 0 && S_ISREG(file.stx_mode))
		fd->size_bytes = some_u64(file.stx_size);
	else if (r < 0)
		fd->size_bytes.is = r == -EOPNOTSUPP ? UNSUPPORTED : DENIED;
}

/* The descriptor was closed meanwhile, or its link cannot be read. */
static bool is_vanished(int r)
{
	return r == -ENOENT || r == -ESRCH || r == -EINVAL || r == -ENAMETOOLONG;
}

/*
 * Tells whether the descriptor is open for reading only. The permissions of the link tell this in a
 * quarter of the time that reading fdinfo takes; but only fdinfo tells whether writes append. A
 * socket is always open for both.
 */
static bool is_read_only(int dir, const char *name, const struct pid_fd *fd)
{
	bool is_socket = fd->kind && strcmp(fd->kind, "socket") == 0;
	struct stat stat;

	return !is_socket && pid_link_is_magic(dir) &&
	       fstatat(dir, name, &stat, AT_SYMLINK_NOFOLLOW) == 0 &&
	       (stat.st_mode & (S_IRUSR | S_IWUSR)) == S_IRUSR;
}

static int read_one(int dir, uint64_t fd, unsigned wanted, struct buffer *scratch,
                    struct arena *arena, struct pid_fd *ret)
{
	struct pid_fd one = { .fd = fd, .info = PRESENT };
	char name[NUMBERED_NAME];
	int r;

	numbered_name(name, "fd/", fd, "");
	r = pid_link_read(dir, name, scratch, arena, &one.target, &one.is_deleted);
	if (r < 0)
		return r;
	one.kind = pid_fd_kind(one.target);
	if (one.kind)
		parse_inode(one.target, &one.inode);
	if (one.kind ? (wanted & PID_FD_SIZE) && strcmp(one.kind, "memfd") == 0
	             : wanted & (PID_FD_KIND | PID_FD_SIZE))
		look_at_file(dir, name, scratch, &one);
	if ((wanted & (PID_FD_MODE | PID_FD_INFO)) == PID_FD_MODE && is_read_only(dir, name, &one))
		one.mode = "r";
	else if (wanted & (PID_FD_MODE | PID_FD_INFO))
		r = read_info(dir, fd, scratch, &one);
	if (r < 0 && (is_vanished(r) || fault_is_fatal(r)))
		return r;
	if (r < 0)
		one.info = fault_presence(r);
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
		if (is_vanished(r)) /* perhaps with its thread for a moment only (PROCESS_TRIES) */
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

int pid_files_read(int dir, bool with_deleted, struct buffer *scratch, struct arena *arena,
                   struct pid_fd **ret, size_t *ret_n)
{
	struct pid_fd *list;
	size_t n_list, n = 0;
	int r = pid_fd_read(dir, PID_FD_KIND, scratch, arena, &list, &n_list);

	for (size_t i = 0; i < n_list && r == 0; i++) {
		if (strcmp(list[i].kind, "file") != 0 || (list[i].is_deleted && !with_deleted))
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

	if (trace_file("stat", dir, "fd", fstatat(dir, "fd", &stat, 0) < 0 ? -errno : 0) < 0)
		return -errno;
	/*
	 * everybody may see the size, but psutil gives the count only to users who may list the
	 * directory (values.md P-030)
	 */
	if (stat.st_uid != geteuid()) {
		r = file_may_list(dir, "fd");
		if (r < 0)
			return r;
	}
	if (stat.st_size > 0 && root_is_live(ROOT_PROC)) {
		*ret = (uint64_t)stat.st_size;
		return 0;
	}
	r = proc_numbers_read(dir, "fd", &numbers, &n);
	if (r == 0)
		*ret = n;
	return r;
}
