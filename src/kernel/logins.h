/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logins of the past, and the boots between them: wtmp(5) or wtmpdb(8), as last(1) shows them. */
#ifndef KERNEL_LOGINS_H
#define KERNEL_LOGINS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* What is not known is absent. */
struct login {
	const char *kind;     /* "login", or "boot" of the machine itself */
	struct text name;     /* of the user */
	struct text terminal; /* absent of a boot */
	struct text host;     /* where the user came from; of a boot, the kernel that ran */
	double started_epoch;
	struct opt_f64 ended_epoch;
	struct opt_u64 pid; /* of the login process */
	const char *end;    /* one of login_ends */
};

/* How it ended: "open": it lasts; "gone": nobody knows when. */
extern const char *const login_ends[];
extern const char *const login_kinds[];

struct login_list {
	struct arena *arena;
	struct login *items; /* the oldest first */
	size_t n;
};

/* Appends. Returns 0 or -ENOMEM. */
int login_add(struct login_list *list, const struct login *login);

/* What the bytes of wtmp say. Returns 0 or -ENOMEM. */
int wtmp_parse(struct text bytes, struct login_list *list);

/* What the bytes of wtmpdb's file say. Returns 0, -ENOMEM or -EINVAL: it is damaged. */
int wtmpdb_parse(struct text bytes, struct login_list *list);

/*
 * Lists the logins of /var/lib/wtmpdb/wtmp.db, or where that is not there or has none, of
 * /var/log/wtmp. Neither is no error. ret_path: the file that was read,
 * for messages. Returns 0 or a negative errno.
 */
int logins_read(struct buffer *scratch, struct login_list *ret, const char **ret_path);

#endif
