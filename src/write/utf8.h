/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8: text from the kernel may be any bytes, but some formats allow valid UTF-8 only. */
#ifndef WRITE_UTF8_H
#define WRITE_UTF8_H

#include "base/buffer.h"

#define UTF8_REPLACEMENT TEXT("\xef\xbf\xbd") /* U+FFFD */

/* Appends TEXT, with U+FFFD for each byte that begins no valid UTF-8. Returns 0 or -ENOMEM. */
int utf8_add(struct buffer *buffer, struct text text);

/* Whether the character is a control: C0, DEL or C1. */
bool utf8_is_control(uint32_t point);

/*
 * Whether the character is a control, or is invisible and could make two texts look alike or
 * change their order: Default_Ignorable_Code_Point in Unicode's DerivedCoreProperties.txt
 * (zero-width characters, bidi controls, fillers, variation selectors, tags), line and paragraph
 * separators, and interlinear annotation.
 */
bool utf8_is_hidden(uint32_t point);

#endif
