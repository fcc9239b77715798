/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sockets: makes a row of what the kernel tells about a socket; the table of fields. */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

#include "collect/socket/socket.h"
#include "kernel/event.h"

/* Room for the digits of any number that has no word, and for the NUL. */
enum { NUMBER_SIZE = 12 };

/* Sets psutil's word, or the number if a newer kernel has a value without a word. */
static bool set_word(struct arena *arena, const char *word, unsigned number, struct text *ret)
{
	char *digits;

	if (word) {
		*ret = text_of(word);
		return true;
	}
	digits = arena_alloc(arena, NUMBER_SIZE);
	if (!digits)
		return false;
	snprintf(digits, NUMBER_SIZE, "%u", number);
	*ret = text_of(digits);
	return true;
}

/*
 * Port 0 means that there is no address (values.md P-333); so does the empty path of a UNIX socket.
 */
static bool set_address(struct arena *arena, const struct socket *socket,
                        const struct socket_end *end, struct text path, struct socket_address *ret)
{
	if (socket->family == AF_UNIX)
		return path.length == 0 || arena_copy(arena, path, &ret->path) == 0;
	if (end->port == 0)
		return true;
	socket_format_ip(socket, end, ret->ip);
	ret->port = some_u64(end->port);
	return true;
}

/* In a listening socket, the queues count connections that wait for accept(2). */
static void set_queues(const struct socket *socket, struct socket_row *row)
{
	if (socket->state == SOCKET_LISTEN) {
		row->backlog = socket->rx_queue;
		row->max_backlog = socket->tx_queue;
	} else {
		row->recv_queue_bytes = socket->rx_queue;
		row->send_queue_bytes = socket->tx_queue;
	}
}

static struct opt_u64 unless_zero(uint64_t inode)
{
	return inode != 0 ? some_u64(inode) : (struct opt_u64){ 0 };
}

static bool set_members(struct arena *arena, const struct socket *socket, struct socket_row *row)
{
	set_queues(socket, row);
	row->is_listening = socket->state == SOCKET_LISTEN;
	row->uid = socket->uid;
	row->inode = unless_zero(socket->inode);
	row->peer_inode = unless_zero(socket->peer_inode);
	row->timer = socket_timer_word(socket->timer);
	if (socket->timer_expires_ms.is == PRESENT)
		row->timer_expires_seconds = some_f64((double)socket->timer_expires_ms.v / 1000);
	row->retransmits = socket->retransmits;
	return set_word(arena, socket_family_word(socket->family), socket->family, &row->family) &&
	       set_word(arena, socket_type_word(socket->type), socket->type, &row->type) &&
	       set_word(arena, socket_state_word(socket), socket->state, &row->status) &&
	       set_address(arena, socket, &socket->local, socket->path, &row->laddr) &&
	       set_address(arena, socket, &socket->remote, socket->peer_path, &row->raddr);
}

struct socket_row *socket_row_add(struct rows *rows, const struct socket_entry *entry)
{
	struct socket_row *row = rows_add(rows, sizeof(*row));

	if (!row)
		return NULL;
	row->socket = entry->socket;
	row->holder = entry->holder;
	row->holders = entry->fds;
	row->fds.n = entry->n_fds;
	return set_members(&rows->arena, entry->socket, row) ? row : NULL;
}

uint64_t socket_order(const struct socket *socket)
{
	uint8_t bytes[sizeof(uint64_t)] = { (uint8_t)MIN(socket->family, UINT8_MAX) };
	const struct socket_end *end = &socket->local;
	uint64_t order = 0;

	if (socket->family == AF_UNIX) {
		memcpy(bytes + 1, socket->path.length > 0 ? socket->path.bytes : "",
		       MIN(socket->path.length, sizeof(bytes) - 1));
	} else if (socket->family == AF_INET) {
		memcpy(bytes + 1, end->ip, 4);
		bytes[5] = (uint8_t)(end->port >> 8);
		bytes[6] = (uint8_t)end->port;
	} else {
		memcpy(bytes + 1, end->ip, sizeof(bytes) - 1);
	}
	for (size_t n = 0; n < sizeof(bytes); n++)
		order = order << 8 | bytes[n];
	return order;
}

static int compare_ends(const struct socket_end *a, const struct socket_end *b)
{
	int order = memcmp(a->ip, b->ip, sizeof(a->ip));

	return order != 0 ? order : (a->port > b->port) - (a->port < b->port);
}

static int compare_addresses(const struct socket *a, const struct socket *b)
{
	int order;

	if (a->family != b->family)
		return a->family < b->family ? -1 : 1;
	if (a->family != AF_UNIX) {
		order = compare_ends(&a->local, &b->local);
		return order != 0 ? order : compare_ends(&a->remote, &b->remote);
	}
	order = text_compare(a->path, b->path);
	return order != 0 ? order : text_compare(a->peer_path, b->peer_path);
}

static int compare_holders(const struct socket_holder *a, const struct socket_holder *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	if (a->fd != b->fd)
		return a->fd < b->fd ? -1 : 1;
	return (a->pid > b->pid) - (a->pid < b->pid);
}

