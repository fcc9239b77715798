/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads /proc/PID/smaps: blocks of a header line and lines "Key: N kB", fs/proc/task_mmu.c. */
#include "kernel/process/pid_smaps.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/patience.h"
#include "kernel/process/pid_link.h"
#include "model/fault.h"

static const struct text newline = TEXT("\\012");

/* Parses "Key: N kB". A line without a value, as seen on RISC-V, is skipped. */
static bool parse_line(struct text line, struct text *ret_key, uint64_t *ret_bytes)
{
	struct text value;

	return text_cut(line, ':', ret_key, &value) && number_parse_kib(value, ret_bytes) == 0;
}

int pid_footprint_parse(struct text text, struct pid_footprint *ret)
{
	struct pid_footprint sum = { 0 };
	struct text key, value;
	uint64_t bytes;

	while (text_next_pair(&text, &key, &value)) {
		int r = 0;

		if (number_parse_kib(value, &bytes) < 0)
			continue;
		if (text_starts(key, TEXT("Private_")))
			r = number_add_product(&sum.uss_bytes, 1, bytes);
		else if (text_equal(key, TEXT("Pss")))
			r = number_add_product(&sum.pss_bytes, 1, bytes);
		else if (text_equal(key, TEXT("Swap")))
			r = number_add_product(&sum.swap_bytes, 1, bytes);
		if (r < 0)
			return r;
	}
	*ret = sum;
	return 0;
}

static int read_memory(int dir, const char *name, struct buffer *scratch)
{
	return patience_read(dir, name, PATIENCE_MEMORY | PATIENCE_EXEC, FILE_LARGEST, scratch);
}

/* For a live task without memory, smaps_rollup fails with ESRCH; smaps is empty. */
int pid_footprint_read(int dir, struct buffer *scratch, struct pid_footprint *ret)
{
	int r = read_memory(dir, "smaps_rollup", scratch);

	if (r == -ENOENT || r == -ESRCH)
		r = read_memory(dir, "smaps", scratch);
	return r < 0 ? r : pid_footprint_parse(buffer_text(scratch), ret);
}

#define KEY(key, member)                                                      \
	{                                                                     \
		.name = TEXT(key), .offset = offsetof(struct pid_map, member) \
	}

static const struct key {
	struct text name;
	size_t offset;
} keys[] = {
	KEY("Rss", rss_bytes),
	KEY("Size", size_bytes),
	KEY("Pss", pss_bytes),
	KEY("Shared_Clean", shared_clean_bytes),
	KEY("Shared_Dirty", shared_dirty_bytes),
	KEY("Private_Clean", private_clean_bytes),
	KEY("Private_Dirty", private_dirty_bytes),
	KEY("Referenced", referenced_bytes),
	KEY("Anonymous", anonymous_bytes),
	KEY("Swap", swap_bytes),
};

static uint64_t *member(struct pid_map *map, size_t n)
{
	return (uint64_t *)((char *)map + keys[n].offset);
}

/*
 * Parses a header line. Its first word is an address range; the first word of other lines ends in a
 * colon. The path extends to the end of the line, including trailing blanks.
 */
static bool parse_header(struct text line, struct pid_map *ret)
{
	struct text words[5];

	for (size_t n = 0; n < ARRAY_SIZE(words); n++)
		if (!text_next_word(&line, &words[n]))
			return false;
	if (text_ends(words[0], TEXT(":")))
		return false;
	while (text_eat(&line, TEXT(" ")))
		continue;
	*ret = (struct pid_map){ .addr = words[0], .perms = words[1], .path = line };
	if (ret->path.length == 0)
		ret->path = TEXT("[anon]");
	return true;
}

static void add_line(struct pid_map *map, struct text line)
{
	struct text key;
	uint64_t bytes;

	if (!parse_line(line, &key, &bytes))
		return;
	for (size_t n = 0; n < ARRAY_SIZE(keys); n++)
		if (text_equal(key, keys[n].name))
			*member(map, n) = bytes;
}

static size_t count_headers(struct text text)
{
	struct text line;
	struct pid_map map;
	size_t n = 0;

	while (text_next_line(&text, &line))
		n += parse_header(line, &map);
	return n;
}

/* Of equal paths, the first in the file comes first. */
static int compare_paths(const void *left, const void *right)
{
	const struct pid_map *a = *(struct pid_map *const *)left,
			     *b = *(struct pid_map *const *)right;
	int order = text_compare(a->path, b->path);

	return order != 0 ? order : (a > b) - (a < b);
}

/* Adds the numbers of MAP to its group. */
static int add_up(struct pid_map *group, struct pid_map *map)
{
	for (size_t n = 0; n < ARRAY_SIZE(keys); n++)
		if (number_add_product(member(group, n), 1, *member(map, n)) < 0)
			return -ERANGE;
	return 0;
}

