/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses utmp(5): the C library's struct utmp, which has two forms (bits/utmp.h). */
#include "kernel/utmp.h"

#include <endian.h>
#include <errno.h>
#include <utmpx.h>

/*
 * Offsets of the members. Both forms are equal up to the session ID, which like the time has 32 or
 * 64 bits.
 */
enum {
	AT_TYPE = 0,
	AT_PID = 4,
	AT_LINE = 8,
	AT_USER = 44,
	AT_HOST = 76,
	AT_SECONDS = 340,
	AT_SECONDS_64 = 344,
	LINE_SIZE = 32,
	USER_SIZE = 32,
	HOST_SIZE = 256,
	RECORD_SIZE = 384,
	RECORD_SIZE_64 = 400,
};

struct layout {
	size_t size; /* of a record */
	bool is_big_endian;
};

/* The native layout comes first: it is used if the contents do not decide. */
static const struct layout layouts[] = {
	{ sizeof(struct utmpx), BYTE_ORDER == BIG_ENDIAN },
	{ RECORD_SIZE + RECORD_SIZE_64 - sizeof(struct utmpx), BYTE_ORDER == BIG_ENDIAN },
	{ sizeof(struct utmpx), BYTE_ORDER != BIG_ENDIAN },
	{ RECORD_SIZE + RECORD_SIZE_64 - sizeof(struct utmpx), BYTE_ORDER != BIG_ENDIAN },
};

/* Reads an integer of SIZE bytes. */
static uint64_t integer_at(const struct layout *layout, const char *at, size_t size)
{
	uint64_t number = 0;

	for (size_t n = 0; n < size; n++)
		number = number << 8 | (uint8_t)at[layout->is_big_endian ? n : size - 1 - n];
	return number;
}

static int type_of(const struct layout *layout, const char *record)
{
	return (int)integer_at(layout, record + AT_TYPE, 2);
}

static int64_t seconds_of(const struct layout *layout, const char *record)
{
	return layout->size == RECORD_SIZE ? (int64_t)integer_at(layout, record + AT_SECONDS, 4)
	                                   : (int64_t)integer_at(layout, record + AT_SECONDS_64, 8);
}

/* A field that is full does not end in a NUL. */
static struct text field_at(const char *at, size_t size)
{
	return (struct text){ .bytes = at, .length = strnlen(at, size) };
}

/* Tells whether the record has a known type, a line or a user, and a time before 2500. */
static bool is_sensible(const struct layout *layout, const char *record)
{
	static const int64_t year_2500 = INT64_C(16725225600);
	int type = type_of(layout, record);
	int64_t seconds = seconds_of(layout, record);

	return type > EMPTY && type <= DEAD_PROCESS && seconds > 0 && seconds < year_2500 &&
	       (record[AT_LINE] != '\0' || record[AT_USER] != '\0');
}

static const struct layout *find_layout(struct text bytes)
{
	const struct layout *best = &layouts[0];
	size_t most = 0;

	for (size_t l = 0; l < ARRAY_SIZE(layouts); l++) {
		const struct layout *layout = &layouts[l];
		size_t n_sensible = 0;

		for (size_t at = 0; bytes.length - at >= layout->size; at += layout->size)
			n_sensible += is_sensible(layout, bytes.bytes + at);
		if (n_sensible > most ||
		    (n_sensible == most && n_sensible > 0 && bytes.length % layout->size == 0 &&
		     bytes.length % best->size != 0)) {
			best = layout;
			most = n_sensible;
		}
	}
	return best;
}

static struct utmp_record record_at(const struct layout *layout, const char *at)
{
	return (struct utmp_record){
		.type = type_of(layout, at),
		.pid = (int32_t)integer_at(layout, at + AT_PID, 4),
		.line = field_at(at + AT_LINE, LINE_SIZE),
		.user = field_at(at + AT_USER, USER_SIZE),
		.host = field_at(at + AT_HOST, HOST_SIZE),
		.seconds = seconds_of(layout, at),
	};
}

int utmp_each(struct text bytes, int (*each)(void *arg, const struct utmp_record *record),
              void *arg)
{
	const struct layout *layout = find_layout(bytes);
	int r = 0;

	for (size_t at = 0; bytes.length - at >= layout->size && r >= 0; at += layout->size) {
		struct utmp_record record = record_at(layout, bytes.bytes + at);

		if (record.type != EMPTY)
			r = each(arg, &record);
	}
	return r < 0 ? r : 0;
}

static int add_session(void *arg, const struct utmp_record *record)
{
	struct session_list *list = arg;
	struct session session = { .started_epoch = some_f64((double)record->seconds) };
	int r;

	if (record->type != USER_PROCESS)
		return 0;
	r = arena_copy(list->arena, record->user, &session.name);
	if (r == 0)
		r = arena_copy(list->arena, record->host, &session.host);
	if (r == 0 && record->line.length > 0)
		r = arena_copy(list->arena, record->line, &session.terminal);
	if (record->pid >= 0)
		session.pid = some_u64((uint64_t)record->pid);
	session.host = session_host(session.host);
	return r < 0 ? r : session_add(list, &session);
}

int utmp_parse(struct text bytes, struct session_list *list)
{
	return utmp_each(bytes, add_session, list);
}
