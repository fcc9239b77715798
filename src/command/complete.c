/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion for shells. */
#include "command/complete.h"

#include <pwd.h>
#include <stdio.h>

#include "base/signal_names.h"
#include "command/command.h"
#include "command/complete_column.h"
#include "command/options.h"
#include "kernel/file.h"
#include "kernel/process/pid_limits.h"
#include "kernel/process/proc_pids.h"
#include "kernel/socket.h"
#include "write/output.h"

/* The command line before the word that is to be completed, and that word. */
struct line {
	const struct command *command; /* NULL: none yet */
	const struct view *view;
	bool has_view;                     /* no view can come any more */
	const struct argp_option *pending; /* the option whose value comes next; or NULL */
	bool is_operands_only;             /* behind "--", or behind the command of `run` */
	struct lists lists;
	const char *word; /* to be completed */
	size_t kept;      /* bytes of the word that stay before each candidate ("--sort=pid,") */
};

/* ---- candidates ---- */

static void offer(const struct line *line, const char *candidate, const char *help)
{
	if (strncmp(candidate, line->word + line->kept, strlen(line->word + line->kept)) == 0)
		printf("%.*s%s\t%s\n", (int)line->kept, line->word, candidate, help ? help : "");
}

static void offer_words(const struct line *line, const char *const *words)
{
	for (; *words; words++)
		offer(line, *words, NULL);
}

/* Completes a list behind its last comma. */
static void keep_list(struct line *line)
{
	const char *rest = line->word + line->kept;
	const char *comma = strrchr(rest, ',');

	rest = comma ? comma + 1 : rest;
	line->kept = (size_t)(rest - line->word);
}

static void keep_template(struct line *line)
{
	const char *open = strrchr(line->word + line->kept, '{');

	if (open)
		line->kept = (size_t)(open + 1 - line->word);
}

/* Completes an expression, alone or in a list, behind the last byte that cannot be in a name. */
static void keep_expression(struct line *line)
{
	const char *rest = line->word + line->kept;

	for (const char *c = rest; *c; c++)
		if (strchr(" \t,+-*/%()<>=!&|~", *c))
			rest = c + 1;
	line->kept = (size_t)(rest - line->word);
}

static void offer_column(const void *line, const char *candidate, const char *help)
{
	offer(line, candidate, help);
}

static void offer_columns(const struct line *line)
{
	const struct offering offering = { offer_column, line };
	const struct collector *collector =
		line->view ? line->view->collector
			   : command_find("ps")->views[0].collector; /* of actions */

	complete_column(collector, &line->lists, (struct text){ line->word, line->kept },
	                line->word + line->kept, &offering);
}

/* Offers columns in a template, behind an open brace. */
static void offer_in_braces(const struct line *line)
{
	const char *open = strrchr(line->word, '{');

	if (open && !strchr(open, '}'))
		offer_columns(line);
}

static void offer_signals(const struct line *line)
{
	char name[SIGNAL_NAME_SIZE];

	for (int number = 0; (number = signal_name_next(number)) > 0;)
		if (signal_name_format(number, name) == 0)
			offer(line, name, NULL);
}

static void offer_users(const struct line *line)
{
	const struct passwd *user;

	setpwent();
	while ((user = getpwent()))
		offer(line, user->pw_name, user->pw_gecos);
	endpwent();
}

/* The name of a process, with "?" for each byte that a terminal or a shell may take amiss. */
static void name_of(struct text comm, char ret[64])
{
	size_t n = MIN(comm.length, 63u);

	for (size_t i = 0; i < n; i++)
		ret[i] = comm.bytes[i] > ' ' && comm.bytes[i] < 0x7f ? comm.bytes[i] : '?';
	ret[n] = '\0';
}

/* Reads the name from comm: unlike stat, reading it never blocks. */
static void each_process(const struct line *line,
                         void (*with)(const struct line *line, const char *pid, const char *name))
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_free_ pid_t *pids = NULL;
	size_t n_pids = 0;

	if (proc_pids_read(&pids, &n_pids) < 0)
		return;
	for (size_t n = 0; n < n_pids; n++) {
		_cleanup_close_ int dir = pid_open(pids[n]);
		char pid[16], name[64];

		if (dir < 0 || file_read_record(dir, "comm", &scratch) < 0)
			continue;
		snprintf(pid, sizeof(pid), "%d", (int)pids[n]);
		name_of(text_trim(buffer_text(&scratch)), name);
		with(line, pid, name);
	}
}

