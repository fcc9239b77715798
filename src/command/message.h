/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages on standard error, escaped like a table, and the exit statuses of nvhost(1). */
#ifndef COMMAND_MESSAGE_H
#define COMMAND_MESSAGE_H

#include "base/buffer.h"

enum exit_status {
	EXIT_DONE = 0,
	EXIT_PROBLEM = 1,
	EXIT_USAGE = 2,
	EXIT_WARNING = 1, /* of a check, as monitoring plugins */
	EXIT_CRITICAL = 2,
	EXIT_UNKNOWN = 3,
	EXIT_TIMEOUT = 124,
	EXIT_CANNOT_RUN = 125,
	EXIT_CANNOT_EXECUTE = 126,
	EXIT_NOT_FOUND = 127,
	EXIT_SIGNALLED = 128, /* plus the signal's number */
};

/* The command that messages are from: "ps". NULL for nvhost itself. */
void message_from(const char *command);

/* "nvhost", or "nvhost ps". */
const char *message_name(void);

/* The first message of the run, without the name of the command; "" where there was none. */
const char *message_first(void);

/* nvhost COMMAND: … */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* nvhost COMMAND: SUBJECT: the reason for the (negative) errno. */
void message_error(const char *subject, int error);

/* A usage error, with the hint where to read on; returns EXIT_USAGE. */
int message_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same with a line between them that says what would be right: HINT. */
int message_usage_with(const char *hint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A usage error that WHY holds; returns EXIT_USAGE. */
int message_refuse(const struct buffer *why);

#endif
