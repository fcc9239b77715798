/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz: the files of the machine. */
#include "fuzz.h"

#include "kernel/arcstats.h"
#include "kernel/cgroup.h"
#include "kernel/cgroup_tree.h"
#include "kernel/container.h"
#include "kernel/cpuinfo.h"
#include "kernel/diskstats.h"
#include "kernel/loadavg.h"
#include "kernel/logind.h"
#include "kernel/meminfo.h"
#include "kernel/mounts.h"
#include "kernel/net_addr_files.h"
#include "kernel/net_dev.h"
#include "kernel/os_release.h"
#include "kernel/pressure.h"
#include "kernel/proc_stat.h"
#include "kernel/swaps.h"
#include "kernel/uptime.h"
#include "kernel/utmp.h"
#include "kernel/virtualization.h"
#include "kernel/vmstat.h"
#include "kernel/zoneinfo.h"
#include "kernel/zram.h"

static void parse_cpuinfo(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo info = { 0 };

	cpuinfo_parse(text, &arena, &info);
}

static void parse_diskstats(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats stats = { 0 };

	if (diskstats_parse(text, &arena, &stats) == 0)
		MUST(stats.n + stats.n_odd <= text.length);
}

static void parse_loadavg(struct text text)
{
	struct loadavg load = { 0 };

	loadavg_parse(text, &load);
}

static void parse_meminfo(struct text text)
{
	struct meminfo info = { 0 };

	meminfo_parse(text, &info);
}

static void parse_mounts(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mounts mounts = { 0 };

	if (mounts_parse(text, &arena, &mounts) < 0 || mounts_mark_hidden(&mounts) < 0)
		return;
	for (size_t n = 0; n < mounts.n; n++)
		MUST(mounts.items[n].mountpoint.length <= text.length);
}

static void parse_net_dev(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_dev *devs = NULL;
	size_t n = 0;

	if (net_dev_parse(text, &arena, &devs, &n) == 0)
		MUST(n <= text.length / 2);
}

static void parse_proc_stat(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };

	proc_stat_parse(text, &arena, &stat);
}

static void parse_pressure(struct text text)
{
	struct pressure pressure = { 0 };

	pressure_parse(text, &pressure);
}

static void parse_utmp(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct session_list list = { .arena = &arena };

	if (utmp_parse(text, &list) < 0)
		return;
	for (size_t i = 0; i < list.n; i++)
		MUST(!memchr(list.items[i].name.bytes, '\0', list.items[i].name.length));
}

static void parse_logind(struct text text)
{
	struct session session = { 0 };

	if (logind_parse(text, &session))
		must_be_of(session.name, text);
}

static void parse_os(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text name = { 0 };

	if (os_release_parse(text, &arena, &name) == 0)
		MUST(name.length > 0);
}

static void parse_uptime(struct text text)
{
	double seconds = 0;

	if (uptime_parse(text, &seconds) == 0)
		MUST(seconds >= 0);
}

static void parse_vmstat(struct text text)
{
	struct vmstat stat = { 0 };

	vmstat_parse(text, 4096, &stat);
}

static void parse_zoneinfo(struct text text)
{
	uint64_t low_bytes;

	zoneinfo_parse(text, 4096, &low_bytes);
}

static void parse_zram(struct text text)
{
	struct zram zram = { 0 };

	zram_parse(text, &zram);
}

static void parse_cgroup(struct text text)
{
	struct cgroup_io io = cgroup_parse_io(text);
	struct opt_f64 limit = cgroup_parse_cpu_max(text);

	MUST(io.reads.is == PRESENT);
	MUST(limit.is != PRESENT || limit.v >= 0);
	cgroup_parse_own(text, "cpu");
	cgroup_find_number(text, TEXT("oom_kill"));
}

/* Lines of fib_trie, of route and of if_inet6, in any order. */
static void parse_addresses(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text trie = text, line, name = { 0 };
	struct net_addr addr = { 0 };
	uint32_t address = 0;
	unsigned bits = 0;

	while (fib_trie_next_local(&trie, &address))
		if (route_find_interface(text, address, &name, &bits))
			MUST(bits <= 32);
	while (text_next_line(&text, &line))
		if (net_addr_parse_inet6(line, &arena, &addr) > 0)
			MUST(addr.prefix_bits.v <= 128);
}

static void parse_swaps(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct opt_u64 size;
	struct swap *list;
	size_t n;

	MUST(swaps_parse(text, &arena, &list, &n) < 0 || n <= text.length);
	arcstats_parse(text, &size);
}

static void parse_container(struct text text)
{
	struct text word;

	container_of_cgroup(text);
	container_of_mounts(text);
	if (container_parse_environ(text, &word) == 0)
		must_be_of(word, text);
	virtual_machine_of_sysinfo(text);
	virtual_has_flag(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static void (*const parsers[])(struct text text) = {
		parse_cpuinfo, parse_diskstats, parse_loadavg,  parse_meminfo,   parse_mounts,
		parse_net_dev, parse_proc_stat, parse_pressure, parse_utmp,      parse_logind,
		parse_os,      parse_uptime,    parse_vmstat,   parse_zoneinfo,  parse_zram,
		parse_cgroup,  parse_addresses, parse_swaps,    parse_container,
	};

	return fuzz_choose(bytes, size, parsers, ARRAY_SIZE(parsers));
}
