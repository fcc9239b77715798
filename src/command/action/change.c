/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change: applies the settings to a process. */
#include "command/action/change.h"

#include <errno.h>
#include <stdio.h>

#include "base/hash.h"
#include "command/action/setting.h"
#include "kernel/file.h"
#include "kernel/process/proc_pids.h"
#include "model/fault.h"

enum { MOST_ROUNDS = 64 };

const char *change_name(enum setting setting)
{
	return setting < SET_LIMIT ? setting_way_of(setting)->name
	                           : limit_name((enum limit)(setting - SET_LIMIT));
}

static void *value_at(enum setting setting, size_t place, struct change_row *row)
{
	size_t n = setting > SET_LIMIT ? setting - SET_LIMIT : 0u;

	return (char *)row + place + n * sizeof(row->limits[0]);
}

/* ---- applying ---- */

/* Whether THREAD (still) belongs to the process whose /proc/PID is DIR. */
static bool is_thread(int dir, pid_t thread)
{
	char path[32];

	snprintf(path, sizeof(path), "task/%d", (int)thread);
	return file_exists(dir, path) == 0;
}

/* Applies a setting to a thread. It is no failure if the thread has ended. */
static int apply_to_thread(int dir, pid_t thread, enum setting setting, const struct change *change)
{
	int r;

	if (!is_thread(dir, thread))
		return 0;
	r = setting_way_of(setting)->apply(thread, setting, change);
	return r < 0 && !is_thread(dir, thread) ? 0 : r;
}

/*
 * Applies a setting to all threads, again and again until no new thread appears: a new thread may
 * have inherited the old value.
 */
static int apply_to_threads(const struct target *target, enum setting setting,
                            const struct change *change)
{
	_cleanup_close_ int dir = pid_open(target->reference.pid);
	_cleanup_hash_ struct hash done = { 0 };
	bool is_new = true;
	int r = dir < 0 ? dir : 0;

	for (int round = 0; round < MOST_ROUNDS && is_new && r == 0; round++) {
		_cleanup_free_ pid_t *threads = NULL;
		size_t n_threads = 0;
		uint64_t unused;

		is_new = false;
		r = proc_numbers_read(dir, "task", &threads, &n_threads);
		for (size_t n = 0; n < n_threads && r == 0; n++) {
			if (hash_get(&done, (uint64_t)threads[n], &unused))
				continue;
			is_new = true;
			r = hash_put(&done, (uint64_t)threads[n], 0);
			if (r == 0)
				r = apply_to_thread(dir, threads[n], setting, change);
		}
	}
	return r;
}

/* Applies a setting by PID, and checks before and after that the PID is still the same process. */
static int apply_setting(const struct change *change, const struct target *target,
                         enum setting setting)
{
	int r = target_check(target);

	if (r < 0)
		return r;
	if (change->is_of_threads && setting_way_of(setting)->is_of_threads)
		r = apply_to_threads(target, setting, change);
	else
		r = setting_way_of(setting)->apply(target->reference.pid, setting, change);
	return r < 0 ? r : target_check(target);
}

static int change_setting(const struct change *change, const struct target *target,
                          enum setting setting, bool is_dry, struct arena *arena,
                          struct change_row *row)
{
	const struct setting_way *way = setting_way_of(setting);
	int r = way->read(target->reference.pid, setting, arena, value_at(setting, way->old, row));

	if (r == 0 && is_dry)
		return way->plan(target->reference.pid, setting, change, arena,
		                 value_at(setting, way->new, row));
	if (r == 0)
		r = apply_setting(change, target, setting);
	if (r == 0)
		r = way->read(target->reference.pid, setting, arena,
		              value_at(setting, way->new, row));
	return r;
}

/* Appends the reason of a failure, and a hint. */
static int explain(pid_t pid, enum setting setting, int error, struct buffer *ret)
{
	const struct setting_way *way = setting_way_of(setting);
	bool is_denied = error == -EPERM || error == -EACCES;
	const char *hint = is_denied ? way->privilege : error == -EINVAL ? way->invalid : NULL;
	const char *reason = is_denied         ? "not permitted"
	                     : error == -ESRCH ? "no such process"
	                                       : strerror(-error);
	int r;

	if (error == -ESRCH)
		return buffer_add_format(ret, "%s", reason);
	r = buffer_add_format(ret, "%s: %s", change_name(setting), reason);
	if (r == 0 && hint)
		r = buffer_add_format(
			ret, " (%s%s",
			is_denied && pid != SETTING_SELF ? "process of another user, or " : "",
			hint);
	if (r == 0 && hint && way->hint)
		r = way->hint(pid, setting, ret);
	if (r == 0 && hint)
		r = buffer_add_byte(ret, ')');
	return r;
}

int change_apply(const struct change *change, struct target *target, bool is_dry,
                 struct arena *arena, struct change_row *ret,
                 void (*tell)(void *arg, const struct target *target, const char *words), void *arg)
{
	int opened = target_open(target);

	*ret = (struct change_row){ .pid = (uint64_t)target->reference.pid,
		                    .id = target->id,
		                    .name = target->name };
	for (unsigned setting = 0; setting < N_SETTINGS; setting++) {
		_cleanup_buffer_ struct buffer words = { 0 };
		int r = opened;

		if (!change->is_asked[setting])
			continue;
		if (r == 0)
			r = change_setting(change, target, setting, is_dry, arena, ret);
		if (r == 0)
			continue;
		if (fault_is_fatal(r))
			return r;
		if (explain(target->reference.pid, setting, r, &words) < 0 ||
		    buffer_add_byte(&words, '\0') < 0)
			return -ENOMEM;
		tell(arg, target, words.text);
		if (!ret->error.bytes && arena_copy(arena, text_of(words.text), &ret->error) < 0)
			return -ENOMEM;
		if (r == -ESRCH)
			break;
	}
	target_close(target);
	return 0;
}

bool change_is_anything_asked(const struct change *change)
{
	for (size_t n = 0; n < N_SETTINGS; n++)
		if (change->is_asked[n])
			return true;
	return false;
}

int change_apply_to_self(const struct change *change)
{
	for (unsigned setting = 0; setting < N_SETTINGS; setting++) {
		_cleanup_buffer_ struct buffer words = { 0 };
		int r = change->is_asked[setting]
		                ? setting_way_of(setting)->apply(SETTING_SELF, setting, change)
		                : 0;

		if (r == 0)
			continue;
		if (explain(SETTING_SELF, setting, r, &words) < 0)
			message_error(NULL, -ENOMEM);
		else
			message("%.*s", (int)words.length, words.text);
		return r;
	}
	return 0;
}
