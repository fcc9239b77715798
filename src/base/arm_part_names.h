/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of ARM processors, as lscpu(1) has them. */
#ifndef BASE_ARM_PART_NAMES_H
#define BASE_ARM_PART_NAMES_H

#include <stdint.h>

/* Who has designed it: "ARM" is 0x41. NULL for an unknown number. */
const char *arm_implementer_name(uint64_t implementer);

/* A design of that implementer: "Cortex-A53" is part 0xd03 of 0x41. NULL for an unknown one. */
const char *arm_part_name(uint64_t implementer, uint64_t part);

#endif
