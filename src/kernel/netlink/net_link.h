/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flags, MTU and speed of a network interface; netdevice(7). */
#ifndef KERNEL_NETLINK_NET_LINK_H
#define KERNEL_NETLINK_NET_LINK_H

#include "base/buffer.h"
#include "model/value.h"

enum duplex { DUPLEX_OF_UNKNOWN, DUPLEX_OF_HALF, DUPLEX_OF_FULL };

struct net_link {
	struct opt_u64 flags; /* IFF_… */
	struct opt_u64 mtu_bytes;
	struct opt_u64 speed_mbit; /* 0: unknown */
	enum duplex duplex;
};

/*
 * Reads the interface NAME, on the live machine with ioctl(2), otherwise in /sys/class/net/NAME.
 * Returns 0 or a negative errno: -ENODEV if there is no such interface.
 */
int net_link_read(struct text name, struct net_link *ret);

/* Appends the names of the flags, separated by commas, in psutil's order. Returns 0 or -ENOMEM. */
int net_link_format_flags(uint64_t flags, struct buffer *ret);

/* Returns "full", "half" or "unknown". */
const char *net_link_duplex_word(enum duplex duplex);

#endif
