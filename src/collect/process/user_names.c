/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User names by ID, each looked up once. */
#include "collect/process/user_names.h"

#include <errno.h>
#include <inttypes.h>

#include "base/array.h"
#include "base/buffer.h"
#include "collect/workers.h"
#include "kernel/host.h"
#include "kernel/passwd.h"
#include "kernel/patience.h"
#include "model/fault.h"

void user_names_done(struct user_names *names)
{
	free(names->known);
	arena_done(&names->arena);
}

static uint64_t uid_of(const void *user)
{
	return ((const struct user_name *)user)->uid;
}

/* Returns the index of the first user that is not below UID. */
static size_t place_of(const struct user_names *names, uint64_t uid)
{
	return array_place(names->known, names->n, sizeof(*names->known), uid_of, uid);
}

struct name_question {
	uint64_t uid;
	struct buffer *name;
};

static int ask_for_name(void *arg)
{
	const struct name_question *question = arg;

	return passwd_name(question->uid, question->name);
}

/*
 * Looks up the name; if there is none, or the user database does not answer, uses the UID as text.
 */
static int look_up(uint64_t uid, struct buffer *ret)
{
	struct name_question question = { .uid = uid, .name = ret };
	bool is_safe = patience_is_watched() || !root_is_live(ROOT_ETC);
	int r = is_safe ? ask_for_name(&question) : workers_once(ask_for_name, &question);

	return r == -ENOENT || r == -FAULT_BLOCKED ? buffer_add_format(ret, "%" PRIu64, uid) : r;
}

/* Called with the lock held. */
static int remember_user(struct user_names *names, uint64_t uid, struct text name)
{
	size_t place = place_of(names, uid);
	struct user_name *at;
	struct text kept;
	int r = arena_copy(&names->arena, name, &kept);

	if (r == 0)
		r = array_grow(&names->known, names->n, &names->size, sizeof(*names->known));
	if (r < 0)
		return r;
	at = names->known + place;
	memmove(at + 1, at, (names->n - place) * sizeof(*at));
	*at = (struct user_name){ .uid = uid, .name = kept };
	names->n++;
	return 0;
}

/* Called with the lock held. */
static bool is_user_known(const struct user_names *names, uint64_t uid, struct text *ret)
{
	size_t place = place_of(names, uid);

	if (place == names->n || names->known[place].uid != uid)
		return false;
	*ret = names->known[place].name;
	return true;
}

/* Releases the lock during the lookup, because a server may never answer (kernel/patience.h). */
int user_names_find(struct user_names *names, uint64_t uid, struct text *ret)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	bool is_found;
	int r;

	pthread_mutex_lock(&names->lock);
	is_found = is_user_known(names, uid, ret);
	pthread_mutex_unlock(&names->lock);
	if (is_found)
		return 0;
	r = look_up(uid, &name);
	if (r < 0)
		return r;
	pthread_mutex_lock(&names->lock);
	if (!is_user_known(names, uid, ret)) {
		r = remember_user(names, uid, buffer_text(&name));
		is_user_known(names, uid, ret);
	}
	pthread_mutex_unlock(&names->lock);
	return r;
}

struct uid_question {
	const char *name;
	uint64_t uid;
};

static int ask_for_uid(void *arg)
{
	struct uid_question *question = arg;

	return passwd_uid(question->name, &question->uid);
}

int user_names_find_id(const char *name, uint64_t *ret)
{
	struct uid_question question = { .name = name };
	int r = root_is_live(ROOT_ETC) ? workers_once(ask_for_uid, &question)
	                               : ask_for_uid(&question);

	if (r == 0)
		*ret = question.uid;
	return r;
}
