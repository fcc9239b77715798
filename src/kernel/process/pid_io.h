/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/io: the I/O of a process, proc_pid_io(5). */
#ifndef KERNEL_PROCESS_PID_IO_H
#define KERNEL_PROCESS_PID_IO_H

#include "base/buffer.h"
#include "model/value.h"

/* Counters since the process began. A line that the kernel does not print is absent. */
struct pid_io {
	struct opt_u64 read_chars; /* bytes, including those from the page cache */
	struct opt_u64 write_chars;
	struct opt_u64 read_calls;
	struct opt_u64 write_calls;
	struct opt_u64 read_bytes; /* bytes from storage */
	struct opt_u64 write_bytes;
	struct opt_u64 cancelled_write_bytes;
};

/*
 * Reads io in DIR, an open /proc/PID. Returns 0 or a negative errno: -EACCES if we may not read the
 * file, -EINVAL if the text has no line that the kernel prints.
 */
int pid_io_read(int dir, struct buffer *scratch, struct pid_io *ret);

/* Parses the text of the file. Returns 0 or -EINVAL. */
int pid_io_parse(struct text text, struct pid_io *ret);

#endif
