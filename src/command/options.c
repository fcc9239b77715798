/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options: the argp groups that commands share. */
#include "command/options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/number.h"
#include "base/suggest.h"
#include "kernel/host.h"
#include "kernel/privilege.h"
#include "write/output.h"

enum {
	KEY_CSV = 0x100,
	KEY_TSV,
	KEY_NDJSON,
	KEY_COLOR,
	KEY_DENIED,
	KEY_PROCFS,
	KEY_SYSFS,
	KEY_ROOT,
	KEY_CHILDREN_OF,
	KEY_CGROUP,
	KEY_CONTAINER,
	KEY_UNIT,
	KEY_PORT,
	KEY_OPEN,
};

error_t options_refuse(struct invocation *invocation, const char *format, ...)
{
	_cleanup_free_ char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	va_end(arguments);
	invocation->has_told = true;
	message_usage("%s", text ? text : "out of memory");
	return EINVAL;
}

error_t options_refuse_word(struct invocation *invocation, const char *kind, const char *word,
                            const char *const *words)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct suggestion suggestion = suggestion_for(text_of(word));

	size_t n = 0;

	while (words[n])
		n++;
	suggestion_among(&suggestion, kind, words, n, &why);
	invocation->has_told = true;
	message_refuse(&why);
	return EINVAL;
}

error_t options_duration(struct invocation *invocation, const char *argument,
                         struct opt_f64 *ret_seconds)
{
	if (number_parse_duration(text_of(argument), &ret_seconds->v) < 0)
		return options_refuse(invocation,
		                      "'%s' is no duration: a number of seconds, or "
		                      "one with ms, s, m, h or d, such as 2, 500ms, 1.5h",
		                      argument);
	ret_seconds->is = PRESENT;
	return 0;
}

error_t options_count(struct invocation *invocation, const char *argument, struct opt_u64 *ret)
{
	if (number_parse_u64(text_of(argument), &ret->v) < 0)
		return options_refuse(invocation, "'%s' is no whole number from 0 on", argument);
	ret->is = PRESENT;
	return 0;
}

static error_t add_word(struct invocation *invocation, struct words *words, struct text word)
{
	struct text *items =
		arena_grow(&invocation->memory, words->items, words->n, sizeof(*items));

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
	error_t error = 0;

	while (error == 0 && text_next_part(&rest, ',', &part))
		error = add_word(invocation, words, part);
	return error;
}

static error_t add_process(struct invocation *invocation, const char *word, struct operand **array,
                           size_t *n)
{
	struct operand *processes, process;

	if (select_parse_process(word, &process) < 0)
		return options_refuse(invocation,
		                      "'%s' is no process (PID, PID@START or PID:INODE)", word);
	processes = arena_grow(&invocation->memory, *array, *n, sizeof(*processes));
	if (!processes)
		return ENOMEM;
	processes[*n] = process;
	*array = processes;
	*n += 1;
	return 0;
}

/* Messages name the process by a copy of WORD. */
static error_t add_process_word(struct invocation *invocation, struct text word,
                                struct operand **array, size_t *n)
{
	char *copy = arena_alloc(&invocation->memory, word.length + 1);

	if (!copy)
		return ENOMEM;
	if (word.length > 0)
		memcpy(copy, word.bytes, word.length);
	return add_process(invocation, copy, array, n);
}

/* Between commas, or white space as in $(pidof PROGRAM); nothing between two commas is refused. */
static error_t add_processes(struct invocation *invocation, const char *argument,
                             struct operand **array, size_t *n)
{
	struct text rest = text_of(argument), part, word;
	error_t error = 0;

	if (rest.length == 0)
		return add_process(invocation, argument, array, n);
	while (error == 0 && text_next_part(&rest, ',', &part)) {
		if (!text_next_word(&part, &word))
			return add_process_word(invocation, part, array, n);
		do
			error = add_process_word(invocation, word, array, n);
		while (error == 0 && text_next_word(&part, &word));
	}
	return error;
}

error_t options_processes(struct invocation *invocation, const char *argument)
{
	struct selection *selection = &invocation->selection;

	return add_processes(invocation, argument, &selection->processes, &selection->n_processes);
}

/* ---- output ---- */

