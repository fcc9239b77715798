/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Login sessions: utmp(5), or systemd-logind's files where there is no utmp any more. */
#ifndef KERNEL_SESSIONS_H
#define KERNEL_SESSIONS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct session {
	struct text name;     /* of the user */
	struct text terminal; /* absent where there is none */
	struct text host;
	double started_epoch;
	struct opt_u64 pid; /* of the login process */
};

/*
 * Lists the sessions of /run/utmp, or where it is missing of /run/systemd/sessions, as memory of
 * ARENA. Neither is no error. Returns 0 or a negative errno.
 */
int sessions_read(struct buffer *scratch, struct arena *arena, struct session **ret, size_t *ret_n);

/* The same from the bytes of utmp, and from one file of logind (false: no user's session). */
int sessions_parse_utmp(struct text bytes, struct arena *arena, struct session **ret,
                        size_t *ret_n);
bool sessions_parse_logind(struct text text, struct session *ret);

#endif
