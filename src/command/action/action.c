/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Actions: finding the targets. The selection is a query like any other, so that --where is the
 * same as for `ps`, rates included. Its sink keeps the rows instead of printing them.
 */
#include "command/action/action.h"

#include <errno.h>
#include <stdio.h>

#include "base/array.h"
#include "base/hash.h"
#include "collect/process/tree.h"
#include "command/action/hidden.h"
#include "command/action/scout.h"
#include "command/found.h"
#include "command/pick.h"
#include "kernel/host.h"
#include "kernel/process/proc_pids.h"

/* The columns of the selection, in the order of the enum. */
static const char target_columns[] = "pid,start_ticks,pidfd_inode,ppid,name,state,is_kthread";
enum {
	COLUMN_PID,
	COLUMN_START,
	COLUMN_INODE,
	COLUMN_PPID,
	COLUMN_NAME,
	COLUMN_STATE,
	COLUMN_KTHREAD,
};

static int check_selection(const struct invocation *invocation)
{
	const struct selection *selection = &invocation->selection;

	if (selection->n_processes == 0 && !selection->has_processes && selection->n_parents == 0 &&
	    !select_has_words(selection) && invocation->query.n_where == 0)
		return message_usage_with("name a PID, or select: -N NAME, -u USER, -w EXPR …",
		                          "which process?");
	if (!root_is_live(ROOT_PROC))
		return message_usage(
			"actions are for processes of this host, not of a recorded one");
	return 0;
}

/* ---- the sink that keeps the rows ---- */

/* Whether the target is the last one again: rows come in order of PID. */
static bool is_known(const struct targets *targets, const struct target *target)
{
	const struct target *last = targets->n > 0 ? &targets->items[targets->n - 1] : NULL;

	return last && reference_equal(&last->reference, &target->reference);
}

static struct opt_u64 number_of(const struct value *value)
{
	return (struct opt_u64){ .v = value->is == PRESENT ? value->u : 0, .is = value->is };
}

/* Whether the state, a letter of proc_pid_stat(5), is stopped: by a signal or a tracer. */
static bool is_stopped(const struct value *state)
{
	return state->is == PRESENT &&
	       (text_equal(state->text, TEXT("T")) || text_equal(state->text, TEXT("t")));
}

static int fill_texts(struct targets *targets, const struct value *name, struct target *target)
{
	_cleanup_buffer_ struct buffer id = { 0 };
	int r = reference_add(&target->reference, &id);

	if (r == 0)
		r = arena_copy(&targets->arena, buffer_text(&id), &target->id);
	if (r == 0 && name->is == PRESENT)
		r = arena_copy(&targets->arena, name->text, &target->name);
	return r;
}

/*
 * Without a start it is gone in between, or has a stat that is none; but where that is only
 * blocked, the inode of its pidfd tells it from any other process.
 */
static bool is_identified(const struct value *values)
{
	return values[COLUMN_START].is == PRESENT ||
	       (values[COLUMN_START].is == BLOCKED && values[COLUMN_INODE].is == PRESENT);
}

static int keep_row(void *arg, const struct sink_row *row)
{
	const struct value *values = row->values;
	struct targets *targets = arg;
	struct target target = {
		.reference = { .pid = (pid_t)values[COLUMN_PID].u,
		               .start_ticks = number_of(&values[COLUMN_START]),
		               .inode = number_of(&values[COLUMN_INODE]) },
		.ppid = (pid_t)number_of(&values[COLUMN_PPID]).v,
		.is_stopped = is_stopped(&values[COLUMN_STATE]),
		.is_kthread = values[COLUMN_KTHREAD].is == PRESENT && values[COLUMN_KTHREAD].b,
		.pidfd = -1,
	};
	int r;

	if (!is_identified(values) || is_known(targets, &target))
		return 0;
	r = fill_texts(targets, &values[COLUMN_NAME], &target);
	return r < 0 ? r : targets_add(targets, &target);
}

/* ---- the selection ---- */

/* The arguments of find_wanted(). */
struct wanted {
	struct query *query;
	struct invocation *selecting; /* whose selectors count */
};

static int find_wanted(struct search *search, struct targets *ret)
{
	const struct wanted *wanted = search->arg;
	struct invocation *invocation = wanted->selecting;
	struct query *query = wanted->query;
	struct sink sink = { .row = keep_row, .arg = ret };
	struct pick pick;
	int r = command_resolve_selectors(invocation);

	if (r != 0)
		return r;
	pick_prepare(invocation, query->collector, &pick, &query->restriction);
	query->sink = &sink;
	return found_rows(query, target_columns, &invocation->selection);
}

/*
 * Runs a query in a scout. INVOCATION tells problems, SELECTING has the selectors.
 * Returns 0, or an exit status after a message.
 */
static int run_scout(struct invocation *invocation, struct invocation *selecting,
                     struct query *query, struct targets *ret)
{
	struct wanted wanted = { .query = query, .selecting = selecting };
	struct search search = { .find = find_wanted,
		                 .invocation = invocation,
		                 .operands = query->operands,
		                 .n_operands = query->n_operands,
		                 .arg = &wanted };
	int r = scout_find(&search, ret);

	if (r >= 0)
		return r;
	message_error(NULL, r);
	return EXIT_PROBLEM;
}

static int check_namespace(void)
{
	int proc = root_open(ROOT_PROC);

	if (proc >= 0 && proc_pids_are_ours())
		return 0;
	if (proc < 0)
		message_error(root_path(ROOT_PROC), proc);
	else
		message("%s belongs to another PID namespace: its PIDs are other processes here",
		        root_path(ROOT_PROC));
	return EXIT_PROBLEM;
}

