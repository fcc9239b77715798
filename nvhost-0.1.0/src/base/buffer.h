/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buffer: bytes that grow at the end. A zeroed one is empty and owns nothing yet. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

#include "base/cleanup.h"
#include "base/text.h"

struct buffer {
	char *text;
	size_t length;
	size_t size;
};

/* Makes room for MORE bytes behind the length. Returns 0 or -ENOMEM. */
int buffer_reserve(struct buffer *buffer, size_t more);

/* Appends. Return 0 or -ENOMEM, the buffer unchanged then. */
int buffer_add(struct buffer *buffer, struct text text);
int buffer_add_byte(struct buffer *buffer, char byte);
int buffer_add_format(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* What it holds; valid until the next change. */
static inline struct text buffer_text(const struct buffer *buffer)
{
	return (struct text){ .bytes = buffer->text, .length = buffer->length };
}

/* Gives the memory back; the buffer is empty and usable. */
void buffer_done(struct buffer *buffer);

#define _cleanup_buffer_ _cleanup_(buffer_done)

#endif
