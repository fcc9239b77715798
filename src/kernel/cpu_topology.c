/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts CPUs and cores: Documentation/ABI/stable/sysfs-devices-system-cpu. */
#include "kernel/cpu_topology.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/array.h"
#include "base/cpulist.h"
#include "base/number.h"
#include "kernel/cpuinfo.h"
#include "kernel/file.h"
#include "kernel/proc_stat.h"
#include "model/fault.h"

static const char system_cpu[] = "devices/system/cpu";

static int compare_numbers(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int cpu_numbers_read(const char *directory, const char *prefix, struct arena *arena, uint64_t **ret,
                     size_t *ret_n)
{
	_cleanup_closedir_ DIR *dir = file_open_directory(root_open(ROOT_SYS), directory);
	_cleanup_free_ uint64_t *numbers = NULL;
	const struct dirent *entry;
	size_t n = 0, size = 0;
	int r;

	if (!dir)
		return -errno;
	while ((r = file_next_entry(dir, &entry)) > 0) {
		struct text name = text_of(entry->d_name);
		uint64_t number;

		if (!text_eat(&name, text_of(prefix)) || number_parse_u64(name, &number) < 0 ||
		    number >= MOST_CPUS)
			continue;
		if (array_grow(&numbers, n, &size, sizeof(*numbers)) < 0)
			return -ENOMEM;
		numbers[n++] = number;
	}
	if (r < 0)
		return r;
	*ret = arena_array(arena, n, sizeof(**ret));
	if (!*ret)
		return -ENOMEM;
	if (n > 0) {
		qsort(numbers, n, sizeof(*numbers), compare_numbers);
		memcpy(*ret, numbers, n * sizeof(*numbers));
	}
	*ret_n = n;
	return 0;
}

/* Lists the online CPUs; none if no file tells. Returns 0 or a fatal error. */
static int list_online(struct buffer *scratch, struct arena *arena, uint64_t **ret, size_t *ret_n)
{
	int r = file_read_root(ROOT_SYS, "devices/system/cpu/online", scratch);

	*ret_n = 0;
	if (r == 0)
		r = cpulist_parse(buffer_text(scratch), arena, ret, ret_n);
	return fault_only_fatal(r);
}

/*
 * Counts CPUs as glibc 2.36 does: the online list, else the CPUs of /proc/cpuinfo or /proc/stat.
 * ret_why: if there are none, what is wrong with /proc/cpuinfo. Returns 0 or a fatal error.
 */
static int count_logical(size_t n_online, struct buffer *scratch, struct arena *arena, size_t *ret,
                         int *ret_why)
{
	struct cpuinfo cpuinfo = { 0 };
	struct proc_stat stat = { 0 };
	size_t n = n_online;
	int r = 0;

	if (n == 0) {
		r = cpuinfo_read(scratch, arena, &cpuinfo);
		n = cpuinfo.n_cpus;
		*ret_why = r < 0 ? r : -ENODATA;
	}
	if (!fault_is_fatal(r) && n == 0) {
		r = proc_stat_read(scratch, arena, &stat);
		n = stat.n_cpus;
	}
	*ret = n;
	return fault_only_fatal(r);
}

static int compare_texts(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/*
 * All threads of a core name the same set of siblings, so that the distinct sets are the cores. An
 * offline CPU does not have the file.
 */
static int count_sets(const char *file, const uint64_t *cpus, size_t n_cpus, struct buffer *scratch,
                      struct arena *arena, uint64_t *ret)
{
	struct text *sets = arena_array(arena, n_cpus, sizeof(*sets));
	size_t n = 0;
	uint64_t different = 0;

	if (!sets)
		return -ENOMEM;
	for (size_t i = 0; i < n_cpus; i++) {
		char name[128];
		int r;

		snprintf(name, sizeof(name), "%s/cpu%u/topology/%s", system_cpu, (unsigned)cpus[i],
		         file);
		r = file_read_root(ROOT_SYS, name, scratch);
		if (r == -ENOENT)
			continue;
		if (r < 0)
			return r;
		if (arena_copy(arena, text_trim(buffer_text(scratch)), &sets[n++]) < 0)
			return -ENOMEM;
	}
	qsort(sets, n, sizeof(*sets), compare_texts);
	for (size_t i = 0; i < n; i++)
		different += i == 0 || !text_equal(sets[i], sets[i - 1]);
	*ret = different;
	return 0;
}

/*
 * Counts the cores of the online CPUs only: a container may see the directories of all CPUs of the
 * machine but have its own list of online CPUs.
 */
static int count_physical(const uint64_t *online, size_t n_online, struct buffer *scratch,
                          struct arena *arena, uint64_t *ret)
{
	struct cpuinfo cpuinfo = { 0 };
	uint64_t *all = NULL, n = 0;
	const uint64_t *cpus = online;
	size_t n_cpus = n_online;
	int r = 0;

	if (n_cpus == 0) {
		r = cpu_numbers_read(system_cpu, "cpu", arena, &all, &n_cpus);
		cpus = all;
	}
	if (r == 0)
		r = count_sets("core_cpus_list", cpus, n_cpus, scratch, arena, &n);
	if (r == 0 && n == 0)
		r = count_sets("thread_siblings_list", cpus, n_cpus, scratch, arena, &n);
	if (!fault_is_fatal(r) && n == 0) {
		r = cpuinfo_read(scratch, arena, &cpuinfo);
		n = cpuinfo.n_cores;
	}
	*ret = n;
	return fault_only_fatal(r);
}

static struct opt_u64 some_if_any(uint64_t n)
{
	return n > 0 ? some_u64(n) : (struct opt_u64){ 0 };
}

int cpu_count_read(struct buffer *scratch, struct arena *arena, struct opt_u64 *ret_logical,
                   struct opt_u64 *ret_physical)
{
	uint64_t *online = NULL, n_cores = 0;
	size_t n_online, n_cpus = 0;
	int r = list_online(scratch, arena, &online, &n_online), why = 0;

	if (r == 0)
		r = count_logical(n_online, scratch, arena, &n_cpus, &why);
	if (r == 0)
		r = count_physical(online, n_online, scratch, arena, &n_cores);
	if (r < 0)
		return r;
	*ret_logical = some_if_any(n_cpus);
	*ret_physical = some_if_any(n_cpus > 0 ? MIN(n_cores, n_cpus) : n_cores);
	return n_cpus > 0 ? 0 : why;
}
