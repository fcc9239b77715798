/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys: operands that pick rows by the column that identifies them: `disk io sda`, `cpu times 0`,
 * `ps limits 4711 nofile`. That column is the first one of the collector's labels (without labels:
 * of its key) which is not the PID.
 */
#ifndef COMMAND_KEYS_H
#define COMMAND_KEYS_H

#include <stdatomic.h>

#include "model/collector.h"

struct keys {
	char *const *words;
	size_t n;                  /* 0: all rows are picked */
	const struct field *field; /* the column that is compared */
	atomic_bool *is_seen;      /* for each word: a row has it */
};

/* The column by which rows of the collector are picked; NULL: there is none. */
const struct field *keys_field(const struct collector *collector);

/* Prepares to pick rows by N words. Returns 0; -EINVAL if rows have no key; -ENOMEM. */
int keys_prepare(struct keys *keys, const struct collector *collector, char *const *words, size_t n,
                 struct arena *arena);

/* Whether the row is picked; marks its key as seen. May be called in any thread. */
bool keys_hold(const struct keys *keys, const void *record);

#endif
