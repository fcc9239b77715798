/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CPU frequencies: cpufreq in /sys/devices/system/cpu, or /proc/cpuinfo (values.md P-271…276). */
#include <errno.h>

#include "collect/cpu.h"
#include "kernel/cpufreq.h"

struct frequency {
	struct record record;
	uint64_t cpu;
	struct opt_f64 current_mhz;
	struct opt_f64 min_mhz;
	struct opt_f64 max_mhz;
};

static int add_row(const struct plan *plan, const struct frequency *frequency, struct rows *rows)
{
	struct frequency *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	*row = *frequency;
	return rows_offer(plan, NULL, rows);
}

static int cpu_freq_scan_each(void *handle _unused_, const struct plan *plan,
                              const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct cpufreq *list = NULL;
	size_t n_list = 0;
	int r = cpufreq_read(&scratch, &rows.arena, &list, &n_list);

	for (size_t n = 0; n < n_list && r == 0; n++)
		r = add_row(plan,
		            &(struct frequency){ .cpu = list[n].cpu,
		                                 .current_mhz = list[n].current_mhz,
		                                 .min_mhz = list[n].min_mhz,
		                                 .max_mhz = list[n].max_mhz },
		            &rows);
	return r < 0 ? fault_go_on(plan->faults, "/sys/devices/system/cpu", r)
	             : take->rows(take->arg, &rows);
}

/*
 * Adds part N of N_PARTS to a mean. The mean is missing for the reason of the first missing part.
 */
static void add_to_mean(struct opt_f64 *sum, struct opt_f64 part, size_t n, size_t n_parts)
{
	if (n > 0 && sum->is != PRESENT)
		return;
	if (part.is != PRESENT) {
		*sum = part;
		return;
	}
	*sum = some_f64(sum->v + part.v / (double)n_parts);
}

static int cpu_freq_scan_mean(void *handle _unused_, const struct plan *plan,
                              const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct frequency mean = { 0 };
	struct cpufreq *list = NULL;
	size_t n_list = 0;
	int r = cpufreq_read(&scratch, &rows.arena, &list, &n_list);

	for (size_t n = 0; n < n_list; n++) {
		add_to_mean(&mean.current_mhz, list[n].current_mhz, n, n_list);
		add_to_mean(&mean.min_mhz, list[n].min_mhz, n, n_list);
		add_to_mean(&mean.max_mhz, list[n].max_mhz, n, n_list);
	}
	if (r == 0)
		r = add_row(plan, &mean, &rows);
	return r < 0 ? fault_go_on(plan->faults, "/sys/devices/system/cpu", r)
	             : take->rows(take->arg, &rows);
}

static const struct source sources[] = {
	{ .path = "/sys/devices/system/cpu/cpufreq, /proc/cpuinfo" },
};

static const struct field fields[] = {
	FIELD(struct frequency, cpu, .name = "cpu", .help = "number of the CPU"),
	FIELD(struct frequency, current_mhz, .name = "current", .unit = UNIT_MHZ,
	      .help = "current frequency"),
	FIELD(struct frequency, min_mhz, .name = "min", .unit = UNIT_MHZ,
	      .help = "lowest frequency that the governor allows"),
	FIELD(struct frequency, max_mhz, .name = "max", .unit = UNIT_MHZ,
	      .help = "highest frequency that the governor allows"),
};

const struct collector cpu_freq_collector = {
	.name = "cpu_freq",
	.fields = fields + 1,
	.n_fields = ARRAY_SIZE(fields) - 1,
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct frequency),
	.key = "",
	.scan = cpu_freq_scan_mean,
};

const struct collector cpu_freq_each_collector = {
	.name = "cpu_freq_each",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct frequency),
	.key = "cpu",
	.scan = cpu_freq_scan_each,
};
