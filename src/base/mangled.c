/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes the octal escapes of file names in kernel tables. */
#include "base/mangled.h"

#include "base/number.h"

void mangled_decode(struct text *text)
{
	char *bytes = (char *)text->bytes;
	size_t length = 0;

	for (size_t n = 0; n < text->length; n++) {
		uint64_t code;

		if (bytes[n] == '\\' && n + 3 < text->length &&
		    number_parse_octal((struct text){ bytes + n + 1, 3 }, &code) == 0 &&
		    code < 256) {
			bytes[length++] = (char)code;
			n += 3;
		} else {
			bytes[length++] = bytes[n];
		}
	}
	text->length = length;
}
