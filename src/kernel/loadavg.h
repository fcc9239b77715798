/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Load averages: tasks that run or wait, over 1, 5 and 15 minutes. */
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
 * Reads them from /proc/loadavg; where that cannot be read, of the live machine from sysinfo(2).
 * Returns 0 or a negative errno.
 */
int loadavg_read(struct buffer *scratch, struct loadavg *ret);

/* The same from the file's text. -EINVAL for other text. */
int loadavg_parse(struct text text, struct loadavg *ret);

/* How many threads there are: behind the slash of "0.25 0.50 0.75 2/90 4321". 0 or -errno. */
int loadavg_read_threads(struct buffer *scratch, uint64_t *ret);
int loadavg_parse_threads(struct text text, uint64_t *ret);

#endif
