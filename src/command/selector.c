/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selectors: a table of kinds, with functions that resolve a word and compare a process with it. */
#include "command/selector.h"

#include <errno.h>

#include "base/number.h"
#include "collect/process/process.h"
#include "collect/process/user_names.h"
#include "collect/socket/socket.h"
#include "kernel/host.h"
#include "kernel/process/pid_fd.h"
#include "kernel/process/pid_link.h"
#include "kernel/socket_file.h"
#include "kernel/tty.h"

static bool has_number(const struct selected *items, size_t n, uint64_t number)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].number == number)
			return true;
	return false;
}

static bool has_text(const struct selected *items, size_t n, struct text text)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(items[i].text, text))
			return true;
	return false;
}

/* ---- users ---- */

/* A number is an ID: no tool creates a user with such a name. (uid_t)-1 means "no user" in calls.
 */
static int resolve_user(struct selected *item, struct arena *arena _unused_)
{
	uint64_t uid;

	if (number_parse_u64(item->text, &uid) != 0)
		return user_names_find_id(item->text.bytes, &item->number);
	item->number = uid;
	return uid < UINT32_MAX ? 0 : -ENOENT;
}

static bool is_of_user(const struct selected *items, size_t n, const struct process *process)
{
	const struct opt_u64 *uid = &process->status.uid_real;

	return uid->is == PRESENT && has_number(items, n, uid->v);
}

static bool is_of_effective_user(const struct selected *items, size_t n,
                                 const struct process *process)
{
	const struct opt_u64 *uid = &process->status.uid_effective;

	return uid->is == PRESENT && has_number(items, n, uid->v);
}

/* ---- terminals ---- */

static int resolve_terminal(struct selected *item, struct arena *arena _unused_)
{
	return tty_number(item->text.bytes, &item->number) < 0 ? -ENOENT : 0;
}

/* The kernel prints the number as an int. */
static bool is_on_terminal(const struct selected *items, size_t n, const struct process *process)
{
	return process->stat.tty_nr != 0 && has_number(items, n, (uint32_t)process->stat.tty_nr);
}

static bool is_on_named_terminal(const struct selected *items, size_t n,
                                 const struct process *process)
{
	struct text name = process->terminal;

	if (has_text(items, n, name))
		return true;
	return text_eat(&name, TEXT("/dev/")) && has_text(items, n, name);
}

/* ---- ports ---- */

static int resolve_port(struct selected *item, struct arena *arena _unused_)
{
	return number_parse_u64(item->text, &item->number);
}

/* A TCP socket listens in state LISTEN. A UDP socket, which has no state, does if not connected. */
static bool is_listening(const struct socket_row *socket)
{
	if (text_equal(socket->type, TEXT("SOCK_STREAM")))
		return text_equal(socket->status, TEXT("LISTEN"));
	return socket->raddr.ip[0] == '\0';
}

static bool listens(const struct selected *items, size_t n, const struct process *process)
{
	const struct socket_row *sockets = process->sockets.items;

	for (size_t i = 0; i < process->sockets.n; i++)
		if (sockets[i].laddr.port.is == PRESENT && is_listening(&sockets[i]) &&
		    has_number(items, n, sockets[i].laddr.port.v))
			return true;
	return false;
}

/* ---- files ---- */

static int find_file(struct text text, struct arena *arena, struct named_file *ret)
{
	const char *path;
	int r = host_path(arena, text, &path);

	return r < 0 ? r : process_find_file(path, ret);
}

/* Resolves a path. Descriptors of a socket do not name its file: its sockets are looked up, too. */
static int resolve_file(struct selected *item, struct arena *arena)
{
	struct named_file file;
	int r = find_file(item->text, arena, &file);

	if (r < 0)
		return r;
	item->number = file.id.device;
	item->inode = file.id.inode;
	return file.is_socket ? fault_only_fatal(socket_file_find(&file.id, arena, &item->sockets))
	                      : 0;
}

/* The device of a path: that of its file system; of a block device, the device itself. */
static int resolve_mount(struct selected *item, struct arena *arena)
{
	struct named_file file;
	int r = find_file(item->text, arena, &file);

	if (r == 0)
		item->number = file.device;
	return r;
}

static bool is_file(const struct file_id *a, const struct file_id *b)
{
	return a->device == b->device && a->inode == b->inode;
}

static bool has_file(const struct selected *items, size_t n, const struct file_id *file)
{
	for (size_t i = 0; i < n; i++) {
		const struct file_ids *sockets = &items[i].sockets;
		struct file_id named = { .device = items[i].number, .inode = items[i].inode };

		if (is_file(&named, file))
			return true;
		for (size_t k = 0; k < sockets->n; k++)
			if (is_file(&sockets->items[k], file))
				return true;
	}
	return false;
}

static bool holds_file(const struct selected *items, size_t n, const struct process *process)
{
	const struct file_ids *held = &process->held, *mapped = &process->mapped;

	for (size_t i = 0; i < held->n; i++)
		if (has_file(items, n, &held->items[i]))
			return true;
	for (size_t i = 0; i < mapped->n; i++)
		if (has_file(items, n, &mapped->items[i]))
			return true;
	return false;
}

