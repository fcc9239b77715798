/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection: the options that select processes. */
#include "command/selection.h"

#include <ctype.h>
#include <errno.h>

#include "base/number.h"
#include "command/option_rows.h"
#include "command/options.h"

enum {
	KEY_CHILDREN_OF = 0x180,
	KEY_CGROUP,
	KEY_CONTAINER,
	KEY_UNIT,
	KEY_NSPID,
	KEY_PORT,
	KEY_LISTEN,
	KEY_OPEN,
	KEY_MOUNT,
};

/* Refuses an empty selector, perhaps from an unset variable: it must not select everything. */
static error_t refuse_empty(struct invocation *invocation)
{
	return options_refuse(invocation, "a selector is empty: is a variable not set?");
}

static error_t add_word(struct invocation *invocation, struct words *words, struct text word)
{
	struct text *items;

	if (word.length == 0)
		return refuse_empty(invocation);
	items = arena_grow(&invocation->memory, words->items, words->n, sizeof(*items));
	if (!items)
		return ENOMEM;
	items[words->n++] = word;
	words->items = items;
	return 0;
}

/* Splits a LIST at its commas. */
static error_t add_words(struct invocation *invocation, struct words *words, const char *list)
{
	struct text rest = text_of(list), part;
	error_t error =
		rest.length > 0 && !text_ends(rest, TEXT(",")) ? 0 : refuse_empty(invocation);

	while (error == 0 && text_next_part(&rest, ',', &part))
		error = add_word(invocation, words, part);
	return error;
}

static error_t add_process(struct invocation *invocation, const char *word, struct operand **array,
                           size_t *n)
{
	struct operand *processes, process = { .text = word };

	/* for kill(2), 0 is the whole process group */
	if (reference_parse(text_of(word), &process.reference) < 0 ||
	    (process.reference.pid == 0 && invocation->command->n_views == 0))
		return options_refuse(invocation,
		                      isalpha((unsigned char)*word)
		                              ? "'%s' is not a process (PID, PID@START or "
		                                "PID:INODE; by name: -N NAME)"
		                              : "'%s' is not a process (PID, PID@START or "
		                                "PID:INODE)",
		                      word);
	processes = arena_grow(&invocation->memory, *array, *n, sizeof(*processes));
	if (!processes)
		return ENOMEM;
	processes[*n] = process;
	*array = processes;
	*n += 1;
	return 0;
}

/* Adds a process with a copy of WORD, as messages need the text. */
static error_t add_copy(struct invocation *invocation, struct text word, struct operand **array,
                        size_t *n)
{
	struct text copy;

	if (arena_copy(&invocation->memory, word, &copy) < 0)
		return ENOMEM;
	return add_process(invocation, copy.bytes, array, n);
}

/* Adds a list that is separated by commas, or white space as in $(pidof PROGRAM). */
static error_t add_processes(struct invocation *invocation, const char *argument,
                             struct operand **array, size_t *n)
{
	struct text rest = text_of(argument), part, word;
	error_t error = 0;

	if (rest.length == 0)
		return add_process(invocation, argument, array, n);
	while (error == 0 && text_next_part(&rest, ',', &part)) {
		if (!text_next_word(&part, &word))
			return add_copy(invocation, part, array, n);
		do
			error = add_copy(invocation, word, array, n);
		while (error == 0 && text_next_word(&part, &word));
	}
	return error;
}

error_t selection_begin_list(struct invocation *invocation)
{
	struct selection *selection = &invocation->selection;

	selection->has_processes = true;
	if (!selection->processes)
		selection->processes =
			arena_grow(&invocation->memory, NULL, 0, sizeof(*selection->processes));
	return selection->processes ? 0 : ENOMEM;
}

error_t selection_add_processes(struct invocation *invocation, const char *argument)
{
	struct selection *selection = &invocation->selection;

	selection->has_processes = true;
	return add_processes(invocation, argument, &selection->processes, &selection->n_processes);
}

error_t selection_add_process(struct invocation *invocation, struct text word)
{
	struct selection *selection = &invocation->selection;

	selection->has_processes = true;
	return add_copy(invocation, word, &selection->processes, &selection->n_processes);
}

