/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Control groups: the CPU and memory limits of a group and of all groups above it. The lowest limit
 * is the effective one.
 */
#include "collect/cgroup.h"

#include <errno.h>

#include "kernel/cgroup.h"
#include "kernel/cgroup_tree.h"

struct level_row {
	struct record record;
	struct text path;
	bool is_binding;
	struct cgroup_cpu cpu;
	struct opt_f64 usage_percent; /* computed from two samples */
	struct cgroup_memory memory;
};

/* The hierarchies and the buffer used for reading all levels. */
struct trees {
	struct cgroup_tree tree;
	struct cgroup_tree
		accounting; /* hierarchy in which version 1 counts CPU time, if separate */
	struct buffer scratch;
};

static int read_accounting(struct trees *trees, int dir, struct text path, struct cgroup_cpu *ret)
{
	int r = cgroup_accounting_read(dir, &trees->scratch, ret);
	_cleanup_close_ int other = -1;

	if (r < 0 || ret->usage_seconds.is == PRESENT || trees->accounting.dir < 0)
		return r;
	other = cgroup_open(&trees->accounting, path);
	return other < 0 ? 0 : cgroup_accounting_read(other, &trees->scratch, ret);
}

static int read_cpu(struct trees *trees, int dir, struct level_row *ret)
{
	bool is_v1 = trees->tree.is_v1;
	int r = cgroup_cpu_read(dir, is_v1, &trees->scratch, &ret->cpu);

	if (r == 0 && is_v1)
		r = read_accounting(trees, dir, ret->path, &ret->cpu);
	return r;
}

static int read_memory(struct trees *trees, int dir, struct level_row *ret)
{
	return cgroup_memory_read(dir, trees->tree.is_v1, &trees->scratch, &ret->memory);
}

static struct opt_f64 cpu_limit(const struct level_row *level)
{
	return level->cpu.limit_cpus;
}

static struct opt_f64 memory_limit(const struct level_row *level)
{
	return (struct opt_f64){ .v = (double)level->memory.limit_bytes.v,
		                 .is = level->memory.limit_bytes.is };
}

/* What differs between the two collectors. */
struct controller {
	const char *name;
	const char *accounting; /* version 1 controller that counts usage; NULL: this controller */
	int (*read)(struct trees *trees, int dir, struct level_row *ret);
	struct opt_f64 (*limit)(const struct level_row *level);
};

/* Marks the level with the lowest limit; if several are equal, the innermost. */
static void mark_binding(const struct controller *controller, struct rows *rows)
{
	struct level_row *least = NULL;

	for (size_t n = 0; n < rows->n; n++) {
		struct level_row *level = rows_at(rows, sizeof(*level), n);

		if (controller->limit(level).is == PRESENT &&
		    (!least || controller->limit(level).v < controller->limit(least).v))
			least = level;
	}
	if (least)
		least->is_binding = true;
}

static int add_level(const struct controller *controller, struct trees *trees, struct text path,
                     struct rows *rows)
{
	_cleanup_close_ int dir = cgroup_open(&trees->tree, path);
	struct level_row *level;

	if (dir < 0)
		return dir;
	level = rows_add(rows, sizeof(*level));
	if (!level)
		return -ENOMEM;
	level->path = path;
	return controller->read(trees, dir, level);
}

static int find_trees(const struct controller *controller, struct arena *arena, struct trees *ret)
{
	int r = cgroup_find(controller->name, &ret->scratch, arena, &ret->tree);

	if (r == 0 && ret->tree.is_v1 && controller->accounting)
		r = fault_only_fatal(cgroup_find(controller->accounting, &ret->scratch, arena,
		                                 &ret->accounting));
	return r;
}

/* Adds the level of PATH and all levels above: /a/b, /a, /. */
static int add_levels(const struct controller *controller, const char *path, struct trees *trees,
                      struct rows *rows)
{
	int r = find_trees(controller, &rows->arena, trees);
	struct text at = path ? text_of(path) : trees->tree.own;

	if (r == 0)
		r = at.bytes ? add_level(controller, trees, at, rows) : -EOPNOTSUPP;
	while (r == 0 && cgroup_go_up(&trees->tree, &at))
		r = add_level(controller, trees, at, rows);
	return r;
}

