/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8: text from the kernel is any bytes; some formats hold nothing but valid UTF-8. */
#ifndef WRITE_UTF8_H
#define WRITE_UTF8_H

#include "base/buffer.h"

/* The length of the valid UTF-8 at the left of TEXT. */
size_t utf8_length(struct text text);

/* Appends TEXT, with U+FFFD for each byte that begins no valid UTF-8. Returns 0 or -ENOMEM. */
int utf8_add(struct buffer *buffer, struct text text);

#endif
