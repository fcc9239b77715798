/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The CPUs of a cpuset: cpuset.cpus.effective of the nearest control group that has it, or of
 * version 1 cpuset.effective_cpus. sched_setaffinity(2) leaves out all others.
 */
#include "kernel/cpuset.h"

#include <errno.h>

#include "base/cpulist.h"
#include "kernel/cgroup.h"
#include "kernel/file.h"

static int read_group(const struct cgroup_tree *tree, struct text path, const char *file,
                      struct buffer *ret)
{
	_cleanup_close_ int group = cgroup_open(tree, path);

	return group < 0 ? group : file_read(group, file, ret);
}

/* A group of version 2 without the controller has what the nearest one above it has. */
static int read_tree(const struct cgroup_tree *tree, const char *file, struct buffer *ret)
{
	struct text path = tree->own, parent, last;
	int r = read_group(tree, path, file, ret);

	while (r == -ENOENT && path.length > 1 && text_cut_last(path, '/', &parent, &last)) {
		path = parent.length > 0 ? parent : TEXT("/");
		r = read_group(tree, path, file, ret);
	}
	return r;
}

/* Version 1 first: its controllers are in no tree of version 2. */
static int read_list(struct text groups, struct buffer *ret)
{
	const struct cgroup_tree v1 = { .is_v1 = true,
		                        .mount = "fs/cgroup/cpuset",
		                        .own = cgroup_parse_own(groups, "cpuset") };
	const struct cgroup_tree v2 = { .mount = "fs/cgroup",
		                        .own = cgroup_parse_own(groups, NULL) };
	int r = read_tree(&v1, "cpuset.effective_cpus", ret);

	if (r < 0 && r != -ENOMEM)
		r = read_tree(&v2, "cpuset.cpus.effective", ret);
	if (r < 0 && r != -ENOMEM)
		r = file_read_root(ROOT_SYS, "devices/system/cpu/online", ret);
	return r;
}

int cpuset_read(int dir, struct buffer *scratch, struct arena *arena, uint64_t **ret, size_t *ret_n)
{
	_cleanup_buffer_ struct buffer groups = { 0 };
	int r = file_read(dir, "cgroup", &groups);

	if (r == 0)
		r = read_list(buffer_text(&groups), scratch);
	return r < 0 ? r : cpulist_parse(text_trim(buffer_text(scratch)), arena, ret, ret_n);
}
