/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Limits of the whole machine and their usage: /proc/sys (Documentation/admin-guide/sysctl,
 * Documentation/networking/nf_conntrack-sysctl.rst) and /proc/loadavg.
 */
#ifndef KERNEL_MACHINE_LIMITS_H
#define KERNEL_MACHINE_LIMITS_H

#include "base/buffer.h"
#include "model/value.h"

struct machine_limit {
	const char *name;
	const char *what; /* what is counted */
	struct opt_u64 used;
	struct opt_u64 limit;
	bool is_reserve; /* "used" is what is left of "limit" */
};

enum { N_MACHINE_LIMITS = 9 };

/*
 * Reads the limits. A limit that this kernel does not have is UNSUPPORTED. The usage of a limit per
 * user is ABSENT: the kernel does not report it. Returns 0 or a fatal error.
 */
int machine_limits_read(struct buffer *scratch, struct machine_limit ret[N_MACHINE_LIMITS]);

#endif
