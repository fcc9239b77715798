/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: parsing a text that is one expression, or a list of them. */
#include <errno.h>

#include "query/expression_node.h"

static int expect_end(struct parser *parser)
{
	parser_skip_blanks(parser);
	return parser->rest.length > 0
	               ? parser_expect(parser, "an operator, such as 'and' or 'or',")
	               : 0;
}

int expression_parse(struct expression_pool *pool, const struct scope *scope, struct text text,
                     struct expression **ret, struct buffer *why)
{
	struct parser parser = {
		.pool = pool, .scope = scope, .whole = text, .rest = text, .why = why
	};
	int r = parser_expression(&parser, ret);

	return r < 0 ? r : expect_end(&parser);
}

int expression_parse_condition(struct expression_pool *pool, const struct scope *scope,
                               struct text text, struct expression **ret, struct buffer *why)
{
	struct parser parser = {
		.pool = pool, .scope = scope, .whole = text, .rest = text, .why = why
	};
	int r = parser_expression(&parser, ret);

	if (r == 0)
		r = expect_end(&parser);
	return r < 0 ? r : node_check_condition(&parser, *ret);
}

/* NAME= before an expression; "==" and "=~" are operators, and no end of a name. */
static struct text eat_column_name(struct parser *parser)
{
	struct text name, before = parser->rest;

	parser_skip_blanks(parser);
	name = parser_peek_name(parser);
	parser->rest = text_skip(parser->rest, name.length);
	parser_skip_blanks(parser);
	if (name.length > 0 && parser->rest.length > 0 && parser->rest.bytes[0] == '=' &&
	    (parser->rest.length == 1 || !memchr("=~", parser->rest.bytes[1], 2))) {
		parser->rest = text_skip(parser->rest, 1);
		return name;
	}
	parser->rest = before;
	return (struct text){ .bytes = before.bytes };
}

static int parse_item(struct parser *parser, enum expression_list kind, struct expression_item *ret)
{
	struct expression_item item = { 0 };
	int r;

	if (kind == LIST_OF_COLUMNS)
		item.name = eat_column_name(parser);
	else
		item.is_descending = parser_eat(parser, "-");
	parser_skip_blanks(parser);
	item.text = parser->rest;
	if (item.text.length == 0 || item.text.bytes[0] == ',')
		return parser_refuse(parser, (struct text){ .bytes = item.text.bytes, .length = 0 },
		                     "a column is missing");
	r = parser_expression(parser, &item.root);
	item.text.length -= parser->rest.length;
	item.text = text_trim(item.text);
	*ret = item;
	return r;
}

int expression_parse_list(struct expression_pool *pool, const struct scope *scope,
                          enum expression_list kind, const char *list,
                          int (*with)(void *arg, const struct expression_item *item), void *arg,
                          struct buffer *why)
{
	struct parser parser = {
		.pool = pool,
		.scope = scope,
		.whole = text_of(list),
		.rest = text_of(list),
		.why = why,
	};
	int r;

	do {
		struct expression_item item;

		r = parse_item(&parser, kind, &item);
		if (r == 0)
			r = with(arg, &item);
		parser_skip_blanks(&parser);
	} while (r == 0 && parser_eat(&parser, ","));
	return r < 0 || parser.rest.length == 0 ? r : parser_expect(&parser, "','");
}
