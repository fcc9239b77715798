/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/sensor: what cannot be read costs only itself (R-38; values.md P-390…400, T-10). */
#include "tree.h"

#include <errno.h>

#include "kernel/sensor.h"

enum { ALL_KINDS = (1 << N_SENSOR_KINDS) - 1 };

static size_t read_sensors(unsigned kinds, struct arena *arena, struct sensor **ret)
{
	struct sensor_list list = { .arena = arena };

	assert_int_equal(sensors_read(kinds, &list), 0);
	*ret = list.items;
	return list.n;
}

static void values_are_in_units_of_people(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/hwmon/hwmon0/name", TEXT("chip\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_input", TEXT("45500\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_label", TEXT("Core 0\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_max", TEXT("80000\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_alarm", TEXT("1\n"));
	tree_write("sys/class/hwmon/hwmon0/fan1_input", TEXT("1200\n"));
	tree_write("sys/class/hwmon/hwmon0/in0_input", TEXT("1250\n"));
	tree_write("sys/class/hwmon/hwmon0/power1_input", TEXT("2500000\n"));
	tree_write("sys/class/hwmon/hwmon0/humidity1_input", TEXT("55000\n"));
	assert_int_equal(read_sensors(ALL_KINDS, &arena, &list), 5);
	assert_string_equal(sensor_kind_word(list[0].kind), "temperature");
	assert_text(list[0].chip, "chip");
	assert_text(list[0].label, "Core 0");
	assert_true(list[0].value.v == 45.5 && list[0].high.v == 80);
	assert_int_equal(list[0].critical.is, ABSENT);
	sensor_fill_limits(&list[0]);
	assert_true(list[0].critical.v == 80); /* one limit stands for both (P-395) */
	assert_true(list[0].alarm.is == PRESENT && list[0].alarm.v);
	assert_true(list[1].value.v == 1200);
	assert_text(list[1].label, "");
	assert_int_equal(list[1].alarm.is, ABSENT);
	assert_true(list[2].value.v == 1.25 && list[2].index == 0);
	assert_true(list[3].value.v == 2.5);
	assert_true(list[4].value.v == 55);
	assert_int_equal(read_sensors(1 << SENSOR_FAN, &arena, &list), 1);
}

/* Not in the order of the directory nor of letters; each number once. */
static void sensors_are_in_order_of_their_numbers(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/hwmon/hwmon10/name", TEXT("late\n"));
	tree_write("sys/class/hwmon/hwmon10/temp1_input", TEXT("1000\n"));
	tree_write("sys/class/hwmon/hwmon2/name", TEXT("early\n"));
	tree_write("sys/class/hwmon/hwmon2/temp10_input", TEXT("10000\n"));
	tree_write("sys/class/hwmon/hwmon2/temp2_input", TEXT("2000\n"));
	tree_write("sys/class/hwmon/hwmon2/temp2_max", TEXT("0\n"));
	tree_write("sys/class/hwmon/hwmon2/temp2_crit", TEXT("90000\n"));
	assert_int_equal(read_sensors(1 << SENSOR_TEMPERATURE, &arena, &list), 3);
	assert_true(list[0].value.v == 2 && list[1].value.v == 10 && list[2].value.v == 1);
	assert_text(list[2].chip, "late");
	sensor_fill_limits(&list[0]);
	assert_true(list[0].high.v == 90); /* 0 is not set */
}

static void what_cannot_be_read_is_left_out(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/hwmon/hwmon0/temp1_input", TEXT("1000\n")); /* without a name */
	tree_write("sys/class/hwmon/hwmon1/name", TEXT("chip\n"));
	tree_write("sys/class/hwmon/hwmon1/temp1_input", TEXT("N/A\n"));
	tree_write("sys/class/hwmon/hwmon1/temp2_input", TEXT(""));
	tree_write("sys/class/hwmon/hwmon1/temp3_input", TEXT("nan\n"));
	tree_write("sys/class/hwmon/hwmon1/temp4_max", TEXT("1000\n"));
	tree_write("sys/class/hwmon/hwmon1/temp99999999999999999999_input", TEXT("1000\n"));
	tree_write("sys/class/hwmon/hwmon1/temperature_input", TEXT("1000\n"));
	tree_write("sys/class/hwmon/hwmon1/temp_input", TEXT("1000\n"));
	for (unsigned how = 0; how < TREE_SPOILS; how++) {
		char name[64];

		snprintf(name, sizeof(name), "sys/class/hwmon/hwmon1/temp%u_input", 5 + how);
		tree_spoil(name, how);
	}
	tree_write("sys/class/hwmon/hwmon1/temp9_input", TEXT("-5000\n"));
	tree_write("sys/class/hwmon/hwmon1/temp9_max", TEXT("x\n"));
	tree_link("sys/class/hwmon/hwmon2", "hwmon2");
	tree_write("sys/class/hwmon/other/name", TEXT("x\n"));
	assert_int_equal(read_sensors(1 << SENSOR_TEMPERATURE, &arena, &list), 1);
	assert_true(list[0].value.v == -5);
	assert_int_equal(list[0].high.is, ABSENT);
}

