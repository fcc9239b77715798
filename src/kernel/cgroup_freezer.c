/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads whether a control group is frozen. */
#include "kernel/cgroup_freezer.h"

#include <errno.h>

#include "kernel/cgroup.h"
#include "kernel/file.h"
#include "model/fault.h"

int cgroup_freezer_find(struct buffer *scratch, struct arena *arena, struct cgroup_freezer *ret)
{
	int r = fault_only_fatal(cgroup_find(NULL, scratch, arena, &ret->unified));

	return r < 0 ? r : fault_only_fatal(cgroup_find("freezer", scratch, arena, &ret->v1));
}

void cgroup_freezer_done(struct cgroup_freezer *freezer)
{
	cgroup_done(&freezer->unified);
	cgroup_done(&freezer->v1);
	*freezer = CGROUP_FREEZER_NONE;
}

static int read_file(const struct cgroup_tree *tree, struct text path, const char *file,
                     struct buffer *scratch)
{
	_cleanup_close_ int dir =
		tree->dir < 0 || path.length <= 1 ? -ENOENT : cgroup_open(tree, path);

	return dir < 0 ? dir : file_read(dir, file, scratch);
}

int cgroup_freezer_read(const struct cgroup_freezer *freezer, struct text text,
                        struct buffer *scratch, bool *ret)
{
	struct text unified = cgroup_parse_own(text, NULL);
	struct text v1 = cgroup_parse_own(text, "freezer");
	struct opt_u64 frozen = { .is = ABSENT };
	int r;

	*ret = false;
	if (unified.length <= 1 && v1.length <= 1)
		return 0;
	r = read_file(&freezer->unified, unified, "cgroup.events", scratch);
	if (r == 0)
		frozen = cgroup_find_number(buffer_text(scratch), TEXT("frozen"));
	if (frozen.is == PRESENT) { /* since Linux 5.2 */
		*ret = frozen.v != 0;
		return 0;
	}
	if (r == 0 || r == -ENOENT)
		r = read_file(&freezer->v1, v1, "freezer.state", scratch);
	if (r == 0) /* "FREEZING" does not count yet */
		*ret = text_equal(text_trim(buffer_text(scratch)), TEXT("FROZEN"));
	return r == -ENOENT || r == -ENOTDIR || r == -ENAMETOOLONG ? -EOPNOTSUPP : r;
}
