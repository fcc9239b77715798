/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compare: orders values of the same or of different types, and converts numbers.
 *
 * Integers are compared and computed as integers: no counter passes through a double.
 */
#ifndef MODEL_COMPARE_H
#define MODEL_COMPARE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/whole.h"
#include "model/field.h"

/* Returns a present number of any type as a double. */
double value_double(enum type type, const struct value *value);

/* Returns a present number of TYPE_UINT or TYPE_INT as an integer. */
struct whole value_whole(enum type type, const struct value *value);

/*
 * Stores a number as a value of TYPE. The value is absent if the number does not fit. A fraction is
 * truncated.
 */
void value_set_whole(enum type type, struct whole number, struct value *ret);
void value_set_double(enum type type, double number, struct value *ret);

/* Converts a number to another type; values that are not numbers stay unchanged. */
void value_convert(enum type from, enum type to, struct value *value);

/*
 * Returns a number below, equal to or above 0 as A sorts before, with or after B. Both values must
 * be present, and both must be numbers, texts, booleans, or lists or maps of the same kind. Lists
 * of structs and maps are ordered by their number of items, which is what a table shows.
 */
int value_compare(const struct field *a_type, const struct value *a, const struct field *b_type,
                  const struct value *b);

/*
 * Appends bytes that are the same for equal values of one type, and different for all others. The
 * type must not be a struct. All missing values are equal, whatever the reason. Returns 0 or
 * -ENOMEM.
 */
int value_add_identity(const struct field *type, const struct value *value, struct buffer *ret);

/*
 * Copies the memory that a text, a list of texts or a list of numbers points to; values of other
 * types are copied as they are. Returns 0 or -ENOMEM.
 */
int value_copy(const struct field *type, const struct value *value, struct arena *arena,
               struct value *ret);

#endif
