/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/diskstats: "major minor name" and up to 17 counters; sectors are 512 bytes, always. */
#include "kernel/diskstats.h"

#include <errno.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/file.h"

enum { SECTOR_BYTES = 512, MOST_COLUMNS = 40 };

static int set_bytes(uint64_t sectors, uint64_t *ret)
{
	*ret = 0;
	return number_add_product(ret, sectors, SECTOR_BYTES);
}

/* The counters behind the name, N of them: 11 of old, 15 since 4.18, 17 since 5.5. */
static int set_counters(const uint64_t *c, size_t n, struct diskstat *ret)
{
	ret->reads = c[0];
	ret->reads_merged = some_u64(c[1]);
	ret->read_ms = some_u64(c[3]);
	ret->writes = c[4];
	ret->writes_merged = some_u64(c[5]);
	ret->write_ms = some_u64(c[7]);
	ret->in_flight = some_u64(c[8]);
	ret->busy_ms = some_u64(c[9]);
	if (n > 10)
		ret->weighted_ms = some_u64(c[10]);
	if (n >= 15) {
		ret->discards = some_u64(c[11]);
		if (set_bytes(c[13], &ret->discarded_bytes.v) == 0)
			ret->discarded_bytes.is = PRESENT;
	}
	if (n >= 17)
		ret->flushes = some_u64(c[15]);
	return set_bytes(c[2], &ret->read_bytes) < 0 ? -ERANGE : set_bytes(c[6], &ret->write_bytes);
}

/* Partitions of 2.6 before 2.6.25: reads, sectors read, writes, sectors written. */
static int set_partition(const uint64_t *c, struct diskstat *ret)
{
	ret->reads = c[0];
	ret->writes = c[2];
	return set_bytes(c[1], &ret->read_bytes) < 0 ? -ERANGE : set_bytes(c[3], &ret->write_bytes);
}

static size_t split(struct text line, struct text *words)
{
	size_t n = 0;

	while (n < MOST_COLUMNS && text_next_word(&line, &words[n]))
		n++;
	return n;
}

static int parse_numbers(const struct text *words, size_t n, uint64_t *ret)
{
	for (size_t i = 0; i < n; i++) {
		int r = number_parse_u64(words[i], &ret[i]);

		if (r < 0)
			return r;
	}
	return 0;
}

/*
 * The number of columns tells the kernel: 14, 18 and 20 of the forms above; 7 a partition of old;
 * 15 is 2.4, whose name is the fourth and whose third column counts blocks.
 */
static int parse_line(struct text line, struct diskstat *ret)
{
	struct text words[MOST_COLUMNS];
	uint64_t c[MOST_COLUMNS];
	size_t n = split(line, words);

	*ret = (struct diskstat){ 0 };
	if (n < 7)
		return -EINVAL;
	ret->name = words[2];
	if (n == 7)
		return parse_numbers(words + 3, 4, c) < 0 ? -EINVAL : set_partition(c, ret);
	if (n == 15) {
		ret->name = words[3];
		return parse_numbers(words + 4, 11, c) < 0 ? -EINVAL : set_counters(c, 11, ret);
	}
	if (n != 14 && n < 18)
		return -EINVAL;
	return parse_numbers(words + 3, n - 3, c) < 0 ? -EINVAL : set_counters(c, n - 3, ret);
}

static size_t count_lines(struct text text)
{
	struct text line;
	size_t n = 0;

	while (text_next_line(&text, &line))
		n++;
	return n;
}

int diskstats_parse(struct text text, struct arena *arena, struct diskstats *ret)
{
	struct diskstats stats = { .items = arena_array(arena, count_lines(text),
		                                        sizeof(struct diskstat)) };
	struct text line;

	if (!stats.items || arena_copy(arena, text, &text) < 0)
		return -ENOMEM;
	while (text_next_line(&text, &line))
		if (text_trim(line).length == 0)
			continue;
		else if (parse_line(line, &stats.items[stats.n]) == 0)
			stats.n++;
		else
			stats.n_odd++;
	*ret = stats;
	return 0;
}

/* A line of diskstats is made of the file NAME/stat in /sys/block, which has its counters. */
static int append_stat(int dir, const char *folder, const char *name, struct buffer *scratch,
                       struct buffer *lines)
{
	char path[600];
	int r;

	snprintf(path, sizeof(path), "%s%s/stat", folder, name);
	if (file_read(dir, path, scratch) < 0)
		return 0;
	r = buffer_add_format(lines, "0 0 %s ", name);
	if (r == 0)
		r = buffer_add(lines, text_trim(buffer_text(scratch)));
	return r < 0 ? r : buffer_add_byte(lines, '\n');
}

/* Its partitions have files of their own in the disk's directory, as all else there has not. */
static int append_partitions(int dir, const char *disk, struct buffer *scratch,
                             struct buffer *lines)
{
	_cleanup_closedir_ DIR *entries = file_open_directory(dir, disk);
	const struct dirent *entry;
	char folder[300];
	int r = 0;

	snprintf(folder, sizeof(folder), "%s/", disk);
	while (entries && r >= 0 && (r = file_next_entry(entries, &entry)) > 0)
		if (entry->d_name[0] != '.')
			r = append_stat(dir, folder, entry->d_name, scratch, lines);
	return r;
}

static int read_sys_block(struct buffer *scratch, struct arena *arena, struct diskstats *ret)
{
	_cleanup_closedir_ DIR *dir = file_open_directory(root_open(ROOT_SYS), "block");
	_cleanup_buffer_ struct buffer lines = { 0 };
	const struct dirent *entry;
	int r = 0;

	if (!dir)
		return -errno;
	while (r >= 0 && (r = file_next_entry(dir, &entry)) > 0)
		if (entry->d_name[0] != '.') {
			r = append_stat(dirfd(dir), "", entry->d_name, scratch, &lines);
			if (r == 0)
				r = append_partitions(dirfd(dir), entry->d_name, scratch, &lines);
		}
	return r < 0 ? r : diskstats_parse(buffer_text(&lines), arena, ret);
}

int diskstats_read(struct buffer *scratch, struct arena *arena, struct diskstats *ret)
{
	int r = file_read_root(ROOT_PROC, "diskstats", scratch);

	if (r == -ENOENT && read_sys_block(scratch, arena, ret) == 0 && ret->n > 0)
		return 0;
	return r < 0 ? r : diskstats_parse(buffer_text(scratch), arena, ret);
}
