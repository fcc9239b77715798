/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read once for all rows of sockets: the tables of our network namespace and of others,
 * and names.
 */
#ifndef COLLECT_SOCKET_SOCKET_READER_H
#define COLLECT_SOCKET_SOCKET_READER_H

#include "base/hash.h"
#include "collect/process/user_names.h"
#include "kernel/socket.h"
#include "model/collector.h"

/* Of collect/socket.h, which has the table of them. */
enum socket_source {
	SOCKET_SRC_NONE, /* what every table tells */
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
	uint64_t id; /* of the namespace: its inode in nsfs */
	struct socket_list list;
	struct hash by_inode; /* to the index in the list */
};

/* Its functions may be called in any thread, once it has been made ready. */
struct socket_reader {
	unsigned tables;
	uint64_t sources;      /* a bit for each enum socket_source */
	struct faults *faults; /* told of a table that is missing or damaged; NULL: nobody */
	bool is_any_denied;    /* a process whose descriptors are not ours to see */
	pthread_mutex_t lock;  /* of the spaces and the names */
	struct user_names users;
	struct socket_space *spaces;
	struct hash names;      /* by PID: struct text *; by interface below */
	struct hash interfaces; /* by ifindex: struct text * */
	struct arena arena;     /* of both */
};

/* tables: a bit for each enum socket_table. sources: for each enum socket_source. */
void socket_reader_init(struct socket_reader *reader, unsigned tables, uint64_t sources);
void socket_reader_done(struct socket_reader *reader);

/* The same as a collector's handle, which tells of missing tables. */
int socket_reader_new(const struct plan *plan, unsigned tables, uint64_t sources, void **ret);
void socket_reader_free(void *reader);

/* Forgets all but the users: what comes next is read anew. */
void socket_reader_refresh(struct socket_reader *reader);

/* Reads the tables of our own network namespace, or of the recorded host. 0 or -ENOMEM. */
int socket_reader_own(struct socket_reader *reader, struct socket_list *ret);

/* The namespace of the process whose open directory /proc/PID is DIR. Returns 0 or -ENOMEM. */
int socket_reader_space(struct socket_reader *reader, int dir, pid_t pid,
                        const struct socket_space **ret);

/* The name of a process or of an interface; absent (bytes NULL) where it has none any more. */
int socket_reader_process_name(struct socket_reader *reader, pid_t pid, struct text *ret);
int socket_reader_interface(struct socket_reader *reader, uint32_t ifindex, struct text *ret);

#endif
