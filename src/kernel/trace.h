/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trace: tells the host's listener of each file that readers open and of each call that they make,
 * for NVHOST_DEBUG=read. Without one, nothing is done.
 */
#ifndef KERNEL_TRACE_H
#define KERNEL_TRACE_H

#include <stdint.h>

/*
 * CALL was about NAME in the directory DIR (AT_FDCWD: NAME is all there is), and has answered R: 0
 * or more, or a negative errno. Returns R. May be called in any thread.
 */
int trace_file(const char *call, int dir, const char *name, int r);

/* The same of a call that was about a number: a PID, a user. */
int trace_number(const char *call, intmax_t number, int r);

#endif
