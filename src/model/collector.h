/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Collector: reads one subject of the kernel into records. Constant data and four functions; it
 * prints nothing and exits never; what it keeps from one scan to the next is in its handle.
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

/* What a source's fill function works with. */
struct reading {
	int dir;    /* of what the row is about; -1: below the roots */
	void *held; /* how the collector holds that while it is read; NULL: not at all */
	struct buffer *scratch; /* reused from file to file */
	struct arena *arena;    /* for what the record points to */
	const void *shared;     /* what the collector has read once for all records */
};

/* A kernel file of the subject. Index 0 of a table is unused: it means "no source". */
struct source {
	const char *path;  /* as the manual names it: /proc/PID/stat */
	uint64_t needs;    /* sources of a lower index that it is made of */
	bool is_expensive; /* what the others decide is decided before it is read */
	/*
	 * Fills the record's members of this source. 0 or a negative errno: -ENOENT and
	 * -EOPNOTSUPP are unsupported, -EACCES and -EPERM denied, -ENODATA
	 * absent, -FAULT_TOO_LARGE and -FAULT_BLOCKED too large and blocked, -ESRCH: there is no
	 * such process any more.
	 */
	int (*fill)(const struct reading *reading, void *record);
};

/* What the user named: a process, a path … The collector says what became of it. */
struct operand {
	const char *text;
	struct reference reference; /* of a process */
	int error;                  /* 0, or the negative code to be told */
	char said[48];              /* of -FAULT_AS_SAID */
	bool is_told;
};

/* Tells why the operand is not there, which its error says. */
void operand_tell(const struct operand *operand, struct faults *faults);

/* What a query wants of its collector. */
struct plan {
	const struct collector *collector;
	uint64_t sources;  /* needed of every row, with all that they are made of */
	uint64_t deciding; /* those of them that the predicate looks at, too */
	uint64_t cheap;    /* of these, what could_want() looks at */
	/*
	 * With the deciding sources filled: is the row wanted? It may set members that are made of
	 * two samples. NULL: all are. May be called in any thread; see rows_offer().
	 */
	bool (*wants)(void *arg, void *record);
	/*
	 * With the cheap sources filled: may the row be wanted? NULL: they decide nothing. Who
	 * reads no expensive sources need not ask. May be called in any thread.
	 */
	bool (*could_want)(void *arg, const void *record);

	struct operand *operands; /* only these; NULL: all there are */
	size_t n_operands;
	const void *options; /* as the collector's header says; NULL: the defaults */

	/*
	 * Takes each part of a sum before it is added up, a record of the collector's `totals_of`,
	 * and makes its counters go on where they fell. 0 or -ENOMEM. NULL: nobody remembers.
	 */
	int (*continue_part)(void *arg, void *part);
	void *arg; /* of wants() and continue_part() */

	bool is_followed; /* the handle is to be scanned again before long */

	struct faults *faults; /* what costs only a part of the answer */
};

/*
 * Takes a batch of rows in order; it may take the memory too, by zeroing *rows. Called in one
 * thread at a time. 0, -FAULT_ENOUGH where no more are wanted, or what ends the scan.
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
	const char *key; /* columns that name a row from one sample to the next; "" for one row */
	const char *labels; /* columns that name it for people and metrics; NULL: the key */
	/*
	 * Whose counters may wrap or begin again, as drivers' do, and are to go on from one report
	 * to the next: this collector itself, or the one whose rows its sums are made of.
	 */
	const struct collector *totals_of;

	unsigned event; /* that tells of a change, kernel/event.h; 0: nothing does */

	bool may_block; /* a process that it reads of, or a dead server, may make it wait for ever
	                 */

	/*
	 * Makes a handle for one or more scans of the same collector, operands and options: what is
	 * read once for all rows has its place there. 0 or a negative code. NULL: no handle.
	 */
	int (*open)(const struct plan *plan, void **ret);
	/* Reads all rows, once. 0, what take->rows() said, or a code: no answer at all. */
	int (*scan)(void *handle, const struct plan *plan, const struct take *take);
	/*
	 * Fills more sources of a record that the last scan has made, with memory of ARENA.
	 * -ESRCH: what it was is gone. NULL where no column is worth the wait.
	 */
	int (*complete)(void *handle, const struct plan *plan, void *record, struct arena *arena);
	void (*close)(void *handle);
};

/* The set of sources that FIELD needs, those that its members and its rate need among them. */
uint64_t collector_sources_of(const struct collector *collector, const struct field *field);

/* SOURCES with all that they need. */
uint64_t collector_closure(const struct collector *collector, uint64_t sources);

/* Whether one of SOURCES, or of what they need, is expensive. */
bool collector_is_expensive(const struct collector *collector, uint64_t sources);

/*
 * Fills SOURCES of the record, except those that it already has. A source that cannot be read
 * is noted in the record.
 *
 * Returns 0, -ESRCH where the process is gone, or a code that ends the run.
 */
int collector_fill(const struct collector *collector, uint64_t sources,
                   const struct reading *reading, void *record);

/* Whether the row is wanted, as far as the deciding sources tell. */
static inline bool plan_wants(const struct plan *plan, void *record)
{
	return !plan->wants || plan->wants(plan->arg, record);
}

/* Whether the row may stay, as far as cheap sources say. */
static inline bool plan_could_want(const struct plan *plan, const void *record)
{
	return !plan->could_want || plan->could_want(plan->arg, record);
}

/* One scan, with a handle of its own. Returns as open() and scan(). */
int collector_run(const struct plan *plan, const struct take *take);

/*
 * Offers the last record of ROWS: fills the sources that the predicate looks at, asks it, and fills
 * the others, or takes the record back. READING: NULL where nothing is left to be filled.
 *
 * Returns as collector_fill(); the record is gone then.
 */
int rows_offer(const struct plan *plan, const struct reading *reading, struct rows *rows);

/* The same for the records from FIRST on, all of which are filled: those not wanted go. */
void rows_offer_all(const struct plan *plan, size_t first, struct rows *rows);

/*
 * The whole of scan() for a subject of one row. A problem is told of each source that could not be
 * read where nothing else is left; the row is there if any source is.
 */
int one_row_scan(void *handle, const struct plan *plan, const struct take *take);

/* A field by name among N of them, NULL where there is none. */
const struct field *field_find(const struct field *fields, size_t n, struct text name);

/* The same for the members of structs too, by a dotted name such as cpu_times.user. */
const struct field *field_find_path(const struct field *fields, size_t n, struct text path);

#endif
