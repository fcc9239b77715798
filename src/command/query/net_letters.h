/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters of ss(8): rewrites them for `net connections`, before options are parsed. */
#ifndef COMMAND_QUERY_NET_LETTERS_H
#define COMMAND_QUERY_NET_LETTERS_H

#include "command/command.h"

/* The letters that replace -l and -x: no other option has them, and the help does not show them. */
enum { NET_LETTER_LISTENING = 'L', NET_LETTER_UNIX = 'X' };

/*
 * For the view `connections` only: -l is --listening, unless a number follows (then it is --limit),
 * and -x is --unix. They can be joined with other letters of ss: -tulpn. -p is ignored, as
 * processes are always shown; so is -n beside -p, as numbers are always shown. Returns argc.
 */
int net_letters_translate(int argc, char **argv, struct invocation *invocation);

#endif
