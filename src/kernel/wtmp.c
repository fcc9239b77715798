/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses wtmp(5): logins, ends of sessions, boots and shutdowns in chronological order. */
#include <errno.h>
#include <utmpx.h>

#include "base/hash.h"
#include "kernel/logins.h"
#include "kernel/utmp.h"

/* The state while the records are read. */
struct reading_wtmp {
	struct login_list *list;
	struct hash open;  /* the last login on each terminal, by the terminal's name */
	size_t first_open; /* all logins before this index have ended */
};

static void end_login(struct login *login, double epoch, const char *how)
{
	if (login->end)
		return;
	login->ended_epoch = some_f64(epoch);
	login->end = how;
}

/* Ends all open logins, because the machine went down. */
static void end_all(struct reading_wtmp *reading, double epoch, const char *how)
{
	struct login_list *list = reading->list;

	for (size_t n = reading->first_open; n < list->n; n++)
		end_login(&list->items[n], epoch, how);
	reading->first_open = list->n;
}

static int take_texts(struct reading_wtmp *reading, const struct utmp_record *record,
                      struct login *ret)
{
	struct arena *arena = reading->list->arena;
	int r = arena_copy(arena, record->user, &ret->name);

	if (r == 0 && record->line.length > 0)
		r = arena_copy(arena, record->line, &ret->terminal);
	if (r == 0 && record->host.length > 0)
		r = arena_copy(arena, record->host, &ret->host);
	return r;
}

static int take_boot(struct reading_wtmp *reading, const struct utmp_record *record)
{
	struct login login = { .kind = "boot", .started_epoch = (double)record->seconds };
	int r = take_texts(reading, record, &login);

	login.terminal = (struct text){ 0 };
	end_all(reading, login.started_epoch, "crash");
	hash_done(&reading->open);
	return r < 0 ? r : login_add(reading->list, &login);
}

static int end_at(struct reading_wtmp *reading, const struct utmp_record *record, const char *how)
{
	uint64_t place;

	if (record->line.length > 0 && hash_get(&reading->open, hash_text(record->line), &place) &&
	    place >= reading->first_open)
		end_login(&reading->list->items[place], (double)record->seconds, how);
	return 0;
}

/* If the terminal has an open login already, its end was not recorded. */
static int take_login(struct reading_wtmp *reading, const struct utmp_record *record)
{
	struct login login = { .kind = "login", .started_epoch = (double)record->seconds };
	int r = take_texts(reading, record, &login);

	if (record->pid > 0)
		login.pid = some_u64((uint64_t)record->pid);
	end_at(reading, record, "gone");
	if (r == 0 && record->line.length > 0)
		r = hash_put(&reading->open, hash_text(record->line), reading->list->n);
	return r < 0 ? r : login_add(reading->list, &login);
}

static int take_record(void *arg, const struct utmp_record *record)
{
	struct reading_wtmp *reading = arg;

	switch (record->type) {
	case BOOT_TIME:
		return take_boot(reading, record);
	case RUN_LVL:
		if (text_equal(record->user, TEXT("shutdown")))
			end_all(reading, (double)record->seconds, "shutdown");
		return 0;
	case DEAD_PROCESS:
		return end_at(reading, record, "logout");
	case USER_PROCESS: /* older versions of login(1) record a logout without a user name */
		return record->user.length > 0 ? take_login(reading, record)
		                               : end_at(reading, record, "logout");
	default:
		return 0;
	}
}

int wtmp_parse(struct text bytes, struct login_list *list)
{
	struct reading_wtmp reading = { .list = list, .first_open = list->n };
	int r = utmp_each(bytes, take_record, &reading);

	hash_done(&reading.open);
	return r;
}
