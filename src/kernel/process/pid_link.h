/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The links of a process: exe, cwd, root, and those below fd and map_files.
 *
 * The text of such a link is a name that the process may have made up, in a mount namespace of its
 * own: looked up in ours, that name may be another file, or an automount that waits for ever. The
 * link itself leads to the very file, whatever its name (proc_pid_fd(5)), and only through the link
 * is anything asked about the file.
 */
#ifndef KERNEL_PROCESS_PID_LINK_H
#define KERNEL_PROCESS_PID_LINK_H

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Whether the links in DIR lead somewhere by themselves, which those of a recorded tree do not. */
bool pid_link_is_magic(int dir);

/*
 * What the link NAME in DIR leads to: statx(2) through the link. No automount is triggered, and no
 * server of a network file system is asked: what the kernel knows already is enough.
 *
 * Returns 0 or a negative errno: -EOPNOTSUPP of a recorded link, -EACCES, -ENOENT, -ESRCH.
 */
int pid_link_stat(int dir, const char *name, struct statx *ret);

/*
 * Reads the link NAME in DIR, an open /proc/PID, cleaned: cut at a NUL, and without the
 * " (deleted)" that the kernel appends to the name of a file without one.
 *
 * ret: memory of ARENA. ret_deleted: whether the file has no name any more; may be NULL. Returns 0
 * or a negative errno of readlink(2), -ENOMEM.
 */
int pid_link_read(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                  struct text *ret, bool *ret_deleted);

/*
 * Cleans TEXT, that of the link NAME in DIR, in place; true where the file has no name any more.
 * Any name may end in " (deleted)": what the link leads to decides, by its number of names. Where
 * that is not to be had, as of a recorded link, the suffix is taken for the kernel's.
 */
bool pid_link_clean(int dir, const char *name, struct text *text);

#endif
