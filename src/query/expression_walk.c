/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: what is in a tree. */
#include <errno.h>

#include "query/columns.h"
#include "query/expression_node.h"

int expression_walk(struct expression *node, int (*with)(void *arg, struct expression *node),
                    void *arg)
{
	int r = with(arg, node);

	for (size_t n = 0; n < node->n_arguments && r == 0; n++)
		r = expression_walk(node->arguments[n], with, arg);
	return r;
}

bool expression_is_column(const struct expression *node)
{
	return node->kind == NODE_FIELD;
}

static int has_type(void *type, struct expression *node)
{
	return node->type == type;
}

bool expression_has(const struct expression *node, const struct field *type)
{
	return expression_walk((struct expression *)node, has_type, (void *)type) != 0;
}

struct gathering {
	const struct collector *collector;
	uint64_t sources;
};

static int add_sources(void *arg, struct expression *node)
{
	struct gathering *gathering = arg;
	const struct field *field = node->kind == NODE_FIELD  ? node->type
	                            : node->kind == NODE_EACH ? node->list
	                                                      : NULL;

	if (field)
		gathering->sources |= collector_sources_of(gathering->collector, field);
	return 0;
}

uint64_t expression_sources(const struct collector *collector, const struct expression *node)
{
	struct gathering gathering = { .collector = collector };

	expression_walk((struct expression *)node, add_sources, &gathering);
	return gathering.sources;
}
