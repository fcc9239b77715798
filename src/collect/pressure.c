/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pressure: time that tasks of the machine or of a control group lose waiting for CPU, memory or
 * I/O (Documentation/accounting/psi.rst).
 */
#include "kernel/pressure.h"

#include <errno.h>
#include <stdio.h>

#include "collect/cgroup.h"
#include "kernel/cgroup_tree.h"
#include "kernel/event.h"
#include "kernel/host.h"

struct pressure_row {
	struct record record;
	const char *kind;
	struct stall stall;
	struct opt_f64 total_seconds;
	struct opt_f64 percent; /* computed from two samples */
};

static int add_row(const struct plan *plan, const char *kind, const struct stall *stall,
                   struct rows *rows)
{
	struct pressure_row *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->kind = kind;
	row->stall = *stall;
	row->total_seconds =
		(struct opt_f64){ .v = (double)stall->total_us.v * 1e-6, .is = stall->total_us.is };
	return rows_offer(plan, NULL, rows);
}

/* Only control groups of version 2 have pressure files. */
static int read_group(const char *path, struct text resource, struct buffer *scratch,
                      struct arena *arena, struct pressure *ret)
{
	_cleanup_cgroup_ struct cgroup_tree tree = CGROUP_TREE_NONE;
	_cleanup_close_ int dir = -1;
	char name[24];
	int r = cgroup_find(NULL, scratch, arena, &tree);

	if (r == 0)
		dir = r = cgroup_open(&tree, text_of(path));
	snprintf(name, sizeof(name), "%.*s.pressure", (int)resource.length, resource.bytes);
	return r < 0 ? r : pressure_read(dir, name, scratch, ret);
}

static int pressure_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	const struct cgroup_options *options = plan->options;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct pressure pressure = { 0 };
	struct text resource, rest;
	char name[24];
	int r;

	if (!text_cut(text_of(plan->collector->name), '_', &resource, &rest))
		return -EINVAL;
	snprintf(name, sizeof(name), "pressure/%.*s", (int)resource.length, resource.bytes);
	if (options && options->path)
		r = read_group(options->path, resource, &scratch, &rows.arena, &pressure);
	else
		r = pressure_read(root_open(ROOT_PROC), name, &scratch, &pressure);
	if (r < 0)
		return fault_go_on(plan->faults,
		                   options && options->path ? options->path : "/proc/pressure", r);
	r = add_row(plan, "some", &pressure.some, &rows);
	if (r == 0)
		r = add_row(plan, "full", &pressure.full, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = { { .path = "/proc/pressure, cgroup" } };

static const char *const kind_words[] = { "some", "full", NULL };

static const struct rate stall_rate = { .of = "total", .scale = 100, .is_rounded = true };

#define R(member, ...) FIELD(struct pressure_row, member, __VA_ARGS__)

static const struct field fields[] = {
	R(kind, .name = "name", .words = kind_words,
	  .help = "some: at least one task waited; full: all tasks waited"),
	R(stall.avg10_percent, .name = "avg10", .unit = UNIT_PERCENT,
	  .help = "share of the last 10 seconds lost to waiting"),
	R(stall.avg60_percent, .name = "avg60", .unit = UNIT_PERCENT,
	  .help = "share of the last minute lost to waiting"),
	R(stall.avg300_percent, .name = "avg300", .unit = UNIT_PERCENT,
	  .help = "share of the last five minutes lost to waiting"),
	R(total_seconds, .name = "total", .unit = UNIT_SECONDS, .is_counter = true,
	  .help = "time lost to waiting since boot"),
	R(percent, .name = "percent", .unit = UNIT_PERCENT, .rate = &stall_rate,
	  .help = "share of the interval lost to waiting"),
};

/* The name begins with that of the pressure file. */
#define COLLECTOR(resource, told_by)                                                            \
	{                                                                                       \
		.name = resource "_pressure", .fields = fields, .n_fields = ARRAY_SIZE(fields), \
		.sources = sources, .n_sources = ARRAY_SIZE(sources),                           \
		.record_size = sizeof(struct pressure_row), .key = "name", .event = told_by,    \
		.scan = pressure_scan,                                                          \
	}

const struct collector pressure_cpu_collector = COLLECTOR("cpu", EVENT_CPU_PRESSURE);
const struct collector pressure_memory_collector = COLLECTOR("memory", EVENT_MEMORY_PRESSURE);
const struct collector pressure_io_collector = COLLECTOR("io", EVENT_IO_PRESSURE);
