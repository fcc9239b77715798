/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * State: the sample that the last run left in a file.
 *
 *   {"nvhost":1,"boot_id":"…","view":"cpu_percent","counters":["user",…],
 *    "rows":{"0":[TIME, COUNTER, …],…}}
 */
#include "query/state.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "model/collector.h"

enum { STATE_VERSION = 1, LARGEST = 64 * 1024 * 1024 };

void state_done(struct state *state)
{
	if (state->fd > 0)
		close(state->fd);
	*state = (struct state){ 0 };
}

/* Opened by the name it has now, not one that another run has just replaced. */
static int open_locked(const char *file)
{
	for (;;) {
		_cleanup_close_ int fd = open(
			file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
			0600);
		struct stat opened, named;
		int locked;

		if (fd < 0 || fstat(fd, &opened) < 0)
			return -errno;
		if (!S_ISREG(opened.st_mode) || opened.st_uid != geteuid())
			return -EPERM;
		if (flock(fd, LOCK_EX | LOCK_NB) < 0)
			return errno == EWOULDBLOCK ? -EBUSY : -errno;
		if (lstat(file, &named) == 0 && named.st_ino == opened.st_ino &&
		    named.st_dev == opened.st_dev) {
			locked = fd;
			fd = -1;
			return locked;
		}
	}
}

/* An empty file has just been created: there is no sample yet. */
static int load_document(int fd, json_t **ret)
{
	struct stat stat;
	json_error_t error;
	int copy;

	if (fstat(fd, &stat) < 0)
		return -errno;
	if (stat.st_size == 0)
		return -ENODATA;
	if (stat.st_size > LARGEST)
		return -EFBIG;
	copy = dup(fd); /* jansson reads it to its end and leaves it open */
	if (copy < 0)
		return -errno;
	*ret = json_loadfd(copy, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
	close(copy);
	return *ret ? 0 : -EBADMSG;
}

static bool has_text(const json_t *document, const char *name, const char *wanted)
{
	const char *text = json_string_value(json_object_get(document, name));

	return text && strcmp(text, wanted) == 0;
}

static bool has_counters(const json_t *document, const struct rates *rates)
{
	const json_t *names = json_object_get(document, "counters");

	if (json_array_size(names) != rates->counters.n)
		return false;
	for (size_t n = 0; n < rates->counters.n; n++) {
		const char *name = json_string_value(json_array_get(names, n));

		if (!name || strcmp(name, rates->counters.items[n].name) != 0)
			return false;
	}
	return true;
}

static int load_row(const char *key, const json_t *row, const struct rates *rates,
                    struct sample *sample)
{
	size_t n_counters = rates->counters.n;
	_cleanup_free_ double *counters = calloc(n_counters + 1, sizeof(*counters));
	struct sample_entry entry = { .key = key, .counters = counters };

	if (!counters)
		return -ENOMEM;
	if (json_array_size(row) != n_counters + 1)
		return -EBADMSG;
	for (size_t n = 0; n <= n_counters; n++) {
		const json_t *number = json_array_get(row, n);

		if (!json_is_number(number) && !(n > 0 && json_is_null(number)))
			return -EBADMSG;
		if (n == 0)
			entry.time = json_number_value(number);
		else
			counters[n - 1] = json_is_null(number) ? __builtin_nan("")
			                                       : json_number_value(number);
	}
	return sample_add_entry(sample, &entry, n_counters);
}

static int load_rows(json_t *document, const struct rates *rates, struct sample *ret)
{
	json_t *rows = json_object_get(document, "rows"), *row;
	const char *key;

	if (!json_is_object(rows))
		return -EBADMSG;
	json_object_foreach(rows, key, row)
	{
		int r = load_row(key, row, rates, ret);

		if (r < 0)
			return r;
	}
	return 0;
}

static int load(int fd, const char *boot_id, const struct rates *rates, struct sample *ret)
{
	json_t *document = NULL;
	int r = load_document(fd, &document);

	if (r == 0 && json_number_value(json_object_get(document, "nvhost")) != STATE_VERSION)
		r = -EBADMSG;
	else if (r == 0 && (!has_text(document, "view", rates->collector->name) ||
	                    !has_counters(document, rates)))
		r = -ESTALE; /* of another view or other columns */
	else if (r == 0 && has_text(document, "boot_id", boot_id))
		r = load_rows(document, rates, ret);
	json_decref(document);
	return r;
}

int state_load(struct state *state, const char *file, const char *boot_id,
               const struct rates *rates, struct sample *ret)
{
	int fd = open_locked(file), r;

	if (fd < 0)
		return fd;
	state->fd = fd;
	r = load(fd, boot_id, rates, ret);
	state->fault = r == -ENODATA ? 0 : r;
	if (r < 0)
		sample_done(ret);
	sample_sort(ret);
	return r == -ENOMEM ? r : 0;
}

static json_t *row_of(const struct sample_entry *entry, size_t n_counters)
{
	json_t *row = json_array();

	json_array_append_new(row, json_real(entry->time));
	for (size_t n = 0; n < n_counters; n++) {
		double counter = entry->counters[n];

		/* a counter that was not there is null */
		json_array_append_new(row, counter >= 0 ? json_real(counter) : json_null());
	}
	return row;
}

static json_t *document_of(const char *boot_id, const struct rates *rates,
                           const struct sample *sample)
{
	json_t *counters = json_array(), *rows = json_object();

	for (size_t n = 0; n < rates->counters.n; n++)
		json_array_append_new(counters, json_string(rates->counters.items[n].name));
	for (size_t n = 0; n < sample->n; n++)
		json_object_set_new_nocheck(rows, sample->entries[n].key,
		                            row_of(&sample->entries[n], rates->counters.n));
	return json_pack("{s:i, s:s, s:s, s:o, s:o}", "nvhost", STATE_VERSION, "boot_id", boot_id,
	                 "view", rates->collector->name, "counters", counters, "rows", rows);
}

static int write_file(const char *path, const json_t *document)
{
	_cleanup_close_ int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return -errno;
	if (json_dumpfd(document, fd, JSON_COMPACT) < 0)
		return -EIO;
	return fsync(fd) < 0 ? -errno : 0;
}

int state_save(const char *file, const char *boot_id, const struct rates *rates,
               const struct sample *sample)
{
	_cleanup_free_ char *path = NULL;
	json_t *document;
	int r;

	if (asprintf(&path, "%s.%d", file, (int)getpid()) < 0) {
		path = NULL;
		return -ENOMEM;
	}
	document = document_of(boot_id, rates, sample);
	r = document ? write_file(path, document) : -ENOMEM;
	json_decref(document);
	if (r == 0 && rename(path, file) < 0)
		r = -errno;
	if (r < 0 && r != -EEXIST)
		unlink(path);
	return r;
}
