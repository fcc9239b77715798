/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pressure stall information: how much time tasks lost for want of CPU, memory or I/O.
 * /proc/pressure/{cpu,memory,io}, Linux 4.20, Documentation/accounting/psi.rst.
 */
#ifndef KERNEL_PRESSURE_H
#define KERNEL_PRESSURE_H

#include "base/buffer.h"
#include "model/value.h"

struct stall {
	struct opt_f64 avg10_percent; /* of the last 10, 60 and 300 seconds */
	struct opt_f64 avg60_percent;
	struct opt_f64 avg300_percent;
	struct opt_u64 total_us; /* since boot */
};

struct pressure {
	struct stall some; /* at least one task waited */
	struct stall full; /* nobody did anything but wait; absent before Linux 5.13 for the CPU */
};

/*
 * Reads NAME in DIR: "pressure/cpu" of /proc, "cpu.pressure" of a cgroup. Returns 0 or a negative
 * errno: -ENOENT, -EOPNOTSUPP: this kernel does not account it; -EINVAL.
 */
int pressure_read(int dir, const char *name, struct buffer *scratch, struct pressure *ret);

/* The same from the file's text. -EINVAL where it holds no line "some". */
int pressure_parse(struct text text, struct pressure *ret);

#endif
