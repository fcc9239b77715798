/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pattern size: how much regcomp(3) makes of a regular expression. */
#ifndef QUERY_PATTERN_SIZE_H
#define QUERY_PATTERN_SIZE_H

#include <stdbool.h>

#include "base/text.h"

/*
 * Whether an extended regular expression stays small when it is compiled. glibc writes x+ as xx*
 * and x{2,5} as five times x, also where x has such parts itself: ((a{1,200}){1,200}){1,200} and
 * thirty times + behind one letter take all memory there is.
 */
bool pattern_is_modest(struct text pattern);

#endif
