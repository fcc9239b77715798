/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/net/dev: counters of the network interfaces, proc_pid_net(5). */
#ifndef KERNEL_NET_DEV_H
#define KERNEL_NET_DEV_H

#include "base/arena.h"
#include "base/buffer.h"

/* Since the interface came up. */
struct net_dev {
	struct text name;
	uint64_t rx_bytes;
	uint64_t rx_packets;
	uint64_t rx_errors;
	uint64_t rx_dropped;
	uint64_t rx_fifo;
	uint64_t rx_frame;
	uint64_t rx_compressed;
	uint64_t rx_multicast;
	uint64_t tx_bytes;
	uint64_t tx_packets;
	uint64_t tx_errors;
	uint64_t tx_dropped;
	uint64_t tx_fifo;
	uint64_t tx_collisions;
	uint64_t tx_carrier;
	uint64_t tx_compressed;
};

/* Reads it as memory of ARENA. Returns 0 or a negative errno. */
int net_dev_read(struct buffer *scratch, struct arena *arena, struct net_dev **ret, size_t *ret_n);

/* The same from the file's text. 0 or -ENOMEM; odd lines are left out. */
int net_dev_parse(struct text text, struct arena *arena, struct net_dev **ret, size_t *ret_n);

#endif
