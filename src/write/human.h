/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Human: numbers as people read them in tables: 1.2G, 3h12m, +55.0 °C, unlimited. */
#ifndef WRITE_HUMAN_H
#define WRITE_HUMAN_H

#include "base/buffer.h"
#include "model/field.h"

/* What a table may leave out where somebody looks at it now. */
struct human_style {
	bool with_short_durations; /* two units: 3h12m, 3d 4h */
	bool with_short_dates;     /* the time alone of today, no seconds of other days */
};

/* Appends a present number of FIELD, in its unit. Returns 0 or -ENOMEM. */
int human_add(struct buffer *buffer, const struct field *field, const struct value *value,
              struct human_style style);

/* How wide most numbers of FIELD are; 0: of any width. For tables whose rows come one by one. */
size_t human_usual_width(const struct field *field);

/*
 * Appends what stands at the head of the column NAME of FIELD: NAME in capitals, or the short
 * heading of the field, and the unit where cells have none. Returns 0 or -ENOMEM.
 */
int human_add_heading(struct buffer *buffer, const char *name, const struct field *field,
                      bool is_short);

#endif
