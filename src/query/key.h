/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key: identifies a row, to find the same row in another sample. */
#ifndef QUERY_KEY_H
#define QUERY_KEY_H

#include "query/columns.h"

/*
 * Appends the columns that identify the rows of a collector. NAMES: its key or its labels.
 * Returns 0 or -ENOMEM.
 */
int key_columns(const struct collector *collector, const char *names, struct columns *ret);

/*
 * Appends the key of a row, ended by a zero byte: the values of its key columns with a slash
 * between them, in ASCII; "" without key columns. Returns 0 or -ENOMEM.
 */
int key_of(const struct columns *keys, const void *record, struct buffer *ret);

#endif