/* Keeps one mapping for each path, in the order of first appearance, in O(n log n) time. */
static int group_paths(struct pid_map *maps, size_t *n_maps)
{
	_cleanup_free_ struct pid_map **sorted = calloc(*n_maps + 1, sizeof(struct pid_map *));
	_cleanup_free_ bool *is_first = calloc(*n_maps + 1, sizeof(*is_first));
	struct pid_map *first = NULL;
	size_t kept = 0;

	if (!sorted || !is_first)
		return -ENOMEM;
	for (size_t n = 0; n < *n_maps; n++)
		sorted[n] = &maps[n];
	qsort(sorted, *n_maps, sizeof(struct pid_map *), compare_paths);
	for (size_t n = 0; n < *n_maps; n++) {
		if (first && text_equal(sorted[n]->path, first->path)) {
			if (add_up(first, sorted[n]) < 0)
				return -ERANGE;
			continue;
		}
		first = sorted[n];
		is_first[first - maps] = true;
	}
	for (size_t n = 0; n < *n_maps; n++)
		if (is_first[n])
			maps[kept++] = maps[n];
	*n_maps = kept;
	return 0;
}

int pid_maps_parse(struct text text, bool is_grouped, struct arena *arena, struct pid_map **ret,
                   size_t *ret_n)
{
	struct pid_map *maps, *last = NULL, map;
	struct text line;
	size_t n = 0;
	int r = arena_copy(arena, text, &text);

	maps = r < 0 ? NULL : arena_array(arena, count_headers(text), sizeof(*maps));
	if (!maps)
		return -ENOMEM;
	while (text_next_line(&text, &line))
		if (parse_header(line, &map)) {
			last = &maps[n++];
			*last = map;
		} else if (last) {
			add_line(last, line);
		}
	if (is_grouped)
		r = group_paths(maps, &n);
	if (r < 0)
		return r;
	*ret = maps;
	*ret_n = n;
	return 0;
}

bool pid_map_link(struct text address, char *ret, size_t size)
{
	struct text start, end;
	uint64_t first, last;

	if (!text_cut(address, '-', &start, &end) || number_parse_hex(start, &first) < 0 ||
	    number_parse_hex(end, &last) < 0)
		return false;
	snprintf(ret, size, "map_files/%jx-%jx", (uintmax_t)first, (uintmax_t)last);
	return true;
}

/* The kernel prints a newline in a name as \012, and escapes nothing else (seq_file_path()). */
static void unescape(char *bytes, size_t *length)
{
	size_t kept = 0;

	for (size_t n = 0; n < *length; kept++)
		if (*length - n >= newline.length &&
		    memcmp(bytes + n, newline.bytes, newline.length) == 0) {
			bytes[kept] = '\n';
			n += newline.length;
		} else {
			bytes[kept] = bytes[n++];
		}
	*length = kept;
}

/*
 * Restores the name of the file. The link, if it may be read, distinguishes a newline from a
 * literal "\012".
 */
static int decode_path(int dir, const char *link, struct buffer *scratch, struct arena *arena,
                       struct text *path)
{
	char *copy;
	int r;

	if (!memmem(path->bytes, path->length, newline.bytes, newline.length))
		return 0;
	r = patience_read_link(dir, link, PATIENCE_MEMORY | PATIENCE_EXEC, scratch);
	if (fault_is_fatal(r))
		return r;
	if (r == 0)
		return arena_copy(arena, buffer_text(scratch), path);
	copy = arena_alloc(arena, path->length + 1);
	if (!copy)
		return -ENOMEM;
	path->bytes = memcpy(copy, path->bytes, path->length);
	unescape(copy, &path->length);
	return 0;
}

/* Restores the paths, and finds out whether the files have been deleted. */
static int finish_paths(int dir, struct pid_map *maps, size_t n_maps, struct buffer *scratch,
                        struct arena *arena)
{
	char link[64];

	for (size_t n = 0; n < n_maps; n++) {
		struct pid_map *map = &maps[n];
		int r;

		if (!text_starts(map->path, TEXT("/")))
			continue;
		map->is_deleted.is = PRESENT;
		if (!pid_map_link(map->addr, link, sizeof(link)))
			continue;
		r = decode_path(dir, link, scratch, arena, &map->path);
		if (r < 0)
			return r;
		map->is_deleted.v = pid_link_clean(dir, link, &map->path);
	}
	return 0;
}

int pid_maps_read(int dir, bool is_grouped, struct buffer *scratch, struct arena *arena,
                  struct pid_map **ret, size_t *ret_n)
{
	int r = read_memory(dir, "smaps", scratch);

	if (r == 0)
		r = pid_maps_parse(buffer_text(scratch), is_grouped, arena, ret, ret_n);
	return r < 0 ? r : finish_paths(dir, *ret, *ret_n, scratch, arena);
}
