/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recorded host of a test's own: an empty directory below which all roots are, to be filled. */
#ifndef TESTS_UNIT_TREE_H
#define TESTS_UNIT_TREE_H

#include "hostile.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>

#include "kernel/host.h"

static char tree_path[256];

/* The path of NAME in the tree; valid for the next three calls. */
static inline const char *tree_at(const char *name)
{
	static char paths[4][512];
	static unsigned turn;
	char *path = paths[turn++ % ARRAY_SIZE(paths)];

	assert_in_range(snprintf(path, sizeof(paths[0]), "%s/%s", tree_path, name), 1, 511);
	return path;
}

/* Makes the directory that NAME is to be in. */
static inline void tree_make_parents(const char *name)
{
	char path[512];

	strcpy(path, tree_at(name));
	for (char *p = path + strlen(tree_path) + 1; (p = strchr(p, '/')); *p++ = '/') {
		*p = '\0';
		mkdir(path, 0700);
	}
}

/* A file with that text. */
static inline void tree_write(const char *name, struct text text)
{
	int fd;

	tree_make_parents(name);
	fd = open(tree_at(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.bytes, text.length), (ssize_t)text.length);
	close(fd);
}

static inline void tree_link(const char *name, const char *target)
{
	tree_make_parents(name);
	assert_int_equal(symlink(target, tree_at(name)), 0);
}

/* What nobody can read as a file: a directory, a FIFO, a link in a circle. */
static inline void tree_spoil(const char *name, unsigned how)
{
	tree_make_parents(name);
	unlink(tree_at(name));
	rmdir(tree_at(name));
	if (how == 0)
		assert_int_equal(mkdir(tree_at(name), 0700), 0);
	else if (how == 1)
		assert_int_equal(mkfifo(tree_at(name), 0600), 0);
	else
		tree_link(name, strrchr(name, '/') + 1);
}

enum { TREE_SPOILS = 3 };

static inline int tree_remove_entry(const char *path, const struct stat *stat _unused_,
                                    int flag _unused_, struct FTW *place)
{
	return place->level >= 2 ? remove(path) : 0; /* the roots are open */
}

/* Empties the tree; the setup of each test. */
static inline int tree_clear(void **state _unused_)
{
	return nftw(tree_path, tree_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* The setup of the whole program. */
static inline int tree_begin(void **state _unused_)
{
	static const char *const roots[] = { "proc", "sys", "etc", "run", "dev", "var" };
	const char *where = getenv("TMPDIR");

	snprintf(tree_path, sizeof(tree_path), "%s/nvhost-unit-XXXXXX", where ? where : "/tmp");
	if (!mkdtemp(tree_path))
		return -1;
	for (size_t n = 0; n < ARRAY_SIZE(roots); n++)
		if (mkdir(tree_at(roots[n]), 0700) < 0)
			return -1;
	root_set(ROOT_TOP, tree_path);
	return 0;
}

static inline int tree_remove_all(const char *path, const struct stat *stat _unused_,
                                  int flag _unused_, struct FTW *place _unused_)
{
	return remove(path);
}

/* Its end. */
static inline int tree_end(void **state _unused_)
{
	return nftw(tree_path, tree_remove_all, 16, FTW_DEPTH | FTW_PHYS);
}

#define tree_test(test) cmocka_unit_test_setup(test, tree_clear)

#endif
