/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages on standard error, escaped as in tables, and the exit statuses of nvhost(1). */
#ifndef COMMAND_MESSAGE_H
#define COMMAND_MESSAGE_H

#include "base/buffer.h"

enum exit_status {
	EXIT_DONE = 0,
	EXIT_PROBLEM = 1,
	EXIT_USAGE = 2,
	EXIT_WARNING = 1, /* this and the next two: of a check, as of monitoring plugins */
	EXIT_CRITICAL = 2,
	EXIT_UNKNOWN = 3,
	EXIT_TIMEOUT = 124,
	EXIT_CANNOT_RUN = 125,
	EXIT_CANNOT_EXECUTE = 126,
	EXIT_NOT_FOUND = 127,
	EXIT_SIGNALLED = 128, /* plus the signal's number */
};

/* Sets the command that messages name, such as "ps"; NULL: nvhost itself. */
void message_from(const char *command);

/* "nvhost", or "nvhost ps". */
const char *message_name(void);

/* The first message of the run, without the name of the command; "" if there was none. */
const char *message_first(void);

/* Prints "nvhost COMMAND: …". */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints "nvhost COMMAND: SUBJECT: REASON" for a negative errno; without SUBJECT if it is NULL. */
void message_error(const char *subject, int error);

/* Prints a usage error, then "try 'nvhost COMMAND --help'". Returns EXIT_USAGE. */
int message_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Like message_usage(), with a line HINT in between that says what would be right. */
int message_usage_with(const char *hint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Like message_usage(), for the lines that WHY holds. */
int message_refuse(const struct buffer *why);

#endif
