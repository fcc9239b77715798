/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signal names as in signal(7) and kill(1): from "TERM" to 15 and back.
 *
 * Real-time signals count from SIGRTMIN of the C library. The C library reserves the first two of
 * the kernel (32 and 33), which have a number but no name.
 */
#ifndef BASE_SIGNAL_NAMES_H
#define BASE_SIGNAL_NAMES_H

#include "base/text.h"

enum { SIGNAL_NAME_SIZE = 24 }; /* "RTMIN+", any int, NUL */

/*
 * Parses a signal name with or without "SIG" in any case (term, SIGKILL, IOT), RTMIN, RTMIN+3,
 * RTMAX-1, or a number from 0 to SIGRTMAX. Returns 0, or -EINVAL with ret untouched.
 */
int signal_name_parse(struct text word, int *ret);

/*
 * Formats the name of signal NUMBER without "SIG": "TERM", "RTMIN+3", "RTMAX-1". Returns 0, or
 * -EINVAL with ret untouched if NUMBER has no name.
 */
int signal_name_format(int number, char ret[SIGNAL_NAME_SIZE]);

/* Returns the lowest signal above NUMBER that has a name, or 0 if there is none. Start with 0. */
int signal_name_next(int number);

#endif
