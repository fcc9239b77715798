/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owners: selected processes as operands of a view of their items. */
#include "command/owners.h"

#include <errno.h>

#include "collect/process.h"

/* The processes that passed the filter, on their way to be operands. */
struct finding {
	struct where where;
	struct arena *memory;
	struct operand *operands;
	size_t n_operands;
	bool has_problem;
};

static bool keep(void *arg, void *record)
{
	return where_holds(&((struct finding *)arg)->where, record);
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

static void tell(void *arg, const char *subject, int error)
{
	((struct finding *)arg)->has_problem = true;
	message_error(subject, error);
}

static int find(struct invocation *invocation, struct finding *finding)
{
	struct selection *selection = &invocation->selection;
	uint64_t sources = BIT(SRC_STAT);
	struct request request = {
		.keep = keep,
		.operands = selection->processes,
		.n_operands = selection->n_processes,
		.emit = add,
		.problem = tell,
		.arg = finding,
	};

	for (size_t n = 0; n < finding->where.columns.n; n++)
		sources |= collector_sources_of(&process_collector,
		                                finding->where.columns.items[n].field);
	request.sources = request.deciding = sources;
	return process_collect(&process_collector, &request);
}

static bool is_filtering(const struct selection *selection)
{
	return selection->n_users > 0 || selection->n_names > 0 || selection->n_terminals > 0 ||
	       selection->without_kthreads;
}

/* What was named and is not there is told here: the operands that follow were all found. */
static void tell_named(struct invocation *invocation)
{
	const struct selection *selection = &invocation->selection;

	for (size_t n = 0; n < selection->n_processes; n++)
		if (selection->processes[n].error < 0) {
			message_error(selection->processes[n].text, selection->processes[n].error);
			invocation->has_problem = true;
		}
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
	tell_named(invocation);
	invocation->has_problem = invocation->has_problem || finding.has_problem;
	if (!finding.operands) /* nobody is still a list: without one, everybody would be meant */
		finding.operands = arena_alloc(&invocation->memory, sizeof(struct operand));
	invocation->selection = (struct selection){
		.processes = finding.operands,
		.n_processes = finding.n_operands,
	};
	return finding.operands ? 0 : EXIT_PROBLEM;
}
