/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operands: a view, processes, keys of rows. */
#include "command/operands.h"

#include <ctype.h>

#include "base/suggest.h"
#include "collect/process/process_items.h"
#include "command/found.h"
#include "command/neighbours.h"
#include "command/selection.h"
#include "kernel/process/pid_limits.h"

enum { MOST_VIEWS = 32 };

static size_t list_views(const struct command *command, const char *ret[MOST_VIEWS])
{
	size_t n = 0;

	for (; n < command->n_views && n < MOST_VIEWS; n++)
		ret[n] = command->views[n].name;
	return n;
}

bool operands_is_nearly_view(const struct command *command, const char *word)
{
	struct suggestion suggestion = suggestion_for(text_of(word));
	const char *names[MOST_VIEWS];
	size_t n = list_views(command, names);

	while (n-- > 0)
		suggestion_offer(&suggestion, text_of(names[n]));
	return suggestion_is_near(&suggestion);
}

int operands_refuse_view(const struct command *command, const char *word)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct suggestion suggestion = suggestion_for(text_of(word));
	const char *names[MOST_VIEWS];
	size_t n = list_views(command, names);

	suggestion_among(&suggestion, "view", names, n, &why);
	return message_refuse(&why);
}

/* Whether a word of lower-case letters only may be a mistyped view, and not a device or process. */
static bool looks_like_view(const char *word)
{
	return strspn(word, "abcdefghijklmnopqrstuvwxyz") == strlen(word);
}

void operands_tell_missing(const struct invocation *invocation, const char *word, const char *what)
{
	const struct command *command = invocation->command;
	bool is_view = word == invocation->unknown_view && looks_like_view(word);
	const char *ours = is_view ? neighbour_find(word) : NULL;
	_cleanup_buffer_ struct buffer views = { 0 };

	if (ours) {
		message("%s: no such %s; to do what %s does, use: %s", word, what, word, ours);
		return;
	}
	if (command->operands == OPERANDS_PROCESSES) /* then the word is the name of a process */
		is_view = false;
	for (size_t n = 0; is_view && n < command->n_views && command->n_views > 1; n++)
		if (buffer_add_format(&views, "%s%s",
		                      n > 0 ? ", " : "; views: ", command->views[n].name) < 0)
			return;
	message("%s: no such %s%.*s", word, what, (int)views.length, views.text ? views.text : "");
}

/* Whether the first word, which is not a view, could be an operand of the default view. */
static bool could_be_operand(const struct command *command, const char *word)
{
	if (command->operands == OPERANDS_PATHS)
		return strchr(word, '/') || access(word, F_OK) == 0;
	return command->operands != OPERANDS_NONE;
}

static int choose_view(struct invocation *invocation)
{
	const struct command *command = invocation->command;
	const char *word = invocation->n_words > 0 ? invocation->words[0] : NULL;
	const struct view *named = word ? command_view(command, word) : NULL;

	invocation->view = command->n_views > 0 ? &command->views[0] : NULL;
	if (named) {
		invocation->view = named;
		invocation->words++;
		invocation->n_words--;
		return 0;
	}
	invocation->unknown_view = word;
	if (!word || command->n_views == 0 || could_be_operand(command, word))
		return 0;
	return operands_refuse_view(command, word);
}

/* ---- processes ---- */

/* Whether a word looks like a mistyped PID or identity: a usage error, if no process has the name.
 */
static bool looks_like_process(const char *word)
{
	return strchr("0123456789@:+-", word[0]) != NULL;
}

static int refuse_process(const char *word)
{
	return message_usage("'%s' is not a process (PID, PID@START or PID:INODE)", word);
}

/*
 * Whether a word is the key of an item: behind a process (`ps limits 4711 nofile`), or, if the view
 * knows all its keys, anywhere (`ps limits nofile`).
 */
