/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Control groups: where they are, and the files of one. */
#include "kernel/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/file.h"

enum { NS_PER_US = 1000 };

/* Version 1 writes its largest number for "no limit": 2⁶³ - 1, rounded down to pages. */
static const uint64_t unlimited_v1 = UINT64_C(0x7ffffffffff00000);

/* ---- where ---- */

static bool has_controller(struct text list, char separator, const char *controller)
{
	struct text part;

	list = text_trim(list);
	while (text_next_part(&list, separator, &part))
		if (text_equal(part, text_of(controller)))
			return true;
	return false;
}

/* The path of this process: of version 2 the line "0::PATH", of version 1 that of the controller.
 */
static int find_own(const char *controller, struct buffer *scratch, struct arena *arena,
                    struct text *ret)
{
	struct text text, line, hierarchy, controllers, path, found = TEXT("/");
	int r = file_read_root(ROOT_PROC, "self/cgroup", scratch);

	text = r == 0 ? buffer_text(scratch) : TEXT("");
	while (text_next_line(&text, &line)) {
		if (!text_cut(line, ':', &hierarchy, &line) ||
		    !text_cut(line, ':', &controllers, &path))
			continue;
		if (controller ? has_controller(controllers, ',', controller)
		               : controllers.length == 0)
			found = path;
	}
	return arena_copy(arena, found, ret);
}

int cgroup_find(const char *controller, struct buffer *scratch, struct arena *arena,
                struct cgroup_tree *ret)
{
	static const char *const unified[] = { "fs/cgroup", "fs/cgroup/unified" };
	char name[64];

	for (size_t n = 0; n < ARRAY_SIZE(unified); n++) {
		snprintf(name, sizeof(name), "%s/cgroup.controllers", unified[n]);
		if (file_read_root(ROOT_SYS, name, scratch) < 0 ||
		    !has_controller(buffer_text(scratch), ' ', controller))
			continue;
		*ret = (struct cgroup_tree){ .mount = unified[n] };
		return find_own(NULL, scratch, arena, &ret->own);
	}
	ret->mount = strcmp(controller, "cpu") == 0 ? "fs/cgroup/cpu" : "fs/cgroup/memory";
	ret->is_v1 = true;
	if (faccessat(root_open(ROOT_SYS), ret->mount, F_OK, 0) < 0)
		return -EOPNOTSUPP;
	return find_own(controller, scratch, arena, &ret->own);
}

int cgroup_open(const struct cgroup_tree *tree, struct text path)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	int sys = root_open(ROOT_SYS), fd;
	int r = sys < 0 ? sys
	                : buffer_add_format(&name, "%s/%.*s", tree->mount, (int)path.length,
	                                    path.bytes);

	if (r == 0)
		r = buffer_add_byte(&name, '\0');
	if (r < 0)
		return r;
	fd = openat(sys, name.text, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* ---- files ---- */

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

/* A line "key N" of a flat file. */
static struct opt_u64 find_key(struct text text, struct text key)
{
	struct opt_u64 number = { .is = UNSUPPORTED };
	struct text line, word;

	while (text_next_line(&text, &line))
		if (text_next_word(&line, &word) && text_equal(word, key) &&
		    number_next_u64(&line, &number.v) == 0)
			number.is = PRESENT;
	return number;
}

/* "max 100000", or "50000 100000": microseconds of CPU time in each period. */
static void read_cpu_max(int dir, struct cgroup_cpu *ret)
{
	char line[64];
	struct text rest;
	uint64_t quota, period;

	ret->limit_cpus.is = UNSUPPORTED;
	if (file_read_line(dir, "cpu.max", line, sizeof(line)) < 0)
		return;
	rest = text_of(line);
	ret->limit_cpus.is = ABSENT;
	if (number_next_u64(&rest, &quota) == 0 && number_next_u64(&rest, &period) == 0 &&
	    period > 0)
		ret->limit_cpus = some_f64((double)quota / (double)period);
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

int cgroup_cpu_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_cpu *ret)
{
	int r = file_read(dir, "cpu.stat", scratch);
	struct text stat = r == 0 ? buffer_text(scratch) : TEXT("");

	if (r == -ENOMEM)
		return r;
	ret->periods = find_key(stat, TEXT("nr_periods"));
	ret->throttled_periods = find_key(stat, TEXT("nr_throttled"));
	ret->usage_us = find_key(stat, TEXT("usage_usec"));
	ret->user_us = find_key(stat, TEXT("user_usec"));
	ret->system_us = find_key(stat, TEXT("system_usec"));
	if (is_v1) {
		ret->throttled_us = ns_to_us(find_key(stat, TEXT("throttled_time")));
		ret->weight = read_number(dir, "cpu.shares");
		ret->usage_us = ns_to_us(read_number(dir, "cpuacct.usage"));
		read_cfs_quota(dir, ret);
	} else {
		ret->throttled_us = find_key(stat, TEXT("throttled_usec"));
		ret->weight = read_number(dir, "cpu.weight");
		read_cpu_max(dir, ret);
	}
	return 0;
}

int cgroup_memory_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret)
{
	const char *events = is_v1 ? "memory.oom_control" : "memory.events";
	int r = file_read(dir, events, scratch);

	if (r == -ENOMEM)
		return r;
	ret->oom_kills = find_key(r == 0 ? buffer_text(scratch) : TEXT(""), TEXT("oom_kill"));
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
