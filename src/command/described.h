/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Described: which columns of a view -H lists, beside options that may be about the list itself. */
#ifndef COMMAND_DESCRIBED_H
#define COMMAND_DESCRIBED_H

#include "command/command.h"
#include "query/grouping.h"
#include "query/query.h"

/* A zeroed one is empty. */
struct described {
	struct grouping grouping;
	struct columns columns;
	struct query_options asked; /* the options as those of a query of the view */
	struct query query;
	const struct columns *only; /* NULL: all columns of the view */
};

/*
 * Chooses the columns, and clears the options that are about the view rather than the list. Returns
 * 0 or -ENOMEM; what is wrong with an option the query of the list tells.
 */
int described_choose(struct invocation *invocation, struct described *ret);
void described_done(struct described *described);

#define _cleanup_described_ _cleanup_(described_done)

#endif
