/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/text: cutting, comparing and decoding bytes that may hold anything. */
#include "hostile.h"

static void cutting_never_loses_a_byte(void **state _unused_)
{
	struct text before, after;

	assert_true(text_cut(TEXT("a:b:c"), ':', &before, &after));
	assert_text(before, "a");
	assert_text(after, "b:c");
	assert_true(text_cut_last(TEXT("a:b:c"), ':', &before, &after));
	assert_text(before, "a:b");
	assert_text(after, "c");
	assert_true(text_cut(TEXT(":"), ':', &before, &after));
	assert_int_equal(before.length + after.length, 0);
	assert_true(text_cut(TEXT("a\0b"), '\0', &before, &after));
	assert_text(after, "b");
	assert_false(text_cut(TEXT("abc"), ':', &before, &after));
	assert_false(text_cut(TEXT(""), ':', &before, &after));
	assert_false(text_cut_last(TEXT(""), ':', &before, &after));
	assert_text(after, "b");
}

static void lines_need_no_last_newline(void **state _unused_)
{
	struct text rest = TEXT("a\n\nb\0c"), line;

	assert_true(text_next_line(&rest, &line));
	assert_text(line, "a");
	assert_true(text_next_line(&rest, &line));
	assert_int_equal(line.length, 0);
	assert_true(text_next_line(&rest, &line));
	assert_text(line, "b\0c");
	assert_false(text_next_line(&rest, &line));
	rest = TEXT("a\n");
	assert_true(text_next_line(&rest, &line));
	assert_false(text_next_line(&rest, &line));
}

static void words_are_between_blanks(void **state _unused_)
{
	struct text rest = TEXT(" \t a\r\n b\0c "), word;

	assert_true(text_next_word(&rest, &word));
	assert_text(word, "a");
	assert_true(text_next_word(&rest, &word));
	assert_text(word, "b\0c");
	assert_false(text_next_word(&rest, &word));
	assert_int_equal(rest.length, 0);
	assert_int_equal(text_trim(TEXT(" \t\r\n ")).length, 0);
	assert_text(text_trim(TEXT(" a b\n")), "a b");
}

static void a_text_without_memory_is_empty(void **state _unused_)
{
	struct text none = text_of(NULL), part;

	assert_int_equal(none.length, 0);
	assert_true(text_equal(none, TEXT("")));
	assert_true(text_starts(none, none));
	assert_true(text_ends(none, none));
	assert_false(text_starts(none, TEXT("a")));
	assert_int_equal(text_compare(none, TEXT("")), 0);
	assert_true(text_compare(none, TEXT("a")) < 0);
	assert_false(text_next_line(&none, &part));
	assert_false(text_next_word(&none, &part));
}

static void order_is_that_of_bytes(void **state _unused_)
{
	assert_true(text_compare(TEXT("a"), TEXT("ab")) < 0);
	assert_true(text_compare(TEXT("b"), TEXT("ab")) > 0);
	assert_true(text_compare(TEXT("\xff"), TEXT("a")) > 0);
	assert_true(text_compare(TEXT("a\0b"), TEXT("a\0c")) < 0);
	assert_int_equal(text_compare(TEXT("ab"), TEXT("ab")), 0);
}

static void prefixes_and_suffixes(void **state _unused_)
{
	struct text text = TEXT("cpu12");

	assert_false(text_eat(&text, TEXT("cpu123")));
	assert_text(text, "cpu12");
	assert_true(text_eat(&text, TEXT("cpu")));
	assert_text(text, "12");
	assert_true(text_ends(TEXT("a.service"), TEXT(".service")));
	assert_false(text_ends(TEXT("service"), TEXT(".service")));
}

