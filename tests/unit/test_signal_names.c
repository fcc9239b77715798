/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/signal_names: names and numbers of signals (values.md C-02). */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/signal_names.h"

/* From memory of exactly its size, so that a sanitizer sees a byte read too many. */
static int parse(const char *string, int *ret)
{
	size_t length = strlen(string);
	_cleanup_free_ char *copy = malloc(length > 0 ? length : 1);

	assert_non_null(copy);
	memcpy(copy, string, length);
	return signal_name_parse((struct text){ .bytes = copy, .length = length }, ret);
}

static void names_in_every_spelling(void **state _unused_)
{
	static const struct {
		const char *word;
		int number;
	} valid[] = {
		{ "TERM", SIGTERM },    { "SIGTERM", SIGTERM },
		{ "term", SIGTERM },    { "sigterm", SIGTERM },
		{ "SigKill", SIGKILL }, { "usr1", SIGUSR1 },
		{ "IOT", SIGABRT },     { "ABRT", SIGABRT },
		{ "CLD", SIGCHLD },     { "CHLD", SIGCHLD },
		{ "IO", SIGIO },        { "POLL", SIGPOLL },
		{ "SIGPWR", SIGPWR },   { "HUP", SIGHUP },
		{ "SYS", SIGSYS },      { "0", 0 },
		{ "9", SIGKILL },       { "015", 15 },
		{ "32", 32 },           { "WINCH", SIGWINCH },
		{ "stop", SIGSTOP },
	};
	int number;

	for (size_t n = 0; n < ARRAY_SIZE(valid); n++) {
		number = -1;
		assert_int_equal(parse(valid[n].word, &number), 0);
		assert_int_equal(number, valid[n].number);
	}
}

static void real_time_signals(void **state _unused_)
{
	const struct {
		const char *word;
		int number;
	} valid[] = {
		{ "RTMIN", SIGRTMIN },   { "SIGRTMIN", SIGRTMIN },
		{ "rtmin+0", SIGRTMIN }, { "RTMIN+3", SIGRTMIN + 3 },
		{ "RTMAX", SIGRTMAX },   { "sigrtmax-1", SIGRTMAX - 1 },
		{ "RTMAX-0", SIGRTMAX }, { "rtmin+30", SIGRTMIN + 30 },
	};
	char name[SIGNAL_NAME_SIZE];
	int number;

	for (size_t n = 0; n < ARRAY_SIZE(valid); n++) {
		number = -1;
		assert_int_equal(parse(valid[n].word, &number), 0);
		assert_int_equal(number, valid[n].number);
	}
	assert_int_equal(signal_name_format(SIGRTMIN + 1, name), 0);
	assert_string_equal(name, "RTMIN+1");
	assert_int_equal(signal_name_format(SIGRTMAX - 1, name), 0);
	assert_string_equal(name, "RTMAX-1");
	assert_int_equal(signal_name_format(SIGRTMAX, name), 0);
	assert_string_equal(name, "RTMAX");
}

static void what_is_no_signal(void **state _unused_)
{
	static const char *const invalid[] = {
		"",         "SIG",        "TER",
		"TERMS",    "-9",         "+9",
		" 9",       "9 ",         "0x9",
		"65",       "4294967305", "18446744073709551625",
		"RTMIN-1",  "RTMAX+1",    "RTMIN+",
		"RTMIN+31", "RTMAX-31",   "RTMIN+99999999999999999999",
		"RTMIN3",   "SIGSIGTERM", "SIG9",
		"NOSUCH",   "RT",         "RTMIN+ 1",
		"9.0",
	};
	int number = 77;

	for (size_t n = 0; n < ARRAY_SIZE(invalid); n++)
		assert_int_equal(parse(invalid[n], &number), -EINVAL);
	assert_int_equal(
		signal_name_parse((struct text){ .bytes = "TERM\0X", .length = 6 }, &number),
		-EINVAL);
	assert_int_equal(number, 77);
}

static void all_names_lead_back(void **state _unused_)
{
	char name[SIGNAL_NAME_SIZE];
	int count = 0, number = 0, back;

	while ((number = signal_name_next(number)) > 0) {
		assert_int_equal(signal_name_format(number, name), 0);
		assert_int_equal(parse(name, &back), 0);
		assert_int_equal(back, number);
		count++;
	}
	assert_int_equal(count, 31 + SIGRTMAX - SIGRTMIN + 1);
	assert_int_equal(signal_name_next(SIGRTMAX), 0);
	assert_int_equal(signal_name_format(0, name), -EINVAL);
	assert_int_equal(signal_name_format(-1, name), -EINVAL);
	assert_int_equal(signal_name_format(SIGRTMIN - 1, name), -EINVAL);
	assert_int_equal(signal_name_format(SIGRTMAX + 1, name), -EINVAL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_in_every_spelling),
		cmocka_unit_test(real_time_signals),
		cmocka_unit_test(what_is_no_signal),
		cmocka_unit_test(all_names_lead_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
