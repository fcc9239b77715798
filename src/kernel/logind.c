/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the sessions of systemd-logind: one file with lines KEY=value for each session. */
#include "kernel/logind.h"

#include <errno.h>

#include "base/number.h"
#include "kernel/directory.h"
#include "kernel/file.h"
#include "model/fault.h"

/* The other classes are managers, greeters, lock screens and background jobs. */
static bool is_of_user(struct text class_name)
{
	static const char *const classes[] = {
		"user", "user-early", "user-incomplete", "user-light", "user-early-light",
	};

	for (size_t n = 0; n < ARRAY_SIZE(classes); n++)
		if (text_equal(class_name, text_of(classes[n])))
			return true;
	return false;
}

static void parse_line(struct text key, struct text value, struct session *session)
{
	uint64_t microseconds;

	if (text_equal(key, TEXT("NAME")) ||
	    (text_equal(key, TEXT("USER")) && !session->name.bytes))
		session->name = value;
	else if (text_equal(key, TEXT("CLASS")))
		session->class_name = value;
	else if (text_equal(key, TEXT("SEAT")) && value.length > 0)
		session->seat = value;
	else if (text_equal(key, TEXT("TTY")) && value.length > 0)
		session->terminal = value;
	else if (text_equal(key, TEXT("REMOTE_HOST")))
		session->host = value;
	else if (text_equal(key, TEXT("LEADER")) && number_parse_u64(value, &session->pid.v) == 0)
		session->pid.is = PRESENT;
	else if (text_equal(key, TEXT("REALTIME")) && number_parse_u64(value, &microseconds) == 0)
		session->started_epoch = some_f64((double)(microseconds / 1000000));
}

bool logind_parse(struct text text, struct session *ret)
{
	struct session session = { 0 };
	struct text line, key, value;

	while (text_next_line(&text, &line)) {
		if (!text_cut(line, '=', &key, &value))
			continue;
		if (text_equal(key, TEXT("STATE")) && text_equal(value, TEXT("closing")))
			/* the user has logged out, but processes of the session are left */
			return false;
		parse_line(key, value, &session);
	}
	session.host = session_host(session.host);
	*ret = session;
	return is_of_user(session.class_name) && session.name.bytes;
}

static int read_session(int dir, const char *name, struct buffer *scratch,
                        struct session_list *list)
{
	struct session session;
	struct text copy;
	int r = file_read(dir, name, scratch);

	if (r < 0)
		return fault_only_fatal(r);
	r = arena_copy(list->arena, buffer_text(scratch), &copy);
	return r == 0 && logind_parse(copy, &session) ? session_add(list, &session) : r;
}

int logind_read(struct buffer *scratch, struct session_list *list)
{
	_cleanup_closedir_ DIR *dir = file_open_directory(root_open(ROOT_RUN), "systemd/sessions");
	struct texts names = { 0 };
	int r = dir ? directory_list(dirfd(dir), ".", list->arena, &names) : -errno;

	r = fault_only_fatal(r);
	for (size_t n = 0; n < names.n && r == 0; n++)
		/* the directory also has FIFOs named ID.ref */
		if (!strchr(names.items[n].bytes, '.'))
			r = read_session(dirfd(dir), names.items[n].bytes, scratch, list);
	return r;
}
