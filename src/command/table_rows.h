/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table rows: which processes a table shows where nobody says, and in which order. */
#ifndef COMMAND_TABLE_ROWS_H
#define COMMAND_TABLE_ROWS_H

#include "command/command.h"

/* Whether what is asked for is a table, so that its rows may be others than for programs. */
bool table_rows_are_free(const struct invocation *invocation);

/*
 * For views of processes. A table has no kernel threads, unless any process was asked for in
 * whatever way, or all are (IS_ALL). Formats for programs have all rows there are.
 */
void table_rows_choose(struct invocation *invocation, bool is_all);

/* On a terminal the processes that COLUMN has most of come first, unless -S says otherwise. */
void table_rows_sort(struct invocation *invocation, const char *column);

#endif
