/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters of ss(8) for `net connections`, put in those of nvhost before they are parsed. */
#ifndef COMMAND_QUERY_NET_LETTERS_H
#define COMMAND_QUERY_NET_LETTERS_H

#include "command/command.h"

/* What -l and -x are then: letters that no other option has, and that the help leaves out. */
enum { NET_LETTER_LISTENING = 'L', NET_LETTER_UNIX = 'X' };

/*
 * For the view `connections` alone: -l is --listening where no number follows, which is a --limit;
 * -x is --unix. They may be joined with others of ss, -tulpn: -p says nothing here, as processes
 * are shown anyway, and beside it -n means what it does in ss. Returns argc.
 */
int net_letters_translate(int argc, char **argv, struct invocation *invocation);

#endif
