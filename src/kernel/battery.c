/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a battery: Documentation/ABI/testing/sysfs-class-power and
 * Documentation/power/power_supply_class.rst (values.md P-402…405, T-12). The units of the files
 * are µWh, µAh, µW, µA, µV and seconds.
 */
#include "kernel/battery.h"

#include <errno.h>
#include <math.h>

#include "kernel/file.h"
#include "model/fault.h"

/* The numbers of one quantity: either energy or charge. The two are never mixed. */
struct gauge {
	struct opt_i64 now;
	struct opt_i64 full;
	struct opt_i64 design; /* the full charge of the new battery */
	struct opt_i64 rate;   /* per hour */
};

struct reader {
	int dir;
	int error; /* a fatal error of nvhost itself: memory or descriptors */
};

/* A number that cannot be read is absent. */
static struct opt_i64 read_number(struct reader *reader, const char *name)
{
	struct opt_i64 number = { 0 };
	int r = file_read_i64(reader->dir, name, &number.v);

	if (r == 0)
		number.is = PRESENT;
	else if (fault_is_fatal(r))
		reader->error = r;
	return number;
}

static struct opt_i64 read_either(struct reader *reader, const char *name, const char *other)
{
	struct opt_i64 number = read_number(reader, name);

	return number.is == PRESENT ? number : read_number(reader, other);
}

static struct gauge read_energy(struct reader *reader)
{
	return (struct gauge){ .now = read_number(reader, "energy_now"),
		               .full = read_number(reader, "energy_full"),
		               .design = read_number(reader, "energy_full_design"),
		               .rate = read_either(reader, "power_now", "power_avg") };
}

static struct gauge read_charge(struct reader *reader)
{
	return (struct gauge){ .now = read_number(reader, "charge_now"),
		               .full = read_number(reader, "charge_full"),
		               .design = read_number(reader, "charge_full_design"),
		               .rate = read_either(reader, "current_now", "current_avg") };
}

static bool has_percent(const struct gauge *gauge)
{
	return gauge->now.is == PRESENT && gauge->full.is == PRESENT && gauge->now.v >= 0 &&
	       gauge->full.v > 0;
}

static double percent_of(struct opt_i64 part, struct opt_i64 whole)
{
	return 100 * (double)part.v / (double)whole.v;
}

/*
 * Some firmware reports a charge of 0 for a full battery; then the driver's own percentage counts.
 * Some mice provide only capacity_level, which is a word.
 */
static struct opt_f64 read_percent(struct reader *reader, const struct gauge *gauge)
{
	struct opt_i64 capacity = read_number(reader, "capacity");

	if (has_percent(gauge))
		return some_f64(percent_of(gauge->now, gauge->full));
	if (capacity.is == PRESENT)
		return some_f64((double)capacity.v);
	if (gauge->now.is == PRESENT && gauge->full.is == PRESENT)
		return some_f64(0);
	return (struct opt_f64){ 0 };
}

/* A battery bay may be empty. */
static bool is_present(struct reader *reader)
{
	struct opt_i64 present = read_number(reader, "present");

	return present.is != PRESENT || present.v != 0;
}

static struct opt_bool plugged_by_status(const char *status)
{
	if (strcasecmp(status, "discharging") == 0)
		return (struct opt_bool){ .v = false, .is = PRESENT };
	if (strcasecmp(status, "charging") == 0 || strcasecmp(status, "full") == 0)
		return (struct opt_bool){ .v = true, .is = PRESENT };
	return (struct opt_bool){ 0 };
}

/* Computes how many seconds AMOUNT lasts at the rate. Some drivers give the rate a sign. */
static bool time_of(double amount, struct opt_i64 rate, double *ret)
{
	if (rate.is != PRESENT || rate.v == 0)
		return false;
	*ret = amount / fabs((double)rate.v) * 3600;
	return *ret >= 0 && *ret < 1e15;
}

static int64_t seconds_left(struct reader *reader, const struct gauge *gauge,
                            struct opt_bool plugged)
{
	struct opt_i64 told = read_either(reader, "time_to_empty_now", "time_to_empty_avg");
	double seconds;

	if (plugged.is == PRESENT && plugged.v)
		return SECONDS_UNLIMITED;
	if (gauge->now.is == PRESENT && time_of((double)gauge->now.v, gauge->rate, &seconds))
		return (int64_t)seconds;
	return told.is == PRESENT && told.v >= 0 ? told.v : SECONDS_UNKNOWN;
}

