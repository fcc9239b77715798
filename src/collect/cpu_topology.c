/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The place of each CPU: socket, core, NUMA node, caches and frequencies, as lscpu(1) -e prints
 * them.
 */
#include <errno.h>

#include "collect/cpu.h"
#include "kernel/cpu_place.h"
#include "kernel/cpufreq.h"
#include "kernel/cpuinfo.h"
#include "model/fault.h"

enum { SRC_NONE, SRC_PLACE, SRC_CACHE, SRC_FREQUENCY, SRC_MODEL, N_SOURCES };

struct topology {
	struct record record;
	struct cpu_place place;
	struct opt_u64 l1d_bytes, l1i_bytes, l2_bytes, l3_bytes;
	struct opt_f64 current_mhz, min_mhz, max_mhz;
	struct text model;
};

/* Data read once for all rows. */
struct shared {
	struct cpu_place *places;
	size_t n_places;
	struct cpufreq *frequencies;
	size_t n_frequencies;
	struct cpuinfo cpuinfo;
};

static int read_shared(uint64_t sources, struct buffer *scratch, struct arena *arena,
                       struct shared *ret)
{
	int r = cpu_places_read(sources & BIT(SRC_CACHE), scratch, arena, &ret->places,
	                        &ret->n_places);

	if (r == 0 && (sources & BIT(SRC_FREQUENCY)))
		r = cpufreq_read(scratch, arena, &ret->frequencies, &ret->n_frequencies);
	if (r == 0 && (sources & BIT(SRC_MODEL)))
		r = fault_only_fatal(cpuinfo_read(scratch, arena, &ret->cpuinfo));
	return r;
}

/* Returns the size of the cache NAME, of which a CPU has at most one. */
static struct opt_u64 cache_size(const struct structs *caches, struct text name)
{
	const struct cpu_cache *items = caches->items;

	for (size_t n = 0; n < caches->n; n++)
		if (text_equal(items[n].name, name))
			return items[n].size_bytes;
	return (struct opt_u64){ .is = caches->is == PRESENT ? ABSENT : caches->is };
}

static void fill_caches(struct topology *row)
{
	const struct structs *caches = &row->place.caches;

	row->l1d_bytes = cache_size(caches, TEXT("L1d"));
	row->l1i_bytes = cache_size(caches, TEXT("L1i"));
	row->l2_bytes = cache_size(caches, TEXT("L2"));
	row->l3_bytes = cache_size(caches, TEXT("L3"));
}

/*
 * Finds the frequency of the CPU of this row. Both lists are in ascending order: *frequency is the
 * first entry that may belong to this CPU or a later one.
 */
static void fill_frequency(const struct shared *shared, size_t *frequency, struct topology *row)
{
	const struct cpufreq *found;

	while (*frequency < shared->n_frequencies &&
	       shared->frequencies[*frequency].cpu < row->place.cpu)
		++*frequency;
	if (*frequency == shared->n_frequencies)
		return;
	found = &shared->frequencies[*frequency];
	if (found->cpu != row->place.cpu)
		return;
	row->current_mhz = found->current_mhz;
	row->min_mhz = found->min_mhz;
	row->max_mhz = found->max_mhz;
}

/* A CPU without an entry, such as an offline one, has the model of the first CPU. */
static struct text model_of(const struct cpuinfo *cpuinfo, uint64_t cpu)
{
	const struct cpuinfo_cpu *found = cpuinfo_find(cpuinfo, cpu);

	return found ? found->model : cpuinfo->model;
}

