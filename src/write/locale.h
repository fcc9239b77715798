/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locale: which characters the user's terminal is said to have. */
#ifndef WRITE_LOCALE_H
#define WRITE_LOCALE_H

#include "base/text.h"

/*
 * Whether CHARACTER, valid UTF-8 of two bytes or more, is one that is printed in the locale of the
 * environment (LC_ALL, LC_CTYPE, LANG; locale(7)). libsmartcols may not come back from a table with
 * one that is not.
 */
bool locale_has(struct text character);

#endif
