/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File names in kernel tables, in which a blank is "\040": mangle_path() in fs/seq_file.c. */
#ifndef BASE_MANGLED_H
#define BASE_MANGLED_H

#include "base/text.h"

/* Decodes TEXT in place: its bytes must be writable. A backslash that begins no escape stays. */
void mangled_decode(struct text *text);

#endif
