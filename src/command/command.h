/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands. A query command is a name, its views and perhaps options of its own; it shares
 * everything else with the other queries. An action has a function of its own.
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
	const char *columns;  /* columns without -o */
	const char *table;    /* columns of a table without -o; NULL: `columns` */
	const char *terminal; /* columns of a table on a terminal without -o; NULL: `table` */
	const char *usual;    /* filter of a table on a terminal without -w; or NULL */
	const char *optional; /* columns that a narrow terminal may leave out; or NULL */
	bool is_one_row;
	bool is_line;         /* of a view of one row: the table is a line with headings */
	bool has_item_keys;   /* operands behind a process are keys of its items */
	const char *depth;    /* of a nested view: the column with the depth of a row */
	const char *branches; /* of a nested view: the column that has the branches */
	const char *nothing;  /* message on a terminal if there is no row; NULL: the usual one */
	bool is_private;      /* only root sees the rows of other users' processes */

	const struct view *variant; /* replaces the view if the command's finish() says so */
	const struct view *brief;   /* replaces the view in a table without options; or NULL */
	const char *usual_sort;     /* order of a table on a terminal without -S; or NULL */
	bool has_options;           /* the collector has options: VIEW_OPTIONS() */
	size_t options;             /* their offset in the command's own options */

	bool takes_paths; /* operands are paths, not keys of rows */

	/* Views of processes, and of items that belong to processes. */
	bool has_owners;                    /* processes are found first, then their items */
	bool has_kthreads;                  /* kernel threads have rows too */
	bool needs_process;                 /* an operand must name a process */
	bool is_without_selectors;          /* rows are no processes that could be selected */
	bool (*knows_key)(struct text key); /* of items with a fixed set of keys; or NULL */
};

/* The collector's options are MEMBER of the command's own options, a struct TYPE. */
#define VIEW_OPTIONS(type, member) .has_options = true, .options = offsetof(type, member)

enum { MOST_OWN = 32 }; /* options of a command's own */

enum { MOST_LOST_SCOUTS = 8 };

/* One run of nvhost: its options and operands. */
struct invocation {
	struct host host;
	struct guard guard;
	pid_t lost_scouts[MOST_LOST_SCOUTS]; /* children that may never end (scout.h), then 0 */
	const struct command *command;
	const struct view *view;
	bool has_told; /* a usage error has been told */

	const struct writer *writer;
	struct output_settings output;
	const char *template; /* --template */
	enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;

	struct query_options query;
	const char **where; /* the growing array that query.where points to */
	bool is_listing_columns;
	bool is_schema;
	bool is_showing_host;
	bool is_graph;
	bool is_help;
	bool is_help_all; /* --help=all: all options, not only the command's own */

	struct selection selection;
	struct selectors selectors; /* the selection's words, resolved */
	char **words;               /* operands, without the view */
	size_t n_words;
	const char *unknown_view; /* the first operand, if it is not the name of a view; or NULL */

	struct arena memory;           /* for options and operands; freed after the run */
	void *own;                     /* the command's own options: own_size bytes, zeroed */
	bool is_given[MOST_OWN];       /* for each row of the own options: it was given */
	const void *collector_options; /* options of the view's collector */
	bool is_total_counts;          /* a terminal shows counters, too, instead of their rates */
	bool is_without_kthreads;      /* leave out kernel threads, unless rows are grouped */
	bool has_answer;               /* the query ran: its exit status is no usage error */
	bool has_problem;              /* a problem has been told: the exit status is 1 */
	struct faults faults;          /* tells a problem, and sets has_problem */
};

/*
 * The meaning of a first operand that is not the name of a view. Behind a view, operands that are
 * neither processes nor paths are keys of its rows (command/keys.h).
 */
enum operands { OPERANDS_NONE, OPERANDS_PROCESSES, OPERANDS_PATHS, OPERANDS_ROWS };

/* A command line for the help. Tests run it. */
struct example {
	const char *line;
	const char *help;
};

enum { COMMAND_EXAMPLES = 3 };

struct command {
	const char *name;
	const char *help;      /* one line */
	const char *arguments; /* the usage line behind the command's name */

	const struct view *views; /* of a query; the first is the default */
	size_t n_views;
	enum operands operands;

	const struct argp_option *options; /* the command's own options; NULL: none */
	const struct option_row *rows;     /* the members that these options set */
	size_t own_size;
	/* Runs after parsing, to choose a variant of the view. Returns 0 or an exit status. */
	int (*finish)(struct invocation *invocation);

	/* Of an action: does it. Returns the exit status. */
	int (*run)(struct invocation *invocation);
	/* Of an action: the columns of its rows, for -H. Returns 0 or -ENOMEM. */
	int (*fields)(struct invocation *invocation, const struct field **ret, size_t *ret_n);
	bool is_in_order; /* options end at the first operand, as in `run` */

	/* Rewrites options that other programs have ("-9"). Returns the new number of words. */
	int (*translate)(int argc, char **argv, struct invocation *invocation);

	struct example examples[COMMAND_EXAMPLES]; /* for --help */
};

/* All commands, in the order of the manual, ended by NULL. */
extern const struct command *const commands[];

/* The command NAME; NULL: there is none. */
const struct command *command_find(const char *name);

/*
 * Finds the users, files and other words of the selectors, and tells those that do not exist,
 * unless only columns are to be described. A server may have to answer: a query calls this in the
 * child of the guard, an action in its scout. Returns 0 or an exit status.
 */
int command_resolve_selectors(struct invocation *invocation);

/* Runs a command with its arguments, argv[0] being its name. Returns the exit status. */
int command_run(const struct command *command, int argc, char **argv,
                struct invocation *invocation);

/* The groups of options that the command has, ended by zeroes. */
enum { COMMAND_GROUPS = 6 };
void command_groups(const struct command *command, struct argp_child ret[COMMAND_GROUPS]);

/* The view NAME of the command; NULL: there is none. */
const struct view *command_view(const struct command *command, const char *name);

#endif
