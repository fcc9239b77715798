/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activity: what the whole machine does now, in one row, as vmstat(8) and dstat(1) print it. */
#ifndef COLLECT_ACTIVITY_H
#define COLLECT_ACTIVITY_H

#include "model/collector.h"

extern const struct collector activity_collector;

#endif
