/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost wait: waits for processes to end, and prints a row for each. */
#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>

#include "command/action/action_output.h"
#include "command/action/ends.h"
#include "command/action/signals.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/options.h"

enum { KEY_ANY = 0x400, KEY_EXEC, KEY_TIMEOUT };

struct wait_options {
	struct opt_f64 timeout_seconds;
	const char *exec;
	bool is_any;
	bool is_gone_fine;
	bool is_quiet;
};

/* ---- rows ---- */

struct wait_row {
	struct opt_u64 pid;
	struct text id;
	struct text name;
	struct opt_i64 returncode;
	struct text signal;
	struct opt_bool core_dumped;
	double elapsed_seconds;
	const char *state;
};

static const char *const state_words[] = { "gone", "alive", NULL };

static const struct field fields[] = {
	FIELD(struct wait_row, pid, .name = "pid", .help = "process ID"),
	FIELD(struct wait_row, id, .name = "id", .help = "PID@START, its identity"),
	FIELD(struct wait_row, name, .name = "name", .help = "name of the program"),
	FIELD(struct wait_row, returncode, .name = "returncode",
	      .help = "exit status, or minus the signal"),
	FIELD(struct wait_row, signal, .name = "signal", .help = "the signal that killed it"),
	FIELD(struct wait_row, core_dumped, .name = "core_dumped",
	      .help = "whether it dumped core"),
	FIELD(struct wait_row, elapsed_seconds, .name = "elapsed", .unit = UNIT_SECONDS,
	      .help = "how long nvhost waited for it"),
	FIELD(struct wait_row, state, .name = "state", .words = state_words,
	      .help = "gone, or still alive"),
};

/* The argument of the callbacks. */
struct wait_job {
	struct invocation *invocation;
	const struct wait_options *own;
	struct action_output report;
	struct hold hold;
	size_t n_targets;
	size_t n_gone;
	bool has_line; /* the terminal shows a line of progress */
};

static void fill_status(const struct pidfd_end *status, char signal[SIGNAL_NAME_SIZE],
                        struct wait_row *row)
{
	row->returncode = (struct opt_i64){ .v = status->returncode, .is = PRESENT };
	row->core_dumped = (struct opt_bool){ .v = status->core_dumped, .is = PRESENT };
	if (status->signal == 0)
		return;
	signals_name(status->signal, signal);
	row->signal = text_of(signal);
}

static struct wait_row row_of(const struct target *target, double elapsed_seconds,
                              const char *state)
{
	return (struct wait_row){
		.pid = some_u64((uint64_t)target->reference.pid),
		.id = target->id,
		.name = target->name,
		.elapsed_seconds = elapsed_seconds,
		.state = state,
	};
}

/* ---- progress, on a terminal ---- */

static void clear_line(struct wait_job *job)
{
	if (job->has_line && write(STDERR_FILENO, "\r\x1b[K", 4) < 0) /* ECMA-48 EL */
		return;
	job->has_line = false;
}

static void show_progress(void *arg, size_t n_ended, double elapsed_seconds)
{
	struct wait_job *job = arg;
	_cleanup_free_ char *line = NULL;
	int length = asprintf(&line, "\r%zu of %zu ended, %.0fs\x1b[K", n_ended, job->n_targets,
	                      elapsed_seconds);

	if (length < 0)
		line = NULL;
	else if (write(STDERR_FILENO, line, (size_t)length) == length)
		job->has_line = true;
}

/* ---- --exec ---- */

static int set_number(const char *variable, struct opt_i64 number)
{
	char text[24] = "";

	if (number.is == PRESENT)
		snprintf(text, sizeof(text), "%lld", (long long)number.v);
	return setenv(variable, text, 1) < 0 ? -errno : 0;
}

/*
 * Starts the command of --exec, with signals and limits as nvhost was started with. It uses
 * fork(2), as posix_spawn(3) uses clone3(2), which old filters of system calls refuse with EPERM.
 */
static int spawn_shell(const struct wait_job *job, pid_t *ret)
{
	*ret = fork();
	if (*ret < 0)
		return -errno;
	if (*ret > 0)
		return 0;
	hold_give_back(&job->hold);
	execl("/bin/sh", "sh", "-c", "--", job->own->exec, NULL);
	_exit(EXIT_NOT_FOUND);
}

