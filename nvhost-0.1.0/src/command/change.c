/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes: applying them to a process. */
#include "command/change.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>

#include "base/hash.h"
#include "kernel/file.h"
#include "kernel/proc_pids.h"

enum { MOST_ROUNDS = 64 };

/* ---- settings: how each is read, and applied ---- */

static int read_nice(pid_t pid, enum setting setting _unused_, struct arena *arena _unused_,
                     void *ret)
{
	struct opt_i64 *value = ret;
	int r = control_read_nice(pid, &value->v);

	value->is = r == 0 ? PRESENT : ABSENT;
	return r;
}

static int apply_nice(pid_t pid, enum setting setting _unused_, const struct change *change)
{
	return control_set_nice(pid, change->nice);
}

/* "be:4", or the word alone. */
static int keep_word(struct arena *arena, const char *word, bool has_number, unsigned number,
                     struct text *ret)
{
	char text[32];

	if (!has_number)
		return arena_copy(arena, text_of(word), ret);
	snprintf(text, sizeof(text), "%s:%u", word, number);
	return arena_copy(arena, text_of(text), ret);
}

static int read_ionice(pid_t pid, enum setting setting _unused_, struct arena *arena, void *ret)
{
	struct ioprio ioprio;
	const char *word;
	int r = ioprio_read(pid, &ioprio);

	if (r < 0)
		return r;
	word = ioprio_class_word(ioprio.class);
	return keep_word(arena, word ? word : "?", ioprio.class == 1 || ioprio.class == 2,
	                 ioprio.level, ret);
}

static int apply_ionice(pid_t pid, enum setting setting _unused_, const struct change *change)
{
	return control_set_ioprio(pid, &change->ioprio);
}

static int read_affinity(pid_t pid, enum setting setting _unused_, struct arena *arena, void *ret)
{
	struct numbers *value = ret;
	uint64_t *cpus;
	int r = affinity_read(pid, arena, &cpus, &value->n);

	if (r == 0)
		*value = (struct numbers){ .items = cpus, .n = value->n, .is = PRESENT };
	return r;
}

static int apply_affinity(pid_t pid, enum setting setting _unused_, const struct change *change)
{
	return control_set_affinity(pid, change->cpus, change->n_cpus);
}

static int read_policy(pid_t pid, enum setting setting _unused_, struct arena *arena, void *ret)
{
	static const char *const words[] = {
		[SCHED_OTHER] = "other", [SCHED_FIFO] = "fifo", [SCHED_RR] = "rr",
		[SCHED_BATCH] = "batch", [SCHED_IDLE] = "idle",
	};
	struct policy policy;
	const char *word = NULL;
	int r = control_read_policy(pid, &policy);

	if (r < 0)
		return r;
	if (policy.number < ARRAY_SIZE(words))
		word = words[policy.number];
	if (!word) /* deadline and what comes after it cannot be set so */
		return keep_word(arena, "policy", true, policy.number, ret);
	return keep_word(arena, word, policy.priority > 0, policy.priority, ret);
}

static int apply_policy(pid_t pid, enum setting setting _unused_, const struct change *change)
{
	return control_set_policy(pid, &change->policy);
}

static int read_oom_score_adj(pid_t pid, enum setting setting _unused_,
                              struct arena *arena _unused_, void *ret)
{
	_cleanup_close_ int dir = pid_open(pid);
	struct opt_i64 *value = ret;
	int r = dir < 0 ? dir : file_read_i64(dir, "oom_score_adj", &value->v);

	value->is = r == 0 ? PRESENT : ABSENT;
	return r;
}

static int apply_oom_score_adj(pid_t pid, enum setting setting _unused_,
                               const struct change *change)
{
	_cleanup_close_ int dir = pid_open(pid);

	return dir < 0 ? dir : control_set_oom_score_adj(dir, change->oom_score_adj);
}

static int add_limit(rlim_t limit, struct buffer *ret)
{
	if (limit == RLIM_INFINITY)
		return buffer_add(ret, TEXT("unlimited"));
	return buffer_add_format(ret, "%llu", (unsigned long long)limit);
}

