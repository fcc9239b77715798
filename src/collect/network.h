/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network interfaces: traffic, settings, addresses. */
#ifndef COLLECT_NETWORK_H
#define COLLECT_NETWORK_H

#include "model/collector.h"

extern const struct collector network_io_collector;
extern const struct collector network_io_total_collector;
extern const struct collector network_stats_collector;
extern const struct collector network_summary_collector;
extern const struct collector network_brief_collector; /* the addresses of each in one row */
extern const struct collector network_addrs_collector; /* network_addrs.c */

/* Options of routes; all false without them. */
struct route_options {
	bool is_all; /* those of the table "local" too */
};

extern const struct collector network_routes_collector; /* network_routes.c */

#endif
