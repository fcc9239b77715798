/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of the network interfaces: getifaddrs(3). Of the live machine only. */
#ifndef KERNEL_NETLINK_NET_ADDR_H
#define KERNEL_NETLINK_NET_ADDR_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct net_addr {
	struct text name;   /* the label, such as eth0:1 */
	struct text device; /* the interface */
	const char *family; /* "AF_INET" …, "AF_UNSPEC" for an interface without an address */
	int family_number;
	struct text address; /* as text; absent where there is none */
	struct text netmask;
	struct text broadcast;
	struct text ptp; /* the other end of a point-to-point link */
	struct opt_u64 prefix_bits;
	size_t index; /* place in the kernel's answer */
};

/* Lists them by family, as memory of ARENA. Returns 0 or a negative errno. */
int net_addr_read(struct arena *arena, struct net_addr **ret, size_t *ret_n);

#endif
