/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/zoneinfo: the memory zones of the kernel. Only the low watermarks are read. */
#ifndef KERNEL_ZONEINFO_H
#define KERNEL_ZONEINFO_H

#include "base/buffer.h"

/* Reads the sum of the low watermarks. Returns 0 or a negative errno. */
int zoneinfo_read(struct buffer *scratch, uint64_t *ret_low_bytes);

/* Parses the text of the file. Returns 0, or -ERANGE if the sum is too large. */
int zoneinfo_parse(struct text text, uint64_t page_bytes, uint64_t *ret_low_bytes);

#endif
