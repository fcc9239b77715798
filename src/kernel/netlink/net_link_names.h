/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the network interfaces by index, from RTM_GETLINK. */
#ifndef KERNEL_NETLINK_NET_LINK_NAMES_H
#define KERNEL_NETLINK_NET_LINK_NAMES_H

#include "base/arena.h"
#include "base/hash.h"

/* Zeroed except for the arena, which will hold the names, the struct is empty and usable. */
struct net_link_names {
	struct arena *arena;
	struct hash places;
	struct text *names;
	size_t n;
};

/* Adds NAME, which must be memory of the arena. Returns 0 or -ENOMEM. */
int net_link_names_add(struct net_link_names *names, int index, struct text name);

/* Reads the names of all interfaces from the kernel. Returns 0 or a negative errno. */
int net_link_names_read(struct net_link_names *names);

/* Returns the name of an interface; absent (bytes NULL) if there is none with this index. */
struct text net_link_names_find(const struct net_link_names *names, int index);

/* Clears the list. The names stay in the arena. */
void net_link_names_done(struct net_link_names *names);

#define _cleanup_net_link_names_ _cleanup_(net_link_names_done)

#endif
