/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mark: showing the place in a text of the user's that a message is about. */
#ifndef BASE_MARK_H
#define BASE_MARK_H

#include "base/buffer.h"

/*
 * Appends two lines to WHY: what WHOLE says around PLACE, which is a part of WHOLE, and a mark
 * below PLACE. An empty PLACE has a mark of one character. Returns 0 or -ENOMEM.
 */
int mark_add(struct buffer *why, struct text whole, struct text place);

#endif
