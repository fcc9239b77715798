/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/diskstats: the number of columns tells the kernel (R-31; iostats.rst). */
#include "tree.h"

#include <errno.h>

#include "kernel/disk_kind.h"
#include "kernel/diskstats.h"

static const char diskstats_text[] =
	"   8       0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n"
	"   8       1 sda1 1 2 3 4 5 6 7 8 9 10 11\n   8  2 sda2 1 2 3 4\n"
	"   8       3 sda3 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n 8 3 odd\n";

static void columns_of_linux_5_5(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };

	assert_int_equal(diskstats_parse(text_of(diskstats_text), &arena, &disks), 0);
	assert_int_equal(disks.n, 4);
	assert_int_equal(disks.n_odd, 1);
	assert_text(disks.items[0].name, "sda");
	assert_int_equal(disks.items[0].reads.v, 1);
	assert_int_equal(disks.items[0].reads_merged.v, 2);
	assert_int_equal(disks.items[0].read_bytes.v, 1536);
	assert_int_equal(disks.items[0].read_ms.v, 4);
	assert_int_equal(disks.items[0].writes.v, 5);
	assert_int_equal(disks.items[0].writes_merged.v, 6);
	assert_int_equal(disks.items[0].write_bytes.v, 3584);
	assert_int_equal(disks.items[0].write_ms.v, 8);
	assert_int_equal(disks.items[0].in_flight.v, 9);
	assert_int_equal(disks.items[0].busy_ms.v, 10);
	assert_int_equal(disks.items[0].weighted_ms.v, 11);
	assert_int_equal(disks.items[0].discards.v, 12);
	assert_int_equal(disks.items[0].discarded_bytes.v, 7168);
	assert_int_equal(disks.items[0].flushes.v, 16);
}

static void older_kernels_have_fewer(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };

	assert_int_equal(diskstats_parse(text_of(diskstats_text), &arena, &disks), 0);
	assert_int_equal(disks.items[1].weighted_ms.v, 11);
	assert_int_equal(disks.items[1].discards.is, UNSUPPORTED);
	assert_int_equal(disks.items[2].reads.v, 1); /* a partition before 2.6.25: four numbers */
	assert_int_equal(disks.items[2].read_bytes.v, 1024);
	assert_int_equal(disks.items[2].writes.v, 3);
	assert_int_equal(disks.items[2].write_bytes.v, 2048);
	assert_int_equal(disks.items[2].busy_ms.is, UNSUPPORTED);
	assert_int_equal(disks.items[3].discards.v, 12); /* 4.18: discards, no flushes */
	assert_int_equal(disks.items[3].flushes.is, UNSUPPORTED);
	/* 2.4: the third column counts blocks, the fourth is the name */
	assert_int_equal(
		diskstats_parse(TEXT("3 0 39082680 hda 1 2 3 4 5 6 7 8 9 10 11\n"), &arena, &disks),
		0);
	assert_int_equal(disks.n, 1);
	assert_text(disks.items[0].name, "hda");
	assert_int_equal(disks.items[0].writes.v, 5);
}

static void names_and_more_columns(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };

	assert_int_equal(
		diskstats_parse(TEXT("104 0 cciss/c0d0 1 2 3 4 5 6 7 8 9 10 11\n"
	                             "8 0 sdz 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 "
	                             "19 20 21 22 23"),
	                        &arena, &disks),
		0);
	assert_int_equal(disks.n, 2); /* of 26 columns the first are those that we know */
	assert_text(disks.items[0].name, "cciss/c0d0");
	assert_int_equal(disks.items[1].flushes.v, 16);
}

static void odd_lines_are_counted(void **state _unused_)
{
	static const struct text odd[] = {
		TEXT("8 0 sda\n"),
		TEXT("8 0 sda 1 2 3 4 5\n"),
		TEXT("8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14\n"), /* 17 columns: lxcfs 5.0 */
		TEXT("8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12\n"),       /* no name where 2.4 has it */
		TEXT("\0\0\0\0"),
	};
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++) {
		assert_int_equal(diskstats_parse(odd[n], &arena, &disks), 0);
		assert_int_equal(disks.n, 0);
		assert_int_equal(disks.n_odd, 1);
	}
	assert_int_equal(diskstats_parse(TEXT("\n \n"), &arena, &disks), 0);
	assert_int_equal(disks.n + disks.n_odd, 0);
}

