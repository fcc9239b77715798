/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders in which files are written: walks along a path from descriptor to descriptor. */
#include "base/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

enum { MOST_LINKS = 40 }; /* the limit of path_resolution(7) */

struct walk {
	int fd;           /* the directory reached so far */
	mode_t mode;      /* mode of that directory */
	char *rest;       /* the rest of the path */
	unsigned n_links; /* number of links followed */
};

static void walk_done(struct walk *walk)
{
	cleanup_close(&walk->fd);
	free(walk->rest);
}

static bool others_may_write(const struct stat *stat)
{
	return (stat->st_mode & S_IWOTH) || ((stat->st_mode & S_IWGRP) && stat->st_gid != 0);
}

/* Continues the walk in the directory FD, which the walk then owns. */
static int enter(struct walk *walk, int fd)
{
	struct stat stat;

	cleanup_close(&walk->fd);
	walk->fd = fd;
	if (fstat(fd, &stat) < 0)
		return -errno;
	walk->mode = stat.st_mode;
	if (geteuid() != 0)
		return 0;
	if (stat.st_uid != 0 || (others_may_write(&stat) && !(stat.st_mode & S_ISVTX)))
		return -EPERM;
	return 0;
}

static int enter_name(struct walk *walk, const char *name)
{
	int fd = openat(walk->fd, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	return fd < 0 ? -errno : enter(walk, fd);
}

/* Inserts the target of the link before the rest of the path. */
static int follow(struct walk *walk, int link, uid_t owner)
{
	char target[PATH_MAX];
	char *rest;
	ssize_t n;

	if (owner != 0 && owner != geteuid())
		return -EPERM;
	if (++walk->n_links > MOST_LINKS)
		return -ELOOP;
	n = readlinkat(link, "", target, sizeof(target) - 1);
	if (n < 0)
		return -errno;
	target[n] = '\0';
	if (asprintf(&rest, "%s%s%s", target, walk->rest[0] ? "/" : "", walk->rest) < 0)
		return -ENOMEM;
	free(walk->rest);
	walk->rest = rest;
	return target[0] == '/' ? enter_name(walk, "/") : 0;
}

static int step(struct walk *walk, const char *name)
{
	_cleanup_close_ int fd = openat(walk->fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	struct stat stat;

	if (fd < 0 || fstat(fd, &stat) < 0)
		return -errno;
	if (S_ISLNK(stat.st_mode))
		return follow(walk, fd, stat.st_uid);
	return enter_name(walk, name);
}

/*
 * Removes the first component from the rest of the path. Returns false, and removes nothing, if it
 * is the last one.
 */
static bool next_part(struct walk *walk, char name[static NAME_MAX + 1], int *ret_error)
{
	char *begin = walk->rest + strspn(walk->rest, "/");
	size_t length = strcspn(begin, "/");
	bool is_last = begin[length] == '\0';

	*ret_error = length > NAME_MAX ? -ENAMETOOLONG : 0;
	if (*ret_error < 0)
		return true;
	memcpy(name, begin, length);
	name[length] = '\0';
	if (!is_last)
		memmove(walk->rest, begin + length, strlen(begin + length) + 1);
	return !is_last;
}

/* Walks to the folder that contains the last component of the path, which is stored in NAME. */
static int walk_to_folder(struct walk *walk, char name[static NAME_MAX + 1])
{
	int r = 0;

	while (r == 0 && next_part(walk, name, &r))
		if (r == 0 && name[0] != '\0')
			r = step(walk, name);
	if (r == 0 && (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0))
		return -EISDIR;
	return r;
}

static int walk_begin(const char *path, struct walk *ret)
{
	*ret = (struct walk){ .fd = AT_FDCWD, .rest = strdup(path) };
	if (!ret->rest)
		return -ENOMEM;
	return enter_name(ret, path[0] == '/' ? "/" : ".");
}

static bool is_shared(const struct walk *walk)
{
	return geteuid() == 0 && (walk->mode & S_ISVTX) && (walk->mode & (S_IWGRP | S_IWOTH));
}

int folder_open(const char *path, struct folder *ret)
{
	_cleanup_(walk_done) struct walk walk;
	char name[NAME_MAX + 1];
	int r = walk_begin(path, &walk);

	*ret = (struct folder){ .fd = -1 };
	if (r == 0)
		r = walk_to_folder(&walk, name);
	if (r < 0)
		return r;
	ret->name = strdup(name);
	if (!ret->name)
		return -ENOMEM;
	ret->fd = walk.fd;
	ret->is_shared = is_shared(&walk);
	walk.fd = -1;
	return 0;
}

void folder_done(struct folder *folder)
{
	cleanup_close(&folder->fd);
	free(folder->name);
	*folder = (struct folder){ .fd = -1 };
}

int folder_check_file(const struct folder *folder, int fd)
{
	struct stat stat;

	if (!folder->is_shared)
		return 0;
	if (fstat(fd, &stat) < 0)
		return -errno;
	/* another user may have made a hard link to a file of ours */
	return stat.st_uid == geteuid() && stat.st_nlink == 1 ? 0 : -EPERM;
}

/* Links in /proc lead to files that this process has open already: /dev/stderr, /dev/fd/3. */
static bool is_of_proc(int dir)
{
	struct statfs fs;

	return fstatfs(dir, &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC;
}

static int truncate_file(int fd)
{
	struct stat stat;

	if (fstat(fd, &stat) < 0 || (S_ISREG(stat.st_mode) && ftruncate(fd, 0) < 0))
		return -errno;
	return 0;
}

/* Opens NAME in the folder reached. Returns -ELOOP if NAME is a symbolic link. */
static int create_in(const struct walk *walk, const char *name, mode_t mode)
{
	const struct folder folder = { .fd = walk->fd, .is_shared = is_shared(walk) };
	int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY;
	_cleanup_close_ int place = openat(walk->fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	int r = place < 0 ? 0 : folder_check_file(&folder, place), fd;

	if (r < 0) /* do not open it: open(2) of a FIFO or a device may block */
		return r;
	fd = openat(walk->fd, name, flags | (is_of_proc(walk->fd) ? 0 : O_NOFOLLOW), mode);
	if (fd < 0)
		return -errno;
	r = folder_check_file(&folder, fd);
	if (r == 0)
		r = truncate_file(fd);
	if (r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

/* The last component is a link: continues the path with its target. */
static int follow_last(struct walk *walk, const char *name)
{
	walk->rest[0] = '\0';
	return step(walk, name);
}

int folder_create_file(const char *path, mode_t mode)
{
	_cleanup_(walk_done) struct walk walk;
	char name[NAME_MAX + 1];
	int r = walk_begin(path, &walk), fd = -ELOOP;

	while (r == 0 && fd == -ELOOP) {
		r = walk_to_folder(&walk, name);
		fd = r == 0 ? create_in(&walk, name, mode) : r;
		if (r == 0 && fd == -ELOOP)
			r = follow_last(&walk, name);
	}
	return r < 0 ? r : fd;
}
