/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists login sessions from utmp(5) and logind. */
#include "kernel/sessions.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>

#include "base/hash.h"
#include "kernel/file.h"
#include "kernel/logind.h"
#include "kernel/system.h"
#include "kernel/utmp.h"
#include "model/fault.h"

int session_add(struct session_list *list, const struct session *session)
{
	struct session *items = arena_grow(list->arena, list->items, list->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	list->items = items;
	items[list->n++] = *session;
	return 0;
}

struct text session_host(struct text host)
{
	if (host.length == 0 || text_equal(host, TEXT(":0")) || text_equal(host, TEXT(":0.0")))
		return TEXT("localhost");
	return host;
}

/*
 * The PIDs of another host are those of its /proc. With hidepid=2, which hides even process 1, a
 * process is not known to be missing, and neither is a process of a recorded host without
 * processes.
 */
static bool is_missing(pid_t pid)
{
	int proc = root_open(ROOT_PROC);
	char name[16];

	snprintf(name, sizeof(name), "%d", pid);
	return proc >= 0 && file_exists(proc, "1/stat") == 0 && file_exists(proc, name) == -ENOENT;
}

/* A crash leaves stale records behind. who(1) leaves them out, too. */
static bool has_ended(const struct session *session)
{
	pid_t pid = (pid_t)session->pid.v;

	if (session->pid.is != PRESENT || pid <= 0)
		return false;
	return root_is_live(ROOT_PROC) ? kill(pid, 0) < 0 && errno == ESRCH : is_missing(pid);
}

static void drop_ended(struct session_list *list)
{
	size_t kept = 0;

	for (size_t n = 0; n < list->n; n++)
		if (!has_ended(&list->items[n]))
			list->items[kept++] = list->items[n];
	list->n = kept;
}

static int index_terminals(const struct session_list *list, struct hash *ret)
{
	int r = 0;

	for (size_t n = 0; n < list->n && r == 0; n++)
		if (list->items[n].terminal.length > 0)
			r = hash_put(ret, hash_text(list->items[n].terminal), n);
	return r;
}

/* utmp has neither class nor seat; both are taken from the logind session on the same terminal. */
static int add_classes(const struct session_list *logind, struct session_list *list)
{
	_cleanup_hash_ struct hash terminals = { 0 };
	int r = index_terminals(logind, &terminals);

	for (size_t n = 0; n < list->n && r == 0; n++) {
		struct session *session = &list->items[n];
		uint64_t found;

		if (session->terminal.length == 0 ||
		    !hash_get(&terminals, hash_text(session->terminal), &found))
			continue;
		session->class_name = logind->items[found].class_name;
		session->seat = logind->items[found].seat;
	}
	return r;
}

int sessions_read(struct buffer *scratch, struct session_list *ret)
{
	struct session_list logind = { .arena = ret->arena };
	int r = file_read_root(ROOT_RUN, "utmp", scratch);

	if (r == 0)
		r = utmp_parse(buffer_text(scratch), ret);
	if (r < 0 && r != -ENOENT)
		return r;
	if (system_owns(ROOT_RUN))
		drop_ended(ret);
	r = logind_read(scratch, &logind);
	if (r < 0)
		return r;
	if (ret->n > 0)
		return add_classes(&logind, ret);
	*ret = logind;
	return 0;
}
