/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/cgroup, and the names in its path. */
#include "kernel/process/pid_cgroup.h"

#include <errno.h>

#include "kernel/file.h"

enum { ID_LENGTH = 64 };

static const struct text unit_suffixes[] = {
	TEXT(".service"), TEXT(".scope"), TEXT(".socket"), TEXT(".mount"), TEXT(".swap"),
};

/* systemd puts "_" before names that could be taken for files of the kernel. */
static struct text unescape(struct text part)
{
	text_eat(&part, TEXT("_"));
	return part;
}

static bool is_unit(struct text part)
{
	for (size_t n = 0; n < ARRAY_SIZE(unit_suffixes); n++)
		if (text_ends(part, unit_suffixes[n]))
			return true;
	return false;
}

/* Eats slices and the unit in them; false where no unit comes next. */
static bool eat_unit(struct text *path, struct text *ret_slice, struct text *ret_unit)
{
	struct text rest = *path, part;

	while (text_next_part(&rest, '/', &part)) {
		part = unescape(part);
		if (is_unit(part)) {
			*ret_unit = part;
			*path = rest;
			return true;
		}
		if (!text_ends(part, TEXT(".slice")))
			return false;
		*ret_slice = part;
	}
	return false;
}

static void find_units(struct text path, struct pid_cgroup *ret)
{
	struct text slice = { 0 };

	text_eat(&path, TEXT("/"));
	if (eat_unit(&path, &ret->slice, &ret->unit) &&
	    text_starts(ret->unit, TEXT("user@"))) /* a manager: its own units are below it */
		eat_unit(&path, &slice, &ret->user_unit);
}

static bool is_hexadecimal(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/* An ID stands alone or between marks: docker-ID.scope, cri-containerd:NAME:ID. */
static bool find_id(struct text part, struct text *ret)
{
	size_t length = 0;

	for (size_t n = 0; n < part.length; n++) {
		length = is_hexadecimal(part.bytes[n]) ? length + 1 : 0;
		if (length == ID_LENGTH &&
		    (n + 1 == part.length || !is_hexadecimal(part.bytes[n + 1]))) {
			*ret = (struct text){ part.bytes + n + 1 - ID_LENGTH, ID_LENGTH };
			return true;
		}
	}
	return false;
}

/* lxc.payload.NAME, or NAME below a folder lxc; machine-NAME.scope of systemd-nspawn. */
static void find_name(struct text before, struct text part, struct text *ret)
{
	struct text name = part, suffix;

	if (text_eat(&name, TEXT("lxc.payload.")) || text_equal(before, TEXT("lxc")))
		*ret = name;
	else if (text_eat(&name, TEXT("machine-")) && text_cut_last(name, '.', &name, &suffix) &&
	         text_equal(suffix, TEXT("scope")))
		*ret = name;
}

/* The innermost one, which is the last in the path. */
static void find_container(struct text path, struct text *ret)
{
	struct text before = { 0 }, part;

	while (text_next_part(&path, '/', &part)) {
		if (!find_id(part, ret))
			find_name(before, part, ret);
		before = part;
	}
}

/* How much the path of a line says; the first of the best counts. */
static int rank(struct text hierarchy, struct text controllers, struct text path)
{
	if (path.length <= 1)
		return 1;
	if (text_equal(hierarchy, TEXT("0")))
		return 4;
	return text_equal(controllers, TEXT("name=systemd")) ? 3 : 2;
}

int pid_cgroup_parse(struct text text, struct pid_cgroup *ret)
{
	struct pid_cgroup cgroup = { 0 };
	struct text line, hierarchy, controllers, path;
	int best = 0;

	while (text_next_line(&text, &line)) {
		if (!text_cut(line, ':', &hierarchy, &line) ||
		    !text_cut(line, ':', &controllers, &path) ||
		    rank(hierarchy, controllers, path) <= best)
			continue;
		best = rank(hierarchy, controllers, path);
		cgroup.path = path;
	}
	if (best == 0)
		return -EINVAL;
	find_units(cgroup.path, &cgroup);
	find_container(cgroup.path, &cgroup.container);
	*ret = cgroup;
	return 0;
}

int pid_cgroup_read(int dir, struct buffer *scratch, struct pid_cgroup *ret)
{
	int r = file_read(dir, "cgroup", scratch);

	return r < 0 ? r : pid_cgroup_parse(buffer_text(scratch), ret);
}
