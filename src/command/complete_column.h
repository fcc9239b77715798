/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion inside of expressions: columns, members, functions, words of an enumeration. */
#ifndef COMMAND_COMPLETE_COLUMN_H
#define COMMAND_COMPLETE_COLUMN_H

#include "base/text.h"
#include "model/collector.h"

struct offering {
	void (*offer)(const void *arg, const char *candidate, const char *help);
	const void *arg;
};

/* BEFORE: the expression up to the name that has begun; BEGUN: that, perhaps empty. */
void complete_column(const struct collector *collector, struct text before, const char *begun,
                     const struct offering *offering);

#endif
