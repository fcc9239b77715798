/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots: checks that the directories to read exist, before anything is read. */
#include "command/roots.h"

#include <dirent.h>
#include <fcntl.h>

/* Whether there is no proc(5): a mounted one has `stat`; a recorded one has at least some file. */
static bool is_empty(int proc)
{
	struct stat info;
	struct dirent *entry;
	DIR *dir;
	int fd;

	if (root_stat(proc, "stat", &info) == 0)
		return false;
	fd = openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return false; /* unknown */
	}
	do
		entry = readdir(dir);
	while (entry && entry->d_name[0] == '.');
	closedir(dir);
	return !entry;
}

int roots_check(const struct invocation *invocation)
{
	static const enum root roots[] = { ROOT_TOP, ROOT_PROC, ROOT_SYS };
	int proc;

	if (invocation->is_listing_columns || invocation->is_schema)
		return 0;
	for (size_t n = 0; n < ARRAY_SIZE(roots); n++) {
		int fd = root_is_given(roots[n]) ? root_open(roots[n]) : 0;

		if (fd < 0) {
			message_error(root_path(roots[n]), fd);
			return EXIT_PROBLEM;
		}
	}
	if (invocation->command->operands != OPERANDS_PROCESSES)
		return 0; /* other commands tell each file that is missing */
	proc = root_open(ROOT_PROC);
	if (proc < 0) {
		message_error(root_path(ROOT_PROC), proc);
		return EXIT_PROBLEM;
	}
	if (!is_empty(proc))
		return 0;
	message("%s: empty: no proc(5) is mounted there", root_path(ROOT_PROC));
	return EXIT_PROBLEM;
}
