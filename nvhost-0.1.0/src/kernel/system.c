/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the machine, of its system and of who asks. */
#include "kernel/system.h"

#include <errno.h>
#include <sys/utsname.h>

#include "kernel/file.h"
#include "kernel/passwd.h"

static int read_recorded(const char *name, struct buffer *scratch, struct arena *arena,
                         struct text *ret)
{
	int r = file_read_root(ROOT_PROC, name, scratch);

	if (r < 0)
		return r == -ENOMEM ? r : 0;
	return arena_copy(arena, text_trim(buffer_text(scratch)), ret);
}

int system_names_read(struct buffer *scratch, struct arena *arena, struct system_names *ret)
{
	struct utsname name;
	int r;

	if (!root_is_live(ROOT_PROC)) {
		r = read_recorded("sys/kernel/hostname", scratch, arena, &ret->hostname);
		if (r == 0)
			r = read_recorded("sys/kernel/osrelease", scratch, arena, &ret->kernel);
		return r;
	}
	if (uname(&name) < 0)
		return -errno;
	r = arena_copy(arena, text_of(name.nodename), &ret->hostname);
	if (r == 0)
		r = arena_copy(arena, text_of(name.release), &ret->kernel);
	return r < 0 ? r : arena_copy(arena, text_of(name.machine), &ret->machine);
}

int system_os_parse(struct text text, struct text *ret)
{
	struct text line;

	while (text_next_line(&text, &line)) {
		if (!text_eat(&line, TEXT("PRETTY_NAME=")))
			continue;
		line = text_trim(line);
		if (line.length >= 2 && (line.bytes[0] == '"' || line.bytes[0] == '\'') &&
		    line.bytes[line.length - 1] == line.bytes[0])
			line = (struct text){ line.bytes + 1, line.length - 2 };
		*ret = line;
		return 0;
	}
	return -ENODATA;
}

int system_os_read(struct buffer *scratch, struct arena *arena, struct text *ret)
{
	struct text name = { 0 };
	int r = file_read_root(ROOT_ETC, "os-release", scratch);

	if (r == 0)
		r = system_os_parse(buffer_text(scratch), &name);
	return r < 0 ? r : arena_copy(arena, name, ret);
}

int system_user_read(struct buffer *scratch, struct arena *arena, struct text *ret)
{
	static const char *const variables[] = { "LOGNAME", "USER", "LNAME", "USERNAME" };
	int r;

	for (size_t n = 0; n < ARRAY_SIZE(variables); n++) {
		const char *value = getenv(variables[n]);

		if (value && *value)
			return arena_copy(arena, text_of(value), ret);
	}
	scratch->length = 0;
	r = passwd_name(getuid(), scratch);
	if (r < 0)
		return r == -ENOENT ? -ENODATA : r;
	return arena_copy(arena, buffer_text(scratch), ret);
}

const char *system_wsl(void)
{
	const char *name = getenv("WSL_DISTRO_NAME");

	return name && !*name ? "WSL" : name;
}
