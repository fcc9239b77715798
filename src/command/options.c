/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options: the argp groups that commands share. */
#include "command/options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/suggest.h"
#include "command/option_rows.h"
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

/* ---- output ---- */

static const struct argp_option output_options[] = {
	{ 0, 0, 0, 0, "Output:", 1 },
	{ "format", 'f', "NAME", 0,
	  "table (default), csv, tsv, json, ndjson, openmetrics or prometheus", 1 },
	{ "json", 'J', 0, 0, "the same as --format=json", 1 },
	{ "csv", KEY_CSV, 0, 0, "the same as --format=csv", 1 },
	{ "tsv", KEY_TSV, 0, 0, "the same as --format=tsv", 1 },
	{ "ndjson", KEY_NDJSON, 0, 0, "the same as --format=ndjson", 1 },
	{ "noheadings", 'n', 0, 0, "print no headings, and no names in the vertical layout", 1 },
	{ "bytes", 'b', 0, 0, "plain numbers in the table instead of 1.2G, 3d 4h, dates", 1 },
	{ "denied", KEY_DENIED, "TEXT", 0, "print TEXT for values that this user may not read", 1 },
	{ "color", KEY_COLOR, "WHEN", 0, "auto (default), always or never", 1 },
	{ 0, 0, 0, 0, "Where to read:", 8 },
	{ "procfs", KEY_PROCFS, "DIR", 0, "read DIR instead of /proc (HOST_PROC)", 8 },
	{ "sysfs", KEY_SYSFS, "DIR", 0, "read DIR instead of /sys (HOST_SYS)", 8 },
	{ "root", KEY_ROOT, "DIR", 0,
	  "read a recorded or mounted host: DIR/proc, DIR/sys, DIR/etc …", 8 },
	{ "help", 'h', "all", OPTION_ARG_OPTIONAL, "print help; =all: with all options", 9 },
	{ 0 },
};

static error_t set_format(struct invocation *invocation, const char *name, void *ret)
{
	const struct writer *writer = writer_find(text_of(name));
	const char *names[16] = { 0 };

	if (writer) {
		*(const struct writer **)ret = writer;
		return 0;
	}
	for (size_t n = 0; writers[n] && n + 1 < ARRAY_SIZE(names); n++)
		names[n] = writers[n]->name;
	return options_refuse_word(invocation, "format", name, names);
}

static error_t set_color(struct invocation *invocation, const char *when, void *ret _unused_)
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
	return options_refuse(invocation, "a program with file capabilities does not take %s",
	                      option);
}

static error_t set_denied(struct invocation *invocation _unused_, const char *words, void *ret)
{
	*(struct text *)ret = text_of(words);
	return 0;
}

static error_t set_procfs(struct invocation *invocation _unused_, const char *dir,
                          void *ret _unused_)
{
	root_set(ROOT_PROC, dir);
	return 0;
}

static error_t set_sysfs(struct invocation *invocation _unused_, const char *dir,
                         void *ret _unused_)
{
	root_set(ROOT_SYS, dir);
	return 0;
}

static error_t set_root(struct invocation *invocation _unused_, const char *dir, void *ret _unused_)
{
	root_set(ROOT_TOP, dir);
	return 0;
}

static error_t set_help(struct invocation *invocation, const char *argument, void *ret _unused_)
{
	static const char *const words[] = { "all", NULL };

	if (argument && strcmp(argument, words[0]) != 0)
		return options_refuse_word(invocation, "word for --help", argument, words);
	invocation->is_help = true;
	invocation->is_help_all = argument;
	return 0;
}

#define SETS(member, ...)            OPTION(struct invocation, member, __VA_ARGS__)
#define SETS_BY(setter, member, ...) OPTION_BY(setter, struct invocation, member, __VA_ARGS__)

static const struct option_row output_rows[] = {
	SETS_BY(set_format, writer, .key = 'f'),
	SETS_BY(set_format, writer, .key = 'J', .value = "json"),
	SETS_BY(set_format, writer, .key = KEY_CSV, .value = "csv"),
	SETS_BY(set_format, writer, .key = KEY_TSV, .value = "tsv"),
	SETS_BY(set_format, writer, .key = KEY_NDJSON, .value = "ndjson"),
	SETS(output.without_headings, .key = 'n'),
	SETS(output.with_plain_numbers, .key = 'b'),
	SETS_BY(set_denied, output.denied, .key = KEY_DENIED),
	SETS_BY(set_color, color, .key = KEY_COLOR),
	SETS_BY(set_procfs, host, .key = KEY_PROCFS, .name = "--procfs", .is_file = true),
	SETS_BY(set_sysfs, host, .key = KEY_SYSFS, .name = "--sysfs", .is_file = true),
	SETS_BY(set_root, host, .key = KEY_ROOT, .name = "--root", .is_file = true),
	SETS_BY(set_help, is_help, .key = 'h'),
	{ 0 },
};

static error_t parse_output(int key, char *argument, struct argp_state *state)
{
	return option_rows_parse(output_rows, key, argument, state->input, state->input);
}

const struct argp output_argp = { .options = output_options, .parser = parse_output };
