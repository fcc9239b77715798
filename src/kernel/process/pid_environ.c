/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/PID/environ: NUL-terminated entries NAME=VALUE, proc_pid_environ(5). */
#include "kernel/process/pid_environ.h"

#include <errno.h>

#include "kernel/patience.h"
#include "kernel/process/pid_cmdline.h"
#include "model/fault.h"

/* An entry and its index, which keeps the order among equal names when entries are sorted. */
struct entry {
	struct pair pair;
	size_t place;
};

static int compare_names(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = text_compare(a->pair.name, b->pair.name);

	return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static int compare_places(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	return (a->place > b->place) - (a->place < b->place);
}

/* Takes the next entry, which must end in a NUL. An empty or truncated entry ends the block. */
static bool next_entry(struct text *rest, struct text *ret)
{
	return text_cut(*rest, '\0', ret, rest) && ret->length > 0;
}

static size_t list_entries(struct text text, struct entry *entries)
{
	struct text part;
	size_t n = 0;

	while (next_entry(&text, &part)) {
		struct entry *entry = &entries[n];

		if (!text_cut(part, '=', &entry->pair.name, &entry->pair.value) ||
		    entry->pair.name.length == 0)
			continue;
		entry->place = n++;
	}
	return n;
}

/* Keeps each name once, with the last value, in the place of the first. */
static size_t drop_doubles(struct entry *entries, size_t n)
{
	size_t kept = 0;

	qsort(entries, n, sizeof(*entries), compare_names);
	for (size_t i = 0; i < n; i++)
		if (kept > 0 && text_equal(entries[kept - 1].pair.name, entries[i].pair.name))
			entries[kept - 1].pair = entries[i].pair;
		else
			entries[kept++] = entries[i];
	qsort(entries, kept, sizeof(*entries), compare_places);
	return kept;
}

static size_t count_entries(struct text text)
{
	struct text part;
	size_t n = 0;

	while (next_entry(&text, &part))
		n++;
	return n;
}

int pid_environ_parse(struct text text, struct arena *arena, struct map *ret)
{
	size_t n = count_entries(text);
	_cleanup_free_ struct entry *entries = NULL;
	struct pair *pairs;
	struct text copy;

	if (n > PID_STRINGS_MOST)
		return -FAULT_TOO_LARGE;
	entries = calloc(n + 1, sizeof(*entries));
	pairs = arena_array(arena, n, sizeof(*pairs));
	if (!entries || !pairs || arena_copy(arena, text, &copy) < 0)
		return -ENOMEM;
	n = drop_doubles(entries, list_entries(copy, entries));
	for (size_t i = 0; i < n; i++)
		pairs[i] = entries[i].pair;
	*ret = (struct map){ .items = pairs, .n = n, .is = PRESENT };
	return 0;
}

int pid_environ_read(int dir, struct buffer *scratch, struct arena *arena, struct map *ret)
{
	int r = patience_read(dir, "environ", PATIENCE_MEMORY | PATIENCE_EXEC, PID_STRINGS_LARGEST,
	                      scratch);

	return r < 0 ? r : pid_environ_parse(buffer_text(scratch), arena, ret);
}
