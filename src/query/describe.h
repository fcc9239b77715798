/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Describe: the columns of a view as rows, for --list-columns. It is a collector like any other,
 * so that the list can be filtered, sorted and printed in every format.
 */
#ifndef QUERY_DESCRIBE_H
#define QUERY_DESCRIBE_H

#include "query/columns.h"

/* The options of a request to describe_collector. */
struct describe_options {
	const struct collector *collector; /* whose columns */
	const char *defaults;              /* the columns that it shows without -o */
	const struct columns *only;        /* of -o, calculated ones among them; NULL: all */
};

extern const struct collector describe_collector;
extern const char describe_columns[];

#endif
