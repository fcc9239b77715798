/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Option rows: the member that each option sets, and the views that it is for. */
#include "command/option_rows.h"

#include <assert.h>

#include "base/number.h"
#include "command/options.h"

error_t option_set_flag(struct invocation *invocation _unused_, const char *argument _unused_,
                        void *ret)
{
	*(bool *)ret = true;
	return 0;
}

error_t option_set_text(struct invocation *invocation _unused_, const char *argument, void *ret)
{
	*(const char **)ret = argument;
	return 0;
}

error_t option_set_count(struct invocation *invocation, const char *argument, void *ret)
{
	struct opt_u64 *count = ret;

	if (number_parse_u64(text_of(argument), &count->v) < 0)
		return options_refuse(invocation, "'%s' is not a whole number", argument);
	count->is = PRESENT;
	return 0;
}

error_t option_set_duration(struct invocation *invocation, const char *argument, void *ret)
{
	struct opt_f64 *seconds = ret;

	if (number_parse_duration(text_of(argument), &seconds->v) < 0)
		return options_refuse(invocation,
		                      "'%s' is not a duration: a number of seconds, or "
		                      "with ms, s, m, h or d, such as 2, 500ms, 1.5h",
		                      argument);
	seconds->is = PRESENT;
	return 0;
}

/* ---- rows ---- */

static const struct option_row *find_row(const struct option_row *rows, int key)
{
	for (; rows && rows->set; rows++)
		if (rows->key == key)
			return rows;
	return NULL;
}

static error_t set_member(const struct option_row *row, const char *argument,
                          struct invocation *invocation, void *into)
{
	error_t error = row->is_file ? options_file(invocation, row->name) : 0;

	if (error != 0)
		return error;
	return row->set(invocation, argument ? argument : row->value, (char *)into + row->offset);
}

error_t option_rows_parse(const struct option_row *rows, int key, const char *argument,
                          struct invocation *invocation, void *into)
{
	const struct option_row *row = find_row(rows, key);

	return row ? set_member(row, argument, invocation, into) : ARGP_ERR_UNKNOWN;
}

error_t option_rows_parse_own(int key, const char *argument, struct invocation *invocation)
{
	const struct option_row *rows = invocation->command->rows, *row = find_row(rows, key);

	if (!row)
		return ARGP_ERR_UNKNOWN;
	assert(row - rows < (int)ARRAY_SIZE(invocation->is_given));
	invocation->is_given[row - rows] = true;
	return set_member(row, argument, invocation, invocation->own);
}

/* ---- views ---- */

static bool is_for(const struct option_row *row, const char *view)
{
	struct text rest = text_of(row->views), name;

	while (text_next_part(&rest, ',', &name))
		if (text_equal(name, text_of(view)))
			return true;
	return false;
}

/* Appends "a,b,c" as "a, b and c". */
static int add_words(const char *list, struct buffer *ret)
{
	struct text rest = text_of(list), name;
	bool is_first = true;
	int r = 0;

	while (r == 0 && text_next_part(&rest, ',', &name)) {
		r = buffer_add(ret, is_first           ? TEXT("")
		                    : rest.length == 0 ? TEXT(" and ")
		                                       : TEXT(", "));
		if (r == 0)
			r = buffer_add(ret, name);
		is_first = false;
	}
	return r < 0 ? r : buffer_add_byte(ret, '\0');
}

static int refuse_view(const struct invocation *invocation, const struct option_row *row)
{
	_cleanup_buffer_ struct buffer views = { 0 };
	const char *words = add_words(row->views, &views) < 0 ? row->views : views.text;

	return message_usage("%s does not go with the view '%s', only with %s", row->name,
	                     invocation->view->name, words);
}

int option_rows_check(const struct invocation *invocation)
{
	const struct option_row *rows = invocation->command->rows;

	for (size_t n = 0; rows && rows[n].set; n++)
		if (rows[n].views && invocation->is_given[n] &&
		    !is_for(&rows[n], invocation->view->name))
			return refuse_view(invocation, &rows[n]);
	return 0;
}
