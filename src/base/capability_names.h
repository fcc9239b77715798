/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capability names of capabilities(7) in lower case without CAP_: "net_admin" for 12. */
#ifndef BASE_CAPABILITY_NAMES_H
#define BASE_CAPABILITY_NAMES_H

/* Returns NULL for a number that linux/capability.h does not name. */
const char *capability_name(unsigned number);

#endif
