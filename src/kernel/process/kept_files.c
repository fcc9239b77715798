/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps files of many processes open from one report to the next. */
#include "kernel/process/kept_files.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/cleanup.h"

enum {
	FILES_OF_ONE = 4,
	MOST_KEPT = 8192,  /* the kernel holds a page for half of them */
	LEAST_LIMIT = 256, /* below this limit of descriptors, other files need them all */
	PART_OF_LIMIT = 2,
};

/* The default soft limit is 1024, for programs that use select(2). */
static void find_room(struct kept_files *kept)
{
	struct rlimit limit;

	kept->room = 1; /* determined, and room for no process */
	if (getrlimit(RLIMIT_NOFILE, &kept->before) < 0)
		return;
	limit = kept->before;
	limit.rlim_cur =
		MAX(limit.rlim_cur, MIN(limit.rlim_max, (rlim_t)MOST_KEPT * PART_OF_LIMIT));
	if (setrlimit(RLIMIT_NOFILE, &limit) < 0)
		limit = kept->before;
	if (limit.rlim_cur >= LEAST_LIMIT)
		kept->room = (size_t)MIN(limit.rlim_cur / PART_OF_LIMIT, (rlim_t)MOST_KEPT);
}

/*
 * Makes the table of descriptors large enough at once. When the table of several threads grows,
 * the kernel waits for an RCU grace period, some 15 ms, at each doubling (expand_fdtable() in
 * fs/file.c); the table of one thread grows without a wait.
 */
static void grow_table(const struct kept_files *kept, size_t n)
{
	size_t last = MIN(n * FILES_OF_ONE, kept->room);
	int fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, (int)last);

	if (fd >= 0)
		close(fd);
}

void kept_file_close(struct kept_file *file)
{
	cleanup_close(&file->stat);
	cleanup_close(&file->statm);
	cleanup_close(&file->cmdline);
	cleanup_close(&file->pidfd);
	file->stat = file->statm = file->cmdline = file->pidfd = -1;
}

/*
 * Removes the files of PID from the old list at *ITEM, and closes the files of the processes
 * before.
 */
static struct kept_file take_file(struct kept_file **item, const struct kept_file *end, pid_t pid)
{
	struct kept_file file = { .pid = pid, NOTHING_KEPT };

	for (; *item < end && (*item)->pid < pid; ++*item)
		kept_file_close(*item);
	if (*item < end && (*item)->pid == pid)
		file = *(*item)++;
	return file;
}

int kept_files_update(struct kept_files *kept, const pid_t *pids, size_t n)
{
	struct kept_file *items = calloc(n + 1, sizeof(*items)), *old = kept->items;
	const struct kept_file *end = old + kept->n;

	if (!items) {
		kept_files_done(kept);
		return -ENOMEM;
	}
	if (kept->room == 0) {
		find_room(kept);
		grow_table(kept, n);
	}
	for (size_t i = 0; i < n; i++) {
		items[i] = take_file(&old, end, pids[i]);
		items[i].may_keep = (i + 1) * FILES_OF_ONE <= kept->room;
		if (!items[i].may_keep)
			kept_file_close(&items[i]);
	}
	for (; old < end; old++)
		kept_file_close(old);
	free(kept->items);
	kept->items = items;
	kept->n = n;
	return 0;
}

void kept_files_done(struct kept_files *kept)
{
	for (size_t n = 0; n < kept->n; n++)
		kept_file_close(&kept->items[n]);
	free(kept->items);
	if (kept->room > 0)
		setrlimit(RLIMIT_NOFILE, &kept->before);
	*kept = (struct kept_files){ 0 };
}
