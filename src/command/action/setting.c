/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: functions that read, plan and apply each setting. */
#include "command/action/setting.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>

#include "base/cpulist.h"
#include "kernel/cpuset.h"
#include "kernel/file.h"
#include "kernel/host.h"
#include "kernel/process/proc_pids.h"
#include "model/fault.h"

/* Opens the directory of a process. /proc/self is the caller, whatever PID namespace /proc has. */
static int open_process(pid_t pid)
{
	int proc = root_open(ROOT_PROC), fd;

	if (pid != SETTING_SELF || proc < 0)
		return proc < 0 ? proc : pid_open(pid);
	fd = openat(proc, "self", O_PATH | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* ---- nice ---- */

static int read_nice(pid_t pid, enum setting setting _unused_, struct arena *arena _unused_,
                     void *ret)
{
	struct opt_i64 *value = ret;
	int r = set_process_read_nice(pid, &value->v);

	value->is = r == 0 ? PRESENT : ABSENT;
	return r;
}

static int plan_nice(pid_t pid _unused_, enum setting setting _unused_, const struct change *change,
                     struct arena *arena _unused_, void *ret)
{
	*(struct opt_i64 *)ret =
		(struct opt_i64){ .v = set_process_nearest_nice(change->nice), .is = PRESENT };
	return 0;
}

static int apply_nice(pid_t pid, enum setting setting _unused_, const struct change *change)
{
	return set_process_nice(pid, change->nice);
}

/* ---- I/O priority ---- */

/* Copies a word, with ":NUMBER" if it has one: "be:4". */
static int keep_word(struct arena *arena, const char *word, bool has_number, unsigned number,
                     struct text *ret)
{
	char text[32];

	if (!has_number)
		return arena_copy(arena, text_of(word), ret);
	snprintf(text, sizeof(text), "%s:%u", word, number);
	return arena_copy(arena, text_of(text), ret);
}

static int keep_ioprio(struct arena *arena, const struct ioprio *ioprio, void *ret)
{
	const char *word = ioprio_class_word(ioprio->class);

	return keep_word(arena, word ? word : "?", ioprio->class == 1 || ioprio->class == 2,
	                 ioprio->level, ret);
}

static int read_ionice(pid_t pid, enum setting setting _unused_, struct arena *arena, void *ret)
{
	struct ioprio ioprio;
	int r = ioprio_read(pid, &ioprio);

	return r < 0 ? r : keep_ioprio(arena, &ioprio, ret);
}

static int plan_ionice(pid_t pid _unused_, enum setting setting _unused_,
                       const struct change *change, struct arena *arena, void *ret)
{
	return keep_ioprio(arena, &change->ioprio, ret);
}

/* Sets class and level; keeps the hint for the device, which no option sets. */
static int apply_ionice(pid_t pid, enum setting setting _unused_, const struct change *change)
{
	struct ioprio ioprio;
	int r = ioprio_read(pid, &ioprio);

	ioprio.class = change->ioprio.class;
	ioprio.level = change->ioprio.level;
	return r < 0 ? r : set_process_ioprio(pid, &ioprio);
}

/* ---- CPUs ---- */

static int read_affinity(pid_t pid, enum setting setting _unused_, struct arena *arena, void *ret)
{
	struct numbers *value = ret;
	uint64_t *cpus;
	int r = affinity_read(pid, arena, &cpus, &value->n);

	if (r == 0)
		*value = (struct numbers){ .items = cpus, .n = value->n, .is = PRESENT };
	return r;
}

static int read_eligible(pid_t pid, struct arena *arena, uint64_t **ret, size_t *ret_n)
{
	_cleanup_close_ int dir = open_process(pid);
	_cleanup_buffer_ struct buffer scratch = { 0 };

	return dir < 0 ? dir : cpuset_read(dir, &scratch, arena, ret, ret_n);
}

static bool is_wanted(uint64_t cpu, const struct change *change)
{
	for (size_t n = 0; n < change->n_cpus; n++)
		if (change->cpus[n] == cpu)
			return true;
	return change->n_cpus == 0;
}

/* The CPUs that were asked for and that the cpuset of the process allows; absent if none is. */
static int plan_affinity(pid_t pid, enum setting setting _unused_, const struct change *change,
                         struct arena *arena, void *ret)
{
	uint64_t *cpus;
	size_t n_cpus, kept = 0;
	int r = read_eligible(pid, arena, &cpus, &n_cpus);

	if (r < 0)
		return r;
	for (size_t n = 0; n < n_cpus; n++)
		if (is_wanted(cpus[n], change))
			cpus[kept++] = cpus[n];
	if (kept > 0)
		*(struct numbers *)ret = (struct numbers){ cpus, kept, PRESENT };
	return 0;
}

static int apply_affinity(pid_t pid, enum setting setting _unused_, const struct change *change)
{
	return set_process_affinity(pid, change->cpus, change->n_cpus);
}

static int hint_affinity(pid_t pid, enum setting setting _unused_, struct buffer *ret)
{
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *cpus;
	size_t n;
	int r = read_eligible(pid, &arena, &cpus, &n);

	if (r < 0)
		return fault_only_fatal(r);
	r = buffer_add(ret, TEXT("; allowed: "));
	return r < 0 ? r : cpulist_format(cpus, n, ret);
}

/* ---- scheduling policy ---- */

static int keep_policy(struct arena *arena, const struct policy *policy, void *ret)
{
	const char *word = policy_word(policy->number);

	if (!word)
		return keep_word(arena, "policy", true, policy->number, ret);
	return keep_word(arena, word, policy->priority > 0, policy->priority, ret);
}

static int read_policy(pid_t pid, enum setting setting _unused_, struct arena *arena, void *ret)
{
	struct policy policy;
	int r = set_process_read_policy(pid, &policy);

	return r < 0 ? r : keep_policy(arena, &policy, ret);
}

static int plan_policy(pid_t pid _unused_, enum setting setting _unused_,
                       const struct change *change, struct arena *arena, void *ret)
{
	return keep_policy(arena, &change->policy, ret);
}

/* Sets the policy; keeps SCHED_RESET_ON_FORK, as clearing that flag would need CAP_SYS_NICE. */
static int apply_policy(pid_t pid, enum setting setting _unused_, const struct change *change)
{
	struct policy policy, before;
	int r = set_process_read_policy(pid, &before);

	policy = change->policy;
	policy.is_reset_on_fork = r == 0 && before.is_reset_on_fork;
	return r < 0 ? r : set_process_policy(pid, &policy);
}

/* ---- oom_score_adj ---- */

static int read_oom_score_adj(pid_t pid, enum setting setting _unused_,
                              struct arena *arena _unused_, void *ret)
{
	_cleanup_close_ int dir = open_process(pid);
	struct opt_i64 *value = ret;
	int r = dir < 0 ? dir : file_read_i64(dir, "oom_score_adj", &value->v);

	value->is = r == 0 ? PRESENT : ABSENT;
	return r;
}

static int plan_oom_score_adj(pid_t pid _unused_, enum setting setting _unused_,
                              const struct change *change, struct arena *arena _unused_, void *ret)
{
	*(struct opt_i64 *)ret = (struct opt_i64){ .v = change->oom_score_adj, .is = PRESENT };
	return 0;
}

static int apply_oom_score_adj(pid_t pid, enum setting setting _unused_,
                               const struct change *change)
{
	_cleanup_close_ int dir = open_process(pid);

	return dir < 0 ? dir : set_process_oom_score_adj(dir, change->oom_score_adj);
}

/* ---- limits ---- */

static int add_end(rlim_t limit, struct buffer *ret)
{
	if (limit == RLIM_INFINITY)
		return buffer_add(ret, TEXT("unlimited"));
	return buffer_add_format(ret, "%llu", (unsigned long long)limit);
}

/* "1024:unlimited" */
static int add_limit(const struct rlimit *limit, struct buffer *ret)
{
	int r = add_end(limit->rlim_cur, ret);

	if (r == 0)
		r = buffer_add_byte(ret, ':');
	return r < 0 ? r : add_end(limit->rlim_max, ret);
}

static int keep_limit(struct arena *arena, const struct rlimit *limit, void *ret)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	int r = add_limit(limit, &text);

	return r < 0 ? r : arena_copy(arena, buffer_text(&text), ret);
}

static enum limit limit_of(enum setting setting)
{
	return (enum limit)(setting - SET_LIMIT);
}

static int read_limit(pid_t pid, enum setting setting, struct arena *arena, void *ret)
{
	struct rlimit limit;
	int r = set_process_read_limit(pid, limit_of(setting), &limit);

	return r < 0 ? r : keep_limit(arena, &limit, ret);
}

/* Reads the limit that is not changed, as prlimit(2) always sets both. */
static int merge_limit(pid_t pid, enum limit limit, const struct limit_change *ends,
                       struct rlimit *ret)
{
	int r = set_process_read_limit(pid, limit, ret);

	if (r < 0)
		return r;
	if (ends->soft.is == PRESENT)
		ret->rlim_cur = ends->soft.v;
	if (ends->hard.is == PRESENT)
		ret->rlim_max = ends->hard.v;
	if (ends->soft.is != PRESENT) /* the soft limit cannot be above the hard limit */
		ret->rlim_cur = MIN(ret->rlim_cur, ret->rlim_max);
	return 0;
}

static int plan_limit(pid_t pid, enum setting setting, const struct change *change,
                      struct arena *arena, void *ret)
{
	struct rlimit limit;
	int r = merge_limit(pid, limit_of(setting), &change->limits[limit_of(setting)], &limit);

	return r < 0 ? r : keep_limit(arena, &limit, ret);
}

static int apply_limit(pid_t pid, enum setting setting, const struct change *change)
{
	enum limit limit = limit_of(setting);
	struct rlimit rlimit;
	int r = merge_limit(pid, limit, &change->limits[limit], &rlimit);

	return r < 0 ? r : set_process_limit(pid, limit, &rlimit);
}

/* Even with all capabilities, nofile is at most fs.nr_open: kernel/sys.c do_prlimit(). */
static int hint_limit(pid_t pid, enum setting setting, struct buffer *ret)
{
	struct rlimit limit;
	uint64_t most;
	int r;

	if (set_process_read_limit(pid, limit_of(setting), &limit) < 0)
		return 0;
	r = buffer_add(ret, TEXT("; it is "));
	if (r == 0)
		r = add_limit(&limit, ret);
	if (r == 0 && limit_of(setting) == LIMIT_NOFILE &&
	    file_read_u64(root_open(ROOT_PROC), "sys/fs/nr_open", &most) == 0)
		r = buffer_add_format(ret, ", and fs.nr_open is %llu", (unsigned long long)most);
	return r;
}

/* ---- all ---- */

#define VALUES(member)                                  \
	.old = offsetof(struct change_row, member.old), \
	.new = offsetof(struct change_row, member.new)

static const struct setting_way ways[SET_LIMIT + 1] = {
	[SET_NICE] = {
		.name = "nice",
		VALUES(nice),
		.is_of_threads = true,
		.read = read_nice,
		.plan = plan_nice,
		.apply = apply_nice,
		.privilege = "lowered without CAP_SYS_NICE",
	},
	[SET_IONICE] = {
		.name = "ionice",
		VALUES(ionice),
		.is_of_threads = true,
		.read = read_ionice,
		.plan = plan_ionice,
		.apply = apply_ionice,
		.privilege = "rt without CAP_SYS_NICE",
	},
	[SET_AFFINITY] = {
		.name = "cpu_affinity",
		VALUES(affinity),
		.is_of_threads = true,
		.read = read_affinity,
		.plan = plan_affinity,
		.apply = apply_affinity,
		.invalid = "none of these CPUs",
		.hint = hint_affinity,
	},
	[SET_POLICY] = {
		.name = "policy",
		VALUES(policy),
		.is_of_threads = true,
		.read = read_policy,
		.plan = plan_policy,
		.apply = apply_policy,
		.privilege = "without CAP_SYS_NICE and above its rtprio",
	},
	[SET_OOM_SCORE_ADJ] = {
		.name = "oom_score_adj",
		VALUES(oom_score_adj),
		.read = read_oom_score_adj,
		.plan = plan_oom_score_adj,
		.apply = apply_oom_score_adj,
		.privilege = "lowered without CAP_SYS_RESOURCE",
	},
	[SET_LIMIT] = {
		VALUES(limits[0]),
		.read = read_limit,
		.plan = plan_limit,
		.apply = apply_limit,
		.privilege = "hard and raised without CAP_SYS_RESOURCE",
		.invalid = "the soft limit would be above the hard one",
		.hint = hint_limit,
	},
};

const struct setting_way *setting_way_of(enum setting setting)
{
	return &ways[MIN(setting, SET_LIMIT)];
}
