/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change: parses the arguments of the options. */
#include <errno.h>
#include <sched.h>

#include "base/cpulist.h"
#include "base/number.h"
#include "command/action/change.h"
#include "command/options.h"

enum { HIGHEST_LEVEL = 7, HIGHEST_PRIORITY = 99, MOST_OOM = 1000 };

/* Parses WORD[:NUMBER], where WORD is one of WORDS, which end in NULL; *ret is its index. */
static error_t parse_word(struct invocation *invocation, const char *kind, const char *argument,
                          const char *const *words, unsigned *ret, struct text *ret_number)
{
	struct text word = text_of(argument);
	_cleanup_free_ char *name = NULL;

	*ret_number = (struct text){ 0 };
	text_cut(word, ':', &word, ret_number);
	for (*ret = 0; words[*ret]; ++*ret)
		if (text_equal(text_of(words[*ret]), word))
			return 0;
	name = strndup(word.bytes, word.length);
	return name ? options_refuse_word(invocation, kind, name, words) : ENOMEM;
}

/* CLASS[:LEVEL]. Only rt and be have levels. */
static error_t parse_ionice(struct invocation *invocation, const char *argument, struct ioprio *ret)
{
	static const char *const classes[] = { "none", "rt", "be", "idle", NULL };
	struct text text;
	uint64_t level = 0;
	error_t error = parse_word(invocation, "I/O class", argument, classes, &ret->class, &text);

	if (error != 0)
		return error;
	if (text.bytes && (number_parse_u64(text, &level) < 0 || level > HIGHEST_LEVEL))
		return options_refuse(invocation, "'%s': the level must be 0 to %d", argument,
		                      HIGHEST_LEVEL);
	if (level > 0 && (ret->class == 0 || ret->class == 3))
		return options_refuse(invocation, "'%s': this class has no levels", argument);
	ret->level = (unsigned)level;
	return 0;
}

/* other, batch, idle; fifo:N, rr:N. */
static error_t parse_policy(struct invocation *invocation, const char *argument, struct policy *ret)
{
	static const char *const words[] = { "other", "fifo", "rr", "batch", "idle", NULL };
	static const unsigned numbers[] = { SCHED_OTHER, SCHED_FIFO, SCHED_RR, SCHED_BATCH,
		                            SCHED_IDLE };
	struct text text;
	uint64_t priority = 0;
	unsigned n;
	error_t error = parse_word(invocation, "policy", argument, words, &n, &text);
	bool is_real_time;

	if (error != 0)
		return error;
	is_real_time = numbers[n] == SCHED_FIFO || numbers[n] == SCHED_RR;
	if (text.bytes && !is_real_time)
		return options_refuse(invocation, "'%s': this policy has no priorities", argument);
	if (is_real_time &&
	    (number_parse_u64(text, &priority) < 0 || priority < 1 || priority > HIGHEST_PRIORITY))
		return options_refuse(invocation, "'%s': %s:N needs a priority, 1 to %d", argument,
		                      words[n], HIGHEST_PRIORITY);
	*ret = (struct policy){ .number = numbers[n], .priority = (unsigned)priority };
	return 0;
}

/* A number, perhaps with K, M, G or T; "unlimited", "infinity" or -1. */
static bool parse_limit(struct text text, struct opt_u64 *ret)
{
	double bytes;

	ret->is = PRESENT;
	if (text_equal(text, TEXT("unlimited")) || text_equal(text, TEXT("infinity")) ||
	    text_equal(text, TEXT("-1")))
		ret->v = RLIM_INFINITY;
	else if (number_parse_u64(text, &ret->v) < 0 && number_parse_size(text, &bytes) == 0 &&
	         bytes < 0x1p53 && bytes == (double)(uint64_t)bytes)
		ret->v = (uint64_t)bytes;
	else if (number_parse_u64(text, &ret->v) < 0)
		return false;
	return true;
}

static error_t refuse_limit(struct invocation *invocation, struct text text)
{
	const char *words[N_LIMITS + 1] = { NULL };
	_cleanup_free_ char *name = strndup(text.bytes, text.length);

	for (size_t n = 0; n < N_LIMITS; n++)
		words[n] = limit_name((enum limit)n);
	return name ? options_refuse_word(invocation, "limit", name, words) : ENOMEM;
}

/* ---- a setter for each option ---- */

error_t change_set_nice(struct invocation *invocation, const char *argument, void *ret)
{
	struct change *change = ret;

	change->is_asked[SET_NICE] = true;
	if (number_parse_i64(text_of(argument), &change->nice) < 0 || change->nice < INT32_MIN ||
	    change->nice > INT32_MAX)
		return options_refuse(invocation,
		                      "'%s' is not a nice value, from -20 (first) to 19 (last)",
		                      argument);
	return 0;
}

error_t change_set_ionice(struct invocation *invocation, const char *argument, void *ret)
{
	struct change *change = ret;

	change->is_asked[SET_IONICE] = true;
	return parse_ionice(invocation, argument, &change->ioprio);
}

error_t change_set_affinity(struct invocation *invocation, const char *argument, void *ret)
{
	struct change *change = ret;

	change->is_asked[SET_AFFINITY] = true;
	if (strcmp(argument, "all") == 0)
		return 0;
	if (cpulist_parse(text_of(argument), &invocation->memory, &change->cpus, &change->n_cpus) <
	            0 ||
	    change->n_cpus == 0)
		return options_refuse(
			invocation, "'%s' is not a list of CPUs (such as 0-3,8, or all)", argument);
	return 0;
}

error_t change_set_policy(struct invocation *invocation, const char *argument, void *ret)
{
	struct change *change = ret;

	change->is_asked[SET_POLICY] = true;
	return parse_policy(invocation, argument, &change->policy);
}

error_t change_set_oom_score_adj(struct invocation *invocation, const char *argument, void *ret)
{
	struct change *change = ret;
	int64_t *number = &change->oom_score_adj;

	change->is_asked[SET_OOM_SCORE_ADJ] = true;
	if (number_parse_i64(text_of(argument), number) < 0 || *number < -MOST_OOM ||
	    *number > MOST_OOM)
		return options_refuse(invocation, "'%s' is not a number from %d to %d", argument,
		                      -MOST_OOM, MOST_OOM);
	return 0;
}

/* NAME=SOFT sets the soft limit, NAME=:HARD the hard limit, NAME=SOFT:HARD both. */
error_t change_set_rlimit(struct invocation *invocation, const char *argument, void *ret)
{
	struct text name = text_of(argument), value = { 0 }, hard = { 0 };
	struct limit_change ends = { 0 };
	struct change *change = ret;
	enum limit limit;

	text_cut(name, '=', &name, &value);
	if (!limit_find(name, &limit))
		return refuse_limit(invocation, name);
	text_cut(value, ':', &value, &hard);
	if ((value.length == 0 && hard.length == 0) ||
	    (value.length > 0 && !parse_limit(value, &ends.soft)) ||
	    (hard.length > 0 && !parse_limit(hard, &ends.hard)))
		return options_refuse(invocation,
		                      "'%s' is not a limit (NAME=SOFT, NAME=SOFT:HARD, NAME=:HARD)",
		                      argument);
	if (ends.soft.is == PRESENT && ends.hard.is == PRESENT && ends.soft.v > ends.hard.v)
		return options_refuse(invocation, "'%s': the soft limit is above the hard one",
		                      argument);
	change->limits[limit] = ends;
	change->is_asked[SET_LIMIT + limit] = true;
	return 0;
}
