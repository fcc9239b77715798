/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column: what the user has asked for, under the name that the output shows. */
#ifndef MODEL_COLUMN_H
#define MODEL_COLUMN_H

#include "model/field.h"

struct expression;

struct column {
	char name[64];                       /* "rss", or "memory_info.rss" */
	const struct field *field;           /* what the values are */
	const struct expression *expression; /* how they come about; NULL: FIELD of the record */
	const struct expression *written;    /* by the user, for messages; NULL: by nobody */
};

#endif
