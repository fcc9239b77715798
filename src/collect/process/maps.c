/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mapped memory, by path or by region: /proc/PID/smaps. */
#include "collect/process/maps.h"

#include <errno.h>

#include "collect/process/process_items.h"

struct map_row {
	struct item item;
	struct pid_map map;
};

static int read_maps(const struct item_context *context)
{
	const struct items_options *options = context->plan->options;
	bool is_grouped = !options || !options->is_ungrouped;
	struct pid_map *list;
	size_t n_list = 0;
	int r;

	if (context->owner->stat.state == 'Z')
		return -ENODATA;
	r = pid_maps_read(context->task, is_grouped, context->scratch, &context->rows->arena, &list,
	                  &n_list);
	for (size_t n = 0; r == 0 && n < n_list; n++) {
		struct map_row *row = rows_add(context->rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->map = list[n];
		if (is_grouped) /* only a single region has these */
			row->map.addr = row->map.perms = (struct text){ 0 };
	}
	return r;
}

static int maps_scan(void *handle, const struct plan *plan, const struct take *take)
{
	return process_items_scan(handle, plan, take, read_maps);
}

static const struct source sources[] = { { .path = "/proc/PID/smaps" } };

static const struct field fields[] = {
	ITEM_FIELDS,
	FIELD(struct map_row, map.addr, .name = "addr",
	      .help = "address range of the region (--ungrouped)"),
	FIELD(struct map_row, map.perms, .name = "perms",
	      .help = "permissions of the region (--ungrouped)"),
	MAP_FIELDS(struct map_row, map.),
};

const struct collector maps_collector = {
	.name = "maps",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct map_row),
	.key = "pid path addr",
	.may_block = true,
	.scan = maps_scan,
};
