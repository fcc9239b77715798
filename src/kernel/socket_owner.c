/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the owners of sockets in one pass over /proc/PID/fd of all processes, proc_pid_fd(5). */
#include "kernel/socket_owner.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>

#include "base/array.h"
#include "base/number.h"
#include "base/numbered.h"
#include "kernel/patience.h"
#include "kernel/process/fd_tables.h"
#include "kernel/process/proc_pids.h"
#include "kernel/trace.h"
#include "model/fault.h"

enum {
	DIRECTORY_BYTES = 32 * 1024, /* size of the buffer for getdents64(2) */
	LINK_BYTES = 64,             /* more than "socket:[18446744073709551615]" needs */
};

int socket_owner_add(struct socket_owners *owners, const struct socket_holder *holder)
{
	int r = array_grow(&owners->items, owners->n, &owners->size, sizeof(*owners->items));

	if (r < 0)
		return r;
	owners->items[owners->n++] = *holder;
	return 0;
}

/* Parses a descriptor number as the kernel prints it, without leading zeros. */
static bool parse_fd(const char *name, int *ret)
{
	uint64_t n;

	if ((name[0] == '0' && name[1] != '\0') || number_parse_u64(text_of(name), &n) < 0 ||
	    n > INT32_MAX)
		return false;
	*ret = (int)n;
	return true;
}

int socket_owner_parse_link(struct text link, uint64_t *ret_inode)
{
	if (!text_eat(&link, TEXT("socket:[")) || !text_ends(link, TEXT("]")))
		return -EINVAL;
	link.length--;
	return number_parse_u64(link, ret_inode) < 0 ? -EINVAL : 0;
}

/* Reads one entry of an fd directory. A link that has vanished or cannot be read is skipped. */
static int read_fd(int dir, const char *name, pid_t pid, const struct hash *wanted,
                   struct socket_owners *ret)
{
	struct socket_holder holder = { .pid = pid };
	char link[LINK_BYTES];
	ssize_t n;
	int r;

	if (!parse_fd(name, &holder.fd))
		return 0;
	r = patience_enter(PATIENCE_EXEC);
	if (r < 0)
		return r;
	n = readlinkat(dir, name, link, sizeof(link));
	r = n < 0 ? -errno : 0;
	patience_end();
	if (trace_file("readlink", dir, name, r) < 0)
		return r == -EACCES || r == -EPERM ? -EACCES : 0;
	if ((size_t)n == sizeof(link) ||
	    socket_owner_parse_link((struct text){ .bytes = link, .length = (size_t)n },
	                            &holder.inode) < 0)
		return 0;
	if (wanted && !hash_get(wanted, holder.inode, NULL))
		return 0;
	return socket_owner_add(ret, &holder);
}

static int read_entries(int dir, const char *entries, ssize_t length, pid_t pid,
                        const struct hash *wanted, struct socket_owners *ret)
{
	for (ssize_t at = 0; at < length;) {
		const struct dirent64 *entry = (const struct dirent64 *)(entries + at);
		int r = read_fd(dir, entry->d_name, pid, wanted, ret);

		if (r < 0)
			return r;
		at += entry->d_reclen;
	}
	return 0;
}

/* Reads the descriptors in the directory NAME below DIR. */
static int read_fds(int dir, const char *name, pid_t pid, const struct hash *wanted,
                    struct socket_owners *ret)
{
	_cleanup_close_ int fds = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	_Alignas(struct dirent64) char entries[DIRECTORY_BYTES];

	if (trace_file("open", dir, name, fds < 0 ? -errno : fds) < 0)
		return -errno;
	for (;;) {
		ssize_t n = getdents64(fds, entries, sizeof(entries));
		int r;

		if (n < 0)
			return -errno;
		if (n == 0)
			return 0;
		r = read_entries(fds, entries, n, pid, wanted, ret);
		if (r < 0)
			return r;
	}
}

