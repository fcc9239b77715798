/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open descriptors: regular files (psutil's open_files), and all there are. /proc/PID/fd, fdinfo.
 */
#include "collect/files.h"

#include <errno.h>

#include "collect/process_items.h"

struct row {
	struct item item;
	struct pid_fd fd;
};

static int add_rows(const struct item_reading *reading, const struct pid_fd *list, size_t n_list)
{
	for (size_t n = 0; n < n_list; n++) {
		struct row *row = rows_add(reading->rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->fd = list[n];
	}
	return 0;
}

static int read_files(const struct item_reading *reading, const struct request *request _unused_)
{
	struct pid_fd *list;
	size_t n_list = 0;
	int r = pid_files_read(reading->dir, reading->scratch, &reading->rows->arena, &list,
	                       &n_list);

	return r < 0 ? r : add_rows(reading, list, n_list);
}

static int collect_files(const struct collector *collector, const struct request *request)
{
	return process_items_collect(collector, request, read_files);
}

enum { FD_LINKS, FD_INFO, N_FD_SOURCES };

static int read_fds(const struct item_reading *reading, const struct request *request _unused_)
{
	enum pid_fd_depth depth = reading->sources & BIT(FD_INFO) ? PID_FD_ALL : PID_FD_LINKS;
	struct pid_fd *list;
	size_t n_list = 0;
	int r = pid_fd_read(reading->dir, depth, reading->scratch, &reading->rows->arena, &list,
	                    &n_list);

	return r < 0 ? r : add_rows(reading, list, n_list);
}

static int collect_fds(const struct collector *collector, const struct request *request)
{
	return process_items_collect(collector, request, read_fds);
}

static const struct source files_sources[] = { { .path = "/proc/PID/fd, fdinfo" } };

static const struct field files_fields[] = {
	ITEM_FIELDS,
	FILE_FIELDS(struct row, fd.),
};

static const struct source fds_sources[N_FD_SOURCES] = {
	[FD_LINKS] = { .path = "/proc/PID/fd" },
	[FD_INFO] = { .path = "/proc/PID/fdinfo" },
};

static const struct field fds_fields[] = {
	ITEM_FIELDS,
	FIELD(struct row, fd.fd, .name = "fd", .help = "number of the descriptor"),
	FIELD(struct row, fd.kind, .name = "kind", .source = FD_INFO,
	      .help = "file, dir, pipe, socket, eventfd, epoll, device …"),
	FIELD(struct row, fd.mode, .name = "mode", .source = FD_INFO,
	      .help = "r, w, a, r+ or a+, as of fopen(3)"),
	FIELD(struct row, fd.flags, .name = "flags", .unit = UNIT_MODE, .source = FD_INFO,
	      .help = "flags of open(2)"),
	FIELD(struct row, fd.position, .name = "position", .source = FD_INFO,
	      .help = "where it is read or written"),
	FIELD(struct row, fd.mount, .name = "mount", .source = FD_INFO,
	      .help = "ID of the mount, as in mountinfo"),
	FIELD(struct row, fd.inode, .name = "inode", .help = "inode of a pipe or socket"),
	FIELD(struct row, fd.is_deleted, .name = "deleted",
	      .help = "whether the file has no name any more"),
	FIELD(struct row, fd.target, .name = "target", .help = "what it is open on"),
};

const struct collector files_collector = {
	.name = "files",
	.fields = files_fields,
	.n_fields = ARRAY_SIZE(files_fields),
	.sources = files_sources,
	.n_sources = ARRAY_SIZE(files_sources),
	.record_size = sizeof(struct row),
	.key = "pid fd",
	.collect = collect_files,
};

const struct collector fds_collector = {
	.name = "fds",
	.fields = fds_fields,
	.n_fields = ARRAY_SIZE(fds_fields),
	.sources = fds_sources,
	.n_sources = N_FD_SOURCES,
	.record_size = sizeof(struct row),
	.key = "pid fd",
	.collect = collect_fds,
};
