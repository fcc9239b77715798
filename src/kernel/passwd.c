/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds user names: getpwuid_r(3), or /etc/passwd of a recorded host. */
#include "kernel/passwd.h"

#include <errno.h>
#include <pwd.h>

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/patience.h"
#include "kernel/trace.h"
#include "model/fault.h"

enum { FIRST_ROOM = 1024, MOST_ROOM = 1024 * 1024 };

/* Calls LOOK with growing buffers until the entry fits. Returns 0, -ENOENT, or a fatal error. */
static int ask_nss(int (*look)(const void *key, struct passwd *entry, struct buffer *room,
                               struct passwd **ret),
                   const void *key, struct buffer *room, struct passwd *entry)
{
	struct passwd *found = NULL;
	int error;

	for (size_t size = FIRST_ROOM;; size *= 2) {
		int r = buffer_reserve(room, size);

		if (r < 0)
			return r;
		r = patience_enter(PATIENCE_USERS);
		if (r < 0)
			return r;
		error = look(key, entry, room, &found);
		patience_end();
		if (error != ERANGE || size >= MOST_ROOM)
			break;
	}
	if (found)
		return 0;
	return fault_is_fatal(-error) ? -error : -ENOENT;
}

static int look_by_id(const void *uid, struct passwd *entry, struct buffer *room,
                      struct passwd **ret)
{
	return getpwuid_r(*(const uid_t *)uid, entry, room->text, room->size, ret);
}

static int look_by_name(const void *name, struct passwd *entry, struct buffer *room,
                        struct passwd **ret)
{
	return getpwnam_r(name, entry, room->text, room->size, ret);
}

static int name_by_nss(uint64_t uid, struct buffer *ret)
{
	_cleanup_buffer_ struct buffer room = { 0 };
	struct passwd entry;
	uid_t id = (uid_t)uid;
	int r = ask_nss(look_by_id, &id, &room, &entry);

	return r < 0 ? r : buffer_add(ret, text_of(entry.pw_name));
}

/* Parses "name:password:UID:…". Malformed lines are skipped. */
static bool next_entry(struct text *text, struct text *ret_name, uint64_t *ret_uid)
{
	struct text line, password, number;

	while (text_next_line(text, &line))
		if (text_next_part(&line, ':', ret_name) && text_next_part(&line, ':', &password) &&
		    text_next_part(&line, ':', &number) && number_parse_u64(number, ret_uid) == 0 &&
		    ret_name->length > 0)
			return true;
	return false;
}

int passwd_find(struct text text, uint64_t uid, struct text *ret)
{
	struct text name;
	uint64_t id;

	while (next_entry(&text, &name, &id))
		if (id == uid) {
			*ret = name;
			return 0;
		}
	return -ENOENT;
}

int passwd_find_uid(struct text text, struct text name, uint64_t *ret)
{
	struct text other;
	uint64_t id;

	while (next_entry(&text, &other, &id))
		if (text_equal(name, other)) {
			*ret = id;
			return 0;
		}
	return -ENOENT;
}

static int read_file(struct buffer *ret)
{
	int r = file_read_root(ROOT_ETC, "passwd", ret);

	return r == 0 || fault_is_fatal(r) ? r : -ENOENT;
}

static int name_in_file(uint64_t uid, struct buffer *ret)
{
	_cleanup_buffer_ struct buffer file = { 0 };
	struct text name = { 0 };
	int r = read_file(&file);

	if (r == 0)
		r = passwd_find(buffer_text(&file), uid, &name);
	if (r == 0)
		r = buffer_add(ret, name);
	return r;
}

int passwd_name(uint64_t uid, struct buffer *ret)
{
	/* (uid_t)-1 means "no user" in system calls */
	if (uid >= UINT32_MAX)
		return -ENOENT;
	return root_is_live(ROOT_ETC)
	               ? trace_number("getpwuid_r", (intmax_t)uid, name_by_nss(uid, ret))
	               : name_in_file(uid, ret);
}

int passwd_uid(const char *name, uint64_t *ret)
{
	_cleanup_buffer_ struct buffer room = { 0 };
	struct passwd entry;
	int r;

	if (root_is_live(ROOT_ETC)) {
		r = ask_nss(look_by_name, name, &room, &entry);
		if (r == 0)
			*ret = entry.pw_uid;
		return r;
	}
	r = read_file(&room);
	return r < 0 ? r : passwd_find_uid(buffer_text(&room), text_of(name), ret);
}
