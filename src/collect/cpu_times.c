/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CPU times, and their shares between two samples: the "cpu" lines of /proc/stat. */
#include <errno.h>

#include "collect/cpu.h"
#include "kernel/proc_stat.h"

enum { SRC_NONE, SRC_STAT, N_SOURCES };

/* Seconds, in psutil's order (values.md P-240). */
struct seconds {
	struct opt_f64 user;
	struct opt_f64 system;
	struct opt_f64 idle;
	struct opt_f64 nice;
	struct opt_f64 iowait;
	struct opt_f64 irq;
	struct opt_f64 softirq;
	struct opt_f64 steal;
	struct opt_f64 guest;
	struct opt_f64 guest_nice;
};

struct cpu {
	struct record record;
	uint64_t cpu; /* number of the CPU */
	struct seconds times;
	struct seconds shares;
	struct opt_f64 percent;
};

static void set_times(const struct proc_stat_cpu *ticks, struct seconds *ret)
{
	*ret = (struct seconds){
		.user = proc_stat_seconds(ticks->user_ticks),
		.system = proc_stat_seconds(ticks->system_ticks),
		.idle = proc_stat_seconds(ticks->idle_ticks),
		.nice = proc_stat_seconds(ticks->nice_ticks),
		.iowait = proc_stat_seconds(ticks->iowait_ticks),
		.irq = proc_stat_seconds(ticks->irq_ticks),
		.softirq = proc_stat_seconds(ticks->softirq_ticks),
		.steal = proc_stat_seconds(ticks->steal_ticks),
		.guest = proc_stat_seconds(ticks->guest_ticks),
		.guest_nice = proc_stat_seconds(ticks->guest_nice_ticks),
	};
}

static int add_row(const struct plan *plan, const struct proc_stat_cpu *ticks, struct rows *rows)
{
	struct cpu *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->record.source[SRC_STAT] = PRESENT;
	row->cpu = ticks->cpu;
	set_times(ticks, &row->times);
	return rows_offer(plan, NULL, rows);
}

static int scan_lines(const struct plan *plan, const struct take *take, bool is_each)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct proc_stat stat = { 0 };
	int r = proc_stat_read(&scratch, &arena, &stat);

	if (r == 0 && !is_each && !stat.has_machine)
		r = -ENODATA;
	if (r == 0 && !is_each)
		r = add_row(plan, &stat.machine, &rows);
	for (size_t n = 0; n < stat.n_cpus && is_each && r == 0; n++)
		r = add_row(plan, &stat.cpus[n], &rows);
	return r < 0 ? fault_go_on(plan->faults, "/proc/stat", r) : take->rows(take->arg, &rows);
}

static int cpu_times_scan_machine(void *handle _unused_, const struct plan *plan,
                                  const struct take *take)
{
	return scan_lines(plan, take, false);
}

static int cpu_times_scan_each(void *handle _unused_, const struct plan *plan,
                               const struct take *take)
{
	return scan_lines(plan, take, true);
}

static const struct source sources[N_SOURCES] = {
	[SRC_NONE] = { .path = "/proc/stat" },
	[SRC_STAT] = { .path = "/proc/stat" },
};

#define NUMBER \
	FIELD(struct cpu, cpu, .name = "cpu", .source = SRC_STAT, .help = "number of the CPU")
#define TIME(member, ...)                                                                          \
	FIELD(struct cpu, times.member, .name = #member, .unit = UNIT_SECONDS, .source = SRC_STAT, \
	      .is_counter = true, __VA_ARGS__)

static const struct field times_fields[] = {
	NUMBER,
	TIME(user, .help = "time in user mode, including guest"),
	TIME(system, .help = "time in kernel mode"),
	TIME(idle, .help = "idle time"),
	TIME(nice, .help = "time in user mode at low priority, including guest_nice"),
	TIME(iowait, .help = "idle time with disk I/O outstanding"),
	TIME(irq, .help = "time in hardware interrupts"),
	TIME(softirq, .help = "time in software interrupts"),
	TIME(steal, .help = "time that the hypervisor gave to other virtual machines"),
	TIME(guest, .help = "time running virtual machines"),
	TIME(guest_nice, .help = "time running virtual machines at low priority"),
};

