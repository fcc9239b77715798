/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Found: processes that a query finds, as operands. */
#include "command/found.h"

#include <errno.h>
#include <stdatomic.h>

#include "collect/process/tree.h"
#include "command/pick.h"
#include "command/roots.h"

/* The columns of the query, in the order of the enum. */
static const char columns[] = "pid,start_ticks";
enum { COLUMN_PID, COLUMN_START };

/* The operands found so far. */
struct found {
	struct arena *memory;
	struct operand *items; /* not NULL after the query, as that would mean all processes */
	size_t n;
};

static int keep_row(void *arg, const struct sink_row *row)
{
	const struct value *values = row->values;
	struct found *found = arg;
	const struct value *start = &values[COLUMN_START];
	struct operand *items = arena_grow(found->memory, found->items, found->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	found->items = items;
	items[found->n++] = (struct operand){
		.text = "",
		.reference = { .pid = (pid_t)values[COLUMN_PID].u,
		               .start_ticks = { .v = start->is == PRESENT ? start->u : 0,
		                                .is = start->is } },
		.is_told = true,
	};
	return 0;
}

int found_rows(struct query *query, const char *shown, const struct selection *selection)
{
	static const struct query_options no_options = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	int r;

	if (!query->options)
		query->options = &no_options;
	r = query_prepare(query, shown, &why);
	if (r == 0 && selection)
		r = select_filter(selection, query->collector, &query->where, &why);
	if (r == 0)
		r = query_run(query);
	if (r == 0)
		return 0;
	if (r == -EINVAL)
		return message_refuse(&why);
	message_error(NULL, r);
	return EXIT_PROBLEM;
}

/* Runs a query whose rows become operands. Returns 0, or an exit status after a message. */
static int find_operands(struct invocation *invocation, struct query *query,
                         const struct selection *selection, struct found *found)
{
	struct sink sink = { .row = keep_row, .arg = found };
	int r;

	query->sink = &sink;
	query->faults = &invocation->faults;
	r = found_rows(query, columns, selection);
	query_done(query);
	if (r == 0 && !found->items)
		found->items = arena_alloc(found->memory, sizeof(*found->items));
	if (r != 0 || found->items)
		return r;
	message_error(NULL, -ENOMEM);
	return EXIT_PROBLEM;
}

/* ---- owners ---- */

static bool is_filtering(const struct selection *selection)
{
	return select_has_words(selection) || selection->without_kthreads;
}

int found_resolve_owners(struct invocation *invocation)
{
	struct selection *selection = &invocation->selection;
	struct found found = { .memory = &invocation->memory };
	struct query query = {
		.collector = &process_collector,
		.operands = selection->processes,
		.n_operands = selection->n_processes,
	};
	struct pick pick;
	int r;

	if (!is_filtering(selection) || invocation->is_listing_columns || invocation->is_schema)
		return 0;
	if (roots_check(invocation) != 0)
		return EXIT_PROBLEM;
	pick_prepare(invocation, &process_collector, &pick, &query.restriction);
	r = find_operands(invocation, &query, selection, &found);
	if (r == 0)
		*selection = (struct selection){
			.processes = found.items,
			.n_processes = found.n,
			.has_processes = true,
		};
	return r;
}

/* ---- children ---- */

static bool is_listed(const struct selection *selection, const struct operand *found)
{
	for (size_t n = 0; n < selection->n_processes; n++)
		if (reference_equal(&selection->processes[n].reference, &found->reference))
			return true;
	return false;
}

/*
 * All kinds of selectors must hold: if processes were named, too, only the children among them are
 * kept. Otherwise nvhost itself, which is often a child of the same shell, is left out.
 */
static void take_children(struct invocation *invocation, const struct found *found)
{
	struct selection *selection = &invocation->selection;
	size_t n_kept = 0;

	for (size_t n = 0; n < found->n; n++)
		if (selection->has_processes
		            ? is_listed(selection, &found->items[n])
		            : !pick_is_itself(invocation, (uint64_t)found->items[n].reference.pid))
			found->items[n_kept++] = found->items[n];
	selection->processes = found->items;
	selection->n_processes = n_kept;
	selection->has_processes = true;
}

int found_resolve_children(struct invocation *invocation)
{
	struct selection *selection = &invocation->selection;
	struct tree_options options = { .is_recursive = selection->is_recursive };
	struct found found = { .memory = &invocation->memory };
	struct query query = {
		.collector = &tree_children_collector,
		.operands = selection->parents,
		.n_operands = selection->n_parents,
		.collector_options = &options,
	};
	int r = find_operands(invocation, &query, NULL, &found);

	if (r == 0)
		take_children(invocation, &found);
	return r;
}

/* ---- names ---- */

struct naming {
	const struct invocation *invocation;
	const struct words *names;
	const struct field *name, *pid; /* of a process */
	atomic_bool *is_known;          /* for each name */
};

static bool is_named(void *arg, const void *record)
{
	struct naming *naming = arg;
	struct value name, pid;

	record_value(naming->name, record, &name);
	record_value(naming->pid, record, &pid);
	if (name.is != PRESENT || pick_is_itself(naming->invocation, pid.u))
		return false;
	for (size_t n = 0; n < naming->names->n; n++)
		if (text_equal(naming->names->items[n], name.text)) {
			naming->is_known[n] = true;
			return true;
		}
	return false;
}

static int add_all(struct selection *selection, const struct found *found)
{
	for (size_t n = 0; n < found->n; n++) {
		struct operand *processes = arena_grow(found->memory, selection->processes,
		                                       selection->n_processes, sizeof(*processes));

		if (!processes) {
			message_error(NULL, -ENOMEM);
			return EXIT_PROBLEM;
		}
		processes[selection->n_processes++] = found->items[n];
		selection->processes = processes;
	}
	if (!selection->processes) /* NULL would mean all processes */
		selection->processes = found->items;
	selection->has_processes = true;
	return 0;
}

int found_resolve_names(struct invocation *invocation, const struct words *names, bool *ret_unknown)
{
	const struct collector *collector = &process_collector;
	struct found found = { .memory = &invocation->memory };
	struct naming naming = {
		.invocation = invocation,
		.names = names,
		.name = field_find(collector->fields, collector->n_fields, TEXT("name")),
		.pid = field_find(collector->fields, collector->n_fields, TEXT("pid")),
		.is_known = arena_array(&invocation->memory, names->n, sizeof(*naming.is_known)),
	};
	struct query query = {
		.collector = collector,
		.restriction = { .sources = collector_sources_of(collector, naming.name),
		                 .holds = is_named,
		                 .arg = &naming },
	};
	int r;

	if (!naming.is_known) {
		message_error(NULL, -ENOMEM);
		return EXIT_PROBLEM;
	}
	r = find_operands(invocation, &query, NULL, &found);
	for (size_t n = 0; n < names->n && r == 0; n++)
		ret_unknown[n] = !naming.is_known[n];
	return r != 0 ? r : add_all(&invocation->selection, &found);
}
