/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Login sessions. */
#ifndef COLLECT_USERS_H
#define COLLECT_USERS_H

#include "model/collector.h"

extern const struct collector users_collector;

#endif
