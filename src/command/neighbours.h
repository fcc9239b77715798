/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neighbours: the command of nvhost that does what another program does. */
#ifndef COMMAND_NEIGHBOURS_H
#define COMMAND_NEIGHBOURS_H

/* "nvhost mem" for "free"; NULL: the program is not known. */
const char *neighbour_find(const char *program);

#endif