static struct opt_u64 seconds_to_full(struct reader *reader, const struct gauge *gauge,
                                      const char *status)
{
	struct opt_i64 told = read_either(reader, "time_to_full_now", "time_to_full_avg");
	double seconds;

	if (strcasecmp(status, "charging") != 0)
		return (struct opt_u64){ 0 };
	if (has_percent(gauge) &&
	    time_of((double)gauge->full.v - (double)gauge->now.v, gauge->rate, &seconds))
		return some_u64((uint64_t)seconds);
	return told.is == PRESENT && told.v >= 0 ? some_u64((uint64_t)told.v)
	                                         : (struct opt_u64){ 0 };
}

/* Converts NUMBER from µWh (volts: 1) or from µAh at VOLTS. */
static struct opt_f64 to_joules(struct opt_i64 number, double volts)
{
	if (number.is != PRESENT || volts <= 0)
		return (struct opt_f64){ 0 };
	return some_f64((double)number.v * 3600 * volts / 1000000);
}

/* Converts a charge into energy with the design voltage of the battery, as upower(1) does. */
static void read_energies(struct reader *reader, const struct gauge *gauge, bool is_energy,
                          struct battery *ret)
{
	struct opt_i64 design = read_either(reader, "voltage_min_design", "voltage_max_design");
	struct opt_i64 now = read_number(reader, "voltage_now");
	struct opt_i64 power = read_either(reader, "power_now", "power_avg");
	struct opt_i64 current = read_either(reader, "current_now", "current_avg");
	double volts = is_energy ? 1 : (double)(design.is == PRESENT ? design.v : now.v) / 1000000;

	ret->energy_joules = to_joules(gauge->now, volts);
	ret->energy_full_joules = to_joules(gauge->full, volts);
	ret->energy_design_joules = to_joules(gauge->design, volts);
	if (gauge->full.is == PRESENT && gauge->design.is == PRESENT && gauge->design.v > 0)
		ret->health_percent = some_f64(percent_of(gauge->full, gauge->design));
	if (power.is == PRESENT)
		ret->power_watts = some_f64(fabs((double)power.v) / 1000000);
	else if (current.is == PRESENT && now.is == PRESENT)
		ret->power_watts = some_f64(fabs((double)current.v) * (double)now.v / 1e12);
}

static int copy_line(int dir, const char *name, struct arena *arena, char *line, size_t size,
                     struct text *ret)
{
	int r;

	line[0] = '\0';
	r = file_read_line(dir, name, line, size);
	return r < 0 ? fault_only_fatal(r) : arena_copy(arena, text_trim(text_of(line)), ret);
}

int battery_read(int dir, struct opt_bool plugged, struct arena *arena, struct battery *ret)
{
	struct reader reader = { .dir = dir };
	struct gauge energy = read_energy(&reader), charge = read_charge(&reader);
	bool is_energy =
		has_percent(&energy) || (!has_percent(&charge) && energy.now.is == PRESENT);
	const struct gauge *gauge = is_energy ? &energy : &charge;
	struct battery battery = { 0 };
	struct opt_i64 cycles;
	char status[64], scope[64];
	int r;

	if (!is_present(&reader))
		return -ENODATA;
	battery.percent = read_percent(&reader, gauge);
	r = copy_line(dir, "status", arena, status, sizeof(status), &battery.status);
	if (r == 0 && battery.percent.is != PRESENT &&
	    (status[0] == '\0' || strcasecmp(status, "unknown") == 0))
		r = reader.error < 0 ? reader.error : -ENODATA;
	if (r == 0)
		r = copy_line(dir, "scope", arena, scope, sizeof(scope), &battery.scope);
	battery.power_plugged = plugged.is == PRESENT ? plugged : plugged_by_status(status);
	battery.seconds_left = seconds_left(&reader, gauge, battery.power_plugged);
	battery.seconds_to_full = seconds_to_full(&reader, gauge, status);
	read_energies(&reader, gauge, is_energy, &battery);
	cycles = read_number(&reader, "cycle_count");
	if (cycles.is == PRESENT && cycles.v > 0)
		battery.cycles = some_u64((uint64_t)cycles.v);
	*ret = battery;
	return r < 0 ? r : reader.error;
}
