/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * State: the sample that the last run left in a file, so that a cron job gets rates without
 * sleeping. JSON, mode 0600, replaced as a whole, locked against a second run.
 *
 * The file is never trusted: what is damaged, of another boot, view, owner or version is a fault
 * and no sample.
 */
#ifndef QUERY_STATE_H
#define QUERY_STATE_H

#include "query/sample.h"

struct state {
	int fd;    /* locked; 0 where nothing is open */
	int fault; /* 0, or the negative errno of why the file is no sample */
};

/*
 * Opens (or creates) and locks FILE and fills *ret, which is empty if there is no sample to
 * compare with. BOOT_ID: of the machine now; a sample of another boot is none, silently.
 * Returns 0, also with a fault, or a negative errno where the file cannot be had at all.
 */
int state_load(struct state *state, const char *file, const char *boot_id,
               const struct rates *rates, struct sample *ret);

/* Replaces FILE by the sample. Returns 0 or a negative errno. */
int state_save(const char *file, const char *boot_id, const struct rates *rates,
               const struct sample *sample);

/* Unlocks. */
void state_done(struct state *state);

#endif
