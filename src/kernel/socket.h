/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Socket: what the kernel tells of one, wherever it tells it: /proc/net/{tcp,tcp6,udp,udp6,unix}
 * (kernel/socket_table.h) or NETLINK_SOCK_DIAG (kernel/sock_diag.h). Both give the same rows, the
 * second with more to each.
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

/* include/net/tcp_states.h; UDP uses ESTABLISHED and CLOSE, UNIX also LISTEN. */
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
	SOCKET_TIMER_PROBE, /* of a window that is closed */
};

/* An end of an inet socket. Port 0: not bound or not connected (values.md P-333). */
struct socket_end {
	uint8_t ip[16]; /* as on the wire; AF_INET takes the first four bytes */
	uint16_t port;
};

/* What getsockopt(TCP_INFO) knows; a member that this kernel does not know is absent. */
struct socket_tcp {
	struct text congestion; /* the algorithm: "cubic"; absent where bytes is NULL */
	struct opt_u64 rtt_us, rttvar_us, min_rtt_us, rto_us;
	struct opt_u64 send_mss_bytes, pmtu_bytes;
	struct opt_u64 cwnd, ssthresh, unacked, lost; /* segments */
	struct opt_u64 retransmitted;                 /* segments on their way again now */
	struct opt_u64 total_retransmitted;           /* segments since the start */
	struct opt_u64 bytes_sent, bytes_acked, bytes_received, bytes_retransmitted;
	struct opt_u64 last_data_sent_ms, last_data_received_ms;
	struct opt_u64 delivery_bytes_per_second, pacing_bytes_per_second;
};

struct socket {
	uint16_t family;   /* AF_INET, AF_INET6, AF_UNIX */
	uint16_t type;     /* SOCK_STREAM, SOCK_DGRAM … */
	uint16_t protocol; /* IPPROTO_TCP, IPPROTO_UDP, 0 */
	uint8_t state;     /* enum socket_state, or what a newer kernel says */
	uint8_t timer;     /* enum socket_timer, or what a newer kernel says */
	uint32_t ifindex;  /* it is bound to this interface; 0: to none, or not known */

	struct socket_end local, remote;
	struct text path;      /* of a UNIX socket, abstract ones with '@' for each NUL; or empty */
	struct text peer_path; /* socket_list_find_peers() sets it */

	uint32_t file_device,
		file_inode; /* UNIX: of the file that it is bound to; 0: not asked for */

	uint64_t inode;      /* 0: no process can hold it (TIME_WAIT, SYN_RECV, not yet accepted) */
	uint64_t peer_inode; /* UNIX; 0: not connected, or not known */
	uint64_t cookie;     /* tells it from all others since boot; 0: not known */

	/* absent where the kernel has 0 because nobody owns it, and in the text for UNIX */
	struct opt_u64 uid;

	/*
	 * Bytes waiting. Of a listener: connections waiting to be accepted, and how many may (the
	 * latter absent in the text).
	 */
	struct opt_u64 rx_queue, tx_queue;

	struct opt_u64 timer_expires_ms; /* from now; absent while no timer runs */
	struct opt_u64 retransmits;      /* unanswered so far: retransmissions or probes; TCP */
	struct opt_u64 drops;            /* datagrams; UDP */
	const struct socket_tcp *tcp;    /* NULL: not asked for, or not a connection */
};

/* Zeroed, it is empty and usable. Texts and TCP information live as long as the list. */
struct socket_list {
	struct socket *items;
	size_t n;
	size_t size;
	size_t n_malformed; /* lines or messages that were skipped */
	struct arena memory;
};

/* Appends SOCKET, whose texts belong to the list's memory. Returns 0 or -ENOMEM. */
int socket_list_add(struct socket_list *list, const struct socket *socket);

/*
 * Sets peer_path of the UNIX sockets whose peer is in the list too: of a client, the path that it
 * connected to. Returns 0 or -ENOMEM.
 */
int socket_list_find_peers(struct socket_list *list);

void socket_list_done(struct socket_list *list);

#define _cleanup_socket_list_ _cleanup_(socket_list_done)

/* The members that the table decides: family, type (but of UNIX) and protocol. */
struct socket socket_of_table(enum socket_table table);

/* "127.0.0.1", "::ffff:127.0.0.1": what inet_ntop(3) says. */
void socket_format_ip(const struct socket *socket, const struct socket_end *end,
                      char ret[INET6_ADDRSTRLEN]);

/*
 * psutil's words (values.md C-03, C-06): "ESTABLISHED", "NONE" where it is not TCP; "AF_INET";
 * "SOCK_STREAM". NULL for a number without a word, which is to be shown as it is.
 */
const char *socket_state_word(const struct socket *socket);
const char *socket_family_word(unsigned family);
const char *socket_type_word(unsigned type);

/* As ss(8) calls them: "on", "keepalive", "timewait", "persist"; NULL for none and unknown ones. */
const char *socket_timer_word(unsigned timer);

/* The Nth kind of connections that psutil knows (values.md C-08), the default first; or NULL. */
const char *socket_kind_name(size_t n);

/* The tables of a kind, a bit for each (1 << SOCKET_TCP4). Returns 0 or -EINVAL. */
int socket_kind_parse(struct text word, unsigned *ret_tables);

#endif
