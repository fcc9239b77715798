/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of systemd units: decodes escapes. */
#include "base/unit_name.h"

static int parse_digit(char c)
{
	const char *digits = "0123456789abcdef", *digit = c ? strchr(digits, c) : NULL;

	return digit ? (int)(digit - digits) : -1;
}

bool unit_name_escape(struct text text, char *ret)
{
	int high, low;

	if (text.length < UNIT_NAME_ESCAPE || !text_starts(text, TEXT("\\x")))
		return false;
	high = parse_digit(text.bytes[2]);
	low = parse_digit(text.bytes[3]);
	if (high < 0 || low < 0 || high + low == 0)
		return false;
	*ret = (char)(high << 4 | low);
	return true;
}
