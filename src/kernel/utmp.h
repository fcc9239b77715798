/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of utmp(5), written by a machine of any architecture. */
#ifndef KERNEL_UTMP_H
#define KERNEL_UTMP_H

#include "kernel/sessions.h"

/* One record. Its texts point into the parsed bytes and may be empty. */
struct utmp_record {
	int type; /* BOOT_TIME, USER_PROCESS …, never EMPTY */
	int32_t pid;
	struct text line, user, host;
	int64_t seconds; /* since the epoch */
};

/*
 * Calls EACH for the records in the bytes of utmp or wtmp, in their order. Returns 0, or a negative
 * value of EACH, which ends the loop.
 */
int utmp_each(struct text bytes, int (*each)(void *arg, const struct utmp_record *record),
              void *arg);

/*
 * Appends the sessions of users in the bytes of utmp, in their order. Records have 384 bytes (x86,
 * 32-bit ARM …) or 400 bytes (64-bit ARM …) and either byte order; the contents tell which. Returns
 * 0 or -ENOMEM.
 */
int utmp_parse(struct text bytes, struct session_list *list);

#endif
