/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select: the options that select processes. */
#include "query/select.h"

#include <errno.h>

#include "base/unit_name.h"

bool select_has_words(const struct selection *selection)
{
	for (size_t n = 0; n < N_SELECTORS; n++)
		if (selection->words[n].n > 0)
			return true;
	return false;
}

static int shape_verbatim(struct text word, struct buffer *ret)
{
	return buffer_add(ret, word);
}

static int add_literally(struct buffer *ret, char c)
{
	int r = strchr("\\^$.|()[]{}*+?", c) ? buffer_add_byte(ret, '\\') : 0;

	return r < 0 ? r : buffer_add_byte(ret, c);
}

/* Appends a byte of a glob. Between brackets, a byte is copied, except "!" at the beginning. */
static int add_glob_byte(struct buffer *ret, char c, bool is_inside, bool is_first)
{
	if (is_inside)
		return buffer_add_byte(ret, c == '!' && is_first ? '^' : c);
	if (c == '*')
		return buffer_add(ret, TEXT(".*"));
	if (c == '?' || c == '[')
		return buffer_add_byte(ret, c == '?' ? '.' : '[');
	return add_literally(ret, c);
}

/*
 * Appends a glob as a regular expression: "*" matches any number of bytes, slashes included; "[!a]"
 * is "[^a]". In a unit's name, an escape of systemd (\x2d) stands for its byte, as in the columns.
 */
static int add_glob(struct buffer *ret, struct text glob, bool is_unit)
{
	bool is_inside = false;
	int r = 0;

	for (size_t n = 0; n < glob.length && r == 0; n++) {
		char c = glob.bytes[n], escaped;

		if (is_unit && unit_name_escape(text_skip(glob, n), &escaped)) {
			r = add_literally(ret, escaped);
			n += UNIT_NAME_ESCAPE - 1;
			continue;
		}
		r = add_glob_byte(ret, c, is_inside, n > 0 && glob.bytes[n - 1] == '[');
		is_inside = c == '[' || (is_inside && c != ']');
	}
	return r;
}

static int shape_glob(struct text glob, struct buffer *ret)
{
	int r = buffer_add_byte(ret, '^');

	if (r == 0)
		r = add_glob(ret, glob, false);
	return r < 0 ? r : buffer_add_byte(ret, '$');
}

static int shape_unit(struct text glob, struct buffer *ret)
{
	int r = buffer_add_byte(ret, '^');

	if (r == 0)
		r = add_glob(ret, glob, true);
	return r < 0 ? r : buffer_add(ret, TEXT("([.]service)?$"));
}

static int shape_beginning(struct text text, struct buffer *ret)
{
	int r = buffer_add_byte(ret, '^');

	for (size_t n = 0; n < text.length && r == 0; n++)
		r = add_literally(ret, text.bytes[n]);
	return r;
}

/* The columns that a selector compares. SHAPE makes the value to compare with of a word. */
static const struct rule {
	const char *columns[2];
	enum matching matching;
	int (*shape)(struct text word, struct buffer *ret);
} rules[] = {
	[SELECT_NAME] = { { "name" }, WORD_MATCHES, shape_verbatim },
	[SELECT_CGROUP] = { { "cgroup" }, WORD_MATCHES, shape_glob },
	[SELECT_CONTAINER] = { { "container" }, WORD_MATCHES, shape_beginning },
	[SELECT_UNIT] = { { "unit", "user_unit" }, WORD_MATCHES, shape_unit },
	[SELECT_PORT] = { { "net_connections.laddr.port", "net_connections.raddr.port" },
	                  WORD_IS,
	                  shape_verbatim },
	[SELECT_NSPID] = { { "nspid" }, WORD_IS, shape_verbatim },
};

static int filter_words(const struct rule *rule, const struct words *words,
                        const struct collector *collector, struct where *where, struct buffer *why)
{
	_cleanup_free_ struct text *values = calloc(words->n, sizeof(*values));
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer value = { 0 };
	struct alternatives alternatives[ARRAY_SIZE(rule->columns)];
	size_t n_columns = rule->columns[1] ? 2 : 1;
	int r = values ? 0 : -ENOMEM;

	for (size_t n = 0; n < words->n && r == 0; n++) {
		value.length = 0;
		r = rule->shape(words->items[n], &value);
		if (r == 0)
			r = arena_copy(&arena, buffer_text(&value), &values[n]);
	}
	for (size_t n = 0; n < n_columns; n++)
		alternatives[n] = (struct alternatives){ .column = rule->columns[n],
			                                 .matching = rule->matching,
			                                 .values = values,
			                                 .n = words->n };
	return r < 0 ? r : where_add_any(where, collector, alternatives, n_columns, why);
}

int select_filter(const struct selection *selection, const struct collector *collector,
                  struct where *where, struct buffer *why)
{
	int r = 0;

	/* "not": a process whose stat is blocked stays */
	if (selection->without_kthreads)
		r = where_add(where, collector, NULL, "not is_kthread", why);
	for (size_t n = 0; n < ARRAY_SIZE(rules) && r == 0; n++) {
		const struct words *words = &selection->words[n];

		if (words->n == 0)
			continue;
		r = filter_words(&rules[n], words, collector, where, why);
	}
	return r;
}
