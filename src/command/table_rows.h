/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table rows: the rows of a table, and their order, without options. */
#ifndef COMMAND_TABLE_ROWS_H
#define COMMAND_TABLE_ROWS_H

#include "command/command.h"

/* Whether the output is a table, whose default rows may differ from those of other formats. */
bool table_rows_are_free(const struct invocation *invocation);

/* Whether the output is a table, and no option says anything about columns, order and rows. */
bool table_rows_are_usual(const struct invocation *invocation);

/*
 * For views of processes: leaves kernel threads out of a table, unless there is a filter, a
 * selector or an operand, or IS_ALL. Formats for programs have all rows.
 */
void table_rows_choose(struct invocation *invocation, bool is_all);

/* Sorts a table on a terminal by `usual_sort` of the view, unless -S is given. */
void table_rows_sort(struct invocation *invocation);

/*
 * Filters a table on a terminal by `usual` of the view, which leaves out idle devices, unless there
 * is a filter or an operand, or IS_ALL.
 */
void table_rows_leave_out_idle(struct invocation *invocation, bool is_all);

#endif