int socket_compare(const void *left, const void *right)
{
	const struct socket_entry *a = left, *b = right;
	int order;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	order = compare_addresses(a->socket, b->socket);
	if (order == 0)
		order = compare_holders(a->holder, b->holder);
	if (order == 0 && a->socket->type != b->socket->type)
		order = a->socket->type < b->socket->type ? -1 : 1;
	return order != 0 ? order
	                  : (a->socket->inode > b->socket->inode) -
	                            (a->socket->inode < b->socket->inode);
}

size_t socket_count_rows(const struct socket *socket, size_t n_fds)
{
	return socket->family == AF_UNIX ? n_fds : 1;
}

static const struct socket_row *row_of(const void *record)
{
	return record;
}

static void get_ip(const struct socket_address *address, struct value *ret)
{
	*ret = (struct value){ .is = address->ip[0] ? PRESENT : ABSENT,
		               .text = text_of(address->ip) };
}

void socket_get_laddr_ip(const void *record, struct value *ret)
{
	get_ip(&row_of(record)->laddr, ret);
}

void socket_get_raddr_ip(const void *record, struct value *ret)
{
	get_ip(&row_of(record)->raddr, ret);
}

/* An address without members is absent, also as a member of a list item. */
static void get_address(const struct socket_address *address, const void *record, struct value *ret)
{
	*ret = (struct value){ .is = address->ip[0] || address->path.bytes ? PRESENT : ABSENT,
		               .record = record };
}

void socket_get_laddr(const void *record, struct value *ret)
{
	get_address(&row_of(record)->laddr, record, ret);
}

void socket_get_raddr(const void *record, struct value *ret)
{
	get_address(&row_of(record)->raddr, record, ret);
}

static const char *const family_words[] = { "AF_INET", "AF_INET6", "AF_UNIX", NULL };
static const char *const type_words[] = { "SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET", NULL };
static const char *const status_words[] = { "ESTABLISHED", "SYN_SENT",  "SYN_RECV", "FIN_WAIT1",
	                                    "FIN_WAIT2",   "TIME_WAIT", "CLOSE",    "CLOSE_WAIT",
	                                    "LAST_ACK",    "LISTEN",    "CLOSING",  "NONE",
	                                    NULL };
static const char *const timer_words[] = { "on", "keepalive", "timewait", "persist", NULL };

#define S(member, ...) FIELD(struct socket_row, member, __VA_ARGS__)

static const struct field laddr_members[] = {
	COMPUTED(KIND_TEXT, socket_get_laddr_ip, .name = "ip", .help = "IP address"),
	S(laddr.port, .name = "port", .help = "port number"),
	S(laddr.path, .name = "path", .help = "path of a UNIX socket; abstract ones begin with @"),
};

static const struct field raddr_members[] = {
	COMPUTED(KIND_TEXT, socket_get_raddr_ip, .name = "ip", .help = "IP address"),
	S(raddr.port, .name = "port", .help = "port number"),
	S(raddr.path, .name = "path", .help = "path of the UNIX socket at the remote end"),
};

/* The columns that psutil has too, except fd and pid. */
#define CONNECTION                                                                          \
	S(family, .name = "family", .words = family_words, .help = "address family"),       \
		S(type, .name = "type", .words = type_words, .help = "type of the socket"), \
		STRUCT(laddr_members, .name = "laddr", .get = socket_get_laddr,             \
	               .help = "local address"),                                            \
		STRUCT(raddr_members, .name = "raddr", .get = socket_get_raddr,             \
	               .help = "remote address"),                                           \
		S(status, .name = "status", .words = status_words,                          \
	          .help = "state of a TCP connection; NONE for other sockets")

const struct field socket_item_fields[N_SOCKET_ITEM_FIELDS] = {
	S(fd, .name = "fd", .help = "number of the descriptor"),
	CONNECTION,
};

#define T(member, ...) S(tcp.member, .source = SOCKET_SRC_TCP_INFO, .is_short = true, __VA_ARGS__)

