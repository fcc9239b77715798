/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Value: words for missing values, and arithmetic with values that may be missing. */
#include "model/value.h"

#include "base/cleanup.h"
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

struct opt_u64 opt_u64_subtract(struct opt_u64 whole, struct opt_u64 part)
{
	if (whole.is != PRESENT || part.is != PRESENT)
		return (struct opt_u64){ .is = MIN(whole.is, part.is) };
	return some_u64(whole.v - MIN(part.v, whole.v));
}

struct opt_f64 opt_percent(struct opt_u64 part, struct opt_u64 whole)
{
	if (part.is != PRESENT || whole.is != PRESENT)
		return (struct opt_f64){ .is = MIN(part.is, whole.is) };
	return some_f64(whole.v > 0 ? number_round1(100 * (double)part.v / (double)whole.v) : 0);
}

void opt_u64_add(struct opt_u64 *sum, struct opt_u64 part)
{
	if ((sum->is != PRESENT && sum->is != UNSUPPORTED) || part.is == UNSUPPORTED)
		return;
	sum->is = part.is;
	number_add_saturating(&sum->v, part.v);
}
