/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Login sessions: the records of utmp(5), and sd-login's /run/systemd/sessions. */
#include "kernel/sessions.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <utmpx.h>

#include "base/error.h"
#include "base/number.h"
#include "kernel/file.h"

/* psutil shows a local display as this machine (PARITY P-413). */
static struct text host_of(struct text host)
{
	if (host.length == 0 || text_equal(host, TEXT(":0")) || text_equal(host, TEXT(":0.0")))
		return TEXT("localhost");
	return host;
}

/* Fields of utmp end in a NUL only where there is room for one. */
static int copy_field(const char *field, size_t size, struct arena *arena, struct text *ret)
{
	return arena_copy(arena, (struct text){ .bytes = field, .length = strnlen(field, size) },
	                  ret);
}

static int parse_record(const struct utmpx *record, struct arena *arena, struct session *ret)
{
	struct session session = {
		.started_epoch = (double)(uint32_t)record->ut_tv.tv_sec,
	};
	int r = copy_field(record->ut_user, sizeof(record->ut_user), arena, &session.name);

	if (r == 0)
		r = copy_field(record->ut_host, sizeof(record->ut_host), arena, &session.host);
	if (record->ut_pid >= 0)
		session.pid = some_u64((uint64_t)record->ut_pid);
	if (r == 0 && record->ut_line[0] != '\0')
		r = copy_field(record->ut_line, sizeof(record->ut_line), arena, &session.terminal);
	session.host = host_of(session.host);
	*ret = session;
	return r;
}

int sessions_parse_utmp(struct text bytes, struct arena *arena, struct session **ret, size_t *ret_n)
{
	size_t most = bytes.length / sizeof(struct utmpx), n = 0;
	struct session *list = arena_array(arena, most, sizeof(*list));
	int r = 0;

	if (!list)
		return -ENOMEM;
	for (size_t i = 0; i < most && r == 0; i++) {
		struct utmpx record;

		memcpy(&record, bytes.bytes + i * sizeof(record), sizeof(record));
		if (record.ut_type == USER_PROCESS)
			r = parse_record(&record, arena, &list[n++]);
	}
	*ret = list;
	*ret_n = n;
	return r;
}

/* Lines KEY=value; only sessions of users that are not closing count. */
bool sessions_parse_logind(struct text text, struct session *ret)
{
	struct session session = { 0 };
	struct text line, key, value;
	uint64_t microseconds;
	bool is_user = false;

	while (text_next_line(&text, &line)) {
		if (!text_cut(line, '=', &key, &value))
			continue;
		if (text_equal(key, TEXT("USER")) && !session.name.bytes)
			session.name = value;
		else if (text_equal(key, TEXT("NAME")))
			session.name = value;
		else if (text_equal(key, TEXT("CLASS")))
			is_user = text_equal(value, TEXT("user"));
		else if (text_equal(key, TEXT("STATE")) && text_equal(value, TEXT("closing")))
			return false;
		else if (text_equal(key, TEXT("TTY")) && value.length > 0)
			session.terminal = value;
		else if (text_equal(key, TEXT("REMOTE_HOST")))
			session.host = value;
		else if (text_equal(key, TEXT("LEADER")) &&
		         number_parse_u64(value, &session.pid.v) == 0)
			session.pid.is = PRESENT;
		else if (text_equal(key, TEXT("REALTIME")) &&
		         number_parse_u64(value, &microseconds) == 0)
			session.started_epoch = (double)(microseconds / 1000000);
	}
	session.host = host_of(session.host);
	*ret = session;
	return is_user && session.name.bytes;
}

static int read_session(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                        struct session *ret, bool *ret_found)
{
	struct text copy;
	int r = file_read(dir, name, scratch);

	*ret_found = false;
	if (r < 0)
		return error_only_ours(r);
	if (arena_copy(arena, buffer_text(scratch), &copy) < 0)
		return -ENOMEM;
	*ret_found = sessions_parse_logind(copy, ret);
	return 0;
}

static int read_logind(struct buffer *scratch, struct arena *arena, struct session **ret,
                       size_t *ret_n)
{
	_cleanup_closedir_ DIR *dir = file_open_directory(root_open(ROOT_RUN), "systemd/sessions");
	_cleanup_free_ struct session *list = NULL;
	const struct dirent *entry;
	size_t n = 0;
	int r = dir ? 0 : error_only_ours(-errno);

	while (dir && (r = file_next_entry(dir, &entry)) > 0) {
		struct session *longer;
		bool is_found;

		/* beside the files of the sessions there are FIFOs named ID.ref */
		if (entry->d_name[0] == '.' || strchr(entry->d_name, '.'))
			continue;
		longer = reallocarray(list, n + 1, sizeof(*longer));
		if (!longer)
			return -ENOMEM;
		list = longer;
		r = read_session(dirfd(dir), entry->d_name, scratch, arena, &list[n], &is_found);
		if (r < 0)
			return r;
		n += is_found;
	}
	if (r < 0)
		return r;
	*ret = arena_array(arena, n, sizeof(**ret));
	if (!*ret)
		return -ENOMEM;
	if (n > 0)
		memcpy(*ret, list, n * sizeof(*list));
	*ret_n = n;
	return 0;
}

int sessions_read(struct buffer *scratch, struct arena *arena, struct session **ret, size_t *ret_n)
{
	int r = file_read_root(ROOT_RUN, "utmp", scratch);

	if (r == -ENOENT)
		return read_logind(scratch, arena, ret, ret_n);
	return r < 0 ? r : sessions_parse_utmp(buffer_text(scratch), arena, ret, ret_n);
}
