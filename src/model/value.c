/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Value: the words for why one is not there. */
#include "model/value.h"

const char *presence_word(enum presence presence)
{
	static const char *const words[] = {
		[ABSENT] = "none",         [UNSUPPORTED] = "unsupported", [ZOMBIE] = "zombie",
		[TOO_LARGE] = "too large", [BLOCKED] = "blocked",         [DENIED] = "denied",
		[PRESENT] = "present",
	};

	return words[presence];
}
