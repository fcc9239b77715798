/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of the network interfaces: rtnetlink(7). Of the live machine only. */
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
	struct text broadcast; /* IFA_BROADCAST, or that of the hardware */
	struct text ptp;       /* the other end, where IFA_ADDRESS is not the address itself */
	struct opt_u64 prefix_bits;
	struct opt_bool is_primary; /* of IPv4: not one more address of the same network */
	size_t index;               /* place in the kernel's answers */
};

/* Lists them by family, as memory of ARENA. Returns 0 or a negative errno. */
int net_addr_read(struct arena *arena, struct net_addr **ret, size_t *ret_n);

/*
 * An address of the network as text: of IPv4 (4 bytes) or IPv6 (16). Absent where BYTES is of
 * another length. Memory of ARENA. Returns 0 or -ENOMEM.
 */
int net_addr_format(int family, struct text bytes, struct arena *arena, struct text *ret);

/* Of IPv6; one that is good on one link only names the link: "fe80::1%eth0". The same. */
int net_addr_format_scoped(struct text bytes, struct text device, struct arena *arena,
                           struct text *ret);

/* Hardware's: lower-case hexadecimal, at least six groups (values.md P-322). The same. */
int net_addr_format_hardware(struct text bytes, struct arena *arena, struct text *ret);

/* The mask of a prefix of so many bits. 0, -EINVAL where the family has fewer, or -ENOMEM. */
int net_addr_format_mask(int family, unsigned bits, struct arena *arena, struct text *ret);

#endif
