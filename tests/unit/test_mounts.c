/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/mounts: escapes are decoded once, cut lines are left out (R-42; proc_pid_mountinfo(5),
 * fstab(5)); what no path leads to, and what is one file system.
 */
#include "tree.h"

#include <errno.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "kernel/mounts.h"
#include "kernel/root_device.h"
#include "kernel/statfs.h"

static size_t parse_fstab(struct text text, struct arena *arena, struct mount **ret)
{
	struct mounts mounts = { 0 };

	assert_int_equal(mounts_parse_fstab(text, arena, &mounts), 0);
	*ret = mounts.items;
	return mounts.n;
}

static struct mounts parse_good(struct text text, struct arena *arena)
{
	struct mounts mounts = { 0 };

	assert_int_equal(mounts_parse(text, arena, &mounts), 0);
	assert_int_equal(mounts_mark_hidden(&mounts), 0);
	return mounts;
}

static void all_that_a_line_says(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mounts mounts = parse_good(
		TEXT("36 35 98:0 /mnt1\\040x /mnt2\\134 rw,noatime master:1 - ext3 /dev/root "
	             "rw,errors=continue\n"),
		&arena);
	const struct mount *mount = mounts.items;

	assert_int_equal(mounts.n, 1);
	assert_int_equal(mount->id, 36);
	assert_int_equal(mount->parent, 35);
	assert_true(mount->number == makedev(98, 0));
	assert_text(mount->root, "/mnt1 x");
	assert_text(mount->mountpoint, "/mnt2\\");
	assert_text(mount->fstype, "ext3");
	assert_text(mount->device, "/dev/root");
	assert_text(mount->opts, "rw,noatime,errors=continue");
	assert_false(mount->is_hidden);
}

/* As fs/proc_namespace.c show_vfsmnt() joins what show_mountinfo() prints apart. */
static void options_are_those_of_proc_mounts(void **state _unused_)
{
	static const struct {
		struct text mountinfo, opts;
	} all[] = {
		{ TEXT("ro,nosuid - t d rw,x"), TEXT("ro,nosuid,x") },
		{ TEXT("rw,nosuid - t d ro,x"), TEXT("ro,nosuid,x") },
		{ TEXT("rw,relatime - t d rw,sync,lazytime,x=sync"),
		  TEXT("rw,sync,lazytime,relatime,x=sync") },
		{ TEXT("rw - t d rw"), TEXT("rw") },
		{ TEXT("rw,a shared:1 master:2 propagate_from:3 unbindable - t d rw"),
		  TEXT("rw,a") },
	};

	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		_cleanup_arena_ struct arena arena = { 0 };
		char line[160];
		struct mounts mounts;

		snprintf(line, sizeof(line), "1 0 0:1 / / %s", all[n].mountinfo.bytes);
		mounts = parse_good(text_of(line), &arena);
		assert_int_equal(mounts.n, 1);
		assert_true(text_equal(mounts.items[0].opts, all[n].opts));
	}
}

static void cut_lines_of_mountinfo_are_left_out(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mounts mounts = parse_good(TEXT("odd\n\n1 0 0:1 / /a rw\n1 0 0:1 / /b rw a:1 b:2\n"
	                                       "1 0 0:1 / /c rw - t\n1 0 0:1 / /d rw - t d\n"
	                                       "x 0 0:1 / /e rw - t d rw\n1 0 1 / /f rw - t d rw\n"
	                                       "1 0 0:1 / /g rw - t none rw\n"
	                                       "2 1 0:2 / /g/h rw - t  rw"),
	                                  &arena);

	assert_int_equal(mounts.n, 2);
	assert_text(mounts.items[0].mountpoint, "/g");
	assert_text(mounts.items[0].device, ""); /* "none" is no device (P-371) */
	assert_text(mounts.items[1].device, ""); /* mounted from "" */
}

