/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/sessions: utmp and the files of logind (values.md P-410…415). */
#include "tree.h"

#include <errno.h>
#include <utmpx.h>

#include "kernel/logind.h"
#include "kernel/logins.h"
#include "kernel/sessions.h"
#include "kernel/utmp.h"

/* A record as another machine writes it. */
struct form {
	size_t size;
	bool is_big;
};

static void put(char *at, size_t size, uint64_t number, bool is_big)
{
	for (size_t n = 0; n < size; n++, number >>= 8)
		at[is_big ? size - 1 - n : n] = (char)number;
}

static void put_text(char *at, size_t size, const char *text)
{
	memcpy(at, text, MIN(strlen(text), size)); /* without a NUL where it is full */
}

static void add_record(struct buffer *file, struct form form, int type, int64_t pid,
                       const char *line, const char *user, const char *host, int64_t seconds)
{
	char record[400] = "";

	put(record, 2, (uint64_t)type, form.is_big);
	put(record + 4, 4, (uint64_t)pid, form.is_big);
	put_text(record + 8, 32, line);
	put_text(record + 44, 32, user);
	put_text(record + 76, 256, host);
	if (form.size == 384)
		put(record + 340, 4, (uint64_t)seconds, form.is_big);
	else
		put(record + 344, 8, (uint64_t)seconds, form.is_big);
	assert_int_equal(buffer_add(file, (struct text){ record, form.size }), 0);
}

static struct session_list parse_utmp(const struct buffer *file, struct arena *arena)
{
	struct session_list list = { .arena = arena };

	assert_int_equal(utmp_parse(buffer_text(file), &list), 0);
	return list;
}

static const struct form forms[] = { { 384, false }, { 400, false }, { 384, true }, { 400, true } };

/* Whatever machine wrote it, and whatever machine reads it. */
static void only_users_are_sessions(void **state _unused_)
{
	for (size_t n = 0; n < ARRAY_SIZE(forms); n++) {
		_cleanup_arena_ struct arena arena = { 0 };
		_cleanup_buffer_ struct buffer file = { 0 };
		struct session_list list;

		add_record(&file, forms[n], BOOT_TIME, 0, "~", "reboot", "6.1", 1);
		add_record(&file, forms[n], USER_PROCESS, 42, "pts/3", "ann", "10.0.0.1",
		           1700000000);
		add_record(&file, forms[n], DEAD_PROCESS, 7, "pts/4", "", "", 1700000001);
		add_record(&file, forms[n], USER_PROCESS, 43, "", "bob", ":0", 4102444800);
		list = parse_utmp(&file, &arena);
		assert_int_equal(list.n, 2);
		assert_text(list.items[0].name, "ann");
		assert_text(list.items[0].terminal, "pts/3");
		assert_text(list.items[0].host, "10.0.0.1");
		assert_true(list.items[0].started_epoch.v == 1700000000);
		assert_int_equal(list.items[0].pid.v, 42);
		assert_null(list.items[1].terminal.bytes);
		assert_text(list.items[1].host, "localhost");
		assert_true(list.items[1].started_epoch.v == 4102444800);
	}
}

/* wtmp: what ends a login, whatever machine wrote it. */
static void logins_end(void **state _unused_)
{
	for (size_t n = 0; n < ARRAY_SIZE(forms); n++) {
		_cleanup_arena_ struct arena arena = { 0 };
		_cleanup_buffer_ struct buffer file = { 0 };
		struct login_list list = { .arena = &arena };

		add_record(&file, forms[n], DEAD_PROCESS, 7, "pts/0", "", "", 1700000000);
		add_record(&file, forms[n], USER_PROCESS, 42, "pts/0", "ann", "", 1700000010);
		add_record(&file, forms[n], USER_PROCESS, 43, "pts/0", "bob", "", 1700000020);
		add_record(&file, forms[n], DEAD_PROCESS, 43, "pts/0", "", "", 1700000030);
		add_record(&file, forms[n], USER_PROCESS, 44, "tty1", "eve", "", 1700000040);
		add_record(&file, forms[n], BOOT_TIME, 0, "~", "reboot", "6.1", 1700000050);
		add_record(&file, forms[n], DEAD_PROCESS, 44, "tty1", "", "", 1700000060);
		add_record(&file, forms[n], RUN_LVL, 0, "~", "shutdown", "6.1", 1700000070);
		file.length--; /* the file ends within a record */
		assert_int_equal(wtmp_parse(buffer_text(&file), &list), 0);
		assert_int_equal(list.n, 4);
		assert_string_equal(list.items[0].end, "gone");
		assert_string_equal(list.items[1].end, "logout");
		assert_true(list.items[1].ended_epoch.v == 1700000030);
		assert_string_equal(list.items[2].end, "crash");
		assert_true(list.items[2].ended_epoch.v == 1700000050);
		assert_string_equal(list.items[3].kind, "boot");
		assert_null(list.items[3].end);
	}
}

