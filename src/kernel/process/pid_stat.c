/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/PID/stat: "PID (comm) STATE PPID …"; comm may have blanks and parentheses. */
#include "kernel/process/pid_stat.h"

#include <errno.h>

#include "base/number.h"
#include "base/numbered.h"
#include "kernel/file.h"
#include "kernel/host.h"
#include "kernel/patience.h"

enum { NS_PER_SECOND = 1000 * 1000 * 1000 };

enum { FIRST_NUMBER = 4, LAST_NEEDED = 22, LAST_NUMBER = 52 };

/* The member for each field, by the field number in proc_pid_stat(5). */
#define U(member)                                                             \
	{                                                                     \
		.offset = offsetof(struct pid_stat, member), .type = UNSIGNED \
	}
#define I(member)                                                           \
	{                                                                   \
		.offset = offsetof(struct pid_stat, member), .type = SIGNED \
	}
#define OPT(member)                                                           \
	{                                                                     \
		.offset = offsetof(struct pid_stat, member), .type = OPTIONAL \
	}

static const struct target {
	enum { SKIPPED, UNSIGNED, SIGNED, OPTIONAL } type;
	size_t offset;
} targets[LAST_NUMBER + 1] = {
	[4] = U(ppid),          [5] = I(pgrp),
	[6] = I(session),       [7] = I(tty_nr),
	[8] = I(tpgid),         [9] = U(flags),
	[10] = U(minflt),       [12] = U(majflt),
	[14] = U(utime_ticks),  [15] = U(stime_ticks),
	[16] = I(cutime_ticks), [17] = I(cstime_ticks),
	[18] = I(priority),     [19] = I(nice),
	[20] = U(num_threads),  [22] = U(starttime_ticks),
	[39] = OPT(processor),  [40] = OPT(rt_priority),
	[41] = OPT(policy),     [42] = OPT(blkio_ticks),
	[52] = OPT(exit_code),
};

static int parse_number(struct text *rest, const struct target *target, struct pid_stat *ret)
{
	void *p = (char *)ret + target->offset;
	struct text sign = *rest;
	bool is_negative = text_eat(rest, TEXT("-"));
	uint64_t n;
	int r = number_eat_u64(rest, &n);

	if (r < 0) {
		*rest = sign;
		return r;
	}
	switch (target->type) {
	case SKIPPED:
		return 0;
	case UNSIGNED:
		if (is_negative)
			return -EINVAL;
		*(uint64_t *)p = n;
		return 0;
	case SIGNED:
		if (n > (uint64_t)INT64_MAX + is_negative)
			return -ERANGE;
		*(int64_t *)p = is_negative ? (int64_t)(0 - n) : (int64_t)n;
		return 0;
	case OPTIONAL:
		if (!is_negative)
			*(struct opt_u64 *)p = some_u64(n);
		return 0;
	}
	return 0;
}

static int parse_numbers(struct text rest, struct pid_stat *ret)
{
	for (unsigned field = FIRST_NUMBER; field <= LAST_NUMBER; field++) {
		int r;

		if (!text_eat(&rest, TEXT(" ")))
			return field > LAST_NEEDED ? 0 : -EINVAL;
		r = parse_number(&rest, &targets[field], ret);
		if (r < 0 && field <= LAST_NEEDED)
			return -EINVAL;
		if (r < 0) /* the field is not needed: it and the fields after it stay absent */
			return 0;
	}
	return 0;
}

int pid_stat_parse(struct text text, struct pid_stat *ret)
{
	struct pid_stat stat = { .processor.is = UNSUPPORTED,
		                 .rt_priority.is = UNSUPPORTED,
		                 .policy.is = UNSUPPORTED,
		                 .blkio_ticks.is = UNSUPPORTED };
	struct text pid, rest, tail;
	int r;

	if (!text_cut(text, '(', &pid, &rest) || !text_cut_last(rest, ')', &stat.comm, &tail))
		return -EINVAL;
	if (!text_eat(&tail, TEXT(" ")) || tail.length == 0)
		return -EINVAL;
	stat.state = tail.bytes[0];
	r = parse_numbers(text_skip(tail, 1), &stat);
	if (r < 0)
		return r;
	*ret = stat;
	return 0;
}

double pid_stat_start_seconds(const struct pid_stat *stat, double per_second)
{
	/* the ticks in 2⁶⁴ ns; no process is older than half of them, 292 years */
	uint64_t wrap = (uint64_t)(0x1p64 / NS_PER_SECOND * per_second);
	uint64_t ticks = stat->starttime_ticks;

	if (ticks > wrap / 2 && ticks <= wrap)
		return -(double)(wrap - ticks) / per_second;
	return (double)ticks / per_second;
}

/* Reading stat of a process in execve(2) may block until the call is done, see patience.h. */
int pid_stat_read(int dir, const char *name, struct buffer *scratch, struct pid_stat *ret)
{
	int r = patience_read_record(dir, name, PATIENCE_EXEC, scratch);

	return r < 0 ? r : pid_stat_parse(buffer_text(scratch), ret);
}

int pid_stat_read_open(int fd, struct buffer *scratch, struct pid_stat *ret)
{
	int r = patience_enter(PATIENCE_EXEC);

	if (r < 0)
		return r;
	r = file_read_open_record(fd, scratch);
	patience_end();
	return r < 0 ? r : pid_stat_parse(buffer_text(scratch), ret);
}

int pid_stat_read_pid(pid_t pid, struct buffer *scratch, struct pid_stat *ret)
{
	int proc = root_open(ROOT_PROC), r;
	char name[NUMBERED_NAME];

	numbered_name(name, "", (uint64_t)pid, "/stat");
	r = proc < 0 ? proc : pid_stat_read(proc, name, scratch, ret);
	return r == -ENOENT || r == -ENOTDIR ? -ESRCH : r;
}
