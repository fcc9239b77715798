/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Query: the chain that every view runs through. Collect, filter, sort, limit, write, once per
 * report. It is handed a collector and a sink and knows neither by name.
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

/* What the options said; a zeroed one is "no option". */
struct query_options {
	const char *columns; /* -o */
	const char *const *where;
	size_t n_where;
	const char *sort;
	const char *usual_sort;  /* of rows that are not groups, without one; or NULL */
	const char *usual_where; /* the same, without a filter */
	const char *group;       /* -g */
	const char *conditions[N_CONDITIONS]; /* --having, --warning, --critical */
	enum until { UNTIL_NEVER, UNTIL_ANY, UNTIL_NONE } until;
	struct opt_f64 timeout; /* seconds; of --until */
	struct opt_u64 limit;
	struct opt_f64 interval; /* seconds */
	struct opt_u64 count;    /* of reports; 0: until interrupted */
	const char *state;       /* --state FILE */
	bool is_quiet;
	bool is_watch;
};

/* What restricts records of the collector beside the filter: selectors, names of rows. */
struct restriction {
	uint64_t sources;                             /* that it looks at */
	bool (*holds)(void *arg, const void *record); /* in any thread; NULL: all */
	void *arg;
};

/* One that waits asks so seldom that it takes far less than a hundredth of the time. */
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

	struct operand *operands; /* NULL: all rows there are */
	size_t n_operands;
	const void *collector_options;
	const char *boot_id;       /* of the machine; only --state asks */
	struct text host;          /* its name; only the column host asks */
	const struct field *depth; /* of a nested view; none where rows are groups */

	const struct sink *sink; /* NULL: rows are only counted, and the first one is enough */
	struct faults *faults;
	/*
	 * Waits until that time of CLOCK_MONOTONIC, between two reports; false: no more of them.
	 * NULL: sleeps.
	 */
	bool (*pause)(void *arg, const struct timespec *until);
	/* Takes each row that --until=none waits to see go. 0 or -ENOMEM. NULL: nothing does. */
	int (*hold)(void *arg, const void *record);
	void *arg; /* of both */

	void *handle;                /* the collector's */
	bool is_followed;            /* by another report, after the next one */
	size_t n_matched;            /* rows of the last report */
	uint64_t n_levels[N_LEVELS]; /* of a check: rows that are in order, warn, are critical */
	bool shows_violations;       /* of a check: only rows that warn or are critical */
	bool shows_numbers;          /* of a check: those that its conditions name, no columns */
	bool is_premature;           /* --until: the last report had not what is waited for */
};

/*
 * Prepares columns, filter and order. DEFAULTS: the columns without -o.
 * Returns 0, -EINVAL where an option is wrong, *why then says how; -ENOMEM.
 */
int query_prepare(struct query *query, const char *defaults, struct buffer *why);

/* What it depends on beside its rows, as expression_context(): a caller must know the host. */
unsigned query_context(const struct query *query);

/* Puts a column that is no record's before all others: time, host. Returns 0 or -ENOMEM. */
int query_show_first(struct query *query, const char *name);

/*
 * Puts the columns that name a row before all others, *ret_n: how many they are.
 * Returns 0 or -ENOMEM.
 */
int query_show_labels(struct query *query, size_t *ret_n);

/*
 * Runs it: all reports. Returns 0, also where problems were told, or a negative errno where the
 * answer could not be had or written at all.
 */
int query_run(struct query *query);

void query_done(struct query *query);

#endif
