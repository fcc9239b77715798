/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost kill: signals to processes, never to another one that has the PID by now. */
#include <errno.h>

#include "base/number.h"
#include "command/action/action_output.h"
#include "command/action/confirm.h"
#include "command/action/ends.h"
#include "command/action/familiar.h"
#include "command/action/signals.h"
#include "command/list.h"
#include "command/options.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/proc_pids.h"
#include "model/fault.h"

enum { KEY_QUEUE = 0x400, KEY_LIST, KEY_WAIT, KEY_THEN, KEY_DRY_RUN, KEY_TREE, KEY_FORCE };
enum { MOST_ANCESTORS = 4096, MOST_ROUNDS = 64, SPARE_DESCRIPTORS = 16 };

struct own {
	struct opt_i64 signal;
	struct opt_i64 then;
	struct opt_i64 queue;
	struct opt_f64 wait_seconds;
	bool is_listing;
	struct opt_i64 listed; /* of all signals, this one */
	bool is_dry;
	bool is_tree;
	bool is_forced;
	bool is_verbose;
	bool is_yes;
};

/* What was done to a target, beside it. */
struct deed {
	int signal; /* the last one */
	bool is_sent;
	int error; /* of sending */
};

struct job {
	struct invocation *invocation;
	const struct own *own;
	int signal;
	struct targets targets;
	size_t n_selected; /* of the targets; those behind are their descendants */
	struct deed *deeds;
	struct action_output report;
	struct hold hold;
};

/* ---- rows ---- */

