/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workers: the same work on many items, on several threads, with the results in order.
 *
 * Items are handed out in chunks. Every chunk has rows of its own, which are emitted by the
 * calling thread in the order of the items; no more than a few chunks are in memory at a time.
 */
#ifndef COLLECT_WORKERS_H
#define COLLECT_WORKERS_H

#include "model/collector.h"

struct workers {
	size_t n_items;
	size_t chunk;   /* items handed out at a time */
	size_t threads; /* at most; 1: all is done by the caller */

	/* Appends the rows of one item. SCRATCH belongs to the thread. 0 or a negative errno. */
	int (*work)(void *arg, size_t item, struct buffer *scratch, struct rows *rows);
	void *arg;

	const struct take *take;
};

/* Returns 0, or the first error of work() or emit(); nothing more is done then. */
int workers_run(const struct workers *workers);

/* Threads that are worth starting for so many items: as many as there are processors, or one. */
size_t workers_threads(size_t n_items, size_t worth_a_thread);

#endif
