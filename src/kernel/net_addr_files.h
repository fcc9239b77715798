/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses of the network interfaces of a host that is not ours, as far as the files of its
 * process 1 tell, proc_pid_net(5): net/dev, net/if_inet6, net/fib_trie with net/route, and
 * /sys/class/net. Of IPv4 they tell neither broadcast addresses nor labels nor peers.
 */
#ifndef KERNEL_NET_ADDR_FILES_H
#define KERNEL_NET_ADDR_FILES_H

#include "kernel/netlink/net_addr.h"

/*
 * Lists them by family, as memory of ARENA. An address that is there but not known is absent, and
 * so is the interface of one. Returns 0 or a negative errno: that of net/dev, -ENOMEM.
 */
int net_addr_read_files(struct buffer *scratch, struct arena *arena, struct net_addr **ret,
                        size_t *ret_n);

/* A line of if_inet6: "fe80…01 02 40 20 80 eth0". Returns 1, 0 for another line, or -ENOMEM. */
int net_addr_parse_inet6(struct text line, struct arena *arena, struct net_addr *ret);

/* The next address of this machine in the text of fib_trie: IPv4, bytes as on the network. */
bool fib_trie_next_local(struct text *text, uint32_t *ret);

/*
 * The interface whose network the address is of, by the text of net/route, with the bits of that
 * network's prefix; the narrowest counts. 127.0.0.0/8 is of "lo". False: none.
 */
bool route_find_interface(struct text routes, uint32_t address, struct text *ret_name,
                          unsigned *ret_bits);

#endif
