/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensors: /sys/class/hwmon, /sys/class/thermal, /sys/class/power_supply. */
#include "collect/sensors.h"

#include <errno.h>

#include "kernel/power_supply.h"
#include "kernel/sensor.h"

/* A reading of a sensor, or the charge of a battery. */
struct reading_row {
	struct record record;
	struct sensor sensor;
	const char *kind;
	const char *unit;
	enum unit value_unit; /* unit of the values in this row */
};

struct battery_row {
	struct record record;
	struct battery battery;
};

static enum unit unit_of(enum sensor_kind kind)
{
	static const enum unit units[N_SENSOR_KINDS] = {
		[SENSOR_TEMPERATURE] = UNIT_CELSIUS, [SENSOR_FAN] = UNIT_RPM,
		[SENSOR_VOLTAGE] = UNIT_VOLT,        [SENSOR_CURRENT] = UNIT_AMPERE,
		[SENSOR_POWER] = UNIT_WATT,          [SENSOR_ENERGY] = UNIT_JOULE,
		[SENSOR_HUMIDITY] = UNIT_PERCENT,
	};

	return units[kind];
}

static int add_reading(const struct plan *plan, const struct reading_row *reading,
                       struct rows *rows)
{
	struct reading_row *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	*row = *reading;
	return rows_offer(plan, NULL, rows);
}

static void to_fahrenheit(struct opt_f64 *celsius)
{
	if (celsius->is == PRESENT)
		celsius->v = celsius->v * 9 / 5 + 32;
}

static void convert_to_fahrenheit(struct sensor *sensor)
{
	to_fahrenheit(&sensor->value);
	to_fahrenheit(&sensor->min);
	to_fahrenheit(&sensor->high);
	to_fahrenheit(&sensor->critical);
}

/* A limit of 0 degrees, in the requested unit, means no limit (values.md P-395, P-398). */
static int add_sensors(const struct plan *plan, unsigned kinds, bool is_fahrenheit,
                       struct rows *rows)
{
	struct sensor_list list = { .arena = &rows->arena };
	int r = sensors_read(kinds, &list);

	if (r == 0)
		r = fault_go_on(plan->faults, "/sys/class/hwmon", list.error);
	for (size_t n = 0; n < list.n && r == 0; n++) {
		struct reading_row row = { .sensor = list.items[n] };

		row.kind = sensor_kind_word(row.sensor.kind);
		row.value_unit = unit_of(row.sensor.kind);
		row.unit = unit_word(row.value_unit);
		if (is_fahrenheit)
			convert_to_fahrenheit(&row.sensor);
		if (row.sensor.kind == SENSOR_TEMPERATURE)
			sensor_fill_limits(&row.sensor);
		r = add_reading(plan, &row, rows);
	}
	return r;
}

static int scan_kinds(const struct plan *plan, const struct take *take, unsigned kinds,
                      bool is_fahrenheit)
{
	_cleanup_rows_ struct rows rows = { 0 };
	int r = add_sensors(plan, kinds, is_fahrenheit, &rows);

	return r < 0 ? r : take->rows(take->arg, &rows);
}

static int sensors_scan_temperatures(void *handle _unused_, const struct plan *plan,
                                     const struct take *take)
{
	return scan_kinds(plan, take, 1u << SENSOR_TEMPERATURE, false);
}

static int sensors_scan_fahrenheit(void *handle _unused_, const struct plan *plan,
                                   const struct take *take)
{
	return scan_kinds(plan, take, 1u << SENSOR_TEMPERATURE, true);
}

static int sensors_scan_fans(void *handle _unused_, const struct plan *plan,
                             const struct take *take)
{
	return scan_kinds(plan, take, 1u << SENSOR_FAN, false);
}

static int read_batteries(const struct plan *plan, struct arena *arena, struct battery **ret,
                          size_t *ret_n)
{
	return fault_go_on(plan->faults, "/sys/class/power_supply",
	                   power_supply_read(arena, ret, ret_n));
}

