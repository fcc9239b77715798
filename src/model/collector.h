/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Collector: reads one subject of the kernel into records. A collector is constant data and four
 * functions. It prints nothing and never exits; what it keeps between scans is in its handle.
 *
 *   open ─▶ scan ─▶ (complete …) ─▶ scan ─▶ … ─▶ close
 */
#ifndef MODEL_COLLECTOR_H
#define MODEL_COLLECTOR_H

#include <sys/types.h>

#include "base/buffer.h"
#include "model/fault.h"
#include "model/record.h"
#include "model/reference.h"

/* The context in which a source's fill function works. */
struct fill_context {
	int dir; /* directory that the row is about, such as /proc/PID; -1: read below the roots */
	void *held;             /* handle of the subject while reading, if the collector has one */
	struct buffer *scratch; /* reused from file to file */
	struct arena *arena;    /* memory for what the record points to */
	const void *shared;     /* what the collector has read once for all records */
};

/* A kernel file of the subject. Index 0 of a table is unused: 0 means "no source". */
struct source {
	const char *path;  /* as the manual names it: /proc/PID/stat */
	uint64_t needs;    /* sources, of lower indexes, from which this one is computed */
	bool is_expensive; /* read only after the other sources have decided what they can */
	/*
	 * Fills the members of the record that belong to this source. Returns 0 or a negative code
	 * that says what the data are: -ENOENT and -EOPNOTSUPP unsupported, -EACCES and -EPERM
	 * denied, -ENODATA absent, -FAULT_TOO_LARGE too large, -FAULT_BLOCKED blocked; -ESRCH: the
	 * process no longer exists.
	 */
	int (*fill)(const struct fill_context *context, void *record);
};

/* An operand of the user: a process, a path, ... The collector reports what it found. */
struct operand {
	const char *text;
	struct reference reference; /* set if the operand is a process */
	int error;                  /* 0, or a negative code to be reported */
	char said[48];              /* message for -FAULT_AS_SAID */
	bool is_told;
};

/* Reports why the operand was not found, as its error says. */
void operand_tell(const struct operand *operand, struct faults *faults);

/* What a query requests from its collector. */
struct plan {
	const struct collector *collector;
	uint64_t sources;  /* needed for every row, including what these sources need */
	uint64_t deciding; /* the subset of these that the predicate needs */
	uint64_t cheap;    /* the subset of the deciding sources that could_want() needs */
	/*
	 * Called with the deciding sources filled: whether the row is wanted. The function may set
	 * members that are computed from two samples. NULL: all rows are wanted. May be called in
	 * any thread; see rows_offer().
	 */
	bool (*wants)(void *arg, void *record);
	/*
	 * Called with the cheap sources filled: whether the row may be wanted. NULL: the cheap
	 * sources decide nothing. A collector that has no expensive sources need not call this
	 * function. May be called in any thread.
	 */
	bool (*could_want)(void *arg, const void *record);

	struct operand *operands; /* only these are wanted; NULL: all there are */
	size_t n_operands;
	const void *options; /* described in the collector's header; NULL: the defaults */

	/*
	 * Called for each part of a sum before it is added: PART is a record of the collector's
	 * `totals_of`. Corrects counters that went backwards so that they never decrease. Returns 0
	 * or -ENOMEM. NULL: no correction.
	 */
	int (*continue_part)(void *arg, void *part);
	void *arg; /* for wants(), could_want() and continue_part() */

	bool is_followed; /* the caller will soon scan the handle again */

	struct faults *faults; /* where to report faults that cost only part of the answer */
};

/*
 * Takes a batch of rows in order; may also take their memory by zeroing *rows. Called in one thread
 * at a time. Returns 0, -FAULT_ENOUGH if no more rows are wanted, or a code that ends the scan.
 */
struct take {
	int (*rows)(void *arg, struct rows *rows);
	void *arg;
};

struct collector {
	const char *name;
	const struct field *fields;
	size_t n_fields;
	const struct source *sources;
	size_t n_sources;
	size_t record_size;
	const char *key;    /* columns that identify a row across samples; "": there is one row */
	const char *labels; /* columns that identify it for people and metrics; NULL: the key */
	/*
	 * The collector whose counters may wrap or restart from 0, as those of drivers do, and are
	 * to continue from one report to the next: this collector itself, or the one whose rows its
	 * sums are made of.
	 */
	const struct collector *totals_of;

	unsigned event; /* event that signals a change, see kernel/event.h; 0: none */

	bool may_block; /* a process or a dead server may make a read wait forever */

	/*
	 * Creates a handle for one or more scans with the same collector, operands and options. The
	 * handle keeps what is read once for all rows. Returns 0 or a negative code. NULL: no
	 * handle.
	 */
	int (*open)(const struct plan *plan, void **ret);
	/*
	 * Reads all rows once. Returns 0, the code that take->rows() returned, or a code that means
	 * there is no answer at all.
	 */
	int (*scan)(void *handle, const struct plan *plan, const struct take *take);
	/*
	 * Fills more sources of a record from the last scan, with memory from ARENA. Returns -ESRCH
	 * if the subject of the record is gone. NULL: no column of this collector is slow enough to
	 * be read later.
	 */
	int (*complete)(void *handle, const struct plan *plan, void *record, struct arena *arena);
	void (*close)(void *handle);
};

/* Returns the set of sources that FIELD needs, including those of its members and of its rate. */
uint64_t collector_sources_of(const struct collector *collector, const struct field *field);

/* Returns SOURCES and all sources that they need. */
uint64_t collector_closure(const struct collector *collector, uint64_t sources);

/* Returns whether one of SOURCES, or of the sources that they need, is expensive. */
bool collector_is_expensive(const struct collector *collector, uint64_t sources);

/*
 * Fills those of SOURCES that the record does not have yet. If a source cannot be read, the record
 * notes why.
 *
 * Returns 0, -ESRCH if the process is gone, or a code that ends the run.
 */
int collector_fill(const struct collector *collector, uint64_t sources,
                   const struct fill_context *context, void *record);

/* Whether the row is wanted, according to the deciding sources. */
static inline bool plan_wants(const struct plan *plan, void *record)
{
	return !plan->wants || plan->wants(plan->arg, record);
}

/* Whether the row may be wanted, according to the cheap sources. */
static inline bool plan_could_want(const struct plan *plan, const void *record)
{
	return !plan->could_want || plan->could_want(plan->arg, record);
}

/* Runs one scan with its own handle. Returns what open() and scan() return. */
int collector_run(const struct plan *plan, const struct take *take);

/*
 * Offers the last record of ROWS to the query: fills the sources that the predicate needs, calls
 * the predicate, and either fills the other sources or removes the record. CONTEXT: NULL if no
 * source remains to be filled.
 *
 * Returns what collector_fill() returns; on failure the record is removed.
 */
int rows_offer(const struct plan *plan, const struct fill_context *context, struct rows *rows);

/*
 * Offers all records from index FIRST on, whose sources are filled; removes those that are not
 * wanted.
 */
void rows_offer_all(const struct plan *plan, size_t first, struct rows *rows);

/*
 * Implements scan() for a subject of one row. The row is there if at least one source could be
 * read; otherwise a fault is reported for each source.
 */
int one_row_scan(void *handle, const struct plan *plan, const struct take *take);

/* Finds a field by name among N fields; NULL if there is none. */
const struct field *field_find(const struct field *fields, size_t n, struct text name);

/* Like field_find(), but also finds members of structs by a dotted name such as cpu_times.user. */
const struct field *field_find_path(const struct field *fields, size_t n, struct text path);

#endif
