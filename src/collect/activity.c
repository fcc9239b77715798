/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Activity of the machine: CPU and tasks from /proc/stat, load from /proc/loadavg, memory from
 * /proc/meminfo, paging from /proc/vmstat, disks from /proc/diskstats, interfaces from
 * /proc/net/dev, pressure from /proc/pressure. The counters since boot, from which the rates are
 * computed, are columns too.
 */
#include "collect/activity.h"

#include <errno.h>
#include <stdio.h>

#include "kernel/disk_kind.h"
#include "kernel/diskstats.h"
#include "kernel/host.h"
#include "kernel/loadavg.h"
#include "kernel/meminfo.h"
#include "kernel/net_dev.h"
#include "kernel/pressure.h"
#include "kernel/proc_stat.h"
#include "kernel/vmstat.h"

enum {
	SRC_NONE,
	SRC_STAT,
	SRC_LOAD,
	SRC_MEMORY,
	SRC_PAGING,
	SRC_DISK,
	SRC_NET,
	SRC_PRESSURE_CPU,
	SRC_PRESSURE_MEMORY,
	SRC_PRESSURE_IO,
	N_SOURCES
};

/* CPU time since boot, in seconds. user includes guest times (values.md P-256). */
struct cpu_seconds {
	struct opt_f64 user; /* includes nice */
	struct opt_f64 system;
	struct opt_f64 idle;
	struct opt_f64 iowait;
	struct opt_f64 irq; /* hardware and software interrupts */
	struct opt_f64 steal;
};

struct shares {
	struct opt_f64 user;
	struct opt_f64 system;
	struct opt_f64 idle;
	struct opt_f64 iowait;
	struct opt_f64 irq;
	struct opt_f64 steal;
	struct opt_f64 busy;
};

struct rates_of_activity {
	struct opt_f64 interrupts;
	struct opt_f64 ctx_switches;
	struct opt_f64 forks;
	struct opt_f64 swapped_in;
	struct opt_f64 swapped_out;
	struct opt_f64 paged_in;
	struct opt_f64 paged_out;
	struct opt_f64 major_faults;
	struct opt_f64 read;
	struct opt_f64 write;
	struct opt_f64 recv;
	struct opt_f64 sent;
	struct opt_f64 cpu_pressure;
	struct opt_f64 memory_pressure;
	struct opt_f64 io_pressure;
};

struct activity {
	struct record record;
	struct proc_stat stat;
	struct cpu_seconds times;
	struct shares shares;
	struct loadavg load;
	struct opt_u64 available_bytes;
	struct opt_f64 memory_percent;
	struct opt_f64 swap_percent;
	struct vmstat vmstat;
	struct opt_u64 read_bytes;
	struct opt_u64 write_bytes;
	struct opt_u64 rx_bytes;
	struct opt_u64 tx_bytes;
	struct opt_f64 cpu_stall_seconds;
	struct opt_f64 memory_stall_seconds;
	struct opt_f64 io_stall_seconds;
	struct rates_of_activity rates;
};

static struct opt_f64 seconds_of_both(struct opt_u64 ticks, struct opt_u64 more)
{
	opt_u64_add(&ticks, more);
	return proc_stat_seconds(ticks);
}

static int fill_stat(const struct fill_context *context, void *record)
{
	struct activity *activity = record;
	const struct proc_stat_cpu *cpu = &activity->stat.machine;
	int r = proc_stat_read(context->scratch, context->arena, &activity->stat);

	if (r < 0)
		return r;
	activity->times = (struct cpu_seconds){
		.user = seconds_of_both(cpu->user_ticks, cpu->nice_ticks),
		.system = proc_stat_seconds(cpu->system_ticks),
		.idle = proc_stat_seconds(cpu->idle_ticks),
		.iowait = proc_stat_seconds(cpu->iowait_ticks),
		.irq = seconds_of_both(cpu->irq_ticks, cpu->softirq_ticks),
		.steal = proc_stat_seconds(cpu->steal_ticks),
	};
	return 0;
}

static int fill_load(const struct fill_context *context, void *record)
{
	return loadavg_read(context->scratch, &((struct activity *)record)->load);
}

static struct opt_f64 used_percent(struct opt_u64 total, struct opt_u64 left)
{
	return opt_percent(opt_u64_subtract(total, left), total);
}

static int fill_memory(const struct fill_context *context, void *record)
{
	struct activity *activity = record;
	struct meminfo meminfo = { 0 };
	int r = meminfo_read(context->scratch, &meminfo);

	if (r < 0)
		return r;
	activity->available_bytes = meminfo.mem_available_bytes;
	activity->memory_percent =
		used_percent(meminfo.mem_total_bytes, meminfo.mem_available_bytes);
	activity->swap_percent = used_percent(meminfo.swap_total_bytes, meminfo.swap_free_bytes);
	return 0;
}

