/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resource limits of processes, one row for each: /proc/PID/limits. */
#include <errno.h>

#include "collect/process/process_items.h"
#include "kernel/process/pid_limits.h"

/* Units of the limits, fs/proc/base.c lnames[]; priorities have none. */
static const char *const units[N_LIMITS] = {
	[LIMIT_AS] = "bytes",           [LIMIT_CORE] = "bytes",     [LIMIT_CPU] = "seconds",
	[LIMIT_DATA] = "bytes",         [LIMIT_FSIZE] = "bytes",    [LIMIT_LOCKS] = "locks",
	[LIMIT_MEMLOCK] = "bytes",      [LIMIT_MSGQUEUE] = "bytes", [LIMIT_NOFILE] = "files",
	[LIMIT_NPROC] = "processes",    [LIMIT_RSS] = "bytes",      [LIMIT_RTTIME] = "microseconds",
	[LIMIT_SIGPENDING] = "signals", [LIMIT_STACK] = "bytes",
};

struct limit_row {
	struct item item;
	const char *resource;
	const char *units;
	struct limit_pair limit;
};

static int read_limits(const struct item_context *context)
{
	struct pid_limits limits;
	int r = pid_limits_read(context->process->dir, context->scratch, &limits);

	for (int n = 0; r == 0 && n < N_LIMITS; n++) {
		struct limit_row *row = rows_add(context->rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->resource = limit_name((enum limit)n);
		row->units = units[n];
		row->limit = limits.limits[n];
	}
	return r;
}

static int limits_scan(void *handle, const struct plan *plan, const struct take *take)
{
	return process_items_scan(handle, plan, take, read_limits);
}

static const struct source sources[] = { { .path = "/proc/PID/limits" } };

static const char *const unlimited[] = { "unlimited", NULL };

static const struct field fields[] = {
	ITEM_FIELDS,
	FIELD(struct limit_row, resource, .name = "resource",
	      .help = "name of the resource, as in prlimit(1)"),
	FIELD(struct limit_row, limit.soft, .name = "soft", .negatives = unlimited,
	      .help = "soft limit, which the kernel enforces; -1: unlimited"),
	FIELD(struct limit_row, limit.hard, .name = "hard", .negatives = unlimited,
	      .help = "hard limit, the ceiling of the soft limit"),
	FIELD(struct limit_row, units, .name = "units",
	      .help = "unit of the limits: bytes, files …"),
};

const struct collector limits_collector = {
	.name = "limits",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct limit_row),
	.key = "pid resource",
	.may_block = true,
	.scan = limits_scan,
};
