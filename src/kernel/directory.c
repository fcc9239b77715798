/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and sorts the names in a directory. */
#include "kernel/directory.h"

#include <errno.h>

#include "kernel/file.h"

static int list_names(int dir, const char *name, struct arena *arena, struct texts *ret)
{
	_cleanup_closedir_ DIR *entries = file_open_directory(dir, name);
	struct text *items = arena_alloc(arena, sizeof(*items));
	const struct dirent *entry;
	size_t n = 0;
	int r;

	if (!items)
		return -ENOMEM;
	if (!entries)
		return -errno;
	while ((r = file_next_entry(entries, &entry)) > 0) {
		if (entry->d_name[0] == '.')
			continue;
		items = arena_grow(arena, items, n, sizeof(*items));
		if (!items || arena_copy(arena, text_of(entry->d_name), &items[n]) < 0)
			return -ENOMEM;
		n++;
	}
	*ret = (struct texts){ .items = items, .n = n, .is = PRESENT };
	return r;
}

static int compare_versions(const void *a, const void *b)
{
	return strverscmp(((const struct text *)a)->bytes, ((const struct text *)b)->bytes);
}

int directory_list(int dir, const char *name, struct arena *arena, struct texts *ret)
{
	int r = list_names(dir, name, arena, ret);

	if (r == 0)
		qsort((struct text *)ret->items, ret->n, sizeof(*ret->items), compare_versions);
	return r;
}