static int fill_paging(const struct fill_context *context, void *record)
{
	return vmstat_read(context->scratch, &((struct activity *)record)->vmstat);
}

/*
 * Adds up whole disks only, neither partitions nor stacked devices, so that each byte counts once.
 * If /sys does not tell what a device is, the sum is unsupported.
 */
static int fill_disk(const struct fill_context *context, void *record)
{
	struct activity *activity = record;
	struct diskstats stats = { 0 };
	bool is_known = true;
	int r = diskstats_read(context->scratch, context->arena, &stats);

	activity->read_bytes = activity->write_bytes = some_u64(0);
	for (size_t n = 0; n < stats.n && r == 0; n++) {
		const struct diskstat *stat = &stats.items[n];
		struct opt_bool is_partition = disk_is_partition(stat->name);

		is_known &= is_partition.is == PRESENT;
		if (is_partition.v || disk_is_stacked(stat->name).v)
			continue;
		opt_u64_add(&activity->read_bytes, stat->read_bytes);
		opt_u64_add(&activity->write_bytes, stat->write_bytes);
	}
	if (!is_known)
		activity->read_bytes.is = activity->write_bytes.is = UNSUPPORTED;
	return r;
}

/* Whether NAME is a network card rather than a bridge, tunnel, bond or VLAN. */
static bool is_card(struct text name)
{
	char path[64];
	struct stat stat;
	int sys = root_open(ROOT_SYS);
	int length =
		snprintf(path, sizeof(path), "class/net/%.*s/device", (int)name.length, name.bytes);

	return sys >= 0 && length < (int)sizeof(path) && root_stat(sys, path, &stat) == 0;
}

/*
 * Adds up network cards only, so that each byte counts once. A container has no cards: there, all
 * interfaces but lo count.
 */
static int fill_net(const struct fill_context *context, void *record)
{
	struct activity *activity = record;
	struct net_dev *devs = NULL;
	size_t n_devs = 0, n_cards = 0;
	int r = net_dev_read(context->scratch, context->arena, &devs, &n_devs);

	activity->rx_bytes = activity->tx_bytes = some_u64(0);
	for (size_t n = 0; n < n_devs && r == 0; n++)
		if (is_card(devs[n].name))
			devs[n_cards++] = devs[n];
	if (n_cards > 0)
		n_devs = n_cards;
	for (size_t n = 0; n < n_devs && r == 0; n++) {
		if (text_equal(devs[n].name, TEXT("lo")))
			continue;
		opt_u64_add(&activity->rx_bytes, devs[n].rx_bytes);
		opt_u64_add(&activity->tx_bytes, devs[n].tx_bytes);
	}
	return r;
}

static int read_stall(const struct fill_context *context, const char *name, struct opt_f64 *ret)
{
	struct pressure pressure = { 0 };
	int r = pressure_read(root_open(ROOT_PROC), name, context->scratch, &pressure);
	struct opt_u64 total_us = pressure.some.total_us;

	*ret = (struct opt_f64){ .v = (double)total_us.v * 1e-6, .is = total_us.is };
	return r;
}

static int fill_pressure_cpu(const struct fill_context *context, void *record)
{
	return read_stall(context, "pressure/cpu", &((struct activity *)record)->cpu_stall_seconds);
}

static int fill_pressure_memory(const struct fill_context *context, void *record)
{
	return read_stall(context, "pressure/memory",
	                  &((struct activity *)record)->memory_stall_seconds);
}

static int fill_pressure_io(const struct fill_context *context, void *record)
{
	return read_stall(context, "pressure/io", &((struct activity *)record)->io_stall_seconds);
}

static const struct source sources[N_SOURCES] = {
	[SRC_STAT] = { .path = "/proc/stat", .fill = fill_stat },
	[SRC_LOAD] = { .path = "/proc/loadavg", .fill = fill_load },
	[SRC_MEMORY] = { .path = "/proc/meminfo", .fill = fill_memory },
	[SRC_PAGING] = { .path = "/proc/vmstat", .fill = fill_paging },
	[SRC_DISK] = { .path = "/proc/diskstats", .fill = fill_disk },
	[SRC_NET] = { .path = "/proc/net/dev", .fill = fill_net },
	[SRC_PRESSURE_CPU] = { .path = "/proc/pressure/cpu", .fill = fill_pressure_cpu },
	[SRC_PRESSURE_MEMORY] = { .path = "/proc/pressure/memory", .fill = fill_pressure_memory },
	[SRC_PRESSURE_IO] = { .path = "/proc/pressure/io", .fill = fill_pressure_io },
};

