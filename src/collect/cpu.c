/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CPUs: counts, counters, load, and a summary of these. */
#include "collect/cpu.h"

#include <errno.h>

#include "base/cpulist.h"
#include "kernel/cpu_topology.h"
#include "kernel/cpu_usable.h"
#include "kernel/cpufreq.h"
#include "kernel/cpuinfo.h"
#include "kernel/file.h"
#include "kernel/loadavg.h"
#include "kernel/proc_stat.h"

enum {
	SRC_NONE,
	SRC_COUNT,
	SRC_STAT,
	SRC_LOAD,
	SRC_FREQ,
	SRC_MODEL,
	SRC_SETS,
	SRC_USABLE,
	N_SOURCES
};

/* Sets of CPUs: Documentation/admin-guide/cputopology.rst. */
enum { SET_ONLINE, SET_OFFLINE, SET_PRESENT, SET_POSSIBLE, N_SETS };

struct machine {
	struct record record;
	struct opt_u64 logical;
	struct opt_u64 physical;
	struct opt_f64 usable;
	struct proc_stat stat;
	uint64_t syscalls;
	struct opt_f64 busy_seconds;
	struct opt_f64 total_seconds;
	struct opt_f64 percent;
	struct loadavg load;
	struct opt_f64 mean_mhz;
	struct text model;
	struct numbers sets[N_SETS];
};

static int fill_count(const struct fill_context *context, void *record)
{
	struct machine *machine = record;

	return cpu_count_read(context->scratch, context->arena, &machine->logical,
	                      &machine->physical);
}

static int fill_usable(const struct fill_context *context, void *record)
{
	return cpu_usable_read(context->scratch, context->arena,
	                       &((struct machine *)record)->usable);
}

/*
 * Adds TICKS to a sum of seconds. If a part is missing, the sum is missing too, but columns that
 * old kernels do not have are left out.
 */
static void add_ticks(struct opt_f64 *seconds, struct opt_u64 ticks)
{
	if (ticks.is == PRESENT)
		seconds->v += (double)ticks.v / (double)sysconf(_SC_CLK_TCK);
	else if (ticks.is != UNSUPPORTED)
		seconds->is = ticks.is;
}

static int fill_stat(const struct fill_context *context, void *record)
{
	struct machine *machine = record;
	struct opt_f64 busy = { .is = PRESENT };
	const struct proc_stat_cpu *cpu = &machine->stat.machine;
	int r = proc_stat_read(context->scratch, context->arena, &machine->stat);

	if (r < 0)
		return r;
	add_ticks(&busy, cpu->user_ticks);
	add_ticks(&busy, cpu->nice_ticks);
	add_ticks(&busy, cpu->system_ticks);
	add_ticks(&busy, cpu->irq_ticks);
	add_ticks(&busy, cpu->softirq_ticks);
	add_ticks(&busy, cpu->steal_ticks);
	machine->busy_seconds = busy;
	add_ticks(&busy, cpu->idle_ticks);
	add_ticks(&busy, cpu->iowait_ticks);
	machine->total_seconds = busy;
	return 0;
}

static int fill_load(const struct fill_context *context, void *record)
{
	return loadavg_read(context->scratch, &((struct machine *)record)->load);
}

/*
 * Whether neither file exists, so that nothing is known about CPUs. If either exists, a missing
 * frequency is a fact about this machine.
 */
static bool has_no_cpus(void)
{
	return file_exists(root_open(ROOT_SYS), "devices/system/cpu") < 0 &&
	       file_exists(root_open(ROOT_PROC), "cpuinfo") < 0;
}

static int fill_freq(const struct fill_context *context, void *record)
{
	struct machine *machine = record;
	struct cpufreq *list = NULL;
	size_t n_list = 0;
	double sum = 0;
	int r = cpufreq_read(context->scratch, context->arena, &list, &n_list);

	if (r < 0)
		return r;
	for (size_t n = 0; n < n_list; n++) {
		if (list[n].current_mhz.is != PRESENT)
			return -ENODATA;
		sum += list[n].current_mhz.v;
	}
	if (n_list == 0)
		return has_no_cpus() ? -ENOENT : 0;
	machine->mean_mhz = some_f64(sum / (double)n_list);
	return 0;
}

static int fill_model(const struct fill_context *context, void *record)
{
	struct machine *machine = record;
	struct cpuinfo cpuinfo = { 0 };
	int r = cpuinfo_read(context->scratch, context->arena, &cpuinfo);

	if (r == 0)
		machine->model = cpuinfo.model;
	return r;
}

/* An empty set is an empty line. */
static int read_set(const struct fill_context *context, const char *name, struct numbers *ret)
{
	uint64_t *cpus = NULL;
	size_t n = 0;
	int r = file_read_root(ROOT_SYS, name, context->scratch);
	struct text text = r == 0 ? text_trim(buffer_text(context->scratch)) : TEXT("");

	if (r == 0 && text.length > 0)
		r = cpulist_parse(text, context->arena, &cpus, &n);
	if (r < 0)
		return r;
	*ret = (struct numbers){ .items = cpus, .n = n, .is = PRESENT };
	return 0;
}

