/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write/human: numbers as tables show them. */
#include "hostile.h"

#include <time.h>

#include "write/human.h"

static const struct human_style in_full,
	brief = { .with_short_durations = true, .with_short_dates = true };

static void check(struct field field, struct value value, struct human_style style,
                  const char *expected)
{
	_cleanup_buffer_ struct buffer text = { 0 };

	value.is = PRESENT;
	assert_int_equal(human_add(&text, &field, &value, style), 0);
	assert_true(text_equal(buffer_text(&text), text_of(expected)));
}

static void check_float(enum unit unit, double number, struct human_style style,
                        const char *expected)
{
	check((struct field){ .kind = KIND_F64, .unit = unit }, (struct value){ .f = number },
	      style, expected);
}

static void durations_have_two_units_where_they_are_brief(void **state _unused_)
{
	static const struct {
		double seconds;
		const char *in_full, *brief;
	} cases[] = {
		{ 0, "0.00s", "0.00s" },
		{ 5.204, "5.20s", "5.20s" },
		{ -3, "-3.00s", "-3.00s" },
		{ 59.99, "59.99s", "59.99s" },
		{ 60, "1m00s", "1m00s" },
		{ 474.9, "7m54s", "7m54s" },
		{ 11525, "3h12m05s", "3h12m" },
		{ -11525, "-3h12m05s", "-3h12m" },
		{ 86400, "1d00h00m00s", "1d 0h" },
		{ 3 * 86400 + 4 * 3600 + 33, "3d04h00m33s", "3d 4h" },
		{ 1e18, "1000000000000000000.00s", "1000000000000000000.00s" },
	};

	for (size_t n = 0; n < ARRAY_SIZE(cases); n++) {
		check_float(UNIT_SECONDS, cases[n].seconds, in_full, cases[n].in_full);
		check_float(UNIT_SECONDS, cases[n].seconds, brief, cases[n].brief);
	}
	check_float(UNIT_MILLISECONDS, 30, brief, "30ms");
	check_float(UNIT_MILLISECONDS, 38200, brief, "38.20s");
	check_float(UNIT_MILLISECONDS, 474900, brief, "7m54s");
	check_float(UNIT_MICROSECONDS, 12, brief, "12us");
	check_float(UNIT_MICROSECONDS, 2500000, brief, "2.50s");
}

static void bytes_have_one_decimal_and_nothing_is_zero(void **state _unused_)
{
	check_float(UNIT_BYTES, 0, in_full, "0");
	check_float(UNIT_BYTES, 9, in_full, "9.0B");
	check_float(UNIT_BYTES, 10000, in_full, "9.8K");
	check_float(UNIT_BYTES, -100001221, in_full, "-95.4M");
	check_float(UNIT_BYTES_PER_SECOND, 1536, in_full, "1.5K/s");
	check_float(UNIT_BYTES_PER_SECOND, 0, in_full, "0");
	check((struct field){ .kind = KIND_U64, .unit = UNIT_BYTES },
	      (struct value){ .u = UINT64_MAX }, in_full, "16.0E");
}

static void readings_have_their_units(void **state _unused_)
{
	check_float(UNIT_RPM, 1098, in_full, "1098 RPM");
	check_float(UNIT_VOLT, 12.096, in_full, "12.10 V");
	check_float(UNIT_AMPERE, 1.5, in_full, "1.50 A");
	check_float(UNIT_WATT, 15.25, in_full, "15.25 W");
	check_float(UNIT_JOULE, 3600, in_full, "3600.0 J");
	check_float(UNIT_MHZ, 800, in_full, "800 MHz");
	check_float(UNIT_MHZ, 2304.5, in_full, "2.3 GHz");
	check_float(UNIT_MBIT_PER_SECOND, 0, in_full, "-");
	check_float(UNIT_MBIT_PER_SECOND, 100, in_full, "100 Mbit/s");
	check_float(UNIT_MBIT_PER_SECOND, 1000, in_full, "1 Gbit/s");
	check_float(UNIT_MBIT_PER_SECOND, 2500, in_full, "2.5 Gbit/s");
	check_float(UNIT_PERCENT, 43.75, in_full, "43.8");
	check_float(UNIT_NONE, 0.25, in_full, "0.25");
}

static void numbers_that_stand_for_none_are_words(void **state _unused_)
{
	static const char *const words[] = { "unlimited", "never", NULL };
	struct field limit = { .kind = KIND_I64, .negatives = words };

	check(limit, (struct value){ .i = -1 }, in_full, "unlimited");
	check(limit, (struct value){ .i = -2 }, in_full, "never");
	check(limit, (struct value){ .i = -3 }, in_full, "-3");
	check(limit, (struct value){ .i = 0 }, in_full, "0");
	limit.kind = KIND_F64;
	limit.unit = UNIT_SECONDS;
	check(limit, (struct value){ .f = -1 }, in_full, "unlimited");
}

/* 14:30:05 of a day, in UTC, and of the day before. */
static void only_the_date_of_today_is_left_out_and_only_where_it_is_brief(void **state _unused_)
{
	time_t now = time(NULL), noon;
	char expected[64];
	struct tm day;

	setenv("TZ", "UTC", 1);
	tzset();
	noon = now - now % 86400 + 14 * 3600 + 30 * 60 + 5;
	check_float(UNIT_EPOCH, (double)noon, brief, "14:30:05");
	gmtime_r(&noon, &day);
	strftime(expected, sizeof(expected), "%Y-%m-%d 14:30:05", &day);
	check_float(UNIT_EPOCH, (double)noon, in_full, expected);
	check_float(UNIT_EPOCH, 1700000005, brief, "2023-11-14 22:13");
	check_float(UNIT_EPOCH, 1700000005, in_full, "2023-11-14 22:13:25");
	check_float(UNIT_EPOCH, 1e12, brief, "1000000000000");
}

static void headings_have_the_unit_where_cells_have_none(void **state _unused_)
{
	static const struct {
		const char *name;
		struct field field;
		bool is_short;
		const char *heading;
	} cases[] = {
		{ "rss", { .unit = UNIT_BYTES }, false, "RSS" },
		{ "user", { .unit = UNIT_PERCENT }, true, "USER%" },
		{ "percent", { .unit = UNIT_PERCENT }, true, "PERCENT" },
		{ "memory_percent", { .unit = UNIT_PERCENT, .heading = "MEM%" }, true, "MEM%" },
		{ "memory_percent",
		  { .unit = UNIT_PERCENT, .heading = "MEM%" },
		  false,
		  "MEMORY_PERCENT" },
		{ "reads_rate", { .unit = UNIT_PER_SECOND }, true, "READS_RATE/s" },
	};

	for (size_t n = 0; n < ARRAY_SIZE(cases); n++) {
		_cleanup_buffer_ struct buffer text = { 0 };

		assert_int_equal(
			human_add_heading(&text, cases[n].name, &cases[n].field, cases[n].is_short),
			0);
		assert_true(text_equal(buffer_text(&text), text_of(cases[n].heading)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_have_two_units_where_they_are_brief),
		cmocka_unit_test(bytes_have_one_decimal_and_nothing_is_zero),
		cmocka_unit_test(readings_have_their_units),
		cmocka_unit_test(numbers_that_stand_for_none_are_words),
		cmocka_unit_test(only_the_date_of_today_is_left_out_and_only_where_it_is_brief),
		cmocka_unit_test(headings_have_the_unit_where_cells_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
