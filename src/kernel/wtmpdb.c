/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads wtmpdb(8): logins and boots in an SQLite table, whose times do not overflow in 2038. */
#include <errno.h>

#include "kernel/logins.h"
#include "kernel/sqlite.h"

/* The columns of the table wtmp, and the values of Type. */
enum { ID, TYPE, USER, LOGIN, LOGOUT, TTY, REMOTE_HOST };
enum { BOOT_TIME = 1, USER_PROCESS = 3 };

struct reading_wtmpdb {
	struct login_list *list;
	size_t first_open; /* all logins before this index have ended */
};

/* The columns hold microseconds. */
static double seconds_of(const struct sqlite_value *value)
{
	return (double)value->number / 1e6;
}

/* Ends all open logins at a boot: their end was not recorded. */
static void end_all(struct reading_wtmpdb *reading, double epoch)
{
	for (; reading->first_open < reading->list->n; reading->first_open++) {
		struct login *login = &reading->list->items[reading->first_open];

		if (login->end)
			continue;
		login->ended_epoch = some_f64(epoch);
		login->end = "crash";
	}
}

static int copy_text(struct arena *arena, const struct sqlite_value *value, struct text *ret)
{
	return value->text.length > 0 ? arena_copy(arena, value->text, ret) : 0;
}

static int take_row(void *arg, const struct sqlite_value *row)
{
	struct reading_wtmpdb *reading = arg;
	struct arena *arena = reading->list->arena;
	struct login login = { .started_epoch = seconds_of(&row[LOGIN]) };
	bool is_boot = row[TYPE].number == BOOT_TIME;
	int r;

	if (!is_boot && row[TYPE].number != USER_PROCESS)
		return 0;
	login.kind = is_boot ? "boot" : "login";
	r = copy_text(arena, &row[USER], &login.name);
	if (r == 0 && !is_boot)
		r = copy_text(arena, &row[TTY], &login.terminal);
	if (r == 0)
		r = copy_text(arena, &row[REMOTE_HOST], &login.host);
	if (is_boot)
		end_all(reading, login.started_epoch);
	if (row[LOGOUT].is == PRESENT) {
		login.ended_epoch = some_f64(seconds_of(&row[LOGOUT]));
		login.end = is_boot ? "shutdown" : "logout";
	}
	return r < 0 ? r : login_add(reading->list, &login);
}

int wtmpdb_parse(struct text bytes, struct login_list *list)
{
	struct reading_wtmpdb reading = { .list = list, .first_open = list->n };

	return sqlite_each(bytes, "wtmp", take_row, &reading);
}
