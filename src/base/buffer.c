/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buffer: a byte string that grows at its end. */
#include "base/buffer.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int buffer_grow(struct buffer *buffer, size_t more)
{
	size_t need, size;
	char *text;

	if (__builtin_add_overflow(buffer->length, more, &need) ||
	    __builtin_add_overflow(need, need / 2 + 64, &size))
		return -ENOMEM;
	text = realloc(buffer->text, size);
	if (!text)
		return -ENOMEM;
	buffer->text = text;
	buffer->size = size;
	return 0;
}

int buffer_add_format(struct buffer *buffer, const char *format, ...)
{
	char *text;
	va_list arguments;
	int n;

	va_start(arguments, format);
	n = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (n < 0)
		return -ENOMEM;
	n = buffer_add(buffer, (struct text){ .bytes = text, .length = (size_t)n });
	free(text);
	return n;
}

void buffer_done(struct buffer *buffer)
{
	free(buffer->text);
	*buffer = (struct buffer){ 0 };
}
