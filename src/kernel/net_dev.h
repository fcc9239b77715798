/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/net/dev: the counters of the network interfaces, proc_pid_net(5). */
#ifndef KERNEL_NET_DEV_H
#define KERNEL_NET_DEV_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Counters since the interface was created. A value that is not a number or is too large is absent,
 * and does not affect the others.
 */
struct net_dev {
	struct text name;
	struct opt_u64 rx_bytes;
	struct opt_u64 rx_packets;
	struct opt_u64 rx_errors;
	struct opt_u64 rx_dropped;
	struct opt_u64 rx_fifo;
	struct opt_u64 rx_frame;
	struct opt_u64 rx_compressed;
	struct opt_u64 rx_multicast;
	struct opt_u64 tx_bytes;
	struct opt_u64 tx_packets;
	struct opt_u64 tx_errors;
	struct opt_u64 tx_dropped;
	struct opt_u64 tx_fifo;
	struct opt_u64 tx_collisions;
	struct opt_u64 tx_carrier;
	struct opt_u64 tx_compressed;
};

/* Reads the file into memory of ARENA. Returns 0 or a negative errno. */
int net_dev_read(struct buffer *scratch, struct arena *arena, struct net_dev **ret, size_t *ret_n);

/* Parses the text of the file. Malformed lines are left out. Returns 0 or -ENOMEM. */
int net_dev_parse(struct text text, struct arena *arena, struct net_dev **ret, size_t *ret_n);

#endif
