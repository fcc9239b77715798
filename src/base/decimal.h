/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decimal: numbers as text that reads back as the same number, independent of the locale.
 *
 * All functions append to a buffer and return 0 or -ENOMEM.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdint.h>

#include "base/buffer.h"

int decimal_add_u64(struct buffer *buffer, uint64_t number);
int decimal_add_i64(struct buffer *buffer, int64_t number);

/*
 * Appends a finite number with 15, 16 or 17 significant digits: the fewest that read back as the
 * same double (IEEE 754 binary64). A whole number has no decimal point; exponents are those of
 * printf(3) %g.
 */
int decimal_add_double(struct buffer *buffer, double number);

#endif
