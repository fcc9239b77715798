/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory and swap in one row, for reports of one line each: /proc/meminfo. */
#include "collect/memory.h"

enum { SRC_NONE, SRC_MEMINFO };

struct memory_line {
	struct record record;
	struct memory_brief memory, swap;
};

static int fill_line(const struct fill_context *context, void *record)
{
	struct memory_line *line = record;

	return memory_read_brief(context->scratch, &line->memory, &line->swap);
}

static const struct source sources[] = {
	[SRC_NONE] = { .path = "/proc/meminfo" },
	[SRC_MEMINFO] = { .path = "/proc/meminfo", .fill = fill_line },
};

#define L(member, its_name, what, ...)                                                           \
	FIELD(struct memory_line, member, .name = its_name, .help = what, .source = SRC_MEMINFO, \
	      __VA_ARGS__)
#define BYTES(member, its_name, what) L(member, its_name, what, .unit = UNIT_BYTES)
#define SHARE(member, its_name, what) \
	L(member, its_name, what, .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT)

static const struct field fields[] = {
	BYTES(memory.total_bytes, "total", "physical memory"),
	BYTES(memory.used_bytes, "used", "total - available"),
	BYTES(memory.free_bytes, "free", "memory that is not used for anything"),
	BYTES(memory.available_bytes, "available", "memory available to programs without swapping"),
	SHARE(memory.percent, "percent", "share of memory that is used"),
	BYTES(swap.total_bytes, "swap_total", "swap space"),
	BYTES(swap.used_bytes, "swap_used", "swap space that is used"),
	BYTES(swap.free_bytes, "swap_free", "swap space that is not used"),
	SHARE(swap.percent, "swap_percent", "share of swap space that is used"),
};

const struct collector memory_line_collector = {
	.name = "mem_line",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct memory_line),
	.key = "",
	.scan = one_row_scan,
};
