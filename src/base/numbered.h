/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File names of /proc that contain a number: "4711/stat", "task/4711", "fd/3". */
#ifndef BASE_NUMBERED_H
#define BASE_NUMBERED_H

#include <stdint.h>

enum { NUMBERED_NAME = 48, NUMBERED_PART = 13 };

/*
 * Writes BEFORE, NUMBER and AFTER. BEFORE and AFTER have at most NUMBERED_PART bytes each.
 *
 * Returns the end of the name. nvhost makes such a name for each file of each process: snprintf(3)
 * would take as long as parsing the file.
 */
char *numbered_name(char ret[NUMBERED_NAME], const char *before, uint64_t number,
                    const char *after);

#endif
