/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pid_cmdline and kernel/pid_environ: blocks of NULs (R-05, R-06; values.md P-056, P-058).
 */
#include "hostile.h"

#include "base/buffer.h"
#include "kernel/process/pid_cmdline.h"
#include "kernel/process/pid_environ.h"
#include "model/fault.h"

static const struct pid_program unknown = { .exe.bytes = NULL };

/* WORDS: what is expected, with a bar between each two of them. */
static void assert_arguments(struct text text, const struct pid_program *program, bool is_title,
                             const char *words)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_cmdline got = { 0 };
	struct text rest = text_of(words), word;
	bool is_more = true;

	assert_int_equal(pid_cmdline_parse(text, program, &arena, &got), 0);
	assert_int_equal(got.arguments.is, PRESENT);
	assert_int_equal(got.is_title, is_title);
	for (size_t n = 0; n < got.arguments.n; n++) {
		assert_true(is_more);
		is_more = text_cut(rest, '|', &word, &rest);
		assert_true(text_equal(got.arguments.items[n], is_more ? word : rest));
	}
	assert_false(got.arguments.n > 0 && is_more);
	assert_int_equal(got.arguments.n == 0, text.length == 0);
}

static void assert_words(struct text text, const char *words)
{
	assert_arguments(text, &unknown, false, words);
}

static void arguments_end_in_a_nul(void **state _unused_)
{
	assert_words(TEXT(""), "");
	assert_words(TEXT("/bin/a\0-x\0\0y z\0"), "/bin/a|-x||y z");
	assert_words(TEXT("foo\0bar\0\0"), "foo|bar|"); /* the example of P-056 */
	assert_words(TEXT("\0"), "");
	assert_words(TEXT("\0\0\0"), "||");
	assert_words(TEXT("a\nb\0\xff\x1b[0m\0"), "a\nb|\xff\x1b[0m");
}

/* nginx and sendmail write over their arguments: words between blanks. */
static void a_title_is_words(void **state _unused_)
{
	assert_arguments(TEXT("nginx: worker process\0"), &unknown, true, "nginx:|worker|process");
	assert_arguments(TEXT("a b"), &unknown, true, "a|b"); /* without a NUL at the end */
	assert_arguments(TEXT("a b "), &unknown, true, "a|b");
	assert_arguments(TEXT("a b   \0"), &unknown, true, "a|b");
	assert_arguments(TEXT("a"), &unknown, true, "a");
}

/* The room of the arguments is longer than the title (T-02). */
static void a_padded_title_has_no_empty_arguments(void **state _unused_)
{
	static const struct pid_program nginx = { TEXT("nginx"), TEXT("/usr/sbin/nginx") };
	static const struct pid_program perl = { TEXT("worker"), TEXT("/usr/bin/perl") };

	assert_arguments(TEXT("nginx: master process /x\0\0\0\0"), &nginx, true,
	                 "nginx: master process /x");
	assert_arguments(TEXT("worker\0\0\0\0"), &perl, true, "worker");
	assert_arguments(TEXT("nginx\0\0\0"), &nginx, false, "nginx||"); /* nginx "" "" */
	assert_arguments(TEXT("one\0two\0\0\0"), &nginx, false, "one|two||");
}

/* One string with blanks in it is an argument where it is the program's path (T-02). */
static void a_path_with_blanks_is_one_argument(void **state _unused_)
{
	static const struct pid_program known = { TEXT("My Program"), TEXT("/opt/My Program") };
	static const struct pid_program linked = { TEXT("My Program"), TEXT("/opt/2/program") };
	static const struct pid_program denied = { .comm = TEXT("My Program") };
	static const struct pid_program cut = { .comm = TEXT("My Own Program ") };
	static const struct pid_program script = { TEXT("my worker"), TEXT("/usr/bin/perl") };

	assert_arguments(TEXT("/opt/My Program\0"), &known, false, "/opt/My Program");
	assert_arguments(TEXT("My Program\0"), &known, false, "My Program");
	assert_arguments(TEXT("/opt/My Program\0"), &linked, false, "/opt/My Program");
	assert_arguments(TEXT("/opt/My Program\0"), &denied, false, "/opt/My Program");
	assert_arguments(TEXT("/opt/My Program --x\0"), &denied, true, "/opt/My|Program|--x");
	assert_arguments(TEXT("/opt/My Own Program 2000\0"), &cut, false,
	                 "/opt/My Own Program 2000");
	assert_arguments(TEXT("/opt/My Own Program 2 --x\0"), &cut, true,
	                 "/opt/My|Own|Program|2|--x");
	assert_arguments(TEXT("my worker\0"), &script, true, "my|worker");
}

