/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads /proc/diskstats: "major minor name" and up to 17 counters. A sector is always 512 bytes. */
#include "kernel/diskstats.h"

#include <errno.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/directory.h"
#include "kernel/file.h"
#include "model/fault.h"

enum { SECTOR_BYTES = 512, MOST_COLUMNS = 40 };

static struct opt_u64 number_of(struct text word)
{
	struct opt_u64 number = { 0 };

	if (number_parse_u64(word, &number.v) == 0)
		number.is = PRESENT;
	return number;
}

static struct opt_u64 bytes_of(struct text word)
{
	struct opt_u64 sectors = number_of(word), bytes = { 0 };

	if (sectors.is == PRESENT && number_add_product(&bytes.v, sectors.v, SECTOR_BYTES) == 0)
		bytes.is = PRESENT;
	return bytes;
}

/*
 * Takes the N counters after the name: 11 in old kernels, 15 since Linux 4.18, 17 since Linux 5.5.
 */
static void set_counters(const struct text *words, size_t n, struct diskstat *ret)
{
	ret->reads = number_of(words[0]);
	ret->reads_merged = number_of(words[1]);
	ret->read_bytes = bytes_of(words[2]);
	ret->read_ms = number_of(words[3]);
	ret->writes = number_of(words[4]);
	ret->writes_merged = number_of(words[5]);
	ret->write_bytes = bytes_of(words[6]);
	ret->write_ms = number_of(words[7]);
	ret->in_flight = number_of(words[8]);
	ret->busy_ms = number_of(words[9]);
	ret->weighted_ms = number_of(words[10]);
	if (n >= 15) {
		ret->discards = number_of(words[11]);
		ret->discarded_bytes = bytes_of(words[13]);
	}
	if (n >= 17)
		ret->flushes = number_of(words[15]);
}

/*
 * Takes the counters of a partition before Linux 2.6.25: reads, sectors read, writes, sectors
 * written.
 */
static void set_partition(const struct text *words, struct diskstat *ret)
{
	ret->reads = number_of(words[0]);
	ret->read_bytes = bytes_of(words[1]);
	ret->writes = number_of(words[2]);
	ret->write_bytes = bytes_of(words[3]);
}

static size_t split_words(struct text line, struct text *words)
{
	size_t n = 0;

	while (n < MOST_COLUMNS && text_next_word(&line, &words[n]))
		n++;
	return n;
}

const struct diskstat diskstat_none = {
	.reads.is = UNSUPPORTED,
	.reads_merged.is = UNSUPPORTED,
	.read_bytes.is = UNSUPPORTED,
	.read_ms.is = UNSUPPORTED,
	.writes.is = UNSUPPORTED,
	.writes_merged.is = UNSUPPORTED,
	.write_bytes.is = UNSUPPORTED,
	.write_ms.is = UNSUPPORTED,
	.in_flight.is = UNSUPPORTED,
	.busy_ms.is = UNSUPPORTED,
	.weighted_ms.is = UNSUPPORTED,
	.discards.is = UNSUPPORTED,
	.discarded_bytes.is = UNSUPPORTED,
	.flushes.is = UNSUPPORTED,
};

/*
 * The number of columns tells the format: 14, 18 and 20 are those of set_counters(), and later
 * kernels only append columns; 7 is a partition of an old kernel; 15 is Linux 2.4, where the name
 * is the fourth column and the third counts blocks. lxcfs 5.0 prints 17 columns, which are refused:
 * no source tells which column is missing.
 */
static int parse_line(struct text line, struct diskstat *ret)
{
	struct text words[MOST_COLUMNS];
	size_t n = split_words(line, words);

	*ret = diskstat_none;
	if (n != 7 && n != 14 && n != 15 && n < 18)
		return -EINVAL;
	ret->name = words[2];
	if (n == 7) {
		set_partition(words + 3, ret);
	} else if (n == 15) {
		if (number_of(words[3]).is == PRESENT)
			return -EINVAL;
		ret->name = words[3];
		set_counters(words + 4, 11, ret);
	} else {
		set_counters(words + 3, n - 3, ret);
	}
	return 0;
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

/*
 * Makes a line of diskstats from the file NAME/stat in /sys/block, which has the same counters. A
 * "/" in the name is written "!" there.
 */
static int append_stat(int dir, const char *folder, const char *name, struct buffer *scratch,
                       struct buffer *lines)
{
	size_t begin = lines->length;
	char path[600];
	int r;

	snprintf(path, sizeof(path), "%s%s/stat", folder, name);
	if (file_read(dir, path, scratch) < 0)
		return 0;
	r = buffer_add_format(lines, "0 0 %s ", name);
	for (size_t n = begin; r == 0 && n < lines->length; n++)
		if (lines->text[n] == '!')
			lines->text[n] = '/';
	if (r == 0)
		r = buffer_add(lines, text_trim(buffer_text(scratch)));
	return r < 0 ? r : buffer_add_byte(lines, '\n');
}

/* Only partitions have a file stat in a directory of their own in the disk's directory. */
static int append_partitions(int dir, const char *disk, struct arena *arena, struct buffer *scratch,
                             struct buffer *lines)
{
	struct texts entries = { 0 };
	char folder[300];
	int r = fault_only_fatal(directory_list(dir, disk, arena, &entries));

	snprintf(folder, sizeof(folder), "%s/", disk);
	for (size_t n = 0; n < entries.n && r == 0; n++)
		r = append_stat(dir, folder, entries.items[n].bytes, scratch, lines);
	return r;
}

static int read_sys_block(struct buffer *scratch, struct arena *arena, struct diskstats *ret)
{
	_cleanup_closedir_ DIR *dir = file_open_directory(root_open(ROOT_SYS), "block");
	_cleanup_buffer_ struct buffer lines = { 0 };
	struct texts disks = { 0 };
	int r = dir ? directory_list(dirfd(dir), ".", arena, &disks) : -errno;

	for (size_t n = 0; n < disks.n && r == 0; n++) {
		r = append_stat(dirfd(dir), "", disks.items[n].bytes, scratch, &lines);
		if (r == 0)
			r = append_partitions(dirfd(dir), disks.items[n].bytes, arena, scratch,
			                      &lines);
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
