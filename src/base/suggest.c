/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggest: "did you mean", for any word that is not one of the valid words. */
#include "base/suggest.h"

/* Whether WORD is a member name at the end of VALID: "port" of "laddr.port". */
static bool is_member(struct text word, struct text valid)
{
	return valid.length > word.length && text_ends(valid, word) &&
	       valid.bytes[valid.length - word.length - 1] == '.';
}

void suggestion_offer(struct suggestion *suggestion, struct text valid)
{
	size_t distance = text_distance(suggestion->word, valid);

	/*
	 * a word that begins or ends a valid one is nearer than its edit distance: "mem" of
	 * "memory_info"
	 */
	if (suggestion->word.length >= 3 &&
	    (text_starts(valid, suggestion->word) || is_member(suggestion->word, valid)))
		distance = MIN(distance, 1u);
	if (distance < suggestion->distance) {
		suggestion->distance = distance;
		suggestion->nearest = valid;
	}
}

/* Up to half of the letters may differ: a poor suggestion helps more than none. */
bool suggestion_is_near(const struct suggestion *suggestion)
{
	return suggestion->nearest.bytes &&
	       suggestion->distance <= MAX(suggestion->word.length / 2, 1u) &&
	       suggestion->distance < MAX(suggestion->word.length, suggestion->nearest.length);
}

int suggestion_explain(const struct suggestion *suggestion, const char *kind, struct buffer *ret)
{
	const char *prefix = suggestion->prefix ? suggestion->prefix : "";
	int r = buffer_add_format(ret, "unknown %s '%s%.*s'", kind, prefix,
	                          (int)suggestion->word.length, suggestion->word.bytes);

	if (r < 0 || !suggestion_is_near(suggestion))
		return r;
	return buffer_add_format(ret, "; did you mean '%s%.*s'?", prefix,
	                         (int)suggestion->nearest.length, suggestion->nearest.bytes);
}

int suggestion_among(struct suggestion *suggestion, const char *kind, const char *const *words,
                     size_t n, struct buffer *ret)
{
	int r;

	for (size_t i = 0; i < n; i++)
		suggestion_offer(suggestion, text_of(words[i]));
	r = suggestion_explain(suggestion, kind, ret);
	if (r < 0 || suggestion_is_near(suggestion))
		return r;
	r = buffer_add(ret, TEXT(" (valid: "));
	for (size_t i = 0; i < n && r == 0; i++)
		r = buffer_add_format(ret, "%s%s", i > 0 ? ", " : "", words[i]);
	return r == 0 ? buffer_add_byte(ret, ')') : r;
}
