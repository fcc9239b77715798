/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads CPU frequencies: Documentation/admin-guide/pm/cpufreq.rst. The files have kHz. */
#include "kernel/cpufreq.h"

#include <errno.h>
#include <stdio.h>

#include "base/array.h"
#include "base/cpulist.h"
#include "base/number.h"
#include "kernel/cpu_topology.h"
#include "kernel/cpuinfo.h"
#include "kernel/file.h"
#include "model/fault.h"

/* The directory of one policy, below /sys/devices/system/cpu. */
struct policy {
	char path[80];
	uint64_t number;
};

static int read_attribute(const struct policy *policy, const char *name, struct buffer *scratch)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/%s", policy->path, name);
	return file_read_root(ROOT_SYS, path, scratch);
}

static struct opt_f64 read_mhz(const struct policy *policy, const char *name,
                               struct buffer *scratch)
{
	uint64_t khz;
	int r = read_attribute(policy, name, scratch);

	/* cpuinfo_cur_freq queries the hardware: only root may read it */
	if (r == -EACCES || r == -EPERM)
		return (struct opt_f64){ .is = DENIED };
	if (r < 0 || number_parse_u64(text_trim(buffer_text(scratch)), &khz) < 0)
		return (struct opt_f64){ 0 };
	return some_f64((double)khz / 1000);
}

static int list_policies(struct arena *arena, struct policy **ret, size_t *ret_n)
{
	static const struct {
		const char *directory, *prefix, *path;
	} layouts[] = {
		{ "devices/system/cpu/cpufreq", "policy", "devices/system/cpu/cpufreq/policy%u" },
		{ "devices/system/cpu", "cpu", "devices/system/cpu/cpu%u/cpufreq" },
	};
	uint64_t *numbers;

	for (size_t i = 0; i < ARRAY_SIZE(layouts); i++) {
		size_t n = 0;
		int r = cpu_numbers_read(layouts[i].directory, layouts[i].prefix, arena, &numbers,
		                         &n);

		if (fault_is_fatal(r))
			return r;
		if (r < 0 || n == 0)
			continue;
		*ret = arena_array(arena, n, sizeof(**ret));
		if (!*ret)
			return -ENOMEM;
		for (size_t p = 0; p < n; p++) {
			(*ret)[p].number = numbers[p];
			snprintf((*ret)[p].path, sizeof((*ret)[p].path), layouts[i].path,
			         (unsigned)numbers[p]);
		}
		*ret_n = n;
		return 0;
	}
	*ret_n = 0;
	return 0;
}

/* Parses "0-3" or "0 1 2 3". Without the file, the policy has one CPU, that of its name. */
static int list_cpus(const struct policy *policy, struct buffer *scratch, struct arena *arena,
                     uint64_t **ret, size_t *ret_n)
{
	uint64_t *own = arena_array(arena, 1, sizeof(*own));
	char *p;
	int r;

	if (!own)
		return -ENOMEM;
	*own = policy->number;
	*ret = own;
	*ret_n = 1;
	r = read_attribute(policy, "affected_cpus", scratch);
	if (r < 0)
		return fault_only_fatal(r);
	scratch->length = text_trim(buffer_text(scratch)).length;
	while ((p = memchr(scratch->text, ' ', scratch->length)))
		*p = ',';
	return fault_only_fatal(cpulist_parse(buffer_text(scratch), arena, ret, ret_n));
}

static bool is_offline(uint64_t cpu)
{
	char path[80];
	uint64_t online;

	snprintf(path, sizeof(path), "devices/system/cpu/cpu%u/online", (unsigned)cpu);
	return file_read_u64(root_open(ROOT_SYS), path, &online) == 0 && online == 0;
}

struct list {
	struct cpufreq *items;
	size_t n, size;
};

static int add_frequency(struct list *list, const struct cpufreq *frequency)
{
	int r = array_grow(&list->items, list->n, &list->size, sizeof(*list->items));

	if (r == 0)
		list->items[list->n++] = *frequency;
	return r;
}

