/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query/group, query/subtree and query/sample: several rows, and one row in two samples. */
#include "hostile.h"

#include <math.h>
#include <stdio.h>

#include "query/group.h"
#include "query/key.h"
#include "query/sample.h"
#include "query/subtree.h"

struct point {
	struct record record;
	uint64_t pid;
	uint64_t depth;
	struct text name;
	struct opt_i64 value;
	struct opt_f64 share;
	struct opt_u64 counter;
};

#define P(member, ...) FIELD(struct point, member, __VA_ARGS__)

static const struct field fields[] = {
	P(pid, .name = "pid"),
	P(depth, .name = "depth"),
	P(name, .name = "name"),
	P(value, .name = "value"),
	P(share, .name = "share"),
	P(counter, .name = "counter", .unit = UNIT_BYTES, .is_counter = true),
};

static const struct collector points = {
	.name = "points",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.record_size = sizeof(struct point),
	.key = "pid",
};

#define SOME(number)                         \
	{                                    \
		.v = (number), .is = PRESENT \
	}

/* A tree: 1 (2 (3) 4) 5. */
static struct point rows[] = {
	{ .pid = 1, .depth = 0, .name = { "b", 1 }, .value = SOME(-7), .share = SOME(0.5) },
	{ .pid = 2, .depth = 1, .name = { "a", 1 }, .value = SOME(3), .share = { .is = DENIED } },
	{ .pid = 3, .depth = 2, .name = { "b", 1 }, .value = { .is = ZOMBIE }, .share = SOME(2.5) },
	{ .pid = 4, .depth = 1, .name = { "", 0 }, .value = SOME(3), .share = SOME(-1) },
	{ .pid = 5, .depth = 0, .name = { 0 }, .value = SOME(INT64_MAX), .share = SOME(0.25) },
};

struct question {
	struct grouping grouping;
	struct columns columns;
	struct order order;
};

static void ask(struct question *question, const char *keys, const char *list, bool is_nested)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct scope scope = { .collector = &points };

	if (keys) {
		assert_int_equal(grouping_parse_keys(&question->grouping, &points, keys, &why), 0);
		scope.keys = &question->grouping.keys;
	}
	assert_int_equal(columns_parse(&scope, NULL, list, &question->columns, &why), 0);
	assert_int_equal(grouping_bind(&question->grouping, is_nested, &question->columns,
	                               &question->order, &why),
	                 0);
}

static void question_done(struct question *question)
{
	grouping_done(&question->grouping);
	columns_done(&question->columns);
}

/* The values of the columns as a text: 5,-,b */
static void print(const struct columns *columns, struct evaluation *evaluation, struct buffer *ret)
{
	for (size_t n = 0; n < columns->n; n++) {
		const struct field *field = columns->items[n].field;
		struct value value;
		int r = n > 0 ? buffer_add_byte(ret, ',') : 0;

		column_value(&columns->items[n], evaluation, &value);
		if (value.is != PRESENT)
			r |= buffer_add(ret, text_of(presence_word(value.is)));
		else if (field->kind == KIND_TEXTS)
			for (size_t i = 0; i < value.texts.n; i++)
				r |= buffer_add_format(ret, "<%.*s>",
				                       (int)value.texts.items[i].length,
				                       value.texts.items[i].bytes);
		else if (field->kind == KIND_NUMBERS)
			for (size_t i = 0; i < value.numbers.n; i++)
				r |= buffer_add_format(ret, "<%ju>",
				                       (uintmax_t)value.numbers.items[i]);
		else if (field_type(field) == TYPE_TEXT)
			r |= buffer_add(ret, value.text);
		else if (field_type(field) == TYPE_FLOAT)
			r |= buffer_add_format(ret, "%g", value.f);
		else if (field_type(field) == TYPE_BOOL)
			r |= buffer_add_byte(ret, value.b ? '1' : '0');
		else
			r |= buffer_add_format(ret, "%jd", (intmax_t)value.i);
		assert_int_equal(r, 0);
	}
}

static void check_groups(const char *keys, const char *list, const char *expected)
{
	struct question question = { 0 };
	_cleanup_(groups_done) struct groups groups = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer found = { 0 };
	struct evaluation evaluation = { .arena = &arena };

	ask(&question, keys, list, false);
	assert_int_equal(groups_begin(&groups, &question.grouping), 0);
	for (size_t n = 0; n < ARRAY_SIZE(rows); n++) {
		evaluation.record = &rows[n];
		assert_int_equal(groups_add(&groups, &evaluation), 0);
	}
	assert_int_equal(groups_finish(&groups), 0);
	evaluation.record = NULL;
	for (size_t n = 0; n < groups.n; n++) {
		evaluation.group = groups.items[n].values;
		print(&question.columns, &evaluation, &found);
		assert_int_equal(buffer_add_byte(&found, ' '), 0);
	}
	if (!text_equal(buffer_text(&found), text_of(expected)))
		fail_msg("-g %s -o %s: '%.*s', not '%s'", keys, list, (int)found.length, found.text,
		         expected);
	question_done(&question);
}

