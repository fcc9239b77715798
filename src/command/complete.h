/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion for shells: `nvhost complete WORD...` prints the candidates for the last word, each on
 * a line: the whole word, a tab, and its meaning. No line: the shell offers file names.
 *
 * The candidates come from the tables of the program itself, so that no shell has a list of its
 * own. The command is not in the manual: only completions/ calls it.
 */
#ifndef COMMAND_COMPLETE_H
#define COMMAND_COMPLETE_H

/* WORDS: the N words behind "nvhost complete". Returns the exit status. */
int complete(int n, char *const *words);

#endif
