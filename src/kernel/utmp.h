/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of utmp(5), whatever machine wrote them. */
#ifndef KERNEL_UTMP_H
#define KERNEL_UTMP_H

#include "kernel/sessions.h"

/* One record. Its texts point into the bytes that were parsed; they may be empty. */
struct utmp_record {
	int type; /* BOOT_TIME, USER_PROCESS …, never EMPTY */
	int32_t pid;
	struct text line, user, host;
	int64_t seconds; /* since 1970 */
};

/*
 * Hands on the records in the bytes of utmp or wtmp, in their order, whatever machine wrote them.
 * Returns 0, or what EACH returned below 0, which ends it.
 */
int utmp_each(struct text bytes, int (*each)(void *arg, const struct utmp_record *record),
              void *arg);

/*
 * Appends the sessions of users in the bytes of utmp, in their order. Records have 384 bytes (x86,
 * 32-bit ARM …) or 400 (64-bit ARM …), of either byte order: the content tells.
 * Returns 0 or -ENOMEM.
 */
int utmp_parse(struct text bytes, struct session_list *list);

#endif