/* Whether there are only operands, and no selectors. */
static bool is_unfiltered(const struct invocation *invocation)
{
	const struct selection *selection = &invocation->selection;

	return !select_has_words(selection) && !selection->without_kthreads &&
	       selection->n_parents == 0 && invocation->query.n_where == 0;
}

static int find_targets(struct invocation *invocation, struct targets *ret)
{
	struct selection *selection = &invocation->selection;
	struct query query = {
		.collector = &process_collector,
		.options = &invocation->query,
		.operands = selection->processes,
		.n_operands = selection->n_processes,
		.faults = &invocation->faults,
	};
	int r = check_namespace();

	/* an empty list selects no process; to the query, no operands would mean all processes */
	if (r != 0 || (selection->has_processes && selection->n_processes == 0))
		return r;
	for (size_t n = 0; n < selection->n_processes; n++)
		selection->processes[n].is_told = true; /* tell_missing() may tell it later */
	r = run_scout(invocation, invocation, &query, ret);
	query_done(&query);
	if (r != 0 || !is_unfiltered(invocation) || hidden_add(selection, ret) == 0)
		return r;
	message_error(NULL, -ENOMEM);
	return EXIT_PROBLEM;
}

static size_t tell_missing(struct invocation *invocation)
{
	const struct selection *selection = &invocation->selection;
	size_t n_missing = 0;

	for (size_t n = 0; n < selection->n_processes; n++) {
		const struct operand *operand = &selection->processes[n];

		if (operand->error == 0)
			continue;
		operand_tell(operand, &invocation->faults);
		n_missing++;
	}
	return n_missing;
}

void targets_remove(struct targets *targets, size_t n)
{
	target_close(&targets->items[n]);
	targets->n--;
	memmove(&targets->items[n], &targets->items[n + 1],
	        (targets->n - n) * sizeof(*targets->items));
}

static void remove_self(struct invocation *invocation, struct targets *targets)
{
	pid_t self = getpid();

	for (size_t n = targets->n; n-- > 0;) {
		if (targets->items[n].reference.pid != self)
			continue;
		if (invocation->selection.n_processes > 0) {
			message("%d: this is nvhost itself", (int)getpid());
			invocation->has_problem = true;
		}
		targets_remove(targets, n);
	}
}

int action_select(struct invocation *invocation, bool is_gone_fine, struct targets *ret)
{
	size_t n_missing;
	int r = check_selection(invocation);

	if (r == 0)
		r = find_targets(invocation, ret);
	if (r != 0)
		return r;
	n_missing = is_gone_fine ? 0 : tell_missing(invocation);
	remove_self(invocation, ret);
	if (ret->n > 0 || n_missing > 0 || invocation->has_problem || is_gone_fine)
		return 0;
	message("no such process");
	invocation->has_problem = true;
	return 0;
}

/* ---- descendants ---- */

static int list_roots(const struct targets *targets, struct hash *known, struct operand **ret)
{
	struct operand *roots = calloc(targets->n + 1, sizeof(*roots));
	int r = 0;

	if (!roots)
		return -ENOMEM;
	*ret = roots;
	for (size_t n = 0; n < targets->n && r == 0; n++) {
		const struct target *target = &targets->items[n];

		roots[n].text = target->id.bytes;
		roots[n].reference = target->reference;
		roots[n].is_told = true;
		r = hash_put(known, (uint64_t)target->reference.pid,
		             target->reference.start_ticks.v);
	}
	return r;
}

/* Adds the new targets. A known PID with another start time is a new process. */
static int add_new(struct targets *targets, struct targets *found, const struct hash *known)
{
	int r = 0;

	for (size_t n = 0; n < found->n && r == 0; n++) {
		uint64_t start_ticks;

		if (!hash_get(known, (uint64_t)found->items[n].reference.pid, &start_ticks) ||
		    start_ticks != found->items[n].reference.start_ticks.v)
			r = targets_add(targets, &found->items[n]);
	}
	arena_adopt(&targets->arena, &found->arena);
	return r;
}

int action_add_descendants(struct invocation *invocation, struct targets *targets)
{
	static const struct tree_options options = { .is_recursive = true };
	static const struct query_options no_options = { 0 };
	_cleanup_free_ struct operand *roots = NULL;
	_cleanup_hash_ struct hash known = { 0 };
	_cleanup_targets_ struct targets found = { 0 };
	struct invocation anybody = { .command = invocation->command };
	struct query query = {
		.collector = &tree_children_collector,
		.options = &no_options,
		.collector_options = &options,
		.faults = &invocation->faults,
	};
	int r = list_roots(targets, &known, &roots);

	query.operands = roots;
	query.n_operands = targets->n;
	if (r == 0 && run_scout(invocation, &anybody, &query, &found) != 0)
		r = -EIO;
	query_done(&query);
	return r < 0 ? r : add_new(targets, &found, &known);
}

void action_tell(struct invocation *invocation, const struct target *target, int error)
{
	char subject[16];

	snprintf(subject, sizeof(subject), "%d", (int)target->reference.pid);
	fault_tell(&invocation->faults, subject, error);
}

int targets_add(struct targets *targets, const struct target *target)
{
	int r = array_grow(&targets->items, targets->n, &targets->size, sizeof(*target));

	if (r == 0)
		targets->items[targets->n++] = *target;
	return r;
}

void targets_done(struct targets *targets)
{
	for (size_t n = 0; n < targets->n; n++)
		target_close(&targets->items[n]);
	free(targets->items);
	arena_done(&targets->arena);
	*targets = (struct targets){ 0 };
}
