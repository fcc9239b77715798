/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a control group is frozen. */
#include "kernel/cgroup_freezer.h"

#include <errno.h>

#include "kernel/cgroup.h"
#include "kernel/file.h"

/* A group above our own namespace is "/../x" (cgroup_namespaces(7)): that is nowhere below /sys. */
static bool has_dots(struct text path)
{
	struct text part;

	while (text_next_part(&path, '/', &part))
		if (text_equal(part, TEXT("..")))
			return true;
	return false;
}

/* Reads MOUNT/PATH/FILE below /sys. */
static int read_file(const char *mount, struct text path, const char *file, struct buffer *scratch)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	int r = buffer_add_format(&name, "%s%.*s/%s", mount, (int)path.length, path.bytes, file);

	if (r == 0)
		r = buffer_add_byte(&name, '\0');
	return r < 0 ? r : file_read_root(ROOT_SYS, name.text, scratch);
}

static int read_unified(struct text path, struct buffer *scratch, bool *ret)
{
	static const char *const mounts[] = { "fs/cgroup", "fs/cgroup/unified" };
	int r = -ENOENT;

	for (size_t n = 0; n < ARRAY_SIZE(mounts) && r == -ENOENT; n++)
		r = read_file(mounts[n], path, "cgroup.events", scratch);
	if (r == 0) {
		struct opt_u64 frozen = cgroup_find_number(buffer_text(scratch), TEXT("frozen"));

		if (frozen.is != PRESENT)
			return -ENOENT; /* Linux before 5.2 */
		*ret = frozen.v != 0;
	}
	return r;
}

/* "FREEZING" is not frozen yet. */
static int read_freezer(struct text path, struct buffer *scratch, bool *ret)
{
	int r = read_file("fs/cgroup/freezer", path, "freezer.state", scratch);

	if (r == 0)
		*ret = text_equal(text_trim(buffer_text(scratch)), TEXT("FROZEN"));
	return r;
}

int cgroup_freezer_read(struct text text, struct buffer *scratch, bool *ret)
{
	struct text unified = cgroup_parse_own(text, NULL);
	struct text freezer = cgroup_parse_own(text, "freezer");
	int r;

	*ret = false;
	if (unified.length <= 1 && freezer.length <= 1)
		return 0;
	r = has_dots(unified) ? -ENOENT : read_unified(unified, scratch, ret);
	if (r == -ENOENT && !has_dots(freezer))
		r = read_freezer(freezer, scratch, ret);
	return r == -ENOENT || r == -ENOTDIR || r == -ENAMETOOLONG ? -EOPNOTSUPP : r;
}