/* The examples of Unicode's and RFC 3629's tables, from both sides of each limit. */
static void utf8_is_that_of_rfc3629(void **state _unused_)
{
	static const struct {
		struct text text;
		uint32_t point;
	} good[] = {
		{ TEXT("\0"), 0 },
		{ TEXT("\x7f"), 0x7f },
		{ TEXT("\xc2\x80"), 0x80 },
		{ TEXT("\xdf\xbf"), 0x7ff },
		{ TEXT("\xe0\xa0\x80"), 0x800 },
		{ TEXT("\xed\x9f\xbf"), 0xd7ff },
		{ TEXT("\xee\x80\x80"), 0xe000 },
		{ TEXT("\xef\xbf\xbf"), 0xffff },
		{ TEXT("\xf0\x90\x80\x80"), 0x10000 },
		{ TEXT("\xf4\x8f\xbf\xbf"), 0x10ffff },
	};
	static const struct text bad[] = {
		TEXT("\x80"),
		TEXT("\xbf"),
		TEXT("\xc0\x80"),
		TEXT("\xc1\xbf"),
		TEXT("\xe0\x80\x80"),
		TEXT("\xe0\x9f\xbf"),
		TEXT("\xed\xa0\x80"),
		TEXT("\xed\xbf\xbf"),
		TEXT("\xf0\x80\x80\x80"),
		TEXT("\xf0\x8f\xbf\xbf"),
		TEXT("\xf4\x90\x80\x80"),
		TEXT("\xf5\x80\x80\x80"),
		TEXT("\xff"),
		TEXT("\xfe"),
		TEXT("\xc2"),
		TEXT("\xe2\x82"),
		TEXT("\xf0\x90\x80"),
		TEXT("\xc2\x41"),
		TEXT("\xe2\x82\x41"),
		TEXT("\xf8\x88\x80\x80\x80"),
	};
	uint32_t point;

	for (size_t n = 0; n < ARRAY_SIZE(good); n++) {
		assert_int_equal(text_decode(good[n].text, &point), good[n].text.length);
		assert_int_equal(point, good[n].point);
	}
	for (size_t n = 0; n < ARRAY_SIZE(bad); n++)
		assert_int_equal(text_decode(bad[n], &point), 0);
}

static void distances_count_changes(void **state _unused_)
{
	static const char long_word[] =
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

	assert_int_equal(text_distance(TEXT("name"), TEXT("name")), 0);
	assert_int_equal(text_distance(TEXT("NAME"), TEXT("name")), 0);
	assert_int_equal(text_distance(TEXT("nmae"), TEXT("name")), 1);
	assert_int_equal(text_distance(TEXT("nam"), TEXT("name")), 1);
	assert_int_equal(text_distance(TEXT("kitten"), TEXT("sitting")), 3);
	assert_int_equal(text_distance(TEXT(""), TEXT("abc")), 3);
	assert_int_equal(text_distance(TEXT("abc"), TEXT("")), 3);
	assert_int_equal(text_distance(TEXT(long_word), TEXT("a")), sizeof(long_word) - 1);
}

static void parse(struct text text)
{
	struct text rest = text, part;
	size_t bytes = 0;
	uint32_t point;

	while (text_next_part(&rest, ':', &part))
		bytes += part.length + 1;
	assert_in_range(bytes, text.length, text.length + 1);
	for (rest = text; rest.length > 0;) {
		size_t length = text_decode(rest, &point);

		assert_true(length <= 4 && length <= rest.length);
		assert_true(length == 0 || point <= 0x10ffff);
		rest = text_skip(rest, MAX(length, 1u));
	}
	part = text_trim(text);
	assert_true(part.length <= text.length);
	assert_true(text_distance(part, TEXT("name")) <= MAX(part.length, 4u));
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT(" a:b\n\xf0\x90\x80\x80 1"), parse);
}

static void pairs_are_lines_with_a_colon(void **state _unused_)
{
	struct text rest = TEXT("\nName:\ta:b\nnone\n :\nlast : 7"), key, value;

	assert_true(text_next_pair(&rest, &key, &value));
	assert_true(text_equal(key, TEXT("Name")));
	assert_true(text_equal(value, TEXT("\ta:b")));
	assert_true(text_next_pair(&rest, &key, &value));
	assert_true(text_equal(key, TEXT(" ")));
	assert_int_equal(value.length, 0);
	assert_true(text_find_pair(rest, TEXT("last"), &value));
	assert_true(text_equal(value, TEXT("7")));
	assert_false(text_find_pair(rest, TEXT("las"), &value));
	assert_true(text_next_pair(&rest, &key, &value));
	assert_false(text_next_pair(&rest, &key, &value));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_lines_with_a_colon),
		cmocka_unit_test(cutting_never_loses_a_byte),
		cmocka_unit_test(lines_need_no_last_newline),
		cmocka_unit_test(words_are_between_blanks),
		cmocka_unit_test(a_text_without_memory_is_empty),
		cmocka_unit_test(order_is_that_of_bytes),
		cmocka_unit_test(prefixes_and_suffixes),
		cmocka_unit_test(utf8_is_that_of_rfc3629),
		cmocka_unit_test(distances_count_changes),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
