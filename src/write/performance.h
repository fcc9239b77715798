/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Performance data of a check: the numbers of its rows, as the Monitoring Plugins guidelines say.
 */
#ifndef WRITE_PERFORMANCE_H
#define WRITE_PERFORMANCE_H

#include "model/writer.h"

/* Whether the values of column N are performance data. */
bool performance_is_measured(const struct output *output, size_t n);

/* What names the row: its labels, and what is text in it, with blanks between. 0 or -ENOMEM. */
int performance_add_name(struct buffer *buffer, const struct output *output,
                         const struct value *values);

/* Adds " 'label'=value[UOM];warn;crit;min;max" of each column that is measured. 0 or -ENOMEM. */
int performance_add_row(struct buffer *performance, const struct output *output,
                        const struct value *values);

#endif
