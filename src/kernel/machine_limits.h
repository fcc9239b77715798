/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Limits of the whole machine, and what is used of them: /proc/sys
 * (Documentation/admin-guide/sysctl, Documentation/networking/nf_conntrack-sysctl.rst), loadavg.
 */
#ifndef KERNEL_MACHINE_LIMITS_H
#define KERNEL_MACHINE_LIMITS_H

#include "base/buffer.h"
#include "model/value.h"

struct machine_limit {
	const char *name;
	const char *what; /* is counted */
	struct opt_u64 used;
	struct opt_u64 limit;
};

enum { N_MACHINE_LIMITS = 9 };

/*
 * Reads them. What this kernel does not have is UNSUPPORTED, what it does not tell (how much is
 * used of a limit of each user) is ABSENT. Returns 0, or an error that is ours.
 */
int machine_limits_read(struct buffer *scratch, struct machine_limit ret[N_MACHINE_LIMITS]);

#endif
