/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The links of a process: exe, cwd, root, and the links in fd and map_files.
 *
 * The text of such a link is a path that the process may have made up, in a mount namespace of its
 * own. In our namespace, the same path may be another file, or an automount that blocks forever.
 * The link itself leads to the right file, whatever its text (proc_pid_fd(5)). Therefore the
 * metadata of the file are read only through the link.
 */
#ifndef KERNEL_PROCESS_PID_LINK_H
#define KERNEL_PROCESS_PID_LINK_H

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Tells whether the links in DIR lead to their files by themselves. Links in a recorded tree do
 * not.
 */
bool pid_link_is_magic(int dir);

/*
 * Calls statx(2) on the target of the link NAME in DIR. The call triggers no automount and asks no
 * server of a network file system: what the kernel has cached is enough.
 *
 * Returns 0 or a negative errno: -EOPNOTSUPP for a recorded link, -EACCES, -ENOENT, -ESRCH;
 * -FAULT_BLOCKED for a link in map_files, see patience_enter().
 */
int pid_link_stat(int dir, const char *name, struct statx *ret);

/*
 * Reads the text of the link NAME in DIR, an open /proc/PID. The text is cut at a NUL and does not
 * have the " (deleted)" that the kernel appends to the name of a deleted file.
 *
 * ret: memory of ARENA. ret_deleted: whether the file has been deleted; may be NULL. Returns 0, a
 * negative errno of readlink(2), or -ENOMEM.
 */
int pid_link_read(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                  struct text *ret, bool *ret_deleted);

/*
 * Cleans TEXT, the text of the link NAME in DIR, in place. Returns true if the file has been
 * deleted. Any file name may end in " (deleted)": the link count of the target decides. If the link
 * count is not available, as for a recorded link, the suffix counts as the kernel's.
 */
bool pid_link_clean(int dir, const char *name, struct text *text);

#endif
