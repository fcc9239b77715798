/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Performance data of a check: numbers in the format of the Monitoring Plugins guidelines. */
#ifndef WRITE_PERFORMANCE_H
#define WRITE_PERFORMANCE_H

#include "model/writer.h"

/* Whether the values of column N are performance data. */
bool performance_is_measured(const struct output *output, size_t n);

/*
 * Appends the name of a row: its labels and its other texts, with blanks between them.
 * Returns 0 or -ENOMEM.
 */
int performance_add_name(struct buffer *buffer, const struct output *output,
                         const struct value *values);

/*
 * Appends " 'label'=value[UOM];warn;crit;min;max" for each measured column.
 * Returns 0 or -ENOMEM.
 */
int performance_add_row(struct buffer *performance, const struct output *output,
                        const struct value *values);

#endif
