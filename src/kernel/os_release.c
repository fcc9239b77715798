/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses os-release(5): shell assignments; the last assignment of a name counts. */
#include "kernel/os_release.h"

#include <errno.h>

#include "kernel/file.h"
#include "kernel/system.h"

enum { OS_PRETTY_NAME, OS_NAME, OS_VERSION, OS_VERSION_ID, N_OS_NAMES };

static const struct text names[N_OS_NAMES] = {
	[OS_PRETTY_NAME] = TEXT("PRETTY_NAME"),
	[OS_NAME] = TEXT("NAME"),
	[OS_VERSION] = TEXT("VERSION"),
	[OS_VERSION_ID] = TEXT("VERSION_ID"),
};

/* In double quotes, a backslash is literal unless one of these characters follows. */
static bool is_escape(char quote, char next)
{
	return quote == '\0' || (quote == '"' && strchr("\"$\\`", next));
}

/* Removes quotes and backslashes as a shell does. The format has no expansions. */
static int unquote(struct text value, struct buffer *ret)
{
	char quote = '\0';
	int r = 0;

	ret->length = 0;
	for (size_t n = 0; n < value.length && r == 0; n++) {
		char byte = value.bytes[n];

		if (byte == quote && quote != '\0') {
			quote = '\0';
			continue;
		}
		if (quote == '\0' && (byte == '"' || byte == '\'')) {
			quote = byte;
			continue;
		}
		if (byte == '\\' && n + 1 < value.length && is_escape(quote, value.bytes[n + 1]))
			byte = value.bytes[++n];
		r = buffer_add_byte(ret, byte);
	}
	return r;
}

static void find_values(struct text text, struct text *values)
{
	struct text line, name, value;

	while (text_next_line(&text, &line))
		for (size_t n = 0; n < N_OS_NAMES; n++)
			if (text_cut(line, '=', &name, &value) &&
			    text_equal(text_trim(name), names[n]))
				values[n] = text_trim(value);
}

/* Appends VALUE, with a blank before it unless RET or VALUE is empty. */
static int append_value(struct text value, struct buffer *word, struct buffer *ret)
{
	int r = unquote(value, word);

	if (r == 0 && ret->length > 0 && word->length > 0)
		r = buffer_add_byte(ret, ' ');
	return r < 0 ? r : buffer_add(ret, buffer_text(word));
}

int os_release_parse(struct text text, struct arena *arena, struct text *ret)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	_cleanup_buffer_ struct buffer word = { 0 };
	struct text values[N_OS_NAMES] = { 0 };
	size_t length;
	int r;

	find_values(text, values);
	r = append_value(values[OS_PRETTY_NAME], &word, &name);
	if (r < 0 || name.length > 0)
		return r < 0 ? r : arena_copy(arena, buffer_text(&name), ret);
	r = append_value(values[OS_NAME], &word, &name);
	if (r == 0 && name.length == 0)
		r = buffer_add(&name, TEXT("Linux"));
	length = name.length;
	if (r == 0)
		r = append_value(values[OS_VERSION], &word, &name);
	if (r == 0 && name.length == length)
		r = append_value(values[OS_VERSION_ID], &word, &name);
	return r < 0 ? r : arena_copy(arena, buffer_text(&name), ret);
}

int os_release_read(struct buffer *scratch, struct arena *arena, struct text *ret)
{
	int r = system_owns(ROOT_ETC) ? file_read_root(ROOT_ETC, "os-release", scratch)
	                              : -EOPNOTSUPP;

	if (r == -ENOENT && system_owns(ROOT_TOP))
		r = file_read_root(ROOT_TOP, "usr/lib/os-release", scratch);
	return r < 0 ? r : os_release_parse(buffer_text(scratch), arena, ret);
}
