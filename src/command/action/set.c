/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost set: changes settings of processes, never of another one that has the PID now. */
#include <errno.h>
#include <stdio.h>

#include "command/action/action_output.h"
#include "command/action/change.h"
#include "command/action/confirm.h"
#include "command/action/familiar.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/options.h"

enum { KEY_THREADS = 0x400, KEY_DRY_RUN };

struct set_options {
	struct change change;
	bool is_dry;
	bool is_verbose;
	bool is_yes;
};

/* ---- rows: fixed columns, and one for each setting that is changed ---- */

#define R(member, ...) FIELD(struct change_row, member, __VA_ARGS__)

#define CHANGED(member, value_unit)                                                        \
	{                                                                                  \
		R(member.old, .name = "old", .unit = value_unit, .help = "before"),        \
			R(member.new, .name = "new", .unit = value_unit, .help = "after"), \
	}

enum { OLD_AND_NEW = 2 };

static const struct field nice_members[OLD_AND_NEW] = CHANGED(nice, UNIT_NONE);
static const struct field ionice_members[OLD_AND_NEW] = CHANGED(ionice, UNIT_NONE);
static const struct field affinity_members[OLD_AND_NEW] = CHANGED(affinity, UNIT_CPUS);
static const struct field policy_members[OLD_AND_NEW] = CHANGED(policy, UNIT_NONE);
static const struct field oom_members[OLD_AND_NEW] = CHANGED(oom_score_adj, UNIT_NONE);
static const struct field limit_members[OLD_AND_NEW] = CHANGED(limits[0], UNIT_NONE);

static const struct field *const members[SET_LIMIT] = {
	[SET_NICE] = nice_members,         [SET_IONICE] = ionice_members,
	[SET_AFFINITY] = affinity_members, [SET_POLICY] = policy_members,
	[SET_OOM_SCORE_ADJ] = oom_members,
};

static const struct field first_fields[] = {
	R(pid, .name = "pid", .help = "process ID"),
	R(id, .name = "id", .help = "PID@START, its identity"),
	R(name, .name = "name", .help = "name of the program"),
};

static const struct field error_field = R(error, .name = "error", .help = "the first failure");

struct table {
	struct field fields[ARRAY_SIZE(first_fields) + N_SETTINGS + 1];
	struct field limit_members[N_LIMITS][OLD_AND_NEW];
	size_t n;
};

static void add_setting(struct table *table, enum setting setting)
{
	const struct field *values = setting < SET_LIMIT ? members[setting] : NULL;

	if (!values) {
		size_t limit = setting - SET_LIMIT;
		struct field *own = table->limit_members[limit];

		for (size_t n = 0; n < OLD_AND_NEW; n++) {
			own[n] = limit_members[n];
			own[n].offset += (uint32_t)(limit * sizeof(struct text_change));
		}
		values = own;
	}
	table->fields[table->n++] = (struct field){ .name = change_name(setting),
		                                    .help = "before and after",
		                                    .kind = KIND_STRUCT,
		                                    .members = values,
		                                    .n_members = OLD_AND_NEW };
}

static void make_table(const struct change *change, struct table *ret)
{
	ret->n = ARRAY_SIZE(first_fields);
	memcpy(ret->fields, first_fields, sizeof(first_fields));
	for (unsigned setting = 0; setting < N_SETTINGS; setting++)
		if (change->is_asked[setting])
			add_setting(ret, setting);
	ret->fields[ret->n++] = error_field;
}

/* ---- the job ---- */

static void tell(void *arg, const struct target *target, const char *words)
{
	struct invocation *invocation = arg;

	message("%d: %s", (int)target->reference.pid, words);
	invocation->has_problem = true;
}

static int change_all(struct invocation *invocation, struct targets *targets,
                      struct action_output *report)
{
	const struct set_options *own = invocation->own;
	int r = action_output_begin(report, invocation), r_end;

	for (size_t n = 0; n < targets->n && r == 0; n++) {
		_cleanup_arena_ struct arena arena = { 0 };
		struct change_row row;

		r = change_apply(&own->change, &targets->items[n], own->is_dry, &arena, &row, tell,
		                 invocation);
		if (r == 0)
			r = action_output_row(report, &row);
	}
	r_end = action_output_end(report);
	return r < 0 ? r : r_end;
}

static int set_run(struct invocation *invocation)
{
	const struct set_options *own = invocation->own;
	_cleanup_targets_ struct targets targets = { 0 };
	struct table table;
	struct action_output report = {
		.fields = table.fields,
		.fd = STDOUT_FILENO,
		.is_quiet = !report_is_asked(invocation) && !own->is_verbose && !own->is_dry,
	};
	int r;

	if (!change_is_anything_asked(&own->change))
		return message_usage(
			"no setting is given (--nice, --ionice, --affinity, --rlimit …)");
	make_table(&own->change, &table);
	report.n_fields = table.n;
	r = action_select(invocation, false, &targets);
	if (r != 0)
		return r;
	if (!own->is_dry && !own->is_yes && !confirm_targets(invocation, &targets, "changed"))
		return EXIT_PROBLEM;
	r = change_all(invocation, &targets, &report);
	action_output_done(&report);
	if (r < 0)
		message_error(NULL, r);
	return r < 0 || invocation->has_problem ? EXIT_PROBLEM : EXIT_DONE;
}

/* ---- options ---- */

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Changes:", 5 },
	CHANGE_OPTIONS,
	{ "threads", KEY_THREADS, 0, 0, "change all threads, not only the main one", 5 },
	{ "dry-run", KEY_DRY_RUN, 0, 0, "only print what would be changed", 5 },
	YES_OPTION,
	{ "verbose", 'v', 0, 0, "print a row for each process, as -f and -J do", 5 },
	{ 0 },
};

static const struct option_row rows[] = {
	CHANGE_ROWS(struct set_options, change),
	OPTION(struct set_options, change.is_of_threads, .key = KEY_THREADS),
	OPTION(struct set_options, is_dry, .key = KEY_DRY_RUN),
	OPTION(struct set_options, is_yes, .key = KEY_YES),
	OPTION(struct set_options, is_verbose, .key = 'v'),
	{ 0 },
};

/* The columns of all settings. */
static int list_fields(struct invocation *invocation, const struct field **ret, size_t *ret_n)
{
	struct table *table = arena_alloc(&invocation->memory, sizeof(*table));
	struct change all = { 0 };

	if (!table)
		return -ENOMEM;
	for (unsigned setting = 0; setting < N_SETTINGS; setting++)
		all.is_asked[setting] = true;
	make_table(&all, table);
	*ret = table->fields;
	*ret_n = table->n;
	return 0;
}

const struct command set_command = {
	.name = "set",
	.help = "change processes: priorities, CPUs, limits",
	.arguments = "PROCESS...",
	.operands = OPERANDS_PROCESSES,
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct set_options),
	.run = set_run,
	.fields = list_fields,
	.translate = familiar_set,
	.examples = {
		{ "nvhost set --nice=10 4711", "let other processes go first" },
		{ "nvhost set --affinity=0 4711", "run on CPU 0 only" },
		{ "nvhost set --rlimit=nofile=1024 4711", "limit the open descriptors" },
	},
};