static void aggregates_leave_out_what_is_not_there(void **state _unused_)
{
	check_groups(NULL, "count(),count(value),count(share)", "5,4,4 ");
	check_groups(NULL, "sum(share),mean(share),min(share),max(share)", "2.25,0.5625,-1,2.5 ");
	check_groups(NULL, "min(value),max(pid),min(name),max(name)", "-7,5,,b ");
	/* two aggregates, though null and nothing look alike */
	check_groups(NULL, "x=count(coalesce(name, \"\")),y=count(coalesce(name, null))", "5,4 ");
	check_groups(NULL, "any(depth),any(counter),x=any(1)", "none,none,1 ");
	check_groups(NULL, "distinct(value),list(name),list(depth)", "3,<b><a><>,<0><1><2> ");
	check_groups("k=pid == 2", "k,sum(share),max(share)", "0,2.25,2.5 1,denied,denied ");
	/* of several reasons, the first */
	check_groups("k=pid in (2, 3)", "k,x=sum(if(pid == 2, share, 1.0 * value))",
	             "0,9.22337e+18 1,denied ");
}

static void the_nearest_rank_is_a_value_of_the_group(void **state _unused_)
{
	check_groups(NULL, "quantile(pid, 0)", "1 ");
	check_groups(NULL, "quantile(pid, 0.2)", "1 ");
	check_groups(NULL, "quantile(pid, 0.21)", "2 ");
	check_groups(NULL, "quantile(pid, 0.5)", "3 ");
	check_groups(NULL, "quantile(pid, 1)", "5 ");
	check_groups(NULL, "quantile(share, 0.5)", "0.25 ");
}

/* With one more than -7 + 3 + 3 + INT64_MAX, a sum leaves 64 bits. */
static void sums_are_exact_or_absent(void **state _unused_)
{
	check_groups(NULL, "x=sum(value - 3)", "9223372036854775794 ");
	check_groups(NULL, "x=sum(if(value == 3, 4, value))", "none ");
	check_groups("k=pid > 4", "k,sum(value)", "0,-1 1,9223372036854775807 ");
}

static void groups_come_as_they_appear_and_null_is_one(void **state _unused_)
{
	check_groups("name", "name,count(),list(pid)", "b,2,<1><3> a,1,<2> ,1,<4> none,1,<5> ");
	check_groups("d=depth % 2,name", "d,name,count()", "0,b,2 1,a,1 1,,1 0,none,1 ");
	/* an expression over what is a key is one over the key */
	check_groups("k=pid % 2", "x=pid % 2 + 1,y=count()", "2,3 1,2 ");
	check_groups("value", "value,count()", "-7,1 3,2 zombie,1 9223372036854775807,1 ");
}

static void check_subtrees(const char *list, const char *const expected[ARRAY_SIZE(rows)])
{
	struct question question = { 0 };
	_cleanup_aggregation_ struct aggregation aggregation = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	struct evaluation evaluation = { .arena = &arena };
	struct row tree[ARRAY_SIZE(rows)];

	ask(&question, NULL, list, true);
	for (size_t n = 0; n < ARRAY_SIZE(rows); n++)
		tree[n] = (struct row){ .record = &rows[n] };
	assert_int_equal(subtree_fill(&question.grouping, &fields[1], &evaluation, &aggregation,
	                              tree, ARRAY_SIZE(rows)),
	                 0);
	for (size_t n = 0; n < ARRAY_SIZE(rows); n++) {
		_cleanup_buffer_ struct buffer found = { 0 };

		row_evaluate(&tree[n], &evaluation);
		print(&question.columns, &evaluation, &found);
		if (!text_equal(buffer_text(&found), text_of(expected[n])))
			fail_msg("%s: '%.*s', not '%s'", list, (int)found.length, found.text,
			         expected[n]);
	}
	question_done(&question);
}

