/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locale: the characters that the user's terminal can show. */
#ifndef WRITE_LOCALE_H
#define WRITE_LOCALE_H

#include "base/text.h"

/*
 * Whether CHARACTER, valid UTF-8 of two bytes or more, is printable in the locale of the
 * environment (LC_ALL, LC_CTYPE, LANG; locale(7)). A table with a character that is not printable
 * may send libsmartcols into an endless loop.
 */
bool locale_has(struct text character);

#endif
