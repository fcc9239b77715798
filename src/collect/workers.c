/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workers: chunks of work in several threads, results in order. */
#include "collect/workers.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>

#include "base/moment.h"
#include "kernel/patience.h"

enum { MOST_THREADS = 8, SLOTS_PER_THREAD = 3, MOST_SLOTS = MOST_THREADS * SLOTS_PER_THREAD };

enum { STACK_SIZE = 1024 * 1024 };

enum state { FREE, AT_WORK, READY };

/* A chunk in memory. Chunk N uses slot N modulo the number of slots. */
struct slot {
	enum state state;
	struct rows rows;
};

struct run;

/* A helper thread, and its position in a chunk: if the thread is lost, another continues there. */
struct helper {
	struct run *run;
	pthread_t thread;
	int creator;  /* processor of the creator; -1: the thread runs where the scheduler likes */
	size_t place; /* the thread's processor is the PLACEth after the creator's */
	struct patience *patience; /* NULL before the thread begins and after it ends */
	bool is_at_work;
	size_t chunk;
	size_t item;
	size_t n_rows; /* rows of the chunk before the current item */
};

struct run {
	const struct workers *workers;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct helper helpers[MOST_THREADS];
	size_t n_helpers;
	size_t n_running; /* number of helpers that have not ended */
	bool is_watched;  /* the caller does no work itself and replaces lost helpers */
	struct slot slots[MOST_SLOTS];
	size_t n_slots;
	size_t n_chunks;
	size_t next;    /* next chunk to hand out */
	size_t emitted; /* number of chunks emitted */
	int error;
};

/* Hands out the next chunk if its slot is free. Called with the lock held. */
static bool take_chunk(struct run *run, struct helper *helper)
{
	struct slot *slot = &run->slots[run->next % run->n_slots];

	if (run->error || run->next == run->n_chunks || slot->state != FREE)
		return false;
	slot->state = AT_WORK;
	helper->is_at_work = true;
	helper->chunk = run->next++;
	helper->item = helper->chunk * run->workers->chunk;
	return true;
}

/* Does the work from the helper's item to the end of its chunk. */
static void work_on(struct helper *helper, struct buffer *scratch)
{
	struct run *run = helper->run;
	const struct workers *workers = run->workers;
	struct slot *slot = &run->slots[helper->chunk % run->n_slots];
	size_t end = MIN((helper->chunk + 1) * workers->chunk, workers->n_items);
	int r = 0;

	for (; helper->item < end && r == 0; helper->item++) {
		helper->n_rows = slot->rows.n;
		r = workers->work(workers->arg, helper->item, scratch, &slot->rows);
	}
	pthread_mutex_lock(&run->lock);
	helper->is_at_work = false;
	slot->state = READY;
	if (r < 0 && !run->error)
		run->error = r;
	pthread_cond_broadcast(&run->changed);
	pthread_mutex_unlock(&run->lock);
}

/* Returns the Nth processor of SET, which is not empty, after CPU. */
static int processor_after(int cpu, size_t n, const cpu_set_t *set)
{
	while (n > 0) {
		cpu = (cpu + 1) % CPU_SETSIZE;
		if (CPU_ISSET(cpu, set))
			n--;
	}
	return cpu;
}

/*
 * Several new threads may start on one processor and often stay there for longer than all the work
 * takes. Each helper moves to a processor of its own, and from then on may run on all but the
 * processor of the next helper (performance.md, "Threads").
 */
static void leave_creator(const struct helper *helper)
{
	cpu_set_t all, own;
	int cpu = helper->creator;

	if (cpu < 0 || cpu >= CPU_SETSIZE || sched_getaffinity(0, sizeof(all), &all) < 0 ||
	    CPU_COUNT(&all) < 2)
		return;
	cpu = processor_after(cpu, helper->place, &all);
	CPU_ZERO(&own);
	CPU_SET(cpu, &own);
	if (sched_setaffinity(0, sizeof(own), &own) < 0)
		return;
	CPU_CLR(processor_after(cpu, 1, &all), &all);
	sched_setaffinity(0, sizeof(all), &all);
}

/*
 * The thread function: continues at the item of the helper, where a lost thread may have stopped.
 */
static void *run_helper(void *arg)
{
	struct helper *helper = arg;
	struct run *run = helper->run;
	_cleanup_buffer_ struct buffer scratch = { 0 };

	leave_creator(helper);
	pthread_mutex_lock(&run->lock);
	if (run->is_watched)
		helper->patience = patience_of_thread();
	while (helper->is_at_work || (!run->error && run->next < run->n_chunks)) {
		if (!helper->is_at_work && !take_chunk(run, helper)) {
			pthread_cond_wait(&run->changed, &run->lock);
			continue;
		}
		pthread_mutex_unlock(&run->lock);
		work_on(helper, &scratch);
		pthread_mutex_lock(&run->lock);
	}
	helper->patience = NULL;
	run->n_running--;
	pthread_cond_broadcast(&run->changed);
	pthread_mutex_unlock(&run->lock);
	return NULL;
}

