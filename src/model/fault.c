/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fault: what each code costs, what it leaves in the record, and its words. */
#include "model/fault.h"

#include <errno.h>

#include "base/cleanup.h"

/*
 * A code that is not in this table costs one datum, which is then absent, and has the words of
 * strerror(3).
 */
static const struct kind {
	int code;
	enum fault_cost cost;
	enum presence leaves; /* what the record notes instead of the datum */
	const char *words;    /* NULL: those of strerror(3) */
} kinds[] = {
	{ .code = ENOMEM, .cost = COSTS_RUN },
	{ .code = EMFILE, .cost = COSTS_RUN },
	{ .code = ENFILE, .cost = COSTS_RUN },
	{ .code = ESRCH, .cost = COSTS_ROW, .words = "no such process" },
	/* below an open directory: this kernel has no such file */
	{ .code = ENOENT, .leaves = UNSUPPORTED },
	{ .code = EOPNOTSUPP, .leaves = UNSUPPORTED },
	{ .code = ENOSYS, .leaves = UNSUPPORTED },
	{ .code = EACCES, .leaves = DENIED },
	{ .code = EPERM, .leaves = DENIED },
	{ .code = ENODATA, .words = "no data" },
	{ .code = FAULT_ZOMBIE, .leaves = ZOMBIE, .words = "the process has ended" },
	{ .code = FAULT_TOO_LARGE, .leaves = TOO_LARGE, .words = "too large" },
	{ .code = FAULT_BLOCKED, .leaves = BLOCKED, .words = "blocked by another process" },
	{ .code = FAULT_DAMAGED, .words = "damaged lines were left out" },
	{ .code = FAULT_STATE_DAMAGED, .words = "damaged; replaced" },
	{ .code = FAULT_STATE_FOREIGN,
	  .words = "written by another view or with other columns; replaced" },
	{ .code = FAULT_AS_SAID, .cost = COSTS_ROW, .words = "not what was asked for" },
	{ .code = FAULT_ENOUGH, .words = "no more rows are wanted" },
};

static const struct kind *kind_of(int r)
{
	for (size_t n = 0; n < ARRAY_SIZE(kinds); n++)
		if (kinds[n].code == -r)
			return &kinds[n];
	return NULL;
}

enum fault_cost fault_cost(int r)
{
	const struct kind *kind = kind_of(r);

	return kind ? kind->cost : COSTS_DATUM;
}

enum presence fault_presence(int r)
{
	const struct kind *kind = kind_of(r);

	return kind ? kind->leaves : ABSENT;
}

int fault_of_presence(enum presence presence)
{
	static const int codes[PRESENT + 1] = {
		[ABSENT] = -ENODATA,        [UNSUPPORTED] = -ENOENT,
		[ZOMBIE] = -FAULT_ZOMBIE,   [TOO_LARGE] = -FAULT_TOO_LARGE,
		[BLOCKED] = -FAULT_BLOCKED, [DENIED] = -EACCES,
	};

	return codes[presence];
}

const char *fault_words(int r)
{
	const struct kind *kind = kind_of(r);

	return kind && kind->words ? kind->words : strerror(-r);
}

void fault_tell(struct faults *faults, const char *subject, int r)
{
	pthread_mutex_lock(&faults->lock);
	faults->tell(faults->arg, subject, r);
	faults->n += r < 0;
	pthread_mutex_unlock(&faults->lock);
}

int fault_go_on(struct faults *faults, const char *subject, int r)
{
	if (r < 0 && !fault_is_fatal(r))
		fault_tell(faults, subject, r);
	return fault_only_fatal(r);
}
