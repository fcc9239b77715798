/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neighbours: what answers here, for who types another program's name as a command. */
#ifndef COMMAND_NEIGHBOURS_H
#define COMMAND_NEIGHBOURS_H

/* "nvhost mem" for "free"; NULL: no program that is known here. */
const char *neighbour_find(const char *program);

#endif
