/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open file descriptors: regular files (psutil's open_files), or all. /proc/PID/fd, fdinfo. */
#include "collect/process/files.h"

#include <errno.h>

#include "collect/process/process_items.h"
#include "collect/socket/socket.h"
#include "kernel/process/fd_tables.h"

struct fd_row {
	struct socket_row socket; /* of a socket; begins with the item */
	struct pid_fd fd;
};

#define TID_HELP "thread with its own descriptor table, if the descriptor is in that table"

static int add_rows(const struct item_context *context, const struct pid_fd *list, size_t n_list)
{
	for (size_t n = 0; n < n_list; n++) {
		struct fd_row *row = rows_add(context->rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->fd = list[n];
	}
	return 0;
}

enum { FILES_OPEN, FILES_DELETED, N_FILES_SOURCES };

/*
 * Only the column `deleted` tells deleted files from others: without this column, they are left
 * out.
 */
static int read_files(const struct item_context *context)
{
	bool with_deleted = context->plan->sources & BIT(FILES_DELETED);
	struct pid_fd *list;
	size_t n_list = 0;
	unsigned wanted = PID_FD_FILES | (with_deleted ? PID_FD_DELETED : 0u);
	int r = fd_tables_read(context->process, wanted, context->scratch, &context->rows->arena,
	                       &list, &n_list);

	return r < 0 ? r : add_rows(context, list, n_list);
}

static int files_scan(void *handle, const struct plan *plan, const struct take *take)
{
	return process_items_scan(handle, plan, take, read_files);
}

enum { FD_LINKS, FD_KIND, FD_MODE, FD_INFO, FD_SIZE, FD_SOCKETS, N_FD_SOURCES };

static int compare_fd(const void *fd, const void *record)
{
	uint64_t a = *(const uint64_t *)fd, b = ((const struct fd_row *)record)->fd.fd;

	return (a > b) - (a < b);
}

/* Copies a socket into the row of its descriptor, but keeps the item that the row begins with. */
static void set_socket(const struct socket_row *socket, struct fd_row *ret)
{
	struct item item = ret->socket.item;

	ret->socket = *socket;
	ret->socket.item = item;
}

/* Fills in the sockets of the rows from index FIRST on. */
static int add_sockets(const struct item_context *context, struct socket_reader *sockets,
                       size_t first)
{
	struct rows *rows = context->rows;
	struct fd_row *own = rows_at(rows, sizeof(*own), first);
	struct structs found = { 0 };
	int r = socket_structs_read(sockets, context->process, context->scratch, &rows->arena,
	                            &found);

	for (size_t n = 0; n < found.n; n++) {
		const struct socket_row *socket = (const struct socket_row *)found.items + n;

		for (size_t i = 0; i < socket->fds.n; i++) {
			struct fd_row *row = bsearch(&socket->fds.items[i], own, rows->n - first,
			                             sizeof(*row), compare_fd);

			if (row)
				set_socket(socket, row);
		}
	}
	return r;
}

/* A user who may list descriptors may not always read their fdinfo. */
static void note_refusals(struct rows *rows, size_t first)
{
	for (size_t n = first; n < rows->n; n++) {
		struct fd_row *row = rows_at(rows, sizeof(*row), n);

		row->socket.item.record.source[FD_INFO] = (uint8_t)row->fd.info;
	}
}

static int read_fds(const struct item_context *context)
{
	unsigned wanted = (context->plan->sources & BIT(FD_KIND) ? PID_FD_KIND : 0u) |
	                  (context->plan->sources & BIT(FD_MODE) ? PID_FD_MODE : 0u) |
	                  (context->plan->sources & BIT(FD_INFO) ? PID_FD_INFO : 0u) |
	                  (context->plan->sources & BIT(FD_SIZE) ? PID_FD_SIZE : 0u);
	struct pid_fd *list;
	size_t n_list = 0, first = context->rows->n;
	int r = fd_tables_read(context->process, wanted, context->scratch, &context->rows->arena,
	                       &list, &n_list);

	if (r == 0)
		r = add_rows(context, list, n_list);
	note_refusals(context->rows, first);
	if (r == 0 && n_list > 0 && (context->plan->sources & BIT(FD_SOCKETS)))
		r = add_sockets(context, context->handle, first);
	return r;
}

static int fds_open(const struct plan *plan, void **ret)
{
	unsigned all = 0;

	socket_kind_parse(TEXT("all"), &all);
	return socket_reader_new(plan, all, BIT(SOCKET_SRC_OWNER), ret);
}

static int fds_scan(void *handle, const struct plan *plan, const struct take *take)
{
	socket_reader_refresh(handle);
	return process_items_scan(handle, plan, take, read_fds);
}

static const struct source files_sources[N_FILES_SOURCES] = {
	[FILES_OPEN] = { .path = "/proc/PID/fd, fdinfo" },
	[FILES_DELETED] = { .path = "/proc/PID/fd" },
};

static const struct field files_fields[] = {
	ITEM_FIELDS,
	FILE_FIELDS(struct fd_row, fd.),
	FIELD(struct fd_row, fd.is_deleted, .name = "deleted", .source = FILES_DELETED,
	      .help = "whether the file is deleted; without this column, such files are left out"),
	FIELD(struct fd_row, fd.tid, .name = "tid", .help = TID_HELP),
};

static const struct source fds_sources[N_FD_SOURCES] = {
	[FD_LINKS] = { .path = "/proc/PID/fd" },
	[FD_KIND] = { .path = "/proc/PID/fd" },
	[FD_MODE] = { .path = "/proc/PID/fd, fdinfo" },
	[FD_INFO] = { .path = "/proc/PID/fdinfo" },
	[FD_SIZE] = { .path = "/proc/PID/fd" },
	[FD_SOCKETS] = { .path = "sock_diag(7), /proc/PID/net" },
};

/* The columns of sockets, as in the view `connections`. */
#define SOCKET(member, ...) FIELD(struct fd_row, socket.member, .source = FD_SOCKETS, __VA_ARGS__)

static const struct field laddr_members[] = {
	COMPUTED(KIND_TEXT, socket_get_laddr_ip, .name = "ip", .source = FD_SOCKETS,
	         .help = "IP address"),
	SOCKET(laddr.port, .name = "port", .help = "port number"),
	SOCKET(laddr.path, .name = "path", .help = "path of a UNIX socket"),
};

static const struct field raddr_members[] = {
	COMPUTED(KIND_TEXT, socket_get_raddr_ip, .name = "ip", .source = FD_SOCKETS,
	         .help = "IP address"),
	SOCKET(raddr.port, .name = "port", .help = "port number"),
	SOCKET(raddr.path, .name = "path", .help = "path of the UNIX socket at the remote end"),
};

static const struct field fds_fields[] = {
	ITEM_FIELDS,
	FIELD(struct fd_row, fd.fd, .name = "fd", .help = "number of the descriptor"),
	FIELD(struct fd_row, fd.kind, .name = "kind", .source = FD_KIND,
	      .help = "kind: file, dir, pipe, socket, eventfd, epoll, device …"),
	FIELD(struct fd_row, fd.mode, .name = "mode", .source = FD_MODE,
	      .help = "access mode as for fopen(3): r, w, a, r+ or a+"),
	FIELD(struct fd_row, fd.flags, .name = "flags", .unit = UNIT_MODE, .source = FD_INFO,
	      .help = "flags of open(2)"),
	FIELD(struct fd_row, fd.position, .name = "position", .source = FD_INFO,
	      .help = "file offset"),
	FIELD(struct fd_row, fd.mount, .name = "mount", .source = FD_INFO,
	      .help = "ID of the mount, as in mountinfo"),
	FIELD(struct fd_row, fd.inode, .name = "inode", .help = "inode of a pipe or socket"),
	FIELD(struct fd_row, fd.is_deleted, .name = "deleted",
	      .help = "whether the file has been deleted"),
	FIELD(struct fd_row, fd.size_bytes, .name = "size", .unit = UNIT_BYTES, .source = FD_SIZE,
	      .help = "size of a regular file"),
	FIELD(struct fd_row, fd.target, .name = "target",
	      .help = "path or object that the descriptor refers to"),
	FIELD(struct fd_row, fd.tid, .name = "tid", .help = TID_HELP),
	SOCKET(family, .name = "family",
	       .help = "address family of a socket: AF_INET, AF_INET6 or AF_UNIX"),
	SOCKET(type, .name = "type", .help = "type of a socket: SOCK_STREAM, SOCK_DGRAM …"),
	STRUCT(laddr_members, .name = "laddr", .get = socket_get_laddr,
	       .help = "local address of a socket"),
	STRUCT(raddr_members, .name = "raddr", .get = socket_get_raddr,
	       .help = "remote address of a socket"),
	SOCKET(status, .name = "status", .help = "connection state of a TCP socket"),
};

const struct collector files_collector = {
	.name = "files",
	.fields = files_fields,
	.n_fields = ARRAY_SIZE(files_fields),
	.sources = files_sources,
	.n_sources = N_FILES_SOURCES,
	.record_size = sizeof(struct fd_row),
	.key = "pid fd",
	.may_block = true,
	.scan = files_scan,
};

const struct collector fds_collector = {
	.name = "fds",
	.fields = fds_fields,
	.n_fields = ARRAY_SIZE(fds_fields),
	.sources = fds_sources,
	.n_sources = N_FD_SOURCES,
	.record_size = sizeof(struct fd_row),
	.key = "pid fd",
	.open = fds_open,
	.may_block = true,
	.scan = fds_scan,
	.close = socket_reader_free,
};
