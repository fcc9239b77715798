/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of ARM processors, as lscpu(1) prints them. */
#ifndef BASE_ARM_PART_NAMES_H
#define BASE_ARM_PART_NAMES_H

#include <stdint.h>

/* The company that designed the processor: "ARM" for 0x41. NULL for an unknown number. */
const char *arm_implementer_name(uint64_t implementer);

/* A processor design of that implementer: "Cortex-A53" for part 0xd03 of 0x41. NULL if unknown. */
const char *arm_part_name(uint64_t implementer, uint64_t part);

#endif