/* Each mount's line and whether a path leads there; mount(8) made these, df -a is the witness. */
static void hidden_is_what_no_path_leads_to(void **state _unused_)
{
	static const struct {
		const char *line;
		bool is_hidden;
	} all[] = {
		{ "22 27 0:21 / /proc rw - proc proc rw", false },
		{ "27 1 254:0 / / rw - ext4 /dev/vda rw", false },
		{ "26 24 0:24 / /dev/pts rw - devpts devpts rw", true }, /* 29 lies upon it */
		{ "24 27 0:6 / /dev rw - devtmpfs devtmpfs rw",
		  false }, /* listed behind its child */
		{ "29 26 0:26 / /dev/pts rw - devpts again rw", false },
		/* two levels below one that is out of reach, and listed before both */
		{ "48 42 0:48 / /p/sub/deep/er rw - tmpfs deeper rw", true },
		{ "40 27 0:40 / /p/sub rw - tmpfs lower rw", true }, /* 41 lies on /p */
		{ "42 40 0:42 / /p/sub/deep rw - tmpfs deep rw",
		  true }, /* its parent is out of reach */
		{ "41 27 0:41 / /p rw - tmpfs upper rw", false },
		{ "43 41 0:43 / /p/sub rw - tmpfs seen rw", false },
		{ "47 27 0:47 / /p/tmp rw - tmpfs beside rw", true }, /* 41 lies on it as well */
		{ "44 27 0:44 / /p2 rw - tmpfs other rw", true }, /* not below /p; 45 is on it */
		{ "45 44 0:45 / /p2 rw - tmpfs again rw", true }, /* 51 is on it */
		{ "51 45 0:51 / /p2 rw - tmpfs top rw", false },
		{ "46 44 0:46 / /p2/x rw - tmpfs under rw", true },
		{ "49 27 0:49 / /q rw - tmpfs first rw", true }, /* at one place the last is seen */
		{ "50 27 0:50 / /q rw - tmpfs last rw", false },
	};
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer text = { 0 };
	struct mounts mounts;

	for (size_t n = 0; n < ARRAY_SIZE(all); n++)
		assert_int_equal(buffer_add_format(&text, "%s\n", all[n].line), 0);
	mounts = parse_good(buffer_text(&text), &arena);
	assert_int_equal(mounts.n, ARRAY_SIZE(all));
	for (size_t n = 0; n < mounts.n; n++)
		assert_int_equal(mounts.items[n].is_hidden, all[n].is_hidden);
}

/*
 * A machine that runs from its initramfs: fs/proc_namespace.c show_mountinfo() prints the first
 * mount as its own parent.
 */
static void the_first_mount_covers_none(void **state _unused_)
{
	static const char below[] = "20 1 0:5 / /proc rw - proc proc rw\n"
				    "21 1 8:1 / /mnt rw - ext4 /dev/sda1 rw\n"
				    "22 21 8:2 / /mnt/x rw - ext4 /dev/sda2 rw\n";
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer text = { 0 };
	struct mounts mounts;

	assert_int_equal(buffer_add_format(&text, "1 1 0:2 / / rw - rootfs rootfs rw\n%s", below),
	                 0);
	mounts = parse_good(buffer_text(&text), &arena);
	assert_int_equal(mounts.n, 4);
	for (size_t n = 0; n < mounts.n; n++)
		assert_false(mounts.items[n].is_hidden);
	/* but the mount that switch_root(8) moves there covers it */
	assert_int_equal(buffer_add(&text, TEXT("23 1 8:3 / / rw - ext4 /dev/sda3 rw\n")), 0);
	mounts = parse_good(buffer_text(&text), &arena);
	assert_int_equal(mounts.n, 5);
	for (size_t n = 0; n < mounts.n; n++)
		assert_int_equal(mounts.items[n].is_hidden, n < 4);
}

/* No kernel makes such a table, but a recorded one may say anything. */
static void circles_have_an_end(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mounts mounts =
		parse_good(TEXT("1 2 0:1 / /a rw - t d rw\n2 3 0:2 / /b rw - t d rw\n"
	                        "3 1 0:3 / /c rw - t d rw\n4 4 0:4 / /d rw - t d rw\n"
	                        "5 1 0:5 / /a/e rw - t d rw\n"),
	                   &arena);

	assert_int_equal(mounts.n, 5);
	for (size_t n = 0; n < mounts.n; n++)
		assert_false(mounts.items[n].is_hidden);
}

/* As df(1) of coreutils shows them, but that subvolumes of btrfs are one file system here. */
static void one_mount_stands_for_a_file_system(void **state _unused_)
{
	static const struct {
		const char *line;
		bool is_kept;
	} all[] = {
		{ "1 0 254:0 / / rw - ext4 /dev/vda rw", true },
		{ "2 1 7:0 / /long/way rw - ext4 /dev/loop0 rw", false },
		{ "3 1 7:0 /hosts /f rw - ext4 /dev/loop0 rw", false },
		{ "4 1 7:0 / /short rw - ext4 /dev/loop0 rw", true },
		{ "5 1 8:1 /docker/hosts /etc/hosts rw - ext4 /dev/sda1 rw", true },
		{ "6 1 8:1 /docker/hostname /etc/hostname rw - ext4 /dev/sda1 rw", false },
		{ "7 1 0:30 /@home /home rw - btrfs /dev/sdb rw", false },
		{ "8 1 0:30 /@ /b rw - btrfs /dev/sdb rw", true },
		{ "9 1 0:50 / /n rw - nfs4 server:/a rw", true },
		{ "10 1 0:50 / /m rw - nfs4 server:/b rw", true }, /* mounted on purpose */
		{ "11 1 9:0 / /x rw - xfs /dev/md0 rw", false },   /* hidden by the next */
		{ "12 11 9:1 / /x rw - xfs /dev/md1 rw", true },
	};
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer text = { 0 };
	bool is_kept[ARRAY_SIZE(all)];
	struct mounts mounts;

	for (size_t n = 0; n < ARRAY_SIZE(all); n++)
		assert_int_equal(buffer_add_format(&text, "%s\n", all[n].line), 0);
	mounts = parse_good(buffer_text(&text), &arena);
	assert_int_equal(mounts.n, ARRAY_SIZE(all));
	assert_int_equal(mounts_keep_one(&mounts, is_kept), 0);
	for (size_t n = 0; n < mounts.n; n++)
		assert_int_equal(is_kept[n], all[n].is_kept);
}

