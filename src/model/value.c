/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Value: words for missing values, and sums. */
#include "model/value.h"

#include "base/number.h"

const char *presence_word(enum presence presence)
{
	static const char *const words[] = {
		[ABSENT] = "none",         [UNSUPPORTED] = "unsupported", [ZOMBIE] = "zombie",
		[TOO_LARGE] = "too large", [BLOCKED] = "blocked",         [DENIED] = "denied",
		[PRESENT] = "present",
	};

	return words[presence];
}

void opt_u64_add(struct opt_u64 *sum, struct opt_u64 part)
{
	if ((sum->is != PRESENT && sum->is != UNSUPPORTED) || part.is == UNSUPPORTED)
		return;
	sum->is = part.is;
	number_add_saturating(&sum->v, part.v);
}
