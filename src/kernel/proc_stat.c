/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/stat: lines of ticks for the machine and for each CPU, then lines with counters. */
#include "kernel/proc_stat.h"

#include <errno.h>
#include <unistd.h>

#include "base/number.h"
#include "kernel/file.h"

#define KEY(key)                                                              \
	{                                                                     \
		.name = TEXT(#key), .offset = offsetof(struct proc_stat, key) \
	}

static const struct key {
	struct text name;
	size_t offset;
} keys[] = {
	KEY(ctxt),      KEY(intr),          KEY(softirq),       KEY(btime),
	KEY(processes), KEY(procs_running), KEY(procs_blocked),
};

static void parse_ticks(struct text columns, struct proc_stat_cpu *ret)
{
	struct text word;
	struct opt_u64 *const ticks[] = {
		&ret->user_ticks,   &ret->nice_ticks,       &ret->system_ticks,  &ret->idle_ticks,
		&ret->iowait_ticks, &ret->irq_ticks,        &ret->softirq_ticks, &ret->steal_ticks,
		&ret->guest_ticks,  &ret->guest_nice_ticks,
	};

	for (size_t n = 0; n < ARRAY_SIZE(ticks); n++)
		if (!text_next_word(&columns, &word))
			ticks[n]->is = UNSUPPORTED;
		else if (number_parse_u64(word, &ticks[n]->v) == 0)
			ticks[n]->is = PRESENT;
}

/*
 * Takes the first number only: on the lines of interrupts, the numbers of the single sources
 * follow.
 */
static void parse_counter(struct text name, struct text columns, struct proc_stat *ret)
{
	for (size_t n = 0; n < ARRAY_SIZE(keys); n++) {
		struct opt_u64 *target = (struct opt_u64 *)((char *)ret + keys[n].offset);

		if (!text_equal(name, keys[n].name))
			continue;
		if (number_next_u64(&columns, &target->v) == 0)
			target->is = PRESENT;
		return;
	}
}

static size_t count_cpu_lines(struct text text)
{
	struct text line;
	size_t n = 0;

	while (text_next_line(&text, &line))
		n += text_starts(line, TEXT("cpu"));
	return n;
}

int proc_stat_parse(struct text text, struct arena *arena, struct proc_stat *ret)
{
	struct proc_stat stat = { .cpus = arena_array(arena, count_cpu_lines(text),
		                                      sizeof(struct proc_stat_cpu)) };
	struct text line, name, number;

	if (!stat.cpus)
		return -ENOMEM;
	while (text_next_line(&text, &line)) {
		if (!text_next_word(&line, &name))
			continue;
		number = name;
		if (text_equal(name, TEXT("cpu"))) {
			stat.has_machine = true;
			parse_ticks(line, &stat.machine);
		} else if (text_eat(&number, TEXT("cpu"))) {
			struct proc_stat_cpu *cpu = &stat.cpus[stat.n_cpus];

			if (number_parse_u64(number, &cpu->cpu) == 0) {
				parse_ticks(line, cpu);
				stat.n_cpus++;
			}
		} else {
			parse_counter(name, line, &stat);
		}
	}
	*ret = stat;
	return 0;
}

struct opt_f64 proc_stat_seconds(struct opt_u64 ticks)
{
	if (ticks.is == UNSUPPORTED)
		return some_f64(0);
	return (struct opt_f64){ .v = (double)ticks.v / (double)sysconf(_SC_CLK_TCK),
		                 .is = ticks.is };
}

int proc_stat_read(struct buffer *scratch, struct arena *arena, struct proc_stat *ret)
{
	int r = file_read_root(ROOT_PROC, "stat", scratch);

	return r < 0 ? r : proc_stat_parse(buffer_text(scratch), arena, ret);
}
