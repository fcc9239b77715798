/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of the network interfaces of the live machine: rtnetlink(7). */
#ifndef KERNEL_NETLINK_NET_ADDR_H
#define KERNEL_NETLINK_NET_ADDR_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct net_addr {
	struct text name;   /* the label, such as eth0:1 */
	struct text device; /* the interface */
	const char *family; /* "AF_INET" …; "AF_UNSPEC" for an interface without an address */
	int family_number;
	struct text address; /* in text form; absent if there is none */
	struct text netmask;
	struct text broadcast; /* IFA_BROADCAST, or the hardware broadcast address */
	struct text ptp;       /* the peer, if IFA_ADDRESS is not the address itself */
	struct opt_u64 prefix_bits;
	struct opt_bool is_primary; /* IPv4: not a secondary address of the same network */
	size_t index;               /* position in the kernel's reply */
};

/* Lists the addresses by family, as memory of ARENA. Returns 0 or a negative errno. */
int net_addr_read(struct arena *arena, struct net_addr **ret, size_t *ret_n);

/*
 * Formats an IPv4 (4 bytes) or IPv6 address (16 bytes) in network byte order. ret: memory of ARENA;
 * unchanged if BYTES has another length. Returns 0 or -ENOMEM.
 */
int net_addr_format(int family, struct text bytes, struct arena *arena, struct text *ret);

/*
 * Formats an IPv6 address. A link-local address includes the interface: "fe80::1%eth0". Returns as
 * above.
 */
int net_addr_format_scoped(struct text bytes, struct text device, struct arena *arena,
                           struct text *ret);

/*
 * Formats a hardware address: lowercase hexadecimal, at least six groups (values.md P-322). Returns
 * as above.
 */
int net_addr_format_hardware(struct text bytes, struct arena *arena, struct text *ret);

/*
 * Formats the mask of a prefix of BITS. Returns 0, -EINVAL if the family has fewer bits, or
 * -ENOMEM.
 */
int net_addr_format_mask(int family, unsigned bits, struct arena *arena, struct text *ret);

#endif
