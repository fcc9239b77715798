/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the place of each CPU: /sys/devices/system/cpu/cpuN and /sys/devices/system/node. */
#include "kernel/cpu_place.h"

#include <errno.h>
#include <stdio.h>

#include "base/cpulist.h"
#include "base/hash.h"
#include "base/number.h"
#include "kernel/cpu_cache.h"
#include "kernel/cpu_topology.h"
#include "kernel/file.h"
#include "model/fault.h"

static const char cpus_directory[] = "devices/system/cpu";
static const char nodes_directory[] = "devices/system/node";

/* Returns the first line of a file. Recorded files may have stray bytes after it. */
static struct text first_line(const struct buffer *file)
{
	struct text rest = buffer_text(file), line = { 0 };

	text_next_line(&rest, &line);
	return line;
}

/* Reads a number below cpuN. The kernel prints -1 for "unknown". */
static struct opt_i64 read_id(uint64_t cpu, const char *file)
{
	struct opt_i64 id = { .is = UNSUPPORTED };
	char name[128];

	snprintf(name, sizeof(name), "%s/cpu%u/topology/%s", cpus_directory, (unsigned)cpu, file);
	if (file_read_i64(root_open(ROOT_SYS), name, &id.v) == 0)
		id.is = id.v >= 0 ? PRESENT : UNSUPPORTED;
	return id;
}

/* Reads FILE or, before Linux 5.3, which renamed these lists, OLD_FILE. */
static int read_list(uint64_t cpu, const char *file, const char *old_file, struct buffer *scratch,
                     struct arena *arena, struct text *ret)
{
	char name[128];
	int r;

	snprintf(name, sizeof(name), "%s/cpu%u/topology/%s", cpus_directory, (unsigned)cpu, file);
	r = file_read_root(ROOT_SYS, name, scratch);
	if (r == -ENOENT) {
		snprintf(name, sizeof(name), "%s/cpu%u/topology/%s", cpus_directory, (unsigned)cpu,
		         old_file);
		r = file_read_root(ROOT_SYS, name, scratch);
	}
	return r < 0 ? fault_only_fatal(r) : arena_copy(arena, text_trim(first_line(scratch)), ret);
}

static int read_place(bool with_caches, struct buffer *scratch, struct arena *arena,
                      struct cpu_place *ret)
{
	int r = read_list(ret->cpu, "core_cpus_list", "thread_siblings_list", scratch, arena,
	                  &ret->core_cpus);

	if (r == 0)
		r = read_list(ret->cpu, "package_cpus_list", "core_siblings_list", scratch, arena,
		              &ret->package_cpus);
	if (r == 0 && with_caches)
		r = cpu_caches_read(ret->cpu, scratch, arena, &ret->caches);
	ret->package_id = read_id(ret->cpu, "physical_package_id");
	ret->die_id = read_id(ret->cpu, "die_id");
	ret->cluster_id = read_id(ret->cpu, "cluster_id");
	ret->core_id = read_id(ret->cpu, "core_id");
	ret->book_id = read_id(ret->cpu, "book_id");
	ret->drawer_id = read_id(ret->cpu, "drawer_id");
	return r;
}

static int compare_number(const void *key, const void *element)
{
	uint64_t cpu = *(const uint64_t *)key;
	const struct cpu_place *place = element;

	return (cpu > place->cpu) - (cpu < place->cpu);
}

static int mark_online(struct buffer *scratch, struct arena *arena, struct cpu_place *places,
                       size_t n_places)
{
	uint64_t *online;
	size_t n_online;
	int r = file_read_root(ROOT_SYS, "devices/system/cpu/online", scratch);

	if (r == 0)
		r = cpulist_parse(first_line(scratch), arena, &online, &n_online);
	if (r < 0)
		return fault_only_fatal(r);
	for (size_t n = 0; n < n_places; n++)
		places[n].is_online = (struct opt_bool){ .is = PRESENT };
	for (size_t n = 0, place = 0; n < n_online; n++) {
		while (place < n_places && places[place].cpu < online[n])
			place++;
		if (place < n_places && places[place].cpu == online[n])
			places[place].is_online.v = true;
	}
	return 0;
}