static int add_rows(const struct plan *plan, const struct shared *shared, struct rows *rows)
{
	size_t frequency = 0;

	for (size_t n = 0; n < shared->n_places; n++) {
		struct topology *row = rows_add(rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		for (unsigned source = SRC_PLACE; source < N_SOURCES; source++)
			row->record.source[source] = PRESENT;
		row->place = shared->places[n];
		row->model = model_of(&shared->cpuinfo, row->place.cpu);
		fill_caches(row);
		fill_frequency(shared, &frequency, row);
	}
	rows_offer_all(plan, 0, rows);
	return 0;
}

static int cpu_topology_scan(void *handle _unused_, const struct plan *plan,
                             const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct shared shared = { 0 };
	int r = read_shared(plan->sources, &scratch, &rows.arena, &shared);

	r = fault_go_on(plan->faults, "/sys/devices/system/cpu", r);
	if (r == 0)
		r = add_rows(plan, &shared, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[N_SOURCES] = {
	[SRC_PLACE] = { .path = "/sys/devices/system/cpu/cpuN/topology, "
	                        "/sys/devices/system/node/nodeN/cpulist" },
	[SRC_CACHE] = { .path = "/sys/devices/system/cpu/cpuN/cache" },
	[SRC_FREQUENCY] = { .path = "/sys/devices/system/cpu/cpufreq, /proc/cpuinfo" },
	[SRC_MODEL] = { .path = "/proc/cpuinfo" },
};

#define C(member, ...) FIELD(struct cpu_cache, member, __VA_ARGS__)

static const struct field cache_fields[] = {
	C(name, .name = "name", .help = "L1d, L1i, L2 …"),
	C(level, .name = "level", .help = "distance from the core; 1 is nearest"),
	C(type, .name = "type", .help = "Data, Instruction or Unified"),
	C(size_bytes, .name = "size", .unit = UNIT_BYTES, .help = "size of the cache"),
	C(line_bytes, .name = "line", .unit = UNIT_BYTES, .help = "size of a cache line"),
	C(ways, .name = "ways",
	  .help = "associativity: lines that may hold the same memory address"),
	C(cpus, .name = "cpus", .unit = UNIT_CPUS, .help = "CPUs that share the cache"),
};

#define T(member, ...)     FIELD(struct topology, member, __VA_ARGS__)
#define PLACE(member, ...) T(place.member, .source = SRC_PLACE, __VA_ARGS__)

static const struct field fields[] = {
	PLACE(cpu, .name = "cpu", .help = "number of the CPU"),
	PLACE(node, .name = "node", .help = "number of the NUMA node"),
	PLACE(socket, .name = "socket", .help = "number of the socket, counted over the machine"),
	PLACE(core, .name = "core", .help = "number of the core, counted over the machine"),
	PLACE(is_online, .name = "online", .help = "whether the kernel uses the CPU"),
	T(l1d_bytes, .name = "l1d", .unit = UNIT_BYTES, .source = SRC_CACHE,
	  .help = "size of the level 1 data cache"),
	T(l1i_bytes, .name = "l1i", .unit = UNIT_BYTES, .source = SRC_CACHE,
	  .help = "size of the level 1 instruction cache"),
	T(l2_bytes, .name = "l2", .unit = UNIT_BYTES, .source = SRC_CACHE,
	  .help = "size of the level 2 cache"),
	T(l3_bytes, .name = "l3", .unit = UNIT_BYTES, .source = SRC_CACHE,
	  .help = "size of the level 3 cache"),
	T(current_mhz, .name = "current", .unit = UNIT_MHZ, .source = SRC_FREQUENCY,
	  .help = "current frequency"),
	T(min_mhz, .name = "min", .unit = UNIT_MHZ, .source = SRC_FREQUENCY,
	  .help = "lowest frequency that the governor allows"),
	T(max_mhz, .name = "max", .unit = UNIT_MHZ, .source = SRC_FREQUENCY,
	  .help = "highest frequency that the governor allows"),
	T(model, .name = "model", .source = SRC_MODEL, .help = "name of the processor"),
	PLACE(package_id, .name = "package_id", .help = "hardware ID of the socket"),
	PLACE(die_id, .name = "die_id", .help = "hardware ID of the die"),
	PLACE(cluster_id, .name = "cluster_id", .help = "hardware ID of the cluster"),
	PLACE(core_id, .name = "core_id", .help = "hardware ID of the core"),
	PLACE(book_id, .name = "book_id", .help = "hardware ID of the book (s390)"),
	PLACE(drawer_id, .name = "drawer_id", .help = "hardware ID of the drawer (s390)"),
	STRUCTS(struct topology, place.caches, struct cpu_cache, cache_fields, .name = "caches",
	        .source = SRC_CACHE,
	        .help = "all caches of the CPU, each with the CPUs that share it"),
};

const struct collector cpu_topology_collector = {
	.name = "cpu_topology",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct topology),
	.key = "cpu",
	.scan = cpu_topology_scan,
};
