/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owners: selected processes as operands: of a view of their items, or as children of others. */
#include "command/owners.h"

#include <errno.h>

#include "collect/process/tree.h"

/* The processes that passed the filter, on their way to be operands. */
struct finding {
	struct where where;
	struct arena *memory;
	struct operand *operands;
	size_t n_operands;
};

static bool wants(void *arg, void *record)
{
	return where_holds(&((struct finding *)arg)->where, record) > 0;
}

static int add(void *arg, struct rows *rows)
{
	struct finding *finding = arg;

	for (size_t n = 0; n < rows->n; n++) {
		const struct process *process = rows_at(rows, sizeof(*process), n);
		struct operand *operands = arena_grow(finding->memory, finding->operands,
		                                      finding->n_operands, sizeof(*operands));

		if (!operands)
			return -ENOMEM;
		operands[finding->n_operands++] = (struct operand){
			.text = "",
			.pid = (pid_t)process->pid,
			.start_ticks = some_u64(process->stat.starttime_ticks),
			.is_told = true,
		};
		finding->operands = operands;
	}
	return 0;
}

static int find(struct invocation *invocation, struct finding *finding)
{
	struct selection *selection = &invocation->selection;
	uint64_t sources = BIT(SRC_STAT);
	struct take take = { .rows = add, .arg = finding };
	struct plan plan = {
		.collector = &process_collector,
		.wants = wants,
		.operands = selection->processes,
		.n_operands = selection->n_processes,
		.arg = finding,
		.faults = &invocation->faults,
	};

	for (size_t n = 0; n < finding->where.columns.n; n++)
		sources |= collector_sources_of(&process_collector,
		                                finding->where.columns.items[n].field);
	plan.sources = plan.deciding = collector_closure(&process_collector, sources);
	return collector_run(&plan, &take);
}

static bool is_filtering(const struct selection *selection)
{
	return select_has_words(selection) || selection->without_kthreads;
}

/* What was named and is not there is told here: the operands that follow were all found. */
static void tell_missing(struct invocation *invocation, const struct operand *operands, size_t n)
{
	for (; n > 0; n--, operands++)
		if (operands->error < 0) {
			operand_tell(operands, &invocation->faults);
		}
}

static bool is_listed(const struct selection *selection, const struct operand *found)
{
	for (size_t n = 0; n < selection->n_processes; n++) {
		const struct operand *operand = &selection->processes[n];

		if (operand->pid == found->pid && (operand->start_ticks.is != PRESENT ||
		                                   operand->start_ticks.v == found->start_ticks.v))
			return true;
	}
	return false;
}

/* Kinds of selectors must all hold: of the children, those that were named too. */
static void take_children(struct invocation *invocation, struct finding *finding)
{
	struct selection *selection = &invocation->selection;
	size_t n_kept = 0;

	for (size_t n = 0; n < finding->n_operands; n++)
		if (!(selection->n_processes > 0 || selection->has_processes) ||
		    is_listed(selection, &finding->operands[n]))
			finding->operands[n_kept++] = finding->operands[n];
	selection->processes = finding->operands;
	selection->n_processes = n_kept;
}

int owners_resolve_children(struct invocation *invocation)
{
	struct selection *selection = &invocation->selection;
	struct tree_options options = { .is_recursive = selection->is_recursive };
	struct finding finding = {
		.memory = &invocation->memory,
		.operands = arena_alloc(&invocation->memory, sizeof(struct operand)),
	};
	struct take take = { .rows = add, .arg = &finding };
	struct plan plan = {
		.collector = &tree_children_collector,
		.sources = BIT(SRC_STAT),
		.operands = selection->parents,
		.n_operands = selection->n_parents,
		.options = &options,
		.faults = &invocation->faults,
	};
	int r = finding.operands ? 0 : -ENOMEM;

	if (r == 0)
		r = collector_run(&plan, &take);
	if (r < 0) {
		message_error(NULL, r);
		return EXIT_PROBLEM;
	}
	tell_missing(invocation, selection->parents, selection->n_parents);
	take_children(invocation, &finding);
	return 0;
}

int owners_resolve(struct invocation *invocation)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct finding finding = { .memory = &invocation->memory };
	int r;

	if (!is_filtering(&invocation->selection) || invocation->is_listing_columns ||
	    invocation->is_schema)
		return 0;
	r = select_filter(&invocation->selection, &process_collector, &finding.where, &why);
	if (r == -EINVAL)
		r = message_refuse(&why);
	else if (r == 0)
		r = find(invocation, &finding);
	where_done(&finding.where);
	if (r < 0)
		message_error(NULL, r);
	if (r != 0)
		return r < 0 ? EXIT_PROBLEM : r;
	tell_missing(invocation, invocation->selection.processes,
	             invocation->selection.n_processes);
	if (!finding.operands) /* nobody is still a list: without one, everybody would be meant */
		finding.operands = arena_alloc(&invocation->memory, sizeof(struct operand));
	invocation->selection = (struct selection){
		.processes = finding.operands,
		.n_processes = finding.n_operands,
	};
	return finding.operands ? 0 : EXIT_PROBLEM;
}
