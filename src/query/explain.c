/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explain: the plan of a query as text. */
#include "query/explain.h"

#include <errno.h>

#include "query/expression_node.h"
#include "query/report.h"

static int add_sources(const struct query *query, const char *what, uint64_t sources,
                       struct buffer *ret)
{
	int r = buffer_add(ret, text_of(what));

	for (size_t n = 0; n < query->collector->n_sources && r == 0; n++)
		if (sources >> n & 1 && query->collector->sources[n].path)
			r = buffer_add_format(ret, " %s", query->collector->sources[n].path);
	return r < 0 ? r : buffer_add_byte(ret, '\n');
}

static int add_expression(const char *what, const struct expression *node, struct buffer *ret)
{
	return buffer_add_format(ret, "%s %.*s\n", what, (int)node->place.length,
	                         node->place.bytes);
}

static int add_columns(const char *what, const struct columns *columns, struct buffer *ret)
{
	int r = columns->n > 0 ? buffer_add(ret, text_of(what)) : 0;

	for (size_t n = 0; n < columns->n && r == 0; n++) {
		const struct column *column = &columns->items[n];

		if (column->name[0])
			r = buffer_add_format(ret, " %s", column->name);
		else
			r = buffer_add_format(ret, " %.*s", (int)column->expression->place.length,
			                      column->expression->place.bytes);
	}
	return r < 0 || columns->n == 0 ? r : buffer_add_byte(ret, '\n');
}

static int add_stages(const struct query *query, struct buffer *ret)
{
	int r = query->grouping.is_on ? buffer_add(ret, TEXT("rows are groups\n")) : 0;

	if (r == 0)
		r = add_columns("group by", &query->grouping.keys, ret);
	for (size_t n = 0; n < query->grouping.n_aggregates && r == 0; n++)
		r = add_expression("aggregate", query->grouping.aggregates[n], ret);
	if (r == 0 && query->grouping.conditions[CONDITION_HAVING])
		r = add_expression("having", query->grouping.conditions[CONDITION_HAVING], ret);
	if (r == 0)
		r = add_columns("order by", &query->order.columns, ret);
	if (r == 0 && query->options->limit.is == PRESENT)
		r = buffer_add_format(ret, "limit %ju%s\n", (uintmax_t)query->options->limit.v,
		                      stages_are_two(query) ? ", then the other sources" : "");
	return r < 0 ? r : add_columns("emit", &query->columns, ret);
}

int explain_query(struct query *query, struct buffer *ret)
{
	uint64_t deciding, all;
	int r = buffer_add_format(ret, "collect %s\n", query->collector->name);

	where_arrange(&query->where, query->collector);
	report_sources(query, &deciding, &all);
	if (r == 0 && rates_any(&query->rates))
		r = add_columns("two samples of", &query->rates.counters, ret);
	if (r == 0)
		r = add_sources(query, "read to decide:", deciding, ret);
	for (size_t n = 0; n < query->where.n && r == 0; n++)
		r = add_expression(n < query->where.n_cheap ? "where, first" : "where",
		                   query->where.conditions[n], ret);
	if (r == 0)
		r = add_sources(query, "read for rows that stay:", all & ~deciding, ret);
	return r < 0 ? r : add_stages(query, ret);
}
