/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is mounted: /proc/self/mounts. Nothing here touches the mounts themselves. */
#include <errno.h>

#include "collect/disk.h"
#include "kernel/mounts.h"

struct partition {
	struct record record;
	struct mount mount;
};

static int add_row(const struct request *request, const struct mount *mount, struct rows *rows)
{
	struct partition *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->mount = *mount;
	if (request->keep && !request->keep(request->arg, row))
		rows->n--;
	return 0;
}

static int collect(const struct collector *collector _unused_, const struct request *request)
{
	const struct disk_options *options = request->options;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct mount *mounts = NULL;
	size_t n_mounts = 0;
	int r = mounts_read(&scratch, &rows.arena, &mounts, &n_mounts);

	if (r < 0 && r != -ENOMEM) {
		request->problem(request->arg, "/proc/self/mounts", r);
		r = 0;
	}
	for (size_t n = 0; n < n_mounts && r == 0; n++)
		if (mounts[n].is_physical || (options && options->is_all))
			r = add_row(request, &mounts[n], &rows);
	return r < 0 ? r : request->emit(request->arg, &rows);
}

static const struct source sources[] = { { .path = "/proc/self/mounts" } };

static const struct field fields[] = {
	FIELD(struct partition, mount.device, .name = "device", .help = "device, if it has one"),
	FIELD(struct partition, mount.mountpoint, .name = "mountpoint",
	      .help = "where it is mounted"),
	FIELD(struct partition, mount.fstype, .name = "fstype", .help = "type of the file system"),
	FIELD(struct partition, mount.opts, .name = "opts", .help = "options of the mount"),
};

const struct collector disk_partitions_collector = {
	.name = "disk_partitions",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct partition),
	.key = "mountpoint device",
	.collect = collect,
};
