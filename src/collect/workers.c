/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workers: chunks of work on several threads, results in order. */
#include "collect/workers.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>

enum { MOST_THREADS = 8, SLOTS_PER_THREAD = 3, MOST_SLOTS = MOST_THREADS * SLOTS_PER_THREAD };

enum state { FREE, AT_WORK, READY };

/* A chunk in memory. Chunk number N uses slot N modulo the number of slots. */
struct slot {
	enum state state;
	struct rows rows;
};

struct run {
	const struct workers *workers;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct slot slots[MOST_SLOTS];
	size_t n_slots;
	size_t n_chunks;
	size_t next;    /* chunk to be handed out */
	size_t emitted; /* chunks that are through */
	int error;
};

/* Hands out the next chunk, if its slot is free. Called with the lock held. */
static bool take_chunk(struct run *run, size_t *ret)
{
	struct slot *slot = &run->slots[run->next % run->n_slots];

	if (run->error || run->next == run->n_chunks || slot->state != FREE)
		return false;
	slot->state = AT_WORK;
	*ret = run->next++;
	return true;
}

static void work_on(struct run *run, size_t chunk, struct buffer *scratch)
{
	const struct workers *workers = run->workers;
	struct slot *slot = &run->slots[chunk % run->n_slots];
	size_t first = chunk * workers->chunk;
	size_t end = MIN(first + workers->chunk, workers->n_items);
	int r = 0;

	for (size_t item = first; item < end && r == 0; item++)
		r = workers->work(workers->arg, item, scratch, &slot->rows);
	pthread_mutex_lock(&run->lock);
	slot->state = READY;
	if (r < 0 && !run->error)
		run->error = r;
	pthread_cond_broadcast(&run->changed);
	pthread_mutex_unlock(&run->lock);
}

/*
 * A new thread starts on its creator's processor and often stays there for longer than all of
 * the work takes; where it may run elsewhere, it leaves (PERFORMANCE.md, "Threads").
 */
static void leave_processor(int cpu)
{
	cpu_set_t set;

	if (cpu < 0 || cpu >= CPU_SETSIZE || sched_getaffinity(0, sizeof(set), &set) < 0)
		return;
	CPU_CLR(cpu, &set);
	if (CPU_COUNT(&set) > 0)
		sched_setaffinity(0, sizeof(set), &set);
}

struct helper {
	struct run *run;
	pthread_t thread;
	int creator; /* processor of the thread that made it */
};

static void *help(void *arg)
{
	struct helper *helper = arg;
	struct run *run = helper->run;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	size_t chunk;

	leave_processor(helper->creator);
	pthread_mutex_lock(&run->lock);
	while (!run->error && run->next < run->n_chunks) {
		if (!take_chunk(run, &chunk)) {
			pthread_cond_wait(&run->changed, &run->lock);
			continue;
		}
		pthread_mutex_unlock(&run->lock);
		work_on(run, chunk, &scratch);
		pthread_mutex_lock(&run->lock);
	}
	pthread_mutex_unlock(&run->lock);
	return NULL;
}

/* Emits a chunk that is ready. Called with the lock held, which it gives up meanwhile. */
static void emit_next(struct run *run)
{
	struct slot *slot = &run->slots[run->emitted % run->n_slots];
	int r = 0;

	pthread_mutex_unlock(&run->lock);
	if (slot->rows.n > 0)
		r = run->workers->take->rows(run->workers->take->arg, &slot->rows);
	rows_reset(&slot->rows);
	pthread_mutex_lock(&run->lock);
	slot->state = FREE;
	run->emitted++;
	if (r < 0 && !run->error)
		run->error = r;
	pthread_cond_broadcast(&run->changed);
}

/* The caller emits what is ready, works where it can, and waits only for the others. */
static void lead(struct run *run, struct buffer *scratch)
{
	size_t chunk;

	pthread_mutex_lock(&run->lock);
	while (!run->error && run->emitted < run->n_chunks) {
		if (run->slots[run->emitted % run->n_slots].state == READY) {
			emit_next(run);
		} else if (take_chunk(run, &chunk)) {
			pthread_mutex_unlock(&run->lock);
			work_on(run, chunk, scratch);
			pthread_mutex_lock(&run->lock);
		} else {
			pthread_cond_wait(&run->changed, &run->lock);
		}
	}
	pthread_mutex_unlock(&run->lock);
}

size_t workers_threads(size_t n_items, size_t worth_a_thread)
{
	cpu_set_t set;
	size_t processors;

	if (n_items < worth_a_thread || sched_getaffinity(0, sizeof(set), &set) < 0)
		return 1;
	processors = (size_t)CPU_COUNT(&set);
	return MAX(MIN(processors, (size_t)MOST_THREADS), 1u);
}

int workers_run(const struct workers *workers)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct run run = {
		.workers = workers,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER,
		.n_slots = workers->threads > 1 ? workers->threads * SLOTS_PER_THREAD : 1,
		.n_chunks = (workers->n_items + workers->chunk - 1) / workers->chunk,
	};
	struct helper helpers[MOST_THREADS];
	size_t n_helpers = 0;

	/* where no thread can be made, those that there are do the work */
	while (n_helpers + 1 < MIN(workers->threads, (size_t)MOST_THREADS)) {
		struct helper *helper = &helpers[n_helpers];

		*helper = (struct helper){ .run = &run, .creator = sched_getcpu() };
		if (pthread_create(&helper->thread, NULL, help, helper) != 0)
			break;
		n_helpers++;
	}
	lead(&run, &scratch);
	for (size_t n = 0; n < n_helpers; n++)
		pthread_join(helpers[n].thread, NULL);
	for (size_t n = 0; n < run.n_slots; n++)
		rows_done(&run.slots[n].rows);
	return run.error;
}