/* Runs the command of --exec and waits for it: one at a time, as psutil calls its callback. */
static int call_back(struct wait_job *job, const struct wait_row *row)
{
	struct opt_i64 pid = { .v = (int64_t)row->pid.v, .is = row->pid.is };
	pid_t shell = -1;
	int status = 0;
	int r = set_number("NVHOST_PID", pid);

	if (r == 0)
		r = set_number("NVHOST_RETURNCODE", row->returncode);
	if (r == 0)
		r = spawn_shell(job, &shell);
	if (r < 0)
		return r;
	while (waitpid(shell, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	if (status == 0)
		return 0;
	message("%d: the command of --exec failed", (int)row->pid.v);
	job->invocation->has_problem = true;
	return 0;
}

/* ---- targets ---- */

static int tell_gone(struct wait_job *job, const struct wait_row *row)
{
	int r;

	job->n_gone++;
	clear_line(job);
	r = action_output_row(&job->report, row);
	if (r == 0 && job->own->exec)
		r = call_back(job, row);
	return r;
}

static int tell_ended(void *arg, struct target *target, const struct ending *ending)
{
	char signal[SIGNAL_NAME_SIZE];
	struct wait_row row = row_of(target, ending->elapsed_seconds, "gone");

	if (ending->has_status)
		fill_status(&ending->status, signal, &row);
	return tell_gone(arg, &row);
}

/* With -e, operands whose process does not exist have a row too. */
static int tell_missing(struct wait_job *job)
{
	const struct selection *selection = &job->invocation->selection;
	int r = 0;

	for (size_t n = 0; n < selection->n_processes && r == 0; n++) {
		const struct operand *operand = &selection->processes[n];
		struct wait_row row = { .state = "gone" };

		if (operand->error == 0)
			continue;
		if (operand->error != -ESRCH) { /* the process exists */
			operand_tell(operand, &job->invocation->faults);
			continue;
		}
		if (operand->reference.pid > 0)
			row.pid = some_u64((uint64_t)operand->reference.pid);
		if (operand->reference.start_ticks.is == PRESENT)
			row.id = text_of(operand->text);
		r = tell_gone(job, &row);
	}
	return r;
}

static int tell_alive(struct wait_job *job, const struct targets *targets, double elapsed_seconds)
{
	int r = 0;

	clear_line(job);
	for (size_t n = 0; n < targets->n && r == 0; n++) {
		struct wait_row row = row_of(&targets->items[n], elapsed_seconds, "alive");

		if (!targets->items[n].is_done)
			r = action_output_row(&job->report, &row);
	}
	return r;
}

static int wait_for(struct wait_job *job, struct targets *targets)
{
	bool has_terminal = !job->own->is_quiet && isatty(STDERR_FILENO);
	struct wait_request request = {
		.targets = targets,
		.hold = &job->hold,
		.timeout_seconds = job->own->timeout_seconds,
		.is_any = job->own->is_any,
		.wants_status = !job->own->is_quiet || job->own->exec,
		.ended = tell_ended,
		.progress = has_terminal ? show_progress : NULL,
		.arg = job,
	};
	double elapsed_seconds;
	int r = ends_wait(&request, &elapsed_seconds);

	clear_line(job);
	if (r == -ETIMEDOUT || r > 0) {
		int told = tell_alive(job, targets, elapsed_seconds);

		r = told < 0 ? told : r;
	}
	return r;
}

static int status_of(const struct invocation *invocation, int r)
{
	if (r == -ETIMEDOUT)
		return EXIT_TIMEOUT;
	if (r > 0)
		return EXIT_SIGNALLED + r;
	return invocation->has_problem ? EXIT_PROBLEM : EXIT_DONE;
}

static int wait_and_report(struct wait_job *job, struct targets *targets)
{
	struct invocation *invocation = job->invocation;
	int r = hold_begin(&job->hold, targets->n), r_end;

	if (r == 0)
		r = action_output_begin(&job->report, invocation);
	if (r == 0 && job->own->is_gone_fine)
		r = tell_missing(job);
	if (r == 0 && !(job->own->is_any && job->n_gone > 0))
		r = wait_for(job, targets);
	r_end = action_output_end(&job->report);
	hold_end(&job->hold);
	if (r_end < 0)
		r = r_end;
	if (r < 0 && r != -ETIMEDOUT) {
		message_error(NULL, r);
		return EXIT_PROBLEM;
	}
	return status_of(invocation, r);
}

static int wait_run(struct invocation *invocation)
{
	struct wait_options *own = invocation->own;
	_cleanup_targets_ struct targets targets = { 0 };
	struct wait_job job = {
		.invocation = invocation,
		.own = own,
		.report = { .fields = fields,
		            .n_fields = ARRAY_SIZE(fields),
		            .fd = STDOUT_FILENO,
		            .is_streamed = true,
		            .is_quiet = own->is_quiet },
	};
	int r = action_select(invocation, own->is_gone_fine, &targets);

	if (r != 0)
		return r;
	job.n_targets = targets.n;
	r = wait_and_report(&job, &targets);
	action_output_done(&job.report);
	return r;
}

/* ---- options ---- */

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Waiting:", 5 },
	{ "timeout", KEY_TIMEOUT, "DURATION", 0, "give up after that time, with status 124", 5 },
	{ "timeout", 't', "DURATION", OPTION_HIDDEN, "elsewhere -t is --terminal", 5 },
	{ "any", KEY_ANY, 0, 0, "end as soon as one process has ended", 5 },
	{ "exited", 'e', 0, 0, "count a process that does not exist as gone", 5 },
	{ "exec", KEY_EXEC, "COMMAND", 0, "run COMMAND by sh for each process that ends", 5 },
	{ "quiet", 'q', 0, 0, "print no rows and no progress", 5 },
	{ 0 },
};

static const struct option_row rows[] = {
	OPTION(struct wait_options, timeout_seconds, .key = KEY_TIMEOUT),
	OPTION(struct wait_options, timeout_seconds, .key = 't'),
	OPTION(struct wait_options, is_any, .key = KEY_ANY),
	OPTION(struct wait_options, is_gone_fine, .key = 'e'),
	OPTION(struct wait_options, exec, .key = KEY_EXEC),
	OPTION(struct wait_options, is_quiet, .key = 'q'),
	{ 0 },
};

static int list_fields(struct invocation *invocation _unused_, const struct field **ret,
                       size_t *ret_n)
{
	*ret = fields;
	*ret_n = ARRAY_SIZE(fields);
	return 0;
}

const struct command wait_command = {
	.name = "wait",
	.help = "wait until processes end",
	.arguments = "PROCESS...",
	.operands = OPERANDS_PROCESSES,
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct wait_options),
	.run = wait_run,
	.fields = list_fields,
	.examples = {
		{ "nvhost wait 4711", "until process 4711 ends" },
		{ "nvhost wait --timeout=30s 4711", "for 30 seconds at most" },
		{ "nvhost wait --any 4711 4712", "until the first of them ends" },
	},
};
