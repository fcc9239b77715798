/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Option rows: each option of a command has one, each row has an option, and views are its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "command/command.h"
#include "command/option_rows.h"

static bool has_row(const struct option_row *rows, int key)
{
	for (; rows && rows->set; rows++)
		if (rows->key == key)
			return true;
	return false;
}

static const struct argp_option *option_of(const struct command *command, int key)
{
	const struct argp_option *option = command->options;

	for (; option->name || option->doc; option++)
		if (option->key == key)
			return option;
	fail_msg("%s: a row of key %#x has no option", command->name, (unsigned)key);
	return NULL;
}

static void each_option_has_a_row(void **state _unused_)
{
	for (size_t n = 0; commands[n]; n++) {
		const struct argp_option *option = commands[n]->options;

		for (; option && (option->name || option->doc); option++)
			if (option->key && !has_row(commands[n]->rows, option->key))
				fail_msg("%s --%s sets nothing", commands[n]->name, option->name);
	}
}

static void check_views(const struct command *command, const struct option_row *row)
{
	const struct argp_option *option = option_of(command, row->key);
	struct text rest = text_of(row->views), name;
	char as_named[64];

	if (!row->views)
		return;
	if (row->key < 0x80)
		snprintf(as_named, sizeof(as_named), "-%c", row->key);
	else
		snprintf(as_named, sizeof(as_named), "--%s", option->name);
	if (!(option->flags & OPTION_HIDDEN)) /* letters of other programs stand for others */
		assert_string_equal(row->name, as_named);
	while (text_next_part(&rest, ',', &name)) {
		char view[64];

		snprintf(view, sizeof(view), "%.*s", (int)name.length, name.bytes);
		if (!command_view(command, view))
			fail_msg("%s has no view '%s'", command->name, view);
	}
}

static void each_row_has_an_option_and_views_that_are_there(void **state _unused_)
{
	for (size_t n = 0; commands[n]; n++)
		for (const struct option_row *row = commands[n]->rows; row && row->set; row++)
			check_views(commands[n], row);
}

static void rows_have_room_to_be_noted(void **state _unused_)
{
	for (size_t n = 0; commands[n]; n++) {
		size_t n_rows = 0;

		while (commands[n]->rows && commands[n]->rows[n_rows].set)
			n_rows++;
		assert_true(n_rows <= MOST_OWN);
	}
}

static void the_kind_is_that_of_the_member(void **state _unused_)
{
	struct members {
		struct opt_u64 before, count;
		struct opt_f64 seconds;
		const char *text;
		bool is_said;
	} members = { 0 };
	static const struct option_row rows[] = {
		OPTION(struct members, count, .key = 'c'),
		OPTION(struct members, seconds, .key = 's', .value = "2m"),
		OPTION(struct members, text, .key = 't'),
		OPTION(struct members, is_said, .key = 'f'),
		{ 0 },
	};
	struct invocation invocation = { 0 };

	assert_int_equal(option_rows_parse(rows, 'c', "12", &invocation, &members), 0);
	assert_int_equal(option_rows_parse(rows, 's', NULL, &invocation, &members), 0);
	assert_int_equal(option_rows_parse(rows, 't', "word", &invocation, &members), 0);
	assert_int_equal(option_rows_parse(rows, 'f', NULL, &invocation, &members), 0);
	assert_int_equal(option_rows_parse(rows, 'x', NULL, &invocation, &members),
	                 ARGP_ERR_UNKNOWN);
	assert_int_equal(members.before.is, ABSENT);
	assert_true(members.count.is == PRESENT && members.count.v == 12);
	assert_true(members.seconds.is == PRESENT && members.seconds.v == 120);
	assert_string_equal(members.text, "word");
	assert_true(members.is_said);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_option_has_a_row),
		cmocka_unit_test(each_row_has_an_option_and_views_that_are_there),
		cmocka_unit_test(rows_have_room_to_be_noted),
		cmocka_unit_test(the_kind_is_that_of_the_member),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