static bool keeps(const char *lines, size_t nth)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mounts mounts = parse_good(text_of(lines), &arena);
	bool is_kept[8] = { false };

	assert_int_equal(mounts_keep_one(&mounts, is_kept), 0);
	return is_kept[nth];
}

/* btrfs: the machine's own subvolumes before one that a backup has mounted (df's own choice). */
static void subvolumes_as_df_lists_them(void **state _unused_)
{
	static const char lines[] = "1 0 0:30 /@ / rw - btrfs /dev/sda1 rw\n"
				    "2 1 0:30 /@home /home rw - btrfs /dev/sda1 rw\n"
				    "3 1 0:30 / /run/timeshift/backup rw - btrfs /dev/sda1 rw\n";
	/* ostree: the whole of it comes first, and stays, although its path is longer */
	static const char ostree[] = "1 2 8:3 / /sysroot rw - xfs /dev/sda3 rw\n"
				     "2 0 8:3 /ostree/deploy/a / rw - xfs /dev/sda3 rw\n"
				     "3 2 8:3 /ostree/deploy/var /var rw - xfs /dev/sda3 rw\n";

	assert_true(keeps(lines, 0));
	assert_false(keeps(lines, 1));
	assert_false(keeps(lines, 2));
	assert_true(keeps(ostree, 0));
	assert_false(keeps(ostree, 1));
	assert_false(keeps(ostree, 2));
}

/* A device's number that does not fit costs only itself: the mount is there. */
static void numbers_of_devices(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mounts mounts = parse_good(TEXT("1 0 8:1 / / rw - ext4 /dev/a rw\n"
	                                       "2 1 4294967296:x / /b rw - ext4 /dev/b rw\n"),
	                                  &arena);

	assert_int_equal(mounts.n, 2);
	assert_int_equal(mounts.items[1].number, 0);
}

