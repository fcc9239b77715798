/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Select: which processes. PIDs and identities become operands of the request, texts a part of the
 * filter, all else a condition beside it. Selectors of one kind are alternatives, kinds must all
 * hold.
 */
#ifndef QUERY_SELECT_H
#define QUERY_SELECT_H

#include "query/where.h"

enum selector {
	/* texts, which become a part of the filter */
	SELECT_NAME,      /* regular expression */
	SELECT_CGROUP,    /* glob(7) of the path */
	SELECT_CONTAINER, /* the beginning of its ID */
	SELECT_UNIT,      /* glob(7), ".service" may be left out */
	SELECT_PORT,      /* of TCP or UDP, at either end */
	SELECT_NSPID,     /* the PID in a PID namespace that the process is in */
	/* what command/selector.h resolves */
	SELECT_USER, /* the real one: name or number */
	SELECT_EFFECTIVE_USER,
	SELECT_TERMINAL, /* as in /dev, with or without that */
	SELECT_LISTEN,   /* port of TCP or UDP */
	SELECT_OPEN,     /* path of a file */
	SELECT_MOUNT,    /* path of a mount, or of a file there */
	N_SELECTORS,
};

struct words {
	struct text *items;
	size_t n;
};

/* What the selection options said; texts belong to the caller. */
struct selection {
	struct operand *processes; /* of operands and -p */
	size_t n_processes;
	bool has_processes; /* -p was there, though its list may be empty */
	struct words words[N_SELECTORS];
	bool without_kthreads; /* -k */

	struct operand *parents; /* --children-of */
	size_t n_parents;
	bool is_recursive; /* -r: their descendants too */
};

/* Whether anything but operands selects; -k alone only leaves out. */
bool select_has_words(const struct selection *selection);

/* Adds what the selection says beside the processes to the filter. Returns as where_add(). */
int select_filter(const struct selection *selection, const struct collector *collector,
                  struct where *where, struct buffer *why);

#endif
