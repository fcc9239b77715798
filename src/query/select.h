/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Select: which processes. PIDs and identities become operands of the request, everything else
 * becomes a part of the filter. Selectors of one kind are alternatives, kinds must all hold.
 */
#ifndef QUERY_SELECT_H
#define QUERY_SELECT_H

#include "query/where.h"

/* What the selection options said; texts belong to the caller. */
struct selection {
	struct operand *processes; /* of operands and -p */
	size_t n_processes;
	bool has_processes; /* -p was there, though its list may be empty */
	struct text *users; /* -u */
	size_t n_users;
	struct text *names; /* -N */
	size_t n_names;
	struct text *terminals; /* -t */
	size_t n_terminals;
	bool without_kthreads; /* -k */
};

/*
 * Parses a process: PID, PID@START or PID:INODE.
 * Returns 0, or -EINVAL where it is none: 0 and negative numbers are none, a number that no
 * process can have is (an operand with the PID 0, which nobody has).
 */
int select_parse_process(const char *text, struct operand *ret);

/* Adds what the selection says beside the processes to the filter. Returns as where_add(). */
int select_filter(const struct selection *selection, const struct collector *collector,
                  struct where *where, struct buffer *why);

#endif
