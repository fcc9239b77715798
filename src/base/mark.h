/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mark: shows which part of a user's text a message is about. */
#ifndef BASE_MARK_H
#define BASE_MARK_H

#include "base/buffer.h"

/*
 * Appends two lines to WHY: the text of WHOLE around PLACE, and a mark below PLACE. PLACE points
 * into WHOLE; an empty PLACE gets a mark of one character. Returns 0 or -ENOMEM.
 */
int mark_add(struct buffer *why, struct text whole, struct text place);

#endif
