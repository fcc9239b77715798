/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion, for shells: `nvhost complete WORD...` prints what the last word may become, a line
 * each: the whole word, and behind a tab what it means. Nothing: any file name.
 *
 * All comes from the tables that the program itself works with, so that no shell has a list of its
 * own. The command is not in the manual: completions/ is who calls it.
 */
#ifndef COMMAND_COMPLETE_H
#define COMMAND_COMPLETE_H

/* WORDS: those behind "nvhost complete". Returns the exit status. */
int complete(int n, char *const *words);

#endif