static void a_subtree_is_the_row_and_all_below_it(void **state _unused_)
{
	static const char *const counts[] = { "1,4,10", "2,2,5", "3,1,3", "4,1,4", "5,1,5" };
	static const char *const lists[] = { "<b><a><>,3,<1><2><3><4>", "<a><b>,2,<2><3>",
		                             "<b>,1,<3>", "<>,1,<4>", "none,0,<5>" };
	static const char *const ranks[] = { "2,-1,none", "2,2.5,none", "3,2.5,b", "4,-1,",
		                             "5,0.25,none" };

	/* a row below that differs does so for all above; why there is none, a row says itself */
	static const char *const sames[] = { "none,none", "none,denied", "a,none", "b,none",
		                             "b,none" };

	check_subtrees("pid,count(),sum(pid)", counts);
	check_subtrees("list(name),distinct(name),list(pid)", lists);
	check_subtrees("quantile(pid, 0.5),min(share),any(name)", ranks);
	check_subtrees("x=any(if(pid == 3, \"a\", \"b\")),y=min(if(pid == 2, share, null))", sames);
}

/* ---- two samples ---- */

static void compare_samples(struct point *then, struct point *now, const char *list,
                            const char *expected)
{
	_cleanup_buffer_ struct buffer why = { 0 }, found = { 0 };
	struct scope scope = { .collector = &points };
	struct columns columns = { 0 };
	struct rates rates = { 0 };
	struct sample samples[2] = { { 0 } };
	struct point *states[2] = { then, now };
	struct evaluation evaluation = { .record = now };

	assert_int_equal(columns_parse(&scope, NULL, list, &columns, &why), 0);
	for (size_t n = 0; n < columns.n; n++)
		assert_int_equal(
			rates_add_expression(&rates, &points,
		                             (struct expression *)columns.items[n].expression),
			0);
	for (int n = 0; n < 2; n++) {
		_cleanup_sample_row_ struct reading_of_row row = { 0 };

		assert_int_equal(sample_read_row(&rates, states[n], &row), 0);
		row.time = 100 + 4 * n;
		assert_int_equal(sample_add_row(&samples[n], &rates, &row, n > 0 ? samples : NULL,
		                                states[n]),
		                 0);
		sample_sort(&samples[n]);
	}
	print(&columns, &evaluation, &found);
	if (!text_equal(buffer_text(&found), text_of(expected)))
		fail_msg("%s: '%.*s', not '%s'", list, (int)found.length, found.text, expected);
	for (int n = 0; n < 2; n++)
		sample_done(&samples[n]);
	rates_done(&rates);
	columns_done(&columns);
}

static void a_rate_is_per_second_and_never_negative(void **state _unused_)
{
	static const char list[] = "rate(counter),delta(counter),delta(value),x=rate(counter * 3)";
	struct point then = { .pid = 9, .value = SOME(5), .counter = SOME(1000) };
	struct point now = { .pid = 9, .value = SOME(-2), .counter = SOME(1010) };
	struct point fallen = { .pid = 9, .value = SOME(5), .counter = SOME(990) };
	struct point gone = { .pid = 9,
		              .value = { .is = DENIED },
		              .counter = { .is = UNSUPPORTED } };
	struct point another = { .pid = 8, .value = SOME(1), .counter = SOME(2) };

	compare_samples(&then, &now, list, "2.5,10,-7,7.5");
	compare_samples(&then, &now, "counter_rate,rate(counter),x=counter_rate * 2", "2.5,5");
	compare_samples(&then, &fallen, list, "none,-10,0,none");
	compare_samples(&then, &gone, list, "unsupported,unsupported,denied,unsupported");
	compare_samples(&gone, &now, list, "none,none,none,none");
	compare_samples(&another, &then, list, "none,none,none,none");
}

static void a_key_is_ascii_and_says_all(void **state _unused_)
{
	static const struct {
		struct text name;
		const char *key;
	} all[] = {
		{ { "a b", 3 }, "7/a%20b" },  { { "!~", 2 }, "7/!~" },
		{ { "50%", 3 }, "7/50%25" },  { { "\xc3\xa4\x7f\n\"", 5 }, "7/%c3%a4%7f%0a\"" },
		{ { "a\0b", 3 }, "7/a%00b" }, { { 0 }, "7/" },
	};
	struct columns columns = { 0 };

	assert_int_equal(key_columns(&points, "pid name", &columns), 0);
	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		struct point point = { .pid = 7, .name = all[n].name };
		_cleanup_buffer_ struct buffer key = { 0 };

		assert_int_equal(key_of(&columns, &point, &key), 0);
		assert_string_equal(key.text, all[n].key);
	}
	columns_done(&columns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(aggregates_leave_out_what_is_not_there),
		cmocka_unit_test(the_nearest_rank_is_a_value_of_the_group),
		cmocka_unit_test(sums_are_exact_or_absent),
		cmocka_unit_test(groups_come_as_they_appear_and_null_is_one),
		cmocka_unit_test(a_subtree_is_the_row_and_all_below_it),
		cmocka_unit_test(a_rate_is_per_second_and_never_negative),
		cmocka_unit_test(a_key_is_ascii_and_says_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
