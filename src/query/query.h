/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Query: the chain that every view runs through: collect, filter, group, sort, limit, write, once
 * per report. The caller hands it a collector and a sink; the query knows neither by name.
 */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include <time.h>

#include "model/sink.h"
#include "query/grouping.h"
#include "query/nowrap.h"
#include "query/order.h"
#include "query/sample.h"
#include "query/where.h"

/* The options of a query. A zeroed struct: no option was given. */
struct query_options {
	const char *columns;      /* -o */
	const char *const *where; /* -w */
	size_t n_where;
	const char *sort;                     /* -S */
	const char *usual_sort;               /* used without -S, unless rows are groups; or NULL */
	const char *usual_where;              /* used without -w, unless rows are groups; or NULL */
	const char *group;                    /* -g */
	const char *conditions[N_CONDITIONS]; /* --having, --warning, --critical */
	enum until { UNTIL_NEVER, UNTIL_ANY, UNTIL_NONE } until;
	struct opt_f64 timeout;  /* --timeout of --until, in seconds */
	struct opt_u64 limit;    /* -l */
	struct opt_f64 interval; /* seconds */
	struct opt_u64 count;    /* of reports; 0: until nvhost is interrupted */
	const char *state;       /* --state FILE */
	bool is_quiet;
	bool is_watch;
};

/* A condition on records beside the filter, for selectors and operands. */
struct restriction {
	uint64_t sources;                             /* the ones that holds() looks at */
	bool (*holds)(void *arg, const void *record); /* called in any thread; NULL: no condition */
	void *arg;
};

/* A query that waits pauses 200 times as long as its last report took: 0.5 % of one CPU. */
enum { QUERY_PAUSES = 200 };

struct query {
	const struct collector *collector;
	const struct query_options *options;
	struct columns columns;
	struct where where;
	struct restriction restriction;
	struct order order;
	struct grouping grouping;
	struct rates rates;
	struct totals totals;

	struct operand *operands; /* NULL: all rows */
	size_t n_operands;
	const void *collector_options;
	const char *boot_id;           /* of the machine; needed for --state */
	struct text host;              /* the host's name; needed for the column host */
	struct opt_f64 recorded_epoch; /* when the host was recorded; ABSENT: it is live */
	const struct field *depth;     /* of a nested view; NULL if rows are groups */

	const struct sink *sink; /* NULL: rows are only counted, up to the first one */
	struct faults *faults;
	/*
	 * Waits between two reports until a time of CLOCK_MONOTONIC. Returns false if there shall
	 * be no other report. NULL: the query sleeps.
	 */
	bool (*pause)(void *arg, const struct timespec *until);
	/* Is handed each row that --until=none waits for to go. 0 or -ENOMEM. May be NULL. */
	int (*hold)(void *arg, const void *record);
	void *arg; /* of pause() and hold() */

	void *handle;                /* the collector's */
	bool is_followed;            /* the next report is not the last one */
	size_t n_matched;            /* rows of the last report */
	uint64_t n_levels[N_LEVELS]; /* check: number of rows at each level */
	bool shows_violations;       /* check: write only rows that warn or are critical */
	bool shows_numbers;          /* check: the columns are the numbers of its conditions */
	bool is_premature;           /* --until: its condition is not met yet */
};

/*
 * Parses and checks columns, filter, groups and order. DEFAULTS: the columns without -o.
 * Returns 0; -EINVAL with *why if an option is wrong; -ENOMEM.
 */
int query_prepare(struct query *query, const char *defaults, struct buffer *why);

/* What the query depends on beside its records, as expression_context() says it. */
unsigned query_context(const struct query *query);

/* Puts the column time or host before all others. Returns 0 or -ENOMEM. */
int query_show_first(struct query *query, const char *name);

/*
 * Puts the columns that name a row before all others; *ret_n is their number.
 * Returns 0 or -ENOMEM.
 */
int query_show_labels(struct query *query, size_t *ret_n);

/*
 * Runs all reports. Returns 0, even if faults have been told, or a negative errno if there is no
 * answer or it could not be written.
 */
int query_run(struct query *query);

void query_done(struct query *query);

#endif
