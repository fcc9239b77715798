/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion in expressions: columns, also those that the user has defined, members, functions, and
 * words of an enumeration.
 */
#ifndef COMMAND_COMPLETE_COLUMN_H
#define COMMAND_COMPLETE_COLUMN_H

#include "base/text.h"
#include "model/collector.h"

struct offering {
	void (*offer)(const void *arg, const char *candidate, const char *help);
	const void *arg;
};

/* The values of -o and -g on the command line so far; NULL: not given. */
struct lists {
	const char *columns;
	const char *keys;
	const char *begun; /* the one that is being completed; or NULL */
};

/* Takes the VALUE of an OPTION, if that is -o or -g. IS_WHOLE: it is not being completed. */
void lists_read(struct lists *lists, const char *option, const char *value, bool is_whole);

/* Offers candidates. BEFORE: the expression up to the name to complete; BEGUN: its beginning. */
void complete_column(const struct collector *collector, const struct lists *lists,
                     struct text before, const char *begun, const struct offering *offering);

#endif
