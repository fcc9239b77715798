/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists the mounts. A line of mountinfo is "ID PARENT MAJOR:MINOR ROOT MOUNTPOINT OPTIONS TAG... -
 * TYPE DEVICE OPTIONS", a line of /proc/mounts is "DEVICE MOUNTPOINT TYPE OPTIONS 0 0". Both use
 * octal escapes, fs/proc_namespace.c.
 */
#include "kernel/mounts.h"

#include <errno.h>
#include <sys/sysmacros.h>

#include "base/mangled.h"
#include "base/number.h"
#include "kernel/file.h"
#include "kernel/root_device.h"

static void decode_names(struct mount *mount)
{
	struct text *const names[] = { &mount->root, &mount->device, &mount->mountpoint,
		                       &mount->fstype, &mount->opts };

	for (size_t n = 0; n < ARRAY_SIZE(names); n++)
		mangled_decode(names[n]);
	if (text_equal(mount->device, TEXT("none")))
		mount->device.length = 0;
}

static bool parse_numbers(struct text *line, struct mount *ret)
{
	struct text id, parent, device, major, minor;
	uint64_t number[2];

	if (!text_next_part(line, ' ', &id) || !text_next_part(line, ' ', &parent) ||
	    !text_next_part(line, ' ', &device) || !text_cut(device, ':', &major, &minor) ||
	    number_parse_u64(id, &ret->id) < 0 || number_parse_u64(parent, &ret->parent) < 0)
		return false;
	if (number_parse_u64(major, &number[0]) == 0 && number_parse_u64(minor, &number[1]) == 0 &&
	    number[0] <= UINT32_MAX && number[1] <= UINT32_MAX)
		ret->number = makedev((uint32_t)number[0], (uint32_t)number[1]);
	return true;
}

static void append_option(char *to, size_t *length, struct text word)
{
	if (*length > 0)
		to[(*length)++] = ',';
	memcpy(to + *length, word.bytes, word.length);
	*length += word.length;
}

static bool is_flag(struct text word)
{
	static const struct text flags[] = { TEXT("sync"), TEXT("dirsync"), TEXT("mand"),
		                             TEXT("lazytime") };

	for (size_t n = 0; n < ARRAY_SIZE(flags); n++)
		if (text_equal(word, flags[n]))
			return true;
	return false;
}

/*
 * Joins the options as /proc/mounts does: "ro" if either list has it, the flags of the file system,
 * the options of the mount, the other options of the file system.
 */
static int join_options(struct text of_mount, struct text of_super, struct arena *arena,
                        struct text *ret)
{
	char *to = arena_alloc(arena, of_mount.length + of_super.length + 2);
	struct text mode = TEXT("rw"), super_mode = TEXT("rw"), word;
	size_t length = 0;

	if (!to)
		return -ENOMEM;
	text_next_part(&of_mount, ',', &mode);
	text_next_part(&of_super, ',', &super_mode);
	append_option(to, &length, text_equal(super_mode, TEXT("ro")) ? super_mode : mode);
	for (struct text rest = of_super; text_next_part(&rest, ',', &word) && is_flag(word);
	     of_super = rest)
		append_option(to, &length, word);
	if (of_mount.length > 0)
		append_option(to, &length, of_mount);
	if (of_super.length > 0)
		append_option(to, &length, of_super);
	*ret = (struct text){ .bytes = to, .length = length };
	return 0;
}

/* Returns 1, 0 if the line is malformed, or -ENOMEM. */
static int parse_line(struct text line, struct arena *arena, struct mount *ret)
{
	struct text options, super_options, tag;
	struct mount mount = { 0 };
	int r;

	if (!parse_numbers(&line, &mount) || !text_next_part(&line, ' ', &mount.root) ||
	    !text_next_part(&line, ' ', &mount.mountpoint) || !text_next_part(&line, ' ', &options))
		return 0;
	do
		if (!text_next_part(&line, ' ', &tag))
			return 0;
	while (!text_equal(tag, TEXT("-")));
	if (!text_next_part(&line, ' ', &mount.fstype) ||
	    !text_next_part(&line, ' ', &mount.device) ||
	    !text_next_part(&line, ' ', &super_options))
		return 0;
	r = join_options(options, super_options, arena, &mount.opts);
	if (r < 0)
		return r;
	decode_names(&mount);
	*ret = mount;
	return 1;
}

