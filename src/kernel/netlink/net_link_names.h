/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the network interfaces by their numbers, as RTM_GETLINK has them. */
#ifndef KERNEL_NETLINK_NET_LINK_NAMES_H
#define KERNEL_NETLINK_NET_LINK_NAMES_H

#include "base/arena.h"
#include "base/hash.h"

/* A zeroed one, but for the arena that the names are to be in, is empty and usable. */
struct net_link_names {
	struct arena *arena;
	struct hash places;
	struct text *names;
	size_t n;
};

/* NAME belongs to the arena. Returns 0 or -ENOMEM. */
int net_link_names_add(struct net_link_names *names, int index, struct text name);

/* Asks the kernel for all of them. Returns 0 or a negative errno. */
int net_link_names_read(struct net_link_names *names);

/* Absent (bytes NULL) for a number that no interface had. */
struct text net_link_names_find(const struct net_link_names *names, int index);

/* Forgets them; the names themselves stay in the arena. */
void net_link_names_done(struct net_link_names *names);

#define _cleanup_net_link_names_ _cleanup_(net_link_names_done)

#endif
