/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the RAPL zones, "intel-rapl:0" and so on. AMD processors use the same names. */
#include "kernel/powercap.h"

#include <errno.h>
#include <stdio.h>

#include "kernel/directory.h"
#include "kernel/file.h"
#include "model/fault.h"

static int read_zone(const char *name, struct sensor_list *list)
{
	struct sensor sensor = { .kind = SENSOR_ENERGY, .chip = TEXT("rapl") };
	_cleanup_closedir_ DIR *dir = NULL;
	char path[400], label[256];
	uint64_t microjoules;
	int r;

	snprintf(path, sizeof(path), "class/powercap/%s", name);
	dir = file_open_directory(root_open(ROOT_SYS), path);
	r = dir ? file_read_u64(dirfd(dir), "energy_uj", &microjoules) : -errno;
	if (r == 0)
		r = file_read_line(dirfd(dir), "name", label, sizeof(label));
	if (r < 0)
		return fault_only_fatal(r);
	sensor.value = some_f64((double)microjoules / 1000000);
	r = arena_copy(list->arena, text_trim(text_of(label)), &sensor.label);
	if (r == 0)
		r = arena_copy(list->arena, text_of(path), &sensor.device);
	return r < 0 ? r : sensor_add(list, &sensor);
}

int powercap_read(struct sensor_list *list)
{
	struct texts names = { 0 };
	int r = sensor_note(
		list, directory_list(root_open(ROOT_SYS), "class/powercap", list->arena, &names));

	for (size_t n = 0; n < names.n && r == 0; n++)
		if (text_starts(names.items[n], TEXT("intel-rapl:")))
			r = read_zone(names.items[n].bytes, list);
	return r;
}
