/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column: an expression that the user asked for, and the name under which the output shows it. */
#ifndef MODEL_COLUMN_H
#define MODEL_COLUMN_H

#include "model/field.h"

struct expression;

struct column {
	char name[64];             /* "rss", or "memory_info.rss" */
	const struct field *field; /* type, unit and help of the values */
	const struct expression
		*expression; /* how the values are computed; NULL: FIELD of the record */
	const struct expression
		*written; /* as the user wrote it, for messages; NULL: not written by the user */
};

#endif
