/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads /sys/class/power_supply, Documentation/ABI/testing/sysfs-class-power: `type` is the kind of
 * a supply; `scope` tells whether it belongs to the machine or to a device such as a mouse
 * (values.md T-11, T-12).
 */
#include "kernel/power_supply.h"

#include <errno.h>
#include <fcntl.h>

#include "kernel/directory.h"
#include "kernel/file.h"
#include "model/fault.h"

struct supply {
	const char *name;
	bool is_battery;
	bool is_adapter; /* external power */
	bool is_mains;
	bool is_of_device;
	struct opt_bool is_online;
};

/* Before Linux 2.6.20, and in some recordings, there is no type: the name tells. */
static bool is_named_battery(const char *name)
{
	return strncmp(name, "BAT", 3) == 0 || strcasestr(name, "battery");
}

static bool is_named_mains(const char *name)
{
	return strncmp(name, "AC", 2) == 0 || strncmp(name, "ADP", 3) == 0;
}

static int read_supply(int supplies, const char *name, struct supply *ret)
{
	_cleanup_close_ int dir = root_openat(supplies, name, O_RDONLY | O_DIRECTORY);
	struct supply supply = { .name = name };
	char type[64] = "", scope[64] = "";
	uint64_t online;
	int r;

	if (dir < 0)
		return fault_only_fatal(dir);
	r = file_read_line(dir, "type", type, sizeof(type));
	if (!fault_is_fatal(r))
		r = file_read_line(dir, "scope", scope, sizeof(scope));
	if (!fault_is_fatal(r))
		r = file_read_u64(dir, "online", &online);
	if (r == 0)
		supply.is_online = (struct opt_bool){ .v = online > 0, .is = PRESENT };
	if (type[0] == '\0') {
		supply.is_battery = is_named_battery(name);
		supply.is_mains = is_named_mains(name);
	} else {
		supply.is_battery = strcmp(type, "Battery") == 0;
		supply.is_mains = strcmp(type, "Mains") == 0;
	}
	/* the types are "USB", "USB_PD", "Wireless" … */
	supply.is_adapter = supply.is_mains || (strncmp(type, "USB", 3) == 0) ||
	                    strcmp(type, "Wireless") == 0 || strcmp(type, "BrickID") == 0;
	supply.is_of_device = strcmp(scope, "Device") == 0;
	*ret = supply;
	return fault_only_fatal(r);
}

/*
 * Tells whether external power is connected. An idle USB port does not prove that there is no other
 * supply.
 */
static struct opt_bool is_plugged(const struct supply *supplies, size_t n)
{
	struct opt_bool plugged = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct supply *supply = &supplies[i];

		if (!supply->is_adapter || supply->is_of_device || supply->is_online.is != PRESENT)
			continue;
		if (supply->is_online.v)
			return supply->is_online;
		if (supply->is_mains)
			plugged = supply->is_online;
	}
	return plugged;
}

static int add_batteries(int dir, const struct supply *supplies, size_t n_supplies,
                         struct arena *arena, struct battery *list, size_t *n)
{
	struct opt_bool plugged = is_plugged(supplies, n_supplies), unknown = { 0 };
	int r = 0;

	for (size_t i = 0; i < n_supplies && r == 0; i++) {
		const struct supply *supply = &supplies[i];
		_cleanup_close_ int battery = -1;

		if (!supply->is_battery)
			continue;
		battery = root_openat(dir, supply->name, O_RDONLY | O_DIRECTORY);
		r = battery < 0 ? battery
		                : battery_read(battery, supply->is_of_device ? unknown : plugged,
		                               arena, &list[*n]);
		if (r == 0)
			list[(*n)++].name = text_of(supply->name);
		r = fault_only_fatal(r);
	}
	return r;
}

int power_supply_read(struct arena *arena, struct battery **ret, size_t *ret_n)
{
	_cleanup_close_ int dir =
		root_openat(root_open(ROOT_SYS), "class/power_supply", O_RDONLY | O_DIRECTORY);
	struct texts names = { 0 };
	struct supply *supplies;
	int r = dir < 0 ? dir : directory_list(dir, ".", arena, &names);

	*ret_n = 0;
	if (r < 0 && r != -EACCES)
		r = fault_only_fatal(r);
	if (r < 0)
		return r;
	supplies = arena_array(arena, names.n, sizeof(*supplies));
	*ret = arena_array(arena, names.n, sizeof(**ret));
	if (!supplies || !*ret)
		return -ENOMEM;
	for (size_t n = 0; n < names.n && r == 0; n++)
		r = read_supply(dir, names.items[n].bytes, &supplies[n]);
	return r < 0 ? r : add_batteries(dir, supplies, names.n, arena, *ret, ret_n);
}
