/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Login sessions: utmp(5), or the files of systemd-logind on systems without utmp. */
#ifndef KERNEL_SESSIONS_H
#define KERNEL_SESSIONS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* A datum that is not known is absent. */
struct session {
	struct text name;     /* of the user */
	struct text terminal; /* absent if there is none */
	struct text host;
	struct opt_f64 started_epoch;
	struct opt_u64 pid;     /* of the login process */
	struct text class_name; /* from logind: "user", "user-early" … */
	struct text seat;       /* from logind: "seat0"; absent for a network session */
};

struct session_list {
	struct arena *arena;
	struct session *items;
	size_t n;
};

/* Appends a session. Returns 0 or -ENOMEM. */
int session_add(struct session_list *list, const struct session *session);

/* Replaces a local display by "localhost", as psutil does (values.md P-413). */
struct text session_host(struct text host);

/*
 * Lists the sessions in /run/utmp whose process exists or, if there are none, the sessions in
 * /run/systemd/sessions (values.md P-410, T-14). If neither exists, the list is empty. Returns 0 or
 * a negative errno.
 */
int sessions_read(struct buffer *scratch, struct session_list *ret);

#endif
