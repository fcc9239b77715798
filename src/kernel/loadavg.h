/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Load averages: the number of tasks that run or wait, over 1, 5 and 15 minutes. */
#ifndef KERNEL_LOADAVG_H
#define KERNEL_LOADAVG_H

#include "base/buffer.h"
#include "model/value.h"

struct loadavg {
	struct opt_f64 load1;
	struct opt_f64 load5;
	struct opt_f64 load15;
};

/*
 * Reads /proc/loadavg; if it cannot be read on the live machine, calls sysinfo(2). Returns 0 or a
 * negative errno.
 */
int loadavg_read(struct buffer *scratch, struct loadavg *ret);

/* Parses the text of the file. Returns 0, or -EINVAL for other text. */
int loadavg_parse(struct text text, struct loadavg *ret);

/*
 * Read and parse the number of threads, after the slash of "0.25 0.50 0.75 2/90 4321". Return 0 or
 * a negative errno.
 */
int loadavg_read_threads(struct buffer *scratch, uint64_t *ret);
int loadavg_parse_threads(struct text text, uint64_t *ret);

#endif
