/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for states and scheduling policies. */
#include "collect/process/process_words.h"

#include "kernel/process/scheduling.h"

const char *const process_status_words[] = { "running", "sleeping",     "disk-sleep",
	                                     "stopped", "tracing-stop", "zombie",
	                                     "dead",    "wake-kill",    "waking",
	                                     "idle",    "parked",       "?",
	                                     NULL };

void process_get_status(const struct pid_stat *stat, struct value *ret)
{
	static const char letters[] = "RSDTtZXKWIP";
	char state = stat->state;
	const char *letter = state ? strchr(letters, state == 'x' ? 'X' : state) : NULL;
	size_t n = letter ? (size_t)(letter - letters) : sizeof(letters) - 1;

	*ret = (struct value){ .is = PRESENT, .text = text_of(process_status_words[n]) };
}

void process_get_state(const struct pid_stat *stat, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT, .text = { .bytes = &stat->state, .length = 1 } };
}

void process_get_policy(const struct pid_stat *stat, struct value *ret)
{
	const char *word = policy_word(stat->policy.v);

	ret->is = word ? stat->policy.is : UNSUPPORTED;
	ret->text = text_of(word);
}
