/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capability names: "net_admin" for 12, as capabilities(7) has them, lower case, without CAP_. */
#ifndef BASE_CAPABILITY_NAMES_H
#define BASE_CAPABILITY_NAMES_H

/* NULL for a number that had no name when this was written. */
const char *capability_name(unsigned number);

#endif
