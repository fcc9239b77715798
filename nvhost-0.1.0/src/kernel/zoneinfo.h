/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/zoneinfo: the kernel's zones of memory, of which only the low watermarks are wanted. */
#ifndef KERNEL_ZONEINFO_H
#define KERNEL_ZONEINFO_H

#include "base/buffer.h"

/* Reads the sum of the low watermarks. Returns 0 or a negative errno. */
int zoneinfo_read(struct buffer *scratch, uint64_t *ret_low_bytes);

/* The same from the file's text. -ERANGE where the sum does not fit. */
int zoneinfo_parse(struct text text, uint64_t page_bytes, uint64_t *ret_low_bytes);

#endif
