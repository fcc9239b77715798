/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links of a process: fs/proc/base.c do_proc_readlink(), fs/d_path.c for " (deleted)". */
#include "kernel/process/pid_link.h"

#include <errno.h>
#include <sys/stat.h>

#include "kernel/file.h"
#include "kernel/root.h"

/*
 * Whether a file has this name, suffix and all. What we may not see counts as being there. Names of
 * another host or mount namespace say nothing here: there, the suffix is what the kernel added.
 */
static bool exists(const char *path)
{
	struct stat stat;

	if (!root_is_live(ROOT_PROC))
		return false;
	return lstat(path, &stat) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool pid_link_clean(struct text *text)
{
	text->length = strnlen(text->bytes, text->length);
	if (!text_ends(*text, TEXT(" (deleted)")) || exists(text->bytes))
		return false;
	text->length -= sizeof(" (deleted)") - 1;
	return true;
}

int pid_link_read(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                  struct text *ret, bool *ret_deleted)
{
	int r = file_read_link(dir, name, scratch);
	struct text text;
	bool is_deleted;

	if (r < 0)
		return r;
	text = buffer_text(scratch);
	is_deleted = pid_link_clean(&text);
	if (ret_deleted)
		*ret_deleted = is_deleted;
	return arena_copy(arena, text, ret);
}
