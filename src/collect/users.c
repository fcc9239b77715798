/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Login sessions from utmp or systemd-logind, and the commands at their terminals from /proc. */
#include "collect/users.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "kernel/foreground.h"
#include "kernel/host.h"
#include "kernel/sessions.h"

enum { SRC_SESSION, SRC_IDLE, SRC_COMMAND };

struct user {
	struct record record;
	struct session session;
	struct opt_f64 idle_seconds;
	struct texts command;
};

/* Idle time as in w(1): the time since the last access to the terminal. */
static int fill_idle(const struct fill_context *context _unused_, void *record)
{
	struct user *user = record;
	_cleanup_free_ char *name = NULL;
	struct stat st;
	double idle;
	int r;

	if (user->session.terminal.length == 0)
		return -ENODATA;
	if (!root_is_live(ROOT_PROC) && !host_is_mounted())
		return -EOPNOTSUPP;
	name = strndup(user->session.terminal.bytes, user->session.terminal.length);
	r = name ? root_stat(root_open(ROOT_DEV), name, &st) : -ENOMEM;
	if (r < 0 || !S_ISCHR(st.st_mode))
		return fault_is_fatal(r) ? r : -ENODATA;
	idle = (double)(time(NULL) - st.st_atime);
	user->idle_seconds = some_f64(idle > 0 ? idle : 0);
	return 0;
}

static int fill_command(const struct fill_context *context, void *record)
{
	struct user *user = record;

	return foreground_command(context->shared, user->session.terminal, context->scratch,
	                          context->arena, &user->command);
}

static int add_row(const struct plan *plan, const struct fill_context *context,
                   const struct session *session, struct rows *rows)
{
	struct user *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->session = *session;
	return rows_offer(plan, context, rows);
}

static int users_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	_cleanup_(foreground_done) struct foreground foreground = { 0 };
	struct session_list sessions = { .arena = &rows.arena };
	struct fill_context context = {
		.dir = -1, .scratch = &scratch, .arena = &rows.arena, .shared = &foreground
	};
	int r = sessions_read(&scratch, &sessions);

	r = fault_go_on(plan->faults, "/run/utmp", r);
	if (r == 0 && sessions.n > 0 && (plan->sources | plan->deciding) & BIT(SRC_COMMAND))
		r = fault_go_on(plan->faults, "/proc", foreground_read(&scratch, &foreground));
	for (size_t n = 0; n < sessions.n && r == 0; n++)
		r = add_row(plan, &context, &sessions.items[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = {
	[SRC_SESSION] = { .path = "/run/utmp, /run/systemd/sessions" },
	[SRC_IDLE] = { .path = "/dev", .fill = fill_idle },
	[SRC_COMMAND] = { .path = "/proc/PID/stat", .fill = fill_command },
};

static const struct field fields[] = {
	FIELD(struct user, session.name, .name = "name", .help = "name of the user"),
	FIELD(struct user, session.terminal, .name = "terminal", .help = "terminal of the session"),
	FIELD(struct user, session.host, .name = "host",
	      .help = "host from which the user logged in"),
	FIELD(struct user, session.started_epoch, .name = "started", .unit = UNIT_EPOCH,
	      .help = "when the session began"),
	FIELD(struct user, session.pid, .name = "pid", .help = "PID of the login process"),
	FIELD(struct user, idle_seconds, .name = "idle", .unit = UNIT_SECONDS, .source = SRC_IDLE,
	      .help = "time since the last input at the terminal"),
	FIELD(struct user, command, .name = "command", .alias = "what", .source = SRC_COMMAND,
	      .help = "command in the foreground of the terminal"),
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