/* Each word of the line in turn, with every number behind it as it is. */
static void a_number_costs_only_itself(void **state _unused_)
{
	static const struct text words[] = { TEXT("x"), TEXT("-1"), TEXT("18446744073709551616"),
		                             TEXT("99999999999999999999") };
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };
	struct diskstat *disk;

	for (size_t bad = 0; bad < 17; bad++) {
		_cleanup_buffer_ struct buffer line = { 0 };

		assert_int_equal(buffer_add(&line, TEXT("8 0 sda")), 0);
		for (size_t n = 0; n < 17; n++)
			assert_int_equal(
				n == bad ? buffer_add_format(&line, " %s", words[n % 4].bytes)
					 : buffer_add_format(&line, " %zu", n + 1),
				0);
		assert_int_equal(diskstats_parse(buffer_text(&line), &arena, &disks), 0);
		assert_int_equal(disks.n, 1);
		assert_int_equal(disks.n_odd, 0);
		disk = &disks.items[0];
		const struct {
			struct opt_u64 value;
			uint64_t right;
		} numbers[17] = {
			{ disk->reads, 1 },          { disk->reads_merged, 2 },
			{ disk->read_bytes, 1536 },  { disk->read_ms, 4 },
			{ disk->writes, 5 },         { disk->writes_merged, 6 },
			{ disk->write_bytes, 3584 }, { disk->write_ms, 8 },
			{ disk->in_flight, 9 },      { disk->busy_ms, 10 },
			{ disk->weighted_ms, 11 },   { disk->discards, 12 },
			{ some_u64(0), 0 },          { disk->discarded_bytes, 7168 },
			{ some_u64(0), 0 },          { disk->flushes, 16 },
			{ some_u64(0), 0 },
		};
		for (size_t n = 0; n < 17; n++) {
			bool is_read = numbers[n].right != 0;

			assert_int_equal(numbers[n].value.is,
			                 is_read && n == bad ? ABSENT : PRESENT);
			if (n != bad)
				assert_int_equal(numbers[n].value.v, numbers[n].right);
		}
	}
}

/* 2⁵⁵ sectors are 2⁶⁴ bytes. */
static void sectors_may_not_fit_as_bytes(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };

	assert_int_equal(
		diskstats_parse(TEXT("8 0 a 1 2 36028797018963968 4 5 6 36028797018963967 8 "
	                             "9 10 11\n8 1 b 1 2 3 36028797018963968\n"),
	                        &arena, &disks),
		0);
	assert_int_equal(disks.n, 2);
	assert_int_equal(disks.items[0].read_bytes.is, ABSENT);
	assert_true(disks.items[0].write_bytes.v == UINT64_C(18446744073709551104));
	assert_int_equal(disks.items[1].write_bytes.is, ABSENT);
	assert_int_equal(disks.items[1].read_bytes.v, 1024);
}

static void read_disks(struct arena *arena, struct diskstats *ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };

	assert_int_equal(diskstats_read(&scratch, arena, ret), 0);
}

/* Containers without /proc/diskstats (OpenVZ) have the same numbers in /sys. */
static void sys_block_stands_in(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };

	tree_write("sys/block/sda/stat", TEXT("  1 2 3 4 5 6 7 8 9 10 11\n"));
	tree_write("sys/block/sdb/size", TEXT("8\n"));
	read_disks(&arena, &disks);
	assert_int_equal(disks.n, 1);
	assert_text(disks.items[0].name, "sda");
	assert_int_equal(disks.items[0].read_bytes.v, 1536);
	tree_write("proc/diskstats", text_of(diskstats_text));
	read_disks(&arena, &disks);
	assert_int_equal(disks.n, 4);
}

