/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys: words that pick rows by what tells them apart: `disk io sda`, `cpu times 0`, `ps limits
 * 4711 nofile`. Of the columns of a collector's labels, or of its key, the first one is compared
 * that is not the PID.
 */
#ifndef COMMAND_KEYS_H
#define COMMAND_KEYS_H

#include <stdatomic.h>

#include "model/collector.h"

struct keys {
	char *const *words;
	size_t n;                  /* 0: all rows are picked */
	const struct field *field; /* that is compared */
	atomic_bool *is_seen;      /* for each word */
};

/* The field by which rows of the collector are picked, NULL where they have none. */
const struct field *keys_field(const struct collector *collector);

/* Picks rows by N words. Returns 0, -EINVAL where rows have no key, or -ENOMEM. */
int keys_prepare(struct keys *keys, const struct collector *collector, char *const *words, size_t n,
                 struct arena *arena);

/* Whether the row is picked, which the keys note; in any thread. */
bool keys_hold(const struct keys *keys, const void *record);

#endif
