/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the files of a control group: CPU and memory. */
#include "kernel/cgroup.h"

#include <errno.h>
#include <unistd.h>

#include "base/number.h"
#include "kernel/file.h"
#include "model/fault.h"

static const double us_per_second = 1e6, ns_per_second = 1e9;

/*
 * For "no limit", version 1 prints the largest number: 2⁶³ - 1 rounded down to a page; on 32-bit
 * machines 2³¹ - 1 pages.
 */
static const uint64_t unlimited_v1 = UINT64_C(0x7ffffffffff00000);
static const uint64_t unlimited_v1_32 = UINT64_C(0x7fffffff000);

struct opt_u64 cgroup_read_number(int dir, const char *name)
{
	char line[32];
	struct opt_u64 number = { .is = UNSUPPORTED };

	if (file_read_line(dir, name, line, sizeof(line)) < 0)
		return number;
	number.is = number_parse_u64(text_of(line), &number.v) == 0 ? PRESENT : ABSENT;
	return number;
}

static struct opt_u64 limit_v1(struct opt_u64 number)
{
	if (number.is == PRESENT && (number.v >= unlimited_v1 || number.v == unlimited_v1_32))
		number.is = ABSENT;
	return number;
}

static struct opt_u64 read_limit_v1(int dir, const char *name)
{
	return limit_v1(cgroup_read_number(dir, name));
}

struct opt_u64 cgroup_find_number(struct text text, struct text key)
{
	struct opt_u64 number = { .is = UNSUPPORTED };
	struct text line, word;

	while (text_next_line(&text, &line))
		if (text_next_word(&line, &word) && text_equal(word, key) &&
		    number_next_u64(&line, &number.v) == 0)
			number.is = PRESENT;
	return number;
}

struct opt_f64 cgroup_parse_cpu_max(struct text text)
{
	uint64_t quota, period;

	if (number_next_u64(&text, &quota) < 0 || number_next_u64(&text, &period) < 0 ||
	    period == 0)
		return (struct opt_f64){ 0 };
	return some_f64((double)quota / (double)period);
}

static struct opt_f64 read_cpu_max(int dir)
{
	char line[64];

	if (file_read_line(dir, "cpu.max", line, sizeof(line)) < 0)
		return (struct opt_f64){ .is = UNSUPPORTED };
	return cgroup_parse_cpu_max(text_of(line));
}

static void read_cfs_quota(int dir, struct cgroup_cpu *ret)
{
	int64_t quota;
	uint64_t period;

	ret->limit_cpus.is = UNSUPPORTED;
	if (file_read_i64(dir, "cpu.cfs_quota_us", &quota) < 0 ||
	    file_read_u64(dir, "cpu.cfs_period_us", &period) < 0)
		return;
	ret->limit_cpus.is = ABSENT;
	if (quota > 0 && period > 0)
		ret->limit_cpus = some_f64((double)quota / (double)period);
}

static struct opt_f64 to_seconds(struct opt_u64 number, double per_second)
{
	return (struct opt_f64){ .v = (double)number.v / per_second, .is = number.is };
}

int cgroup_cpu_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_cpu *ret)
{
	int r = file_read(dir, "cpu.stat", scratch);
	struct text stat = r == 0 ? buffer_text(scratch) : TEXT("");

	if (fault_is_fatal(r))
		return r;
	ret->periods = cgroup_find_number(stat, TEXT("nr_periods"));
	ret->throttled_periods = cgroup_find_number(stat, TEXT("nr_throttled"));
	ret->usage_seconds =
		to_seconds(cgroup_find_number(stat, TEXT("usage_usec")), us_per_second);
	ret->user_seconds = to_seconds(cgroup_find_number(stat, TEXT("user_usec")), us_per_second);
	ret->system_seconds =
		to_seconds(cgroup_find_number(stat, TEXT("system_usec")), us_per_second);
	if (is_v1) {
		ret->throttled_seconds =
			to_seconds(cgroup_find_number(stat, TEXT("throttled_time")), ns_per_second);
		ret->weight = cgroup_read_number(dir, "cpu.shares");
		read_cfs_quota(dir, ret);
	} else {
		ret->throttled_seconds =
			to_seconds(cgroup_find_number(stat, TEXT("throttled_usec")), us_per_second);
		ret->weight = cgroup_read_number(dir, "cpu.weight");
		ret->limit_cpus = read_cpu_max(dir);
	}
	return 0;
}