static int read_limit(pid_t pid, enum setting setting, struct arena *arena, void *ret)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	struct rlimit limit;
	int r = control_read_limit(pid, (enum limit)(setting - SET_LIMIT), &limit);

	if (r == 0)
		r = add_limit(limit.rlim_cur, &text);
	if (r == 0)
		r = buffer_add_byte(&text, ':');
	if (r == 0)
		r = add_limit(limit.rlim_max, &text);
	return r < 0 ? r : arena_copy(arena, buffer_text(&text), ret);
}

/* One end that stays is read just before: no system call sets the other alone. */
static int apply_limit(pid_t pid, enum setting setting, const struct change *change)
{
	enum limit limit = (enum limit)(setting - SET_LIMIT);
	const struct limit_change *ends = &change->limits[limit];
	struct rlimit rlimit;
	int r = control_read_limit(pid, limit, &rlimit);

	if (ends->soft.is == PRESENT)
		rlimit.rlim_cur = ends->soft.v;
	if (ends->hard.is == PRESENT)
		rlimit.rlim_max = ends->hard.v;
	if (ends->soft.is != PRESENT) /* it cannot stay above */
		rlimit.rlim_cur = MIN(rlimit.rlim_cur, rlimit.rlim_max);
	return r < 0 ? r : control_set_limit(pid, limit, &rlimit);
}

#define VALUES(member) \
	offsetof(struct change_row, member.old), offsetof(struct change_row, member.new)

static const struct how {
	const char *name;
	size_t old, new; /* places of the values in a row */
	int (*read)(pid_t pid, enum setting setting, struct arena *arena, void *ret);
	int (*apply)(pid_t pid, enum setting setting, const struct change *change);
	bool is_of_threads; /* each thread has its own */
	const char *privilege;
	const char *invalid;
} hows[SET_LIMIT + 1] = {
	[SET_NICE] = { "nice", VALUES(nice), read_nice, apply_nice, true,
	               "another user's, or lowered without CAP_SYS_NICE", NULL },
	[SET_IONICE] = { "ionice", VALUES(ionice), read_ionice, apply_ionice, true,
	                 "another user's, or rt without CAP_SYS_NICE", NULL },
	[SET_AFFINITY] = { "cpu_affinity", VALUES(affinity), read_affinity, apply_affinity, true,
	                   NULL, "it may use none of these CPUs" },
	[SET_POLICY] = { "policy", VALUES(policy), read_policy, apply_policy, true,
	                 "another user's, or without CAP_SYS_NICE and above its rtprio", NULL },
	[SET_OOM_SCORE_ADJ] = { "oom_score_adj", VALUES(oom_score_adj), read_oom_score_adj,
	                        apply_oom_score_adj, false,
	                        "another user's, or lowered without CAP_SYS_RESOURCE", NULL },
	[SET_LIMIT] = { NULL, VALUES(limits[0]), read_limit, apply_limit, false,
	                "another user's, or hard and raised without CAP_SYS_RESOURCE",
	                "the soft limit would be above the hard one" },
};

static const struct how *how_of(enum setting setting)
{
	return &hows[MIN(setting, SET_LIMIT)];
}

const char *change_name(enum setting setting)
{
	return setting < SET_LIMIT ? how_of(setting)->name
	                           : limit_name((enum limit)(setting - SET_LIMIT));
}

static void *value_at(enum setting setting, size_t place, struct change_row *row)
{
	size_t n = setting > SET_LIMIT ? setting - SET_LIMIT : 0u;

	return (char *)row + place + n * sizeof(row->limits[0]);
}

/* ---- applying ---- */

/* Whether it is (still) a thread of the process whose /proc/PID is DIR. */
static bool is_thread(int dir, pid_t thread)
{
	char path[32];

	snprintf(path, sizeof(path), "task/%d", (int)thread);
	return faccessat(dir, path, F_OK, 0) == 0;
}