static const struct argp_option output_options[] = {
	{ 0, 0, 0, 0, "Output:", 1 },
	{ "format", 'f', "NAME", 0,
	  "table (default), csv, tsv, json, ndjson, openmetrics or prometheus", 1 },
	{ "json", 'J', 0, 0, "the same as --format=json", 1 },
	{ "csv", KEY_CSV, 0, 0, "the same as --format=csv", 1 },
	{ "tsv", KEY_TSV, 0, 0, "the same as --format=tsv", 1 },
	{ "ndjson", KEY_NDJSON, 0, 0, "the same as --format=ndjson", 1 },
	{ "noheadings", 'n', 0, 0, "no header line, no labels in the upright layout", 1 },
	{ "bytes", 'b', 0, 0, "plain numbers in the table instead of 1.2G, 3d 4h, dates", 1 },
	{ "denied", KEY_DENIED, "TEXT", 0, "print TEXT for what this user may not read", 1 },
	{ "color", KEY_COLOR, "WHEN", 0, "auto (default), always or never", 1 },
	{ 0, 0, 0, 0, "Where to read:", 8 },
	{ "procfs", KEY_PROCFS, "DIR", 0, "read there instead of /proc (HOST_PROC)", 8 },
	{ "sysfs", KEY_SYSFS, "DIR", 0, "read there instead of /sys (HOST_SYS)", 8 },
	{ "root", KEY_ROOT, "DIR", 0, "a recorded or mounted host: DIR/proc, DIR/sys, DIR/etc …",
	  8 },
	{ "help", 'h', "all", OPTION_ARG_OPTIONAL, "print help and end; =all: of all options", 9 },
	{ 0 },
};

static error_t set_format(struct invocation *invocation, const char *name)
{
	const char *names[16] = { 0 };

	invocation->writer = writer_find(text_of(name));
	if (invocation->writer)
		return 0;
	for (size_t n = 0; writers[n] && n + 1 < ARRAY_SIZE(names); n++)
		names[n] = writers[n]->name;
	return options_refuse_word(invocation, "format", name, names);
}

static error_t set_color(struct invocation *invocation, const char *when)
{
	static const char *const words[] = { "auto", "always", "never", NULL };

	for (int n = 0; words[n]; n++)
		if (strcmp(when, words[n]) == 0) {
			invocation->color = n;
			return 0;
		}
	return options_refuse_word(invocation, "word for --color", when, words);
}

bool options_want_color(const struct invocation *invocation, int fd)
{
	const char *terminal = getenv("TERM");

	if (invocation->color != COLOR_AUTO)
		return invocation->color == COLOR_ALWAYS;
	return isatty(fd) && !getenv("NO_COLOR") && terminal && strcmp(terminal, "dumb") != 0;
}

error_t options_file(struct invocation *invocation, const char *option)
{
	if (!privilege_is_of_file())
		return 0;
	return options_refuse(invocation, "%s is not for a program with file capabilities", option);
}

static error_t set_root(struct invocation *invocation, const char *option, enum root root,
                        const char *dir)
{
	error_t error = options_file(invocation, option);

	if (error == 0)
		root_set(root, dir);
	return error;
}

static error_t set_help(struct invocation *invocation, const char *argument)
{
	static const char *const words[] = { "all", NULL };

	if (argument && strcmp(argument, words[0]) != 0)
		return options_refuse_word(invocation, "word for --help", argument, words);
	invocation->is_help = true;
	invocation->is_help_all = argument;
	return 0;
}

