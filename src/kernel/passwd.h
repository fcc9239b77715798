/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User names: passwd(5), through NSS on the live machine, from /etc/passwd of a recorded one. */
#ifndef KERNEL_PASSWD_H
#define KERNEL_PASSWD_H

#include <stdint.h>

#include "base/buffer.h"

/*
 * Appends the name of the user with that ID.
 * Returns 0, -ENOENT where the ID has no name, -ENOMEM.
 */
int passwd_name(uint64_t uid, struct buffer *ret);

/*
 * The ID of the user with that name, of which a user may have several.
 * Returns 0, -ENOENT where nobody has it, -ENOMEM.
 */
int passwd_uid(const char *name, uint64_t *ret);

/* The name in the text of a file like /etc/passwd. ret: a part of TEXT. */
int passwd_find(struct text text, uint64_t uid, struct text *ret);

/* And the ID. */
int passwd_find_uid(struct text text, struct text name, uint64_t *ret);

#endif
