/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * State: the sample and the totals of the last run, kept in a file, so that a cron job gets rates
 * without a pause, and totals that never fall. The file is JSON, has mode 0600, is replaced as a
 * whole, and is locked against a second run.
 *
 * The file is never trusted: if it is damaged, or belongs to another view, version or owner, that
 * is a fault, and there is no sample. A file from another boot gives no sample, without a fault.
 */
#ifndef QUERY_STATE_H
#define QUERY_STATE_H

#include "base/folder.h"
#include "query/nowrap.h"
#include "query/sample.h"

struct state {
	const char *file;
	const char *boot_id; /* of the machine now */
	const struct collector *collector;
	const struct rates *rates;
	struct sample *sample;
	struct totals *totals;

	struct folder folder; /* of the file, while the file is locked */
	int fd;               /* the locked file; 0: none is open */
	int fault;            /* 0, or the negative errno that made the file useless */
};

/*
 * Opens (or creates) and locks the file, and fills the sample and the totals; they stay empty if
 * the file has nothing to compare with. Returns 0, also with a fault, or a negative errno if the
 * file cannot be opened or locked.
 */
int state_load(struct state *state);

/* Replaces the file, with the sample and the totals of now. Returns 0 or a negative errno. */
int state_save(const struct state *state);

/* Closes the file, which unlocks it. */
void state_done(struct state *state);

#endif
