/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/PID/cgroup and the names in its path. */
#include "kernel/process/pid_cgroup.h"

#include <errno.h>

#include "base/unit_name.h"
#include "kernel/file.h"

static const struct text unit_suffixes[] = {
	TEXT(".service"), TEXT(".scope"), TEXT(".socket"), TEXT(".mount"), TEXT(".swap"),
};

/* systemd prepends "_" to names that could conflict with files of the kernel. */
static struct text without_mark(struct text part)
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

/* Takes slices and the unit in them off the path. Returns false if no unit follows. */
static bool eat_unit(struct text *path, struct text *ret_slice, struct text *ret_unit)
{
	struct text rest = *path, part;

	while (text_next_part(&rest, '/', &part)) {
		part = without_mark(part);
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

/*
 * A group outside of the reader's cgroup namespace has a path that goes up: "/../../system.slice".
 */
static struct text without_way_up(struct text path)
{
	struct text rest = path;

	while (text_eat(&rest, TEXT("/..")) && text_starts(rest, TEXT("/")))
		path = rest;
	return path;
}

static void find_units(struct text path, struct pid_cgroup *ret)
{
	struct text slice = { 0 };

	path = without_way_up(path);
	text_eat(&path, TEXT("/"));
	if (eat_unit(&path, &ret->slice, &ret->unit) &&
	    text_starts(ret->unit, TEXT("user@"))) /* a user manager, whose own units are below */
		eat_unit(&path, &slice, &ret->user_unit);
}

/* Rates the path of a line. The first line with the best rate counts. */
static int rank_line(struct text hierarchy, struct text controllers, struct text path)
{
	if (path.length <= 1)
		return 1;
	if (text_equal(hierarchy, TEXT("0")))
		return 4;
	return text_equal(controllers, TEXT("name=systemd")) ? 3 : 2;
}

struct line {
	struct text path;
	int rank;
};

bool pid_cgroup_next_line(struct text *rest, struct text *ret_hierarchy,
                          struct text *ret_controllers, struct text *ret_path)
{
	struct text line;

	while (text_next_line(rest, &line))
		if (text_cut(line, ':', ret_hierarchy, &line) &&
		    text_cut(line, ':', ret_controllers, ret_path))
			return true;
	return false;
}

static bool next_line(struct text *rest, struct line *ret)
{
	struct text hierarchy, controllers;

	if (!pid_cgroup_next_line(rest, &hierarchy, &controllers, &ret->path))
		return false;
	ret->rank = rank_line(hierarchy, controllers, ret->path);
	return true;
}

/* The kernel appends a mark to the path of a group that was removed. */
static struct text without_deleted_mark(struct text path)
{
	if (text_ends(path, TEXT(" (deleted)")))
		path.length -= sizeof(" (deleted)") - 1;
	return path;
}

/* Finds the container in the best of the lines that name a container. */
static void find_container(struct text text, struct pid_container *ret)
{
	struct pid_container container;
	struct line line;
	int best = 0;

	while (next_line(&text, &line))
		if (line.rank > best && pid_container_find(without_deleted_mark(line.path),
		                                           &container) != CONTAINER_UNKNOWN) {
			best = line.rank;
			*ret = container;
		}
}

/* systemd writes characters that are not allowed in a unit name as \x2d. */
static void unescape(char *bytes, size_t *length)
{
	size_t kept = 0;

	for (size_t n = 0; n < *length; kept++) {
		struct text rest = { .bytes = bytes + n, .length = *length - n };

		if (unit_name_escape(rest, &bytes[kept]))
			n += UNIT_NAME_ESCAPE;
		else
			bytes[kept] = bytes[n++];
	}
	*length = kept;
}

static int copy_name(struct arena *arena, struct text *text)
{
	char *copy;

	if (!text->bytes)
		return 0;
	copy = arena_alloc(arena, text->length + 1);
	if (!copy)
		return -ENOMEM;
	text->bytes = memcpy(copy, text->bytes, text->length);
	unescape(copy, &text->length);
	return 0;
}

/* The kubelet writes the "-" in UIDs as "_" in names of slices, where "-" separates levels. */
static int copy_pod(struct arena *arena, struct text *pod)
{
	int r = copy_name(arena, pod);

	for (size_t n = 0; r == 0 && n < pod->length; n++)
		if (pod->bytes[n] == '_')
			((char *)pod->bytes)[n] = '-';
	return r;
}

int pid_cgroup_parse(struct text text, struct arena *arena, struct pid_cgroup *ret)
{
	struct pid_cgroup cgroup = { 0 };
	struct text *const names[] = { &cgroup.unit, &cgroup.slice, &cgroup.user_unit,
		                       &cgroup.container.id, &cgroup.container.name };
	struct text rest = text;
	struct line line;
	int best = 0, r;

	while (next_line(&rest, &line))
		if (line.rank > best) {
			best = line.rank;
			cgroup.path = line.path;
		}
	if (best == 0)
		return -EINVAL;
	find_units(without_deleted_mark(cgroup.path), &cgroup);
	find_container(text, &cgroup.container);
	r = arena_copy(arena, cgroup.path, &cgroup.path);
	for (size_t n = 0; n < ARRAY_SIZE(names) && r == 0; n++)
		r = copy_name(arena, names[n]);
	if (r == 0)
		r = copy_pod(arena, &cgroup.container.pod);
	*ret = cgroup;
	return r;
}

int pid_cgroup_read(int dir, struct buffer *scratch, struct arena *arena, struct pid_cgroup *ret)
{
	int r = file_read(dir, "cgroup", scratch);

	return r < 0 ? r : pid_cgroup_parse(buffer_text(scratch), arena, ret);
}
