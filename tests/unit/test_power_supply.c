/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/power_supply: batteries that do not tell all, or lie (R-39; values.md P-401…405). */
#include "tree.h"

#include <errno.h>

#include "kernel/power_supply.h"

static void set(const char *battery, const char *attribute, const char *value)
{
	char name[128];

	snprintf(name, sizeof(name), "sys/class/power_supply/%s/%s", battery, attribute);
	tree_write(name, text_of(value));
}

static size_t read_batteries(struct arena *arena, struct battery **ret)
{
	size_t n = 99;

	assert_int_equal(power_supply_read(arena, ret, &n), 0);
	return n;
}

/* The only battery, BAT0. */
static struct battery read_one(struct arena *arena)
{
	struct battery *list;

	assert_int_equal(read_batteries(arena, &list), 1);
	return list[0];
}

static void time_is_what_is_left_over_the_rate(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery battery;

	set("BAT0", "energy_now", "30000000\n");
	set("BAT0", "energy_full", "40000000\n");
	set("BAT0", "power_now", "10000000\n");
	set("BAT0", "charge_now", "1\n"); /* never mixed with energy */
	set("BAT0", "status", "Discharging\n");
	set("BAT0", "cycle_count", "12\n");
	battery = read_one(&arena);
	assert_true(battery.percent.v == 75);
	assert_int_equal(battery.seconds_left, 3 * 3600);
	assert_true(battery.power_plugged.is == PRESENT && !battery.power_plugged.v);
	assert_int_equal(battery.cycles.v, 12);
	assert_text(battery.status, "Discharging");
}

static void currents_may_be_negative(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };

	set("BAT0", "charge_now", "1000\n");
	set("BAT0", "charge_full", "4000\n");
	set("BAT0", "current_now", "-500\n");
	assert_int_equal(read_one(&arena).seconds_left, 7200);
	assert_true(read_one(&arena).percent.v == 25);
	set("BAT0", "current_now", "-9223372036854775808\n");
	assert_int_equal(read_one(&arena).seconds_left, 0);
	set("BAT0", "current_now", "0\n");
	assert_int_equal(read_one(&arena).seconds_left, SECONDS_UNKNOWN);
	set("BAT0", "charge_now", "-1000\n");
	set("BAT0", "current_now", "5\n");
	assert_int_equal(read_one(&arena).seconds_left, SECONDS_UNKNOWN);
}

static void a_full_battery_of_0_is_empty(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };

	set("BAT0", "charge_now", "1000\n");
	set("BAT0", "charge_full", "0\n");
	assert_true(read_one(&arena).percent.v == 0);
	set("BAT0", "charge_full", "500\n");
	assert_true(read_one(&arena).percent.v == 200); /* as P-403 has it */
	set("BAT0", "charge_full", "0\n");
	set("BAT0", "capacity", "64\n"); /* T-12 */
	assert_true(read_one(&arena).percent.v == 64);
}

/* A mouse's: a word for how full it is; and a bay without its battery. */
static void what_is_there_without_a_charge(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery *list;

	set("BAT0", "status", "Discharging\n");
	set("BAT0", "capacity_level", "Normal\n");
	assert_int_equal(read_one(&arena).percent.is, ABSENT);
	assert_text(read_one(&arena).status, "Discharging");
	set("BAT0", "capacity", "99999999999999999999\n");
	assert_int_equal(read_one(&arena).percent.is, ABSENT);
	set("BAT0", "capacity", "7\n");
	set("BAT0", "energy_now", "-1\n");
	set("BAT0", "energy_full", "40\n");
	assert_true(read_one(&arena).percent.v == 7);
	set("BAT0", "present", "0\n");
	assert_int_equal(read_batteries(&arena, &list), 0);
}

/* All times are in seconds (include/linux/power_supply.h, T-12). */
static void capacity_and_seconds_stand_in(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery battery;

	set("BAT0", "capacity", "66\n");
	set("BAT0", "time_to_empty_avg", "7200\n");
	battery = read_one(&arena);
	assert_true(battery.percent.v == 66);
	assert_int_equal(battery.seconds_left, 7200);
	assert_int_equal(battery.power_plugged.is, ABSENT);
	assert_null(battery.status.bytes);
	assert_int_equal(battery.cycles.is, ABSENT);
	assert_int_equal(battery.health_percent.is, ABSENT);
	set("BAT0", "time_to_empty_now", "5400\n");
	assert_int_equal(read_one(&arena).seconds_left, 5400);
	set("BAT0", "time_to_empty_now", "-1\n");
	assert_int_equal(read_one(&arena).seconds_left, SECONDS_UNKNOWN);
}

static void energy_power_and_health(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery battery;

	set("BAT0", "status", "Charging\n");
	set("BAT0", "energy_now", "30000000\n");
	set("BAT0", "energy_full", "40000000\n");
	set("BAT0", "energy_full_design", "50000000\n");
	set("BAT0", "power_now", "20000000\n");
	battery = read_one(&arena);
	assert_true(battery.energy_joules.v == 108000 && battery.energy_full_joules.v == 144000);
	assert_true(battery.energy_design_joules.v == 180000);
	assert_true(battery.power_watts.v == 20 && battery.health_percent.v == 80);
	assert_int_equal(battery.seconds_to_full.v, 1800);
	set("BAT0", "status", "Discharging\n");
	assert_int_equal(read_one(&arena).seconds_to_full.is, ABSENT);
}

