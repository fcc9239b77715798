/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Login sessions: utmp(5), or systemd-logind's files where there is no utmp any more. */
#ifndef KERNEL_SESSIONS_H
#define KERNEL_SESSIONS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* What is not known is absent. */
struct session {
	struct text name;     /* of the user */
	struct text terminal; /* absent where there is none */
	struct text host;
	struct opt_f64 started_epoch;
	struct opt_u64 pid;     /* of the login process */
	struct text class_name; /* logind's: "user", "user-early" … */
	struct text seat;       /* logind's: "seat0"; absent of a session over the network */
};

struct session_list {
	struct arena *arena;
	struct session *items;
	size_t n;
};

/* Appends. Returns 0 or -ENOMEM. */
int session_add(struct session_list *list, const struct session *session);

/* psutil shows a local display as this machine (values.md P-413). */
struct text session_host(struct text host);

/*
 * Lists the sessions of /run/utmp whose process lives, or where it has none, those of
 * /run/systemd/sessions (values.md P-410, T-14). Neither is no error. Returns 0 or a negative
 * errno.
 */
int sessions_read(struct buffer *scratch, struct session_list *ret);

#endif
