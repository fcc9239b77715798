/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/cpu_place and kernel/cpu_cache: sockets, cores, nodes and caches. */
#include "tree.h"

#include <errno.h>

#include "kernel/cpu_cache.h"
#include "kernel/cpu_place.h"

#define CPU  "sys/devices/system/cpu/"
#define NODE "sys/devices/system/node/"

struct machine {
	struct arena arena;
	struct buffer scratch;
	struct cpu_place *places;
	size_t n;
};

static struct machine read_machine(void)
{
	struct machine machine = { 0 };

	assert_int_equal(cpu_places_read(true, &machine.scratch, &machine.arena, &machine.places,
	                                 &machine.n),
	                 0);
	return machine;
}

static void done(struct machine *machine)
{
	arena_done(&machine->arena);
	buffer_done(&machine->scratch);
}

static void write_cpu(unsigned cpu, const char *package, const char *core, const char *package_cpus,
                      const char *core_cpus)
{
	char name[128];

	snprintf(name, sizeof(name), CPU "cpu%u/topology/physical_package_id", cpu);
	tree_write(name, text_of(package));
	snprintf(name, sizeof(name), CPU "cpu%u/topology/core_id", cpu);
	tree_write(name, text_of(core));
	snprintf(name, sizeof(name), CPU "cpu%u/topology/package_cpus_list", cpu);
	tree_write(name, text_of(package_cpus));
	snprintf(name, sizeof(name), CPU "cpu%u/topology/core_cpus_list", cpu);
	tree_write(name, text_of(core_cpus));
}

/* Two sockets whose cores have the same numbers, CPU 2 and 10 beside each other, CPU 11 offline. */
static void a_core_is_one_of_the_machine(void **state _unused_)
{
	struct machine machine;

	write_cpu(0, "0", "0", "0,2", "0,2");
	write_cpu(2, "0", "0", "0,2", "0,2");
	write_cpu(10, "3", "0", "10", "10");
	tree_write(CPU "cpu11/online", TEXT("0\n"));
	tree_write(CPU "online", TEXT("0,2,10\n"));
	tree_write(NODE "node0/cpulist", TEXT("0,2\n"));
	tree_write(NODE "node1/cpulist", TEXT("\n"));
	tree_write(NODE "node4/cpumap", TEXT("00000400\n"));
	machine = read_machine();
	assert_int_equal(machine.n, 4);
	for (size_t n = 0; n < 3; n++) {
		assert_int_equal(machine.places[n].core.is, PRESENT);
		assert_int_equal(machine.places[n].core.v, n < 2 ? 0 : 1);
		assert_int_equal(machine.places[n].socket.v, n < 2 ? 0 : 1);
		assert_int_equal(machine.places[n].package_id.v, n < 2 ? 0 : 3);
		assert_int_equal(machine.places[n].core_id.v, 0);
		assert_true(machine.places[n].is_online.v);
		assert_int_equal(machine.places[n].node.v, n < 2 ? 0 : 4);
		assert_int_equal(machine.places[n].caches.is, UNSUPPORTED);
	}
	assert_int_equal(machine.places[3].cpu, 11);
	assert_int_equal(machine.places[3].is_online.is, PRESENT);
	assert_false(machine.places[3].is_online.v);
	assert_int_equal(machine.places[3].core.is, ABSENT);
	assert_int_equal(machine.places[3].node.is, ABSENT);
	done(&machine);
}

/* drivers/base/topology.c: a machine that does not know writes -1. */
static void minus_one_is_unknown(void **state _unused_)
{
	struct machine machine;

	write_cpu(0, "-1\n", "65536\n", "0\n", "0\n");
	machine = read_machine();
	assert_int_equal(machine.places[0].package_id.is, UNSUPPORTED);
	assert_int_equal(machine.places[0].core_id.v, 65536);
	assert_int_equal(machine.places[0].is_online.is, ABSENT);
	done(&machine);
}

static void caches_are_named_as_lscpu_names_them(void **state _unused_)
{
	struct machine machine;
	const struct cpu_cache *caches;

	tree_write(CPU "cpu0/cache/index0/level", TEXT("1\n"));
	tree_write(CPU "cpu0/cache/index0/type", TEXT("Data\n"));
	tree_write(CPU "cpu0/cache/index0/size", TEXT("48K\n"));
	tree_write(CPU "cpu0/cache/index0/shared_cpu_list", TEXT("0\n"));
	tree_write(CPU "cpu0/cache/index0/coherency_line_size", TEXT("64\n"));
	tree_write(CPU "cpu0/cache/index3/level", TEXT("3\n"));
	tree_write(CPU "cpu0/cache/index3/type", TEXT("Unified\n"));
	tree_write(CPU "cpu0/cache/index3/size", TEXT("8M\n"));
	tree_write(CPU "cpu0/cache/index3/shared_cpu_list", TEXT("0-3\n"));
	machine = read_machine();
	assert_int_equal(machine.places[0].caches.n, 2);
	caches = machine.places[0].caches.items;
	assert_true(text_equal(caches[0].name, TEXT("L1d")));
	assert_int_equal(caches[0].size_bytes.v, 48 * 1024);
	assert_int_equal(caches[0].line_bytes.v, 64);
	assert_int_equal(caches[0].ways.is, UNSUPPORTED);
	assert_true(text_equal(caches[1].name, TEXT("L3")));
	assert_int_equal(caches[1].size_bytes.v, 8 * 1024 * 1024);
	assert_int_equal(caches[1].cpus.n, 4);
	done(&machine);
}

static void a_size_of_another_form_is_refused(void **state _unused_)
{
	static const char *const odd[] = { "", "K", "48k", "48KB", "-1K", "18446744073709551615K" };
	uint64_t size = 7;

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_true(cpu_cache_parse_size(text_of(odd[n]), &size) < 0);
	assert_int_equal(size, 7);
	assert_int_equal(cpu_cache_parse_size(TEXT("1024K"), &size), 0);
	assert_int_equal(size, 1024 * 1024);
}

/* What cannot be read costs its own value, never the CPU. */
static void spoiled_files_cost_themselves(void **state _unused_)
{
	write_cpu(0, "0\n", "0\n", "0-1\n", "0\n");
	for (unsigned how = 0; how < TREE_SPOILS; how++) {
		struct machine machine;

		tree_spoil(CPU "cpu0/topology/core_id", how);
		tree_spoil(CPU "online", how);
		tree_spoil(NODE "node0/cpulist", how);
		machine = read_machine();
		assert_int_equal(machine.n, 1);
		assert_int_equal(machine.places[0].core_id.is, UNSUPPORTED);
		assert_int_equal(machine.places[0].package_id.v, 0);
		done(&machine);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(a_core_is_one_of_the_machine),
		tree_test(minus_one_is_unknown),
		tree_test(caches_are_named_as_lscpu_names_them),
		cmocka_unit_test(a_size_of_another_form_is_refused),
		tree_test(spoiled_files_cost_themselves),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
