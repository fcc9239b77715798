/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine in one row, and its limits with one row for each. */
#ifndef COLLECT_HOST_H
#define COLLECT_HOST_H

#include "model/collector.h"

extern const struct collector host_collector;
extern const struct collector host_limits_collector; /* host_limits.c */

#endif
