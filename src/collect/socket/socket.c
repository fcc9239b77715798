/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sockets of the machine: those of nvhost's own network namespace, with one row for each process
 * that holds one, or for UNIX sockets one row for each descriptor (values.md P-153, P-337). Reading
 * all descriptors costs four times as much as reading the sockets: nvhost reads them only if a
 * column needs the holders, and looks only for the sockets that the filter has left.
 */
#include "collect/socket/socket.h"

#include <errno.h>
#include <stdlib.h>

#include "base/array.h"
#include "kernel/host.h"

enum { BATCH = 256, INET = SOCKET_ALL_TABLES & ~(1 << SOCKET_UNIX) };

struct entries {
	struct socket_entry *items;
	size_t n;
	size_t size;
};

struct pass {
	const struct plan *plan;
	const struct take *take;
	struct socket_reader *reader;
	struct socket_list sockets;
	struct socket_owners owners;
	struct entries entries;
	bool is_kept; /* the filter has been applied already */
};

unsigned socket_options_tables(const struct socket_options *options)
{
	return options && options->tables ? options->tables : (unsigned)INET;
}

static void pass_done(struct pass *pass)
{
	socket_list_done(&pass->sockets);
	socket_owners_done(&pass->owners);
	free(pass->entries.items);
}

static int add_entry(struct entries *entries, struct socket_entry entry)
{
	int r = array_grow(&entries->items, entries->n, &entries->size, sizeof(*entries->items));

	if (r == 0)
		entries->items[entries->n++] = entry;
	return r;
}

static struct socket_entry entry_of(const struct socket *socket)
{
	return (struct socket_entry){ .socket = socket, .order = socket_order(socket) };
}

/* Appends a row. If IS_ASKED, applies the filter and removes the row if it is not wanted. */
static int add_row(struct pass *pass, const struct socket_entry *entry, uint64_t sources,
                   bool is_asked, struct buffer *scratch, struct rows *rows)
{
	const struct plan *plan = pass->plan;
	struct socket_row *row = socket_row_add(rows, entry);
	struct fill_context context = {
		.dir = -1, .scratch = scratch, .arena = &rows->arena, .shared = pass->reader
	};
	int r;

	if (!row)
		return -ENOMEM;
	r = collector_fill(plan->collector, sources, &context, row);
	if (r == 0 && is_asked && !plan_wants(plan, row))
		rows->n--;
	return r;
}

/* Applies the filter before the holders are read; only for filters that do not need the holders. */
static int list_kept(struct pass *pass)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	int r = 0;

	for (size_t n = 0; n < pass->sockets.n && r == 0; n++) {
		struct socket_entry entry = entry_of(&pass->sockets.items[n]);

		rows_reset(&rows);
		r = add_row(pass, &entry, pass->plan->deciding, true, &scratch, &rows);
		if (r == 0 && rows.n > 0)
			r = add_entry(&pass->entries, entry);
	}
	pass->is_kept = true;
	return r;
}

static int list_sockets(struct pass *pass)
{
	const struct plan *plan = pass->plan;
	int r = 0;

	if ((plan->sources & ~plan->deciding & BIT(SOCKET_SRC_OWNER)) && plan->wants)
		return list_kept(pass);
	for (size_t n = 0; n < pass->sockets.n && r == 0; n++)
		r = add_entry(&pass->entries, entry_of(&pass->sockets.items[n]));
	return r;
}

static int read_owners(struct pass *pass)
{
	_cleanup_hash_ struct hash wanted = { 0 };
	int r = 0;

	for (size_t n = 0; n < pass->entries.n && r == 0; n++) {
		uint64_t inode = pass->entries.items[n].socket->inode;

		r = inode != 0 ? hash_put(&wanted, inode, n) : 0;
	}
	if (r < 0 || wanted.n == 0)
		return r;
	r = socket_owners_find(&wanted, &pass->owners, &pass->reader->unknown);
	return fault_go_on(pass->plan->faults, root_path(ROOT_PROC), r);
}

/* Adds the rows of a socket. Its first row exists already, at FIRST; the others go to the end. */
static int add_holders(struct entries *entries, size_t first, const struct socket_holder *holders,
                       size_t n_holders)
{
	struct socket_entry entry = entries->items[first];
	bool is_first = true;
	int r = 0;

	for (size_t n = 0; n < n_holders && r == 0; n += entry.n_fds) {
		entry.fds = &holders[n];
		entry.n_fds = socket_owner_count_same(entry.fds, n_holders - n);
		for (size_t i = 0; i < socket_count_rows(entry.socket, entry.n_fds) && r == 0;
		     i++) {
			entry.holder = &entry.fds[i];
			if (is_first)
				entries->items[first] = entry;
			else
				r = add_entry(entries, entry);
			is_first = false;
		}
	}
	return r;
}

/* Makes one entry for each socket and each process that holds it. */
static int find_holders(struct pass *pass)
{
	size_t n_sockets = pass->entries.n;
	int r = read_owners(pass);

	for (size_t n = 0; n < n_sockets && r == 0; n++) {
		uint64_t inode = pass->entries.items[n].socket->inode;
		const struct socket_holder *holders;
		size_t n_holders = 0;

		if (inode == 0)
			continue;
		holders = socket_owner_find(&pass->owners, inode, &n_holders);
		r = add_holders(&pass->entries, n, holders, n_holders);
	}
	return r;
}

static int emit_all(struct pass *pass)
{
	const struct take *take = pass->take;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	int r = 0;

	for (size_t n = 0; n < pass->entries.n && r == 0; n++) {
		r = add_row(pass, &pass->entries.items[n], pass->reader->sources, !pass->is_kept,
		            &scratch, &rows);
		if (r == 0 && rows.n >= BATCH) {
			r = take->rows(take->arg, &rows);
			rows_reset(&rows);
		}
	}
	return r < 0 ? r : take->rows(take->arg, &rows);
}

int socket_scan(void *handle, const struct plan *plan, const struct take *take)
{
	struct socket_reader *reader = handle;
	_cleanup_(pass_done) struct pass pass = { .plan = plan, .take = take, .reader = reader };
	int r;

	socket_reader_refresh(reader);
	reader->sources = plan->sources;
	r = socket_reader_own(reader, &pass.sockets);
	if (r == 0)
		r = list_sockets(&pass);
	if (r == 0 && (reader->sources & BIT(SOCKET_SRC_OWNER)))
		r = find_holders(&pass);
	if (r < 0)
		return r;
	if (pass.entries.n > 1)
		qsort(pass.entries.items, pass.entries.n, sizeof(*pass.entries.items),
		      socket_compare);
	return emit_all(&pass);
}
