/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a process runs what is no more on disk: an update has put other files in the place of its
 * program or its libraries, and it goes on with the old ones until it is started again.
 */
#ifndef KERNEL_PROCESS_PID_REPLACED_H
#define KERNEL_PROCESS_PID_REPLACED_H

#include "base/buffer.h"

/*
 * Looks for a file without a name among those that are mapped to be executed, in maps of DIR, an
 * open /proc/PID; the program is one of them. What never had a name on disk does not count: memfd,
 * shared memory of System V, /dev/zero, /dev/shm.
 *
 * Returns 0 or a negative errno: -EACCES.
 */
int pid_replaced_read(int dir, struct buffer *scratch, bool *ret);

/* The same of one line of maps, without looking at the file. ret: its addresses. */
bool pid_replaced_parse(struct text line, struct text *ret);

#endif
