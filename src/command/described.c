/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Described: which columns of a view -H lists. */
#include "command/described.h"

#include <errno.h>

#include "query/describe.h"

/* Parses LIST, or +LIST without the defaults. Returns 0, -EINVAL or -ENOMEM. */
static int parse_columns(const struct scope *scope, const char *list, struct columns *ret)
{
	_cleanup_buffer_ struct buffer why = { 0 };

	return columns_parse(scope, NULL, *list == '+' ? list + 1 : list, ret, &why);
}

/*
 * With -H, -o names columns of the list itself (name, type …). If -o has other names, they are
 * columns of the view, or expressions, and the list describes only these.
 */
static int choose_columns(struct invocation *invocation, struct described *ret)
{
	struct scope itself = { .collector = &describe_collector };
	struct scope view = { .collector = invocation->view->collector,
		              .keys = &ret->grouping.keys };
	_cleanup_columns_ struct columns of_list = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	const char *list = invocation->query.columns;
	int r = list ? parse_columns(&itself, list, &of_list) : 0;

	if (r == 0)
		ret->asked.columns = NULL;
	if (r != -EINVAL)
		return r;
	r = 0;
	if (invocation->query.group)
		r = grouping_parse_keys(&ret->grouping, view.collector, invocation->query.group,
		                        &why);
	if (r == 0)
		r = parse_columns(&view, list, &ret->columns);
	if (r == 0) {
		invocation->query.columns = NULL;
		invocation->query.group = NULL;
	}
	return r == -EINVAL ? 0 : r;
}

/* Returns 0, -EINVAL if OPTIONS do not make a query of these rows, or -ENOMEM. */
static int prepare(const struct collector *collector, const struct query_options *options,
                   const char *defaults, struct query *ret)
{
	_cleanup_buffer_ struct buffer why = { 0 };

	*ret = (struct query){ .collector = collector, .options = options };
	return query_prepare(ret, defaults, &why);
}

/*
 * If the list has no columns of these names, the options are those of a query of the view; but -o
 * may be about the list all the same.
 */
static int choose_query(struct invocation *invocation, struct described *ret)
{
	struct query_options *options = &invocation->query;
	struct query of_list = { 0 };
	int r = prepare(&describe_collector, options, describe_columns, &of_list);

	query_done(&of_list);
	if (r != -EINVAL)
		return r;
	r = prepare(invocation->view->collector, &ret->asked, invocation->view->columns,
	            &ret->query);
	if (r < 0)
		return r == -EINVAL ? 0 : r;
	if (ret->asked.columns || ret->asked.group)
		ret->only = &ret->query.columns;
	if (ret->asked.columns)
		options->columns = NULL;
	options->group = options->sort = NULL;
	options->n_where = 0;
	for (size_t n = 0; n < N_CONDITIONS; n++)
		options->conditions[n] = NULL;
	return 0;
}

int described_choose(struct invocation *invocation, struct described *ret)
{
	int r;

	*ret = (struct described){ .asked = invocation->query };
	r = choose_columns(invocation, ret);
	if (ret->columns.n > 0)
		ret->only = &ret->columns;
	return r < 0 ? r : choose_query(invocation, ret);
}

void described_done(struct described *described)
{
	query_done(&described->query);
	columns_done(&described->columns);
	grouping_done(&described->grouping);
}
