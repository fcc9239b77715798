/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sockets and the processes that hold them (values.md P-150…154, P-330…342).
 *
 *   socket.c          sockets of the machine: `net connections`
 *   socket_owners.c   searches the descriptors of all processes, by several threads
 *   socket_process.c  sockets of processes: `ps connections`, and the column net_connections
 *   socket_reader.c   reads the tables of nvhost's own network namespace and of others
 *   socket_ends.c     fill functions: local and remote end, protocol and process as text
 *   socket_sources.c  the table of sources, and the other fill functions
 *   socket_fields.c   makes a row of a socket; the table of fields
 */
#ifndef COLLECT_SOCKET_SOCKET_H
#define COLLECT_SOCKET_SOCKET_H

#include "collect/process/process_items.h"
#include "collect/socket/socket_reader.h"
#include "kernel/socket_owner.h"

/*
 * laddr or raddr. All members are missing if the socket is not bound or not connected, or if the
 * address is not known.
 */
struct socket_address {
	char ip[INET6_ADDRSTRLEN]; /* empty for a UNIX socket, or if there is no address */
	struct opt_u64 port;
	struct text path;
};

/* A socket and one of the processes that hold it, if any. */
struct socket_row {
	struct item item;            /* the process; its sources say whether a process is known */
	const struct socket *socket; /* valid until the row is handed on */
	const struct socket_holder *holder;  /* the same; NULL: no process is known */
	const struct socket_holder *holders; /* the same */

	struct opt_u64 fd;
	struct numbers fds;
	struct text family, type, status; /* psutil's words, or numbers that have no word */
	struct socket_address laddr, raddr;
	const char *protocol;
	struct text local, remote, process;

	struct opt_u64 uid;
	struct text username;
	struct opt_u64 inode, peer_inode;
	struct opt_u64 recv_queue_bytes, send_queue_bytes;
	struct opt_u64 backlog, max_backlog; /* of a listening socket */
	bool is_listening;
	const char *timer;
	struct opt_f64 timer_expires_seconds; /* time from now */
	struct opt_u64 retransmits, drops;
	struct text interface;
	struct socket_tcp tcp;
};

/*
 * Searches all processes for holders of sockets, whose inodes are the keys of WANTED. *ret_unknown:
 * why a socket without a holder may have one, -EACCES or -FAULT_BLOCKED, else 0. Returns 0 or a
 * negative errno.
 */
int socket_owners_find(const struct hash *wanted, struct socket_owners *ret, int *ret_unknown);

/* A row to be made. */
struct socket_entry {
	const struct socket *socket;
	const struct socket_holder *holder; /* NULL: no process is known */
	const struct socket_holder *fds; /* all descriptors of the same process for this socket */
	size_t n_fds;
	uint64_t order; /* socket_order() of the socket */
};

/*
 * Returns the number of rows for a socket that one process holds with N_FDS descriptors: one row
 * with the lowest descriptor, but for a UNIX socket one row for each (psutil, values.md P-153).
 */
size_t socket_count_rows(const struct socket *socket, size_t n_fds);

/* The options of a plan for both collectors. NULL, or no table: the tables of inet. */
struct socket_options {
	unsigned tables; /* a bit for each enum socket_table, from socket_kind_parse() */
};

extern const struct collector socket_collector; /* of nvhost's own network namespace */
extern const struct collector
	process_socket_collector; /* of processes, each in its own namespace */

/*
 * Fill functions of socket_ends.c: protocol, local and remote; process, which needs pid and name.
 */
int socket_fill_ends(const struct fill_context *context, void *record);
int socket_fill_process(const struct fill_context *context, void *record);

extern const struct source socket_sources[N_SOCKET_SOURCES];

/* Functions of the collectors, in socket.c and socket_process.c. */
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

/* Appends a row and copies its texts to memory of the rows. Returns NULL if memory runs out. */
struct socket_row *socket_row_add(struct rows *rows, const struct socket_entry *entry);

/*
 * Returns a number made of the family and as much of laddr as fits. If the numbers of two sockets
 * differ, they order the sockets: sorting then need not access the sockets, which are scattered in
 * memory.
 */
uint64_t socket_order(const struct socket *socket);

/* Orders two entries, for qsort(3), by family, laddr, raddr, fd, pid (values.md P-340). */
int socket_compare(const void *left, const void *right);

/* Returns the tables that the options of a plan name. */
unsigned socket_options_tables(const struct socket_options *options);

/*
 * Appends a row for each descriptor of the process that refers to a socket in the tables of the
 * reader, in order, and fills the sources of the reader. PROCESS must be held by its directory;
 * NAME is its name.
 *
 * Returns 0 or a negative errno: -EACCES if the user may not see the descriptors, -ESRCH if the
 * process is gone.
 */
int socket_items(struct socket_reader *reader, struct process_handle *process, struct text name,
                 struct buffer *scratch, struct rows *rows);

/*
 * Does the same for a column of `ps list`: the result has the items of socket_item_fields, in
 * memory of ARENA.
 */
int socket_structs_read(struct socket_reader *reader, struct process_handle *process,
                        struct buffer *scratch, struct arena *arena, struct structs *ret);

#endif