static bool holds_mount(const struct selected *items, size_t n, const struct process *process)
{
	const struct file_ids *held = &process->held, *mapped = &process->mapped;

	for (size_t i = 0; i < held->n; i++)
		if (has_number(items, n, held->items[i].device))
			return true;
	for (size_t i = 0; i < mapped->n; i++)
		if (has_number(items, n, mapped->items[i].device))
			return true;
	return false;
}

/* Compares names: for a recorded host, whose files are not on this one. */
static bool holds_named_file(const struct selected *items, size_t n, const struct process *process)
{
	const struct pid_fd *fds = process->fds.items;

	for (size_t i = 0; i < process->fds.n; i++)
		if (has_text(items, n, fds[i].target))
			return true;
	return has_text(items, n, process->exe) || has_text(items, n, process->cwd) ||
	       has_text(items, n, process->root);
}

static int resolve_nothing(struct selected *item _unused_, struct arena *arena _unused_)
{
	return 0;
}

static int resolve_never(struct selected *item _unused_, struct arena *arena _unused_)
{
	return -EOPNOTSUPP;
}

/* ---- all ---- */

/* How a kind of selector works. */
struct way {
	/* Returns 0, or a negative errno if the word names nothing. */
	int (*resolve)(struct selected *item, struct arena *arena);
	const char *reason; /* message if the word names nothing; NULL: that of the errno */
	uint64_t sources;
	bool (*holds)(const struct selected *items, size_t n, const struct process *process);
};

/* Selectors by text are not here, but in query/select.c. */
static const struct way ways[N_SELECTORS] = {
	[SELECT_USER] = { resolve_user, "no such user", BIT(SRC_IDS), is_of_user },
	[SELECT_EFFECTIVE_USER] = { resolve_user, "no such user", BIT(SRC_IDS),
	                            is_of_effective_user },
	[SELECT_TERMINAL] = { resolve_terminal, "no such terminal", BIT(SRC_STAT), is_on_terminal },
	[SELECT_LISTEN] = { resolve_port, NULL, BIT(SRC_SOCKETS), listens },
	[SELECT_OPEN] = { resolve_file, NULL, BIT(SRC_HELD) | BIT(SRC_MAPPED), holds_file },
	[SELECT_MOUNT] = { resolve_mount, NULL, BIT(SRC_HELD) | BIT(SRC_MAPPED), holds_mount },
};

/* The same for a host that is not this one. */
static const struct way named_ways[N_SELECTORS] = {
	[SELECT_TERMINAL] = { resolve_nothing, NULL, BIT(SRC_TERMINAL), is_on_named_terminal },
	[SELECT_OPEN] = { resolve_nothing, NULL,
	                  BIT(SRC_FDS) | BIT(SRC_EXE) | BIT(SRC_CWD) | BIT(SRC_ROOT),
	                  holds_named_file },
	[SELECT_MOUNT] = { resolve_never, "the devices of another host are not known", 0,
	                   holds_mount },
};

static const struct way *way_of(const struct selectors *selectors, enum selector kind)
{
	return selectors->is_by_name[kind] ? &named_ways[kind] : &ways[kind];
}

static const char *reason_of(const struct way *way, int r)
{
	return way->reason && r != -FAULT_BLOCKED ? way->reason : fault_words(r);
}

static int resolve_words(struct selectors *selectors, enum selector kind, const struct words *words,
                         struct arena *arena,
                         void (*tell)(void *arg, const char *word, const char *reason), void *arg)
{
	const struct way *way = way_of(selectors, kind);
	struct selected *items = arena_array(arena, words->n, sizeof(*items));
	size_t kept = 0;

	if (!items)
		return -ENOMEM;
	for (size_t n = 0; n < words->n; n++) {
		struct selected *item = &items[kept];
		int r;

		*item = (struct selected){ 0 };
		r = arena_copy(arena, words->items[n], &item->text);
		if (r == 0)
			r = way->resolve(item, arena);
		if (fault_is_fatal(r))
			return r;
		if (r == 0)
			kept++;
		else
			tell(arg, item->text.bytes, reason_of(way, r));
	}
	selectors->items[kind] = items;
	selectors->n[kind] = kept;
	selectors->is_given[kind] = true;
	selectors->sources |= way->sources;
	return 0;
}

int selectors_resolve(struct selectors *selectors, const struct selection *selection,
                      struct arena *arena,
                      void (*tell)(void *arg, const char *word, const char *reason), void *arg)
{
	int proc = root_open(ROOT_PROC), r = 0;

	/* /proc of another PID namespace, or of the host of a container, has magic links, too */
	selectors->is_by_name[SELECT_OPEN] = proc >= 0 && !pid_link_is_magic(proc);
	selectors->is_by_name[SELECT_MOUNT] = selectors->is_by_name[SELECT_OPEN];
	selectors->is_by_name[SELECT_TERMINAL] = !root_is_live(ROOT_PROC);
	for (unsigned kind = 0; kind < N_SELECTORS && r == 0; kind++)
		if (selection->words[kind].n > 0 && ways[kind].holds)
			r = resolve_words(selectors, kind, &selection->words[kind], arena, tell,
			                  arg);
	selectors->sources = collector_closure(&process_collector, selectors->sources);
	return r;
}

bool selectors_hold(const struct selectors *selectors, const struct process *process)
{
	for (unsigned kind = 0; kind < N_SELECTORS; kind++)
		if (selectors->is_given[kind] &&
		    !way_of(selectors, kind)
		             ->holds(selectors->items[kind], selectors->n[kind], process))
			return false;
	return true;
}
