/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the CPUs of a cpuset: cpuset.cpus.effective of the nearest control group that has the file,
 * or cpuset.effective_cpus in version 1. sched_setaffinity(2) ignores all other CPUs.
 */
#include "kernel/cpuset.h"

#include <errno.h>

#include "base/cpulist.h"
#include "kernel/cgroup_tree.h"
#include "kernel/file.h"
#include "model/fault.h"

static int read_group(const struct cgroup_tree *tree, struct text path, const char *file,
                      struct buffer *ret)
{
	_cleanup_close_ int group = cgroup_open(tree, path);

	return group < 0 ? group : file_read(group, file, ret);
}

/*
 * In version 2, a group without the controller uses the CPUs of its nearest ancestor that has it.
 */
static int read_nearest(const struct cgroup_tree *tree, struct text groups, struct buffer *ret)
{
	const char *file = tree->is_v1 ? "cpuset.effective_cpus" : "cpuset.cpus.effective";
	struct text path = cgroup_parse_own(groups, tree->is_v1 ? "cpuset" : NULL);
	int r;

	do
		r = read_group(tree, path, file, ret);
	while (r == -ENOENT && cgroup_go_up(tree, &path));
	return r;
}

static int read_list(struct text groups, struct buffer *ret)
{
	_cleanup_cgroup_ struct cgroup_tree tree = CGROUP_TREE_NONE;
	_cleanup_arena_ struct arena arena = { 0 };
	int r = cgroup_find("cpuset", ret, &arena, &tree);

	if (r == 0)
		r = read_nearest(&tree, groups, ret);
	if (r < 0 && !fault_is_fatal(r))
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
