/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A control group: its processes, its resource usage and its limits. */
#include "collect/cgroup_group.h"

#include <errno.h>

#include "kernel/cgroup_forest.h"

enum {
	SRC_PATH,
	SRC_NAMES,
	SRC_PROCESSES,
	SRC_PIDS,
	SRC_CPU,
	SRC_MEMORY,
	SRC_MEMORY_STAT,
	SRC_IO,
	SRC_CPU_PRESSURE,
	SRC_MEMORY_PRESSURE,
	SRC_IO_PRESSURE,
	N_SOURCES,
};

static int open_group(const struct fill_context *context, enum cgroup_part part,
                      const struct group *group)
{
	return cgroup_forest_open_group(context->shared, part, group->path);
}

static bool is_v1(const struct fill_context *context, enum cgroup_part part)
{
	return ((const struct cgroup_forest *)context->shared)->trees[part].is_v1;
}

/* Builds the line that /proc/PID/cgroup has for a process in the group, and parses it. */
static int fill_names(const struct fill_context *context, void *record)
{
	struct group *group = record;

	context->scratch->length = 0;
	if (buffer_add(context->scratch, TEXT("0::")) < 0 ||
	    buffer_add(context->scratch, group->path) < 0)
		return -ENOMEM;
	return pid_cgroup_parse(buffer_text(context->scratch), context->arena, &group->names);
}

static int fill_processes(const struct fill_context *context, void *record)
{
	struct group *group = record;

	return cgroup_forest_processes(context->shared, group->path, context->scratch,
	                               &group->processes);
}

static int fill_pids(const struct fill_context *context, void *record)
{
	struct group *group = record;
	_cleanup_close_ int dir = open_group(context, CGROUP_PIDS, group);

	if (dir < 0)
		return dir;
	cgroup_pids_read(dir, &group->pids);
	return 0;
}

/* Version 1 counts CPU time in a separate hierarchy or in the same one. */
static int fill_cpu(const struct fill_context *context, void *record)
{
	struct group *group = record;
	_cleanup_close_ int dir = open_group(context, CGROUP_CPU, group);
	_cleanup_close_ int accounting = -1;
	int r = dir;

	if (dir >= 0)
		r = cgroup_cpu_read(dir, is_v1(context, CGROUP_CPU), context->scratch, &group->cpu);
	if (fault_is_fatal(r) || !is_v1(context, CGROUP_ACCOUNTING))
		return r;
	accounting = open_group(context, CGROUP_ACCOUNTING, group);
	return accounting < 0 ? r
	                      : cgroup_accounting_read(accounting, context->scratch, &group->cpu);
}

static int fill_memory(const struct fill_context *context, void *record)
{
	struct group *group = record;
	_cleanup_close_ int dir = open_group(context, CGROUP_MEMORY, group);

	return dir < 0 ? dir
	               : cgroup_memory_read(dir, is_v1(context, CGROUP_MEMORY), context->scratch,
	                                    &group->memory);
}

static int fill_memory_stat(const struct fill_context *context, void *record)
{
	struct group *group = record;
	_cleanup_close_ int dir = open_group(context, CGROUP_MEMORY, group);

	return dir < 0 ? dir
	               : cgroup_memory_stat_read(dir, is_v1(context, CGROUP_MEMORY),
	                                         context->scratch, &group->memory);
}

static int fill_io(const struct fill_context *context, void *record)
{
	struct group *group = record;
	_cleanup_close_ int dir = open_group(context, CGROUP_IO, group);

	return dir < 0 ? dir
	               : cgroup_io_read(dir, is_v1(context, CGROUP_IO), context->scratch,
	                                &group->io);
}

static int fill_pressure(const struct fill_context *context, const struct group *group,
                         const char *name, struct pressure *ret)
{
	_cleanup_close_ int dir = open_group(context, CGROUP_UNIFIED, group);

	return dir < 0 ? dir : pressure_read(dir, name, context->scratch, ret);
}

static int fill_cpu_pressure(const struct fill_context *context, void *record)
{
	return fill_pressure(context, record, "cpu.pressure",
	                     &((struct group *)record)->cpu_pressure);
}

static int fill_memory_pressure(const struct fill_context *context, void *record)
{
	return fill_pressure(context, record, "memory.pressure",
	                     &((struct group *)record)->memory_pressure);
}

