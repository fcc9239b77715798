/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sockets, with who holds them (values.md P-150…154, P-330…342).
 *
 *   socket.c          those of the machine: `net connections`
 *   socket_process.c  those of processes: `ps connections`, and the column net_connections
 *   socket_reader.c   the tables of our network namespace and of others
 *   socket_ends.c     what is one text for people
 *   socket_sources.c  what is filled into a row that is wanted
 *   socket_fields.c   from a socket to a row, the table of fields
 */
#ifndef COLLECT_SOCKET_SOCKET_H
#define COLLECT_SOCKET_SOCKET_H

#include "collect/process/process_items.h"
#include "collect/socket/socket_reader.h"
#include "kernel/socket_owner.h"

/* laddr or raddr; all of it missing: not bound, not connected, or not known. */
struct socket_address {
	char ip[INET6_ADDRSTRLEN]; /* empty: of a UNIX socket, or none */
	struct opt_u64 port;
	struct text path;
};

/* A socket and one of those that hold it, or nobody. */
struct socket_row {
	struct item item; /* the one that holds it; its sources say whether somebody is known */
	const struct socket *socket;         /* until the row is handed on */
	const struct socket_holder *holder;  /* the same; NULL: nobody is known */
	const struct socket_holder *holders; /* the same */

	struct opt_u64 fd;
	struct numbers fds;
	struct text family, type, status; /* psutil's words, or the number where it has none */
	struct socket_address laddr, raddr;
	const char *protocol;
	struct text local, remote, process;

	struct opt_u64 uid;
	struct text username;
	struct opt_u64 inode, peer_inode;
	struct opt_u64 recv_queue_bytes, send_queue_bytes;
	struct opt_u64 backlog, max_backlog; /* of a listener */
	bool is_listening;
	const char *timer;
	struct opt_f64 timer_expires_seconds; /* from now */
	struct opt_u64 retransmits, drops;
	struct text interface;
	struct socket_tcp tcp;
};

/* A row to be. */
struct socket_entry {
	const struct socket *socket;
	const struct socket_holder *holder; /* NULL: none is known */
	const struct socket_holder *fds;    /* all that the same process holds it with */
	size_t n_fds;
	uint64_t order; /* socket_order() of the socket */
};

/*
 * How many rows there are of a socket that one process holds with N_FDS descriptors: one, with the
 * lowest of them; of a UNIX socket, as many (psutil, values.md P-153).
 */
size_t socket_count_rows(const struct socket *socket, size_t n_fds);

/* The options of a plan to both collectors; NULL or no table: inet. */
struct socket_options {
	unsigned tables; /* a bit for each enum socket_table, as socket_kind_parse() has it */
};

extern const struct collector socket_collector;         /* of our network namespace */
extern const struct collector process_socket_collector; /* of processes, each in its own */

/* Fill protocol, local and remote; process, of which pid and name have been filled: socket_ends.c
 */
int socket_fill_ends(const struct reading *reading, void *record);
int socket_fill_process(const struct reading *reading, void *record);

extern const struct source socket_sources[N_SOCKET_SOURCES];

/* Their functions: socket.c and socket_process.c. */
int socket_open(const struct plan *plan, void **ret);
int socket_scan(void *handle, const struct plan *plan, const struct take *take);
int socket_scan_processes(void *handle, const struct plan *plan, const struct take *take);

/* The members of an item of psutil's list net_connections; the items are struct socket_row. */
enum { N_SOCKET_ITEM_FIELDS = 6 };
extern const struct field socket_item_fields[N_SOCKET_ITEM_FIELDS];

/* Getters of the fields laddr, raddr and their ip, for records that begin with a socket_row. */
void socket_get_laddr(const void *record, struct value *ret);
void socket_get_raddr(const void *record, struct value *ret);
void socket_get_laddr_ip(const void *record, struct value *ret);
void socket_get_raddr_ip(const void *record, struct value *ret);

/* Appends the row, with the texts that it needs in memory of the rows. NULL where memory is out. */
struct socket_row *socket_row_add(struct rows *rows, const struct socket_entry *entry);

/*
 * A number for the family and as much of laddr as fits. Where it differs, it says how two sockets
 * are ordered, without a look at either: there are many, and in no order in memory.
 */
uint64_t socket_order(const struct socket *socket);

/* The order of two entries, for qsort(3): family, laddr, raddr, fd, pid (values.md P-340). */
int socket_compare(const void *left, const void *right);

/* The tables that the options of a plan name. */
unsigned socket_options_tables(const struct socket_options *options);

/*
 * Appends a row for each descriptor of the process that is a socket of the reader's tables, in
 * order, with what the reader's sources ask for. PROCESS is held by its directory; NAME: its own.
 *
 * Returns 0 or a negative errno: -EACCES its descriptors are not ours to see, -ESRCH it is gone.
 */
int socket_items(struct socket_reader *reader, struct process_handle *process, struct text name,
                 struct buffer *scratch, struct rows *rows);

/* The same for a column of `ps list`: items of socket_item_fields in memory of ARENA. */
int socket_structs_read(struct socket_reader *reader, struct process_handle *process,
                        struct buffer *scratch, struct arena *arena, struct structs *ret);

#endif
