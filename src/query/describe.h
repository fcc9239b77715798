/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Describe: the columns of a view as rows, for --list-columns: a collector like any other, so that
 * the list can be filtered, sorted and printed in every format.
 */
#ifndef QUERY_DESCRIBE_H
#define QUERY_DESCRIBE_H

#include "query/columns.h"

/* The options of describe_collector (struct plan, options). */
struct describe_options {
	const struct collector *collector; /* the collector whose columns are described */
	const char *defaults;              /* the columns that the view shows without -o */
	const struct columns *only;        /* the columns of -o; NULL: all that are known */
};

extern const struct collector describe_collector;
extern const char describe_columns[];

#endif
