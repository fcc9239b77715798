/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Swap devices and files, one row for each: /proc/swaps. */
#include <errno.h>

#include "collect/memory.h"
#include "kernel/swaps.h"

struct swap_device {
	struct record record;
	struct swap swap;
	struct opt_u64 free_bytes;
	struct opt_f64 percent;
};

static int add_row(const struct plan *plan, const struct swap *swap, struct rows *rows)
{
	struct swap_device *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->swap = *swap;
	row->free_bytes = opt_u64_subtract(swap->size_bytes, swap->used_bytes);
	row->percent = opt_percent(swap->used_bytes, swap->size_bytes);
	return rows_offer(plan, NULL, rows);
}

static int swap_devices_scan(void *handle _unused_, const struct plan *plan,
                             const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct swap *swaps = NULL;
	size_t n_swaps = 0;
	int r = swaps_read(&scratch, &rows.arena, &swaps, &n_swaps);

	r = fault_go_on(plan->faults, "/proc/swaps", r);
	for (size_t n = 0; n < n_swaps && r == 0; n++)
		r = add_row(plan, &swaps[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = { { .path = "/proc/swaps" } };

#define S(member, ...) FIELD(struct swap_device, member, __VA_ARGS__)

static const struct field fields[] = {
	S(swap.name, .name = "name", .help = "path of the device or file"),
	S(swap.type, .name = "type", .help = "partition or file"),
	S(swap.size_bytes, .name = "total", .unit = UNIT_BYTES, .help = "size of the swap space"),
	S(swap.used_bytes, .name = "used", .unit = UNIT_BYTES, .help = "swap space that is used"),
	S(free_bytes, .name = "free", .unit = UNIT_BYTES, .help = "swap space that is not used"),
	S(percent, .name = "percent", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT,
	  .help = "share of the swap space that is used"),
	S(swap.priority, .name = "priority", .help = "priority; the highest is used first"),
};

const struct collector swap_devices_collector = {
	.name = "swap_devices",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct swap_device),
	.key = "name",
	.scan = swap_devices_scan,
};
