/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pid_status: lines in any order, each of which fails alone. */
#include "hostile.h"

#include "kernel/process/pid_status.h"

static const char status_text[] =
	"Name:\tx\\ny\nUmask:\t0022\nTgid:\t42\nPPid:\t1\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\nVmPeak:\t    9 kB\n"
	"VmHWM:\t   10 kB\nRssAnon:\t   1 kB\nRssFile:\t   2 kB\nRssShmem:\t   3 kB\n"
	"VmSwap:\t   4 kB\nHugetlbPages:\t   5 kB\nThreads:\t11\nShdPnd:\t0000000000000200\n"
	"SigBlk:\t0000000000000400\nSigIgn:\t0000000000001000\nSigCgt:\t0000000000000800\n"
	"CapInh:\t1\nCapPrm:\t2\nCapEff:\t000001ffffffffff\nCapBnd:\t3\nCapAmb:\t4\n"
	"NoNewPrivs:\t1\nSeccomp:\t2\nNewThing:\t9\nCpus_allowed_list:\t0-3,8\n"
	"voluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t13\n";

static void assert_known(const struct pid_status *status)
{
	assert_int_equal(status->tgid.v, 42);
	assert_int_equal(status->ppid.v, 1);
	assert_int_equal(status->uid_real.v, 1);
	assert_int_equal(status->uid_effective.v, 2);
	assert_int_equal(status->uid_saved.v, 3);
	assert_int_equal(status->gid_real.v, 5);
	assert_int_equal(status->gid_effective.v, 6);
	assert_int_equal(status->gid_saved.v, 7);
	assert_int_equal(status->vm_peak_bytes.v, 9216);
	assert_int_equal(status->vm_hwm_bytes.v, 10240);
	assert_int_equal(status->rss_anon_bytes.v, 1024);
	assert_int_equal(status->rss_file_bytes.v, 2048);
	assert_int_equal(status->rss_shmem_bytes.v, 3072);
	assert_int_equal(status->vm_swap_bytes.v, 4096);
	assert_int_equal(status->hugetlb_bytes.v, 5120);
	assert_int_equal(status->threads.v, 11);
	assert_int_equal(status->signals_pending.v, 0x200);
	assert_int_equal(status->signals_blocked.v, 0x400);
	assert_int_equal(status->signals_ignored.v, 0x1000);
	assert_int_equal(status->signals_caught.v, 0x800);
	assert_int_equal(status->cap_inheritable.v, 1);
	assert_int_equal(status->cap_permitted.v, 2);
	assert_int_equal(status->cap_effective.v, 0x1ffffffffff);
	assert_int_equal(status->cap_bounding.v, 3);
	assert_int_equal(status->cap_ambient.v, 4);
	assert_int_equal(status->no_new_privs.v, 1);
	assert_int_equal(status->seccomp.v, 2);
	assert_int_equal(status->voluntary_switches.v, 12);
	assert_int_equal(status->involuntary_switches.v, 13);
	assert_text(status->cpus_allowed, "0-3,8");
}

static void every_line_has_its_member(void **state _unused_)
{
	struct pid_status status;

	pid_status_parse(text_of(status_text), &status);
	assert_known(&status);
}

/* Also where another kernel has them behind all others. */
static void ids_alone_are_parsed(void **state _unused_)
{
	static const char other_text[] =
		"Threads:\t1\nGid:\t5\t6\t7\t8\nTgid:\t42\nPPid:\t1\nUid:\t1\t2\t3\t4\n";
	const struct text texts[] = { TEXT(status_text), TEXT(other_text) };

	for (size_t n = 0; n < ARRAY_SIZE(texts); n++) {
		struct pid_status status;

		pid_status_parse_ids(texts[n], &status);
		assert_int_equal(status.tgid.v, 42);
		assert_int_equal(status.ppid.v, 1);
		assert_int_equal(status.uid_real.v, 1);
		assert_int_equal(status.uid_saved.v, 3);
		assert_int_equal(status.gid_real.v, 5);
		assert_int_equal(status.threads.is, ABSENT);
	}
}

static void ids_that_are_not_printed_are_unsupported(void **state _unused_)
{
	struct pid_status status;

	pid_status_parse_ids(TEXT("Tgid:\t42\nUid:\t1\tx\t3\t4\n"), &status);
	assert_int_equal(status.uid_real.v, 1);
	assert_int_equal(status.uid_effective.is, UNSUPPORTED);
	assert_int_equal(status.gid_real.is, UNSUPPORTED);
}

/* gVisor and old kernels print in another order. */
static void the_order_does_not_matter(void **state _unused_)
{
	char text[sizeof(status_text)];
	struct text rest = text_of(status_text), line;
	size_t end = sizeof(status_text) - 1;
	struct pid_status status;

	while (text_next_line(&rest, &line)) { /* the last line first */
		text[--end] = '\n';
		end -= line.length;
		memcpy(text + end, line.bytes, line.length);
	}
	assert_int_equal(end, 0);
	pid_status_parse((struct text){ text, sizeof(status_text) - 1 }, &status);
	assert_known(&status);
}