static void a_million_empty_arguments(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_free_ char *bytes = calloc(1000000, 1);
	struct pid_cmdline cmdline = { 0 };

	assert_non_null(bytes);
	assert_int_equal(
		pid_cmdline_parse((struct text){ bytes, 1000000 }, &unknown, &arena, &cmdline), 0);
	assert_int_equal(cmdline.arguments.n, 1000000);
	assert_int_equal(cmdline.arguments.items[999999].length, 0);
}

/* More than execve(2) takes, which a process may say of itself: too large, and not counted out. */
static void more_than_execve_takes_is_refused(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_free_ char *bytes = calloc(PID_STRINGS_LARGEST, 1);
	struct text all = { bytes, PID_STRINGS_LARGEST };
	struct pid_cmdline cmdline = { 0 };
	struct map map = { 0 };

	assert_non_null(bytes);
	assert_int_equal(pid_cmdline_parse(all, &unknown, &arena, &cmdline), -FAULT_TOO_LARGE);
	assert_int_equal(cmdline.arguments.is, ABSENT);
	for (size_t n = 0; n < all.length; n += 2)
		bytes[n] = 'a';
	assert_int_equal(pid_environ_parse(all, &arena, &map), -FAULT_TOO_LARGE);
	assert_int_equal(map.is, ABSENT);
}

/* The block and the answer of P-058. */
static void environments_are_those_of_the_contract(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct map map = { 0 };

	assert_int_equal(pid_environ_parse(TEXT("A=1\0=X=y\0NOEQ\0B=\0A=2\0C= d e\0\0AFTER=1\0"),
	                                   &arena, &map),
	                 0);
	assert_int_equal(map.n, 3);
	assert_text(map.items[0].name, "A");
	assert_text(map.items[0].value, "2");
	assert_text(map.items[1].name, "B");
	assert_text(map.items[1].value, "");
	assert_text(map.items[2].name, "C");
	assert_text(map.items[2].value, " d e");
}

static void a_cut_variable_is_left_out(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct map map = { 0 };

	assert_int_equal(pid_environ_parse(TEXT("A=x=y\0B=cu"), &arena, &map), 0);
	assert_int_equal(map.n, 1);
	assert_text(map.items[0].value, "x=y");
	assert_int_equal(pid_environ_parse(TEXT(""), &arena, &map), 0);
	assert_int_equal(map.n, 0);
	assert_int_equal(map.is, PRESENT);
}

/* 100,000 variables, each name twice. */
static void many_variables(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer block = { 0 };
	struct map map = { 0 };

	for (int n = 0; n < 100000; n++)
		assert_int_equal(buffer_add_format(&block, "V%d=%d%c", n % 50000, n, 0), 0);
	assert_int_equal(pid_environ_parse(buffer_text(&block), &arena, &map), 0);
	assert_int_equal(map.n, 50000);
	assert_text(map.items[7].name, "V7");
	assert_text(map.items[7].value, "50007");
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_cmdline cmdline = { 0 };
	struct map map = { 0 };

	assert_int_equal(pid_cmdline_parse(text, &unknown, &arena, &cmdline), 0);
	assert_true(cmdline.arguments.n <= text.length + 1);
	assert_int_equal(pid_environ_parse(text, &arena, &map), 0);
	for (size_t n = 0; n < map.n; n++)
		assert_true(map.items[n].name.length > 0);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("/bin/a\0-x\0\0y z"), parse);
	with_hostile(TEXT("A=1\0B=x=y\0C=\0"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(arguments_end_in_a_nul),
		cmocka_unit_test(a_title_is_words),
		cmocka_unit_test(a_padded_title_has_no_empty_arguments),
		cmocka_unit_test(a_path_with_blanks_is_one_argument),
		cmocka_unit_test(a_million_empty_arguments),
		cmocka_unit_test(more_than_execve_takes_is_refused),
		cmocka_unit_test(environments_are_those_of_the_contract),
		cmocka_unit_test(a_cut_variable_is_left_out),
		cmocka_unit_test(many_variables),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