static const struct argp_option selection_options[] = {
	{ 0, 0, 0, 0, "Selection of processes:", 4 },
	{ "pid", 'p', "LIST", 0, "by PID or identity (PID@START)", 4 },
	{ "user", 'u', "LIST", 0, "by real user, a name or a number", 4 },
	{ "effective-user", 'U', "LIST", 0, "by effective user, a name or a number", 4 },
	{ "terminal", 't', "LIST", 0, "by controlling terminal", 4 },
	{ "name", 'N', "REGEX", 0, "by name", 4 },
	{ "no-kthreads", 'k', 0, 0, "exclude kernel threads", 4 },
	{ "children-of", KEY_CHILDREN_OF, "LIST", 0, "children of these processes", 4 },
	{ "recursive", 'r', 0, 0, "with --children-of: all descendants", 4 },
	{ "cgroup", KEY_CGROUP, "GLOB", 0, "by path of the control group", 4 },
	{ "container", KEY_CONTAINER, "ID", 0, "by container; the beginning of its ID is enough",
	  4 },
	{ "unit", KEY_UNIT, "GLOB", 0, "by unit of systemd; .service may be left out", 4 },
	{ "nspid", KEY_NSPID, "LIST", 0, "by PID in a PID namespace, such as that of a container",
	  4 },
	{ "port", KEY_PORT, "LIST", 0, "by port of a TCP or UDP socket, at either end", 4 },
	{ "listen", KEY_LISTEN, "LIST", 0, "by TCP or UDP port that the process listens on", 4 },
	{ "open", KEY_OPEN, "PATH", 0,
	  "processes that use this file: open, mapped, as program or directory", 4 },
	{ "mount", KEY_MOUNT, "PATH", 0,
	  "processes that use a file of the file system mounted here", 4 },
	{ 0 },
};

static error_t set_processes(struct invocation *invocation, const char *list, void *ret _unused_)
{
	return selection_add_processes(invocation, list);
}

static error_t set_parents(struct invocation *invocation, const char *list, void *ret _unused_)
{
	struct selection *selection = &invocation->selection;

	return add_processes(invocation, list, &selection->parents, &selection->n_parents);
}

static error_t set_list(struct invocation *invocation, const char *list, void *words)
{
	return add_words(invocation, words, list);
}

/* A pattern may contain commas. */
static error_t set_pattern(struct invocation *invocation, const char *pattern, void *words)
{
	return add_word(invocation, words, text_of(pattern));
}

/* Adds a LIST of numbers up to MOST. WHAT: the kind of number, for messages. */
static error_t add_numbers(struct invocation *invocation, struct words *numbers, const char *list,
                           uint64_t most, const char *what)
{
	size_t first = numbers->n;
	error_t error = add_words(invocation, numbers, list);
	uint64_t number;

	for (; error == 0 && first < numbers->n; first++)
		if (number_parse_u64(numbers->items[first], &number) < 0 || number > most)
			return options_refuse(invocation, "'%.*s' is not a %s",
			                      (int)numbers->items[first].length,
			                      numbers->items[first].bytes, what);
	return error;
}

static error_t set_ports(struct invocation *invocation, const char *list, void *words)
{
	return add_numbers(invocation, words, list, UINT16_MAX, "port");
}

static error_t set_pids(struct invocation *invocation, const char *list, void *words)
{
	return add_numbers(invocation, words, list, INT32_MAX, "PID");
}

#define SETS(member, ...) OPTION(struct invocation, selection.member, __VA_ARGS__)
#define SETS_BY(setter, member, ...) \
	OPTION_BY(setter, struct invocation, selection.member, __VA_ARGS__)

static const struct option_row selection_rows[] = {
	SETS_BY(set_processes, processes, .key = 'p'),
	SETS_BY(set_list, words[SELECT_USER], .key = 'u'),
	SETS_BY(set_list, words[SELECT_EFFECTIVE_USER], .key = 'U'),
	SETS_BY(set_list, words[SELECT_TERMINAL], .key = 't'),
	SETS_BY(set_pattern, words[SELECT_NAME], .key = 'N'),
	SETS(without_kthreads, .key = 'k'),
	SETS_BY(set_parents, parents, .key = KEY_CHILDREN_OF),
	SETS(is_recursive, .key = 'r'),
	SETS_BY(set_pattern, words[SELECT_CGROUP], .key = KEY_CGROUP),
	SETS_BY(set_pattern, words[SELECT_CONTAINER], .key = KEY_CONTAINER),
	SETS_BY(set_pattern, words[SELECT_UNIT], .key = KEY_UNIT),
	SETS_BY(set_pids, words[SELECT_NSPID], .key = KEY_NSPID),
	SETS_BY(set_ports, words[SELECT_PORT], .key = KEY_PORT),
	SETS_BY(set_ports, words[SELECT_LISTEN], .key = KEY_LISTEN),
	SETS_BY(set_pattern, words[SELECT_OPEN], .key = KEY_OPEN),
	SETS_BY(set_pattern, words[SELECT_MOUNT], .key = KEY_MOUNT),
	{ 0 },
};

static error_t parse_selection(int key, char *argument, struct argp_state *state)
{
	return option_rows_parse(selection_rows, key, argument, state->input, state->input);
}

const struct argp selection_argp = { .options = selection_options, .parser = parse_selection };
