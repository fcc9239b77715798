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
	size_t threads; /* at most; 1: all is done by one */

	/*
	 * Work reads what may wait for ever (kernel/patience.h): then all is done by other threads,
	 * and the caller sees to it that another does what a lost one had begun.
	 */
	bool may_block;

	/*
	 * Appends the rows of one item. SCRATCH belongs to the thread. 0 or a negative code. If the
	 * thread is lost meanwhile, the rows of that item are dropped, and it is done again.
	 */
	int (*work)(void *arg, size_t item, struct buffer *scratch, struct rows *rows);
	void *arg;

	const struct take *take;
};

/* Returns 0, or the first error of work() or emit(); nothing more is done then. */
int workers_run(const struct workers *workers);

/*
 * Does in a watched thread what may wait for ever, and again if that is lost: it is refused then
 * what it waited for. Returns what it returns.
 */
int workers_once(int (*work)(void *arg), void *arg);

/* Threads that are worth starting for so many items: as many as there are processors, or one. */
size_t workers_threads(size_t n_items, size_t worth_a_thread);

#endif
