/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells whether a process runs files that are no longer on disk: an update has replaced its program
 * or its libraries, and the process uses the old ones until it is restarted.
 */
#ifndef KERNEL_PROCESS_PID_REPLACED_H
#define KERNEL_PROCESS_PID_REPLACED_H

#include "base/buffer.h"

/*
 * Searches the executable mappings in maps of DIR, an open /proc/PID, for a deleted file; the
 * program is one of the mapped files. Files that never had a name on disk do not count: memfd,
 * System V shared memory, /dev/zero, /dev/shm.
 *
 * Returns 0 or a negative errno: -EACCES; or -FAULT_BLOCKED, see patience_enter().
 */
int pid_replaced_read(int dir, struct buffer *scratch, bool *ret);

/*
 * Tells the same about one line of maps, without checking the file. ret: the addresses of the
 * mapping.
 */
bool pid_replaced_parse(struct text line, struct text *ret);

#endif
