/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes: what `set` can change of a process. Each setting reads the old value, applies the new
 * one to the process or to all its threads, and reads again what the kernel made of it.
 *
 * Values of ionice, policy and limits are texts as the options take them: "be:4", "fifo:10",
 * "1024:unlimited". So what a row holds as old undoes the change.
 */
#ifndef COMMAND_ACTION_CHANGE_H
#define COMMAND_ACTION_CHANGE_H

#include "command/action/action.h"
#include "kernel/process/set_process.h"
#include "model/record.h"

enum setting {
	SET_NICE,
	SET_IONICE,
	SET_AFFINITY,
	SET_POLICY,
	SET_OOM_SCORE_ADJ,
	SET_LIMIT, /* the first of N_LIMITS */
	N_SETTINGS = SET_LIMIT + N_LIMITS,
};

struct limit_change {
	struct opt_u64 soft, hard; /* absent: stays */
};

/* What is to be changed. */
struct change {
	bool is_asked[N_SETTINGS];
	bool is_of_threads; /* not only of the main thread */
	int64_t nice;
	struct ioprio ioprio;
	uint64_t *cpus; /* none: all */
	size_t n_cpus;
	struct policy policy;
	int64_t oom_score_adj;
	struct limit_change limits[N_LIMITS];
};

struct number_change {
	struct opt_i64 old, new;
};

struct cpus_change {
	struct numbers old, new;
};

struct text_change {
	struct text old, new;
};

/* What became of it. */
struct change_row {
	uint64_t pid;
	struct text id;
	struct text name;
	struct number_change nice;
	struct text_change ionice;
	struct cpus_change affinity;
	struct text_change policy;
	struct number_change oom_score_adj;
	struct text_change limits[N_LIMITS];
	struct text error; /* the first one */
};

/* Each takes the argument of an option. 0, or EINVAL after a message. */
error_t change_parse(struct invocation *invocation, enum setting setting, const char *argument,
                     struct change *change);
error_t change_parse_limit(struct invocation *invocation, const char *argument,
                           struct change *change);

/* "nice", "ionice", "cpu_affinity", …, "nofile". */
const char *change_name(enum setting setting);

/*
 * Changes one process; with is_dry only the row is filled. Values belong to ARENA.
 * TELL is called for each setting that failed, with words for the user.
 * Returns 0, or -ENOMEM.
 */
int change_apply(const struct change *change, struct target *target, bool is_dry,
                 struct arena *arena, struct change_row *ret,
                 void (*tell)(void *arg, const struct target *target, const char *words),
                 void *arg);

#endif
