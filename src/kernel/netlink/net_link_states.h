/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why network interfaces are not running: Documentation/networking/operstates.rst. */
#ifndef KERNEL_NETLINK_NET_LINK_STATES_H
#define KERNEL_NETLINK_NET_LINK_STATES_H

#include "base/hash.h"
#include "model/value.h"

/* The states of all interfaces of the live machine. A zeroed struct is empty and usable. */
struct net_link_states {
	struct hash of_names;
};

/*
 * Reads the states from the kernel. For a recorded host the list stays empty. Returns 0 or a
 * negative errno.
 */
int net_link_states_read(struct net_link_states *states);

/*
 * Finds the reason why the interface NAME is down: in the list, or for a recorded host in
 * /sys/class/net. ret: NULL if the interface is running. Returns 0 or a negative errno: -ENODEV, or
 * the error of the file.
 */
int net_link_down_reason(const struct net_link_states *states, struct text name, const char **ret);

/* All reasons, terminated by NULL. */
extern const char *const net_link_down_words[];

void net_link_states_done(struct net_link_states *states);

#define _cleanup_net_link_states_ _cleanup_(net_link_states_done)

#endif
