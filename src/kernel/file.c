/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads whole files of /proc, /sys and the like. */
#include "kernel/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/number.h"
#include "kernel/trace.h"
#include "model/fault.h"

enum { CHUNK = 32 * 1024 };

/* O_NONBLOCK: opening a FIFO in a recorded tree must not block. */
int file_open(int dir, const char *name)
{
	return root_openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

static int read_open(int fd, bool is_record, size_t largest, struct buffer *ret)
{
	for (ret->length = 0;;) {
		size_t room;
		ssize_t n;
		int r = buffer_reserve(ret, CHUNK);

		if (r < 0)
			return r;
		room = ret->size - ret->length - 1;
		n = read(fd, ret->text + ret->length, room);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			break; /* only 0 means the end: seq_file returns at most a page at a time */
		ret->length += n < 0 ? 0 : (size_t)n;
		if (ret->length > largest)
			return -FAULT_TOO_LARGE;
		if (is_record && n > 0 && (size_t)n < room && ret->length == (size_t)n &&
		    ret->text[n - 1] == '\n')
			break; /* a record arrives in one read */
	}
	ret->text[ret->length] = '\0';
	return 0;
}

int file_read_bounded(int dir, const char *name, size_t largest, struct buffer *ret)
{
	_cleanup_close_ int fd = file_open(dir, name);

	return fd < 0 ? fd : read_open(fd, false, largest, ret);
}

int file_read(int dir, const char *name, struct buffer *ret)
{
	return file_read_bounded(dir, name, FILE_LARGEST, ret);
}

int file_read_record(int dir, const char *name, struct buffer *ret)
{
	_cleanup_close_ int fd = file_open(dir, name);

	return fd < 0 ? fd : read_open(fd, true, FILE_LARGEST, ret);
}

int file_read_open(int fd, size_t largest, struct buffer *ret)
{
	int r = lseek(fd, 0, SEEK_SET) < 0 ? -errno : read_open(fd, false, largest, ret);

	return trace_file("read", fd, "", r);
}

static int read_again(int fd, struct buffer *ret)
{
	ssize_t n;
	int r;

	ret->length = 0;
	r = buffer_reserve(ret, CHUNK);
	if (r < 0)
		return r;
	do
		n = pread(fd, ret->text, CHUNK - 1, 0);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	if (n == CHUNK - 1)
		return -FAULT_TOO_LARGE;
	ret->length = (size_t)n;
	ret->text[n] = '\0';
	return 0;
}

int file_read_open_record(int fd, struct buffer *ret)
{
	return trace_file("read", fd, "", read_again(fd, ret));
}

DIR *file_open_directory(int dir, const char *name)
{
	int fd = root_openat(dir, name, O_RDONLY | O_DIRECTORY);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	int error = fd < 0 ? -fd : errno;

	if (fd >= 0 && !directory)
		close(fd);
	errno = error;
	return directory;
}

int file_next_entry(DIR *directory, const struct dirent **ret)
{
	errno = 0;
	*ret = readdir(directory);
	return *ret ? 1 : -errno;
}

/*
 * Calls fstatat(2), not faccessat(3): glibc implements the latter with faccessat2(2), which old
 * seccomp filters refuse.
 */
int file_exists(int dir, const char *name)
{
	struct stat stat;
	int r;

	if (dir < 0 && dir != AT_FDCWD)
		return dir; /* the reason why the directory could not be opened */
	r = fstatat(dir, name, &stat, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) < 0 ? -errno : 0;
	return trace_file("stat", dir, name, r);
}

/* Replaces statx(2) for a kernel or a seccomp filter that does not have the call. */
static int stat_older(int dir, const char *name, struct statx *ret)
{
	struct stat stat;

	if (fstatat(dir, name, &stat, AT_NO_AUTOMOUNT) < 0)
		return -errno;
	*ret = (struct statx){
		.stx_mode = (uint16_t)stat.st_mode,
		.stx_nlink = (uint32_t)stat.st_nlink,
		.stx_size = (uint64_t)stat.st_size,
		.stx_ino = stat.st_ino,
		.stx_dev_major = major(stat.st_dev),
		.stx_dev_minor = minor(stat.st_dev),
		.stx_rdev_major = major(stat.st_rdev),
		.stx_rdev_minor = minor(stat.st_rdev),
	};
	return 0;
}

int file_read_metadata(int dir, const char *name, struct statx *ret)
{
	const int flags = AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;

	if (statx(dir, name, flags, STATX_BASIC_STATS, ret) == 0)
		return 0;
	if (errno == ENOSYS || errno == EPERM || errno == EINVAL)
		return stat_older(dir, name, ret);
	return -errno;
}

/* A seccomp filter without faccessat2(2) may return EPERM. Opening the directory tells, too. */
int file_may_list(int dir, const char *name)
{
	_cleanup_close_ int fd = -1;

	if (faccessat(dir, name, R_OK, AT_EACCESS) == 0)
		return 0;
	if (errno != EPERM)
		return -errno;
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : 0;
}

int file_read_root(enum root root, const char *name, struct buffer *ret)
{
	int dir = root_open(root);

	return dir < 0 ? dir : file_read(dir, name, ret);
}

int file_read_link(int dir, const char *name, struct buffer *ret)
{
	for (size_t room = 256;; room *= 2) {
		ssize_t n;
		int r;

		ret->length = 0;
		r = buffer_reserve(ret, room + 1);
		if (r < 0)
			return r;
		n = readlinkat(dir, name, ret->text, room);
		if (n < 0)
			return trace_file("readlink", dir, name, -errno);
		if ((size_t)n < room) {
			trace_file("readlink", dir, name, 0);
			ret->length = (size_t)n;
			ret->text[n] = '\0';
			return 0;
		}
	}
}

/* Reads the beginning of a file: until a newline has arrived or SIZE bytes are full. */
static int read_beginning(int dir, const char *name, char *bytes, size_t size, struct text *ret)
{
	_cleanup_close_ int fd = file_open(dir, name);
	struct text text = { .bytes = bytes };

	if (fd < 0)
		return fd;
	while (text.length < size && !memchr(bytes, '\n', text.length)) {
		ssize_t n = read(fd, bytes + text.length, size - text.length);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			break;
		text.length += n < 0 ? 0 : (size_t)n;
	}
	*ret = text;
	return 0;
}

int file_read_line(int dir, const char *name, char *ret, size_t size)
{
	struct text text, line;
	int r = read_beginning(dir, name, ret, size - 1, &text);

	if (r == 0)
		ret[text_next_line(&text, &line) ? line.length : 0] = '\0';
	return r;
}

/* A number that fills the buffer may be cut off, and is refused. */
static int read_number(int dir, const char *name, char *bytes, size_t size, struct text *ret)
{
	int r = read_beginning(dir, name, bytes, size, ret);

	if (r < 0)
		return r;
	if (ret->length == size)
		return -EINVAL;
	*ret = text_trim(*ret);
	return 0;
}

int file_read_u64(int dir, const char *name, uint64_t *ret)
{
	char bytes[64];
	struct text text;
	int r = read_number(dir, name, bytes, sizeof(bytes), &text);

	return r < 0 ? r : number_parse_u64(text, ret);
}

int file_read_i64(int dir, const char *name, int64_t *ret)
{
	char bytes[64];
	struct text text;
	int r = read_number(dir, name, bytes, sizeof(bytes), &text);

	return r < 0 ? r : number_parse_i64(text, ret);
}

struct opt_u64 file_read_opt_u64(int dir, const char *name)
{
	struct opt_u64 number = { .is = UNSUPPORTED };

	if (file_read_u64(dir, name, &number.v) == 0)
		number.is = PRESENT;
	return number;
}
