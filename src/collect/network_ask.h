/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads links, addresses and routes. These reads take the rtnl lock of the kernel, which a process
 * can hold forever (kernel/patience.h), and therefore run in a watched thread. If the host is not
 * the live one, files are read instead, without a thread. All functions return 0 or a negative
 * code: -FAULT_BLOCKED if there was no answer.
 */
#ifndef COLLECT_NETWORK_ASK_H
#define COLLECT_NETWORK_ASK_H

#include "kernel/netlink/net_addr.h"
#include "kernel/netlink/net_link.h"
#include "kernel/netlink/net_link_states.h"
#include "kernel/netlink/net_route.h"

int network_ask_link(struct text name, struct net_link *ret);
int network_ask_addrs(struct arena *arena, struct net_addr **ret, size_t *ret_n);
const char *network_subject_of_addrs(void); /* subject of messages about addresses */
int network_ask_routes(struct net_route_list *ret);
int network_ask_states(struct net_link_states *ret);

#endif
