/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User names: passwd(5), on the live machine through NSS, on a recorded host from /etc/passwd. */
#ifndef KERNEL_PASSWD_H
#define KERNEL_PASSWD_H

#include <stdint.h>

#include "base/buffer.h"

/* Appends the name of the user ID UID. Returns 0, -ENOENT if the ID has no name, or -ENOMEM. */
int passwd_name(uint64_t uid, struct buffer *ret);

/*
 * Finds the user ID of the user NAME; several names may share an ID. Returns 0, -ENOENT if there is
 * no such user, or -ENOMEM.
 */
int passwd_uid(const char *name, uint64_t *ret);

/* Finds the name of UID in the text of a file like /etc/passwd. ret: points into TEXT. */
int passwd_find(struct text text, uint64_t uid, struct text *ret);

/* Finds the user ID of NAME in the text of such a file. */
int passwd_find_uid(struct text text, struct text name, uint64_t *ret);

#endif