static void old_kernels_keep_them_in_device(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/hwmon/hwmon0/device/name", TEXT("old\n"));
	tree_write("sys/class/hwmon/hwmon0/device/fan1_input", TEXT("900\n"));
	assert_int_equal(read_sensors(ALL_KINDS, &arena, &list), 1);
	assert_text(list[0].chip, "old");
	assert_text(list[0].device, "class/hwmon/hwmon0/device");
}

/* A chip that may not be read is left out, which is told; the others are there. */
static void what_is_denied_is_noted(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor_list list = { .arena = &arena };

	if (geteuid() == 0)
		skip();
	tree_write("sys/class/hwmon/hwmon0/name", TEXT("chip\n"));
	tree_write("sys/class/hwmon/hwmon1/name", TEXT("other\n"));
	tree_write("sys/class/hwmon/hwmon1/fan1_input", TEXT("7\n"));
	assert_int_equal(chmod(tree_at("sys/class/hwmon/hwmon0"), 0), 0);
	assert_int_equal(sensors_read(ALL_KINDS, &list), 0);
	assert_int_equal(chmod(tree_at("sys/class/hwmon/hwmon0"), 0700), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.error, -EACCES);
}

static void zones_have_trip_points(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	assert_int_equal(read_sensors(ALL_KINDS, &arena, &list), 0);
	tree_write("sys/class/thermal/thermal_zone0/type", TEXT("acpitz\n"));
	tree_write("sys/class/thermal/thermal_zone0/temp", TEXT("41000\n"));
	tree_write("sys/class/thermal/thermal_zone0/trip_point_0_type", TEXT("critical\n"));
	tree_write("sys/class/thermal/thermal_zone0/trip_point_0_temp", TEXT("95000\n"));
	tree_write("sys/class/thermal/thermal_zone0/trip_point_1_type", TEXT("high\n"));
	tree_write("sys/class/thermal/thermal_zone0/trip_point_1_temp", TEXT("85000\n"));
	tree_write("sys/class/thermal/thermal_zone0/trip_point_x_type", TEXT("high\n"));
	tree_write("sys/class/thermal/thermal_zone1/temp", TEXT("41000\n")); /* of no type */
	tree_write("sys/class/thermal/thermal_zone2/type", TEXT("broken\n"));
	tree_write("sys/class/thermal/thermal_zone2/temp", TEXT("hot\n"));
	tree_write("sys/class/thermal/thermal_zone3", TEXT("no directory"));
	assert_int_equal(read_sensors(ALL_KINDS, &arena, &list), 1);
	assert_text(list[0].chip, "acpitz");
	assert_true(list[0].value.v == 41 && list[0].critical.v == 95 && list[0].high.v == 85);
}

/* A zone that a chip has too is listed once, and so are all zones of its type (T-10). */
static void zones_beside_chips(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/hwmon/hwmon0/name", TEXT("fan_est\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_input", TEXT("1000\n"));
	tree_write("sys/class/thermal/thermal_zone0/type", TEXT("CPU-therm\n"));
	tree_write("sys/class/thermal/thermal_zone0/temp", TEXT("34500\n"));
	tree_write("sys/class/thermal/thermal_zone1/type", TEXT("fan-est\n"));
	tree_write("sys/class/thermal/thermal_zone1/temp", TEXT("1000\n"));
	tree_link("sys/class/thermal/thermal_zone1/hwmon0", "../../hwmon/hwmon0");
	tree_write("sys/class/thermal/thermal_zone2/type", TEXT("fan-est\n"));
	tree_write("sys/class/thermal/thermal_zone2/temp", TEXT("2000\n"));
	tree_write("sys/class/thermal/thermal_zone3/type", TEXT("lost\n"));
	tree_write("sys/class/thermal/thermal_zone3/temp", TEXT("3000\n"));
	tree_link("sys/class/thermal/thermal_zone3/hwmon7", "nowhere"); /* not recorded */
	assert_int_equal(read_sensors(1 << SENSOR_TEMPERATURE, &arena, &list), 3);
	assert_text(list[0].chip, "fan_est");
	assert_text(list[1].chip, "CPU-therm");
	assert_true(list[1].value.v == 34.5);
	assert_text(list[2].chip, "lost");
}

