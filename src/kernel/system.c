/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds names of the machine, its system, and the user who runs nvhost. */
#include "kernel/system.h"

#include <errno.h>
#include <sys/utsname.h>

#include "kernel/file.h"
#include "kernel/passwd.h"
#include "model/fault.h"

bool system_owns(enum root root)
{
	return root_is_live(root) == root_is_live(ROOT_PROC) ||
	       (root == ROOT_SYS && host_is_mounted()); /* the same kernel */
}

static int read_recorded(const char *name, struct buffer *scratch, struct arena *arena,
                         struct text *ret)
{
	int r = file_read_root(ROOT_PROC, name, scratch);

	if (r < 0)
		return fault_only_fatal(r);
	return arena_copy(arena, text_trim(buffer_text(scratch)), ret);
}

int system_hostname_read(struct buffer *scratch, struct arena *arena, struct text *ret)
{
	struct utsname name;

	if (!root_is_live(ROOT_PROC))
		return read_recorded("sys/kernel/hostname", scratch, arena, ret);
	return uname(&name) < 0 ? -errno : arena_copy(arena, text_of(name.nodename), ret);
}

/* The architecture is in /proc since Linux 6.1. Before, that of a mounted host is our own. */
static int read_recorded_names(struct buffer *scratch, struct arena *arena,
                               struct system_names *ret)
{
	struct utsname name;
	int r = read_recorded("sys/kernel/osrelease", scratch, arena, &ret->kernel);

	if (r == 0)
		r = read_recorded("sys/kernel/arch", scratch, arena, &ret->machine);
	if (r == 0 && !ret->machine.bytes && host_is_mounted() && uname(&name) == 0)
		r = arena_copy(arena, text_of(name.machine), &ret->machine);
	return r;
}

int system_names_read(struct buffer *scratch, struct arena *arena, struct system_names *ret)
{
	struct utsname name;
	int r = system_hostname_read(scratch, arena, &ret->hostname);

	if (r == 0 && !root_is_live(ROOT_PROC))
		return read_recorded_names(scratch, arena, ret);
	if (r < 0)
		return r;
	if (uname(&name) < 0)
		return -errno;
	r = arena_copy(arena, text_of(name.release), &ret->kernel);
	return r < 0 ? r : arena_copy(arena, text_of(name.machine), &ret->machine);
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

int system_wsl_read(struct text release, struct arena *arena, struct text *ret)
{
	const char *name = root_is_live(ROOT_PROC) ? getenv("WSL_DISTRO_NAME") : NULL;

	if (release.length == 0 || !strcasestr(release.bytes, "microsoft"))
		return -ENODATA;
	return arena_copy(arena, name && *name ? text_of(name) : TEXT("WSL"), ret);
}
