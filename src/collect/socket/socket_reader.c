/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sockets: reads each table of a network namespace once, through netlink for nvhost's own namespace
 * and from /proc/PID/net for others (values.md P-152).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "collect/socket/socket.h"
#include "collect/workers.h"
#include "kernel/file.h"
#include "kernel/host.h"
#include "kernel/netlink/sock_diag.h"
#include "kernel/patience.h"
#include "kernel/socket_table.h"

static const char *const table_paths[N_SOCKET_TABLES] = {
	[SOCKET_TCP4] = "/proc/net/tcp",  [SOCKET_TCP6] = "/proc/net/tcp6",
	[SOCKET_UDP4] = "/proc/net/udp",  [SOCKET_UDP6] = "/proc/net/udp6",
	[SOCKET_UNIX] = "/proc/net/unix",
};

void socket_reader_init(struct socket_reader *reader, unsigned tables, uint64_t sources)
{
	*reader = (struct socket_reader){ .tables = tables, .sources = sources };
	pthread_mutex_init(&reader->lock, NULL);
	pthread_mutex_init(&reader->users.lock, NULL);
}

static void free_space(struct socket_space *space)
{
	socket_list_done(&space->list);
	hash_done(&space->by_inode);
	free(space);
}

void socket_reader_refresh(struct socket_reader *reader)
{
	while (reader->spaces) {
		struct socket_space *space = reader->spaces;

		reader->spaces = space->next;
		free_space(space);
	}
	hash_done(&reader->by_id);
	hash_done(&reader->names);
	hash_done(&reader->interfaces);
	arena_reset(&reader->arena);
	reader->unknown = 0;
}

void socket_reader_done(struct socket_reader *reader)
{
	socket_reader_refresh(reader);
	user_names_done(&reader->users);
	arena_done(&reader->arena);
}

int socket_reader_new(const struct plan *plan, unsigned tables, uint64_t sources, void **ret)
{
	struct socket_reader *reader = malloc(sizeof(*reader));

	if (!reader)
		return -ENOMEM;
	socket_reader_init(reader, tables, sources);
	reader->faults = plan->faults;
	*ret = reader;
	return 0;
}

void socket_reader_free(void *handle)
{
	if (handle)
		socket_reader_done(handle);
	free(handle);
}

/* A host without IPv6 does not have these tables. */
static bool may_be_missing(enum socket_table table)
{
	return table == SOCKET_TCP6 || table == SOCKET_UDP6;
}

/*
 * Reads a text table in the directory of the process that stands for the host; /proc/net is a link
 * to self/net, but a host seen from a container has another process.
 */
static int read_text(enum socket_table table, struct buffer *scratch, struct socket_list *ret)
{
	int proc = root_open(ROOT_PROC), r = -ENOENT;
	const char *place;

	for (size_t n = 0; r == -ENOENT && (place = host_self_place(n)); n++) {
		_cleanup_close_ int dir =
			proc < 0 ? proc : root_openat(proc, place, O_PATH | O_DIRECTORY);

		r = dir < 0 ? dir : socket_table_read(dir, table, scratch, ret);
	}
	return r;
}

struct dump {
	enum socket_table table;
	struct sock_diag_request request;
	struct socket_list *list;
	size_t n, n_malformed; /* sizes of the list before the dump */
};

/* Drops what a lost thread may have read before (kernel/patience.h). */
static int read_dump(void *arg)
{
	struct dump *dump = arg;

	dump->list->n = dump->n;
	dump->list->n_malformed = dump->n_malformed;
	return sock_diag_read(dump->table, &dump->request, dump->list);
}

/*
 * Reads a table through netlink, or the text table if netlink fails. TCP details wait for the lock
 * of each socket and are requested only if a column needs them.
 */
static int read_own(const struct socket_reader *reader, enum socket_table table,
                    struct buffer *scratch, struct socket_list *ret)
{
	bool is_tcp = table == SOCKET_TCP4 || table == SOCKET_TCP6;
	uint64_t info = is_tcp ? BIT(SOCKET_SRC_TCP_INFO) : BIT(SOCKET_SRC_DROPS);
	struct dump dump = {
		.table = table,
		.request = { .with_info = reader->sources & info },
		.list = ret,
		.n = ret->n,
		.n_malformed = ret->n_malformed,
	};
	int r = -ENOENT;

	if (root_is_live(ROOT_PROC))
		r = workers_once(read_dump, &dump);
	if (r == 0 || fault_is_fatal(r))
		return r;
	ret->n = dump.n;
	ret->n_malformed = dump.n_malformed;
	return read_text(table, scratch, ret);
}

/* Reports a fault and continues without the table, or with the part that was read. */
static int tell(const struct socket_reader *reader, const char *path, int r)
{
	return reader->faults ? fault_go_on(reader->faults, path, r) : fault_only_fatal(r);
}

int socket_reader_own(struct socket_reader *reader, struct socket_list *ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };

	for (enum socket_table table = 0; table < N_SOCKET_TABLES; table++) {
		size_t malformed = ret->n_malformed;
		int r;

		if (!(reader->tables & BIT(table)))
			continue;
		r = read_own(reader, table, &scratch, ret);
		if (r == 0 && ret->n_malformed > malformed)
			r = -FAULT_DAMAGED;
		if (!(r == -ENOENT && may_be_missing(table)))
			r = tell(reader, table_paths[table], r);
		if (fault_is_fatal(r))
			return r;
	}
	return reader->tables & BIT(SOCKET_UNIX) ? socket_list_find_peers(ret) : 0;
}