/* A single record; this machine's own, as its C library has it. */
static void one_record_is_enough(void **state _unused_)
{
	struct utmpx own = { .ut_type = USER_PROCESS, .ut_pid = 9, .ut_user = "eve" };

	own.ut_tv.tv_sec = 1700000000;
	for (size_t n = 0; n <= ARRAY_SIZE(forms); n++) {
		_cleanup_arena_ struct arena arena = { 0 };
		_cleanup_buffer_ struct buffer file = { 0 };
		struct session_list list;

		if (n < ARRAY_SIZE(forms))
			add_record(&file, forms[n], USER_PROCESS, 9, "pts/1", "eve", "",
			           1700000000);
		else
			assert_int_equal(
				buffer_add(&file, (struct text){ (char *)&own, sizeof(own) }), 0);
		list = parse_utmp(&file, &arena);
		assert_int_equal(list.n, 1);
		assert_text(list.items[0].name, "eve");
		assert_int_equal(list.items[0].pid.v, 9);
		assert_true(list.items[0].started_epoch.v == 1700000000);
	}
}

/* A name that fills its field, a PID and a time that are negative, half a record. */
static void odd_records(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer file = { 0 };
	struct session_list list;
	char name[64] = "";

	memset(name, 'n', sizeof(name) - 1);
	add_record(&file, forms[0], USER_PROCESS, -5, name, name, "", -1);
	add_record(&file, forms[0], USER_PROCESS, 5, name, name, "", 1);
	file.length--;
	list = parse_utmp(&file, &arena);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.items[0].name.length, 32);
	assert_int_equal(list.items[0].pid.is, ABSENT);
	assert_true(list.items[0].started_epoch.v ==
	            4294967295.0); /* 2106: the field has 32 bits */
}

static const char logind_text[] = "UID=1000\nUSER=1000\nNAME=ann\nACTIVE=1\nSTATE=active\n"
				  "REMOTE=1\nCLASS=user\nTTY=tty2\nREMOTE_HOST=10.0.0.1\n"
				  "LEADER=77\nREALTIME=1700000000999999\n";

static void logind_says_the_same(void **state _unused_)
{
	struct session session;

	assert_true(logind_parse(text_of(logind_text), &session));
	assert_text(session.name, "ann");
	assert_text(session.terminal, "tty2");
	assert_text(session.host, "10.0.0.1");
	assert_int_equal(session.pid.v, 77);
	assert_true(session.started_epoch.v == 1700000000);
	assert_true(
		logind_parse(TEXT("CLASS=user\nUSER=7\nTTY=\nLEADER=-1\nREALTIME=x"), &session));
	assert_text(session.name, "7");
	assert_text(session.host, "localhost");
	assert_null(session.terminal.bytes);
	assert_int_equal(session.pid.is, ABSENT);
	assert_false(logind_parse(TEXT("CLASS=greeter\nUSER=gdm\n"), &session));
	assert_false(logind_parse(TEXT("CLASS=user\n"), &session));
	assert_false(logind_parse(TEXT("CLASS=user\nUSER=a\nSTATE=closing\n"), &session));
	assert_false(logind_parse(TEXT(""), &session));
}

