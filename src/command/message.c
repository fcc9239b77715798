/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages on standard error. */
#include "command/message.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "model/fault.h"
#include "write/cell.h"

static char name[32] = "nvhost"; /* set once, by main */
static char first[256];          /* set once; a check repeats it on standard output */

void message_from(const char *command)
{
	snprintf(name, sizeof(name), command ? "nvhost %s" : "nvhost", command);
}

const char *message_name(void)
{
	return name;
}

const char *message_first(void)
{
	return first;
}

/* Writes with one call, so that lines of several processes do not mix. Errors are ignored. */
static void write_line(const char *line, size_t length)
{
	if (write(STDERR_FILENO, line, length) < 0)
		return;
}

static void tell(struct text text)
{
	_cleanup_buffer_ struct buffer line = { 0 };
	char poor[sizeof(name) + 32];

	if (!*first)
		snprintf(first, sizeof(first), "%.*s", (int)text.length, text.bytes);
	if (buffer_add(&line, text_of(name)) == 0 && buffer_add(&line, TEXT(": ")) == 0 &&
	    cell_text(&line, text) == 0 && buffer_add_byte(&line, '\n') == 0) {
		write_line(line.text, line.length);
		return;
	}
	snprintf(poor, sizeof(poor), "%s: out of memory\n", name);
	write_line(poor, strlen(poor));
}

/* Writes a line that continues the message before, without the name of the command. */
static void tell_line(struct text text)
{
	_cleanup_buffer_ struct buffer line = { 0 };

	if (cell_text(&line, text) == 0 && buffer_add_byte(&line, '\n') == 0)
		write_line(line.text, line.length);
}

static void tell_format(const char *format, va_list arguments)
{
	_cleanup_free_ char *text = NULL;

	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	tell(text ? text_of(text) : TEXT("out of memory"));
}

void message(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell_format(format, arguments);
	va_end(arguments);
}

void message_error(const char *subject, int error)
{
	if (subject)
		message("%s: %s", subject, fault_words(error));
	else
		message("%s", fault_words(error));
}

int message_usage(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell_format(format, arguments);
	va_end(arguments);
	message("try '%s --help'", name);
	return EXIT_USAGE;
}

int message_usage_with(const char *hint, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell_format(format, arguments);
	va_end(arguments);
	message("%s", hint);
	message("try '%s --help'", name);
	return EXIT_USAGE;
}

int message_refuse(const struct buffer *why)
{
	struct text rest = buffer_text(why), line;

	if (!text_next_line(&rest, &line))
		line = TEXT("");
	message("%.*s", (int)line.length, line.bytes);
	while (text_next_line(&rest, &line))
		tell_line(line);
	message("try '%s --help'", name);
	return EXIT_USAGE;
}
