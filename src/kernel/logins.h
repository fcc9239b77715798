/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Past logins and boots of the machine: wtmp(5) or wtmpdb(8), as last(1) lists them. */
#ifndef KERNEL_LOGINS_H
#define KERNEL_LOGINS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* A datum that is not known is absent. */
struct login {
	const char *kind;     /* "login", or "boot" of the machine */
	struct text name;     /* of the user */
	struct text terminal; /* absent for a boot */
	/* the host from which the user logged in; for a boot, the kernel release */
	struct text host;
	double started_epoch;
	struct opt_f64 ended_epoch;
	struct opt_u64 pid; /* of the login process */
	const char *end;    /* one of login_ends */
};

/* How a login ended. "open": it has not ended; "gone": it has ended, but no record tells when. */
extern const char *const login_ends[];
extern const char *const login_kinds[];

struct login_list {
	struct arena *arena;
	struct login *items; /* the oldest first */
	size_t n;
};

/* Appends a login. Returns 0 or -ENOMEM. */
int login_add(struct login_list *list, const struct login *login);

/* Parses the bytes of wtmp. Returns 0 or -ENOMEM. */
int wtmp_parse(struct text bytes, struct login_list *list);

/*
 * Parses the bytes of the database file of wtmpdb. Returns 0, -ENOMEM, or -EINVAL if the file is
 * damaged.
 */
int wtmpdb_parse(struct text bytes, struct login_list *list);

/*
 * Lists the logins in /var/lib/wtmpdb/wtmp.db or, if that file is missing or empty, in
 * /var/log/wtmp. If both are missing, the list is empty. ret_path: the file that was read, for
 * messages. Returns 0 or a negative errno.
 */
int logins_read(struct buffer *scratch, struct login_list *ret, const char **ret_path);

#endif
