/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fault: what went wrong, as a negative return code, and what it costs.
 *
 * A code is either an errno with its meaning in errno(3), or one of the codes below. No errno is
 * used with another meaning.
 */
#ifndef MODEL_FAULT_H
#define MODEL_FAULT_H

#include <pthread.h>

#include "model/value.h"

/* These start after the highest errno, 4095 (MAX_ERRNO in the kernel's include/linux/err.h). */
enum fault_code {
	FAULT_DAMAGED = 4096, /* lines that the kernel never prints; they were left out */
	FAULT_STATE_DAMAGED,  /* a state file that nvhost did not write */
	FAULT_STATE_FOREIGN,  /* a state file of another view or other columns */
	FAULT_ZOMBIE,         /* the process has ended and is not reaped yet */
	FAULT_TOO_LARGE,      /* larger than nvhost's bound for it */
	FAULT_BLOCKED,        /* another process made nvhost wait, and nvhost gave up */
	FAULT_AS_SAID,        /* the subject is the whole message: "4712 is a thread of 4711" */
	FAULT_ENOUGH,         /* no fault: no more rows are wanted */
};

enum fault_cost {
	COSTS_DATUM, /* one datum: the record notes why it is missing */
	COSTS_ROW,   /* one row: its subject is gone */
	COSTS_RUN,   /* everything: nvhost is out of memory or descriptors */
};

/* Returns what a negative code costs. */
enum fault_cost fault_cost(int r);

/* Whether R, a negative code or 0, ends the run: nvhost is out of memory or descriptors. */
static inline bool fault_is_fatal(int r)
{
	return r < 0 && fault_cost(r) == COSTS_RUN;
}

/*
 * Returns R if it ends the run, else 0: for callers that continue without what could not be read.
 */
static inline int fault_only_fatal(int r)
{
	return fault_is_fatal(r) ? r : 0;
}

/* Returns what to note for a datum that could not be read: UNSUPPORTED, DENIED, ABSENT, ... */
enum presence fault_presence(int r);

/* Returns a fault that leaves a datum so, for callers that have only the record. */
int fault_of_presence(enum presence presence);

/* Returns the reason in words; never NULL. */
const char *fault_words(int r);

/* Where faults are reported. */
struct faults {
	void (*tell)(void *arg, const char *subject,
	             int r); /* never called by two threads at the same time */
	void *arg;
	pthread_mutex_t lock;
	size_t n; /* number reported so far, without notes */
};

/*
 * Reports a fault that costs only part of the answer. SUBJECT: the file, process, ... that the
 * fault is about. If R is 0, SUBJECT is a note rather than a fault. May be called in any thread.
 */
void fault_tell(struct faults *faults, const char *subject, int r);

/*
 * Returns R if it ends the run, in which case the caller reports R. Otherwise reports R and returns
 * 0.
 */
int fault_go_on(struct faults *faults, const char *subject, int r);

#endif
