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

/* The same in the text of a file like /etc/passwd. ret: a part of TEXT. */
int passwd_find(struct text text, uint64_t uid, struct text *ret);

#endif
