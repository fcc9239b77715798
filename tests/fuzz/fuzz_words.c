/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz: what people write: numbers, sizes, lists, processes, columns, filters. */
#include "fuzz.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>

#include "base/cpulist.h"
#include "base/number.h"
#include "base/signal_names.h"
#include "collect/process/process.h"
#include "query/order.h"
#include "query/select.h"
#include "query/where.h"
#include "write/cell.h"
#include "write/json_encode.h"
#include "write/template.h"
#include "write/utf8.h"

static void parse_numbers(struct text text)
{
	uint64_t u;
	int64_t i;
	double f;

	number_parse_u64(text, &u);
	number_parse_i64(text, &i);
	number_parse_hex(text, &u);
	number_parse_octal(text, &u);
	number_parse_kib(text, &u);
	if (number_parse_double(text, &f) == 0)
		MUST(isfinite(f));
	if (number_parse_duration(text, &f) == 0)
		MUST(isfinite(f) && f >= 0);
	if (number_parse_size(text, &f) == 0)
		MUST(isfinite(f));
}

static void parse_cpulist(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *cpus = NULL;
	size_t n = 0;

	if (cpulist_parse(text, &arena, &cpus, &n) < 0)
		return;
	for (size_t i = 1; i < n; i++)
		MUST(cpus[i - 1] < cpus[i]);
}

static void parse_signal(struct text text)
{
	int signal;

	if (signal_name_parse(text, &signal) == 0)
		MUST(signal >= 0 && signal <= 64);
}

/* The arguments of options end in a zero byte. */
static char *string_of(struct text text)
{
	char *string = strndup(text.length > 0 ? text.bytes : "", text.length);

	MUST(string);
	return string;
}

static void parse_process(struct text text)
{
	struct reference reference = { 0 };
	int r = reference_parse(text, &reference);

	MUST(r == 0 || r == -EINVAL);
}

static void parse_where(struct text text)
{
	_cleanup_free_ char *string = string_of(text);
	_cleanup_where_ struct where where = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	int r = where_add(&where, &process_collector, NULL, string, &why);

	MUST(r == 0 || r == -EINVAL);
	MUST((r == 0) == (why.length == 0));
}

static void parse_columns(struct text text)
{
	_cleanup_free_ char *string = string_of(text);
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	struct scope scope = { .collector = &process_collector };

	columns_parse(&scope, "pid,name", string, &columns, &why);
}

static void parse_order(struct text text)
{
	_cleanup_free_ char *string = string_of(text);
	_cleanup_buffer_ struct buffer why = { 0 };
	struct order order = { 0 };

	if (order_parse(&(struct scope){ .collector = &process_collector }, string, &order, &why) ==
	    0)
		order_done(&order);
}

/* What is printed: never a control character in a table, never bad UTF-8 in JSON. */
static void print(struct text text)
{
	_cleanup_buffer_ struct buffer cell = { 0 }, utf8 = { 0 }, json = { 0 };
	json_t *node;

	MUST(cell_text(&cell, text) == 0 && utf8_add(&utf8, text) == 0);
	for (size_t n = 0; n < cell.length; n++)
		MUST((unsigned char)cell.text[n] >= ' ' && cell.text[n] != 0x7f);
	MUST(json_add_text(&json, text) == 0);
	for (size_t n = 0; n < json.length; n++)
		MUST((unsigned char)json.text[n] >= ' ' && json.text[n] != 0x7f);
	node = json_loadb(json.text, json.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	MUST(node && json_string_length(node) == utf8.length);
	MUST(utf8.length == 0 || memcmp(json_string_value(node), utf8.text, utf8.length) == 0);
	json_decref(node);
}

/* Text of a template without escapes and columns is as long as before, or shorter. */
static void parse_template(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	struct row_template template = { 0 };
	int r = template_parse(text, &arena, &template, &why);
	size_t length = 0;

	MUST(r == 0 || r == -EINVAL);
	MUST((r == 0) == (why.length == 0));
	for (size_t n = 0; n < template.n_parts; n++) {
		const struct template_part *part = &template.parts[n];

		if (part->is_column)
			must_be_of(part->text, text);
		length += part->text.length + (part->is_column ? 2 : 0);
	}
	MUST(length <= text.length);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static void (*const parsers[])(struct text text) = {
		parse_numbers, parse_cpulist, parse_signal, parse_process,  parse_where,
		parse_columns, parse_order,   print,        parse_template,
	};

	return fuzz_choose(bytes, size, parsers, ARRAY_SIZE(parsers));
}