static void offer_name(const struct line *line, const char *pid, const char *name)
{
	if (!strchr(name, '?'))
		offer(line, name, pid);
}

static void offer_processes(const struct line *line)
{
	each_process(line, offer);
}

static void offer_names(const struct line *line)
{
	each_process(line, offer_name);
}

static void offer_limits(const struct line *line)
{
	char word[32];

	for (unsigned limit = 0; limit < N_LIMITS; limit++) {
		snprintf(word, sizeof(word), "%s=", limit_name((enum limit)limit));
		offer(line, word, NULL);
	}
}

static void offer_kinds(const struct line *line)
{
	for (size_t n = 0; socket_kind_name(n); n++)
		offer(line, socket_kind_name(n), NULL);
}

static void offer_formats(const struct line *line)
{
	for (size_t n = 0; writers[n]; n++)
		offer(line, writers[n]->name, NULL);
}

/* ---- values of options ---- */

static const char *const color_words[] = { "auto", "always", "never", NULL };
static const char *const ionice_words[] = { "none", "rt:", "be:", "idle", NULL };
static const char *const policy_words[] = { "other", "batch", "idle", "fifo:", "rr:", NULL };
static const char *const affinity_words[] = { "all", NULL };

static const char *const until_words[] = { "any", "none", NULL };

static void offer_value(struct line *line, const char *option)
{
	static const struct {
		const char *option;
		void (*keep)(struct line *line);
		void (*list)(const struct line *line);
		const char *const *words;
	} values[] = {
		{ "format", NULL, offer_formats, NULL },
		{ "color", NULL, NULL, color_words },
		{ "signal", NULL, offer_signals, NULL },
		{ "then", NULL, offer_signals, NULL },
		{ "user", keep_list, offer_users, NULL },
		{ "effective-user", keep_list, offer_users, NULL },
		{ "pid", keep_list, offer_processes, NULL },
		{ "name", NULL, offer_names, NULL },
		{ "children-of", keep_list, offer_processes, NULL },
		{ "kind", NULL, offer_kinds, NULL },
		{ "ionice", NULL, NULL, ionice_words },
		{ "policy", NULL, NULL, policy_words },
		{ "affinity", NULL, NULL, affinity_words },
		{ "rlimit", NULL, offer_limits, NULL },
		{ "output", keep_expression, offer_columns, NULL },
		{ "template", keep_template, offer_in_braces, NULL },
		{ "sort", keep_expression, offer_columns, NULL },
		{ "where", keep_expression, offer_columns, NULL },
		{ "group-by", keep_expression, offer_columns, NULL },
		{ "having", keep_expression, offer_columns, NULL },
		{ "warning", keep_expression, offer_columns, NULL },
		{ "critical", keep_expression, offer_columns, NULL },
		{ "until", NULL, NULL, until_words },
	};

	lists_read(&line->lists, option, line->word + line->kept, false);
	for (size_t n = 0; n < ARRAY_SIZE(values); n++) {
		if (strcmp(values[n].option, option) != 0)
			continue;
		if (values[n].keep)
			values[n].keep(line);
		if (values[n].list)
			values[n].list(line);
		if (values[n].words)
			offer_words(line, values[n].words);
	}
}

/* ---- options ---- */

/* Calls WITH for each option, until one call returns true. Returns that option, or NULL. */
static const struct argp_option *
each_option(const struct argp_option *options, const struct argp_child *children,
            bool (*with)(void *arg, const struct argp_option *option), void *arg)
{
	for (; options && (options->name || options->key || options->doc); options++)
		if (options->name && with(arg, options))
			return options;
	for (; children && children->argp; children++) {
		const struct argp_option *found =
			each_option(children->argp->options, children->argp->children, with, arg);

		if (found)
			return found;
	}
	return NULL;
}

