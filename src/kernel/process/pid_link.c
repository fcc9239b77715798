/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the links of a process: fs/proc/base.c do_proc_readlink(), fs/d_path.c for " (deleted)". */
#include "kernel/process/pid_link.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include "kernel/file.h"
#include "kernel/host.h"
#include "kernel/patience.h"
#include "kernel/trace.h"

static const struct text suffix = TEXT(" (deleted)");

bool pid_link_is_magic(int dir)
{
	struct statfs fs;

	return root_is_live(ROOT_PROC) || (fstatfs(dir, &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC);
}

/* The kernel follows the links of a process, and looks up those in map_files, under these locks. */
static unsigned locks_of(const char *name)
{
	bool is_mapping = text_starts(text_of(name), TEXT("map_files/"));

	return PATIENCE_EXEC | (is_mapping ? PATIENCE_MEMORY : 0);
}

int pid_link_stat(int dir, const char *name, struct statx *ret)
{
	int r = pid_link_is_magic(dir) ? patience_enter(locks_of(name)) : -EOPNOTSUPP;

	if (r < 0)
		return r;
	r = trace_file("statx", dir, name, file_read_metadata(dir, name, ret));
	patience_end();
	return r;
}

bool pid_link_clean(int dir, const char *name, struct text *text)
{
	struct statx target;

	text->length = strnlen(text->bytes, text->length);
	if (!text_ends(*text, suffix) ||
	    (pid_link_stat(dir, name, &target) == 0 && target.stx_nlink > 0))
		return false;
	text->length -= suffix.length;
	return true;
}

int pid_link_read(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                  struct text *ret, bool *ret_deleted)
{
	int r = patience_read_link(dir, name, locks_of(name), scratch);
	struct text text;
	bool is_deleted;

	if (r < 0)
		return r;
	text = buffer_text(scratch);
	is_deleted = pid_link_clean(dir, name, &text);
	if (ret_deleted)
		*ret_deleted = is_deleted;
	return arena_copy(arena, text, ret);
}
