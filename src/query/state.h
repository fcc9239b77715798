/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * State: the sample and the totals that the last run left in a file, so that a cron job gets rates
 * without sleeping, and counters that go on. JSON, mode 0600, replaced as a whole, locked against a
 * second run.
 *
 * The file is never trusted: what is damaged, of another boot, view, owner or version is a fault
 * and no sample.
 */
#ifndef QUERY_STATE_H
#define QUERY_STATE_H

#include "base/folder.h"
#include "query/nowrap.h"
#include "query/sample.h"

struct state {
	const char *file;
	const char *boot_id; /* of the machine now; what another boot left is nothing, silently */
	const struct collector *collector;
	const struct rates *rates;
	struct sample *sample;
	struct totals *totals;

	struct folder folder; /* of the file, as long as it is locked */
	int fd;               /* locked; 0 where nothing is open */
	int fault; /* 0, or the negative errno of why nothing could be taken from the file */
};

/*
 * Opens (or creates) and locks the file, and fills the sample and the totals; they stay empty if
 * there is nothing to compare with. Returns 0, also with a fault, or a negative errno where the
 * file cannot be had at all.
 */
int state_load(struct state *state);

/* Replaces the file by what the sample and the totals are now. Returns 0 or a negative errno. */
int state_save(const struct state *state);

/* Unlocks. */
void state_done(struct state *state);

#endif