/*
 * Starts the thread of a helper. By default its stack would be as large as RLIMIT_STACK allows, and
 * may be too small for a netlink message or a user database. Returns 0 or an errno.
 */
static int start_thread(struct helper *helper)
{
	pthread_attr_t attributes;
	int r = pthread_attr_init(&attributes);

	if (r != 0)
		return r;
	r = pthread_attr_setstacksize(&attributes, STACK_SIZE);
	if (r == 0)
		r = pthread_create(&helper->thread, &attributes, run_helper, helper);
	pthread_attr_destroy(&attributes);
	return r;
}

/*
 * Starts another thread to continue the work of a lost one, which no longer accesses the helper's
 * data. If no thread can be created, the work ends with an error. Called with the lock held.
 */
static void replace_helper(struct helper *helper)
{
	struct run *run = helper->run;

	pthread_detach(helper->thread);
	helper->patience = NULL;
	helper->creator = -1;
	run->slots[helper->chunk % run->n_slots].rows.n = helper->n_rows;
	if (start_thread(helper) == 0)
		return;
	helper->run = NULL;
	run->n_running--;
	if (!run->error)
		run->error = -EAGAIN;
}

/*
 * Waits until something changes or it is time to check the watched threads. Called with the lock
 * held.
 */
static void wait_for_helpers(struct run *run)
{
	struct timespec next;

	if (!run->is_watched) {
		pthread_cond_wait(&run->changed, &run->lock);
		return;
	}
	clock_gettime(CLOCK_MONOTONIC, &next);
	moment_add(&next, patience_tick_ms() / 1000.0);
	if (pthread_cond_clockwait(&run->changed, &run->lock, CLOCK_MONOTONIC, &next) == 0)
		return;
	for (size_t n = 0; n < run->n_helpers; n++)
		if (run->helpers[n].patience && patience_is_over(run->helpers[n].patience))
			replace_helper(&run->helpers[n]);
}

/* Emits the next chunk, which is ready. Called with the lock held; releases it while emitting. */
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

/* The work of the calling thread: emits chunks that are ready, works if it may, else waits. */
static void lead_helpers(struct run *run)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct helper self = { .run = run };

	pthread_mutex_lock(&run->lock);
	while (!run->error && run->emitted < run->n_chunks) {
		if (run->slots[run->emitted % run->n_slots].state == READY) {
			emit_next(run);
		} else if (!run->is_watched && take_chunk(run, &self)) {
			pthread_mutex_unlock(&run->lock);
			work_on(&self, &scratch);
			pthread_mutex_lock(&run->lock);
		} else {
			wait_for_helpers(run);
		}
	}
	while (run->n_running > 0)
		wait_for_helpers(run);
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

/*
 * Starts a helper. If no thread can be created, the existing ones do all the work. The first helper
 * of a watched run gets the processor of the creator, which mostly waits.
 */
static bool add_helper(struct run *run, int creator)
{
	struct helper *helper = &run->helpers[run->n_helpers];

	*helper = (struct helper){ .run = run,
		                   .creator = creator,
		                   .place = run->n_helpers + !run->is_watched };
	pthread_mutex_lock(&run->lock); /* the new thread reads what is set below */
	if (start_thread(helper) == 0) {
		run->n_helpers++;
		run->n_running++;
	}
	pthread_mutex_unlock(&run->lock);
	return helper < &run->helpers[run->n_helpers];
}

int workers_run(const struct workers *workers)
{
	size_t threads = MIN(workers->threads, (size_t)MOST_THREADS);
	int creator = threads > 1 ? sched_getcpu() : -1;
	struct run run = {
		.workers = workers,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER,
		.n_slots = threads > 1 ? threads * SLOTS_PER_THREAD : 1,
		.n_chunks = (workers->n_items + workers->chunk - 1) / workers->chunk,
		.is_watched = workers->may_block && workers->n_items > 0,
	};

	if (run.is_watched && !add_helper(&run, creator))
		run.is_watched = false;
	while (run.n_helpers + !run.is_watched < threads && add_helper(&run, creator))
		continue;
	lead_helpers(&run);
	for (size_t n = 0; n < run.n_helpers; n++)
		if (run.helpers[n].run)
			pthread_join(run.helpers[n].thread, NULL);
	for (size_t n = 0; n < run.n_slots; n++)
		rows_done(&run.slots[n].rows);
	return run.error;
}

struct once {
	int (*work)(void *arg);
	void *arg;
};

static int work_once(void *arg, size_t item _unused_, struct buffer *scratch _unused_,
                     struct rows *rows _unused_)
{
	const struct once *once = arg;

	return once->work(once->arg);
}

int workers_once(int (*work)(void *arg), void *arg)
{
	struct once once = { .work = work, .arg = arg };
	struct workers workers = { .n_items = 1,
		                   .chunk = 1,
		                   .threads = 1,
		                   .may_block = true,
		                   .work = work_once,
		                   .arg = &once };

	return workers_run(&workers);
}
