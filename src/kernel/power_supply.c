/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batteries: /sys/class/power_supply, PARITY P-401…405. Energy and charge are never mixed. */
#include "kernel/power_supply.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "kernel/file.h"

/* What a battery says of itself, in units of energy, or if it has none, of charge. */
struct gauge {
	struct opt_i64 now;
	struct opt_i64 full;
	struct opt_i64 rate; /* per hour */
};

/* What cannot be read is absent; ERROR takes what is nvhost's own trouble. */
static struct opt_i64 read_number(int dir, const char *name, int *error)
{
	struct opt_i64 number = { 0 };
	int r = file_read_i64(dir, name, &number.v);

	if (r == 0)
		number.is = PRESENT;
	else if (error_is_ours(r))
		*error = r;
	return number;
}

static struct gauge read_gauge(int dir, int *error)
{
	struct gauge energy = { .now = read_number(dir, "energy_now", error),
		                .full = read_number(dir, "energy_full", error),
		                .rate = read_number(dir, "power_now", error) };
	struct gauge charge = { .now = read_number(dir, "charge_now", error),
		                .full = read_number(dir, "charge_full", error),
		                .rate = read_number(dir, "current_now", error) };

	return energy.now.is == PRESENT ? energy : charge;
}

static bool read_percent(int dir, const struct gauge *gauge, double *ret, int *error)
{
	struct opt_i64 capacity = read_number(dir, "capacity", error);

	if (gauge->now.is == PRESENT && gauge->full.is == PRESENT)
		*ret = gauge->full.v > 0 ? 100 * (double)gauge->now.v / (double)gauge->full.v : 0;
	else if (capacity.is == PRESENT)
		*ret = (double)capacity.v;
	else
		return false;
	return true;
}

/* Adapters are called AC or AC0; without one, the battery's own status tells. */
static struct opt_bool read_plugged(int supplies, const char *status, int *error)
{
	static const char *const adapters[] = { "AC0/online", "AC/online" };

	for (size_t n = 0; n < ARRAY_SIZE(adapters); n++) {
		struct opt_i64 online = read_number(supplies, adapters[n], error);

		if (online.is == PRESENT)
			return (struct opt_bool){ .v = online.v == 1, .is = PRESENT };
	}
	if (strcasecmp(status, "discharging") == 0)
		return (struct opt_bool){ .v = false, .is = PRESENT };
	if (strcasecmp(status, "charging") == 0 || strcasecmp(status, "full") == 0)
		return (struct opt_bool){ .v = true, .is = PRESENT };
	return (struct opt_bool){ 0 };
}

static int64_t seconds_left(int dir, const struct gauge *gauge, struct opt_bool plugged, int *error)
{
	struct opt_i64 minutes = read_number(dir, "time_to_empty_now", error);

	if (plugged.is == PRESENT && plugged.v)
		return SECONDS_UNLIMITED;
	if (gauge->now.is == PRESENT && gauge->rate.is == PRESENT) {
		double rate = fabs((double)gauge->rate.v);
		double seconds = rate > 0 ? (double)gauge->now.v / rate * 3600 : -1;

		return seconds >= 0 && seconds < 1e15 ? (int64_t)seconds : SECONDS_UNKNOWN;
	}
	if (minutes.is == PRESENT && minutes.v >= 0 && minutes.v < INT32_MAX)
		return minutes.v * 60;
	return SECONDS_UNKNOWN;
}

static int copy_line(int dir, const char *name, struct arena *arena, char *line, size_t size,
                     struct text *ret)
{
	int r;

	line[0] = '\0';
	r = file_read_line(dir, name, line, size);
	return r < 0 ? error_only_ours(r) : arena_copy(arena, text_trim(text_of(line)), ret);
}

/* True where it is a battery that tells its charge. */
static int read_battery(int supplies, const char *name, struct arena *arena, struct battery *ret,
                        bool *ret_found)
{
	_cleanup_close_ int dir = openat(supplies, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct battery battery = { 0 };
	struct opt_i64 cycles;
	struct gauge gauge;
	char status[64], scope[64];
	int error = 0, r;

	*ret_found = false;
	if (dir < 0)
		return error_only_ours(-errno);
	gauge = read_gauge(dir, &error);
	if (!read_percent(dir, &gauge, &battery.percent, &error))
		return error;
	r = copy_line(dir, "status", arena, status, sizeof(status), &battery.status);
	if (r == 0)
		r = copy_line(dir, "scope", arena, scope, sizeof(scope), &battery.scope);
	if (r == 0)
		r = arena_copy(arena, text_of(name), &battery.name);
	if (r < 0)
		return r;
	battery.power_plugged = read_plugged(supplies, status, &error);
	battery.seconds_left = seconds_left(dir, &gauge, battery.power_plugged, &error);
	cycles = read_number(dir, "cycle_count", &error);
	if (cycles.is == PRESENT && cycles.v > 0)
		battery.cycles = some_u64((uint64_t)cycles.v);
	*ret = battery;
	*ret_found = error == 0;
	return error;
}

static bool is_battery(const char *name)
{
	return strncmp(name, "BAT", 3) == 0 || strcasestr(name, "battery");
}

static int list_names(struct dirent ***ret)
{
	_cleanup_free_ char *path = NULL;
	int n;

	if (asprintf(&path, "%s/class/power_supply", root_path(ROOT_SYS)) < 0) {
		path = NULL;
		return -ENOMEM;
	}
	n = scandir(path, ret, NULL, alphasort);
	return n < 0 ? error_only_ours(-errno) : n;
}

int power_supply_read(struct arena *arena, struct battery **ret, size_t *ret_n)
{
	_cleanup_close_ int supplies = openat(root_open(ROOT_SYS), "class/power_supply",
	                                      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirent **entries = NULL;
	int n_entries = supplies < 0 ? error_only_ours(-errno) : list_names(&entries), r = 0;
	struct battery *list;
	size_t n = 0;

	if (n_entries < 0)
		return n_entries;
	list = arena_array(arena, (size_t)n_entries, sizeof(*list));
	if (!list)
		r = -ENOMEM;
	for (int i = 0; i < n_entries; i++) {
		bool is_found = false;

		if (r == 0 && is_battery(entries[i]->d_name))
			r = read_battery(supplies, entries[i]->d_name, arena, &list[n], &is_found);
		n += is_found;
		free(entries[i]);
	}
	free(entries);
	*ret = list;
	*ret_n = n;
	return r;
}
