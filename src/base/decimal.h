/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decimal: numbers as text that reads back as the same number, whatever the locale.
 *
 * All append to a buffer and return 0 or -ENOMEM.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdint.h>

#include "base/buffer.h"

int decimal_add_u64(struct buffer *buffer, uint64_t number);
int decimal_add_i64(struct buffer *buffer, int64_t number);

/*
 * A finite number with 15 digits at most, or 16, or 17, whichever first reads back as the same
 * double (IEEE 754 binary64). A whole number has no point; exponents are as in printf(3) %g.
 */
int decimal_add_double(struct buffer *buffer, double number);

#endif
