/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Selectors of processes that the kernel compares: users, terminals, ports, files and mounts. The
 * words of the options are resolved once, before anything is read, to numbers: those of a user, of
 * a device, of an inode. So a name that is another file by now does not select its holders.
 *
 * Names, control groups, containers and units are texts: query/select.h has these.
 */
#ifndef COMMAND_SELECTOR_H
#define COMMAND_SELECTOR_H

#include "kernel/process/pid_held.h"
#include "query/select.h"

struct process; /* collect/process/process.h */

/* A word, as what it names. */
struct selected {
	uint64_t number;         /* of a user, a terminal, a port, a device */
	uint64_t inode;          /* of a file on that device */
	struct file_ids sockets; /* that are bound to that file */
	struct text text;        /* as it was said; of another host, this is compared */
};

/* What all words of the options name. A kind of which no word names anything selects nobody. */
struct selectors {
	struct selected *items[N_SELECTORS];
	size_t n[N_SELECTORS];
	bool is_given[N_SELECTORS];
	bool is_by_name[N_SELECTORS]; /* of a host that is not this one */
	uint64_t sources;             /* of a process, that are looked at */
};

/*
 * Resolves the words of SELECTION into memory of ARENA. TELL is called for each that names nothing.
 * Returns 0 or -ENOMEM.
 */
int selectors_resolve(struct selectors *selectors, const struct selection *selection,
                      struct arena *arena,
                      void (*tell)(void *arg, const char *word, const char *reason), void *arg);

/* Whether all kinds select PROCESS, a record of processes or of trees; in any thread. */
bool selectors_hold(const struct selectors *selectors, const struct process *process);

#endif
