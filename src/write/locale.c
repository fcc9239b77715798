/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locale: the C library knows it; it is set only when the first non-ASCII character comes. */
#include "write/locale.h"

#include <locale.h>
#include <wchar.h>

bool locale_has(struct text character)
{
	static bool is_set; /* static, as the locale belongs to the whole process */
	mbstate_t state = { 0 };
	wchar_t point;

	if (!is_set)
		setlocale(LC_CTYPE, ""); /* not LC_NUMERIC: numbers keep their decimal point */
	is_set = true;
	/* do not trust the locale's name: the library may have had no memory to load it */
	return mbrtowc(&point, character.bytes, character.length, &state) == character.length &&
	       wcwidth(point) >= 0;
}
