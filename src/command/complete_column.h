/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion inside of expressions: columns, those of the user's own, members, functions, words of
 * an enumeration.
 */
#ifndef COMMAND_COMPLETE_COLUMN_H
#define COMMAND_COMPLETE_COLUMN_H

#include "base/text.h"
#include "model/collector.h"

struct offering {
	void (*offer)(const void *arg, const char *candidate, const char *help);
	const void *arg;
};

/* What the line has for -o and -g; NULL: nothing so far. */
struct lists {
	const char *columns;
	const char *keys;
	const char *begun; /* the one of them that is completed, and not whole yet; or NULL */
};

/* Takes the value of an option, if the option is one of these. */
void lists_read(struct lists *lists, const char *option, const char *value, bool is_whole);

/* BEFORE: the expression up to the name that has begun; BEGUN: that, perhaps empty. */
void complete_column(const struct collector *collector, const struct lists *lists,
                     struct text before, const char *begun, const struct offering *offering);

#endif