#define ALL_TIMES "times.user times.system times.idle times.iowait times.irq times.steal"

#define SHARE(variable, counters)                                                  \
	static const struct rate variable##_share = {                              \
		.of = counters, .per = ALL_TIMES, .scale = 100, .is_rounded = true \
	}

SHARE(busy, "times.user times.system times.irq times.steal");
SHARE(user, "times.user");
SHARE(system, "times.system");
SHARE(idle, "times.idle");
SHARE(iowait, "times.iowait");
SHARE(irq, "times.irq");
SHARE(steal, "times.steal");

#define RATE(variable, counter) \
	static const struct rate variable##_rate = { .of = counter, .scale = 1 }

RATE(interrupts, "interrupts");
RATE(ctx_switches, "ctx_switches");
RATE(forks, "forks");
RATE(swapped_in, "sin");
RATE(swapped_out, "sout");
RATE(paged_in, "pgpgin");
RATE(paged_out, "pgpgout");
RATE(major_faults, "major_faults");
RATE(read, "read_bytes");
RATE(write, "write_bytes");
RATE(recv, "bytes_recv");
RATE(sent, "bytes_sent");

#define PRESSURE(variable, counter)                                     \
	static const struct rate variable##_pressure = { .of = counter, \
		                                         .scale = 100,  \
		                                         .is_rounded = true }

PRESSURE(cpu, "cpu_stall");
PRESSURE(memory, "memory_stall");
PRESSURE(io, "io_stall");

#define A(member, ...) FIELD(struct activity, member, __VA_ARGS__)
#define TIME(member, what)                                                         \
	A(times.member, .name = #member, .unit = UNIT_SECONDS, .source = SRC_STAT, \
	  .is_counter = true, .help = what)
#define COUNTER(member, its_source, ...) \
	A(member, .source = its_source, .is_counter = true, __VA_ARGS__)