/* \040 is a blank, \011 a tab, \012 a newline, \134 a backslash. */
static void escapes_are_decoded_once(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mount *mounts;

	assert_int_equal(parse_fstab(TEXT("/dev/a /x\\040y\\011z\\012\\134 ext4 rw,a\\040b 0 0\n"
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
		assert_int_equal(parse_fstab(all[n].text, &arena, &mounts), 1);
		assert_true(text_equal(mounts[0].mountpoint, all[n].path));
	}
}

static void cut_lines_are_left_out(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mount *mounts;

	assert_int_equal(parse_fstab(TEXT("odd\n\n/dev/a /a\n/dev/a /a ext4\nnone /t tmpfs rw"),
	                             &arena, &mounts),
	                 1);
	assert_text(mounts[0].device, ""); /* "none" is no device (P-371) */
	assert_text(mounts[0].fstype, "tmpfs");
	assert_int_equal(parse_fstab(TEXT(""), &arena, &mounts), 0);
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
	struct mounts mounts;

	assert_int_equal(mounts_read(&scratch, &arena, &mounts), -ENOENT);
	tree_write("proc/mounts", TEXT("/dev/a /a ext4 rw 0 0\n"));
	assert_int_equal(mounts_read(&scratch, &arena, &mounts), 0);
	assert_int_equal(mounts.n, 1);
	assert_true(mounts.items[0].is_physical); /* nothing says what ext4 is: it has a device */
	assert_null(mounts.items[0].root.bytes);
	tree_write("proc/filesystems", TEXT("\text4\nnodev\ttmpfs\n"));
	tree_write("proc/mounts", TEXT("/dev/root / ext4 rw 0 0\ntmpfs /t tmpfs rw 0 0\n"
	                               "none /n ext4 rw 0 0\n"));
	assert_int_equal(mounts_read(&scratch, &arena, &mounts), 0);
	assert_int_equal(mounts.n, 3);
	assert_text(mounts.items[0].device, "/dev/root"); /* its number is not known */
	assert_true(mounts.items[0].is_physical);
	assert_false(mounts.items[1].is_physical);
	assert_false(mounts.items[2].is_physical);
	tree_write("proc/1/mountinfo", TEXT("1 0 8:2 / / ro - ext4 /dev/root rw\n"));
	assert_int_equal(mounts_read(&scratch, &arena, &mounts), 0);
	assert_int_equal(mounts.n, 1);
	assert_text(mounts.items[0].device, "/dev/root");
	tree_write("sys/dev/block/8:2/uevent", TEXT("MAJOR=8\nMINOR=2\nDEVNAME=sda2\n"));
	assert_int_equal(mounts_read(&scratch, &arena, &mounts), 0);
	assert_text(mounts.items[0].device, "/dev/sda2");
	tree_write("proc/partitions", TEXT("major minor  #blocks  name\n\n   8 2 10 sdz2\n"));
	assert_int_equal(mounts_read(&scratch, &arena, &mounts), 0);
	assert_text(mounts.items[0].device, "/dev/sdz2");
	tree_spoil("proc/1/mountinfo", 0);
	assert_int_equal(mounts_read(&scratch, &arena, &mounts), -EISDIR);
}

static size_t length_of(const struct mount *mount)
{
	return mount->device.length + mount->mountpoint.length + mount->fstype.length;
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mounts mounts = parse_good(text, &arena);
	struct mount *old;
	size_t n_old = parse_fstab(text, &arena, &old);

	for (size_t n = 0; n < mounts.n; n++)
		assert_true(length_of(&mounts.items[n]) <= text.length);
	for (size_t n = 0; n < n_old; n++)
		assert_true(length_of(&old[n]) <= text.length);
	filesystems_has(text, TEXT("ext4"));
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("/dev/a /x\\040y\\134z ext4 rw 0 0\n"), parse);
	with_hostile(TEXT("27 1 254:0 / /x\\040 rw,a master:1 - ext4 /dev/vda rw,sync,b\n"
	                  "28 27 0:2 / /x/y rw - t d rw\n"),
	             parse);
	with_hostile(TEXT("nodev\tproc\n\text4\n"), parse);
}

/* Numbers that cannot be cost themselves only (statfs(2): all bits set is "not known"). */
static void numbers_of_file_systems(void **state _unused_)
{
	struct statfs fs = {
		.f_bsize = 4096, .f_blocks = 1000, .f_bfree = 10, .f_files = 5, .f_ffree = 2
	};
	struct statfs_usage usage;

	fs.f_bavail = (fsblkcnt_t)-5;
	statfs_judge(&fs, &usage);
	assert_int_equal(usage.total_bytes.v, 4096000);
	assert_int_equal(usage.unused_bytes.v, 40960);
	assert_int_equal(usage.free_bytes.is, PRESENT);
	assert_int_equal(usage.free_bytes.v, 0);
	assert_int_equal(usage.inodes.v, 5);
	fs.f_files = (fsfilcnt_t)-1;
	fs.f_blocks = (fsblkcnt_t)-1;
	fs.f_bfree = (fsblkcnt_t)-1 / 2;
	fs.f_frsize = 512;
	statfs_judge(&fs, &usage);
	assert_int_equal(usage.inodes.is, ABSENT);
	assert_int_equal(usage.inodes_free.v, 2);
	assert_int_equal(usage.total_bytes.is, ABSENT);
	assert_int_equal(usage.unused_bytes.is, ABSENT);
	assert_int_equal(usage.free_bytes.v, 0);
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
		cmocka_unit_test(all_that_a_line_says),
		cmocka_unit_test(options_are_those_of_proc_mounts),
		cmocka_unit_test(cut_lines_of_mountinfo_are_left_out),
		cmocka_unit_test(hidden_is_what_no_path_leads_to),
		cmocka_unit_test(the_first_mount_covers_none),
		cmocka_unit_test(circles_have_an_end),
		cmocka_unit_test(one_mount_stands_for_a_file_system),
		cmocka_unit_test(numbers_of_file_systems),
		tree_test(subvolumes_as_df_lists_them),
		tree_test(numbers_of_devices),
		tree_test(escapes_are_decoded_once),
		tree_test(what_is_no_escape_stays),
		tree_test(cut_lines_are_left_out),
		tree_test(types_with_a_device),
		tree_test(the_table_of_a_recorded_host),
		cmocka_unit_test(hostile),
		cmocka_unit_test(the_name_of_a_device),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
