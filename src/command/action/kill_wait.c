/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost kill: the rows, and --wait and --then. */
#include <errno.h>

#include "command/action/kill.h"
#include "command/action/signals.h"

struct kill_row {
	uint64_t pid;
	struct text id;
	struct text name;
	struct text signal;
	bool is_sent;
	const char *error;
	const char *state;
	struct opt_i64 returncode;
	struct opt_f64 elapsed_seconds;
};

static const char *const state_words[] = { "gone", "alive", NULL };

const struct field kill_fields[N_KILL_FIELDS] = {
	FIELD(struct kill_row, pid, .name = "pid", .help = "process ID"),
	FIELD(struct kill_row, id, .name = "id", .help = "PID@START, its identity"),
	FIELD(struct kill_row, name, .name = "name", .help = "name of the program"),
	FIELD(struct kill_row, signal, .name = "signal", .help = "the last signal for the process"),
	FIELD(struct kill_row, is_sent, .name = "sent", .help = "whether the signal was sent"),
	FIELD(struct kill_row, error, .name = "error", .help = "why it could not be sent"),
	FIELD(struct kill_row, state, .name = "state", .words = state_words,
	      .help = "--wait: gone, or still alive"),
	FIELD(struct kill_row, returncode, .name = "returncode",
	      .help = "--wait: exit status, or minus the signal"),
	FIELD(struct kill_row, elapsed_seconds, .name = "elapsed", .unit = UNIT_SECONDS,
	      .help = "--wait: how long nvhost waited for it"),
};

static void tell_row(struct kill_job *job, const struct target *target, const struct kill_row *more)
{
	const struct kill_deed *deed = &job->deeds[target - job->targets.items];
	char signal[SIGNAL_NAME_SIZE];
	struct kill_row row = *more;

	signals_name(deed->signal, signal);
	row.pid = (uint64_t)target->reference.pid;
	row.id = target->id;
	row.name = target->name;
	row.signal = text_of(signal);
	row.is_sent = deed->is_sent;
	if (deed->error < 0)
		row.error = deed->error == -ESRCH ? "no such process" : strerror(-deed->error);
	action_output_row(&job->report, &row); /* an error stays until action_output_end() */
}

void kill_tell_rows(struct kill_job *job)
{
	for (size_t n = 0; n < job->targets.n; n++) {
		struct target *target = &job->targets.items[n];

		if (target->reference.pid == getpid())
			target->is_done = true;
		else if (job->own->is_dry || job->own->wait_seconds.is != PRESENT ||
		         target->is_done)
			tell_row(job, target, &(struct kill_row){ 0 });
	}
}

/* ---- --wait, --then ---- */

static int tell_gone(void *arg, struct target *target, const struct ending *ending)
{
	struct kill_row row = { .state = "gone",
		                .elapsed_seconds = some_f64(ending->elapsed_seconds) };

	if (ending->has_status)
		row.returncode = (struct opt_i64){ .v = ending->status.returncode, .is = PRESENT };
	tell_row(arg, target, &row);
	return 0;
}

static void tell_alive(struct kill_job *job, double elapsed_seconds)
{
	struct kill_row row = { .state = "alive", .elapsed_seconds = some_f64(elapsed_seconds) };

	for (size_t n = 0; n < job->targets.n; n++) {
		const struct target *target = &job->targets.items[n];

		if (target->is_done)
			continue;
		message("%d: still alive", (int)target->reference.pid);
		job->invocation->has_problem = true;
		tell_row(job, target, &row);
	}
}

/*
 * Sends the signal of --then. A target that has ended in the meantime is gone, without a failure.
 */
static void send_then(struct kill_job *job)
{
	int number = (int)job->own->then.v;

	for (size_t n = job->targets.n; n-- > 0;) {
		const struct target *target = &job->targets.items[n];
		int r;

		if (target->is_done)
			continue;
		r = kill_signal(job, n, number, NULL);
		if (r == -ESRCH) {
			job->targets.items[n].is_done = true;
			tell_row(job, target, &(struct kill_row){ .state = "gone" });
			continue;
		}
		kill_note(job, n, number, r);
		if (target->is_done)
			tell_row(job, target, &(struct kill_row){ 0 });
	}
}

int kill_wait(struct kill_job *job)
{
	struct wait_request request = {
		.targets = &job->targets,
		.hold = &job->hold,
		.timeout_seconds = job->own->wait_seconds,
		.wants_status = !job->report.is_quiet,
		.ended = tell_gone,
		.arg = job,
	};
	double elapsed_seconds;
	int r = ends_wait(&request, &elapsed_seconds);

	if (r == -ETIMEDOUT && job->own->then.is == PRESENT) {
		send_then(job);
		r = ends_wait(&request, &elapsed_seconds);
	}
	if (r == -ETIMEDOUT || r > 0)
		tell_alive(job, elapsed_seconds);
	return r == -ETIMEDOUT ? 0 : r;
}
