/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Human: numbers for people, as in tables: 1.2G, 3h12m, +55.0 °C, unlimited. */
#ifndef WRITE_HUMAN_H
#define WRITE_HUMAN_H

#include "base/buffer.h"
#include "model/field.h"

/* The short forms that a table on a terminal may use. */
struct human_style {
	bool with_short_durations; /* two units only: 3h12m, 3d 4h */
	bool with_short_dates;     /* today: only the time; other days: no seconds */
};

/* Appends a present number of FIELD, with its unit. Returns 0 or -ENOMEM. */
int human_add(struct buffer *buffer, const struct field *field, const struct value *value,
              struct human_style style);

/*
 * The width that most numbers of FIELD have; 0: unknown. For tables that are printed row by row.
 */
size_t human_usual_width(const struct field *field);

/*
 * Appends the heading of the column NAME: the short heading of FIELD if IS_SHORT and there is one,
 * otherwise NAME in capitals, with the unit if cells have none. Returns 0 or -ENOMEM.
 */
int human_add_heading(struct buffer *buffer, const char *name, const struct field *field,
                      bool is_short);

#endif
