/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pattern size: how large a regular expression becomes in regcomp(3). */
#ifndef QUERY_PATTERN_SIZE_H
#define QUERY_PATTERN_SIZE_H

#include <stdbool.h>

#include "base/text.h"

/*
 * Whether an extended regular expression stays small when it is compiled. glibc expands x+ to xx*
 * and x{2,5} to five copies of x, at each level of nesting: ((a{1,200}){1,200}){1,200}, or one
 * letter with thirty "+" behind it, takes all memory of the machine.
 */
bool pattern_is_modest(struct text pattern);

#endif