#define PERCENT(member, what)                                                       \
	A(shares.member, .name = #member, .unit = UNIT_PERCENT, .source = SRC_STAT, \
	  .rate = &member##_share, .help = what)
#define PER_SECOND(member, its_name, its_source, what)                                   \
	A(rates.member, .name = its_name, .unit = UNIT_PER_SECOND, .source = its_source, \
	  .rate = &member##_rate, .help = what)
#define BYTES_PER_SECOND(member, its_source, what)                                            \
	A(rates.member, .name = #member, .unit = UNIT_BYTES_PER_SECOND, .source = its_source, \
	  .rate = &member##_rate, .help = what)
#define PRESSURE_OF(member, its_source, what)                                         \
	A(rates.member##_pressure, .name = #member "_pressure", .unit = UNIT_PERCENT, \
	  .source = its_source, .rate = &member##_pressure, .gauge = GAUGE_NONE, .help = what)

static const struct field times_fields[] = {
	TIME(user, "time in user mode, including low priority"),
	TIME(system, "time in kernel mode"),
	TIME(idle, "idle time"),
	TIME(iowait, "idle time with disk I/O outstanding"),
	TIME(irq, "time in hardware and software interrupts"),
	TIME(steal, "time that the hypervisor gave to other virtual machines"),
};

static const struct field fields[] = {
	A(stat.procs_running, .name = "running", .source = SRC_STAT,
	  .help = "threads that run or wait for a CPU now"),
	A(stat.procs_blocked, .name = "blocked", .source = SRC_STAT,
	  .help = "threads that wait for I/O now"),
	A(load.load1, .name = "load1", .source = SRC_LOAD, .gauge = GAUGE_LOAD,
	  .help = "average number of tasks that run or wait, over 1 minute"),
	A(shares.busy, .name = "percent", .unit = UNIT_PERCENT, .source = SRC_STAT,
	  .rate = &busy_share, .help = "share of CPU time that is busy: all but idle and iowait"),
	PERCENT(user, "share of CPU time in user mode"),
	PERCENT(system, "share of CPU time in kernel mode"),
	PERCENT(idle, "share of CPU time that is idle"),
	PERCENT(iowait, "share of CPU time that is idle with disk I/O outstanding"),
	PERCENT(irq, "share of CPU time in interrupts"),
	PERCENT(steal, "share of CPU time given to other virtual machines"),
	A(available_bytes, .name = "available", .unit = UNIT_BYTES, .source = SRC_MEMORY,
	  .help = "memory available to programs without swapping"),
	A(memory_percent, .name = "memory", .unit = UNIT_PERCENT, .source = SRC_MEMORY,
	  .help = "share of memory that is not available"),
	A(swap_percent, .name = "swap", .unit = UNIT_PERCENT, .source = SRC_MEMORY,
	  .help = "share of swap space in use"),
	BYTES_PER_SECOND(swapped_in, SRC_PAGING, "bytes read from swap per second"),
	BYTES_PER_SECOND(swapped_out, SRC_PAGING, "bytes written to swap per second"),
	BYTES_PER_SECOND(paged_in, SRC_PAGING, "bytes read from block devices per second"),
	BYTES_PER_SECOND(paged_out, SRC_PAGING, "bytes written to block devices per second"),
	PER_SECOND(major_faults, "major_faults_rate", SRC_PAGING, "major page faults per second"),
	BYTES_PER_SECOND(read, SRC_DISK, "bytes read from all disks per second"),
	BYTES_PER_SECOND(write, SRC_DISK, "bytes written to all disks per second"),
	BYTES_PER_SECOND(recv, SRC_NET, "bytes received by all network cards per second"),
	BYTES_PER_SECOND(sent, SRC_NET, "bytes sent by all network cards per second"),
	PER_SECOND(interrupts, "interrupts_rate", SRC_STAT, "interrupts per second"),
	PER_SECOND(ctx_switches, "ctx_switches_rate", SRC_STAT, "context switches per second"),
	PER_SECOND(forks, "forks_rate", SRC_STAT, "processes and threads created per second"),
	PRESSURE_OF(cpu, SRC_PRESSURE_CPU, "share of time in which a task waited for a CPU"),
	PRESSURE_OF(memory, SRC_PRESSURE_MEMORY, "share of time in which a task waited for memory"),
	PRESSURE_OF(io, SRC_PRESSURE_IO, "share of time in which a task waited for I/O"),
	COUNTER(vmstat.oom_kill, SRC_PAGING, .name = "oom_kills",
	        .help = "processes killed for lack of memory since boot"),
	STRUCT(times_fields, .name = "times", .unit = UNIT_SECONDS,
	       .help = "CPU times from which the shares are computed"),
	COUNTER(stat.intr, SRC_STAT, .name = "interrupts", .help = "interrupts since boot"),
	COUNTER(stat.ctxt, SRC_STAT, .name = "ctx_switches", .help = "context switches since boot"),
	COUNTER(stat.processes, SRC_STAT, .name = "forks",
	        .help = "processes and threads created since boot"),
	COUNTER(vmstat.pswpin_bytes, SRC_PAGING, .name = "sin", .unit = UNIT_BYTES,
	        .help = "bytes read from swap since boot"),
	COUNTER(vmstat.pswpout_bytes, SRC_PAGING, .name = "sout", .unit = UNIT_BYTES,
	        .help = "bytes written to swap since boot"),
	COUNTER(vmstat.pgpgin_bytes, SRC_PAGING, .name = "pgpgin", .unit = UNIT_BYTES,
	        .help = "bytes read from block devices since boot"),
	COUNTER(vmstat.pgpgout_bytes, SRC_PAGING, .name = "pgpgout", .unit = UNIT_BYTES,
	        .help = "bytes written to block devices since boot"),
	COUNTER(vmstat.pgmajfault, SRC_PAGING, .name = "major_faults",
	        .help = "major page faults since boot: those that read a disk"),
	COUNTER(read_bytes, SRC_DISK, .name = "read_bytes", .unit = UNIT_BYTES,
	        .help = "bytes read from all disks since boot"),
	COUNTER(write_bytes, SRC_DISK, .name = "write_bytes", .unit = UNIT_BYTES,
	        .help = "bytes written to all disks since boot"),
	COUNTER(rx_bytes, SRC_NET, .name = "bytes_recv", .unit = UNIT_BYTES,
	        .help = "bytes received by all network cards since they came up"),
	COUNTER(tx_bytes, SRC_NET, .name = "bytes_sent", .unit = UNIT_BYTES,
	        .help = "bytes sent by all network cards since they came up"),
	COUNTER(cpu_stall_seconds, SRC_PRESSURE_CPU, .name = "cpu_stall", .unit = UNIT_SECONDS,
	        .help = "time since boot in which a task waited for a CPU"),
	COUNTER(memory_stall_seconds, SRC_PRESSURE_MEMORY, .name = "memory_stall",
	        .unit = UNIT_SECONDS, .help = "time since boot in which a task waited for memory"),
	COUNTER(io_stall_seconds, SRC_PRESSURE_IO, .name = "io_stall", .unit = UNIT_SECONDS,
	        .help = "time since boot in which a task waited for I/O"),
};

const struct collector activity_collector = {
	.name = "stat",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct activity),
	.key = "",
	.scan = one_row_scan,
};
