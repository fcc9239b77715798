/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits of the machine, and the usage of each. */
#include <errno.h>

#include "collect/host.h"
#include "kernel/machine_limits.h"

struct limit_row {
	struct record record;
	struct machine_limit limit;
	struct opt_f64 percent;
};

/* A reserve that is full is no limit that is reached: it has no percentage. */
static struct opt_f64 percent_of(const struct machine_limit *limit)
{
	struct opt_f64 percent = { .is = limit->used.is };

	if (percent.is == PRESENT)
		percent.is = limit->is_reserve ? ABSENT : limit->limit.is;
	if (percent.is == PRESENT && limit->limit.v > 0)
		percent.v = 100 * (double)limit->used.v / (double)limit->limit.v;
	return percent;
}

static int add_row(const struct plan *plan, const struct machine_limit *limit, struct rows *rows)
{
	struct limit_row *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->limit = *limit;
	row->percent = percent_of(limit);
	return rows_offer(plan, NULL, rows);
}

static bool is_any_known(const struct machine_limit limits[N_MACHINE_LIMITS])
{
	for (size_t n = 0; n < N_MACHINE_LIMITS; n++)
		if (limits[n].used.is == PRESENT || limits[n].limit.is == PRESENT)
			return true;
	return false;
}

static int host_limits_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct machine_limit limits[N_MACHINE_LIMITS];
	int r = machine_limits_read(&scratch, limits);

	if (r == 0 && !is_any_known(limits))
		return fault_go_on(plan->faults, "/proc/sys", -ENOENT);
	for (size_t n = 0; n < N_MACHINE_LIMITS && r == 0; n++)
		r = add_row(plan, &limits[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = { { .path = "/proc/sys, /proc/loadavg" } };

static const char *const name_words[] = {
	"open_files",    "pids", "threads",   "inotify_instances", "inotify_watches",
	"epoll_watches", "aio",  "conntrack", "entropy",           NULL
};

static const struct field fields[] = {
	FIELD(struct limit_row, limit.name, .name = "name", .words = name_words,
	      .help = "name of the limit"),
	FIELD(struct limit_row, limit.used, .name = "used",
	      .help = "current usage; of entropy: what is available"),
	FIELD(struct limit_row, limit.limit, .name = "limit",
	      .help = "highest usage that is allowed"),
	FIELD(struct limit_row, percent, .name = "percent", .unit = UNIT_PERCENT,
	      .gauge = GAUGE_PERCENT, .help = "usage in percent of the limit; none for entropy"),
	FIELD(struct limit_row, limit.what, .name = "what", .help = "what is counted"),
};

const struct collector host_limits_collector = {
	.name = "info_limits",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct limit_row),
	.key = "name",
	.scan = host_limits_scan,
};