struct row {
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

static const struct field fields[] = {
	FIELD(struct row, pid, .name = "pid", .help = "process ID"),
	FIELD(struct row, id, .name = "id", .help = "PID@START, its identity"),
	FIELD(struct row, name, .name = "name", .help = "name of the program"),
	FIELD(struct row, signal, .name = "signal", .help = "the last signal that was for it"),
	FIELD(struct row, is_sent, .name = "sent", .help = "whether the signal was sent"),
	FIELD(struct row, error, .name = "error", .help = "why it could not be sent"),
	FIELD(struct row, state, .name = "state", .words = state_words,
	      .help = "--wait: gone, or still alive"),
	FIELD(struct row, returncode, .name = "returncode",
	      .help = "--wait: exit status, or minus the signal"),
	FIELD(struct row, elapsed_seconds, .name = "elapsed", .unit = UNIT_SECONDS,
	      .help = "--wait: how long it was waited for"),
};

static void tell_row(struct job *job, const struct target *target, const struct row *more)
{
	const struct deed *deed = &job->deeds[target - job->targets.items];
	char signal[SIGNAL_NAME_SIZE];
	struct row row = *more;

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

/* ---- signalling ---- */

/*
 * Descriptors are given lowest first: one near the limit leaves too few for /proc, the epoll and
 * the signals of the wait.
 */
static bool is_near_limit(int fd)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
	       (rlim_t)fd + SPARE_DESCRIPTORS >= limit.rlim_cur;
}

/*
 * Where descriptors run out, those who have their signal are let go of: they open again later. By
 * then one may be reaped, and its status is not known.
 */
static int signal_target(struct job *job, size_t place, int number, const int *value)
{
	struct target *target = &job->targets.items[place];
	int r = target_signal(target, number, value);

	if (fault_is_fatal(r)) {
		for (size_t n = 0; n < job->targets.n; n++)
			target_close(&job->targets.items[n]);
		r = target_signal(target, number, value);
	}
	if (target->pidfd >= 0 && is_near_limit(target->pidfd))
		target_close(target);
	return r;
}

/* That somebody is gone already is a failure only if he was named. */
static bool is_failure(const struct job *job, size_t place, int error)
{
	if (error != -ESRCH)
		return error < 0;
	return place < job->n_selected && job->invocation->selection.n_processes > 0;
}

/* They keep their pidfds until they go on: to open one anew may fail, and they would stay so. */
static bool is_stopping_first(const struct job *job)
{
	return job->own->is_tree && !job->own->is_dry && job->signal != 0;
}

/* R: what became of sending it. */
static void note_sent(struct job *job, size_t place, int number, int r)
{
	struct target *target = &job->targets.items[place];
	struct deed *deed = &job->deeds[place];

	deed->signal = number;
	deed->is_sent = r == 0;
	deed->error = r;
	if (is_failure(job, place, r))
		action_tell(job->invocation, target, r);
	if (r < 0)
		target->is_done = true; /* nothing to wait for */
	if (!is_stopping_first(job) && (r < 0 || job->own->wait_seconds.is != PRESENT))
		target_close(target);
}

static void send(struct job *job, size_t place, int number, const int *value)
{
	note_sent(job, place, number, signal_target(job, place, number, value));
}

/* The youngest first: children before their parents, who might start them anew. */
static void send_all(struct job *job)
{
	int value = (int)job->own->queue.v;

	for (size_t n = job->targets.n; n-- > 0;)
		if (job->targets.items[n].reference.pid != getpid())
			send(job, n, job->signal, job->own->queue.is == PRESENT ? &value : NULL);
}

/* ---- --tree ---- */

static bool stops(int number)
{
	return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

/* A failure is told when the signal itself fails. */
static void stop(struct job *job, size_t place)
{
	if (job->targets.items[place].reference.pid != getpid())
		signal_target(job, place, SIGSTOP, NULL);
}

/*
 * Adds all descendants. Who is stopped cannot fork any more: when nobody new appears, nobody has
 * escaped. Only those whom this user may not stop can go on, hence the limit.
 */
static int add_tree(struct job *job)
{
	size_t n_known = 0;
	int r = 0;

	for (int round = 0; round < MOST_ROUNDS && r == 0 && n_known < job->targets.n; round++) {
		for (; n_known < job->targets.n; n_known++)
			if (is_stopping_first(job))
				stop(job, n_known);
		r = action_add_descendants(job->invocation, &job->targets);
	}
	return r;
}

/* Those go on who did before; a signal that kills or stops needs no going on. */
static void continue_all(struct job *job, int number)
{
	if (!is_stopping_first(job) || number == SIGKILL || number == SIGCONT || stops(number))
		return;
	for (size_t n = job->targets.n; n-- > 0;) {
		const struct target *target = &job->targets.items[n];

		if (target->reference.pid != getpid() && !target->is_stopped)
			signal_target(job, n, SIGCONT, NULL);
		if (job->own->wait_seconds.is != PRESENT)
			target_close(&job->targets.items[n]);
	}
}

/* ---- --wait, --then ---- */

static int ended(void *arg, struct target *target, const struct ending *ending)
{
	struct row row = { .state = "gone", .elapsed_seconds = some_f64(ending->elapsed_seconds) };

	if (ending->has_status)
		row.returncode = (struct opt_i64){ .v = ending->status.returncode, .is = PRESENT };
	tell_row(arg, target, &row);
	return 0;
}

static void tell_alive(struct job *job, double elapsed_seconds)
{
	struct row row = { .state = "alive", .elapsed_seconds = some_f64(elapsed_seconds) };

	for (size_t n = 0; n < job->targets.n; n++) {
		const struct target *target = &job->targets.items[n];

		if (target->is_done)
			continue;
		message("%d: still alive", (int)target->reference.pid);
		job->invocation->has_problem = true;
		tell_row(job, target, &row);
	}
}

/* Who has ended since the time was out has done what was wanted. */
static void send_then(struct job *job)
{
	int number = (int)job->own->then.v;

	for (size_t n = job->targets.n; n-- > 0;) {
		const struct target *target = &job->targets.items[n];
		int r;

		if (target->is_done)
			continue;
		r = signal_target(job, n, number, NULL);
		if (r == -ESRCH) {
			job->targets.items[n].is_done = true;
			tell_row(job, target, &(struct row){ .state = "gone" });
			continue;
		}
		note_sent(job, n, number, r);
		if (target->is_done)
			tell_row(job, target, &(struct row){ 0 });
	}
}

static int wait_for_ends(struct job *job)
{
	struct wait_request request = {
		.targets = &job->targets,
		.hold = &job->hold,
		.timeout_seconds = job->own->wait_seconds,
		.wants_status = !job->report.is_quiet,
		.ended = ended,
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

/* ---- the job ---- */

/* Whom nothing is waited for has its row at once; nvhost itself has none. */
static void tell_rows(struct job *job)
{
	for (size_t n = 0; n < job->targets.n; n++) {
		struct target *target = &job->targets.items[n];

		if (target->reference.pid == getpid())
			target->is_done = true;
		else if (job->own->is_dry || job->own->wait_seconds.is != PRESENT ||
		         target->is_done)
			tell_row(job, target, &(struct row){ 0 });
	}
}

/*
 * While some are stopped, nothing may end nvhost, or they would stay so: signals wait. Returns 0
 * or a negative errno, nobody is signalled then.
 */
static int signal_everybody(struct job *job)
{
	sigset_t all, before;
	int r = 0;

	sigfillset(&all);
	if (is_stopping_first(job))
		sigprocmask(SIG_BLOCK, &all, &before);
	if (job->own->is_tree)
		r = add_tree(job);
	if (r == 0)
		job->deeds = calloc(job->targets.n + 1, sizeof(*job->deeds));
	for (size_t n = 0; job->deeds && n < job->targets.n; n++)
		job->deeds[n].signal = job->signal;
	if (r == 0 && !job->deeds)
		r = -ENOMEM;
	if (r == 0 && !job->own->is_dry)
		send_all(job);
	continue_all(job, r < 0 ? 0 : job->signal);
	if (is_stopping_first(job))
		sigprocmask(SIG_SETMASK, &before, NULL);
	return r;
}

static int run_job(struct job *job)
{
	int r = hold_begin(&job->hold, job->targets.n), r_end;

	if (r == 0)
		r = action_output_begin(&job->report, job->invocation);
	if (r == 0)
		r = signal_everybody(job);
	if (r == 0)
		tell_rows(job);
	if (r == 0 && !job->own->is_dry && job->own->wait_seconds.is == PRESENT)
		r = wait_for_ends(job);
	r_end = action_output_end(&job->report);
	hold_end(&job->hold);
	if (r >= 0 && r_end < 0)
		r = r_end;
	if (r < 0)
		message_error(NULL, r);
	if (r > 0)
		return EXIT_SIGNALLED + r;
	return r < 0 || job->invocation->has_problem ? EXIT_PROBLEM : EXIT_DONE;
}

static pid_t parent_of(pid_t pid)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = pid_open(pid);
	struct pid_stat stat;

	return dir < 0 || pid_stat_read(dir, "stat", &scratch, &stat) < 0 ? 0 : (pid_t)stat.ppid;
}

/* The shell and all above it: to signal one of them is most often a mistake. */
static void leave_ancestors(struct job *job)
{
	pid_t pid = getppid();

	for (int n = 0; n < MOST_ANCESTORS && pid > 0; n++, pid = parent_of(pid))
		for (size_t i = job->targets.n; i-- > 0;) {
			if (job->targets.items[i].reference.pid != pid)
				continue;
			message("%d: is an ancestor of nvhost (--force signals it too)", (int)pid);
			job->invocation->has_problem = true;
			targets_remove(&job->targets, i);
		}
}

static int select_targets(struct job *job)
{
	int r = action_select(job->invocation, false, &job->targets);

	if (r == 0 && !job->own->is_forced && job->signal != 0)
		leave_ancestors(job);
	job->n_selected = job->targets.n;
	if (r != 0 || job->own->is_yes || job->own->is_dry || job->signal == 0 ||
	    confirm_targets(job->invocation, &job->targets, "signalled"))
		return r;
	return EXIT_PROBLEM;
}

static int run(struct invocation *invocation)
{
	const struct own *own = invocation->own;
	struct job job = {
		.invocation = invocation,
		.own = own,
		.signal = own->signal.is == PRESENT ? (int)own->signal.v : SIGTERM,
		.report = { .fields = fields, .n_fields = ARRAY_SIZE(fields), .fd = STDOUT_FILENO },
	};
	int r;

	if (own->is_listing)
		return signals_list(invocation, &own->listed);
	if (own->then.is == PRESENT && own->wait_seconds.is != PRESENT)
		return message_usage("--then needs --wait");
	job.report.is_quiet = !report_is_asked(invocation) && !own->is_verbose && !own->is_dry;
	job.report.is_streamed = own->wait_seconds.is == PRESENT;
	r = select_targets(&job);
	if (r == 0)
		r = run_job(&job);
	action_output_done(&job.report);
	targets_done(&job.targets);
	free(job.deeds);
	return r;
}

/* ---- options ---- */

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Signals:", 5 },
	{ "signal", 's', "SIGNAL", 0, "this one, by name or number, instead of TERM", 5 },
	{ "list", KEY_LIST, "SIGNAL", OPTION_ARG_OPTIONAL, "list the signals, or this one", 5 },
	{ "list", 'l', "SIGNAL", OPTION_ARG_OPTIONAL | OPTION_HIDDEN, "as in kill(1)", 5 },
	{ "queue", KEY_QUEUE, "VALUE", 0, "queue it with this integer, as sigqueue(3)", 5 },
	{ "wait", KEY_WAIT, "DURATION", 0, "wait so long for the processes to end", 5 },
	{ "then", KEY_THEN, "SIGNAL", 0, "then send this to the rest, and wait as long again", 5 },
	{ "tree", KEY_TREE, 0, 0, "all descendants too; none escapes by forking", 5 },
	{ "force", KEY_FORCE, 0, 0, "ancestors of nvhost too", 5 },
	{ "dry-run", KEY_DRY_RUN, 0, 0, "only print who would be signalled", 5 },
	YES_OPTION,
	{ "verbose", 'v', 0, 0, "print a row for each process; so do -f, -J …", 5 },
	{ 0 },
};

static error_t parse_value(struct invocation *invocation, const char *argument, struct opt_i64 *ret)
{
	if (number_parse_i64(text_of(argument), &ret->v) < 0 || ret->v > INT32_MAX ||
	    ret->v < INT32_MIN)
		return options_refuse(invocation, "'%s' is no integer of 32 bits", argument);
	ret->is = PRESENT;
	return 0;
}

static error_t parse_flag(int key, struct own *own)
{
	switch (key) {
	case KEY_YES:
		own->is_yes = true;
		return 0;
	case KEY_DRY_RUN:
		own->is_dry = true;
		return 0;
	case KEY_TREE:
		own->is_tree = true;
		return 0;
	case KEY_FORCE:
		own->is_forced = true;
		return 0;
	case 'v':
		own->is_verbose = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse(int key, char *argument, struct invocation *invocation)
{
	struct own *own = invocation->own;

	switch (key) {
	case 's':
		return signals_parse(invocation, argument, &own->signal);
	case KEY_THEN:
		return signals_parse(invocation, argument, &own->then);
	case KEY_QUEUE:
		return parse_value(invocation, argument, &own->queue);
	case KEY_LIST:
	case 'l':
		own->is_listing = true;
		return argument ? signals_parse(invocation, argument, &own->listed) : 0;
	case KEY_WAIT:
		return options_duration(invocation, argument, &own->wait_seconds);
	default:
		return parse_flag(key, own);
	}
}

static int list_fields(struct invocation *invocation _unused_, const struct field **ret,
                       size_t *ret_n)
{
	*ret = fields;
	*ret_n = ARRAY_SIZE(fields);
	return 0;
}

const struct command kill_command = {
	.name = "kill",
	.help = "send signals to processes",
	.arguments = "PROCESS...",
	.operands = OPERANDS_PROCESSES,
	.options = options,
	.parse = parse,
	.own_size = sizeof(struct own),
	.run = run,
	.fields = list_fields,
	.translate = familiar_kill,
	.examples = {
		{ "nvhost kill 4711", "ask process 4711 to end" },
		{ "nvhost kill --wait=5 --then=KILL 4711", "by force after 5 seconds" },
		{ "nvhost kill --tree --dry-run 4711", "what would be signalled" },
	},
};
