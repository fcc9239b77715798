/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trace: reports each file that readers open and each call that they make to the host's listener,
 * for NVHOST_DEBUG=read. Without a listener, nothing is reported.
 */
#ifndef KERNEL_TRACE_H
#define KERNEL_TRACE_H

#include <stdint.h>

/*
 * Reports that CALL on NAME in the directory DIR (AT_FDCWD: NAME alone) returned R: 0 or more, or a
 * negative errno. Returns R and keeps errno. May be called in any thread.
 */
int trace_file(const char *call, int dir, const char *name, int r);

/* Reports a call on a number: a PID, a user ID. */
int trace_number(const char *call, intmax_t number, int r);

#endif
