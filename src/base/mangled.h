/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in tables of the kernel, in which a blank is "\040": mangle_path() in fs/seq_file.c. */
#ifndef BASE_MANGLED_H
#define BASE_MANGLED_H

#include "base/text.h"

/* Decodes it in place: the bytes must be the caller's to write. What is no escape stays. */
void mangled_decode(struct text *text);

#endif
