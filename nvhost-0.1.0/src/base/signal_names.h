/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signal names: "TERM" to 15 and back, as signal(7) and kill(1) have them.
 *
 * Real-time signals count from the SIGRTMIN of the C library, which keeps the kernel's first two
 * (32 and 33) to itself: those have a number but no name.
 */
#ifndef BASE_SIGNAL_NAMES_H
#define BASE_SIGNAL_NAMES_H

#include "base/text.h"

enum { SIGNAL_NAME_SIZE = 24 }; /* "RTMIN+", any int, NUL */

/*
 * A name with or without "SIG" in any case (term, SIGKILL, IOT), RTMIN, RTMIN+3, RTMAX-1, or a
 * number from 0 to SIGRTMAX. Returns 0, or -EINVAL with ret untouched.
 */
int signal_name_parse(struct text word, int *ret);

/*
 * The name of NUMBER without "SIG": "TERM", "RTMIN+3", "RTMAX-1".
 * Returns 0, or -EINVAL where it has none, with ret untouched.
 */
int signal_name_format(int number, char ret[SIGNAL_NAME_SIZE]);

/* The least signal above NUMBER that has a name; 0 past the last. 0 begins. */
int signal_name_next(int number);

#endif
