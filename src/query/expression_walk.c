/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: walks that answer questions about a tree. */
#include <errno.h>

#include "model/compare.h"
#include "query/columns.h"
#include "query/function.h"

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

static bool is_same_value(const struct expression *a, const struct expression *b)
{
	if (a->constant.is != PRESENT || b->constant.is != PRESENT)
		return a->constant.is == b->constant.is;
	return field_type(a->type) == field_type(b->type) &&
	       value_compare(a->type, &a->constant, b->type, &b->constant) == 0;
}

static bool is_same_node(const struct expression *a, const struct expression *b)
{
	if (a->kind != b->kind || a->n_arguments != b->n_arguments || a->list != b->list ||
	    a->comparison != b->comparison || a->is_negated != b->is_negated ||
	    a->function != b->function)
		return false;
	switch (a->kind) {
	case NODE_CONSTANT:
		return is_same_value(a, b);
	case NODE_FIELD:
	case NODE_ITEM:
	case NODE_EACH:
		return a->type == b->type;
	case NODE_ENTRY:
		return text_equal(a->constant.text, b->constant.text);
	case NODE_KEY:
		return a->slot == b->slot;
	case NODE_MATCH:
		return pattern_equal(a->pattern, b->pattern);
	default:
		return true;
	}
}

bool expression_equal(const struct expression *a, const struct expression *b)
{
	bool is_equal = is_same_node(a, b);

	for (size_t n = 0; n < a->n_arguments && is_equal; n++)
		is_equal = expression_equal(a->arguments[n], b->arguments[n]);
	return is_equal;
}

static int is_change(void *arg _unused_, struct expression *node)
{
	return node->kind == NODE_RATE || node->kind == NODE_DELTA ||
	       (node->kind == NODE_FIELD && node->type->rate);
}

bool expression_has_change(const struct expression *node)
{
	return expression_walk((struct expression *)node, is_change, NULL) != 0;
}

static int find_aggregate(void *arg, struct expression *node)
{
	if (node->kind == NODE_AGGREGATE)
		*(const struct expression **)arg = node;
	return node->kind == NODE_AGGREGATE;
}

const struct expression *expression_aggregate(const struct expression *node)
{
	const struct expression *found = NULL;

	expression_walk((struct expression *)node, find_aggregate, &found);
	return found;
}

static int add_context(void *context, struct expression *node)
{
	if (node->function)
		*(unsigned *)context |= node->function->context;
	return 0;
}

unsigned expression_context(const struct expression *node)
{
	unsigned context = 0;

	expression_walk((struct expression *)node, add_context, &context);
	return context;
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