/* A thread that ends meanwhile is no failure. */
static int apply_to_thread(int dir, pid_t thread, enum setting setting, const struct change *change)
{
	int r;

	if (!is_thread(dir, thread))
		return 0;
	r = how_of(setting)->apply(thread, setting, change);
	return r < 0 && !is_thread(dir, thread) ? 0 : r;
}

/*
 * All threads, until no new one appears: a thread that is made meanwhile may have what its maker
 * had before.
 */
static int apply_to_threads(const struct target *target, enum setting setting,
                            const struct change *change)
{
	_cleanup_close_ int dir = pid_open(target->pid);
	_cleanup_hash_ struct hash done = { 0 };
	bool is_new = true;
	int r = dir < 0 ? dir : 0;

	for (int round = 0; round < MOST_ROUNDS && is_new && r == 0; round++) {
		_cleanup_free_ pid_t *threads = NULL;
		size_t n_threads = 0;
		uint64_t unused;

		is_new = false;
		r = proc_numbers_read(dir, "task", &threads, &n_threads);
		for (size_t n = 0; n < n_threads && r == 0; n++) {
			if (hash_get(&done, (uint64_t)threads[n], &unused))
				continue;
			is_new = true;
			r = hash_put(&done, (uint64_t)threads[n], 0);
			if (r == 0)
				r = apply_to_thread(dir, threads[n], setting, change);
		}
	}
	return r;
}

/* The PID is checked right before and right after: in between it might have become another's. */
static int apply_setting(const struct change *change, const struct target *target,
                         enum setting setting)
{
	int r = target_check(target);

	if (r < 0)
		return r;
	if (change->is_of_threads && how_of(setting)->is_of_threads)
		r = apply_to_threads(target, setting, change);
	else
		r = how_of(setting)->apply(target->pid, setting, change);
	return r < 0 ? r : target_check(target);
}

static int change_setting(const struct change *change, const struct target *target,
                          enum setting setting, bool is_dry, struct arena *arena,
                          struct change_row *row)
{
	const struct how *how = how_of(setting);
	int r = how->read(target->pid, setting, arena, value_at(setting, how->old, row));

	if (r == 0 && !is_dry)
		r = apply_setting(change, target, setting);
	if (r == 0 && !is_dry)
		r = how->read(target->pid, setting, arena, value_at(setting, how->new, row));
	return r;
}

/* The reason, and what would help. */
static int explain(enum setting setting, int error, struct buffer *ret)
{
	const struct how *how = how_of(setting);
	bool is_denied = error == -EPERM || error == -EACCES;
	const char *hint = is_denied ? how->privilege : error == -EINVAL ? how->invalid : NULL;
	const char *reason = is_denied         ? "not permitted"
	                     : error == -ESRCH ? "no such process"
	                                       : strerror(-error);
	int r;

	if (error == -ESRCH)
		return buffer_add_format(ret, "%s", reason);
	r = buffer_add_format(ret, "%s: %s", change_name(setting), reason);
	if (r == 0 && hint)
		r = buffer_add_format(ret, " (%s)", hint);
	return r;
}

int change_apply(const struct change *change, struct target *target, bool is_dry,
                 struct arena *arena, struct change_row *ret,
                 void (*tell)(void *arg, const struct target *target, const char *words), void *arg)
{
	int opened = target_open(target);

	*ret = (struct change_row){ .pid = (uint64_t)target->pid,
		                    .id = target->id,
		                    .name = target->name };
	for (unsigned setting = 0; setting < N_SETTINGS; setting++) {
		_cleanup_buffer_ struct buffer words = { 0 };
		int r = opened;

		if (!change->is_asked[setting])
			continue;
		if (r == 0)
			r = change_setting(change, target, setting, is_dry, arena, ret);
		if (r == 0)
			continue;
		if (r == -ENOMEM || explain(setting, r, &words) < 0 ||
		    buffer_add_byte(&words, '\0') < 0)
			return -ENOMEM;
		tell(arg, target, words.text);
		if (!ret->error.bytes && arena_copy(arena, text_of(words.text), &ret->error) < 0)
			return -ENOMEM;
		if (r == -ESRCH)
			break;
	}
	target_close(target);
	return 0;
}