static const struct argp_option *
find_option(const struct line *line, bool (*with)(void *arg, const struct argp_option *option),
            void *arg)
{
	static const struct argp_child door[] = { { .argp = &output_argp }, { 0 } };
	struct argp_child groups[COMMAND_GROUPS];

	if (!line->command)
		return each_option(NULL, door, with, arg);
	command_groups(line->command, groups);
	return each_option(line->command->options, groups, with, arg);
}

static bool has_name(void *name, const struct argp_option *option)
{
	return text_equal(text_of(option->name), *(const struct text *)name);
}

static bool has_letter(void *letter, const struct argp_option *option)
{
	return option->key == *(const char *)letter;
}

static bool offer_option(void *arg, const struct argp_option *option)
{
	char word[64];

	if (option->flags & OPTION_HIDDEN)
		return false;
	snprintf(word, sizeof(word), "--%s%s", option->name,
	         option->arg && !(option->flags & OPTION_ARG_OPTIONAL) ? "=" : "");
	offer(arg, word, option->doc);
	return false;
}

/* The option in WORD whose value is the next word: --sort, -S, -nS; NULL: none. */
static const struct argp_option *find_pending(const struct line *line, const char *word)
{
	const struct argp_option *option = NULL;
	struct text name = text_of(word + 2);

	if (strncmp(word, "--", 2) == 0) {
		option = find_option(line, has_name, &name);
		return option && option->arg && !(option->flags & OPTION_ARG_OPTIONAL) ? option
		                                                                       : NULL;
	}
	for (const char *letter = word + 1; *letter; letter++) {
		option = find_option(line, has_letter, (void *)letter);
		if (option && option->arg)
			return letter[1] || (option->flags & OPTION_ARG_OPTIONAL) ? NULL : option;
	}
	return NULL;
}

/* ---- the line ---- */

static void read_operand(struct line *line, const char *word)
{
	const struct command *command = line->command;
	const struct view *view = command && !line->has_view ? command_view(command, word) : NULL;

	line->has_view = line->has_view || command;
	if (!command)
		line->command = command_find(word);
	else if (command->is_in_order)
		line->is_operands_only = true;
	if (view)
		line->view = view;
	else if (!command && line->command && line->command->n_views > 0)
		line->view = line->command->views;
}

static void read_word(struct line *line, const char *word)
{
	if (line->pending) {
		lists_read(&line->lists, line->pending->name, word, true);
		line->pending = NULL;
	} else if (strcmp(word, "--") == 0) {
		line->is_operands_only = true;
	} else if (word[0] == '-' && word[1] && !line->is_operands_only) {
		line->pending = find_pending(line, word);
	} else if (!line->is_operands_only && strcmp(word, "help") != 0) {
		read_operand(line, word);
	}
}

static void offer_operands(const struct line *line)
{
	const struct command *command = line->command;

	for (size_t n = 0; !command && commands[n]; n++)
		offer(line, commands[n]->name, commands[n]->help);
	if (!command)
		offer(line, "help", "help on a command or a topic");
	for (size_t n = 0; command && !line->has_view && n < command->n_views; n++)
		offer(line, command->views[n].name, command->views[n].help);
	if (command && command->operands == OPERANDS_PROCESSES)
		offer_processes(line);
}

static void offer_all(struct line *line)
{
	const char *word = line->word;
	const char *value = strchr(word, '=');
	struct text name = { word + 2, value ? (size_t)(value - word - 2) : 0 };
	const struct argp_option *option;

	if (line->pending) {
		offer_value(line, line->pending->name);
	} else if (line->is_operands_only) {
		if (!line->command || !line->command->is_in_order)
			offer_operands(line);
	} else if (strncmp(word, "--", 2) == 0 && value) {
		option = find_option(line, has_name, &name);
		line->kept = (size_t)(value + 1 - word);
		if (option && option->arg)
			offer_value(line, option->name);
	} else if (word[0] == '-') {
		find_option(line, offer_option, line);
	} else {
		offer_operands(line);
	}
}

int complete(int n, char *const *words)
{
	struct line line = { .word = n > 0 ? words[n - 1] : "" };

	for (int i = 0; i + 1 < n; i++)
		read_word(&line, words[i]);
	offer_all(&line);
	return EXIT_DONE;
}
