/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists past logins, and tells for those without an end whether they still last. */
#include "kernel/logins.h"

#include <errno.h>
#include <signal.h>

#include "kernel/file.h"
#include "kernel/system.h"

const char *const login_ends[] = { "open", "logout", "shutdown", "crash", "gone", NULL };
const char *const login_kinds[] = { "login", "boot", NULL };

int login_add(struct login_list *list, const struct login *login)
{
	struct login *items = arena_grow(list->arena, list->items, list->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	list->items = items;
	items[list->n++] = *login;
	return 0;
}

static bool has_ended(const struct login *login)
{
	return root_is_live(ROOT_PROC) && login->pid.is == PRESENT &&
	       kill((pid_t)login->pid.v, 0) < 0 && errno == ESRCH;
}

/* A session whose process has ended without a record is gone, and so is one of an earlier boot. */
static void finish(struct login_list *list)
{
	for (size_t n = 0; n < list->n; n++) {
		struct login *login = &list->items[n];

		if (!login->end)
			login->end = has_ended(login) ? "gone" : "open";
		else if (strcmp(login->end, "gone") == 0)
			login->ended_epoch = (struct opt_f64){ 0 };
	}
}

int logins_read(struct buffer *scratch, struct login_list *ret, const char **ret_path)
{
	int r;

	*ret_path = "/var/lib/wtmpdb/wtmp.db";
	r = file_read_root(ROOT_VAR, "lib/wtmpdb/wtmp.db", scratch);
	if (r == 0)
		r = wtmpdb_parse(buffer_text(scratch), ret);
	if (r == -ENOENT || (r == 0 && ret->n == 0)) {
		*ret_path = "/var/log/wtmp";
		r = file_read_root(ROOT_VAR, "log/wtmp", scratch);
		if (r == 0)
			r = wtmp_parse(buffer_text(scratch), ret);
	}
	finish(ret);
	return r == -ENOENT ? 0 : r;
}
