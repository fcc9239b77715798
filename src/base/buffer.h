/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buffer: a byte string that grows at its end. A zeroed buffer is empty and owns no memory. */
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

/* The slow path of buffer_reserve(): there is no room yet. */
int buffer_grow(struct buffer *buffer, size_t more);

/* Makes room for MORE bytes after the contents. Returns 0 or -ENOMEM. */
static inline int buffer_reserve(struct buffer *buffer, size_t more)
{
	return buffer->text && more <= buffer->size - buffer->length ? 0
	                                                             : buffer_grow(buffer, more);
}

/* The functions buffer_add... append. They return 0, or -ENOMEM with the buffer unchanged. */
static inline int buffer_add(struct buffer *buffer, struct text text)
{
	int r = text.length > 0 ? buffer_reserve(buffer, text.length) : 0;

	if (r < 0)
		return r;
	if (text.length > 0)
		memcpy(buffer->text + buffer->length, text.bytes, text.length);
	buffer->length += text.length;
	return 0;
}

static inline int buffer_add_byte(struct buffer *buffer, char byte)
{
	return buffer_add(buffer, (struct text){ .bytes = &byte, .length = 1 });
}

int buffer_add_format(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The contents, valid until the next change of the buffer. */
static inline struct text buffer_text(const struct buffer *buffer)
{
	return (struct text){ .bytes = buffer->text, .length = buffer->length };
}

/* Frees the memory; the buffer is then empty and can be used again. */
void buffer_done(struct buffer *buffer);

#define _cleanup_buffer_ _cleanup_(buffer_done)

#endif
