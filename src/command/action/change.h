/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Change: the settings of a process, which `set` changes in other processes, and `run` applies to
 * the command before it begins. A change reads the old value, applies the new one to the process or
 * to all its threads, and reads the value again, as the kernel may have changed it.
 *
 * Values of ionice, policy and limits are texts as the options take them: "be:4", "fifo:10",
 * "1024:unlimited": the old value of a row, given to the option, undoes the change.
 */
#ifndef COMMAND_ACTION_CHANGE_H
#define COMMAND_ACTION_CHANGE_H

#include "command/action/action.h"
#include "command/option_rows.h"
#include "kernel/process/set_process.h"
#include "model/record.h"

enum setting {
	SET_NICE,
	SET_IONICE,
	SET_AFFINITY,
	SET_POLICY,
	SET_OOM_SCORE_ADJ,
	SET_LIMIT, /* the first of N_LIMITS settings */
	N_SETTINGS = SET_LIMIT + N_LIMITS,
};

struct limit_change {
	struct opt_u64 soft, hard; /* absent: is not changed */
};

/* The settings to change. */
struct change {
	bool is_asked[N_SETTINGS];
	bool is_of_threads; /* change all threads, not only the main thread */
	int64_t nice;
	struct ioprio ioprio;
	uint64_t *cpus; /* n_cpus 0: all */
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

/* The row of a process: old and new values. */
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
	struct text error; /* the first failure */
};

enum { KEY_NICE = 0x500, KEY_IONICE, KEY_AFFINITY, KEY_POLICY, KEY_OOM_SCORE_ADJ, KEY_RLIMIT };

/* The options of the settings, for `set` and `run`. */
#define CHANGE_OPTIONS                                                                               \
	{ "nice", KEY_NICE, "N", 0, "nice value, -20 (first) to 19 (last)", 5 },                     \
		{ "ionice",                                                                          \
		  KEY_IONICE,                                                                        \
		  "CLASS[:LEVEL]",                                                                   \
		  0,                                                                                 \
		  "I/O: none, rt, be or idle; level 0 (first) to 7",                                 \
		  5 },                                                                               \
		{ "affinity", KEY_AFFINITY, "LIST", 0, "allowed CPUs (0-3,8), or all", 5 },          \
		{ "policy", KEY_POLICY, "POLICY", 0, "scheduling: other, batch, idle, fifo:N, rr:N", \
		  5 },                                                                               \
		{ "oom-score-adj",                                                                   \
		  KEY_OOM_SCORE_ADJ,                                                                 \
		  "N",                                                                               \
		  0,                                                                                 \
		  "killed when out of memory: -1000 never, 1000 first",                              \
		  5 },                                                                               \
	{                                                                                            \
		"rlimit", KEY_RLIMIT, "NAME=LIMIT", 0,                                               \
			"limit: nofile=1024, nofile=64:128, as=:8G (hard)", 5                        \
	}

/* Their setters, for a struct change. */
option_setter change_set_nice, change_set_ionice, change_set_affinity, change_set_policy,
	change_set_oom_score_adj, change_set_rlimit;

#define CHANGE_ROWS(type, member)                                                            \
	OPTION_BY(change_set_nice, type, member, .key = KEY_NICE),                           \
		OPTION_BY(change_set_ionice, type, member, .key = KEY_IONICE),               \
		OPTION_BY(change_set_affinity, type, member, .key = KEY_AFFINITY),           \
		OPTION_BY(change_set_policy, type, member, .key = KEY_POLICY),               \
		OPTION_BY(change_set_oom_score_adj, type, member, .key = KEY_OOM_SCORE_ADJ), \
		OPTION_BY(change_set_rlimit, type, member, .key = KEY_RLIMIT)

bool change_is_anything_asked(const struct change *change);

/*
 * Changes the calling process. /proc may belong to another PID namespace: only /proc/self is used.
 * Returns 0, or the negative errno of the first setting that failed, after a message; the settings
 * behind it are not applied.
 */
int change_apply_to_self(const struct change *change);

/* "nice", "ionice", "cpu_affinity", …, "nofile". */
const char *change_name(enum setting setting);

/*
 * Changes one process and fills its row; with IS_DRY, only fills the row. ARENA holds the values.
 * Calls TELL with a message for each setting that failed. Returns 0 or -ENOMEM.
 */
int change_apply(const struct change *change, struct target *target, bool is_dry,
                 struct arena *arena, struct change_row *ret,
                 void (*tell)(void *arg, const struct target *target, const char *words),
                 void *arg);

#endif
