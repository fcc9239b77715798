/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Login sessions: utmp, or systemd-logind's files. */
#include "collect/users.h"

#include <errno.h>

#include "kernel/sessions.h"

struct user {
	struct record record;
	struct session session;
};

static int add_row(const struct plan *plan, const struct session *session, struct rows *rows)
{
	struct user *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->session = *session;
	return rows_offer(plan, NULL, rows);
}

static int users_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct session_list sessions = { .arena = &rows.arena };
	int r = sessions_read(&scratch, &sessions);

	r = fault_go_on(plan->faults, "/run/utmp", r);
	for (size_t n = 0; n < sessions.n && r == 0; n++)
		r = add_row(plan, &sessions.items[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = { { .path = "/run/utmp, /run/systemd/sessions" } };

static const struct field fields[] = {
	FIELD(struct user, session.name, .name = "name", .help = "name of the user"),
	FIELD(struct user, session.terminal, .name = "terminal", .help = "terminal"),
	FIELD(struct user, session.host, .name = "host", .help = "where the user comes from"),
	FIELD(struct user, session.started_epoch, .name = "started", .unit = UNIT_EPOCH,
	      .help = "when the session began"),
	FIELD(struct user, session.pid, .name = "pid", .help = "PID of the login process"),
	FIELD(struct user, session.class_name, .name = "class",
	      .help = "class of the session: user, user-early … (systemd-logind)"),
	FIELD(struct user, session.seat, .name = "seat",
	      .help = "seat of a local session: seat0 … (systemd-logind)"),
};

const struct collector users_collector = {
	.name = "users",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct user),
	.key = "name terminal pid",
	.scan = users_scan,
};
