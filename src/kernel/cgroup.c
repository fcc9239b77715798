/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a control group. */
#include "kernel/cgroup.h"

#include <errno.h>
#include <unistd.h>

#include "base/number.h"
#include "kernel/file.h"

enum { NS_PER_US = 1000 };

/* Version 1 writes its largest number for "no limit": 2⁶³ - 1, rounded down to pages. */
static const uint64_t unlimited_v1 = UINT64_C(0x7ffffffffff00000);

/* A file of one number or "max". What is not there this kernel, or this level, does not have. */
static struct opt_u64 read_number(int dir, const char *name)
{
	char line[32];
	struct opt_u64 number = { .is = UNSUPPORTED };

	if (file_read_line(dir, name, line, sizeof(line)) < 0)
		return number;
	number.is = number_parse_u64(text_of(line), &number.v) == 0 ? PRESENT : ABSENT;
	return number;
}

static struct opt_u64 read_limit_v1(int dir, const char *name)
{
	struct opt_u64 number = read_number(dir, name);

	if (number.is == PRESENT && number.v >= unlimited_v1)
		number.is = ABSENT;
	return number;
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

static struct opt_u64 ns_to_us(struct opt_u64 number)
{
	number.v /= NS_PER_US;
	return number;
}

static struct opt_u64 ticks_to_us(struct opt_u64 number)
{
	number.v = (uint64_t)((double)number.v * 1e6 / (double)sysconf(_SC_CLK_TCK));
	return number;
}

int cgroup_cpu_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_cpu *ret)
{
	int r = file_read(dir, "cpu.stat", scratch);
	struct text stat = r == 0 ? buffer_text(scratch) : TEXT("");

	if (r == -ENOMEM)
		return r;
	ret->periods = cgroup_find_number(stat, TEXT("nr_periods"));
	ret->throttled_periods = cgroup_find_number(stat, TEXT("nr_throttled"));
	ret->usage_us = cgroup_find_number(stat, TEXT("usage_usec"));
	ret->user_us = cgroup_find_number(stat, TEXT("user_usec"));
	ret->system_us = cgroup_find_number(stat, TEXT("system_usec"));
	if (is_v1) {
		ret->throttled_us = ns_to_us(cgroup_find_number(stat, TEXT("throttled_time")));
		ret->weight = read_number(dir, "cpu.shares");
		read_cfs_quota(dir, ret);
	} else {
		ret->throttled_us = cgroup_find_number(stat, TEXT("throttled_usec"));
		ret->weight = read_number(dir, "cpu.weight");
		ret->limit_cpus = read_cpu_max(dir);
	}
	return 0;
}

int cgroup_accounting_read(int dir, struct buffer *scratch, struct cgroup_cpu *ret)
{
	int r = file_read(dir, "cpuacct.stat", scratch);
	struct text stat = r == 0 ? buffer_text(scratch) : TEXT("");

	if (r == -ENOMEM)
		return r;
	ret->usage_us = ns_to_us(read_number(dir, "cpuacct.usage"));
	ret->user_us = ticks_to_us(cgroup_find_number(stat, TEXT("user")));
	ret->system_us = ticks_to_us(cgroup_find_number(stat, TEXT("system")));
	return 0;
}

int cgroup_memory_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret)
{
	const char *events = is_v1 ? "memory.oom_control" : "memory.events";
	int r = file_read(dir, events, scratch);

	if (r == -ENOMEM)
		return r;
	ret->oom_kills =
		cgroup_find_number(r == 0 ? buffer_text(scratch) : TEXT(""), TEXT("oom_kill"));
	if (is_v1) {
		ret->usage_bytes = read_number(dir, "memory.usage_in_bytes");
		ret->peak_bytes = read_number(dir, "memory.max_usage_in_bytes");
		ret->limit_bytes = read_limit_v1(dir, "memory.limit_in_bytes");
		ret->high_bytes = read_limit_v1(dir, "memory.soft_limit_in_bytes");
		ret->swap_limit_bytes.is = UNSUPPORTED; /* memsw is of both together */
		ret->swap_usage_bytes.is = UNSUPPORTED;
	} else {
		ret->usage_bytes = read_number(dir, "memory.current");
		ret->peak_bytes = read_number(dir, "memory.peak");
		ret->limit_bytes = read_number(dir, "memory.max");
		ret->high_bytes = read_number(dir, "memory.high");
		ret->swap_usage_bytes = read_number(dir, "memory.swap.current");
		ret->swap_limit_bytes = read_number(dir, "memory.swap.max");
	}
	return 0;
}
