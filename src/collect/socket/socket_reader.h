/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Data read once for all rows of sockets: the tables of nvhost's own network namespace and of
 * others, and names.
 */
#ifndef COLLECT_SOCKET_SOCKET_READER_H
#define COLLECT_SOCKET_SOCKET_READER_H

#include "base/hash.h"
#include "collect/process/user_names.h"
#include "kernel/socket.h"
#include "model/collector.h"

/* The sources of collect/socket/socket.h, which declares their table. */
enum socket_source {
	SOCKET_SRC_NONE, /* data that every table has */
	SOCKET_SRC_OWNER,
	SOCKET_SRC_NAME,
	SOCKET_SRC_USERNAME,
	SOCKET_SRC_INTERFACE,
	SOCKET_SRC_TCP_INFO,
	SOCKET_SRC_DROPS,
	SOCKET_SRC_ENDS,
	SOCKET_SRC_PROCESS,
	N_SOCKET_SOURCES,
};

/* The sockets of one network namespace. */
struct socket_space {
	struct socket_space *next;
	struct socket_list list;
	struct hash by_inode; /* index in the list */
};

/* The functions below may be called in any thread after the reader has been initialized. */
struct socket_reader {
	unsigned tables;
	uint64_t sources;      /* a bit for each enum socket_source */
	struct faults *faults; /* where to report missing or damaged tables; NULL: nowhere */
	int unknown;           /* why a socket without a holder may have one; 0: it has none */
	pthread_mutex_t lock;  /* protects the spaces and the names */
	struct user_names users;
	struct socket_space *spaces;
	struct hash by_id;      /* by inode of the namespace in nsfs: struct socket_space * */
	struct hash names;      /* by PID: struct text * */
	struct hash interfaces; /* by ifindex: struct text * */
	struct arena arena;     /* memory of both */
};

/* TABLES has a bit for each enum socket_table, SOURCES one for each enum socket_source. */
void socket_reader_init(struct socket_reader *reader, unsigned tables, uint64_t sources);
void socket_reader_done(struct socket_reader *reader);

/* Creates a reader as the handle of a collector; it reports missing tables to the plan's faults. */
int socket_reader_new(const struct plan *plan, unsigned tables, uint64_t sources, void **ret);
void socket_reader_free(void *reader);

/* Discards all data but the user names, so that the next scan reads them again. */
void socket_reader_refresh(struct socket_reader *reader);

/*
 * Reads the tables of nvhost's own network namespace, or of the recorded host. Returns 0 or
 * -ENOMEM.
 */
int socket_reader_own(struct socket_reader *reader, struct socket_list *ret);

/*
 * Finds or reads the network namespace of process PID, whose open directory /proc/PID is DIR.
 * Returns 0, -ENOMEM or -FAULT_BLOCKED.
 */
int socket_reader_space(struct socket_reader *reader, int dir, pid_t pid,
                        const struct socket_space **ret);

/*
 * Functions of socket_names.c: find the name of a process or of an interface. bytes is NULL if the
 * process or interface is gone.
 */
int socket_reader_process_name(struct socket_reader *reader, pid_t pid, struct text *ret);
int socket_reader_interface(struct socket_reader *reader, uint32_t ifindex, struct text *ret);

#endif
