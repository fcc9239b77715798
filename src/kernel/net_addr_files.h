/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses of the network interfaces of another host, from the files of its process 1,
 * proc_pid_net(5): net/dev, net/if_inet6, net/fib_trie with net/route; and /sys/class/net. For IPv4
 * these files have no broadcast addresses, labels and peers.
 */
#ifndef KERNEL_NET_ADDR_FILES_H
#define KERNEL_NET_ADDR_FILES_H

#include "kernel/netlink/net_addr.h"

/*
 * Lists the addresses by family, as memory of ARENA. An address that exists but cannot be read is
 * absent, and so is an interface that is not known. Returns 0 or a negative errno: the error of
 * net/dev, -ENOMEM.
 */
int net_addr_read_files(struct buffer *scratch, struct arena *arena, struct net_addr **ret,
                        size_t *ret_n);

/*
 * Parses a line of if_inet6: "fe80…01 02 40 20 80 eth0". Returns 1, 0 for another line, or -ENOMEM.
 */
int net_addr_parse_inet6(struct text line, struct arena *arena, struct net_addr *ret);

/* Finds the next local IPv4 address in the text of fib_trie. ret: in network byte order. */
bool fib_trie_next_local(struct text *text, uint32_t *ret);

/*
 * Finds the interface of ADDRESS by the narrowest matching network in net/route. ret_bits: the
 * prefix length of this network. 127.0.0.0/8 belongs to "lo". Returns false if no network matches.
 */
bool route_find_interface(struct text routes, uint32_t address, struct text *ret_name,
                          unsigned *ret_bits);

#endif