static int scan_levels(const struct controller *controller, const struct plan *plan,
                       const struct take *take)
{
	struct trees trees = { .tree = CGROUP_TREE_NONE, .accounting = CGROUP_TREE_NONE };
	const struct cgroup_options *options = plan->options;
	_cleanup_rows_ struct rows rows = { 0 };
	const char *path = options ? options->path : NULL;
	int r = add_levels(controller, path, &trees, &rows);

	cgroup_done(&trees.tree);
	cgroup_done(&trees.accounting);
	buffer_done(&trees.scratch);
	r = fault_go_on(plan->faults, path ? path : "/sys/fs/cgroup", r);
	mark_binding(controller, &rows);
	rows_offer_all(plan, 0, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static int cgroup_scan_cpu(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	static const struct controller cpu = { "cpu", "cpuacct", read_cpu, cpu_limit };

	return scan_levels(&cpu, plan, take);
}

static int cgroup_scan_memory(void *handle _unused_, const struct plan *plan,
                              const struct take *take)
{
	static const struct controller memory = { "memory", NULL, read_memory, memory_limit };

	return scan_levels(&memory, plan, take);
}

static const struct source sources[] = { { .path = "/sys/fs/cgroup" } };

#define L(member, ...) FIELD(struct level_row, member, __VA_ARGS__)

static const struct rate usage_rate = { .of = "usage", .scale = 100, .is_rounded = true };

static const struct field cpu_fields[] = {
	L(path, .name = "path", .help = "path of the control group"),
	L(is_binding, .name = "binding",
	  .help = "whether the limit of this level is the lowest of all levels"),
	L(cpu.limit_cpus, .name = "limit",
	  .help = "number of CPUs that the group may use; none: no limit"),
	L(cpu.weight, .name = "weight",
	  .help = "weight of version 2 (default 100) or shares of version 1 (default 1024)"),
	L(cpu.usage_seconds, .name = "usage", .unit = UNIT_SECONDS, .is_counter = true,
	  .help = "CPU time since the group was created"),
	L(usage_percent, .name = "percent", .unit = UNIT_PERCENT, .rate = &usage_rate,
	  .help = "CPU time in percent of the interval; 100 is one CPU"),
	L(cpu.user_seconds, .name = "user", .unit = UNIT_SECONDS, .is_counter = true,
	  .help = "CPU time in user mode"),
	L(cpu.system_seconds, .name = "system", .unit = UNIT_SECONDS, .is_counter = true,
	  .help = "CPU time in kernel mode"),
	L(cpu.periods, .name = "periods", .is_counter = true,
	  .help = "enforcement periods in which the group was runnable"),
	L(cpu.throttled_periods, .name = "throttled", .is_counter = true,
	  .help = "periods in which the group was throttled"),
	L(cpu.throttled_seconds, .name = "throttled_time", .unit = UNIT_SECONDS, .is_counter = true,
	  .help = "time for which the group was throttled"),
};

static const struct field memory_fields[] = {
	L(path, .name = "path", .help = "path of the control group"),
	L(is_binding, .name = "binding",
	  .help = "whether the limit of this level is the lowest of all levels"),
	L(memory.usage_bytes, .name = "usage", .unit = UNIT_BYTES,
	  .help = "memory that the group uses"),
	L(memory.limit_bytes, .name = "limit", .unit = UNIT_BYTES,
	  .help = "above this usage, the kernel kills a process of the group; none: no limit"),
	L(memory.percent, .name = "percent", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT,
	  .help = "usage in percent of the limit"),
	L(memory.high_bytes, .name = "high", .unit = UNIT_BYTES,
	  .help = "above this usage, the kernel slows the processes down"),
	L(memory.peak_bytes, .name = "peak", .unit = UNIT_BYTES,
	  .help = "highest memory usage so far"),
	L(memory.swap_usage_bytes, .name = "swap_usage", .unit = UNIT_BYTES,
	  .help = "swap space that the group uses"),
	L(memory.swap_limit_bytes, .name = "swap_limit", .unit = UNIT_BYTES,
	  .help = "swap space that the group may use; none: no limit"),
	L(memory.oom_kills, .name = "oom_kills", .is_counter = true,
	  .help = "processes killed for lack of memory"),
};

#define COLLECTOR(its_name, its_fields, how)                                                \
	{                                                                                   \
		.name = its_name, .fields = its_fields, .n_fields = ARRAY_SIZE(its_fields), \
		.sources = sources, .n_sources = ARRAY_SIZE(sources),                       \
		.record_size = sizeof(struct level_row), .key = "path", .scan = how,        \
	}

const struct collector cgroup_cpu_collector = COLLECTOR("cpu_cgroup", cpu_fields, cgroup_scan_cpu);
const struct collector cgroup_memory_collector =
	COLLECTOR("mem_cgroup", memory_fields, cgroup_scan_memory);
