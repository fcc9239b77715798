/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pattern size: counts the parts of a pattern as often as glibc copies them for repetitions. */
#include "query/pattern_size.h"

#include "base/cleanup.h"

enum {
	DEEPEST = 100,
	MOST_PARTS = 10000,
	MOST_TIMES = 100000,
	MOST_COPIES = 1000, /* by bounds */
	MOST_NESTED_COPIES = 300,
	MOST_EMPTY_LOOPS = 16,
};

/* A group in parentheses, or the whole pattern. "Last" is the part that a repetition repeats. */
struct level {
	uint64_t total; /* size of all parts */
	uint64_t last;  /* size of the last part */
	bool has_last_bounds;

	bool is_last_needed;        /* the last part needs at least one byte of the text */
	bool is_any_needed;         /* a part before it does */
	bool has_empty_branch;      /* a branch before this one needs none */
	uint64_t loops, last_loops; /* repetitions of parts that may be empty */

	uint64_t copies; /* made by bounds */
	bool has_bounds;
	bool has_nested_bounds;
};

static void add(struct level *level, uint64_t size, bool is_needed)
{
	level->total += size;
	level->last = size;
	level->has_last_bounds = false;
	level->is_any_needed |= level->is_last_needed;
	level->is_last_needed = is_needed;
	level->last_loops = 0;
}

static bool may_be_empty(const struct level *level)
{
	return level->has_empty_branch || (!level->is_any_needed && !level->is_last_needed);
}

static void begin_branch(struct level *level)
{
	level->has_empty_branch = may_be_empty(level);
	add(level, 1, false);
	level->is_any_needed = false;
}

/*
 * Counts a repetition of a part that may be empty. glibc follows each path through n such loops,
 * which are 2 to the power of n: ((a?)+){1,20} would not end in any acceptable time.
 */
static void loop_last(struct level *level, uint64_t times)
{
	uint64_t loops = level->last_loops * times + !level->is_last_needed;

	level->loops += loops - level->last_loops;
	level->last_loops = loops;
}

static void repeat(struct level *level, uint64_t times)
{
	level->total += level->last * (times - 1);
	level->last *= times;
}

/*
 * Counts the copies that a bound makes. For each copy that may be empty, glibc stores all copies
 * behind it: the square of their number, and more if copies are copied. ((a{,9}){1,99}){1,9} takes
 * 22 GB.
 */
static void copy_last(struct level *level, uint64_t times)
{
	level->copies += level->last * (times - 1);
	level->has_nested_bounds |= level->has_last_bounds;
	level->has_last_bounds = true;
	level->has_bounds = true;
	repeat(level, times);
}

static bool is_small(const struct level *level)
{
	return level->total <= MOST_PARTS && level->loops <= MOST_EMPTY_LOOPS &&
	       level->copies <= (level->has_nested_bounds ? MOST_NESTED_COPIES : MOST_COPIES);
}

/* Adds a group whose closing parenthesis has been read as one part. */
static void add_inner(struct level *level)
{
	const struct level *inner = level + 1;

	add(level, inner->total + 1, !may_be_empty(inner));
	level->loops += inner->loops;
	level->last_loops = inner->loops;
	level->has_last_bounds = inner->has_bounds;
	level->has_bounds |= inner->has_bounds;
	level->has_nested_bounds |= inner->has_nested_bounds;
	level->copies += inner->copies;
}

/* Skips a bracket expression: [^]abc], [[:alpha:]]. A "]" that comes first is a character. */
static struct text skip_set(struct text rest)
{
	bool is_class = false;

	rest = text_skip(rest, 1);
	if (text_starts(rest, TEXT("^")))
		rest = text_skip(rest, 1);
	if (text_starts(rest, TEXT("]")))
		rest = text_skip(rest, 1);
	for (; rest.length > 0 && (is_class || rest.bytes[0] != ']'); rest = text_skip(rest, 1)) {
		if (is_class && text_starts(rest, TEXT(":]"))) {
			is_class = false;
			rest = text_skip(rest, 1);
		} else if (text_starts(rest, TEXT("[:"))) {
			is_class = true;
		}
	}
	return text_skip(rest, rest.length > 0);
}

/* The number of copies that glibc makes: the larger bound of {2,5}, one more for {2,}. */
static struct text eat_bounds(struct text rest, uint64_t *ret)
{
	uint64_t bound = 0;

	*ret = 1;
	for (rest = text_skip(rest, 1); rest.length > 0; rest = text_skip(rest, 1)) {
		char c = rest.bytes[0];

		if (c >= '0' && c <= '9')
			bound = MIN(bound * 10 + (uint64_t)(c - '0'), (uint64_t)MOST_TIMES);
		else if (c != ',')
			break;
		*ret = MAX(*ret, bound + (c == ','));
		bound = c == ',' ? 0 : bound;
	}
	return text_skip(rest, text_starts(rest, TEXT("}")));
}

/* Whether the part is an anchor, such as ^, $ or \b, which matches without a byte. */
static bool is_anchor(struct text part)
{
	return part.bytes[0] == '^' || part.bytes[0] == '$' ||
	       (part.length > 1 && part.bytes[0] == '\\' && strchr("bB<>`\'", part.bytes[1]));
}

/* Takes one part or repetition. Returns the level that it leads to; NULL: nesting is too deep. */
static struct level *take_part(struct level *levels, struct level *level, struct text *pattern)
{
	char c = pattern->bytes[0];
	uint64_t times = 2; /* x+ is xx* */
	struct text part = *pattern;

	if (c == '[')
		*pattern = skip_set(*pattern);
	else if (c == '{')
		*pattern = eat_bounds(*pattern, &times);
	else
		*pattern = text_skip(*pattern, MIN(pattern->length, c == '\\' ? 2u : 1u));
	if (c == '+') {
		loop_last(level, times);
		repeat(level, times);
	} else if (c == '*' || c == '?') {
		loop_last(level, 1);
		level->total++;
		level->last++;
		level->is_last_needed = false;
	} else if (c == '{') {
		loop_last(level, times);
		copy_last(level, times);
		level->is_last_needed &=
			!text_starts(part, TEXT("{0")) && !text_starts(part, TEXT("{,"));
	} else if (c == '|') {
		begin_branch(level);
	} else if (c == '(') {
		if (++level == levels + DEEPEST)
			return NULL;
		*level = (struct level){ 0 };
	} else if (c == ')' && level > levels) {
		add_inner(--level);
	} else {
		add(level, 1, !is_anchor(part));
	}
	return level;
}

bool pattern_is_modest(struct text pattern)
{
	struct level levels[DEEPEST] = { { 0 } }, *level = levels;

	while (level && pattern.length > 0 && is_small(level))
		level = take_part(levels, level, &pattern);
	return level && is_small(level);
}
