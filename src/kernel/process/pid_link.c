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

/* Replaces statx(2) for a kernel or a seccomp filter that does not have the call. */
static int stat_older(int dir, const char *name, struct statx *ret)
{
	struct stat stat;

	if (fstatat(dir, name, &stat, AT_NO_AUTOMOUNT) < 0)
		return -errno;
	*ret = (struct statx){
		.stx_mode = (uint16_t)stat.st_mode,
		.stx_nlink = (uint32_t)stat.st_nlink,
		.stx_size = (uint64_t)stat.st_size,
		.stx_ino = stat.st_ino,
		.stx_dev_major = major(stat.st_dev),
		.stx_dev_minor = minor(stat.st_dev),
		.stx_rdev_major = major(stat.st_rdev),
		.stx_rdev_minor = minor(stat.st_rdev),
	};
	return 0;
}

static int read_metadata(int dir, const char *name, struct statx *ret)
{
	const int flags = AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;

	if (statx(dir, name, flags, STATX_BASIC_STATS, ret) == 0)
		return 0;
	if (errno == ENOSYS || errno == EPERM || errno == EINVAL)
		return stat_older(dir, name, ret);
	return -errno;
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
	r = trace_file("statx", dir, name, read_metadata(dir, name, ret));
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
