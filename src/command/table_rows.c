/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table rows: the rows of a table, and their order, without options. */
#include "command/table_rows.h"

#include "command/own_columns.h"
#include "command/query_output.h"
#include "write/formats.h"

bool table_rows_are_free(const struct invocation *invocation)
{
	return query_output_writer(invocation) == &table_writer &&
	       !invocation->is_listing_columns && !invocation->is_schema &&
	       !invocation->query.is_quiet && !invocation->output.with_null;
}

bool table_rows_are_usual(const struct invocation *invocation)
{
	const struct query_options *query = &invocation->query;

	return table_rows_are_free(invocation) && !query->columns && !query->sort &&
	       !query->group && query->n_where == 0 && !own_columns_are_named(invocation);
}

void table_rows_choose(struct invocation *invocation, bool is_all)
{
	const struct selection *selection = &invocation->selection;

	invocation->is_without_kthreads =
		!is_all && table_rows_are_free(invocation) && !selection->has_processes &&
		selection->n_processes == 0 && selection->n_parents == 0 &&
		!select_has_words(selection) && invocation->query.n_where == 0;
}

void table_rows_leave_out_idle(struct invocation *invocation, bool is_all)
{
	if (!is_all && invocation->n_words == 0 && table_rows_are_free(invocation) &&
	    isatty(STDOUT_FILENO))
		invocation->query.usual_where = invocation->view->usual;
}

void table_rows_sort(struct invocation *invocation)
{
	if (table_rows_are_free(invocation) && isatty(STDOUT_FILENO))
		invocation->query.usual_sort = invocation->view->usual_sort;
}
