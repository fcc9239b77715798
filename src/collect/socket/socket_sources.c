/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sockets: the table of sources, and fill functions: holder, names, TCP details. */
#include <errno.h>

#include "collect/socket/socket.h"

static struct socket_reader *reader_of(const struct fill_context *context)
{
	return (struct socket_reader *)context->shared;
}

/*
 * Fills the process. A socket without an inode is not held by any process; a process that the user
 * may not see may hold any other.
 */
static int fill_owner(const struct fill_context *context, void *record)
{
	struct socket_row *row = record;
	uint64_t *fds;

	if (!row->holder)
		return row->inode.is == PRESENT && reader_of(context)->unknown
		               ? reader_of(context)->unknown
		               : -ENODATA;
	row->item.pid = (uint64_t)row->holder->pid;
	row->fd = some_u64((uint64_t)row->holder->fd);
	fds = arena_array(context->arena, row->fds.n, sizeof(*fds));
	if (!fds)
		return -ENOMEM;
	for (size_t n = 0; n < row->fds.n; n++)
		fds[n] = (uint64_t)row->holders[n].fd;
	row->fds.items = fds;
	row->fds.is = PRESENT;
	return 0;
}

/* Copies a text of the reader for the row, unless there is an error or no text. */
static int copy_text(const struct fill_context *context, int r, struct text text, struct text *ret)
{
	if (r == 0 && !text.bytes)
		return -ENODATA;
	return r < 0 ? r : arena_copy(context->arena, text, ret);
}

static int fill_name(const struct fill_context *context, void *record)
{
	struct socket_row *row = record;
	struct text name = { 0 };
	int r;

	if (!row->holder)
		return fill_owner(context, record);
	r = socket_reader_process_name(reader_of(context), row->holder->pid, &name);
	return copy_text(context, r, name, &row->item.name);
}

static int fill_username(const struct fill_context *context, void *record)
{
	struct socket_row *row = record;
	struct text name = { 0 };
	int r;

	if (row->uid.is != PRESENT)
		return -ENODATA;
	r = user_names_find(&reader_of(context)->users, row->uid.v, &name);
	return copy_text(context, r, name, &row->username);
}

static int fill_interface(const struct fill_context *context, void *record)
{
	struct socket_row *row = record;
	struct text name = { 0 };
	int r;

	if (row->socket->ifindex == 0)
		return -ENODATA;
	r = socket_reader_interface(reader_of(context), row->socket->ifindex, &name);
	return copy_text(context, r, name, &row->interface);
}

/* The text tables have no TCP details, and no cookie: all sockets from netlink have a cookie. */
static int fill_tcp_info(const struct fill_context *context, void *record)
{
	struct socket_row *row = record;

	if (row->socket->protocol != IPPROTO_TCP)
		return -ENODATA;
	if (!row->socket->tcp)
		return row->socket->cookie == 0 ? -EOPNOTSUPP : -ENODATA;
	row->tcp = *row->socket->tcp;
	if (!row->tcp.congestion.bytes)
		return 0;
	return arena_copy(context->arena, row->tcp.congestion, &row->tcp.congestion);
}

/* Netlink has drops only if they were requested. */
static int fill_drops(const struct fill_context *context _unused_, void *record)
{
	struct socket_row *row = record;

	row->drops = row->socket->drops;
	return row->drops.is == PRESENT ? 0 : -ENODATA;
}

const struct source socket_sources[N_SOCKET_SOURCES] = {
	[SOCKET_SRC_NONE] = { .path = "sock_diag(7), /proc/net" },
	[SOCKET_SRC_OWNER] = { .path = "/proc/PID/fd", .fill = fill_owner },
	[SOCKET_SRC_NAME] = { .path = "/proc/PID/stat, cmdline",
	                      .needs = BIT(SOCKET_SRC_OWNER),
	                      .fill = fill_name },
	[SOCKET_SRC_USERNAME] = { .path = "passwd", .fill = fill_username },
	[SOCKET_SRC_INTERFACE] = { .path = "sock_diag(7)", .fill = fill_interface },
	[SOCKET_SRC_TCP_INFO] = { .path = "sock_diag(7)", .fill = fill_tcp_info },
	[SOCKET_SRC_DROPS] = { .path = "sock_diag(7), /proc/net/udp", .fill = fill_drops },
	[SOCKET_SRC_ENDS] = { .path = "sock_diag(7), /proc/net", .fill = socket_fill_ends },
	[SOCKET_SRC_PROCESS] = { .path = "/proc/PID/fd, stat",
	                         .needs = BIT(SOCKET_SRC_NAME),
	                         .fill = socket_fill_process },
};