static int fill_sets(const struct fill_context *context, void *record)
{
	static const char *const names[N_SETS] = {
		[SET_ONLINE] = "devices/system/cpu/online",
		[SET_OFFLINE] = "devices/system/cpu/offline",
		[SET_PRESENT] = "devices/system/cpu/present",
		[SET_POSSIBLE] = "devices/system/cpu/possible",
	};
	struct machine *machine = record;
	int r = -ENOENT;

	for (size_t n = 0; n < N_SETS; n++) {
		int error = read_set(context, names[n], &machine->sets[n]);

		if (fault_is_fatal(error))
			return error;
		if (error == 0)
			r = 0;
		else
			machine->sets[n].is = UNSUPPORTED;
	}
	return r;
}

static const struct source sources[N_SOURCES] = {
	[SRC_COUNT] = { .path = "/sys/devices/system/cpu, /proc/cpuinfo", .fill = fill_count },
	[SRC_STAT] = { .path = "/proc/stat", .fill = fill_stat },
	[SRC_LOAD] = { .path = "/proc/loadavg", .fill = fill_load },
	[SRC_FREQ] = { .path = "/sys/devices/system/cpu/cpufreq, /proc/cpuinfo",
	               .fill = fill_freq },
	[SRC_MODEL] = { .path = "/proc/cpuinfo", .fill = fill_model },
	[SRC_SETS] = { .path = "/sys/devices/system/cpu", .fill = fill_sets },
	[SRC_USABLE] = { .path = "/proc/self/status, /sys/fs/cgroup", .fill = fill_usable },
};

#define M(member, ...) FIELD(struct machine, member, __VA_ARGS__)

#define COUNTS                                                             \
	M(logical, .name = "logical", .source = SRC_COUNT,                 \
	  .help = "number of online CPUs, counting each hardware thread"), \
		M(physical, .name = "physical", .source = SRC_COUNT, .help = "number of cores")

#define LOADS                                                                             \
	M(load.load1, .name = "load1", .source = SRC_LOAD, .gauge = GAUGE_LOAD,           \
	  .help = "average number of tasks that run or wait, over 1 minute"),             \
		M(load.load5, .name = "load5", .source = SRC_LOAD, .gauge = GAUGE_LOAD,   \
	          .help = "average number of tasks that run or wait, over 5 minutes"),    \
		M(load.load15, .name = "load15", .source = SRC_LOAD, .gauge = GAUGE_LOAD, \
	          .help = "average number of tasks that run or wait, over 15 minutes")

static const struct rate busy_rate = {
	.of = "busy", .per = "total", .scale = 100, .is_rounded = true
};

static const struct field summary_fields[] = {
	COUNTS,
	M(percent, .name = "percent", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT,
	  .source = SRC_STAT, .rate = &busy_rate,
	  .help = "share of CPU time that is busy: all but idle and iowait"),
	M(mean_mhz, .name = "current", .unit = UNIT_MHZ, .source = SRC_FREQ,
	  .help = "current frequency, averaged over all CPUs"),
	LOADS,
	M(busy_seconds, .name = "busy", .unit = UNIT_SECONDS, .source = SRC_STAT,
	  .is_counter = true, .help = "busy CPU time since boot"),
	M(total_seconds, .name = "total", .unit = UNIT_SECONDS, .source = SRC_STAT,
	  .is_counter = true, .help = "busy and idle CPU time since boot"),
	M(model, .name = "model", .source = SRC_MODEL, .help = "name of the processor"),
};

#define SET_OF_CPUS(set, its_name, what) \
	M(sets[set], .name = its_name, .unit = UNIT_CPUS, .source = SRC_SETS, .help = what)

static const struct field count_fields[] = {
	COUNTS,
	M(usable, .name = "usable", .source = SRC_USABLE,
	  .help = "number of CPUs that nvhost may use: affinity, cpuset and quota"),
	SET_OF_CPUS(SET_ONLINE, "online", "CPUs that are in use"),
	SET_OF_CPUS(SET_OFFLINE, "offline", "possible CPUs that are not in use"),
	SET_OF_CPUS(SET_PRESENT, "present", "CPUs that are plugged in"),
	SET_OF_CPUS(SET_POSSIBLE, "possible", "CPUs that may ever be plugged in"),
};

static const struct field load_fields[] = { LOADS };

static const struct field stats_fields[] = {
	M(stat.ctxt, .name = "ctx_switches", .source = SRC_STAT, .is_counter = true,
	  .help = "context switches since boot"),
	M(stat.intr, .name = "interrupts", .source = SRC_STAT, .is_counter = true,
	  .help = "interrupts since boot"),
	M(stat.softirq, .name = "soft_interrupts", .source = SRC_STAT, .is_counter = true,
	  .help = "software interrupts since boot"),
	M(syscalls, .name = "syscalls", .source = SRC_STAT,
	  .help = "always 0: Linux does not count system calls"),
};

#define COLLECTOR(collector_name, table)                                                           \
	{                                                                                          \
		.name = collector_name, .fields = table, .n_fields = ARRAY_SIZE(table),            \
		.sources = sources, .n_sources = N_SOURCES, .record_size = sizeof(struct machine), \
		.key = "", .scan = one_row_scan,                                                   \
	}

const struct collector cpu_summary_collector = COLLECTOR("cpu", summary_fields);
const struct collector cpu_count_collector = COLLECTOR("cpu_count", count_fields);
const struct collector cpu_stats_collector = COLLECTOR("cpu_stats", stats_fields);
const struct collector cpu_load_collector = COLLECTOR("cpu_load", load_fields);
