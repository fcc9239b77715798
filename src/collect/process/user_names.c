/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User names by ID, each looked up once. */
#include "collect/process/user_names.h"

#include <errno.h>
#include <inttypes.h>

#include "base/buffer.h"
#include "kernel/passwd.h"

void user_names_done(struct user_names *names)
{
	free(names->known);
	arena_done(&names->arena);
}

/* The place of the first user that is not below UID. */
static size_t place_of(const struct user_names *names, uint64_t uid)
{
	size_t low = 0, high = names->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (names->known[middle].uid < uid)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int look_up(struct user_names *names, size_t place, uint64_t uid)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	struct user_name *known = reallocarray(names->known, names->n + 1, sizeof(*known));
	struct text kept;
	int r;

	if (!known)
		return -ENOMEM;
	names->known = known;
	r = passwd_name(uid, &name);
	if (r == -ENOENT)
		r = buffer_add_format(&name, "%" PRIu64, uid);
	if (r == 0)
		r = arena_copy(&names->arena, buffer_text(&name), &kept);
	if (r < 0)
		return r;
	memmove(known + place + 1, known + place, (names->n - place) * sizeof(*known));
	known[place] = (struct user_name){ .uid = uid, .name = kept };
	names->n++;
	return 0;
}

int user_names_find(struct user_names *names, uint64_t uid, struct text *ret)
{
	size_t place;
	int r = 0;

	pthread_mutex_lock(&names->lock);
	place = place_of(names, uid);
	if (place == names->n || names->known[place].uid != uid)
		r = look_up(names, place, uid);
	if (r == 0)
		*ret = names->known[place].name;
	pthread_mutex_unlock(&names->lock);
	return r;
}