static void what_is_not_printed_is_unsupported(void **state _unused_)
{
	struct pid_status status;

	pid_status_parse(TEXT("Name:\tkthreadd\nUid:\t0\n"), &status);
	assert_int_equal(status.vm_swap_bytes.is, UNSUPPORTED);
	assert_int_equal(status.uid_real.is, PRESENT);
	assert_int_equal(status.uid_effective.is, UNSUPPORTED);
	assert_int_equal(status.seccomp.is, UNSUPPORTED);
	assert_null(status.cpus_allowed.bytes);
	pid_status_parse(TEXT(""), &status);
	assert_int_equal(status.uid_real.is, UNSUPPORTED);
}

/* A kernel thread and a zombie have no memory; an old kernel does not tell all kinds of it. */
static void memory_that_is_not_there(void **state _unused_)
{
	struct pid_status status;

	pid_status_parse(TEXT("Name:\tkthreadd\nState:\tS (sleeping)\nThreads:\t1\n"), &status);
	assert_int_equal(status.state, 'S');
	assert_int_equal(status.vm_swap_bytes.is, ABSENT);
	assert_int_equal(status.seccomp.is, UNSUPPORTED);
	pid_status_parse(TEXT("State:\tZ (zombie)\n"), &status);
	assert_int_equal(status.vm_peak_bytes.is, ZOMBIE);
	pid_status_parse(TEXT("State:\tR (running)\nVmHWM:\t4 kB\n"), &status);
	assert_int_equal(status.vm_hwm_bytes.v, 4096);
	assert_int_equal(status.rss_anon_bytes.is, UNSUPPORTED);
}

static void what_is_no_number_is_unsupported(void **state _unused_)
{
	struct pid_status status;

	pid_status_parse(TEXT("Tgid:\t7x\nUid:\t1\t-1\t99999999999999999999\t4\n"
	                      "VmPeak:\t1 MB\nVmHWM:\t99999999999999999999 kB\n"
	                      "VmSwap:\t18446744073709551615 kB\nThreads:\t-1\n"
	                      "SigBlk:\t10000000000000000\nSigIgn:\txyz\nSigCgt:\t\nSeccomp\n"
	                      "NoNewPrivs:\t1.0\nvoluntary_ctxt_switches:\t3\n"),
	                 &status);
	assert_int_equal(status.tgid.is, UNSUPPORTED);
	assert_int_equal(status.uid_real.v, 1);
	assert_int_equal(status.uid_effective.is, UNSUPPORTED);
	assert_int_equal(status.uid_saved.is, UNSUPPORTED);
	assert_int_equal(status.vm_peak_bytes.is, UNSUPPORTED);
	assert_int_equal(status.vm_hwm_bytes.is, UNSUPPORTED);
	assert_int_equal(status.vm_swap_bytes.is, UNSUPPORTED); /* times 1024 it does not fit */
	assert_int_equal(status.threads.is, UNSUPPORTED);
	assert_int_equal(status.signals_blocked.is, UNSUPPORTED);
	assert_int_equal(status.signals_ignored.is, UNSUPPORTED);
	assert_int_equal(status.signals_caught.is, UNSUPPORTED);
	assert_int_equal(status.seccomp.is, UNSUPPORTED);
	assert_int_equal(status.no_new_privs.is, UNSUPPORTED);
	assert_int_equal(status.voluntary_switches.v, 3); /* one bad line hurts no other */
}

/* The kernel escapes newlines, so that a name cannot begin a line of its own. */
static void a_name_is_not_taken_for_a_key(void **state _unused_)
{
	struct pid_status status;

	pid_status_parse(TEXT("Name:\tThreads:\t5\nName:\tx\\nUid:\t0\t0\t0\t0\nTgid:\t1\n"),
	                 &status);
	assert_int_equal(status.threads.is, UNSUPPORTED);
	assert_int_equal(status.uid_real.is, UNSUPPORTED);
	assert_int_equal(status.tgid.v, 1);
}

static void parse(struct text text)
{
	struct pid_status status;

	pid_status_parse(text, &status);
	assert_true(status.cpus_allowed.length <= text.length);
	if (status.vm_peak_bytes.is == PRESENT)
		assert_int_equal(status.vm_peak_bytes.v % 1024, 0);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(status_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_has_its_member),
		cmocka_unit_test(ids_alone_are_parsed),
		cmocka_unit_test(ids_that_are_not_printed_are_unsupported),
		cmocka_unit_test(the_order_does_not_matter),
		cmocka_unit_test(what_is_not_printed_is_unsupported),
		cmocka_unit_test(what_is_no_number_is_unsupported),
		cmocka_unit_test(memory_that_is_not_there),
		cmocka_unit_test(a_name_is_not_taken_for_a_key),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
