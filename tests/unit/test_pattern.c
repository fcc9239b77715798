/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query/pattern: regular expressions, bytes, and the time that they take. */
#include "hostile.h"

#include <errno.h>
#include <pthread.h>
#include <sys/time.h>

#include "query/pattern.h"

static int matches(struct text pattern, bool ignores_case, struct text text)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct pattern *compiled;
	int r = pattern_new(pattern, ignores_case, &compiled, &why);

	if (r < 0)
		return r;
	r = pattern_matches(compiled, text);
	pattern_free(compiled);
	return r;
}

static void a_pattern_is_found_anywhere(void **state _unused_)
{
	assert_int_equal(matches(TEXT("b"), false, TEXT("abc")), 1);
	assert_int_equal(matches(TEXT("^b"), false, TEXT("abc")), 0);
	assert_int_equal(matches(TEXT("^a|c$"), false, TEXT("xc")), 1);
	assert_int_equal(matches(TEXT("c$"), false, TEXT("abcd")), 0);
	assert_int_equal(matches(TEXT("a.c"), false, TEXT("xxabc")), 1);
	assert_int_equal(matches(TEXT("(ab)+c|x"), false, TEXT("ababc")), 1);
	assert_int_equal(matches(TEXT("a|b"), false, TEXT("")), 0);
	assert_int_equal(matches(TEXT(""), false, TEXT("")), 1);
	assert_int_equal(matches(TEXT("^$"), false, TEXT("")), 1);
	assert_int_equal(matches(TEXT("^$"), false, TEXT("\n")), 0);
	assert_int_equal(matches(TEXT("^b"), false, TEXT("a\nb")), 0);
	assert_int_equal(matches(TEXT("a$"), false, TEXT("a\nb")), 0);
	assert_int_equal(matches(TEXT("[]^]"), false, TEXT("a^")), 1);
	assert_int_equal(matches(TEXT("[^[:alpha:]^]"), false, TEXT("a^b")), 0);
	assert_int_equal(matches(TEXT("\\^b"), false, TEXT("a^b")), 1);
	assert_int_equal(matches(TEXT("\\bfoo\\b"), false, TEXT("a foo b")), 1);
	assert_int_equal(matches(TEXT("\\bfoo\\b"), false, TEXT("afoo")), 0);
	assert_int_equal(matches(TEXT("ABC"), false, TEXT("abc")), 0);
	assert_int_equal(matches(TEXT("ABC"), true, TEXT("xabc")), 1);
	assert_int_equal(matches(TEXT("[[:upper:]]"), true, TEXT("a")), 1);
}

/* To glibc, a ")" that closes no group is a character. */
static void a_parenthesis_that_closes_nothing_is_a_character(void **state _unused_)
{
	assert_int_equal(matches(TEXT("^a)+$"), false, TEXT("a))")), 1);
	assert_int_equal(matches(TEXT("^a)+$"), false, TEXT("aa)")), 0);
	assert_int_equal(matches(TEXT("(a))b|[)]c"), false, TEXT("xa)b")), 1);
	assert_int_equal(matches(TEXT("(a))b|[)]c"), false, TEXT("xab")), 0);
	assert_int_equal(matches(TEXT("x\\)|(y)"), false, TEXT("x)")), 1);
	/* or it would be a group of anchors, which glibc does not finish to compile */
	assert_int_equal(matches(TEXT("\\`\\`\\`\\`)+++++"), false, TEXT(")")), 1);
}

/* Command lines hold any byte, and are not terminated. */
static void texts_are_bytes(void **state _unused_)
{
	assert_int_equal(matches(TEXT("b$"), false, TEXT("a\0b")), 1);
	assert_int_equal(matches(TEXT("b"), false, TEXT("\n\0\xff\nb")), 1);
	assert_int_equal(matches(TEXT("^..$"), false, TEXT("\xc3\xa4")), 1);
	assert_int_equal(matches(TEXT("\xc3\xa4"), false, TEXT("x\xc3\xa4x")), 1);
	assert_int_equal(matches(TEXT("x"), false, (struct text){ .bytes = "abx", .length = 2 }),
	                 0);
	assert_int_equal(matches(TEXT("x"), false, (struct text){ 0 }), 0);
}

/* One behind the other is no more than there is to read. */
static void what_is_long_may_be_modest(void **state _unused_)
{
	assert_int_equal(matches(TEXT("a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+"), false,
	                         TEXT("abcdefghijklmnopqr")),
	                 1);
	assert_int_equal(matches(TEXT("^[0-9]{1,200}[.][0-9]{1,200}$"), false, TEXT("12.5")), 1);
	assert_int_equal(matches(TEXT("[[:alpha:]+++++++++++++++++++]+[]+++++++++++++++]"), false,
	                         TEXT("a+")),
	                 1);
	assert_int_equal(matches(TEXT("\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+\\+"), false,
	                         TEXT("+++++++++++++++")),
	                 1);
}

