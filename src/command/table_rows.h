/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table rows: which processes a table shows where nobody says, and in which order. */
#ifndef COMMAND_TABLE_ROWS_H
#define COMMAND_TABLE_ROWS_H

#include "command/command.h"

/* Whether what is asked for is a table, so that its rows may be others than for programs. */
bool table_rows_are_free(const struct invocation *invocation);

/* Whether nothing was said of columns, order and rows either, so that a table may be another. */
bool table_rows_are_usual(const struct invocation *invocation);

/*
 * For views of processes. A table has no kernel threads, unless any process was asked for in
 * whatever way, or all are (IS_ALL). Formats for programs have all rows there are.
 */
void table_rows_choose(struct invocation *invocation, bool is_all);

/* On a terminal rows have the order that the view has usually, unless -S says otherwise. */
void table_rows_sort(struct invocation *invocation);

/*
 * On a terminal only the rows that the view has `usual`ly, unless any were asked for in whatever
 * way, or all are (IS_ALL): idle devices are left out.
 */
void table_rows_leave_out_idle(struct invocation *invocation, bool is_all);

#endif
