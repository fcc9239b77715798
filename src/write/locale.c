/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locale: asked of the C library, and only once there is something besides ASCII. */
#include "write/locale.h"

#include <locale.h>
#include <wchar.h>

bool locale_has(struct text character)
{
	static bool is_set; /* as the locale, of the whole program */
	mbstate_t state = { 0 };
	wchar_t point;

	if (!is_set)
		setlocale(LC_CTYPE, ""); /* no more: numbers keep their point */
	is_set = true;
	/* by trying: its name may promise what the library had no memory to load */
	return mbrtowc(&point, character.bytes, character.length, &state) == character.length &&
	       wcwidth(point) >= 0;
}