static void bounds_of_moderate_size_are_fine(void **state _unused_)
{
	assert_int_equal(matches(TEXT("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"), false,
	                         TEXT("01234567-89ab-cdef-0123-456789abcdef")),
	                 1);
	assert_int_equal(matches(TEXT("^a{1,999}$"), false, TEXT("aaa")), 1);
	assert_int_equal(matches(TEXT("^([0-9]{1,3}[.]){3}[0-9]{1,3}$"), false, TEXT("192.0.2.1")),
	                 1);
	assert_int_equal(matches(TEXT("^(([a-z]+)*,?){1,8}$"), false, TEXT("ab,c,d")), 1);
	assert_int_equal(matches(TEXT("^(a+b|c){1,99}$"), false, TEXT("aabc")), 1);
	assert_int_equal(matches(TEXT("^[{9999}]\\{$"), false, TEXT("9{")), 1);
}

static void what_takes_too_much_is_refused(void **state _unused_)
{
	char long_one[5000];

	memset(long_one, 'a', sizeof(long_one));
	assert_int_equal(matches((struct text){ .bytes = long_one, .length = sizeof(long_one) },
	                         false, TEXT("a")),
	                 -EINVAL);
	assert_int_equal(matches(TEXT("((a{1,200}){1,200}){1,200}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("a{1,99}{1,99}{1,99}"), false, TEXT("a")), -EINVAL);
	/* each + writes down what stands before it twice */
	assert_int_equal(matches(TEXT("a++++++++++++++++++++++++++++++"), false, TEXT("a")),
	                 -EINVAL);
	assert_int_equal(matches(TEXT("((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+"), false,
	                         TEXT("a")),
	                 -EINVAL);
	assert_int_equal(matches(TEXT("(a{5000}|b)+{2}"), false, TEXT("a")), -EINVAL);
	memset(long_one, '(', 200);
	memset(long_one + 200, ')', 200);
	assert_int_equal(
		matches((struct text){ .bytes = long_one, .length = 400 }, false, TEXT("a")),
		-EINVAL);
	assert_int_equal(matches(TEXT("((a{,9}){1,99}){1,9}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("(((a?){1,9}){1,9}){1,9}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("a{1,99}*{1,99}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("((a?)+){1,20}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("(((a?)?)+){1,9}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("(((a?)+)+){1,9}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("((((a*)*)*)*){1,9}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("(((((a|^)+)+)+)+){1,3}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("((((b|a*)*)*)*){1,9}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("a{0,600}a{0,600}"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("(a)\\1"), false, TEXT("aa")), -EINVAL);
	assert_int_equal(matches(TEXT("a\0b"), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("["), false, TEXT("a")), -EINVAL);
	assert_int_equal(matches(TEXT("a)|(b"), false, TEXT("a")), -EINVAL);
}

/*
 * A MiB, in which each byte would be a new beginning: half a million million steps, an hour of
 * CPU time. In proportion to the text it takes a blink, and seconds under an emulator. The bound
 * is one of CPU time and far from both, so that no other load of the machine can decide the test.
 */
static void time_is_proportional_to_the_text(void **state _unused_)
{
	static const char *const patterns[] = { "a.*b", "(a*)*b", "a+a+a+b", "x|a*ab",
		                                "^(a|aa)+$b" };
	const struct itimerval bound = { .it_value = { .tv_sec = 120 } }, none = { 0 };
	size_t length = 1 << 20;
	char *bytes = calloc(1, length + 1); /* AddressSanitizer's regexec(3) looks for its end */

	assert_non_null(bytes);
	memset(bytes, 'a', length);
	assert_int_equal(setitimer(ITIMER_PROF, &bound, NULL), 0); /* SIGPROF ends the test */
	for (size_t n = 0; n < ARRAY_SIZE(patterns); n++) {
		struct text text = { .bytes = bytes, .length = length };

		assert_int_equal(matches(text_of(patterns[n]), false, text), 0);
	}
	assert_int_equal(setitimer(ITIMER_PROF, &none, NULL), 0);
	free(bytes);
}

static void *ask(void *pattern)
{
	size_t found = 0;

	for (int n = 0; n < 2000; n++)
		found += pattern_matches(pattern, n % 2 ? TEXT("a long sshd") : TEXT("bash")) == 1;
	return (void *)found;
}

static void threads_may_ask_at_once(void **state _unused_)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct pattern *pattern;
	pthread_t threads[12];

	assert_int_equal(pattern_new(TEXT("ss?hd$"), false, &pattern, &why), 0);
	for (size_t n = 0; n < ARRAY_SIZE(threads); n++)
		assert_int_equal(pthread_create(&threads[n], NULL, ask, pattern), 0);
	for (size_t n = 0; n < ARRAY_SIZE(threads); n++) {
		void *found;

		pthread_join(threads[n], &found);
		assert_int_equal((size_t)found, 1000);
	}
	pattern_free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_is_found_anywhere),
		cmocka_unit_test(a_parenthesis_that_closes_nothing_is_a_character),
		cmocka_unit_test(texts_are_bytes),
		cmocka_unit_test(what_is_long_may_be_modest),
		cmocka_unit_test(bounds_of_moderate_size_are_fine),
		cmocka_unit_test(what_takes_too_much_is_refused),
		cmocka_unit_test(time_is_proportional_to_the_text),
		cmocka_unit_test(threads_may_ask_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