static bool is_key(const struct invocation *invocation, const char *word, bool has_owner)
{
	const struct view *view = invocation->view;

	if (!view || !view->has_item_keys)
		return false;
	return has_owner || (view->knows_key && view->knows_key(text_of(word)));
}

/* Whether the word is a list of processes: its first part is one. Names may have commas, too. */
static bool is_list(struct text word)
{
	struct reference reference;

	word.length = strcspn(word.bytes, ", \t\n");
	return reference_parse(word, &reference) == 0;
}

static int take_word(struct invocation *invocation, char *word, struct words *names, size_t *n_keys)
{
	bool has_owner = invocation->selection.has_processes || names->n > 0;

	if (strcmp(word, "-") == 0)
		return operands_read_input(invocation);
	if (invocation->command->n_views == 0 && isspace((unsigned char)*word))
		return refuse_process(word);
	if (invocation->command->n_views == 0 || *word == '\0' || is_list(text_of(word)))
		return selection_add_processes(invocation, word) == 0 ? 0 : EXIT_USAGE;
	if (is_key(invocation, word, has_owner))
		invocation->words[(*n_keys)++] = word;
	else
		names->items[names->n++] = text_of(word);
	return 0;
}

static int tell_unknown(struct invocation *invocation, const char *word)
{
	if (looks_like_process(word))
		return refuse_process(word);
	if (word == invocation->unknown_view && operands_is_nearly_view(invocation->command, word))
		return operands_refuse_view(invocation->command, word);
	operands_tell_missing(invocation, word, "process");
	invocation->has_problem = true;
	return 0;
}

static int take_names(struct invocation *invocation, const struct words *names)
{
	_cleanup_free_ bool *unknown = calloc(names->n + 1, sizeof(*unknown));
	int r;

	if (names->n == 0 || invocation->is_listing_columns || invocation->is_schema)
		return 0;
	if (!unknown) {
		message_error(NULL, -ENOMEM);
		return EXIT_PROBLEM;
	}
	r = found_resolve_names(invocation, names, unknown);
	for (size_t n = 0; n < names->n && r == 0; n++)
		if (unknown[n])
			r = tell_unknown(invocation, names->items[n].bytes);
	return r;
}

static int take_processes(struct invocation *invocation)
{
	_cleanup_free_ struct text *items = calloc(invocation->n_words + 1, sizeof(*items));
	struct words names = { .items = items };
	size_t n_keys = 0;
	int r = 0;

	if (!items) {
		message_error(NULL, -ENOMEM);
		return EXIT_PROBLEM;
	}
	for (size_t n = 0; n < invocation->n_words && r == 0; n++)
		r = take_word(invocation, invocation->words[n], &names, &n_keys);
	invocation->n_words = n_keys;
	return r != 0 ? r : take_names(invocation, &names);
}

static bool is_operator(const char *word)
{
	static const char *const operators[] = { "==", "=", "!=", "=~", "!~", "<=", ">=", "in" };

	for (size_t n = 0; n < ARRAY_SIZE(operators); n++)
		if (strcmp(word, operators[n]) == 0)
			return true;
	return false;
}

/* Without quotes, the shell makes several words of a filter: -w name == bash. */
static int refuse_split_filter(const struct invocation *invocation)
{
	const struct query_options *options = &invocation->query;
	char *const *words = invocation->words;

	for (size_t n = 0; n < invocation->n_words && options->n_where > 0; n++)
		if (is_operator(words[n]))
			return message_usage("the filter needs quotes: -w '%s %s %s'",
			                     options->where[options->n_where - 1], words[n],
			                     n + 1 < invocation->n_words ? words[n + 1] : "");
	return 0;
}

int operands_take(struct invocation *invocation)
{
	int r = refuse_split_filter(invocation);

	if (r == 0)
		r = choose_view(invocation);
	if (r != 0 || invocation->command->operands != OPERANDS_PROCESSES)
		return r;
	return take_processes(invocation);
}