static void any_alarm_counts(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/hwmon/hwmon0/name", TEXT("chip\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_input", TEXT("1000\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_max_alarm", TEXT("0\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_crit_alarm", TEXT("1\n"));
	tree_write("sys/class/hwmon/hwmon0/temp2_input", TEXT("1000\n"));
	tree_write("sys/class/hwmon/hwmon0/temp2_emergency_alarm", TEXT("0\n"));
	tree_write("sys/class/hwmon/hwmon0/in0_input", TEXT("800\n"));
	tree_write("sys/class/hwmon/hwmon0/in0_lcrit_alarm", TEXT("1\n"));
	assert_int_equal(read_sensors(ALL_KINDS, &arena, &list), 3);
	assert_true(list[0].alarm.is == PRESENT && list[0].alarm.v);
	assert_true(list[1].alarm.is == PRESENT && !list[1].alarm.v);
	assert_true(list[2].alarm.is == PRESENT && list[2].alarm.v);
}

/* A faulty sensor is told, with what it reads, if it reads anything. */
static void faults_are_told(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/hwmon/hwmon0/name", TEXT("chip\n"));
	tree_write("sys/class/hwmon/hwmon0/temp1_fault", TEXT("1\n"));
	tree_write("sys/class/hwmon/hwmon0/temp2_fault", TEXT("1\n"));
	tree_write("sys/class/hwmon/hwmon0/temp2_input", TEXT("-128000\n"));
	tree_write("sys/class/hwmon/hwmon0/temp3_fault", TEXT("0\n"));
	assert_int_equal(read_sensors(ALL_KINDS, &arena, &list), 2);
	assert_true(list[0].fault.v && list[1].fault.v);
	assert_int_equal(list[0].value.is, ABSENT);
	assert_true(list[1].value.v == -128);
}

static void power_and_fans_are_steered(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/hwmon/hwmon0/name", TEXT("amdgpu\n"));
	tree_write("sys/class/hwmon/hwmon0/power1_average", TEXT("9103000\n"));
	tree_write("sys/class/hwmon/hwmon0/power1_cap", TEXT("186000000\n"));
	tree_write("sys/class/hwmon/hwmon0/fan1_input", TEXT("900\n"));
	tree_write("sys/class/hwmon/hwmon0/fan1_max", TEXT("3200\n"));
	tree_write("sys/class/hwmon/hwmon0/fan1_target", TEXT("950\n"));
	assert_int_equal(read_sensors(ALL_KINDS, &arena, &list), 2);
	assert_true(list[0].high.v == 3200 && list[0].target.v == 950);
	assert_true(list[1].value.v == 9.103 && list[1].cap.v == 186);
}

static void processors_count_energy(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct sensor *list;

	tree_write("sys/class/powercap/intel-rapl:0/name", TEXT("package-0\n"));
	tree_write("sys/class/powercap/intel-rapl:0/energy_uj", TEXT("1500000\n"));
	tree_write("sys/class/powercap/intel-rapl:1/energy_uj", TEXT("1500000\n"));
	tree_write("sys/class/powercap/intel-rapl:2/name", TEXT("core\n"));
	tree_write("sys/class/powercap/intel-rapl:2/energy_uj", TEXT("-1\n"));
	assert_int_equal(read_sensors(1 << SENSOR_ENERGY, &arena, &list), 1);
	assert_true(list[0].value.v == 1.5);
	assert_text(list[0].label, "package-0");
	assert_int_equal(read_sensors(1 << SENSOR_FAN, &arena, &list), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(values_are_in_units_of_people),
		tree_test(sensors_are_in_order_of_their_numbers),
		tree_test(what_cannot_be_read_is_left_out),
		tree_test(old_kernels_keep_them_in_device),
		tree_test(what_is_denied_is_noted),
		tree_test(zones_have_trip_points),
		tree_test(zones_beside_chips),
		tree_test(any_alarm_counts),
		tree_test(faults_are_told),
		tree_test(power_and_fans_are_steered),
		tree_test(processors_count_energy),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
