/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of utmp(5), whatever machine wrote them. */
#ifndef KERNEL_UTMP_H
#define KERNEL_UTMP_H

#include "kernel/sessions.h"

/*
 * Appends the sessions of users in the bytes of utmp, in their order. Records have 384 bytes (x86,
 * 32-bit ARM …) or 400 (64-bit ARM …), of either byte order: the content tells.
 * Returns 0 or -ENOMEM.
 */
int utmp_parse(struct text bytes, struct session_list *list);

#endif
