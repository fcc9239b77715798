/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands: what nvhost is asked. A query is a name, its views and, where it has any, options of
 * its own; everything else about it is shared. An action has a function of its own.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <argp.h>

#include "command/message.h"
#include "command/selector.h"
#include "kernel/guard.h"
#include "kernel/host.h"
#include "model/writer.h"
#include "query/query.h"
#include "query/select.h"

struct option_row; /* command/option_rows.h */

/* One kind of row about a subject. */
struct view {
	const char *name;
	const char *help; /* what a row is */
	const struct collector *collector;
	const char *columns;  /* shown without -o */
	const char *table;    /* the same in a table; NULL: those */
	const char *terminal; /* the same in one on a terminal; NULL: those */
	const char *usual;    /* rows that such a one has, unless others are asked for; or NULL */
	const char *optional; /* of these, what a table leaves out on a narrow terminal; or NULL */
	bool is_one_row;
	bool is_line;         /* of one row: a table has it in a line, below a heading */
	bool has_item_keys;   /* words behind an owner are keys of its items */
	const char *depth;    /* of a nested view: the column that says how deep a row is */
	const char *branches; /* of one: the column that a table draws the branches before */
	const char *nothing;  /* said on a terminal where there is no row; NULL: as of any view */
	bool is_private;      /* rows of other users' processes are for root */

	const struct view *variant; /* what an option or operand of the command makes of it */
	const struct view *brief;   /* a table where nothing is said of columns and rows; or NULL */
	const char *usual_sort;     /* order of a table on a terminal; NULL: as they come */
	bool has_options;           /* its collector has options: VIEW_OPTIONS() */
	size_t options;             /* their place among the command's own options */

	bool takes_paths; /* operands are paths, not keys of its rows */

	/* Views of processes, and of what belongs to them. */
	bool has_owners;                    /* processes are found first, then what is theirs */
	bool has_kthreads;                  /* kernel threads have such rows too */
	bool needs_process;                 /* one has to be named */
	bool is_without_selectors;          /* rows are no processes that one could select */
	bool (*knows_key)(struct text key); /* of items: where every key is known beforehand */
};

/* The collector's options are MEMBER of the command's own options, of TYPE. */
#define VIEW_OPTIONS(type, member) .has_options = true, .options = offsetof(type, member)

enum { MOST_OWN = 32 }; /* options of a command's own */

enum { MOST_LOST_SCOUTS = 8 };

/* What a run of nvhost was asked; options fill it in. */
struct invocation {
	struct host host; /* that is asked about */
	struct guard guard;
	pid_t lost_scouts[MOST_LOST_SCOUTS]; /* children that may never end (scout.h), then 0 */
	const struct command *command;
	const struct view *view;
	bool has_told; /* of a usage error */

	const struct writer *writer;
	struct output_settings output;
	const char *template; /* of --template */
	enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;

	struct query_options query;
	const char **where; /* of query, growing */
	bool is_listing_columns;
	bool is_schema;
	bool is_showing_host;
	bool is_graph;
	bool is_help;
	bool is_help_all; /* every option, not only those of the command */

	struct selection selection;
	struct selectors selectors; /* what its words name */
	char **words;               /* operands, without the view */
	size_t n_words;
	const char *unknown_view; /* the first of them, which names none */

	struct arena memory;           /* of all that the options have said; ends with the run */
	void *own;                     /* the command's own options, own_size bytes, zeroed first */
	bool is_given[MOST_OWN];       /* for each row of them: whether it was */
	const void *collector_options; /* what the view's collector is to know */
	bool is_total_counts;          /* on a terminal too: counters rather than their rates */
	bool is_without_kthreads;      /* a table of processes, unless they are grouped */
	bool has_answer;               /* the query ran: what it says is no usage error */
	bool has_problem;              /* one was told: the exit status is 1 */
	struct faults faults;          /* tells of one, and sets has_problem */
};

/*
 * What words are that come where a view may stand, and name none. Behind a view, those that are
 * neither processes nor paths are keys of its rows (command/keys.h).
 */
enum operands { OPERANDS_NONE, OPERANDS_PROCESSES, OPERANDS_PATHS, OPERANDS_ROWS };

/* A line that a shell takes, and what it is for; tests run it. */
struct example {
	const char *line;
	const char *help;
};

enum { COMMAND_EXAMPLES = 3 };

struct command {
	const char *name;
	const char *help;      /* one line */
	const char *arguments; /* behind the command's name in the usage line */

	const struct view *views; /* of a query, the default one first */
	size_t n_views;
	enum operands operands;

	const struct argp_option *options; /* of its own, NULL: none */
	const struct option_row *rows;     /* what each of them sets */
	size_t own_size;
	/* After parsing: chooses the view's variant and the collector's options. */
	int (*finish)(struct invocation *invocation);

	/* An action, instead of a query. Returns the exit status. */
	int (*run)(struct invocation *invocation);
	/* The columns of its rows, for -H. Returns 0 or -ENOMEM. */
	int (*fields)(struct invocation *invocation, const struct field **ret, size_t *ret_n);
	bool is_in_order; /* options end at the first operand, as in `run` */

	/* Puts spellings of other programs ("-9") in our own; returns how many words there are
	 * then. */
	int (*translate)(int argc, char **argv, struct invocation *invocation);

	struct example examples[COMMAND_EXAMPLES]; /* for its help */
};

/* All of them, in the order of the manual; ended by NULL. */
extern const struct command *const commands[];

/* One by name, NULL where there is none. */
const struct command *command_find(const char *name);

/* Runs a command with its arguments, argv[0] being its name. Returns the exit status. */
int command_run(const struct command *command, int argc, char **argv,
                struct invocation *invocation);

/* The groups of options that it has, ended by zeroes. */
enum { COMMAND_GROUPS = 6 };
void command_groups(const struct command *command, struct argp_child ret[COMMAND_GROUPS]);

/* A view by name, NULL where the command has none such. */
const struct view *command_view(const struct command *command, const char *name);

#endif
