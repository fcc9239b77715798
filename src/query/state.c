/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * State: the sample and the totals of the last run, kept in a file.
 *
 *   {"nvhost":1,"boot_id":"…","view":"net_io","counters":["bytes_sent",…],
 *    "rows":{"eth0":[TIME, COUNTER, …],…},"totals":["bytes_sent",…],
 *    "offsets":{"eth0":[COUNTER, OFFSET, COUNTER, OFFSET, …],…}}
 *
 * Totals are exact: a signed integer of jansson holds the 64 bits of an unsigned one.
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
	state->fd = 0;
	folder_done(&state->folder);
}

/* Opens and locks the file; opens it again if another run has replaced it in between. */
static int open_locked(const struct folder *folder)
{
	for (;;) {
		_cleanup_close_ int fd = openat(
			folder->fd, folder->name,
			O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
		struct stat opened, named;
		int locked, r;

		if (fd < 0 || fstat(fd, &opened) < 0)
			return -errno;
		if (!S_ISREG(opened.st_mode) || opened.st_uid != geteuid())
			return -EPERM;
		r = folder_check_file(folder, fd);
		if (r < 0)
			return r;
		if (flock(fd, LOCK_EX | LOCK_NB) < 0)
			return errno == EWOULDBLOCK ? -EBUSY : -errno;
		if (fstatat(folder->fd, folder->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
		    named.st_ino == opened.st_ino && named.st_dev == opened.st_dev) {
			locked = fd;
			fd = -1;
			return locked;
		}
	}
}

static void close_stream(FILE **stream)
{
	if (*stream)
		fclose(*stream);
}

/* A buffered stream over a copy of FD: json_loadfd() calls read(2) for each single byte. */
static FILE *stream_of(int fd, const char *mode)
{
	int copy = dup(fd);
	FILE *stream = copy < 0 ? NULL : fdopen(copy, mode);

	if (copy >= 0 && !stream)
		close(copy);
	return stream;
}

/* Reads the document. Returns 0; -ENODATA if the file is empty, as a new one is; another errno. */
static int load_document(int fd, json_t **ret)
{
	_cleanup_(close_stream) FILE *stream = NULL;
	struct stat stat;
	json_error_t error;

	if (fstat(fd, &stat) < 0)
		return -errno;
	if (stat.st_size == 0)
		return -ENODATA;
	if (stat.st_size > LARGEST)
		return -EFBIG;
	stream = stream_of(fd, "r");
	if (!stream)
		return -errno;
	*ret = json_loadf(stream, JSON_REJECT_DUPLICATES, &error);
	return *ret ? 0 : -FAULT_STATE_DAMAGED;
}

static bool has_text(const json_t *document, const char *name, const char *wanted)
{
	const char *text = json_string_value(json_object_get(document, name));

	return text && strcmp(text, wanted) == 0;
}

static bool has_names(const json_t *document, const char *name, const struct columns *columns)
{
	const json_t *names = json_object_get(document, name);

	if (json_array_size(names) != columns->n)
		return false;
	for (size_t n = 0; n < columns->n; n++) {
		const char *text = json_string_value(json_array_get(names, n));

		if (!text || strcmp(text, columns->items[n].name) != 0)
			return false;
	}
	return true;
}

static int load_row(const struct state *state, const char *key, const json_t *row)
{
	size_t n_counters = state->rates->counters.n;
	_cleanup_free_ double *counters = calloc(n_counters + 1, sizeof(*counters));
	struct sample_entry entry = { .key = key, .counters = counters };

	if (!counters)
		return -ENOMEM;
	if (json_array_size(row) != n_counters + 1)
		return -FAULT_STATE_DAMAGED;
	for (size_t n = 0; n <= n_counters; n++) {
		const json_t *number = json_array_get(row, n);

		if (!json_is_number(number) && !(n > 0 && json_is_null(number)))
			return -FAULT_STATE_DAMAGED;
		if (n == 0)
			entry.time = json_number_value(number);
		else
			counters[n - 1] = json_is_null(number) ? __builtin_nan("")
			                                       : json_number_value(number);
	}
	return sample_add_entry(state->sample, &entry, n_counters);
}

static int load_total(const struct state *state, const char *key, const json_t *row)
{
	size_t n_counters = state->totals->counters.n;
	_cleanup_free_ struct total *list = calloc(n_counters + 1, sizeof(*list));

	if (!list)
		return -ENOMEM;
	if (json_array_size(row) != 2 * n_counters)
		return -FAULT_STATE_DAMAGED;
	for (size_t n = 0; n < n_counters; n++) {
		const json_t *raw = json_array_get(row, 2 * n);
		const json_t *offset = json_array_get(row, 2 * n + 1);

		if (!json_is_integer(raw) || !json_is_integer(offset))
			return -FAULT_STATE_DAMAGED;
		list[n] = (struct total){ .raw = (uint64_t)json_integer_value(raw),
			                  .offset = (uint64_t)json_integer_value(offset) };
	}
	return totals_add(state->totals, key, list);
}

static int load_object(const struct state *state, json_t *document, const char *name,
                       int (*add)(const struct state *state, const char *key, const json_t *row))
{
	json_t *rows = json_object_get(document, name), *row;
	const char *key;

	if (!json_is_object(rows))
		return -FAULT_STATE_DAMAGED;
	json_object_foreach(rows, key, row)
	{
		int r = add(state, key, row);

		if (r < 0)
			return r;
	}
	return 0;
}

static int load_state(const struct state *state)
{
	json_t *document = NULL;
	int r = load_document(state->fd, &document);

	if (r == 0 && json_number_value(json_object_get(document, "nvhost")) != STATE_VERSION)
		r = -FAULT_STATE_DAMAGED;
	else if (r == 0 && (!has_text(document, "view", state->collector->name) ||
	                    !has_names(document, "counters", &state->rates->counters) ||
	                    !has_names(document, "totals", &state->totals->counters)))
		r = -FAULT_STATE_FOREIGN;
	else if (r == 0 && has_text(document, "boot_id", state->boot_id)) {
		r = load_object(state, document, "rows", load_row);
		if (r == 0)
			r = load_object(state, document, "offsets", load_total);
	}
	json_decref(document);
	return r;
}

int state_load(struct state *state)
{
	int r = folder_open(state->file, &state->folder);
	int fd = r < 0 ? r : open_locked(&state->folder);

	if (fd < 0) {
		folder_done(&state->folder);
		return fd;
	}
	state->fd = fd;
	r = load_state(state);
	state->fault = r == -ENODATA ? 0 : r;
	if (r < 0)
		sample_done(state->sample);
	sample_sort(state->sample);
	if (r == 0)
		totals_next(state->totals);
	else
		totals_forget(state->totals);
	return fault_only_fatal(r);
}

static json_t *names_of(const struct columns *columns)
{
	json_t *names = json_array();

	for (size_t n = 0; n < columns->n; n++)
		json_array_append_new(names, json_string(columns->items[n].name));
	return names;
}

static json_t *row_of(const struct sample_entry *entry, size_t n_counters)
{
	json_t *row = json_array();

	json_array_append_new(row, json_real(entry->time));
	for (size_t n = 0; n < n_counters; n++) {
		double counter = entry->counters[n];

		/* NAN: the counter was null */
		json_array_append_new(row, counter >= 0 ? json_real(counter) : json_null());
	}
	return row;
}

static json_t *offsets_of(const struct total_entry *entry, size_t n_counters)
{
	json_t *row = json_array();

	for (size_t n = 0; n < n_counters; n++) {
		json_array_append_new(row, json_integer((json_int_t)entry->totals[n].raw));
		json_array_append_new(row, json_integer((json_int_t)entry->totals[n].offset));
	}
	return row;
}

static json_t *document_of(const struct state *state)
{
	const struct sample *sample = state->sample;
	const struct total_set *totals = &state->totals->before;
	json_t *rows = json_object(), *offsets = json_object();

	for (size_t n = 0; n < sample->n; n++)
		json_object_set_new_nocheck(rows, sample->entries[n].key,
		                            row_of(&sample->entries[n], state->rates->counters.n));
	for (size_t n = 0; n < totals->n; n++)
		json_object_set_new_nocheck(
			offsets, totals->entries[n].key,
			offsets_of(&totals->entries[n], state->totals->counters.n));
	return json_pack("{s:i, s:s, s:s, s:o, s:o, s:o, s:o}", "nvhost", STATE_VERSION, "boot_id",
	                 state->boot_id, "view", state->collector->name, "counters",
	                 names_of(&state->rates->counters), "rows", rows, "totals",
	                 names_of(&state->totals->counters), "offsets", offsets);
}

static int write_file(int dir, const char *name, const json_t *document)
{
	_cleanup_close_ int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	_cleanup_(close_stream) FILE *stream = fd < 0 ? NULL : stream_of(fd, "w");

	if (!stream)
		return -errno;
	errno = 0;
	if (json_dumpf(document, stream, JSON_COMPACT) < 0 || fflush(stream) < 0)
		return errno > 0 ? -errno : -EIO; /* jansson has no errno of its own */
	return fsync(fd) < 0 ? -errno : 0;
}

int state_save(const struct state *state)
{
	const struct folder *folder = &state->folder;
	_cleanup_free_ char *name = NULL;
	json_t *document;
	int r;

	if (asprintf(&name, "%s.%d", folder->name, (int)getpid()) < 0) {
		name = NULL;
		return -ENOMEM;
	}
	document = document_of(state);
	r = document ? write_file(folder->fd, name, document) : -ENOMEM;
	json_decref(document);
	if (r == 0 && renameat(folder->fd, name, folder->fd, folder->name) < 0)
		r = -errno;
	if (r < 0 && r != -EEXIST)
		unlinkat(folder->fd, name, 0);
	return r;
}