static void without_either_it_is_told(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct diskstats disks = { 0 };

	assert_int_equal(diskstats_read(&scratch, &arena, &disks), -ENOENT);
	tree_spoil("proc/diskstats", 0);
	assert_int_equal(diskstats_read(&scratch, &arena, &disks), -EISDIR);
	tree_spoil("proc/diskstats", 1);
	assert_int_equal(diskstats_read(&scratch, &arena, &disks), 0); /* an empty FIFO */
	assert_int_equal(disks.n, 0);
	tree_spoil("proc/diskstats", 2);
	assert_int_equal(diskstats_read(&scratch, &arena, &disks), -ELOOP);
}

static void disks_and_what_is_made_of_them(void **state _unused_)
{
	char long_name[400];

	memset(long_name, 'x', sizeof(long_name));
	tree_write("sys/block/sda/size", TEXT("8\n"));
	tree_write("sys/block/cciss!c0d0/size", TEXT("8\n"));
	tree_write("sys/block/dm-0/slaves/sda", TEXT(""));
	tree_write("sys/block/sdb/slaves/.hidden", TEXT(""));
	assert_true(disk_is_whole(TEXT("sda")));
	assert_true(disk_is_whole(TEXT("cciss/c0d0")));
	assert_false(disk_is_whole(TEXT("sda1")));
	assert_false(disk_is_whole(TEXT("sda\0x")));
	assert_false(disk_is_whole((struct text){ long_name, sizeof(long_name) }));
	assert_true(disk_is_stacked(TEXT("dm-0")).v);
	assert_true(disk_is_stacked(TEXT("loop3")).v);
	assert_false(disk_is_stacked(TEXT("sda")).v);
	assert_false(disk_is_stacked(TEXT("sdb")).v);
	assert_false(disk_is_stacked((struct text){ long_name, sizeof(long_name) }).v);
}

static void what_has_a_partition_number(void **state _unused_)
{
	tree_write("sys/block/sda/sda1/partition", TEXT("1\n"));
	tree_write("sys/block/cciss!c0d0/cciss!c0d0p2/partition", TEXT("2\n"));
	assert_int_equal(disk_is_partition(TEXT("sda")).is, PRESENT);
	assert_false(disk_is_partition(TEXT("sda")).v);
	assert_true(disk_is_partition(TEXT("sda1")).v);
	assert_true(disk_is_partition(TEXT("cciss/c0d0p2")).v);
	assert_int_equal(disk_is_partition(TEXT("sda2")).is, UNSUPPORTED); /* nothing tells */
	assert_int_equal(disk_is_partition(TEXT("")).is, UNSUPPORTED);
}

static void what_is_idle(void **state _unused_)
{
	tree_write("sys/block/loop0/size", TEXT("0\n"));
	tree_write("sys/block/loop1/size", TEXT("8\n"));
	tree_write("sys/block/nvme0c0n1/hidden", TEXT("1\n"));
	tree_write("sys/block/nvme0n1/hidden", TEXT("0\n"));
	assert_true(disk_is_idle(TEXT("loop0")));
	assert_false(disk_is_idle(TEXT("loop1")));
	assert_false(disk_is_idle(TEXT("loop2"))); /* who knows */
	assert_false(disk_is_idle(TEXT("ram15"))); /* recorded without /sys */
	tree_write("sys/block/ram15/size", TEXT("8192\n"));
	assert_true(disk_is_idle(TEXT("ram15")));
	assert_false(disk_is_idle(TEXT("ramdisk")));
	assert_true(disk_is_idle(TEXT("nvme0c0n1")));
	assert_false(disk_is_idle(TEXT("nvme0n1")));
	assert_false(disk_is_idle(TEXT("sda")));
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };

	assert_int_equal(diskstats_parse(text, &arena, &disks), 0);
	for (size_t n = 0; n < disks.n; n++) {
		assert_true(disks.items[n].name.length > 0);
		assert_int_equal(disks.items[n].read_bytes.v % 512, 0);
	}
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(diskstats_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(columns_of_linux_5_5),
		tree_test(older_kernels_have_fewer),
		tree_test(names_and_more_columns),
		tree_test(odd_lines_are_counted),
		tree_test(a_number_costs_only_itself),
		tree_test(sectors_may_not_fit_as_bytes),
		tree_test(sys_block_stands_in),
		tree_test(without_either_it_is_told),
		tree_test(disks_and_what_is_made_of_them),
		tree_test(what_has_a_partition_number),
		tree_test(what_is_idle),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