static int add_policy(const struct policy *policy, struct buffer *scratch, struct arena *arena,
                      struct list *list)
{
	struct cpufreq frequency = {
		.current_mhz = read_mhz(policy, "scaling_cur_freq", scratch),
		.min_mhz = read_mhz(policy, "scaling_min_freq", scratch),
		.max_mhz = read_mhz(policy, "scaling_max_freq", scratch),
	};
	uint64_t *cpus;
	size_t n_cpus;
	int r = list_cpus(policy, scratch, arena, &cpus, &n_cpus);

	if (r < 0)
		return r;
	if (frequency.current_mhz.is != PRESENT)
		frequency.current_mhz = read_mhz(policy, "cpuinfo_cur_freq", scratch);
	for (size_t n = 0; n < n_cpus && r == 0; n++) {
		if (frequency.current_mhz.is != PRESENT && frequency.min_mhz.is != PRESENT &&
		    (frequency.max_mhz.is != PRESENT || is_offline(cpus[n])))
			continue;
		frequency.cpu = cpus[n];
		r = add_frequency(list, &frequency);
	}
	return r;
}

static int compare_cpus(const void *left, const void *right)
{
	const struct cpufreq *a = left, *b = right;

	return (a->cpu > b->cpu) - (a->cpu < b->cpu);
}

/* Old kernels have the directory of a policy in each of its CPUs. */
static void keep_one_of_each(struct list *list)
{
	size_t kept = 0;

	for (size_t n = 0; n < list->n; n++)
		if (kept == 0 || list->items[kept - 1].cpu != list->items[n].cpu)
			list->items[kept++] = list->items[n];
	list->n = kept;
}

static int read_policies(struct buffer *scratch, struct arena *arena, struct list *list)
{
	struct policy *policies = NULL;
	size_t n_policies = 0;
	int r = list_policies(arena, &policies, &n_policies);

	for (size_t n = 0; n < n_policies && r == 0; n++)
		r = add_policy(&policies[n], scratch, arena, list);
	if (r == 0 && list->n > 0)
		qsort(list->items, list->n, sizeof(*list->items), compare_cpus);
	keep_one_of_each(list);
	return r;
}

/* Without cpufreq, /proc/cpuinfo is the only source. */
static int take_cpuinfo(const struct cpuinfo *cpuinfo, struct list *list)
{
	int r = 0;

	for (size_t n = 0; n < cpuinfo->n_cpus && r == 0; n++) {
		struct cpufreq frequency = { .cpu = cpuinfo->cpus[n].cpu,
			                     .current_mhz = cpuinfo->cpus[n].mhz };

		if (frequency.current_mhz.is == PRESENT)
			r = add_frequency(list, &frequency);
	}
	return r;
}

/* Prefers the frequency in /proc/cpuinfo, which is fresher, cut to whole kHz (values.md P-273). */
static void refresh(const struct cpuinfo *cpuinfo, struct list *list)
{
	for (size_t n = 0; n < list->n; n++) {
		const struct cpuinfo_cpu *cpu = cpuinfo_find(cpuinfo, list->items[n].cpu);

		if (cpu && cpu->mhz.is == PRESENT && cpu->mhz.v < 1e12)
			list->items[n].current_mhz =
				some_f64((double)(uint64_t)(cpu->mhz.v * 1000) / 1000);
	}
}

int cpufreq_read(struct buffer *scratch, struct arena *arena, struct cpufreq **ret, size_t *ret_n)
{
	struct cpuinfo cpuinfo = { 0 };
	struct list list = { 0 };
	int r = read_policies(scratch, arena, &list);

	if (r == 0)
		r = fault_only_fatal(cpuinfo_read(scratch, arena, &cpuinfo));
	if (r == 0 && list.n == 0)
		r = take_cpuinfo(&cpuinfo, &list);
	else if (r == 0)
		refresh(&cpuinfo, &list);
	if (r == 0) {
		*ret = arena_array(arena, list.n, sizeof(**ret));
		*ret_n = list.n;
		if (!*ret)
			r = -ENOMEM;
		else if (list.n > 0)
			memcpy(*ret, list.items, list.n * sizeof(*list.items));
	}
	free(list.items);
	return r;
}
