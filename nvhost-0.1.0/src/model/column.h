/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column: a field as the user has asked for it, under the name that the output shows. */
#ifndef MODEL_COLUMN_H
#define MODEL_COLUMN_H

#include "model/field.h"

struct column {
	char name[64]; /* "rss", or "memory_info.rss" */
	const struct field *field;
};

#endif
