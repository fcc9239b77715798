/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/mounts: escapes are decoded once, cut lines are left out (R-42; fstab(5)). */
#include "tree.h"

#include <errno.h>
#include <sys/sysmacros.h>

#include "kernel/mounts.h"

static size_t parse_good(struct text text, struct arena *arena, struct mount **ret)
{
	size_t n = 0;

	assert_int_equal(mounts_parse(text, arena, ret, &n), 0);
	return n;
}

/* \040 is a blank, \011 a tab, \012 a newline, \134 a backslash. */
static void escapes_are_decoded_once(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mount *mounts;

	assert_int_equal(parse_good(TEXT("/dev/a /x\\040y\\011z\\012\\134 ext4 rw,a\\040b 0 0\n"
	                                 "/dev/b /\\134040\\1340 xfs rw 0 0\n"),
	                            &arena, &mounts),
	                 2);
	assert_text(mounts[0].mountpoint, "/x y\tz\n\\");
	assert_text(mounts[0].opts, "rw,a b");
	assert_text(mounts[1].mountpoint, "/\\040\\0"); /* a backslash, then digits of the name */
}

static void what_is_no_escape_stays(void **state _unused_)
{
	static const struct {
		struct text text, path;
	} all[] = {
		{ TEXT("a /e\\09 t rw 0 0"), TEXT("/e\\09") },
		{ TEXT("a /e\\777 t rw 0 0"), TEXT("/e\\777") },
		{ TEXT("a /e\\ t rw 0 0"), TEXT("/e\\") },
		{ TEXT("a /e\\04 t rw 0 0"), TEXT("/e\\04") },
		{ TEXT("a /e\\x20 t rw 0 0"), TEXT("/e\\x20") },
		{ TEXT("a \\ t rw 0 0"), TEXT("\\") },
		{ TEXT("a /e\\000f t rw 0 0"), TEXT("/e\0f") },
	};
	_cleanup_arena_ struct arena arena = { 0 };
	struct mount *mounts;

	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		assert_int_equal(parse_good(all[n].text, &arena, &mounts), 1);
		assert_true(text_equal(mounts[0].mountpoint, all[n].path));
	}
}

static void cut_lines_are_left_out(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mount *mounts;

	assert_int_equal(parse_good(TEXT("odd\n\n/dev/a /a\n/dev/a /a ext4\nnone /t tmpfs rw"),
	                            &arena, &mounts),
	                 1);
	assert_text(mounts[0].device, ""); /* "none" is no device (P-371) */
	assert_text(mounts[0].fstype, "tmpfs");
	assert_int_equal(parse_good(TEXT(""), &arena, &mounts), 0);
}

static void types_with_a_device(void **state _unused_)
{
	const struct text filesystems = TEXT("nodev\tproc\n\text4\nnodev\tzfs\n\tfuseblk\nodd\n");

	assert_true(filesystems_has(filesystems, TEXT("ext4")));
	assert_true(filesystems_has(filesystems, TEXT("fuseblk")));
	assert_true(filesystems_has(filesystems, TEXT("zfs")));
	assert_false(filesystems_has(filesystems, TEXT("proc")));
	assert_false(filesystems_has(filesystems, TEXT("fuse")));
	assert_false(filesystems_has(filesystems, TEXT("odd")));
	assert_false(filesystems_has(TEXT(""), TEXT("")));
}

static void the_table_of_a_recorded_host(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct mount *mounts;
	size_t n = 0;

	assert_int_equal(mounts_read(&scratch, &arena, &mounts, &n), -ENOENT);
	tree_write("proc/mounts", TEXT("/dev/a /a ext4 rw 0 0\n"));
	assert_int_equal(mounts_read(&scratch, &arena, &mounts, &n), 0);
	assert_int_equal(n, 1);
	assert_true(mounts[0].is_physical); /* nothing says what ext4 is: it has a device */
	tree_write("proc/filesystems", TEXT("\text4\nnodev\ttmpfs\n"));
	tree_write("proc/self/mounts", TEXT("/dev/root / ext4 rw 0 0\ntmpfs /t tmpfs rw 0 0\n"
	                                    "none /n ext4 rw 0 0\n"));
	assert_int_equal(mounts_read(&scratch, &arena, &mounts, &n), 0);
	assert_int_equal(n, 3);
	assert_text(mounts[0].device, "/dev/root"); /* another host's root is not ours to name */
	assert_true(mounts[0].is_physical);
	assert_false(mounts[1].is_physical);
	assert_false(mounts[2].is_physical);
	tree_spoil("proc/self/mounts", 0);
	assert_int_equal(mounts_read(&scratch, &arena, &mounts, &n), -EISDIR);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mount *mounts;
	size_t n = parse_good(text, &arena, &mounts);

	for (size_t i = 0; i < n; i++)
		assert_true(mounts[i].device.length + mounts[i].mountpoint.length +
		                    mounts[i].fstype.length + mounts[i].opts.length <=
		            text.length);
	filesystems_has(text, TEXT("ext4"));
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("/dev/a /x\\040y\\134z ext4 rw 0 0\n"), parse);
	with_hostile(TEXT("nodev\tproc\n\text4\n"), parse);
}

/* The device behind /dev/root (P-376). */
static void the_name_of_a_device(void **state _unused_)
{
	struct text partitions = TEXT("major minor  #blocks  name\n\n 254 0 1048576 vda\n"
	                              " 254 1\n 259 2 2048 nvme0n1p2\n");
	struct text name;

	assert_true(partitions_find(partitions, makedev(259, 2), &name));
	assert_text(name, "nvme0n1p2");
	assert_true(partitions_find(partitions, makedev(254, 0), &name));
	assert_text(name, "vda");
	assert_false(partitions_find(partitions, makedev(254, 1), &name));
	assert_false(partitions_find(TEXT(""), makedev(254, 0), &name));
	assert_true(uevent_find_name(TEXT("MAJOR=254\nDEVNAME=mapper/a b\nDEVTYPE=disk\n"), &name));
	assert_text(name, "mapper/a b");
	assert_false(uevent_find_name(TEXT("MAJOR=254\nXDEVNAME=vda"), &name));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(escapes_are_decoded_once),     tree_test(what_is_no_escape_stays),
		tree_test(cut_lines_are_left_out),       tree_test(types_with_a_device),
		tree_test(the_table_of_a_recorded_host), cmocka_unit_test(hostile),
		cmocka_unit_test(the_name_of_a_device),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