/* 2 Ah at the 10 V that it is made for; 1 A at the 12 V that it has. */
static void a_charge_is_an_energy_by_its_voltage(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery battery;

	set("BAT0", "status", "Charging\n");
	set("BAT0", "charge_now", "2000000\n");
	set("BAT0", "charge_full", "4000000\n");
	set("BAT0", "current_now", "-1000000\n");
	set("BAT0", "time_to_full_now", "60\n");
	battery = read_one(&arena);
	assert_int_equal(battery.energy_joules.is, ABSENT);
	assert_int_equal(battery.power_watts.is, ABSENT);
	assert_int_equal(battery.seconds_to_full.v, 7200);
	set("BAT0", "voltage_now", "12000000\n");
	set("BAT0", "voltage_min_design", "10000000\n");
	battery = read_one(&arena);
	assert_true(battery.energy_joules.v == 72000 && battery.power_watts.v == 12);
	set("BAT0", "current_now", "0\n");
	assert_int_equal(read_one(&arena).seconds_to_full.v, 60);
}

static void adapters_say_whether_it_is_plugged(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery battery;

	set("BAT0", "capacity", "66\n");
	set("BAT0", "status", "Full\n");
	assert_true(read_one(&arena).power_plugged.v);
	set("BAT0", "status", "Not charging\n");
	assert_int_equal(read_one(&arena).power_plugged.is, ABSENT);
	set("ucsi-source-psy-USBC000:001", "type", "USB\n");
	set("ucsi-source-psy-USBC000:001", "online", "0\n");
	assert_int_equal(read_one(&arena).power_plugged.is, ABSENT);
	set("macsmc-ac", "type", "Mains\n");
	set("macsmc-ac", "online", "0\n");
	battery = read_one(&arena);
	assert_true(battery.power_plugged.is == PRESENT && !battery.power_plugged.v);
	set("wacom_ac_1", "type", "Mains\n");
	set("wacom_ac_1", "scope", "Device\n"); /* feeds a tablet */
	set("wacom_ac_1", "online", "1\n");
	assert_false(read_one(&arena).power_plugged.v);
	set("ucsi-source-psy-USBC000:001", "online", "2\n"); /* programmable */
	battery = read_one(&arena);
	assert_true(battery.power_plugged.v);
	assert_int_equal(battery.seconds_left, SECONDS_UNLIMITED);
}

/* The machine's adapter does not feed its mouse. */
static void a_mouse_is_not_plugged(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery *list;

	set("ADP1", "type", "Mains\n");
	set("ADP1", "online", "1\n");
	set("BAT0", "type", "Battery\n");
	set("BAT0", "capacity", "6\n");
	set("hidpp_battery_0", "type", "Battery\n");
	set("hidpp_battery_0", "scope", "Device\n");
	set("hidpp_battery_0", "capacity", "5\n");
	set("hidpp_battery_0", "status", "Discharging\n");
	assert_int_equal(read_batteries(&arena, &list), 2);
	assert_true(list[0].power_plugged.v);
	assert_true(list[1].power_plugged.is == PRESENT && !list[1].power_plugged.v);
	assert_int_equal(list[1].seconds_left, SECONDS_UNKNOWN);
}

/* Whatever they are called (T-11). */
static void batteries_by_their_type(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery *list;

	set("CMB1", "type", "Battery\n");
	set("CMB1", "capacity", "94\n");
	set("battery-charger", "type", "USB\n");
	set("battery-charger", "capacity", "1\n");
	assert_int_equal(read_batteries(&arena, &list), 1);
	assert_text(list[0].name, "CMB1");
}

static void batteries_without_a_type(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct battery *list;

	assert_int_equal(read_batteries(&arena, &list), 0);
	set("hidpp_battery_0", "capacity", "5\n");
	set("hidpp_battery_0", "scope", "Device\n");
	set("BAT1", "capacity", "6\n");
	set("BAT0", "status", "Unknown\n"); /* that does not tell its charge */
	set("AC", "online", "1\n");
	tree_write("sys/class/power_supply/BAT2", TEXT("no directory"));
	tree_link("sys/class/power_supply/BAT3", "/no/such/place");
	assert_int_equal(read_batteries(&arena, &list), 2);
	assert_text(list[0].name, "BAT1");
	assert_text(list[1].name, "hidpp_battery_0");
	assert_text(list[1].scope, "Device");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(time_is_what_is_left_over_the_rate),
		tree_test(currents_may_be_negative),
		tree_test(a_full_battery_of_0_is_empty),
		tree_test(what_is_there_without_a_charge),
		tree_test(capacity_and_seconds_stand_in),
		tree_test(energy_power_and_health),
		tree_test(a_charge_is_an_energy_by_its_voltage),
		tree_test(adapters_say_whether_it_is_plugged),
		tree_test(a_mouse_is_not_plugged),
		tree_test(batteries_by_their_type),
		tree_test(batteries_without_a_type),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