/* pam_systemd(8): since systemd 256 root logs in early. */
static void classes_of_users(void **state _unused_)
{
	struct session session;

	assert_true(logind_parse(TEXT("CLASS=user-early\nUSER=root\nSEAT=seat0\n"), &session));
	assert_text(session.class_name, "user-early");
	assert_text(session.seat, "seat0");
	assert_true(logind_parse(TEXT("CLASS=user-light\nUSER=a\n"), &session));
	assert_true(logind_parse(TEXT("CLASS=user-early-light\nUSER=a\n"), &session));
	assert_true(logind_parse(TEXT("CLASS=user-incomplete\nUSER=a\n"), &session));
	assert_false(logind_parse(TEXT("CLASS=manager-early\nUSER=root\n"), &session));
	assert_false(logind_parse(TEXT("CLASS=background\nUSER=a\n"), &session));
	assert_false(logind_parse(TEXT("CLASS=lock-screen\nUSER=a\n"), &session));
	assert_false(logind_parse(TEXT("USER=a\n"), &session));
}

static size_t read_sessions(struct arena *arena, struct session **ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct session_list list = { .arena = arena };

	assert_int_equal(sessions_read(&scratch, &list), 0);
	*ret = list.items;
	return list.n;
}

static void logind_stands_in_for_utmp(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct session_list none = { .arena = &arena };
	struct session *list;

	assert_int_equal(read_sessions(&arena, &list), 0); /* nobody is logged in */
	tree_write("run/systemd/sessions/10", TEXT("CLASS=user\nUSER=bob\n"));
	tree_write("run/systemd/sessions/2", text_of(logind_text));
	tree_write("run/systemd/sessions/3", TEXT("CLASS=greeter\n"));
	tree_spoil("run/systemd/sessions/2.ref", 1);
	tree_spoil("run/systemd/sessions/4", 0);
	assert_int_equal(read_sessions(&arena, &list), 2);
	assert_text(list[0].name, "ann");
	assert_text(list[1].name, "bob");
	tree_write("run/utmp", TEXT(""));
	assert_int_equal(read_sessions(&arena, &list), 2);
	tree_write("run/utmp", TEXT("cut"));
	assert_int_equal(read_sessions(&arena, &list), 2);
	tree_spoil("run/utmp", 0);
	assert_int_equal(sessions_read(&scratch, &none), -EISDIR);
}

/* utmp knows neither: they are those of logind's session at the same terminal. */
static void class_and_seat_of_utmp(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer file = { 0 };
	struct session *list;

	add_record(&file, forms[0], USER_PROCESS, 1, "tty2", "ann", "", 1);
	add_record(&file, forms[0], USER_PROCESS, 2, "pts/0", "bob", "", 1);
	tree_write("run/utmp", buffer_text(&file));
	tree_write("run/systemd/sessions/2", TEXT("CLASS=user\nUSER=ann\nTTY=tty2\nSEAT=seat0\n"));
	assert_int_equal(read_sessions(&arena, &list), 2);
	assert_text(list[0].class_name, "user");
	assert_text(list[0].seat, "seat0");
	assert_null(list[1].class_name.bytes);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct session_list list = { .arena = &arena };
	struct session session;

	assert_int_equal(utmp_parse(text, &list), 0);
	assert_true(list.n <= text.length / 384);
	if (logind_parse(text, &session))
		assert_true(session.name.bytes && session.host.length > 0);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(logind_text), parse);
}

/* An X display of this machine, as display managers note it, is this machine (psutil). */
static void displays_of_here_are_here(void **state _unused_)
{
	assert_text(session_host(TEXT("")), "localhost");
	assert_text(session_host(TEXT(":0")), "localhost");
	assert_text(session_host(TEXT(":0.0")), "localhost");
	assert_text(session_host(TEXT(":1")), ":1");
	assert_text(session_host(TEXT("gate:0")), "gate:0");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(only_users_are_sessions),
		tree_test(logins_end),
		tree_test(one_record_is_enough),
		tree_test(odd_records),
		tree_test(logind_says_the_same),
		tree_test(classes_of_users),
		tree_test(logind_stands_in_for_utmp),
		tree_test(class_and_seat_of_utmp),
		cmocka_unit_test(displays_of_here_are_here),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
