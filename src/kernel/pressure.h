/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pressure stall information (PSI): the time that tasks lost because CPU, memory or I/O was short.
 * /proc/pressure/{cpu,memory,io}, Linux 4.20, Documentation/accounting/psi.rst.
 */
#ifndef KERNEL_PRESSURE_H
#define KERNEL_PRESSURE_H

#include "base/buffer.h"
#include "model/value.h"

struct stall {
	struct opt_f64 avg10_percent; /* averages over the last 10, 60 and 300 seconds */
	struct opt_f64 avg60_percent;
	struct opt_f64 avg300_percent;
	struct opt_u64 total_us; /* since boot */
};

struct pressure {
	struct stall some; /* at least one task was stalled */
	/* all non-idle tasks were stalled; absent for the CPU before Linux 5.13 */
	struct stall full;
};

/*
 * Reads the file NAME in DIR: "pressure/cpu" in /proc, "cpu.pressure" in a control group. Returns 0
 * or a negative errno: -ENOENT or -EOPNOTSUPP if the kernel does not account for pressure; -EINVAL.
 */
int pressure_read(int dir, const char *name, struct buffer *scratch, struct pressure *ret);

/* Parses the text of the file. Returns 0, or -EINVAL if there is no line "some". */
int pressure_parse(struct text text, struct pressure *ret);

#endif
