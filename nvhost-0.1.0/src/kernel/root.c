/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roots: the directories that all kernel readers start from. */
#include "kernel/root.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct place {
	const char *path;
	bool is_redirected;
	int fd; /* 0: not opened yet */
};

static struct place places[N_ROOTS] = {
	[ROOT_PROC] = { .path = "/proc" }, [ROOT_SYS] = { .path = "/sys" },
	[ROOT_ETC] = { .path = "/etc" },   [ROOT_RUN] = { .path = "/run" },
	[ROOT_DEV] = { .path = "/dev" },   [ROOT_VAR] = { .path = "/var" },
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void root_set(enum root root, const char *path)
{
	if (path)
		places[root] = (struct place){ .path = path, .is_redirected = true };
}

int root_set_all(const char *dir)
{
	static const char *const names[N_ROOTS] = {
		[ROOT_PROC] = "proc", [ROOT_SYS] = "sys", [ROOT_ETC] = "etc",
		[ROOT_RUN] = "run",   [ROOT_DEV] = "dev", [ROOT_VAR] = "var",
	};

	for (int root = 0; root < N_ROOTS; root++) {
		char *path;

		if (asprintf(&path, "%s/%s", dir, names[root]) < 0)
			return -ENOMEM;
		root_set(root, path); /* lives as long as the program */
	}
	return 0;
}

const char *root_path(enum root root)
{
	return places[root].path;
}

int root_open(enum root root)
{
	int fd;

	pthread_mutex_lock(&lock);
	if (places[root].fd <= 0) {
		fd = open(places[root].path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		places[root].fd = fd < 0 ? -errno : fd;
	}
	fd = places[root].fd;
	pthread_mutex_unlock(&lock);
	return fd;
}

bool root_is_live(enum root root)
{
	return !places[root].is_redirected;
}