static int fill_io_pressure(const struct fill_context *context, void *record)
{
	return fill_pressure(context, record, "io.pressure",
	                     &((struct group *)record)->io_pressure);
}

_Static_assert(N_SOURCES == (int)N_GROUP_SOURCES, "N_GROUP_SOURCES in the header");

const struct source group_sources[N_GROUP_SOURCES] = {
	[SRC_PATH] = { .path = "/sys/fs/cgroup" },
	[SRC_NAMES] = { .path = "/sys/fs/cgroup", .fill = fill_names },
	[SRC_PROCESSES] = { .path = "cgroup.procs", .fill = fill_processes },
	[SRC_PIDS] = { .path = "pids.*", .fill = fill_pids },
	[SRC_CPU] = { .path = "cpu.*, cpuacct.*", .fill = fill_cpu },
	[SRC_MEMORY] = { .path = "memory.*", .fill = fill_memory },
	[SRC_MEMORY_STAT] = { .path = "memory.stat", .fill = fill_memory_stat },
	[SRC_IO] = { .path = "io.stat, blkio.throttle.*", .fill = fill_io },
	[SRC_CPU_PRESSURE] = { .path = "cpu.pressure", .fill = fill_cpu_pressure },
	[SRC_MEMORY_PRESSURE] = { .path = "memory.pressure", .fill = fill_memory_pressure },
	[SRC_IO_PRESSURE] = { .path = "io.pressure", .fill = fill_io_pressure },
};

#define G(member, ...) FIELD(struct group, member, __VA_ARGS__)

#define NAME(member, its_name, ...) \
	G(names.member, .name = its_name, .source = SRC_NAMES, __VA_ARGS__)
#define CPU(member, its_name, ...) G(cpu.member, .name = its_name, .source = SRC_CPU, __VA_ARGS__)
#define CPU_TIME(member, its_name, what) \
	CPU(member, its_name, .unit = UNIT_SECONDS, .is_counter = true, .help = what)
#define MEMORY(member, its_name, ...) \
	G(memory.member, .name = its_name, .source = SRC_MEMORY, __VA_ARGS__)
#define BYTES(member, its_name, what)  MEMORY(member, its_name, .unit = UNIT_BYTES, .help = what)
#define EVENTS(member, its_name, what) MEMORY(member, its_name, .is_counter = true, .help = what)
#define KIND(member, its_name, what)                                                      \
	G(memory.member, .name = its_name, .source = SRC_MEMORY_STAT, .unit = UNIT_BYTES, \
	  .help = what)
#define IO(member, its_name, ...) \
	G(io.member, .name = its_name, .source = SRC_IO, .is_counter = true, __VA_ARGS__)
#define STALL(member, its_name, its_source, what) \
	G(member, .name = its_name, .source = its_source, .unit = UNIT_PERCENT, .help = what)

static const struct rate cpu_rate = { .of = "cpu_usage", .scale = 100, .is_rounded = true };
static const struct rate read_bytes_rate = { .of = "read_bytes", .scale = 1 };
static const struct rate write_bytes_rate = { .of = "write_bytes", .scale = 1 };
static const struct rate read_rate = { .of = "read_count", .scale = 1 };
static const struct rate write_rate = { .of = "write_count", .scale = 1 };

