/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sockets of processes, each in its own network namespace (values.md P-150…154). */
#include <errno.h>
#include <stdlib.h>

#include "collect/socket/socket.h"

/* Lists the sockets of OWNERS that are in the tables, in order. RET has room for all. */
static size_t list_entries(const struct socket_owners *owners, const struct socket_space *space,
                           struct socket_entry *ret)
{
	size_t count = 0, n_fds;

	for (size_t n = 0; n < owners->n; n += n_fds) {
		const struct socket_holder *fds = &owners->items[n];
		const struct socket *socket;
		uint64_t at;

		n_fds = socket_owner_count_same(fds, owners->n - n);
		if (!hash_get(&space->by_inode, fds->inode, &at))
			continue;
		socket = &space->list.items[at];
		for (size_t i = 0; i < socket_count_rows(socket, n_fds); i++)
			ret[count++] = (struct socket_entry){
				.socket = socket,
				.holder = fds + i,
				.fds = fds,
				.n_fds = n_fds,
				.order = socket_order(socket),
			};
	}
	qsort(ret, count, sizeof(*ret), socket_compare);
	return count;
}

static int add_rows(struct socket_reader *reader, const struct socket_entry *entries, size_t n,
                    struct text name, struct buffer *scratch, struct rows *rows)
{
	struct fill_context context = {
		.dir = -1, .scratch = scratch, .arena = &rows->arena, .shared = reader
	};
	uint64_t sources = reader->sources & ~BIT(SOCKET_SRC_NAME);
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++) {
		struct socket_row *row = socket_row_add(rows, &entries[i]);

		if (!row)
			return -ENOMEM;
		row->item.name = name;
		row->item.record.source[SOCKET_SRC_NAME] = PRESENT;
		r = collector_fill(&process_socket_collector, sources, &context, row);
	}
	return r;
}

int socket_items(struct socket_reader *reader, struct process_handle *process, struct text name,
                 struct buffer *scratch, struct rows *rows)
{
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };
	_cleanup_free_ struct socket_entry *entries = NULL;
	const struct socket_space *space;
	size_t before = rows->n;
	int task, r = socket_owner_read_process(process, scratch, &owners);

	if (r < 0 || owners.n == 0) /* without sockets, no table need be read */
		return r;
	r = process_handle_task(process, scratch, &task);
	if (r == 0)
		r = socket_reader_space(reader, task, process->pid, &space);
	if (r < 0)
		return r;
	entries = calloc(owners.n, sizeof(*entries));
	if (!entries)
		return -ENOMEM;
	r = add_rows(reader, entries, list_entries(&owners, space, entries), name, scratch, rows);
	if (r == 0)
		r = process_handle_check(
			process); /* if the process has ended, the rows may be incomplete */
	if (r < 0)
		rows->n = before;
	return r;
}

int socket_structs_read(struct socket_reader *reader, struct process_handle *process,
                        struct buffer *scratch, struct arena *arena, struct structs *ret)
{
	_cleanup_rows_ struct rows rows = { 0 };
	int r = socket_items(reader, process, TEXT(""), scratch, &rows);
	void *items;

	if (r < 0)
		return r;
	items = arena_array(arena, rows.n, sizeof(struct socket_row));
	if (!items)
		return -ENOMEM;
	if (rows.n > 0)
		memcpy(items, rows.records, rows.n * sizeof(struct socket_row));
	arena_adopt(arena, &rows.arena);
	*ret = (struct structs){ .items = items, .n = rows.n, .is = PRESENT };
	return 0;
}

static int read_sockets(const struct item_context *context)
{
	return socket_items(context->handle, context->process, context->owner->name,
	                    context->scratch, context->rows);
}

int socket_open(const struct plan *plan, void **ret)
{
	return socket_reader_new(plan, socket_options_tables(plan->options), plan->sources, ret);
}

int socket_scan_processes(void *handle, const struct plan *plan, const struct take *take)
{
	struct socket_reader *reader = handle;

	socket_reader_refresh(reader);
	reader->sources = plan->sources;
	return process_items_scan(handle, plan, take, read_sockets);
}
