/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for the letters and numbers that stat has for a process or a thread. */
#ifndef COLLECT_PROCESS_PROCESS_WORDS_H
#define COLLECT_PROCESS_PROCESS_WORDS_H

#include "kernel/process/pid_stat.h"

/* psutil's words for the states (values.md C-01), ended by NULL. */
extern const char *const process_status_words[];

void process_get_status(const struct pid_stat *stat, struct value *ret);

/* Gets the letter of the state. ret: points into STAT. */
void process_get_state(const struct pid_stat *stat, struct value *ret);

/* Gets one of policy_words[]. */
void process_get_policy(const struct pid_stat *stat, struct value *ret);

#endif
