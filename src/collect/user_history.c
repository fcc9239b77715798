/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Past logins, the latest first: wtmp or wtmpdb. */
#include <errno.h>
#include <time.h>

#include "collect/users.h"
#include "kernel/logins.h"
#include "kernel/recording.h"

struct past_login {
	struct record record;
	struct login login;
	struct opt_f64 seconds; /* how long the login lasted, or has lasted so far */
};

static struct opt_f64 duration_of(const struct login *login, double now)
{
	bool is_open = strcmp(login->end, "open") == 0;
	double end = is_open ? now : login->ended_epoch.v;

	if ((!is_open && login->ended_epoch.is != PRESENT) || end < login->started_epoch)
		return (struct opt_f64){ 0 };
	return some_f64(end - login->started_epoch);
}

static int add_row(const struct plan *plan, const struct login *login, double now,
                   struct rows *rows)
{
	struct past_login *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->login = *login;
	row->seconds = duration_of(login, now);
	return rows_offer(plan, NULL, rows);
}

static int user_history_scan(void *handle _unused_, const struct plan *plan,
                             const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct login_list logins = { .arena = &rows.arena };
	const char *path = NULL;
	struct opt_f64 recorded;
	double now;
	int r = recording_time_read(&scratch, &recorded);

	now = recorded.is == PRESENT ? recorded.v : (double)time(NULL);
	if (r == 0)
		r = logins_read(&scratch, &logins, &path);
	r = fault_go_on(plan->faults, path, r);
	for (size_t n = logins.n; n > 0 && r == 0; n--)
		r = add_row(plan, &logins.items[n - 1], now, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = { { .path = "/var/lib/wtmpdb/wtmp.db, /var/log/wtmp" } };

#define P(member, its_name, what, ...) \
	FIELD(struct past_login, member, .name = its_name, .help = what, __VA_ARGS__)

static const struct field fields[] = {
	P(login.kind, "type", "whether the row is a login or a boot", .words = login_kinds),
	P(login.name, "name", "name of the user"),
	P(login.terminal, "terminal", "terminal of the login"),
	P(login.host, "host", "host from which the user logged in; for a boot, the kernel"),
	P(login.started_epoch, "started", "when the login began", .unit = UNIT_EPOCH),
	P(login.ended_epoch, "ended", "when the login ended", .unit = UNIT_EPOCH),
	P(seconds, "duration", "how long the login lasted, or has lasted so far",
	  .unit = UNIT_SECONDS),
	P(login.end, "end", "how the login ended; open: not ended; gone: ended at an unknown time",
	  .words = login_ends),
	P(login.pid, "pid", "PID of the login process"),
};

const struct collector user_history_collector = {
	.name = "users_history",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct past_login),
	.key = "name terminal started",
	.scan = user_history_scan,
};