static error_t parse_output(int key, char *argument, struct argp_state *state)
{
	struct invocation *invocation = state->input;

	switch (key) {
	case 'f':
		return set_format(invocation, argument);
	case 'J':
		return set_format(invocation, "json");
	case KEY_CSV:
		return set_format(invocation, "csv");
	case KEY_TSV:
		return set_format(invocation, "tsv");
	case KEY_NDJSON:
		return set_format(invocation, "ndjson");
	case 'n':
		invocation->output.without_headings = true;
		return 0;
	case 'b':
		invocation->output.with_plain_numbers = true;
		return 0;
	case KEY_DENIED:
		invocation->output.denied = text_of(argument);
		return 0;
	case KEY_COLOR:
		return set_color(invocation, argument);
	case KEY_PROCFS:
		return set_root(invocation, "--procfs", ROOT_PROC, argument);
	case KEY_SYSFS:
		return set_root(invocation, "--sysfs", ROOT_SYS, argument);
	case KEY_ROOT:
		return set_root(invocation, "--root", ROOT_TOP, argument);
	case 'h':
		return set_help(invocation, argument);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp output_argp = { .options = output_options, .parser = parse_output };

/* ---- selection ---- */

static const struct argp_option selection_options[] = {
	{ 0, 0, 0, 0, "Selection of processes:", 4 },
	{ "pid", 'p', "LIST", 0, "PIDs or identities (PID@START)", 4 },
	{ "user", 'u', "LIST", 0, "of these users, by name or number", 4 },
	{ "terminal", 't', "LIST", 0, "on these terminals", 4 },
	{ "name", 'N', "REGEX", 0, "whose name matches", 4 },
	{ "no-kthreads", 'k', 0, 0, "no kernel threads", 4 },
	{ "children-of", KEY_CHILDREN_OF, "LIST", 0, "children of these processes", 4 },
	{ "recursive", 'r', 0, 0, "all descendants, not only children", 4 },
	{ "cgroup", KEY_CGROUP, "GLOB", 0, "in control groups whose path matches", 4 },
	{ "container", KEY_CONTAINER, "ID", 0, "in the container whose ID begins so", 4 },
	{ "unit", KEY_UNIT, "GLOB", 0, "of these units of systemd (.service may be left out)", 4 },
	{ "port", KEY_PORT, "LIST", 0, "with sockets of TCP or UDP on these ports", 4 },
	{ "open", KEY_OPEN, "PATH", 0, "that have this file or device open", 4 },
	{ 0 },
};

static error_t add_ports(struct invocation *invocation, const char *list)
{
	struct words *ports = &invocation->selection.words[SELECT_PORT];
	size_t first = ports->n;
	error_t error = add_words(invocation, ports, list);
	uint64_t port;

	for (; error == 0 && first < ports->n; first++)
		if (number_parse_u64(ports->items[first], &port) < 0 || port > UINT16_MAX)
			return options_refuse(invocation, "'%.*s' is no port",
			                      (int)ports->items[first].length,
			                      ports->items[first].bytes);
	return error;
}

/* /proc names an open file without links and dots. One that is not there any more stays as it is.
 */
static error_t add_open_path(struct invocation *invocation, const char *path)
{
	_cleanup_free_ char *real = realpath(path, NULL);
	struct text word;

	if (arena_copy(&invocation->memory, text_of(real ? real : path), &word) < 0)
		return ENOMEM;
	return add_word(invocation, &invocation->selection.words[SELECT_OPEN], word);
}

/* Selectors that take a list, or one pattern, as it stands. */
static error_t parse_words(int key, const char *argument, struct invocation *invocation)
{
	struct words *words = invocation->selection.words;

	switch (key) {
	case 'u':
		return add_words(invocation, &words[SELECT_USER], argument);
	case 't':
		return add_words(invocation, &words[SELECT_TERMINAL], argument);
	case 'N':
		return add_word(invocation, &words[SELECT_NAME], text_of(argument));
	case KEY_CGROUP:
		return add_word(invocation, &words[SELECT_CGROUP], text_of(argument));
	case KEY_CONTAINER:
		return add_word(invocation, &words[SELECT_CONTAINER], text_of(argument));
	case KEY_UNIT:
		return add_word(invocation, &words[SELECT_UNIT], text_of(argument));
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse_selection(int key, char *argument, struct argp_state *state)
{
	struct invocation *invocation = state->input;
	struct selection *selection = &invocation->selection;

	switch (key) {
	case 'p':
		selection->has_processes = true;
		return options_processes(invocation, argument);
	case 'k':
		selection->without_kthreads = true;
		return 0;
	case 'r':
		selection->is_recursive = true;
		return 0;
	case KEY_CHILDREN_OF:
		return add_processes(invocation, argument, &selection->parents,
		                     &selection->n_parents);
	case KEY_PORT:
		return add_ports(invocation, argument);
	case KEY_OPEN:
		return add_open_path(invocation, argument);
	default:
		return parse_words(key, argument, invocation);
	}
}

const struct argp selection_argp = { .options = selection_options, .parser = parse_selection };
