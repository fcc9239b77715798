/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Login sessions, current and past. */
#ifndef COLLECT_USERS_H
#define COLLECT_USERS_H

#include "model/collector.h"

extern const struct collector users_collector;
extern const struct collector user_history_collector; /* user_history.c */

#endif
