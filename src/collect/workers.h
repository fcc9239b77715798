/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workers: the same work on many items, in several threads, with the results in order.
 *
 * Items are handed out in chunks. Each chunk has its own rows, which the calling thread emits in
 * the order of the items; only a few chunks are in memory at a time.
 */
#ifndef COLLECT_WORKERS_H
#define COLLECT_WORKERS_H

#include "model/collector.h"

struct workers {
	size_t n_items;
	size_t chunk;   /* number of items handed out at a time */
	size_t threads; /* most threads to use */

	/*
	 * The work may wait forever (kernel/patience.h): it is then done only by other threads, and
	 * the caller starts a new thread to continue the work of one that is lost.
	 */
	bool may_block;

	/*
	 * Appends the rows of one item. SCRATCH belongs to the thread. Returns 0 or a negative
	 * code. If the thread is lost meanwhile, the rows of this item are dropped, and the item is
	 * done again.
	 */
	int (*work)(void *arg, size_t item, struct buffer *scratch, struct rows *rows);
	void *arg;

	const struct take *take;
};

/* Returns 0, or the first error of work() or of take->rows(), which ends the work. */
int workers_run(const struct workers *workers);

/*
 * Calls WORK in a watched thread. If that thread is lost, another one calls WORK again; then the
 * read that blocked fails at once (kernel/patience.h). Returns what WORK returns.
 */
int workers_once(int (*work)(void *arg), void *arg);

/*
 * Returns the number of threads to use for N_ITEMS: the number of processors, or 1 if there are
 * fewer items than WORTH_A_THREAD.
 */
size_t workers_threads(size_t n_items, size_t worth_a_thread);

#endif