static int parse_line_fstab(struct text line, struct arena *arena _unused_, struct mount *ret)
{
	struct mount mount = { 0 };

	if (!text_next_part(&line, ' ', &mount.device) ||
	    !text_next_part(&line, ' ', &mount.mountpoint) ||
	    !text_next_part(&line, ' ', &mount.fstype) || !text_next_part(&line, ' ', &mount.opts))
		return 0;
	decode_names(&mount);
	*ret = mount;
	return 1;
}

typedef int parser(struct text line, struct arena *arena, struct mount *ret);

static int parse_lines(struct text text, parser *parse, struct arena *arena, struct mounts *ret)
{
	struct mounts mounts = { 0 };
	struct text line, rest = text;
	size_t n_lines = 0;
	int r = 0;

	while (text_next_line(&rest, &line))
		n_lines++;
	mounts.items = arena_array(arena, n_lines, sizeof(*mounts.items));
	if (!mounts.items || arena_copy(arena, text, &text) < 0)
		return -ENOMEM;
	while (r >= 0 && text_next_line(&text, &line)) {
		r = parse(line, arena, &mounts.items[mounts.n]);
		mounts.n += r > 0;
	}
	*ret = mounts;
	return r < 0 ? r : 0;
}

int mounts_parse(struct text text, struct arena *arena, struct mounts *ret)
{
	return parse_lines(text, parse_line, arena, ret);
}

int mounts_parse_fstab(struct text text, struct arena *arena, struct mounts *ret)
{
	return parse_lines(text, parse_line_fstab, arena, ret);
}

/* Lines are "nodev\tproc" or "\text4". */
bool filesystems_has(struct text filesystems, struct text fstype)
{
	struct text line, kind, name;

	while (text_next_line(&filesystems, &line))
		if (text_cut(line, '\t', &kind, &name) && text_equal(text_trim(name), fstype))
			return kind.length == 0 || text_equal(fstype, TEXT("zfs"));
	return false;
}

/* If /proc/filesystems is hidden from us, a device name below /dev tells that there is a device. */
static void mark_physical(struct mounts *mounts, struct buffer *scratch)
{
	bool is_known = file_read_root(ROOT_PROC, "filesystems", scratch) == 0;

	for (size_t n = 0; n < mounts->n; n++) {
		struct mount *mount = &mounts->items[n];

		mount->is_physical =
			mount->device.length > 0 &&
			(is_known ? filesystems_has(buffer_text(scratch), mount->fstype)
		                  : text_starts(mount->device, TEXT("/dev/")));
	}
}

static int read_text(struct buffer *scratch, struct arena *arena, struct mounts *ret)
{
	int r = host_read("mountinfo", scratch);

	if (r == 0)
		return mounts_parse(buffer_text(scratch), arena, ret);
	if (r == -ENOENT)
		r = host_read("mounts", scratch);
	return r < 0 ? r : mounts_parse_fstab(buffer_text(scratch), arena, ret);
}

int mounts_read(struct buffer *scratch, struct arena *arena, struct mounts *ret)
{
	struct mounts mounts = { 0 };
	int r = read_text(scratch, arena, &mounts);

	for (size_t n = 0; n < mounts.n && r == 0; n++)
		r = root_device_name(&mounts.items[n], scratch, arena);
	if (r == 0)
		r = mounts_mark_hidden(&mounts);
	if (r < 0)
		return r;
	mark_physical(&mounts, scratch);
	*ret = mounts;
	return 0;
}
