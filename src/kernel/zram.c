/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads compressed swap devices in memory. */
#include "kernel/zram.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/file.h"

int zram_parse(struct text text, struct zram *ret)
{
	uint64_t data, compressed, memory;

	if (number_next_u64(&text, &data) < 0 || number_next_u64(&text, &compressed) < 0 ||
	    number_next_u64(&text, &memory) < 0)
		return -EINVAL;
	*ret = (struct zram){ .data_bytes = data, .memory_bytes = memory };
	return 0;
}

static int add_device(int block, const char *name, struct buffer *scratch, struct zram *sum)
{
	struct zram zram, total = *sum;
	char path[sizeof("/mm_stat") + NAME_MAX];
	int r;

	snprintf(path, sizeof(path), "%s/mm_stat", name);
	r = file_read(block, path, scratch);
	if (r == 0)
		r = zram_parse(buffer_text(scratch), &zram);
	if (r == 0)
		r = number_add_product(&total.data_bytes, 1, zram.data_bytes);
	if (r == 0)
		r = number_add_product(&total.memory_bytes, 1, zram.memory_bytes);
	if (r == 0)
		*sum = total;
	return r;
}

int zram_read(struct buffer *scratch, struct zram *ret)
{
	int sys = root_open(ROOT_SYS);
	_cleanup_closedir_ DIR *folder = sys < 0 ? NULL : file_open_directory(sys, "block");
	struct zram sum = { 0 };
	const struct dirent *entry;
	bool is_any = false;
	int r;

	if (!folder)
		return -ENOENT;
	while ((r = file_next_entry(folder, &entry)) > 0)
		if (strncmp(entry->d_name, "zram", 4) == 0 &&
		    add_device(dirfd(folder), entry->d_name, scratch, &sum) == 0)
			is_any = true;
	if (r < 0 || !is_any)
		return r < 0 ? r : -ENOENT;
	*ret = sum;
	return 0;
}
