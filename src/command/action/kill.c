/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost kill: sends signals to processes, never to another one that has the PID now. */
#include "command/action/kill.h"
#include "base/number.h"
#include "command/action/confirm.h"
#include "command/action/familiar.h"
#include "command/action/signals.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/options.h"

enum { KEY_QUEUE = 0x400, KEY_LIST, KEY_WAIT, KEY_THEN, KEY_DRY_RUN, KEY_TREE, KEY_FORCE };
enum { MOST_ANCESTORS = 4096 };

/* ---- the job ---- */

static int run_job(struct kill_job *job)
{
	int r = hold_begin(&job->hold, job->targets.n), r_end;

	if (r == 0)
		r = action_output_begin(&job->report, job->invocation);
	if (r == 0)
		r = kill_signal_all(job);
	if (r == 0)
		kill_tell_rows(job);
	if (r == 0 && !job->own->is_dry && job->own->wait_seconds.is == PRESENT)
		r = kill_wait(job);
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
	struct pid_stat stat;

	return target_read_stat(pid, &stat) < 0 ? 0 : (pid_t)stat.ppid;
}

/* Removes ancestors of nvhost, such as its shell: to signal one of them is usually a mistake. */
static void remove_ancestors(struct kill_job *job)
{
	pid_t pid = getppid();

	for (int n = 0; n < MOST_ANCESTORS && pid > 0; n++, pid = parent_of(pid))
		for (size_t i = job->targets.n; i-- > 0;) {
			if (job->targets.items[i].reference.pid != pid)
				continue;
			message("%d: this is an ancestor of nvhost (--force signals it too)",
			        (int)pid);
			job->invocation->has_problem = true;
			targets_remove(&job->targets, i);
		}
}

static int select_targets(struct kill_job *job)
{
	int r = action_select(job->invocation, false, &job->targets);

	if (r == 0 && !job->own->is_forced && job->signal != 0)
		remove_ancestors(job);
	job->n_selected = job->targets.n;
	if (r != 0 || job->own->is_yes || job->own->is_dry || job->signal == 0 ||
	    confirm_targets(job->invocation, &job->targets, "signalled"))
		return r;
	return EXIT_PROBLEM;
}

static int kill_run(struct invocation *invocation)
{
	const struct kill_options *own = invocation->own;
	struct kill_job job = {
		.invocation = invocation,
		.own = own,
		.signal = own->signal.is == PRESENT ? (int)own->signal.v : SIGTERM,
		.report = { .fields = kill_fields, .n_fields = N_KILL_FIELDS, .fd = STDOUT_FILENO },
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
	{ "signal", 's', "SIGNAL", 0, "send this signal, by name or number (TERM)", 5 },
	{ "list", KEY_LIST, "SIGNAL", OPTION_ARG_OPTIONAL, "list all signals, or this one", 5 },
	{ "list", 'l', "SIGNAL", OPTION_ARG_OPTIONAL | OPTION_HIDDEN, "as in kill(1)", 5 },
	{ "queue", KEY_QUEUE, "VALUE", 0, "queue an integer with the signal, as sigqueue(3)", 5 },
	{ "wait", KEY_WAIT, "DURATION", 0, "wait for the processes to end", 5 },
	{ "then", KEY_THEN, "SIGNAL", 0, "after --wait, signal the rest, and wait again", 5 },
	{ "tree", KEY_TREE, 0, 0, "signal all descendants; none escapes by forking", 5 },
	{ "force", KEY_FORCE, 0, 0, "signal ancestors of nvhost too", 5 },
	{ "dry-run", KEY_DRY_RUN, 0, 0, "only print the processes that would be signalled", 5 },
	YES_OPTION,
	{ "verbose", 'v', 0, 0, "print a row for each process, as -f and -J do", 5 },
	{ 0 },
};

static error_t set_value(struct invocation *invocation, const char *argument, void *ret)
{
	struct opt_i64 *value = ret;

	if (number_parse_i64(text_of(argument), &value->v) < 0 || value->v > INT32_MAX ||
	    value->v < INT32_MIN)
		return options_refuse(invocation, "'%s' is not an integer of 32 bits", argument);
	value->is = PRESENT;
	return 0;
}

static error_t set_listed(struct invocation *invocation, const char *argument, void *ret)
{
	struct kill_options *own = invocation->own;

	own->is_listing = true;
	return argument ? signals_set(invocation, argument, ret) : 0;
}

#define SETS(member, ...)            OPTION(struct kill_options, member, __VA_ARGS__)
#define SETS_BY(setter, member, ...) OPTION_BY(setter, struct kill_options, member, __VA_ARGS__)

static const struct option_row rows[] = {
	SETS_BY(signals_set, signal, .key = 's'),
	SETS_BY(set_listed, listed, .key = KEY_LIST),
	SETS_BY(set_listed, listed, .key = 'l'),
	SETS_BY(set_value, queue, .key = KEY_QUEUE),
	SETS(wait_seconds, .key = KEY_WAIT),
	SETS_BY(signals_set, then, .key = KEY_THEN),
	SETS(is_tree, .key = KEY_TREE),
	SETS(is_forced, .key = KEY_FORCE),
	SETS(is_dry, .key = KEY_DRY_RUN),
	SETS(is_yes, .key = KEY_YES),
	SETS(is_verbose, .key = 'v'),
	{ 0 },
};

static int list_fields(struct invocation *invocation _unused_, const struct field **ret,
                       size_t *ret_n)
{
	*ret = kill_fields;
	*ret_n = N_KILL_FIELDS;
	return 0;
}

const struct command kill_command = {
	.name = "kill",
	.help = "send signals to processes",
	.arguments = "PROCESS...",
	.operands = OPERANDS_PROCESSES,
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct kill_options),
	.run = kill_run,
	.fields = list_fields,
	.translate = familiar_kill,
	.examples = {
		{ "nvhost kill 4711", "ask process 4711 to end" },
		{ "nvhost kill --wait=5 --then=KILL 4711", "by force after 5 seconds" },
		{ "nvhost kill --tree --dry-run 4711", "what would be signalled" },
	},
};