const struct field group_fields[N_GROUP_FIELDS] = {
	G(path, .name = "path", .help = "path in the hierarchy, as in /proc/PID/cgroup"),
	G(name, .name = "name", .help = "last component of the path"),
	G(depth, .name = "depth", .help = "number of groups above this one"),
	NAME(unit, "unit", .help = "systemd unit"),
	NAME(slice, "slice", .help = "systemd slice of the unit"),
	NAME(user_unit, "user_unit", .help = "unit of the user's systemd instance"),
	NAME(container.id, "container", .help = "ID or name of the container"),
	NAME(container.runtime, "container_runtime", .words = pid_container_runtimes,
	     .help = "runtime of the container"),
	NAME(container.name, "container_name",
	     .help = "name of the container, if the path has one"),
	NAME(container.pod, "pod", .help = "pod of the container: Kubernetes UID or Podman ID"),
	G(processes, .name = "processes", .source = SRC_PROCESSES,
	  .help = "number of processes in the group itself"),
	G(pids.tasks, .name = "tasks", .source = SRC_PIDS,
	  .help = "number of threads in the group and below"),
	G(pids.limit, .name = "tasks_limit", .source = SRC_PIDS,
	  .help = "limit of tasks; none: no limit"),
	G(cpu_percent, .name = "cpu_percent", .heading = "CPU%", .unit = UNIT_PERCENT,
	  .source = SRC_CPU, .rate = &cpu_rate,
	  .help = "CPU time in percent of the interval; 100 is one CPU"),
	CPU_TIME(usage_seconds, "cpu_usage", "CPU time since the group was created"),
	CPU_TIME(user_seconds, "cpu_user", "CPU time in user mode"),
	CPU_TIME(system_seconds, "cpu_system", "CPU time in kernel mode"),
	CPU(limit_cpus, "cpu_limit",
	    .help = "number of CPUs that the group may use; none: no limit"),
	CPU(weight, "cpu_weight",
	    .help = "weight of version 2 (default 100) or shares of version 1 (default 1024)"),
	CPU(throttled_periods, "cpu_throttled", .is_counter = true,
	    .help = "periods in which the group was throttled"),
	CPU_TIME(throttled_seconds, "cpu_throttled_time", "time for which the group was throttled"),
	BYTES(usage_bytes, "memory", "memory that the group uses, including all below"),
	BYTES(limit_bytes, "memory_limit",
	      "above this usage, the kernel kills a process of the group"),
	MEMORY(percent, "memory_percent", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT,
	       .help = "memory in percent of memory_limit"),
	BYTES(high_bytes, "memory_high", "above this usage, the kernel slows the processes down"),
	BYTES(peak_bytes, "memory_peak", "highest memory usage so far"),
	BYTES(swap_usage_bytes, "swap", "swap space that the group uses"),
	BYTES(swap_limit_bytes, "swap_limit", "swap space that the group may use; none: no limit"),
	KIND(anon_bytes, "anon", "anonymous memory"),
	KIND(file_bytes, "file", "page cache of files"),
	KIND(kernel_bytes, "kernel", "kernel memory charged to the group"),
	EVENTS(high_events, "high_events", "times that usage went above memory_high"),
	EVENTS(max_events, "max_events", "times that usage was about to exceed memory_limit"),
	EVENTS(oom_events, "oom_events", "times that an allocation was about to fail at the limit"),
	EVENTS(oom_kills, "oom_kills", "processes killed for lack of memory"),
	IO(read_bytes, "read_bytes", .unit = UNIT_BYTES, .help = "bytes read from devices"),
	IO(write_bytes, "write_bytes", .unit = UNIT_BYTES, .help = "bytes written to devices"),
	IO(reads, "read_count", .help = "number of reads from devices"),
	IO(writes, "write_count", .help = "number of writes to devices"),
	G(read_bytes_rate, .name = "read_bytes_rate", .heading = "READ",
	  .unit = UNIT_BYTES_PER_SECOND, .source = SRC_IO, .rate = &read_bytes_rate,
	  .help = "bytes read per second"),
	G(write_bytes_rate, .name = "write_bytes_rate", .heading = "WRITTEN",
	  .unit = UNIT_BYTES_PER_SECOND, .source = SRC_IO, .rate = &write_bytes_rate,
	  .help = "bytes written per second"),
	G(read_rate, .name = "read_rate", .unit = UNIT_PER_SECOND, .source = SRC_IO,
	  .rate = &read_rate, .help = "reads per second"),
	G(write_rate, .name = "write_rate", .unit = UNIT_PER_SECOND, .source = SRC_IO,
	  .rate = &write_rate, .help = "writes per second"),
	STALL(cpu_pressure.some.avg10_percent, "cpu_pressure", SRC_CPU_PRESSURE,
	      "share of the last 10 s in which a task waited for a CPU"),
	STALL(memory_pressure.some.avg10_percent, "memory_pressure", SRC_MEMORY_PRESSURE,
	      "share of the last 10 s in which a task waited for memory"),
	STALL(io_pressure.some.avg10_percent, "io_pressure", SRC_IO_PRESSURE,
	      "share of the last 10 s in which a task waited for I/O"),
};
