/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists the processes: the entries of /proc whose name is a number. */
#include "kernel/process/proc_pids.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/number.h"
#include "base/numbered.h"
#include "kernel/file.h"
#include "kernel/host.h"

/*
 * Returns the number of an entry, or -1 if the name is not a number as the kernel prints it.
 * Processes and threads are directories, and descriptors are links; a recorded tree may also have
 * regular files.
 */
static pid_t parse_entry(const struct dirent *entry)
{
	const char *name = entry->d_name;
	uint64_t number;

	if (number_parse_u64(text_of(name), &number) < 0 || number > INT32_MAX ||
	    (name[0] == '0' && name[1] != '\0') || entry->d_type == DT_REG)
		return -1;
	return (pid_t)number;
}

static int compare_pids(const void *a, const void *b)
{
	const pid_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int proc_numbers_read(int dir, const char *name, pid_t **ret, size_t *ret_n)
{
	_cleanup_closedir_ DIR *entries = file_open_directory(dir, name);
	_cleanup_free_ pid_t *list = NULL;
	size_t n = 0, size = 0;
	const struct dirent *entry;
	bool is_sorted = true;
	int r;

	if (!entries)
		return -errno;
	while ((r = file_next_entry(entries, &entry)) > 0) {
		pid_t number = parse_entry(entry);

		if (number < 0)
			continue;
		if (n > 0 && list[n - 1] > number)
			is_sorted = false;
		if (array_grow(&list, n, &size, sizeof(*list)) < 0)
			return -ENOMEM;
		list[n++] = number;
	}
	if (r < 0)
		return r;
	if (!is_sorted)
		qsort(list, n, sizeof(*list), compare_pids);
	*ret = take(list);
	*ret_n = n;
	return 0;
}

int proc_pids_read_in(int proc, pid_t **ret, size_t *ret_n)
{
	int r = proc_numbers_read(proc, ".", ret, ret_n);

	if (r == 0 && *ret_n > 0 && (*ret)[0] == 0) { /* PID 0 is not a process */
		memmove(*ret, *ret + 1, (*ret_n - 1) * sizeof(**ret));
		*ret_n -= 1;
	}
	return r;
}

int proc_pids_read(pid_t **ret, size_t *ret_n)
{
	int proc = root_open(ROOT_PROC);

	return proc < 0 ? proc : proc_pids_read_in(proc, ret, ret_n);
}

/*
 * NStgid lists our PID in each namespace, from that of /proc down to our own; there is one number
 * if they are the same. The line does not exist before Linux 4.1.
 */
static bool is_one_namespace(struct text status)
{
	struct text line, ids;

	while (text_next_line(&status, &line))
		if (text_eat(&line, TEXT("NStgid:")))
			return text_next_word(&line, &ids) && !text_next_word(&line, &ids);
	return true;
}

static bool are_ours(void)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	int proc = root_open(ROOT_PROC);
	uint64_t self;

	if (!root_is_live(ROOT_PROC) || proc < 0 || file_read_link(proc, "self", &text) < 0 ||
	    number_parse_u64(buffer_text(&text), &self) < 0 || self != (uint64_t)getpid())
		return false;
	return file_read_record(proc, "self/status", &text) < 0 ||
	       is_one_namespace(buffer_text(&text));
}

bool proc_pids_are_ours(void)
{
	static atomic_int known; /* 0: unknown, 1: yes, 2: no */

	if (known == 0)
		known = are_ours() ? 1 : 2;
	return known == 1;
}

int pid_open(pid_t pid)
{
	int proc = root_open(ROOT_PROC), fd;
	char name[NUMBERED_NAME];

	if (proc < 0)
		return proc;
	numbered_name(name, "", (uint64_t)pid, "");
	fd = root_openat(proc, name, O_PATH | O_DIRECTORY);
	return fd == -ENOENT || fd == -ENOTDIR ? -ESRCH : fd;
}

/* The file is checked last: a process that has just begun may be visible by now. */
bool pid_is_hidden(pid_t pid)
{
	int proc = root_open(ROOT_PROC);
	char name[NUMBERED_NAME];

	if (pid <= 0 || !proc_pids_are_ours() || (kill(pid, 0) < 0 && errno != EPERM))
		return false;
	numbered_name(name, "", (uint64_t)pid, "/stat");
	return file_exists(proc, name) < 0;
}
