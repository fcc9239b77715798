/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scout: runs a selection in a child, which passes the targets back through a pipe. */
#include "command/action/scout.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "kernel/guard.h"
#include "kernel/patience.h"

/* The begin of a report. A verdict for each operand, and each target with id and name, follow. */
struct summary {
	int status;
	bool has_problem;
	bool is_lost; /* the child has a lost thread, and may never end */
	size_t n_targets;
};

struct verdict {
	int error;
	char said[sizeof(((struct operand *)NULL)->said)];
};

/* ---- the child ---- */

static int add_bytes(struct buffer *report, const void *bytes, size_t length)
{
	return buffer_add(report, (struct text){ .bytes = bytes, .length = length });
}

static int add_target(struct buffer *report, const struct target *target)
{
	int r = add_bytes(report, target, sizeof(*target));

	if (r == 0)
		r = buffer_add(report, target->id);
	return r < 0 ? r : buffer_add(report, target->name);
}

/* This one, or one that was sent out before and is lost. */
static bool is_scout(const struct search *search, pid_t pid)
{
	const pid_t *lost = search->invocation->lost_scouts;

	for (size_t n = 0; n < MOST_LOST_SCOUTS; n++)
		if (lost[n] == pid)
			return true;
	return pid == getpid();
}

static void leave_out_scouts(const struct search *search, struct targets *targets)
{
	for (size_t n = targets->n; n-- > 0;)
		if (is_scout(search, targets->items[n].reference.pid))
			targets_remove(targets, n);
}

static int make_report(struct search *search, struct buffer *ret)
{
	struct targets targets = { 0 };
	struct summary summary = { .status = search->find(search, &targets) };
	int r;

	leave_out_scouts(search, &targets);
	summary.has_problem = search->invocation->has_problem;
	summary.is_lost = patience_has_lost();
	summary.n_targets = targets.n;
	r = add_bytes(ret, &summary, sizeof(summary));
	for (size_t n = 0; n < search->n_operands && r == 0; n++) {
		struct verdict verdict = { .error = search->operands[n].error };

		memcpy(verdict.said, search->operands[n].said, sizeof(verdict.said));
		r = add_bytes(ret, &verdict, sizeof(verdict));
	}
	for (size_t n = 0; n < targets.n && r == 0; n++)
		r = add_target(ret, &targets.items[n]);
	return r;
}

static bool write_whole(int fd, struct text text)
{
	while (text.length > 0) {
		ssize_t n = write(fd, text.bytes, text.length);

		if (n < 0 && errno != EINTR)
			return false;
		text.bytes += MAX(n, 0);
		text.length -= (size_t)MAX(n, 0);
	}
	return true;
}

static _Noreturn void be_scout(struct search *search, pid_t parent, int teller)
{
	struct buffer report = { 0 };
	bool is_told;

	guard_follow(parent);
	search->invocation->guard.pid = parent;
	is_told = make_report(search, &report) == 0 && write_whole(teller, buffer_text(&report));
	guard_let_go();
	close(teller);
	_exit(is_told ? EXIT_DONE : EXIT_PROBLEM);
}

/* ---- the action's own process ---- */

static int read_whole(int fd, struct buffer *ret)
{
	enum { PART = 65536 };

	for (;;) {
		int r = buffer_reserve(ret, PART);
		ssize_t n = r < 0 ? 0 : read(fd, ret->text + ret->length, PART);

		if (r < 0)
			return r;
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			return 0;
		ret->length += (size_t)MAX(n, 0);
	}
}

static int take_bytes(struct text *report, void *ret, size_t length)
{
	if (report->length < length)
		return -EIO;
	memcpy(ret, report->bytes, length);
	report->bytes += length;
	report->length -= length;
	return 0;
}

static int take_text(struct text *report, struct arena *arena, struct text *text)
{
	struct text found = { .bytes = report->bytes, .length = text->length };

	if (!text->bytes)
		return 0;
	if (report->length < found.length)
		return -EIO;
	report->bytes += found.length;
	report->length -= found.length;
	return arena_copy(arena, found, text);
}

static int take_target(struct text *report, struct targets *targets)
{
	struct target target;
	int r = take_bytes(report, &target, sizeof(target));

	if (r == 0)
		r = take_text(report, &targets->arena, &target.id);
	if (r == 0)
		r = take_text(report, &targets->arena, &target.name);
	return r < 0 ? r : targets_add(targets, &target);
}

static int take_verdicts(struct text *report, struct search *search)
{
	struct verdict verdict;
	int r = 0;

	for (size_t n = 0; n < search->n_operands && r == 0; n++) {
		r = take_bytes(report, &verdict, sizeof(verdict));
		if (r < 0)
			break;
		search->operands[n].error = verdict.error;
		memcpy(search->operands[n].said, verdict.said, sizeof(verdict.said));
	}
	return r;
}

static int take_report(struct text report, struct search *search, const struct summary *summary,
                       struct targets *ret)
{
	int r = take_verdicts(&report, search);

	while (r == 0 && ret->n < summary->n_targets)
		r = take_target(&report, ret);
	if (summary->has_problem)
		search->invocation->has_problem = true;
	return r < 0 ? r : summary->status;
}

static void note_lost(struct search *search, pid_t scout)
{
	pid_t *lost = search->invocation->lost_scouts;

	for (size_t n = 0; n < MOST_LOST_SCOUTS; n++)
		if (lost[n] == 0) {
			lost[n] = scout;
			return;
		}
}

static int wait_for_report(struct search *search, pid_t scout, int fd, struct targets *ret)
{
	_cleanup_buffer_ struct buffer told = { 0 };
	struct summary summary = { 0 };
	int r = read_whole(fd, &told);
	struct text report = buffer_text(&told);

	if (r == 0)
		r = take_bytes(&report, &summary, sizeof(summary));
	if (summary.is_lost)
		note_lost(search, scout);
	while (!summary.is_lost && waitpid(scout, NULL, 0) < 0 && errno == EINTR)
		continue;
	return r < 0 ? r : take_report(report, search, &summary, ret);
}

int scout_find(struct search *search, struct targets *ret)
{
	pid_t parent = getpid(), scout;
	int ends[2], r;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return search->find(search, ret);
	scout = fork();
	if (scout == 0) {
		close(ends[0]);
		be_scout(search, parent, ends[1]);
	}
	close(ends[1]);
	r = scout < 0 ? search->find(search, ret) : wait_for_report(search, scout, ends[0], ret);
	close(ends[0]);
	return r;
}
