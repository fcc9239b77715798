/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files with a number in them, as /proc has them: "4711/stat", "task/4711", "fd/3". */
#ifndef BASE_NUMBERED_H
#define BASE_NUMBERED_H

#include <stdint.h>

enum { NUMBERED_NAME = 48, NUMBERED_PART = 13 };

/*
 * Writes BEFORE, which has NUMBERED_PART bytes at most, as has AFTER, and NUMBER between them.
 * Returns its end. There is one of each file of each process: snprintf(3) would take as long as to
 * parse the file.
 */
char *numbered_name(char ret[NUMBERED_NAME], const char *before, uint64_t number,
                    const char *after);

#endif
