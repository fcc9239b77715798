/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pattern: regular expressions of the C library, without what makes them slow or large. */
#include "query/pattern.h"

#include <errno.h>
#include <locale.h>
#include <regex.h>
#include <stdatomic.h>
#include <stdio.h>

#include "query/pattern_size.h"

enum { LONGEST_PATTERN = 4096, MOST_COPIES = 8 };

/* regexec(3) locks the compiled pattern: each thread takes a copy of its own. */
struct copy {
	atomic_flag is_taken;
	bool is_compiled;
	regex_t regex;
};

struct pattern {
	char *source;
	int flags;
	struct copy copies[MOST_COPIES];
};

/* glibc adds back-references to POSIX EREs; no match with them is sure to take linear time. */
static bool has_back_reference(struct text pattern)
{
	for (size_t n = 0; n + 1 < pattern.length; n++)
		if (pattern.bytes[n] == '\\') {
			n++;
			if (pattern.bytes[n] >= '1' && pattern.bytes[n] <= '9')
				return true;
		}
	return false;
}

static int refuse(struct buffer *why, const char *what, const char *reason)
{
	int r = buffer_add_format(why, "regular expression '%s': %s", what, reason);

	return r < 0 ? r : -EINVAL;
}

/* Compiles in the C locale, in which a byte is a character. Returns as regcomp(3). */
static int compile(const char *source, int flags, regex_t *ret)
{
	locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0), before;
	int r;

	if (!plain)
		return REG_ESPACE;
	before = uselocale(plain);
	r = regcomp(ret, source, flags);
	uselocale(before);
	freelocale(plain);
	return r;
}

/* Checks and compiles the pattern as the user wrote it, so that messages are about that text. */
static int check_pattern(struct text text, const char *source, int flags, struct buffer *why)
{
	char reason[128];
	regex_t regex;
	int r;

	if (text.length > LONGEST_PATTERN || !pattern_is_modest(text))
		return refuse(why, text.length > LONGEST_PATTERN ? "..." : source, "too large");
	if (strlen(source) < text.length)
		return refuse(why, source, "it contains a zero byte");
	if (has_back_reference(text))
		return refuse(why, source, "back-references are not supported");
	r = compile(source, flags, &regex);
	if (r == 0)
		regfree(&regex);
	if (r == 0)
		return 0;
	if (r == REG_ESPACE)
		return -ENOMEM;
	regerror(r, &regex, reason, sizeof(reason));
	return refuse(why, source, reason);
}

/* The length of a bracket expression such as []a[:digit:]], both brackets included. */
static size_t length_of_list(const char *list)
{
	const char *end = list + 1;

	end += *end == '^';
	end += *end == ']';
	while (*end && *end != ']') {
		const char closer[] = { end[1], ']', '\0' };
		const char *closing = NULL;

		if (*end == '[' && end[1] && strchr(":.=", end[1]))
			closing = strstr(end + 2, closer);
		end = closing ? closing + 2 : end + 1;
	}
	return (size_t)(end - list) + (*end == ']');
}

/*
 * Returns what stands for a part of the pattern. "^" becomes "\\`": both mean the beginning of the
 * text, but the DFA of glibc 2.36 lets "^" match behind each newline as well. A ")" that closes no
 * group is a character to glibc, and must not close the group that is put around the pattern.
 */
static struct text replace_part(struct text part, size_t depth)
{
	if (text_equal(part, TEXT("^")))
		return TEXT("\\`");
	return text_equal(part, TEXT(")")) && depth == 0 ? TEXT("\\)") : part;
}

static int add_source(struct buffer *buffer, const char *source)
{
	size_t depth = 0;
	int r = 0;

	while (*source && r == 0) {
		struct text part = { source, *source == '\\' && source[1] ? 2 : 1 };

		if (*source == '[')
			part.length = length_of_list(source);
		r = buffer_add(buffer, replace_part(part, depth));
		if (*source == '(')
			depth++;
		else if (*source == ')' && depth > 0)
			depth--;
		source += part.length;
	}
	return r;
}

/*
 * Puts "any bytes" before the pattern and anchors the whole. glibc tries an unanchored pattern from
 * every byte of the text on, which takes quadratic time on long texts; one pass decides this one.
 */
static int set_source(struct pattern *pattern, const char *source)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };
	int r = buffer_add(&buffer, TEXT("^([^a]|a)*("));

	if (r == 0)
		r = add_source(&buffer, source);
	if (r == 0)
		r = buffer_add(&buffer, (struct text){ .bytes = ")", .length = 2 });
	pattern->source = r < 0 ? NULL : take(buffer.text);
	return r;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	for (size_t n = 0; n < MOST_COPIES; n++)
		if (pattern->copies[n].is_compiled)
			regfree(&pattern->copies[n].regex);
	free(pattern->source);
	free(pattern);
}

int pattern_new(struct text text, bool ignores_case, struct pattern **ret, struct buffer *why)
{
	_cleanup_free_ char *source = strndup(text.bytes ? text.bytes : "", text.length);
	struct pattern *pattern = calloc(1, sizeof(*pattern));
	int r = source && pattern ? 0 : -ENOMEM;

	if (r == 0) {
		pattern->flags = REG_EXTENDED | REG_NOSUB | (ignores_case ? REG_ICASE : 0);
		r = check_pattern(text, source, pattern->flags, why);
	}
	if (r == 0)
		r = set_source(pattern, source);
	if (r == 0)
		r = compile(pattern->source, pattern->flags, &pattern->copies[0].regex) ? -ENOMEM
		                                                                        : 0;
	if (r < 0) {
		pattern_free(pattern);
		return r;
	}
	pattern->copies[0].is_compiled = true;
	*ret = pattern;
	return 0;
}

bool pattern_equal(const struct pattern *a, const struct pattern *b)
{
	return a->flags == b->flags && strcmp(a->source, b->source) == 0;
}

/* A free copy: workers are never more than copies, so that this does not loop for long. */
static struct copy *take_copy(struct pattern *pattern)
{
	for (size_t n = 0;; n = (n + 1) % MOST_COPIES)
		if (!atomic_flag_test_and_set_explicit(&pattern->copies[n].is_taken,
		                                       memory_order_acquire))
			return &pattern->copies[n];
}

int pattern_matches(struct pattern *pattern, struct text text)
{
	regmatch_t whole = { .rm_so = 0, .rm_eo = (regoff_t)text.length };
	struct copy *copy = take_copy(pattern);
	int r = 0;

	if (!copy->is_compiled)
		r = compile(pattern->source, pattern->flags, &copy->regex);
	copy->is_compiled = copy->is_compiled || r == 0;
	/* REG_STARTEND: the text may contain NUL, and need not be terminated by one */
	if (r == 0)
		r = regexec(&copy->regex, text.bytes ? text.bytes : "", 1, &whole, REG_STARTEND);
	atomic_flag_clear_explicit(&copy->is_taken, memory_order_release);
	return r == 0 ? 1 : r == REG_NOMATCH ? 0 : -ENOMEM;
}
