/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/cpuinfo: blocks of every architecture (R-36; values.md P-265, P-266, P-275). */
#include "hostile.h"

#include "base/cpulist.h"
#include "kernel/cpuinfo.h"

static struct cpuinfo parse_good(struct text text, struct arena *arena)
{
	struct cpuinfo cpuinfo = { 0 };

	assert_int_equal(cpuinfo_parse(text, arena, &cpuinfo), 0);
	return cpuinfo;
}

static const char x86_text[] =
	"processor\t: 0\nmodel name\t: A  B\nphysical id\t: 0\ncpu cores\t: 2\ncpu MHz\t\t: 1500.5\n\n"
	"processor\t: 1\nmodel name\t: C\nphysical id\t: 0\ncpu cores\t: 2\ncpu MHz\t\t: 1600\n\n"
	"processor\t: 2\nphysical id\t: 7\ncpu cores\t: 1\ncpu MHz\t\t: 1700\n";

static void cores_of_each_package_are_added(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(text_of(x86_text), &arena);

	assert_int_equal(cpuinfo.n_cpus, 3);
	assert_int_equal(cpuinfo.n_cores, 3);
	assert_true(cpuinfo.cpus[0].mhz.v == 1500.5 && cpuinfo.cpus[2].mhz.v == 1700);
	assert_text(cpuinfo.model, "A  B");
	assert_text(cpuinfo.cpus[1].model, "C");
}

/* Two sockets have cores of the same numbers; two threads are of one core. */
static void cores_are_different_places(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };

	assert_int_equal(parse_good(TEXT("processor: 0\nphysical id: 0\ncore id: 0\n\n"
	                                 "processor: 1\nphysical id: 1\ncore id: 0\n\n"
	                                 "processor: 2\nphysical id: 0\ncore id: 0\n"),
	                            &arena)
	                         .n_cores,
	                 2);
	assert_int_equal(parse_good(TEXT("cpu number: 0\ndrawer id: 0\nbook id: 0\ncore id: 1\n\n"
	                                 "cpu number: 1\ndrawer id: 1\nbook id: 0\ncore id: 1\n\n"
	                                 "cpu number: 2\ndrawer id: 1\nbook id: 1\ncore id: 1\n"),
	                            &arena)
	                         .n_cores,
	                 3);
}

/* The last block of a package counts; there are no more cores than CPUs (values.md T-04). */
static void later_blocks_replace_earlier(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };

	assert_int_equal(parse_good(TEXT("processor: 0\nphysical id: 1\ncpu cores: 9\n"
	                                 "processor: 1\nphysical id: 1\ncpu cores: 1\n"
	                                 "processor: 2\nphysical id: 2\ncpu cores: 1"),
	                            &arena)
	                         .n_cores,
	                 2);
	assert_int_equal(
		parse_good(TEXT("processor: 0\nphysical id: 1\ncpu cores: 9\n"), &arena).n_cores,
		1);
}

/* Of four threads that are on of each eight (SMT=4), the numbers have gaps. */
static void powerpc(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(TEXT("processor\t: 8\ncpu\t\t: POWER7\n"
	                                         "clock\t\t: 3425.000000MHz\n\n"
	                                         "processor\t: 0\ncpu\t\t: POWER7\n\n"
	                                         "timebase\t: 512000000\nmodel : IBM,8233-E8B\n"),
	                                    &arena);

	assert_int_equal(cpuinfo.n_cpus, 2);
	assert_int_equal(cpuinfo.cpus[0].cpu, 0);
	assert_int_equal(cpuinfo.cpus[0].mhz.is, ABSENT);
	assert_true(cpuinfo_find(&cpuinfo, 8)->mhz.v == 3425);
	assert_null(cpuinfo_find(&cpuinfo, 1));
	assert_text(cpuinfo.model, "POWER7");
	assert_int_equal(cpuinfo.n_cores, 0);
}

static void s390(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(
		TEXT("vendor_id       : IBM/S390\n# processors    : 2\n"
	             "processor 0: version = FF,  identification = 0D0E97,  machine = 2964\n"
	             "processor 5: version = FF,  identification = 0D0E97,  machine = 2964\n"
	             "\ncpu number      : 0\n"
	             "cpu MHz dynamic : 5208\ncpu MHz static  : 5209\n"),
		&arena);

	assert_int_equal(cpuinfo.n_cpus, 2);
	assert_true(cpuinfo.cpus[0].mhz.v == 5208); /* P-275: the static one is the same CPU's */
	assert_int_equal(cpuinfo.cpus[1].cpu, 5);
	assert_int_equal(cpuinfo.cpus[1].mhz.is, ABSENT);
	assert_text(cpuinfo.cpus[1].model, "IBM/S390 2964");
}

static void sparc(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo =
		parse_good(TEXT("cpu\t\t: TI UltraSparc T2 (Niagara2)\nncpus probed\t: 3\n"
	                        "ncpus active\t: 2\nCpu0ClkTck\t: 0000000045b8d1e0\nState:\n"
	                        "CPU0:\t\tonline\nCPU12:\t\tonline\n"),
	                   &arena);

	assert_int_equal(cpuinfo.n_cpus, 2);
	assert_int_equal(cpuinfo.cpus[1].cpu, 12);
	assert_text(cpuinfo.cpus[1].model, "TI UltraSparc T2 (Niagara2)");
	assert_int_equal(cpuinfo.n_cores, 0);
}

