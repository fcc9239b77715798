/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens files below the roots of another host, path_resolution(7). Symbolic links stay below the
 * roots, as with chroot(2). RESOLVE_IN_ROOT of openat2(2) does this only for paths that start at
 * the root itself, but readers start at directories far below. Therefore the kernel resolves paths
 * that stay below the start directory (RESOLVE_BENEATH), and this file walks those that lead up or
 * out.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include "kernel/file.h"
#include "kernel/host.h"
#include "kernel/trace.h"

enum { MOST_LINKS = 40 }; /* the kernel's MAXSYMLINKS */

struct walk {
	int at; /* the directory reached so far; owned */
	int n_links;
	char rest[PATH_MAX]; /* the part of the path that is still to be resolved */
};

static int errno_or(int fd)
{
	return fd < 0 ? -errno : fd;
}

static int go_to(struct walk *walk, int fd)
{
	if (fd < 0)
		return fd;
	close(walk->at);
	walk->at = fd;
	return 0;
}

static bool is_root(int fd, enum root root)
{
	int other = root_is_given(root) ? root_open(root) : -1;
	struct stat a, b;

	return other >= 0 && fstat(fd, &a) == 0 && fstat(other, &b) == 0 && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino;
}

static int go_up(struct walk *walk)
{
	for (int root = 0; root < N_ROOTS; root++)
		if (is_root(walk->at, root))
			return 0;
	return go_to(walk, errno_or(openat(walk->at, "..", O_PATH | O_DIRECTORY | O_CLOEXEC)));
}

/*
 * Continues at the root of the host. If only /proc or /sys was given, a link to another part of
 * that host leads nowhere.
 */
static int go_to_top(struct walk *walk)
{
	static const char *const prefixes[N_ROOTS] = {
		[ROOT_TOP] = "/", [ROOT_PROC] = "/proc/", [ROOT_SYS] = "/sys/"
	};

	for (int root = ROOT_SYS; root >= 0; root--) {
		size_t length = strlen(prefixes[root]);
		int fd;

		if (!root_is_given(root) || strncmp(walk->rest, prefixes[root], length) != 0)
			continue;
		memmove(walk->rest, walk->rest + length, strlen(walk->rest + length) + 1);
		fd = root_open(root);
		return fd < 0 ? fd : go_to(walk, errno_or(fcntl(fd, F_DUPFD_CLOEXEC, 3)));
	}
	return -ENOENT;
}

/* Takes the next name off the rest. Returns false at the end. */
static bool next_name(struct walk *walk, char name[NAME_MAX + 1])
{
	const char *begin = walk->rest + strspn(walk->rest, "/");
	size_t length = strcspn(begin, "/");

	if (length == 0)
		return false;
	length = MIN(length, (size_t)NAME_MAX);
	memcpy(name, begin, length);
	name[length] = '\0';
	begin += strcspn(begin, "/");
	begin += strspn(begin, "/");
	memmove(walk->rest, begin, strlen(begin) + 1);
	return true;
}

/* Puts the target of the symbolic link in front of the rest. */
static int follow_link(struct walk *walk, int link)
{
	char target[PATH_MAX];
	ssize_t n = readlinkat(link, "", target, sizeof(target) - 1);
	size_t length = strlen(walk->rest);

	if (n < 0)
		return -errno;
	if (n == 0)
		return -ENOENT;
	if (++walk->n_links > MOST_LINKS)
		return -ELOOP;
	if ((size_t)n + 1 + length >= sizeof(walk->rest))
		return -ENAMETOOLONG;
	memmove(walk->rest + n + 1, walk->rest, length + 1);
	memcpy(walk->rest, target, (size_t)n);
	walk->rest[n] = '/';
	return target[0] == '/' ? go_to_top(walk) : 0;
}

/* Resolves one name. Returns 0; at the end of the path the descriptor; or a negative errno. */
static int walk_step(struct walk *walk, const char *name, int flags)
{
	bool is_last = walk->rest[0] == '\0';
	_cleanup_close_ int fd = -1;
	struct stat stat;

	if (strcmp(name, ".") == 0)
		return 0;
	if (strcmp(name, "..") == 0)
		return go_up(walk);
	fd = openat(walk->at, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &stat) < 0)
		return -errno;
	if (S_ISLNK(stat.st_mode) && !(is_last && (flags & O_NOFOLLOW)))
		return follow_link(walk, fd);
	if (is_last)
		return errno_or(openat(walk->at, name, flags | O_NOFOLLOW));
	if (!S_ISDIR(stat.st_mode))
		return -ENOTDIR;
	return go_to(walk, errno_or(fcntl(fd, F_DUPFD_CLOEXEC, 3)));
}

static int walk_to(int dir, const char *name, int flags)
{
	struct walk walk = { .at = fcntl(dir, F_DUPFD_CLOEXEC, 3) };
	char part[NAME_MAX + 1];
	int r = walk.at < 0 ? -errno : 0;

	if (r == 0 && strlen(name) >= sizeof(walk.rest))
		r = -ENAMETOOLONG;
	if (r == 0)
		strcpy(walk.rest, name);
	if (r == 0 && name[0] == '/')
		r = go_to_top(&walk);
	while (r == 0 && next_name(&walk, part))
		r = walk_step(&walk, part, flags);
	if (r == 0) /* the path ends in "." or ".." */
		r = errno_or(openat(walk.at, ".", flags & ~O_NOFOLLOW));
	if (walk.at >= 0)
		close(walk.at);
	return r;
}

static int open_below(int dir, const char *name, int flags)
{
	struct open_how how = { .flags = (unsigned)(flags | O_CLOEXEC),
		                .resolve = RESOLVE_BENEATH };
	int fd;

	flags |= O_CLOEXEC;
	if (dir < 0)
		return dir; /* the reason why the directory could not be opened */
	if (!root_is_given(ROOT_TOP) && !root_is_given(ROOT_PROC) && !root_is_given(ROOT_SYS))
		return errno_or(openat(dir, name, flags));
	fd = (int)syscall(SYS_openat2, dir, name, &how, sizeof(how));
	if (fd >= 0 || errno == ENOENT || errno == EACCES || errno == ENOTDIR)
		return errno_or(fd);
	return walk_to(dir, name, flags);
}

int root_openat(int dir, const char *name, int flags)
{
	return trace_file("open", dir, name, open_below(dir, name, flags));
}

int root_stat(int dir, const char *name, struct stat *ret)
{
	_cleanup_close_ int fd = -1;

	if (root_is_live(ROOT_PROC) && root_is_live(ROOT_SYS))
		return trace_file("stat", dir, name, errno_or(fstatat(dir, name, ret, 0)));
	fd = root_openat(dir, name, O_PATH);
	if (fd < 0)
		return fd;
	return fstat(fd, ret) < 0 ? -errno : 0;
}
