/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fault: what went wrong, as a negative return code, and what it costs.
 *
 * A code is an errno, which means what errno(3) says, or one of our own. No errno is borrowed.
 */
#ifndef MODEL_FAULT_H
#define MODEL_FAULT_H

#include <pthread.h>

#include "model/value.h"

/* Behind the last errno, which is 4095 (MAX_ERRNO in the kernel's include/linux/err.h). */
enum fault_code {
	FAULT_DAMAGED = 4096, /* lines that the kernel does not print: they were left out */
	FAULT_STATE_DAMAGED,  /* a state file that nvhost has not written */
	FAULT_STATE_FOREIGN,  /* a state file of another view or other columns */
	FAULT_ZOMBIE,         /* the process has ended and is not reaped yet */
	FAULT_TOO_LARGE,      /* larger than the bound that nvhost has for it */
	FAULT_BLOCKED,        /* another process made nvhost wait, which gave up */
	FAULT_AS_SAID,        /* the subject says it all: "4712 is a thread of 4711" */
	FAULT_ENOUGH,         /* none: no more rows are wanted */
};

enum fault_cost {
	COSTS_DATUM, /* the record notes why it is not there */
	COSTS_ROW,   /* what the row is about is gone */
	COSTS_RUN,   /* nvhost itself can do no more, whatever it would read next */
};

/* What a negative code costs. */
enum fault_cost fault_cost(int r);

/* Whether R, a negative code or 0, ends the run: memory or descriptors have run out. */
static inline bool fault_is_fatal(int r)
{
	return r < 0 && fault_cost(r) == COSTS_RUN;
}

/* For those who go on without what could not be read: R where it ends the run, else 0. */
static inline int fault_only_fatal(int r)
{
	return fault_is_fatal(r) ? r : 0;
}

/* What a datum that could not be read is in its record: UNSUPPORTED, DENIED, ABSENT … */
enum presence fault_presence(int r);

/* The fault that leaves a datum so, for those who know no more of it than what is in its record. */
int fault_of_presence(enum presence presence);

/* Why, in words; never NULL. */
const char *fault_words(int r);

/* Where faults are told. */
struct faults {
	void (*tell)(void *arg, const char *subject, int r); /* one call at a time */
	void *arg;
	pthread_mutex_t lock;
	size_t n; /* told so far, but for mere notes */
};

/*
 * Tells of what is wrong but costs only a part of the answer. SUBJECT: the file, process … that it
 * is about. 0: a mere note, which SUBJECT says. May be called in any thread.
 */
void fault_tell(struct faults *faults, const char *subject, int r);

/* Returns R where it ends the run, which tells of it then; else tells of it and returns 0. */
int fault_go_on(struct faults *faults, const char *subject, int r);

#endif
