/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key: what tells that a row of one sample is the row of another one. */
#ifndef QUERY_KEY_H
#define QUERY_KEY_H

#include "query/columns.h"

/*
 * The columns that a collector's rows are known by: NAMES, its key or its labels.
 * Returns 0 or -ENOMEM.
 */
int key_columns(const struct collector *collector, const char *names, struct columns *ret);

/*
 * Appends the row's key, ended by a zero byte: its key columns with a slash between them, in
 * plain ASCII. "" where there are none. Returns 0 or -ENOMEM.
 */
int key_of(const struct columns *keys, const void *record, struct buffer *ret);

#endif
