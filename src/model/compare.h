/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compare: values of the same or of different types, as numbers and in order.
 *
 * Whole numbers are compared and calculated as such: no counter passes through a double.
 */
#ifndef MODEL_COMPARE_H
#define MODEL_COMPARE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/whole.h"
#include "model/field.h"

/* A present number of any type. */
double value_double(enum type type, const struct value *value);

/* The same of TYPE_UINT and TYPE_INT. */
struct whole value_whole(enum type type, const struct value *value);

/* A number as a value of this type; absent where it does not fit. A fraction is cut off. */
void value_set_whole(enum type type, struct whole number, struct value *ret);
void value_set_double(enum type type, double number, struct value *ret);

/* A number as one of another type; other values stay as they are. */
void value_convert(enum type from, enum type to, struct value *value);

/*
 * Below, at or above 0 as A comes before, with or after B; both are present, and both numbers,
 * texts, booleans, or lists or maps of the same kind. Lists of structs and maps are ordered by how
 * many items they have, as a table shows them.
 */
int value_compare(const struct field *a_type, const struct value *a, const struct field *b_type,
                  const struct value *b);

/*
 * Appends bytes that are the same for equal values, and for no others, of one type, which is no
 * struct; what is not there is equal whatever the reason. Returns 0 or -ENOMEM.
 */
int value_add_identity(const struct field *type, const struct value *value, struct buffer *ret);

/* Copies what a text or a list points to; not of lists of structs and maps. 0 or -ENOMEM. */
int value_copy(const struct field *type, const struct value *value, struct arena *arena,
               struct value *ret);

#endif
