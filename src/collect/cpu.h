/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPUs: times, shares, counts, frequencies, counters and load. Collectors with `each` in their name
 * have one row per CPU.
 */
#ifndef COLLECT_CPU_H
#define COLLECT_CPU_H

#include "model/collector.h"

/* cpu_times.c */
extern const struct collector cpu_times_collector;
extern const struct collector cpu_times_each_collector;
extern const struct collector cpu_percent_collector;
extern const struct collector cpu_percent_each_collector;

/* cpu_freq.c */
extern const struct collector cpu_freq_collector;
extern const struct collector cpu_freq_each_collector;

/* cpu_topology.c: one row for each CPU, including offline ones */
extern const struct collector cpu_topology_collector;

/* cpu.c */
extern const struct collector cpu_summary_collector;
extern const struct collector cpu_count_collector;
extern const struct collector cpu_stats_collector;
extern const struct collector cpu_load_collector;

#endif