/* The names are those that lscpu(1) 2.38 gives for the same file. */
static void arm(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo =
		parse_good(TEXT("processor\t: 0\nProcessor\t: ARMv7 Processor rev 4 (v7l)\n"
	                        "model name\t: ARMv7 Processor rev 4 (v7l)\n"
	                        "CPU implementer\t: 0x41\nCPU part\t: 0xd03\n"
	                        "processor\t: 1\nProcessor\t: ARMv7 Processor rev 2 (v7l)\n"
	                        "CPU implementer\t: 0x41\nCPU part\t: 0xd09\n"
	                        "processor\t: 2\nCPU implementer\t: 0x41\nCPU part\t: 0xdff\n"
	                        "processor\t: 3\nCPU implementer\t: 0xfe\nCPU part\t: 0x1\n"),
	                   &arena);

	assert_int_equal(cpuinfo.n_cpus, 4);
	assert_text(cpuinfo.cpus[0].model, "Cortex-A53");
	assert_text(cpuinfo.cpus[1].model, "Cortex-A73");
	assert_text(cpuinfo.cpus[2].model, "ARM 0xdff");
	assert_text(cpuinfo.cpus[3].model, "0xfe 0x1");
	/* kernels before 3.8 say it once, for all CPUs */
	cpuinfo = parse_good(TEXT("Processor\t: ARMv7 Processor rev 4 (v7l)\nprocessor\t: 0\n\n"
	                          "processor\t: 1\n\nCPU implementer\t: 0x41\n"
	                          "CPU part\t: 0xc0f\n"),
	                     &arena);
	assert_int_equal(cpuinfo.n_cpus, 2);
	assert_text(cpuinfo.cpus[1].model, "Cortex-A15");
	assert_text(parse_good(TEXT("Processor: XScale\nprocessor: 0\n"), &arena).model, "XScale");
}

static void what_is_not_told_is_not_counted(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(TEXT("processor\t: 0\nBogoMIPS\t: 38.40\n\n"
	                                         "processor\t: 1\nphysical id\t: 0\n\n"
	                                         "cpu cores\t: 4\ncpu MHz\t: 7\n"),
	                                    &arena);

	assert_int_equal(cpuinfo.n_cpus, 2);
	assert_int_equal(cpuinfo.n_cores, 0); /* the ID and the cores are of different blocks */
	assert_int_equal(cpuinfo.cpus[0].mhz.is, ABSENT);
	assert_null(cpuinfo.model.bytes);
	assert_int_equal(parse_good(TEXT(""), &arena).n_cpus, 0);
}

static void odd_numbers_are_left_out(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo =
		parse_good(TEXT("processor: -1\nprocessor: 65536\nprocessor:\nprocessor: 0\n"
	                        "cpu MHz: -1\ncpu MHz: nan\ncpu MHz: 1e400\ncpu MHz:\nclock: MHz\n"
	                        "physical id: -1\ncpu cores: 2\n\nprocessor: 0\n"
	                        "physical id: 0\ncpu cores: 99999999999999999999\n\nprocessor: 1\n"
	                        "physical id: 1\ncpu cores: 18446744073709551615\n\nprocessor: 2\n"
	                        "physical id: 18446744073709551615\ncpu cores: 3\n"),
	                   &arena);

	assert_int_equal(cpuinfo.n_cpus, 3);
	assert_int_equal(cpuinfo.cpus[0].mhz.is, ABSENT);
	assert_int_equal(cpuinfo.n_cores, 3);
}

/* As many packages as CPUs, and lines of CPUs again and again: their number must not be squared. */
static void many_packages(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer text = { 0 };

	for (int n = 0; n < 200000; n++)
		assert_int_equal(buffer_add_format(&text,
		                                   "processor:%d\nphysical id:%d\ncpu cores:1\n\n",
		                                   n % MOST_CPUS, n % MOST_CPUS),
		                 0);
	assert_int_equal(parse_good(buffer_text(&text), &arena).n_cores, MOST_CPUS);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(text, &arena);

	assert_true(cpuinfo.n_cpus <= text.length && cpuinfo.n_cores <= cpuinfo.n_cpus);
	for (size_t n = 0; n < cpuinfo.n_cpus; n++)
		assert_true(cpuinfo.cpus[n].mhz.v >= 0 && cpuinfo.cpus[n].cpu < MOST_CPUS);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(x86_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cores_of_each_package_are_added),
		cmocka_unit_test(cores_are_different_places),
		cmocka_unit_test(later_blocks_replace_earlier),
		cmocka_unit_test(powerpc),
		cmocka_unit_test(s390),
		cmocka_unit_test(sparc),
		cmocka_unit_test(arm),
		cmocka_unit_test(what_is_not_told_is_not_counted),
		cmocka_unit_test(odd_numbers_are_left_out),
		cmocka_unit_test(many_packages),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
