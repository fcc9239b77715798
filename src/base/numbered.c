/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File names that contain a number. */
#include "base/numbered.h"

#include <assert.h>
#include <string.h>

char *numbered_name(char ret[NUMBERED_NAME], const char *before, uint64_t number, const char *after)
{
	size_t n_before = strlen(before), n_after = strlen(after);
	char digits[20]; /* 2⁶⁴ - 1 has 20 digits */
	char *end = digits + sizeof(digits), *begin = end;

	assert(n_before <= NUMBERED_PART && n_after <= NUMBERED_PART);
	do {
		*--begin = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	memcpy(ret, before, n_before);
	ret += n_before;
	memcpy(ret, begin, (size_t)(end - begin));
	ret += end - begin;
	memcpy(ret, after, n_after + 1);
	return ret + n_after;
}
