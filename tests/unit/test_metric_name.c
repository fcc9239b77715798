/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write/metric_name: names as Prometheus' practices and OpenMetrics have them. */
#include "hostile.h"

#include "write/metric_name.h"

static void named(const char *subject, const char *column, enum unit unit, const char *expected)
{
	struct field field = { .unit = unit };
	char name[METRIC_NAME_SIZE];
	double scale;

	metric_name(subject, column, &field, name, &scale);
	assert_string_equal(name, expected);
}

static void the_unit_is_last_and_no_word_of_it_stands_twice(void **state _unused_)
{
	named("net_io", "bytes_sent", UNIT_BYTES, "nvhost_net_io_sent_bytes");
	named("disk_io", "read_bytes", UNIT_BYTES, "nvhost_disk_io_read_bytes");
	named("disk_io", "read_time", UNIT_MILLISECONDS, "nvhost_disk_io_read_time_seconds");
	named("mem", "percent", UNIT_PERCENT, "nvhost_mem_percent");
	named("cpu_percent", "user", UNIT_PERCENT, "nvhost_cpu_user_percent");
	named("ps", "memory_info.rss", UNIT_BYTES, "nvhost_ps_memory_info_rss_bytes");
	named("disk_io", "read_bytes_rate", UNIT_BYTES_PER_SECOND,
	      "nvhost_disk_io_read_bytes_per_second");
	named("disk_io", "read_count_rate", UNIT_PER_SECOND,
	      "nvhost_disk_io_read_count_per_second");
	named("net_stats", "speed", UNIT_MBIT_PER_SECOND,
	      "nvhost_net_stats_speed_bytes_per_second");
	named("info", "boot_time", UNIT_EPOCH, "nvhost_info_boot_time_timestamp_seconds");
	named("ps", "ppid", UNIT_NONE, "nvhost_ps_ppid");
}

static void no_family_ends_in_a_kind_of_sample(void **state _unused_)
{
	named("ps", "count", UNIT_NONE, "nvhost_ps_count_value");
	named("x", "total", UNIT_NONE, "nvhost_x_total_value");
	named("x", "total", UNIT_BYTES, "nvhost_x_total_bytes");
	named("x", "account", UNIT_NONE, "nvhost_x_account");
}

static void names_are_letters_digits_and_underscores(void **state _unused_)
{
	named("x", "a-b c\xc3\xa4.d", UNIT_NONE, "nvhost_x_a_b_c_d");
	named("x", "___", UNIT_NONE, "nvhost_x");
	named("x", "", UNIT_BYTES, "nvhost_x_bytes");
}

static void base_units(void **state _unused_)
{
	static const struct {
		enum unit unit;
		double scale;
	} units[] = {
		{ UNIT_NONE, 1 },      { UNIT_BYTES, 1 }, { UNIT_MILLISECONDS, 1e-3 },
		{ UNIT_MHZ, 1000000 }, { UNIT_EPOCH, 1 }, { UNIT_MICROSECONDS, 1e-6 },
		{ UNIT_PERCENT, 1 },   { UNIT_TICKS, 1 }, { UNIT_MBIT_PER_SECOND, 125000 },
		{ UNIT_MODE, 1 },      { UNIT_CPUS, 1 },
	};

	for (size_t n = 0; n < ARRAY_SIZE(units); n++) {
		struct field field = { .unit = units[n].unit };
		char name[METRIC_NAME_SIZE];
		double scale = 0;

		metric_name("x", "y", &field, name, &scale);
		assert_true(scale >= units[n].scale && scale <= units[n].scale);
	}
}

static void the_unit_line_has_what_the_name_ends_in(void **state _unused_)
{
	struct field bytes = { .unit = UNIT_BYTES }, epoch = { .unit = UNIT_EPOCH };
	struct field none = { .unit = UNIT_NONE };

	assert_string_equal(metric_unit("nvhost_x_bytes", &bytes), "bytes");
	assert_string_equal(metric_unit("nvhost_x_timestamp_seconds", &epoch), "seconds");
	assert_null(metric_unit("nvhost_x_bytes_2", &bytes));
	assert_null(metric_unit("nvhost_x", &none));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_unit_is_last_and_no_word_of_it_stands_twice),
		cmocka_unit_test(no_family_ends_in_a_kind_of_sample),
		cmocka_unit_test(names_are_letters_digits_and_underscores),
		cmocka_unit_test(base_units),
		cmocka_unit_test(the_unit_line_has_what_the_name_ends_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
