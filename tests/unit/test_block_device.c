/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/block_device: what a device is, by its files in /sys and what udev noted. */
#include "tree.h"

#include <errno.h>
#include <sys/sysmacros.h>

#include "kernel/block_device.h"

struct found {
	struct arena arena;
	struct buffer scratch;
	struct block_device *items;
	size_t n;
};

static struct found read_all(void)
{
	struct found found = { 0 };

	assert_int_equal(block_devices_read(&found.scratch, &found.arena, &found.items, &found.n),
	                 0);
	return found;
}

static void done(struct found *found)
{
	arena_done(&found->arena);
	buffer_done(&found->scratch);
}

static void assert_is(struct text text, const char *wanted)
{
	assert_true(text_equal(text, text_of(wanted)));
}

static void a_partition_is_behind_its_disk(void **state _unused_)
{
	struct found found;

	tree_write("sys/block/sda/dev", TEXT("8:0\n"));
	tree_write("sys/block/sda/size", TEXT("2048\n"));
	tree_write("sys/block/sda/removable", TEXT("0\n"));
	tree_write("sys/block/sda/ro", TEXT("0\n"));
	tree_write("sys/block/sda/queue/rotational", TEXT("1\n"));
	tree_write("sys/block/sda/queue/scheduler", TEXT("none [mq-deadline] kyber\n"));
	tree_write("sys/block/sda/device/model", TEXT("ST2000DM 001   \n"));
	tree_write("sys/block/sda/sda10/dev", TEXT("8:10\n"));
	tree_write("sys/block/sda/sda10/partition", TEXT("10\n"));
	tree_write("sys/block/sda/sda2/dev", TEXT("8:2\n"));
	tree_write("sys/block/sda/sda2/partition", TEXT("2\n"));
	tree_write("sys/block/sda/sda2/ro", TEXT("1\n"));
	tree_write(
		"run/udev/data/b8:2",
		TEXT("S:disk/by-label/x\nE:ID_FS_TYPE=xfs\nE:ID_FS_TYPE=ext4\nE:ID_FS_LABEL=\n"));
	found = read_all();
	assert_int_equal(found.n, 3);
	assert_is(found.items[0].name, "sda");
	assert_is(found.items[0].type, "disk");
	assert_is(found.items[0].model, "ST2000DM 001");
	assert_is(found.items[0].scheduler, "mq-deadline");
	assert_int_equal(found.items[0].size_bytes.v, 2048 * 512);
	assert_int_equal(found.items[0].parents.n, 0);
	assert_int_equal(found.items[0].is_removable.is, PRESENT);
	assert_is(found.items[1].name, "sda2"); /* versions: 2 is before 10 */
	assert_is(found.items[1].type, "part");
	assert_is(found.items[1].fstype, "ext4");
	assert_null(found.items[1].label.bytes);
	assert_true(found.items[1].is_read_only.v);
	assert_true(found.items[1].is_rotational.v);
	assert_int_equal(found.items[1].number, makedev(8, 2));
	assert_int_equal(found.items[1].size_bytes.is, UNSUPPORTED);
	assert_is(found.items[1].parents.items[0], "sda");
	assert_is(found.items[2].name, "sda10");
	done(&found);
}

static void the_mapper_is_made_of_others(void **state _unused_)
{
	struct found found;

	tree_write("sys/block/dm-0/dev", TEXT("253:0\n"));
	tree_write("sys/block/dm-0/dm/name", TEXT("vg-root\n"));
	tree_write("sys/block/dm-0/dm/uuid", TEXT("LVM-abc\n"));
	tree_write("sys/block/dm-0/slaves/cciss!c0d0p1", TEXT(""));
	tree_write("sys/block/dm-0/slaves/sdb", TEXT(""));
	tree_write("sys/block/cciss!c0d0/dev", TEXT("104:0\n"));
	tree_write("sys/block/md0/dev", TEXT("9:0\n"));
	tree_write("sys/block/md0/md/level", TEXT("raid1\n"));
	tree_write("sys/block/sr0/dev", TEXT("11:0\n"));
	tree_write("sys/block/sr0/device/type", TEXT("5\n"));
	found = read_all();
	assert_int_equal(found.n, 4);
	assert_is(found.items[0].name, "cciss/c0d0");
	assert_is(found.items[1].type, "lvm");
	assert_is(found.items[1].mapper, "vg-root");
	assert_int_equal(found.items[1].parents.n, 2);
	assert_is(found.items[1].parents.items[0], "cciss/c0d0p1");
	assert_is(found.items[2].type, "raid1");
	assert_is(found.items[3].type, "rom");
	done(&found);
}

static void words_for_what_the_mapper_made(void **state _unused_)
{
	static const char *const cases[][2] = {
		{ "CRYPT-LUKS2-0a-x", "crypt" },
		{ "mpath-36", "mpath" },
		{ "part1-mpath-36", "part" },
		{ "", "dm" },
		{ "noprefix", "dm" },
		{ "-x", "dm" },
	};
	_cleanup_arena_ struct arena arena = { 0 };

	for (size_t n = 0; n < ARRAY_SIZE(cases); n++) {
		struct text type;

		assert_int_equal(block_device_mapper_type(text_of(cases[n][0]), &arena, &type), 0);
		assert_is(type, cases[n][1]);
	}
}

/* A path of multipath NVMe, a device without a number, a size that does not fit. */
static void what_is_no_device_leaves_no_row(void **state _unused_)
{
	struct found found;

	tree_write("sys/block/nvme0c0n1/dev", TEXT("259:1\n"));
	tree_write("sys/block/nvme0c0n1/hidden", TEXT("1\n"));
	tree_write("sys/block/odd/dev", TEXT("8\n"));
	tree_write("sys/block/vda/dev", TEXT("254:0\n"));
	tree_write("sys/block/vda/size", TEXT("18446744073709551615\n"));
	found = read_all();
	assert_int_equal(found.n, 1);
	assert_is(found.items[0].name, "vda");
	assert_int_equal(found.items[0].size_bytes.is, ABSENT);
	done(&found);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(a_partition_is_behind_its_disk),
		tree_test(the_mapper_is_made_of_others),
		cmocka_unit_test(words_for_what_the_mapper_made),
		tree_test(what_is_no_device_leaves_no_row),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
