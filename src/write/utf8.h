/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8: text from the kernel is any bytes; some formats hold nothing but valid UTF-8. */
#ifndef WRITE_UTF8_H
#define WRITE_UTF8_H

#include "base/buffer.h"

#define UTF8_REPLACEMENT TEXT("\xef\xbf\xbd") /* U+FFFD */

/* Appends TEXT, with U+FFFD for each byte that begins no valid UTF-8. Returns 0 or -ENOMEM. */
int utf8_add(struct buffer *buffer, struct text text);

/* C0, DEL and C1 controls. */
bool utf8_is_control(uint32_t point);

/*
 * Controls, and what makes two texts look the same or stand in another order: what Unicode's
 * DerivedCoreProperties.txt has as Default_Ignorable_Code_Point (zero-width characters, bidi
 * controls, fillers, variation selectors, tags), separators of lines and interlinear annotation.
 */
bool utf8_is_hidden(uint32_t point);

#endif