/* Reads node0/cpulist, or node0/cpumap in a recorded host without the list. */
static int read_node(uint64_t node, struct buffer *scratch, struct arena *arena, uint64_t **ret,
                     size_t *ret_n)
{
	char name[64];
	int r;

	snprintf(name, sizeof(name), "%s/node%u/cpulist", nodes_directory, (unsigned)node);
	r = file_read_root(ROOT_SYS, name, scratch);
	if (r == 0)
		return cpulist_parse(first_line(scratch), arena, ret, ret_n);
	if (r != -ENOENT)
		return r;
	snprintf(name, sizeof(name), "%s/node%u/cpumap", nodes_directory, (unsigned)node);
	r = file_read_root(ROOT_SYS, name, scratch);
	return r < 0 ? r : cpumask_parse(first_line(scratch), arena, ret, ret_n);
}

/* A node may have memory and no CPUs. */
static int mark_node(uint64_t node, struct buffer *scratch, struct arena *arena,
                     struct cpu_place *places, size_t n_places)
{
	uint64_t *cpus;
	size_t n_cpus;
	int r = read_node(node, scratch, arena, &cpus, &n_cpus);

	if (r < 0)
		return fault_only_fatal(r);
	for (size_t n = 0; n < n_cpus; n++) {
		struct cpu_place *place =
			bsearch(&cpus[n], places, n_places, sizeof(*places), compare_number);

		if (place && place->node.is != PRESENT)
			place->node = some_u64(node);
	}
	return 0;
}

static int mark_nodes(struct buffer *scratch, struct arena *arena, struct cpu_place *places,
                      size_t n_places)
{
	uint64_t *nodes;
	size_t n_nodes = 0;
	int r = cpu_numbers_read(nodes_directory, "node", arena, &nodes, &n_nodes);

	r = fault_only_fatal(r); /* a kernel without NUMA does not have the directory */
	for (size_t n = 0; n < n_nodes && r == 0; n++)
		r = mark_node(nodes[n], scratch, arena, places, n_places);
	return r;
}

/* Numbers a list in the order of first appearance. Returns 0 or -ENOMEM. */
static int count_list(struct hash *met, struct text list, struct opt_u64 *ret)
{
	uint64_t number = met->n;
	int r = 0;

	if (!list.bytes)
		return 0;
	if (!hash_get(met, hash_text(list), &number))
		r = hash_put(met, hash_text(list), number);
	*ret = some_u64(number);
	return r;
}

/* Numbers cores and sockets by their lists of CPUs: core IDs are not unique across sockets. */
static int count_cores(struct cpu_place *places, size_t n_places)
{
	_cleanup_hash_ struct hash cores = { 0 };
	_cleanup_hash_ struct hash sockets = { 0 };
	int r = 0;

	for (size_t n = 0; n < n_places && r == 0; n++) {
		r = count_list(&cores, places[n].core_cpus, &places[n].core);
		if (r == 0)
			r = count_list(&sockets, places[n].package_cpus, &places[n].socket);
	}
	return r;
}

int cpu_places_read(bool with_caches, struct buffer *scratch, struct arena *arena,
                    struct cpu_place **ret, size_t *ret_n)
{
	struct cpu_place *places;
	uint64_t *cpus;
	size_t n_cpus = 0;
	int r = cpu_numbers_read(cpus_directory, "cpu", arena, &cpus, &n_cpus);

	if (r < 0)
		return r;
	places = arena_array(arena, n_cpus, sizeof(*places));
	if (!places)
		return -ENOMEM;
	for (size_t n = 0; n < n_cpus && r == 0; n++) {
		places[n].cpu = cpus[n];
		r = read_place(with_caches, scratch, arena, &places[n]);
	}
	if (r == 0)
		r = mark_online(scratch, arena, places, n_cpus);
	if (r == 0)
		r = mark_nodes(scratch, arena, places, n_cpus);
	if (r == 0)
		r = count_cores(places, n_cpus);
	*ret = places;
	*ret_n = n_cpus;
	return r;
}
