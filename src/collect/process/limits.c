/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resource limits of processes, a row each: /proc/PID/limits. */
#include <errno.h>

#include "collect/process/process_items.h"
#include "kernel/process/pid_limits.h"

/* What they are counted in, fs/proc/base.c lnames[]; priorities are numbers only. */
static const char *const units[N_LIMITS] = {
	[LIMIT_AS] = "bytes",           [LIMIT_CORE] = "bytes",     [LIMIT_CPU] = "seconds",
	[LIMIT_DATA] = "bytes",         [LIMIT_FSIZE] = "bytes",    [LIMIT_LOCKS] = "locks",
	[LIMIT_MEMLOCK] = "bytes",      [LIMIT_MSGQUEUE] = "bytes", [LIMIT_NOFILE] = "files",
	[LIMIT_NPROC] = "processes",    [LIMIT_RSS] = "bytes",      [LIMIT_RTTIME] = "microseconds",
	[LIMIT_SIGPENDING] = "signals", [LIMIT_STACK] = "bytes",
};

struct row {
	struct item item;
	const char *resource;
	const char *units;
	struct limit_pair limit;
};

static int read_items(const struct item_reading *reading)
{
	struct pid_limits limits;
	int r = pid_limits_read(reading->process->dir, reading->scratch, &limits);

	for (int n = 0; r == 0 && n < N_LIMITS; n++) {
		struct row *row = rows_add(reading->rows, sizeof(*row));

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
	return process_items_scan(handle, plan, take, read_items);
}

static const struct source sources[] = { { .path = "/proc/PID/limits" } };

static const char *const unlimited[] = { "unlimited", NULL };

static const struct field fields[] = {
	ITEM_FIELDS,
	FIELD(struct row, resource, .name = "resource",
	      .help = "what is limited, as in prlimit(1)"),
	FIELD(struct row, limit.soft, .name = "soft", .negatives = unlimited,
	      .help = "limit that holds; -1: unlimited"),
	FIELD(struct row, limit.hard, .name = "hard", .negatives = unlimited,
	      .help = "ceiling of the soft one"),
	FIELD(struct row, units, .name = "units", .help = "what it is counted in: bytes, files …"),
};

const struct collector limits_collector = {
	.name = "limits",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct row),
	.key = "pid resource",
	.may_block = true,
	.scan = limits_scan,
};
