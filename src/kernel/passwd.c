/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User names: getpwuid_r(3), or /etc/passwd of a recorded host. */
#include "kernel/passwd.h"

#include <errno.h>
#include <pwd.h>

#include "base/number.h"
#include "kernel/file.h"
#include "model/fault.h"

enum { FIRST_ROOM = 1024, MOST_ROOM = 1024 * 1024 };

static int name_by_nss(uint64_t uid, struct buffer *ret)
{
	_cleanup_buffer_ struct buffer room = { 0 };
	struct passwd entry, *found = NULL;
	int error;

	for (size_t size = FIRST_ROOM;; size *= 2) {
		int r = buffer_reserve(&room, size);

		if (r < 0)
			return r;
		error = getpwuid_r((uid_t)uid, &entry, room.text, room.size, &found);
		if (error != ERANGE || size >= MOST_ROOM)
			break;
	}
	if (!found)
		return fault_is_fatal(-error) ? -error : -ENOENT;
	return buffer_add(ret, text_of(entry.pw_name));
}

/* name:password:UID:… */
int passwd_find(struct text text, uint64_t uid, struct text *ret)
{
	struct text line, name, password, number;

	while (text_next_line(&text, &line)) {
		uint64_t id;

		if (text_next_part(&line, ':', &name) && text_next_part(&line, ':', &password) &&
		    text_next_part(&line, ':', &number) && number_parse_u64(number, &id) == 0 &&
		    id == uid && name.length > 0) {
			*ret = name;
			return 0;
		}
	}
	return -ENOENT;
}

static int name_in_file(uint64_t uid, struct buffer *ret)
{
	_cleanup_buffer_ struct buffer file = { 0 };
	struct text name;
	int r = file_read_root(ROOT_ETC, "passwd", &file);

	if (r < 0)
		return fault_is_fatal(r) ? r : -ENOENT;
	r = passwd_find(buffer_text(&file), uid, &name);
	return r < 0 ? r : buffer_add(ret, name);
}

int passwd_name(uint64_t uid, struct buffer *ret)
{
	/* (uid_t)-1 means "no user" in system calls */
	if (uid >= UINT32_MAX)
		return -ENOENT;
	return root_is_live(ROOT_ETC) ? name_by_nss(uid, ret) : name_in_file(uid, ret);
}
