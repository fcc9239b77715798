/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What waits for rtnl, which one process can hold for ever (kernel/patience.h), is asked in a
 * watched thread; the files of a host that is not ours are read at once. All return 0 or a negative
 * code: -FAULT_BLOCKED where there was no answer.
 */
#ifndef COLLECT_NETWORK_ASK_H
#define COLLECT_NETWORK_ASK_H

#include "kernel/netlink/net_addr.h"
#include "kernel/netlink/net_link.h"
#include "kernel/netlink/net_link_states.h"
#include "kernel/netlink/net_route.h"

int network_ask_link(struct text name, struct net_link *ret);
int network_ask_addrs(struct arena *arena, struct net_addr **ret, size_t *ret_n);
const char *network_subject_of_addrs(void); /* of a message about them */
int network_ask_routes(struct net_route_list *ret);
int network_ask_states(struct net_link_states *ret);

#endif