/* user and nice include the guest times (values.md P-256). */
#define ALL_TIMES                                                               \
	"times.user times.nice times.system times.idle times.iowait times.irq " \
	"times.softirq times.steal"

#define SHARE(member)                                                                      \
	static const struct rate member##_share = {                                        \
		.of = "times." #member, .per = ALL_TIMES, .scale = 100, .is_rounded = true \
	}

SHARE(user);
SHARE(system);
SHARE(idle);
SHARE(nice);
SHARE(iowait);
SHARE(irq);
SHARE(softirq);
SHARE(steal);
SHARE(guest);
SHARE(guest_nice);

static const struct rate busy_share = {
	.of = "times.user times.nice times.system times.irq times.softirq times.steal",
	.per = ALL_TIMES,
	.scale = 100,
	.is_rounded = true,
};

#define PERCENT(member, rate_of, ...)                                                           \
	FIELD(struct cpu, member, .unit = UNIT_PERCENT, .source = SRC_STAT, .rate = &(rate_of), \
	      __VA_ARGS__)

static const struct field percent_fields[] = {
	NUMBER,
	PERCENT(percent, busy_share, .name = "percent", .gauge = GAUGE_PERCENT,
	        .help = "share of time that is busy: all but idle and iowait"),
	PERCENT(shares.user, user_share, .name = "user", .help = "share of time in user mode"),
	PERCENT(shares.system, system_share, .name = "system",
	        .help = "share of time in kernel mode"),
	PERCENT(shares.idle, idle_share, .name = "idle", .help = "share of time that is idle"),
	PERCENT(shares.nice, nice_share, .name = "nice",
	        .help = "share of time in user mode at low priority"),
	PERCENT(shares.iowait, iowait_share, .name = "iowait",
	        .help = "share of time that is idle with disk I/O outstanding"),
	PERCENT(shares.irq, irq_share, .name = "irq",
	        .help = "share of time in hardware interrupts"),
	PERCENT(shares.softirq, softirq_share, .name = "softirq",
	        .help = "share of time in software interrupts"),
	PERCENT(shares.steal, steal_share, .name = "steal",
	        .help = "share of time given to other virtual machines"),
	PERCENT(shares.guest, guest_share, .name = "guest",
	        .help = "share of time running virtual machines, part of user"),
	PERCENT(shares.guest_nice, guest_nice_share, .name = "guest_nice",
	        .help = "share of time running virtual machines at low priority, part of nice"),
	{
		.kind = KIND_STRUCT,
		.name = "times",
		.unit = UNIT_SECONDS,
		.members = times_fields + 1,
		.n_members = ARRAY_SIZE(times_fields) - 1,
		.help = "CPU times from which the shares are computed",
	},
};

/* The row of the whole machine has no CPU number. */
const struct collector cpu_times_collector = {
	.name = "cpu_times",
	.fields = times_fields + 1,
	.n_fields = ARRAY_SIZE(times_fields) - 1,
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct cpu),
	.key = "",
	.scan = cpu_times_scan_machine,
};

const struct collector cpu_times_each_collector = {
	.name = "cpu_times_each",
	.fields = times_fields,
	.n_fields = ARRAY_SIZE(times_fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct cpu),
	.key = "cpu",
	.scan = cpu_times_scan_each,
};

const struct collector cpu_percent_collector = {
	.name = "cpu_percent",
	.fields = percent_fields + 1,
	.n_fields = ARRAY_SIZE(percent_fields) - 1,
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct cpu),
	.key = "",
	.scan = cpu_times_scan_machine,
};

const struct collector cpu_percent_each_collector = {
	.name = "cpu_percent_each",
	.fields = percent_fields,
	.n_fields = ARRAY_SIZE(percent_fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct cpu),
	.key = "cpu",
	.scan = cpu_times_scan_each,
};
