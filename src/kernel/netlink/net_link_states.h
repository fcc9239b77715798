/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why network interfaces do not run: Documentation/networking/operstates.rst. */
#ifndef KERNEL_NETLINK_NET_LINK_STATES_H
#define KERNEL_NETLINK_NET_LINK_STATES_H

#include "base/hash.h"
#include "model/value.h"

/* Of all interfaces of the live machine. A zeroed one is empty and usable. */
struct net_link_states {
	struct hash of_names;
};

/* Asks the kernel; of a recorded host there is nothing to ask. Returns 0 or a negative errno. */
int net_link_states_read(struct net_link_states *states);

/*
 * Why the interface NAME is down: by those states, or of a recorded host by /sys/class/net. NULL
 * where it runs. Returns 0 or a negative errno: -ENODEV, or where nothing tells that of the file.
 */
int net_link_down_reason(const struct net_link_states *states, struct text name, const char **ret);

/* The words that it may be, ended by NULL. */
extern const char *const net_link_down_words[];

void net_link_states_done(struct net_link_states *states);

#define _cleanup_net_link_states_ _cleanup_(net_link_states_done)

#endif
