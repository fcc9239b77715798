/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of systemd's units, in which "\\x2d" is the byte "-": systemd.unit(5). */
#ifndef BASE_UNIT_NAME_H
#define BASE_UNIT_NAME_H

#include "base/text.h"

enum { UNIT_NAME_ESCAPE = 4 };

/* Whether TEXT begins with an escape, of that many bytes. ret: its byte, which is never NUL. */
bool unit_name_escape(struct text text, char *ret);

#endif
