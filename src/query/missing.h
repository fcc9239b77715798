/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Missing: why each null column of a row is null. */
#ifndef QUERY_MISSING_H
#define QUERY_MISSING_H

#include "query/columns.h"

/*
 * Makes the value of the column `missing` from the values of all columns. The arena holds it.
 * Returns 0 or -ENOMEM.
 */
int missing_explain(const struct columns *columns, const struct value *values, struct arena *arena,
                    struct value *ret);

#endif
