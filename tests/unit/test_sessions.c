/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/sessions: utmp and the files of logind (PARITY P-410…415). */
#include "tree.h"

#include <errno.h>
#include <utmpx.h>

#include "kernel/sessions.h"

static void fill(char *field, size_t size, const char *text)
{
	memcpy(field, text, MIN(strlen(text), size)); /* without a NUL where it is full */
}

static struct utmpx record(short type, const char *user, const char *line, const char *host)
{
	struct utmpx record = { .ut_type = type, .ut_pid = 42 };

	fill(record.ut_user, sizeof(record.ut_user), user);
	fill(record.ut_line, sizeof(record.ut_line), line);
	fill(record.ut_host, sizeof(record.ut_host), host);
	record.ut_tv.tv_sec = 1700000000;
	return record;
}

static void only_users_are_sessions(void **state _unused_)
{
	const struct utmpx records[] = { record(BOOT_TIME, "reboot", "~", ""),
		                         record(USER_PROCESS, "ann", "pts/3", "10.0.0.1"),
		                         record(DEAD_PROCESS, "", "pts/4", ""),
		                         record(USER_PROCESS, "bob", "", ":0") };
	_cleanup_arena_ struct arena arena = { 0 };
	struct session *list;
	size_t n;

	assert_int_equal(
		sessions_parse_utmp((struct text){ (const char *)records, sizeof(records) }, &arena,
	                            &list, &n),
		0);
	assert_int_equal(n, 2);
	assert_text(list[0].name, "ann");
	assert_text(list[0].terminal, "pts/3");
	assert_text(list[0].host, "10.0.0.1");
	assert_true(list[0].started_epoch == 1700000000);
	assert_int_equal(list[0].pid.v, 42);
	assert_null(list[1].terminal.bytes);
	assert_text(list[1].host, "localhost");
}

/* A name that fills its field, a PID and a time that are negative, half a record. */
static void odd_records(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct utmpx records[2];
	struct session *list;
	char name[64];
	size_t n;

	memset(name, 'n', sizeof(name));
	name[sizeof(records[0].ut_user)] = '\0';
	records[0] = records[1] = record(USER_PROCESS, name, name, "");
	records[0].ut_pid = -5;
	records[0].ut_tv.tv_sec = -1; /* 2106, as the field has 32 bits */
	assert_int_equal(
		sessions_parse_utmp((struct text){ (const char *)records, sizeof(records) - 1 },
	                            &arena, &list, &n),
		0);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].name.length, sizeof(records[0].ut_user));
	assert_int_equal(list[0].pid.is, ABSENT);
	assert_true(list[0].started_epoch == 4294967295.0);
}

static const char logind_text[] = "UID=1000\nUSER=1000\nNAME=ann\nACTIVE=1\nSTATE=active\n"
				  "REMOTE=1\nCLASS=user\nTTY=tty2\nREMOTE_HOST=10.0.0.1\n"
				  "LEADER=77\nREALTIME=1700000000999999\n";

static void logind_says_the_same(void **state _unused_)
{
	struct session session;

	assert_true(sessions_parse_logind(text_of(logind_text), &session));
	assert_text(session.name, "ann");
	assert_text(session.terminal, "tty2");
	assert_text(session.host, "10.0.0.1");
	assert_int_equal(session.pid.v, 77);
	assert_true(session.started_epoch == 1700000000);
	assert_true(sessions_parse_logind(TEXT("CLASS=user\nUSER=7\nTTY=\nLEADER=-1\nREALTIME=x"),
	                                  &session));
	assert_text(session.name, "7");
	assert_text(session.host, "localhost");
	assert_null(session.terminal.bytes);
	assert_int_equal(session.pid.is, ABSENT);
	assert_false(sessions_parse_logind(TEXT("CLASS=greeter\nUSER=gdm\n"), &session));
	assert_false(sessions_parse_logind(TEXT("CLASS=user\n"), &session));
	assert_false(sessions_parse_logind(TEXT("CLASS=user\nUSER=a\nSTATE=closing\n"), &session));
	assert_false(sessions_parse_logind(TEXT(""), &session));
}

static void logind_stands_in_for_utmp(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct session *list;
	size_t n = 7;

	assert_int_equal(sessions_read(&scratch, &arena, &list, &n), 0); /* nobody is logged in */
	assert_int_equal(n, 0);
	tree_write("run/systemd/sessions/2", text_of(logind_text));
	tree_write("run/systemd/sessions/3", TEXT("CLASS=greeter\n"));
	tree_spoil("run/systemd/sessions/2.ref", 1);
	tree_spoil("run/systemd/sessions/4", 0);
	assert_int_equal(sessions_read(&scratch, &arena, &list, &n), 0);
	assert_int_equal(n, 1);
	assert_text(list[0].name, "ann");
	tree_write("run/utmp", TEXT("cut"));
	assert_int_equal(sessions_read(&scratch, &arena, &list, &n), 0);
	assert_int_equal(n, 0);
	tree_spoil("run/utmp", 0);
	assert_int_equal(sessions_read(&scratch, &arena, &list, &n), -EISDIR);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct session *list, session;
	size_t n;

	assert_int_equal(sessions_parse_utmp(text, &arena, &list, &n), 0);
	assert_true(n <= text.length / sizeof(struct utmpx));
	if (sessions_parse_logind(text, &session))
		assert_true(session.name.bytes && session.host.length > 0);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(logind_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(only_users_are_sessions), tree_test(odd_records),
		tree_test(logind_says_the_same),    tree_test(logind_stands_in_for_utmp),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