/*
 * Adds the sockets in the descriptor tables of threads. If the first thread has ended, this
 * includes the table of the process itself.
 */
static int read_threads(struct process_handle *process, struct buffer *scratch,
                        const struct hash *wanted, struct socket_owners *ret)
{
	_cleanup_free_ pid_t *ids = NULL;
	size_t n_ids = 0;
	int r = fd_tables_find(process, scratch, &ids, &n_ids);

	if (r == 0 && process->task >= 0)
		r = read_fds(process->task, "fd", process->pid, wanted, ret);
	for (size_t n = 0; n < n_ids && r == 0; n++) {
		_cleanup_close_ int dir = fd_tables_open(process, ids[n]);

		r = dir < 0 ? dir : read_fds(dir, "fd", process->pid, wanted, ret);
		r = fault_only_fatal(r); /* the thread has ended meanwhile */
	}
	return r;
}

static int read_process_threads(pid_t pid, const struct hash *wanted, struct socket_owners *ret)
{
	_cleanup_process_handle_ struct process_handle process = NO_PROCESS;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	int r = process_handle_open(pid, HOLD_DIRECTORY, &process);

	return r < 0 ? r : read_threads(&process, &scratch, wanted, ret);
}

int socket_owner_read_pid(int proc, pid_t pid, const struct hash *wanted, struct socket_owners *ret)
{
	char name[NUMBERED_NAME];
	int r;

	numbered_name(name, "", (uint64_t)pid, "/fd");
	r = read_fds(proc, name, pid, wanted, ret);
	numbered_name(name, "", (uint64_t)pid, "/task");
	if (r == 0 && fd_tables_may_differ(proc, name))
		r = read_process_threads(pid, wanted, ret);
	return r;
}

static int by_inode(const void *left, const void *right)
{
	const struct socket_holder *a = left, *b = right;

	if (a->inode != b->inode)
		return a->inode < b->inode ? -1 : 1;
	if (a->pid != b->pid)
		return a->pid < b->pid ? -1 : 1;
	return (a->fd > b->fd) - (a->fd < b->fd);
}

/* If two tables of a process have the same socket under one number, one entry is kept. */
void socket_owner_sort(struct socket_owners *owners)
{
	size_t kept = 0;

	if (owners->n > 1)
		qsort(owners->items, owners->n, sizeof(*owners->items), by_inode);
	for (size_t n = 0; n < owners->n; n++)
		if (kept == 0 || by_inode(&owners->items[kept - 1], &owners->items[n]) != 0)
			owners->items[kept++] = owners->items[n];
	owners->n = kept;
}

int socket_owner_read_process(struct process_handle *process, struct buffer *scratch,
                              struct socket_owners *ret)
{
	size_t before = ret->n;
	int r = read_fds(process->dir, "fd", process->pid, NULL, ret);

	if (r == 0 && fd_tables_may_differ(process->dir, "task"))
		r = read_threads(process, scratch, NULL, ret);
	if (r < 0)
		ret->n = before;
	socket_owner_sort(ret);
	return r;
}

static uint64_t inode_of(const void *holder)
{
	return ((const struct socket_holder *)holder)->inode;
}

const struct socket_holder *socket_owner_find(const struct socket_owners *owners, uint64_t inode,
                                              size_t *ret_n)
{
	size_t first =
		array_place(owners->items, owners->n, sizeof(*owners->items), inode_of, inode);
	size_t n = 0;

	while (first + n < owners->n && owners->items[first + n].inode == inode)
		n++;
	*ret_n = n;
	return n > 0 ? &owners->items[first] : NULL;
}

size_t socket_owner_count_same(const struct socket_holder *holders, size_t n)
{
	size_t same = 1;

	while (same < n && holders[same].inode == holders[0].inode &&
	       holders[same].pid == holders[0].pid)
		same++;
	return same;
}

void socket_owners_done(struct socket_owners *owners)
{
	free(owners->items);
	*owners = (struct socket_owners){ 0 };
}