int cgroup_accounting_read(int dir, struct buffer *scratch, struct cgroup_cpu *ret)
{
	double ticks_per_second = (double)sysconf(_SC_CLK_TCK);
	int r = file_read(dir, "cpuacct.stat", scratch);
	struct text stat = r == 0 ? buffer_text(scratch) : TEXT("");

	if (fault_is_fatal(r))
		return r;
	ret->usage_seconds = to_seconds(cgroup_read_number(dir, "cpuacct.usage"), ns_per_second);
	ret->user_seconds = to_seconds(cgroup_find_number(stat, TEXT("user")), ticks_per_second);
	ret->system_seconds =
		to_seconds(cgroup_find_number(stat, TEXT("system")), ticks_per_second);
	return 0;
}

/* Version 1 counts swap in memory.stat; the files memory.memsw.* count memory and swap together. */
static int read_swap_v1(int dir, struct buffer *scratch, struct cgroup_memory *ret)
{
	int r = file_read(dir, "memory.stat", scratch);

	ret->swap_limit_bytes.is = UNSUPPORTED;
	ret->swap_usage_bytes =
		cgroup_find_number(r == 0 ? buffer_text(scratch) : TEXT(""), TEXT("total_swap"));
	return fault_only_fatal(r);
}

static int read_memory_v1(int dir, struct buffer *scratch, struct cgroup_memory *ret)
{
	ret->usage_bytes = cgroup_read_number(dir, "memory.usage_in_bytes");
	ret->peak_bytes = cgroup_read_number(dir, "memory.max_usage_in_bytes");
	ret->limit_bytes = read_limit_v1(dir, "memory.limit_in_bytes");
	ret->high_bytes = read_limit_v1(dir, "memory.soft_limit_in_bytes");
	ret->max_events = cgroup_read_number(dir, "memory.failcnt");
	return read_swap_v1(dir, scratch, ret);
}

int cgroup_memory_limit_above(int dir, struct buffer *scratch, struct opt_u64 *ret)
{
	int r = file_read(dir, "memory.stat", scratch);

	*ret = limit_v1(cgroup_find_number(r == 0 ? buffer_text(scratch) : TEXT(""),
	                                   TEXT("hierarchical_memory_limit")));
	return fault_only_fatal(r);
}

static void read_memory_v2(int dir, struct cgroup_memory *ret)
{
	ret->usage_bytes = cgroup_read_number(dir, "memory.current");
	ret->peak_bytes = cgroup_read_number(dir, "memory.peak");
	ret->limit_bytes = cgroup_read_number(dir, "memory.max");
	ret->high_bytes = cgroup_read_number(dir, "memory.high");
	ret->swap_usage_bytes = cgroup_read_number(dir, "memory.swap.current");
	ret->swap_limit_bytes = cgroup_read_number(dir, "memory.swap.max");
}

int cgroup_memory_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret)
{
	int r = file_read(dir, is_v1 ? "memory.oom_control" : "memory.events", scratch);
	struct text events = r == 0 ? buffer_text(scratch) : TEXT("");

	if (fault_is_fatal(r))
		return r;
	ret->high_events = cgroup_find_number(events, TEXT("high"));
	ret->max_events = cgroup_find_number(events, TEXT("max"));
	ret->oom_events = cgroup_find_number(events, TEXT("oom"));
	ret->oom_kills = cgroup_find_number(events, TEXT("oom_kill"));
	if (is_v1)
		r = read_memory_v1(dir, scratch, ret);
	else
		read_memory_v2(dir, ret);
	if (fault_is_fatal(r))
		return r;
	if (ret->limit_bytes.is == PRESENT && ret->limit_bytes.v > 0 &&
	    ret->usage_bytes.is == PRESENT)
		ret->percent =
			some_f64(100 * (double)ret->usage_bytes.v / (double)ret->limit_bytes.v);
	return 0;
}

int cgroup_memory_stat_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret)
{
	int r = file_read(dir, "memory.stat", scratch);
	struct text stat = r == 0 ? buffer_text(scratch) : TEXT("");

	if (fault_is_fatal(r))
		return r;
	/* total_…: in version 1 the sum with the groups below */
	ret->anon_bytes = cgroup_find_number(stat, is_v1 ? TEXT("total_rss") : TEXT("anon"));
	ret->file_bytes = cgroup_find_number(stat, is_v1 ? TEXT("total_cache") : TEXT("file"));
	ret->kernel_bytes = is_v1 ? cgroup_read_number(dir, "memory.kmem.usage_in_bytes")
	                          : cgroup_find_number(stat, TEXT("kernel"));
	return 0;
}
