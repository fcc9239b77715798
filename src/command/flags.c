/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flags: options of a command's own that are only said, or not. */
#include "command/flags.h"

static bool *place_of(const struct invocation *invocation, const struct flag *flag)
{
	return (bool *)((char *)invocation->own + flag->offset);
}

error_t flags_parse(int key, struct invocation *invocation)
{
	const struct flag *flag = invocation->command->flags;

	while (flag && flag->key != 0 && flag->key != key)
		flag++;
	if (!flag || flag->key == 0)
		return ARGP_ERR_UNKNOWN;
	*place_of(invocation, flag) = true;
	return 0;
}

static bool is_for(const struct flag *flag, const char *view)
{
	struct text rest = text_of(flag->views), name;

	while (text_next_part(&rest, ',', &name))
		if (text_equal(name, text_of(view)))
			return true;
	return false;
}

/* "a,b,c" as people say it: "a, b and c". */
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

static int refuse(const struct invocation *invocation, const struct flag *flag)
{
	_cleanup_buffer_ struct buffer views = { 0 };

	return command_refuse_option(invocation, flag->option,
	                             add_words(flag->views, &views) < 0 ? flag->views : views.text);
}

int flags_check(const struct invocation *invocation)
{
	const struct flag *flag = invocation->command->flags;

	for (; flag && flag->key != 0; flag++)
		if (flag->views && *place_of(invocation, flag) &&
		    !is_for(flag, invocation->view->name))
			return refuse(invocation, flag);
	return 0;
}
