/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of the operating system: os-release(5). */
#ifndef KERNEL_OS_RELEASE_H
#define KERNEL_OS_RELEASE_H

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Reads the pretty name in /etc/os-release or, if that file is missing, in /usr/lib/os-release, as
 * memory of ARENA. Returns 0 or a negative errno; -EOPNOTSUPP if /etc belongs to another host.
 */
int os_release_read(struct buffer *scratch, struct arena *arena, struct text *ret);

/*
 * Parses the text of the file: PRETTY_NAME, else NAME and the version, else "Linux". Returns 0 or
 * -ENOMEM.
 */
int os_release_parse(struct text text, struct arena *arena, struct text *ret);

#endif
