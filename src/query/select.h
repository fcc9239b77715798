/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Select: the options that select processes. PIDs and identities become operands of the query;
 * selectors by text become part of the filter; the others become its restriction. A process must
 * meet one selector of each kind that is given.
 */
#ifndef QUERY_SELECT_H
#define QUERY_SELECT_H

#include "query/where.h"

enum selector {
	/* these become part of the filter */
	SELECT_NAME,      /* regular expression */
	SELECT_CGROUP,    /* glob(7) of the path */
	SELECT_CONTAINER, /* the beginning of the container's ID */
	SELECT_UNIT,      /* glob(7); ".service" may be left out */
	SELECT_PORT,      /* port of TCP or UDP, at either end */
	SELECT_NSPID,     /* the PID in a PID namespace of the process */
	/* command/selector.h resolves these */
	SELECT_USER,           /* real user: name or number */
	SELECT_EFFECTIVE_USER, /* effective user: name or number */
	SELECT_TERMINAL,       /* a terminal, with or without "/dev/" */
	SELECT_LISTEN,         /* listening port of TCP or UDP */
	SELECT_OPEN,           /* path of a file */
	SELECT_MOUNT,          /* path of a mount point, or of a file on the mount */
	N_SELECTORS,
};

struct words {
	struct text *items;
	size_t n;
};

/* The selection options. Texts belong to the caller. */
struct selection {
	struct operand *processes; /* of operands and -p */
	size_t n_processes;
	bool has_processes; /* -p was given, perhaps with an empty list */
	struct words words[N_SELECTORS];
	bool without_kthreads; /* -k */

	struct operand *parents; /* --children-of */
	size_t n_parents;
	bool is_recursive; /* -r: --children-of means all descendants */
};

/* Whether there is a selector beside operands; -k does not count, as it only excludes. */
bool select_has_words(const struct selection *selection);

/* Adds the selectors by text, and -k, to the filter. Returns like where_add(). */
int select_filter(const struct selection *selection, const struct collector *collector,
                  struct where *where, struct buffer *why);

#endif
