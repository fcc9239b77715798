/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Selectors by numbers of the kernel: users, terminals, ports, files and mounts. The words of the
 * options are resolved once, before anything is read: to user IDs, devices and inodes. If the path
 * becomes another file after that, its users are not selected.
 *
 * Selectors by text (names, control groups, containers, units) are in query/select.h.
 */
#ifndef COMMAND_SELECTOR_H
#define COMMAND_SELECTOR_H

#include "kernel/process/pid_held.h"
#include "query/select.h"

struct process; /* collect/process/process.h */

/* A word of an option, resolved. */
struct selected {
	uint64_t number;         /* user ID, terminal, port or device */
	uint64_t inode;          /* of a file on that device */
	struct file_ids sockets; /* sockets that are bound to that file */
	struct text text;        /* the word itself, which is compared for another host */
};

/* All words, resolved. A kind whose words all name nothing selects no process. */
struct selectors {
	struct selected *items[N_SELECTORS];
	size_t n[N_SELECTORS];
	bool is_given[N_SELECTORS];
	bool is_by_name[N_SELECTORS]; /* compare names: the host is not this one */
	uint64_t sources;             /* sources of a process that are compared */
};

/*
 * Resolves the words of SELECTION. Calls TELL for each word that names nothing.
 * Returns 0 or -ENOMEM.
 */
int selectors_resolve(struct selectors *selectors, const struct selection *selection,
                      struct arena *arena,
                      void (*tell)(void *arg, const char *word, const char *reason), void *arg);

/* Whether all kinds select PROCESS, a record of ps or tree. May be called in any thread. */
bool selectors_hold(const struct selectors *selectors, const struct process *process);

#endif