static const struct field tcp_info_members[] = {
	T(congestion, .name = "congestion", .help = "congestion control algorithm"),
	T(rtt_us, .name = "rtt", .unit = UNIT_MICROSECONDS, .help = "smoothed round-trip time"),
	T(rttvar_us, .name = "rttvar", .unit = UNIT_MICROSECONDS,
	  .help = "mean deviation of the round-trip time"),
	T(min_rtt_us, .name = "min_rtt", .unit = UNIT_MICROSECONDS,
	  .help = "lowest round-trip time seen"),
	T(rto_us, .name = "rto", .unit = UNIT_MICROSECONDS, .help = "retransmission timeout"),
	T(send_mss_bytes, .name = "mss", .unit = UNIT_BYTES,
	  .help = "maximum segment size for sending"),
	T(pmtu_bytes, .name = "pmtu", .unit = UNIT_BYTES, .help = "MTU of the path"),
	T(cwnd, .name = "cwnd", .help = "congestion window, in segments"),
	T(ssthresh, .name = "ssthresh", .help = "slow start threshold, in segments"),
	T(unacked, .name = "unacked", .help = "segments sent but not acknowledged yet"),
	T(lost, .name = "lost", .help = "segments considered lost"),
	T(retransmitted, .name = "retransmitted",
	  .help = "retransmitted segments not acknowledged yet"),
	T(total_retransmitted, .name = "total_retransmitted", .is_counter = true,
	  .help = "segments retransmitted over the connection's life"),
	T(bytes_sent, .name = "bytes_sent", .is_counter = true, .unit = UNIT_BYTES,
	  .help = "data sent, including retransmissions"),
	T(bytes_acked, .name = "bytes_acked", .is_counter = true, .unit = UNIT_BYTES,
	  .help = "data sent and acknowledged"),
	T(bytes_received, .name = "bytes_received", .is_counter = true, .unit = UNIT_BYTES,
	  .help = "data received"),
	T(bytes_retransmitted, .name = "bytes_retransmitted", .is_counter = true,
	  .unit = UNIT_BYTES, .help = "data retransmitted"),
	T(last_data_sent_ms, .name = "last_data_sent", .unit = UNIT_MILLISECONDS,
	  .help = "time since data was last sent"),
	T(last_data_received_ms, .name = "last_data_received", .unit = UNIT_MILLISECONDS,
	  .help = "time since data was last received"),
	T(delivery_bytes_per_second, .name = "delivery_rate", .unit = UNIT_BYTES_PER_SECOND,
	  .help = "most recent rate at which data was delivered"),
	T(pacing_bytes_per_second, .name = "pacing_rate", .unit = UNIT_BYTES_PER_SECOND,
	  .help = "limit of the send rate"),
};

static const struct field socket_fields[] = {
	S(fd, .name = "fd", .source = SOCKET_SRC_OWNER,
	  .help = "descriptor that refers to the socket"),
	CONNECTION,
	S(item.pid, .name = "pid", .source = SOCKET_SRC_OWNER,
	  .help = "PID of the process that holds the socket"),
	S(item.name, .name = "name", .source = SOCKET_SRC_NAME, .help = "name of the process"),
	S(uid, .name = "uid", .help = "ID of the user that owns the socket"),
	S(username, .name = "username", .source = SOCKET_SRC_USERNAME,
	  .help = "name of the user that owns the socket"),
	S(fds, .name = "fds", .source = SOCKET_SRC_OWNER,
	  .help = "all descriptors of the process that refer to the socket"),
	S(inode, .name = "inode", .help = "inode of the socket, as in the links of /proc/PID/fd"),
	S(recv_queue_bytes, .name = "recv_queue", .unit = UNIT_BYTES,
	  .help = "data that the process has not read yet"),
	S(send_queue_bytes, .name = "send_queue", .unit = UNIT_BYTES,
	  .help = "data that the remote end has not acknowledged yet"),
	S(backlog, .name = "backlog",
	  .help = "listening socket: connections waiting for accept(2)"),
	S(is_listening, .name = "is_listening",
	  .help = "whether the socket listens for connections"),
	S(max_backlog, .name = "max_backlog",
	  .help = "listening socket: limit of waiting connections"),
	S(timer, .name = "timer", .words = timer_words, .help = "timer that is running"),
	S(timer_expires_seconds, .name = "timer_expires", .unit = UNIT_SECONDS,
	  .help = "time until the timer expires"),
	S(retransmits, .name = "retransmits", .help = "unanswered retransmissions or probes"),
	S(drops, .name = "drops", .is_counter = true, .source = SOCKET_SRC_DROPS,
	  .help = "number of datagrams dropped (UDP)"),
	S(interface, .name = "interface", .source = SOCKET_SRC_INTERFACE,
	  .help = "interface that the socket is bound to"),
	S(peer_inode, .name = "peer_inode", .help = "inode of the peer of a UNIX socket"),
	S(protocol, .name = "protocol", .source = SOCKET_SRC_ENDS,
	  .help = "protocol as in ss(8): tcp, udp, raw, u_str, u_dgr, u_seq"),
	S(local, .name = "local", .source = SOCKET_SRC_ENDS,
	  .help = "local address and port, or path, as one text"),
	S(remote, .name = "remote", .source = SOCKET_SRC_ENDS,
	  .help = "remote address and port, or path, as one text; *:*: none"),
	S(process, .name = "process", .source = SOCKET_SRC_PROCESS,
	  .help = "name and PID of the process that holds the socket"),
	STRUCT(tcp_info_members, .name = "tcp_info", .help = "TCP details of the connection"),
};

#define COLLECTOR(collector_name, how)                                                   \
	{                                                                                \
		.name = collector_name, .fields = socket_fields,                         \
		.n_fields = ARRAY_SIZE(socket_fields), .sources = socket_sources,        \
		.n_sources = N_SOCKET_SOURCES, .record_size = sizeof(struct socket_row), \
		.key = "inode fd pid", .event = EVENT_SOCKETS, .may_block = true,        \
		.open = socket_open, .scan = how, .close = socket_reader_free,           \
	}

const struct collector socket_collector = COLLECTOR("socket", socket_scan);
const struct collector process_socket_collector =
	COLLECTOR("process_socket", socket_scan_processes);