static int sensors_scan_all(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct battery *batteries = NULL;
	size_t n_batteries = 0;
	int r = add_sensors(plan, (1u << N_SENSOR_KINDS) - 1, false, &rows);

	if (r == 0)
		r = read_batteries(plan, &rows.arena, &batteries, &n_batteries);
	for (size_t n = 0; n < n_batteries && r == 0; n++) {
		if (batteries[n].percent.is != PRESENT)
			continue;
		r = add_reading(
			plan,
			&(struct reading_row){ .kind = "battery",
		                               .unit = "percent",
		                               .value_unit = UNIT_PERCENT,
		                               .sensor = { .chip = batteries[n].name,
		                                           .label = TEXT(""),
		                                           .value = batteries[n].percent } },
			&rows);
	}
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static int sensors_scan_battery(void *handle _unused_, const struct plan *plan,
                                const struct take *take)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct battery *batteries = NULL;
	size_t n_batteries = 0;
	int r = read_batteries(plan, &rows.arena, &batteries, &n_batteries);

	for (size_t n = 0; n < n_batteries && r == 0; n++) {
		struct battery_row *row = rows_add(&rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->battery = batteries[n];
		r = rows_offer(plan, NULL, &rows);
	}
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source hwmon_sources[] = { { .path = "/sys/class/hwmon" } };
static const struct source battery_sources[] = { { .path = "/sys/class/power_supply" } };

#define R(member, ...) FIELD(struct reading_row, member, __VA_ARGS__)
#define B(member, ...) FIELD(struct battery_row, member, __VA_ARGS__)

#define NAMES                                                       \
	R(sensor.chip, .name = "name", .help = "name of the chip"), \
		R(sensor.label, .name = "label", .help = "what the sensor measures")

static const char *const alarm_words[] = { "-", "ALARM" };

#define DEVICE                                                                                \
	R(sensor.alarm, .name = "alarm", .booleans = alarm_words,                             \
	  .help = "whether the chip raises an alarm"),                                        \
		R(sensor.fault, .name = "fault",                                              \
	          .help = "whether the sensor is broken or not connected"),                   \
		R(sensor.index, .name = "index", .help = "number of the sensor on its chip"), \
		R(sensor.device, .name = "device", .help = "directory of the chip below /sys")

#define TEMPERATURES(value_unit)                                                          \
	NAMES,                                                                            \
		R(sensor.value, .name = "current", .unit = value_unit,                    \
	          .help = "current temperature"),                                         \
		R(sensor.high, .name = "high", .unit = value_unit, .help = "high limit"), \
		R(sensor.critical, .name = "critical", .unit = value_unit,                \
	          .help = "critical limit"),                                              \
		R(sensor.min, .name = "low", .unit = value_unit, .help = "low limit"), DEVICE

static const struct field celsius_fields[] = { TEMPERATURES(UNIT_CELSIUS) };
static const struct field fahrenheit_fields[] = { TEMPERATURES(UNIT_FAHRENHEIT) };

static const struct field fans_fields[] = {
	NAMES,
	R(sensor.value, .name = "current", .unit = UNIT_RPM, .help = "current speed"),
	R(sensor.min, .name = "low", .unit = UNIT_RPM, .help = "lowest speed that is in order"),
	R(sensor.high, .name = "high", .unit = UNIT_RPM, .help = "highest speed that is in order"),
	R(sensor.target, .name = "target", .unit = UNIT_RPM, .help = "target speed"),
	DEVICE,
};

/* Getters for readings of any kind: each number has the unit of its row. */
#define GETTER(member)                                                   \
	static void get_##member(const void *record, struct value *ret)  \
	{                                                                \
		const struct reading_row *row = record;                  \
                                                                         \
		*ret = (struct value){ .is = row->sensor.member.is,      \
			               .unit = (uint8_t)row->value_unit, \
			               .f = row->sensor.member.v };      \
	}

GETTER(value)
GETTER(high)
GETTER(critical)
GETTER(min)
GETTER(target)
GETTER(cap)

#define A(member, ...) COMPUTED(KIND_OPT_F64, get_##member, __VA_ARGS__)

static const struct field all_fields[] = {
	R(kind, .name = "kind",
	  .help = "kind of sensor: temperature, fan, voltage, current, power, energy, "
	          "humidity or battery"),
	NAMES,
	A(value, .name = "current", .help = "current reading"),
	R(unit, .name = "unit", .help = "unit of the reading"),
	A(high, .name = "high", .help = "high limit"),
	A(critical, .name = "critical", .help = "critical limit"),
	A(min, .name = "low", .help = "low limit"),
	A(target, .name = "target", .help = "target speed of a fan"),
	A(cap, .name = "cap", .help = "power cap that the hardware enforces"),
	DEVICE,
};

static const char *const no_time_left[] = { "unknown", "plugged in", NULL };

static const struct field battery_fields[] = {
	B(battery.name, .name = "name", .help = "name of the battery"),
	B(battery.percent, .name = "percent", .unit = UNIT_PERCENT,
	  .help = "charge in percent of a full charge"),
	B(battery.seconds_left, .name = "secsleft", .negatives = no_time_left, .unit = UNIT_SECONDS,
	  .help = "time until the battery is empty; -1: unknown, -2: plugged in"),
	B(battery.power_plugged, .name = "power_plugged", .help = "whether AC power is plugged in"),
	B(battery.status, .name = "status",
	  .help = "status that the battery reports: Charging, Discharging, Full …"),
	B(battery.scope, .name = "scope", .help = "Device: battery of a mouse, a keyboard …"),
	B(battery.cycles, .name = "cycles", .help = "number of charge cycles"),
	B(battery.power_watts, .name = "power", .unit = UNIT_WATT,
	  .help = "power that flows into or out of the battery now"),
	B(battery.energy_joules, .name = "energy", .unit = UNIT_JOULE,
	  .help = "energy in the battery now; 1 Wh is 3600 J"),
	B(battery.energy_full_joules, .name = "energy_full", .unit = UNIT_JOULE,
	  .help = "energy of a full charge"),
	B(battery.energy_design_joules, .name = "energy_full_design", .unit = UNIT_JOULE,
	  .help = "energy of a full charge when the battery was new"),
	B(battery.health_percent, .name = "health", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT,
	  .help = "energy_full in percent of energy_full_design"),
	B(battery.seconds_to_full, .name = "time_to_full", .unit = UNIT_SECONDS,
	  .help = "time until the battery is full, while charging"),
};

#define COLLECTOR(collector_name, table, source_table, row_type, key_names, label_names, how) \
	{                                                                                     \
		.name = collector_name, .fields = table, .n_fields = ARRAY_SIZE(table),       \
		.sources = source_table, .n_sources = ARRAY_SIZE(source_table),               \
		.record_size = sizeof(row_type), .key = key_names, .labels = label_names,     \
		.scan = how,                                                                  \
	}

const struct collector sensors_all_collector =
	COLLECTOR("sensors", all_fields, hwmon_sources, struct reading_row, "device kind index",
                  "device kind index name label unit", sensors_scan_all);
const struct collector sensors_temperatures_collector =
	COLLECTOR("sensors_temperatures", celsius_fields, hwmon_sources, struct reading_row,
                  "device index", "device index name label", sensors_scan_temperatures);
const struct collector sensors_fahrenheit_collector =
	COLLECTOR("sensors_fahrenheit", fahrenheit_fields, hwmon_sources, struct reading_row,
                  "device index", "device index name label", sensors_scan_fahrenheit);
const struct collector sensors_fans_collector =
	COLLECTOR("sensors_fans", fans_fields, hwmon_sources, struct reading_row, "device index",
                  "device index name label", sensors_scan_fans);
const struct collector sensors_battery_collector =
	COLLECTOR("sensors_battery", battery_fields, battery_sources, struct battery_row, "name",
                  NULL, sensors_scan_battery);
