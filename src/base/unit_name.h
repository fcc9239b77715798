/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of systemd units, in which "\\x2d" stands for the byte "-": systemd.unit(5). */
#ifndef BASE_UNIT_NAME_H
#define BASE_UNIT_NAME_H

#include "base/text.h"

enum { UNIT_NAME_ESCAPE = 4 };

/*
 * Returns whether TEXT begins with an escape of UNIT_NAME_ESCAPE bytes. ret: the byte, never NUL.
 */
bool unit_name_escape(struct text text, char *ret);

#endif