/* Reads a table of another namespace. A table that vanishes with its process is no fault. */
static int read_others_table(const struct socket_reader *reader, int dir, pid_t pid,
                             enum socket_table table, struct buffer *scratch,
                             struct socket_list *ret)
{
	size_t malformed = ret->n_malformed;
	int r = socket_table_read(dir, table, scratch, ret);
	char path[sizeof("/proc/-2147483648/net/unix")];

	if (r < 0 || ret->n_malformed == malformed)
		return r;
	snprintf(path, sizeof(path), "/proc/%d%s", (int)pid, table_paths[table] + strlen("/proc"));
	return tell(reader, path, -FAULT_DAMAGED);
}

/* Reads the tables of another namespace, in /proc/PID/net. */
static int read_others(struct socket_reader *reader, int dir, pid_t pid, struct socket_list *ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };

	for (enum socket_table table = 0; table < N_SOCKET_TABLES; table++) {
		int r = reader->tables & BIT(table)
		                ? read_others_table(reader, dir, pid, table, &scratch, ret)
		                : 0;

		if (fault_is_fatal(r))
			return r;
	}
	return reader->tables & BIT(SOCKET_UNIX) ? socket_list_find_peers(ret) : 0;
}

enum { OWN_SPACE = 0 };

/*
 * Identifies a network namespace by its inode in nsfs (ioctl_ns(2)), or OWN_SPACE for nvhost's own.
 * On a recorded host the links of ns lead nowhere: a process with a directory net has its own
 * namespace.
 */
static int identify_space(int dir, pid_t pid, uint64_t *ret)
{
	struct stat own, its;
	int r = patience_enter(PATIENCE_EXEC);

	if (r < 0)
		return r;
	r = fstatat(dir, "ns/net", &its, 0);
	patience_end();
	if (r < 0 && !root_is_live(ROOT_PROC) && file_exists(dir, "net") == 0)
		*ret = UINT64_MAX - (uint64_t)pid;
	else if (r < 0 || (root_is_live(ROOT_PROC) && stat("/proc/self/ns/net", &own) == 0 &&
	                   own.st_ino == its.st_ino))
		*ret = OWN_SPACE;
	else
		*ret = its.st_ino;
	return 0;
}

static int index_space(struct socket_space *space)
{
	int r = 0;

	for (size_t n = 0; n < space->list.n && r == 0; n++)
		if (space->list.items[n].inode != 0)
			r = hash_put(&space->by_inode, space->list.items[n].inode, n);
	return r;
}

/* The lock must be held, but for reading a namespace that is not nvhost's own. */
static int read_space(struct socket_reader *reader, int dir, pid_t pid, uint64_t id,
                      struct socket_space **ret)
{
	struct socket_space *space = calloc(1, sizeof(*space));
	int r;

	if (!space)
		return -ENOMEM;
	r = id == OWN_SPACE ? socket_reader_own(reader, &space->list)
	                    : read_others(reader, dir, pid, &space->list);
	if (r == 0)
		r = index_space(space);
	if (r < 0)
		free_space(space);
	else
		*ret = space;
	return r;
}

/* The lock must be held. */
static const struct socket_space *find_space(const struct socket_reader *reader, uint64_t id)
{
	uint64_t place;

	return hash_get(&reader->by_id, id, &place) ? (const struct socket_space *)(uintptr_t)place
	                                            : NULL;
}

/* The lock must be held. The reader frees the space, even after an error. */
static int keep_space(struct socket_reader *reader, uint64_t id, struct socket_space *space)
{
	space->next = reader->spaces;
	reader->spaces = space;
	return hash_put(&reader->by_id, id, (uintptr_t)space);
}

/* Nearly all processes are in nvhost's own namespace, which is read once, while the others wait. */
static int find_own_space(struct socket_reader *reader, const struct socket_space **ret)
{
	struct socket_space *space;
	int r = 0;

	pthread_mutex_lock(&reader->lock);
	*ret = find_space(reader, OWN_SPACE);
	if (!*ret) {
		r = read_space(reader, -1, 0, OWN_SPACE, &space);
		if (r == 0)
			r = keep_space(reader, OWN_SPACE, space);
		if (r == 0)
			*ret = space;
	}
	pthread_mutex_unlock(&reader->lock);
	return r;
}

/* The threads read many namespaces at once. If two have read the same one, the second is freed. */
static int find_other_space(struct socket_reader *reader, int dir, pid_t pid, uint64_t id,
                            const struct socket_space **ret)
{
	struct socket_space *space = NULL;
	int r;

	pthread_mutex_lock(&reader->lock);
	*ret = find_space(reader, id);
	pthread_mutex_unlock(&reader->lock);
	r = *ret ? 0 : read_space(reader, dir, pid, id, &space);
	if (*ret || r < 0)
		return r;
	pthread_mutex_lock(&reader->lock);
	*ret = find_space(reader, id);
	if (*ret) {
		free_space(space);
	} else {
		r = keep_space(reader, id, space);
		*ret = space;
	}
	pthread_mutex_unlock(&reader->lock);
	return r;
}

int socket_reader_space(struct socket_reader *reader, int dir, pid_t pid,
                        const struct socket_space **ret)
{
	uint64_t id;
	int r = identify_space(dir, pid, &id);

	if (r < 0)
		return r;
	return id == OWN_SPACE ? find_own_space(reader, ret)
	                       : find_other_space(reader, dir, pid, id, ret);
}
