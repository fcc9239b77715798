/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine in one row. */
#ifndef COLLECT_HOST_H
#define COLLECT_HOST_H

#include "model/collector.h"

extern const struct collector host_collector;

#endif
