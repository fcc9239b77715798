/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network interfaces: traffic, settings, addresses. */
#ifndef COLLECT_NETWORK_H
#define COLLECT_NETWORK_H

#include "model/collector.h"

extern const struct collector network_io_collector;
extern const struct collector network_io_total_collector;
extern const struct collector network_stats_collector;
extern const struct collector network_summary_collector;
extern const struct collector
	network_brief_collector; /* one row for each interface, with all its addresses */
extern const struct collector network_addrs_collector; /* network_addrs.c */

/* Options of a plan for routes; without options, all are false. */
struct route_options {
	bool is_all; /* include routes of the table "local" */
};

extern const struct collector network_routes_collector; /* network_routes.c */

#endif
