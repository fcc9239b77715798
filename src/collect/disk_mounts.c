/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mounts: /proc/self/mountinfo. This collector never accesses the mounted file systems. */
#include <errno.h>

#include "collect/disk.h"
#include "kernel/event.h"
#include "kernel/mounts.h"

struct partition {
	struct record record;
	struct mount mount;
};

static int add_row(const struct plan *plan, const struct mount *mount, struct rows *rows)
{
	struct partition *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->mount = *mount;
	return rows_offer(plan, NULL, rows);
}

static int disk_mounts_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	const struct disk_options *options = plan->options;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct mounts mounts = { 0 };
	int r = mounts_read(&scratch, &rows.arena, &mounts);

	r = fault_go_on(plan->faults, "/proc/self/mountinfo", r);
	for (size_t n = 0; n < mounts.n && r == 0; n++)
		if (mounts.items[n].is_physical || (options && options->is_all))
			r = add_row(plan, &mounts.items[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = { { .path = "/proc/self/mountinfo" } };

static const struct field fields[] = {
	FIELD(struct partition, mount.device, .name = "device",
	      .help = "mounted device or other source"),
	FIELD(struct partition, mount.mountpoint, .name = "mountpoint",
	      .help = "path where the file system is mounted"),
	FIELD(struct partition, mount.fstype, .name = "fstype", .help = "type of the file system"),
	FIELD(struct partition, mount.opts, .name = "opts", .help = "mount options"),
	FIELD(struct partition, mount.root, .name = "root",
	      .help = "directory of the file system that is mounted there"),
	FIELD(struct partition, mount.is_hidden, .name = "hidden",
	      .help = "whether another mount covers this one, so that no path reaches it"),
};

const struct collector disk_partitions_collector = {
	.name = "disk_partitions",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct partition),
	.key = "mountpoint device",
	.event = EVENT_MOUNTS,
	.scan = disk_mounts_scan,
};
