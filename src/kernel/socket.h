/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Socket: what the kernel reports about a socket in either source,
 * /proc/net/{tcp,tcp6,udp,udp6,unix} (kernel/socket_table.h) or NETLINK_SOCK_DIAG
 * (kernel/sock_diag.h). Both provide the same rows; sock_diag provides more data for each.
 */
#ifndef KERNEL_SOCKET_H
#define KERNEL_SOCKET_H

#include <netinet/in.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/value.h"

enum socket_table {
	SOCKET_TCP4,
	SOCKET_TCP6,
	SOCKET_UDP4,
	SOCKET_UDP6,
	SOCKET_UNIX,
	N_SOCKET_TABLES,
};

enum { SOCKET_ALL_TABLES = (1 << N_SOCKET_TABLES) - 1 };

/* include/net/tcp_states.h. UDP uses ESTABLISHED and CLOSE; UNIX sockets also use LISTEN. */
enum socket_state {
	SOCKET_ESTABLISHED = 1,
	SOCKET_SYN_SENT,
	SOCKET_SYN_RECV,
	SOCKET_FIN_WAIT1,
	SOCKET_FIN_WAIT2,
	SOCKET_TIME_WAIT,
	SOCKET_CLOSE,
	SOCKET_CLOSE_WAIT,
	SOCKET_LAST_ACK,
	SOCKET_LISTEN,
	SOCKET_CLOSING,
};

enum socket_timer {
	SOCKET_TIMER_NONE,
	SOCKET_TIMER_RETRANSMIT,
	SOCKET_TIMER_KEEPALIVE,
	SOCKET_TIMER_TIMEWAIT,
	SOCKET_TIMER_PROBE, /* zero window probe */
};

/* One end of an inet socket. Port 0: not bound or not connected (values.md P-333). */
struct socket_end {
	uint8_t ip[16]; /* in network byte order; AF_INET uses the first four bytes */
	uint16_t port;
};

/* The data of getsockopt(TCP_INFO). A member that this kernel does not have is absent. */
struct socket_tcp {
	struct text congestion; /* the algorithm: "cubic"; absent if bytes is NULL */
	struct opt_u64 rtt_us, rttvar_us, min_rtt_us, rto_us;
	struct opt_u64 send_mss_bytes, pmtu_bytes;
	struct opt_u64 cwnd, ssthresh, unacked, lost; /* segments */
	/* segments that are being retransmitted now */
	struct opt_u64 retransmitted;
	struct opt_u64 total_retransmitted; /* segments since the connection began */
	struct opt_u64 bytes_sent, bytes_acked, bytes_received, bytes_retransmitted;
	struct opt_u64 last_data_sent_ms, last_data_received_ms;
	struct opt_u64 delivery_bytes_per_second, pacing_bytes_per_second;
};

struct socket {
	uint16_t family;   /* AF_INET, AF_INET6, AF_UNIX */
	uint16_t type;     /* SOCK_STREAM, SOCK_DGRAM … */
	uint16_t protocol; /* IPPROTO_TCP, IPPROTO_UDP, 0 */
	uint8_t state;     /* enum socket_state, or a number of a newer kernel */
	uint8_t timer;     /* enum socket_timer, or a number of a newer kernel */
	uint32_t ifindex;  /* the interface that the socket is bound to; 0: none, or unknown */

	struct socket_end local, remote;
	struct text path;      /* UNIX: an abstract path has '@' for each NUL; empty: none */
	struct text peer_path; /* set by socket_list_find_peers() */

	/* UNIX: the file that the socket is bound to; 0: not asked for */
	uint32_t file_device, file_inode;
	/* 0: no process can hold the socket (TIME_WAIT, SYN_RECV, not yet accepted) */
	uint64_t inode;
	uint64_t peer_inode; /* UNIX; 0: not connected, or unknown */
	uint64_t cookie;     /* unique since boot; 0: unknown */

	/* absent if the socket has no owner and the kernel prints 0; not in /proc/net/unix */
	struct opt_u64 uid;

	/*
	 * Bytes in the queues. For a listening socket: connections that wait to be accepted, and
	 * their maximum (the latter is absent in /proc/net).
	 */
	struct opt_u64 rx_queue, tx_queue;

	struct opt_u64 timer_expires_ms; /* from now; absent while no timer runs */
	struct opt_u64 retransmits;      /* TCP: unanswered retransmissions or probes so far */
	struct opt_u64 drops;            /* UDP: dropped datagrams */
	const struct socket_tcp *tcp;    /* NULL: not asked for, or not a connection */
};

/* A zeroed list is empty and usable. Texts and TCP information live as long as the list. */
struct socket_list {
	struct socket *items;
	size_t n;
	size_t size;
	size_t n_malformed; /* lines or messages that were skipped */
	struct arena memory;
};

/* Appends SOCKET. Its texts must be memory of the list. Returns 0 or -ENOMEM. */
int socket_list_add(struct socket_list *list, const struct socket *socket);

/*
 * Sets peer_path of UNIX sockets whose peer is also in the list: for a client, the path to which it
 * is connected. Returns 0 or -ENOMEM.
 */
int socket_list_find_peers(struct socket_list *list);

void socket_list_done(struct socket_list *list);

#define _cleanup_socket_list_ _cleanup_(socket_list_done)

/* Returns a socket with the members that TABLE determines: family, type (not of UNIX), protocol. */
struct socket socket_of_table(enum socket_table table);

/* Formats an address as inet_ntop(3) does: "127.0.0.1", "::ffff:127.0.0.1". */
void socket_format_ip(const struct socket *socket, const struct socket_end *end,
                      char ret[INET6_ADDRSTRLEN]);

/*
 * Return psutil's words (values.md C-03, C-06): "ESTABLISHED", or "NONE" if the socket is not TCP;
 * "AF_INET"; "SOCK_STREAM". Return NULL for a number without a word.
 */
const char *socket_state_word(const struct socket *socket);
const char *socket_family_word(unsigned family);
const char *socket_type_word(unsigned type);

/* Returns ss(8)'s word: "on", "keepalive", "timewait", "persist". NULL: no timer, or unknown. */
const char *socket_timer_word(unsigned timer);

/* Returns psutil's Nth kind of connections (values.md C-08), the default first; NULL at the end. */
const char *socket_kind_name(size_t n);

/* Finds the tables of a kind, as a bit set (1 << SOCKET_TCP4). Returns 0 or -EINVAL. */
int socket_kind_parse(struct text word, unsigned *ret_tables);

#endif
