/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help: on nvhost, on a command, and on a topic. */
#include "command/help.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELP_WIDTH = 80, OPTION_WIDTH = 26, VIEW_WIDTH = 13, EXAMPLE_WIDTH = 39 };

static const struct example overview_examples[] = {
	{ "nvhost ps -S -rss -l 10", "the ten largest processes" },
	{ "nvhost ps --port=443", "the processes that use port 443" },
	{ "nvhost mem", "memory and swap" },
	{ "nvhost disk usage / -J", "how full / is, as JSON" },
	{ "nvhost kill --wait=5 --then=KILL 4711", "end a process, by force after 5 s" },
};

static void print_examples(const struct example *examples, size_t n)
{
	puts("\nExamples:");
	for (; n > 0 && examples->line; n--, examples++)
		printf("  %-*s  %s\n", EXAMPLE_WIDTH, examples->line, examples->help);
}

enum group { GROUP_PROCESSES, GROUP_MACHINE, GROUP_ACTIONS, N_GROUPS };

static enum group group_of(const struct command *command)
{
	if (command->run)
		return GROUP_ACTIONS;
	return command->operands == OPERANDS_PROCESSES ? GROUP_PROCESSES : GROUP_MACHINE;
}

static void print_commands(void)
{
	static const char *const headings[N_GROUPS] = {
		[GROUP_PROCESSES] = "Commands about processes:",
		[GROUP_MACHINE] = "Commands about the machine:",
		[GROUP_ACTIONS] = "Commands that act on processes:",
	};

	for (enum group group = 0; group < N_GROUPS; group++) {
		printf("\n%s\n", headings[group]);
		for (size_t n = 0; commands[n]; n++)
			if (group_of(commands[n]) == group)
				printf("  %-8s %s\n", commands[n]->name, commands[n]->help);
	}
}

static void print_topics(void)
{
	printf("  %-8s help on a command, or on one of the topics", "help");
	for (size_t n = 0; n < n_topics; n++)
		printf("%s %s", n > 0 ? "," : ":\n          ", topics[n].name);
	putchar('\n');
}

int help_overview(const struct argp *argp, bool is_all)
{
	char name[] = "nvhost";
	struct argp ours = *argp;

	puts("Usage: nvhost COMMAND [VIEW] [OPTION]... [OPERAND]...\n"
	     "Answers questions about a Linux host.");
	print_commands();
	print_topics();
	print_examples(overview_examples, ARRAY_SIZE(overview_examples));
	if (is_all) {
		puts("\nOptions that can come before the command:");
		argp_help(&ours, stdout, ARGP_HELP_LONG, name);
	}
	puts("\nFor more, see nvhost COMMAND --help, man nvhost and man nvhost-tutorial.");
	return EXIT_DONE;
}

static void print_usage(const struct command *command)
{
	const char *arguments = command->arguments ? command->arguments : "";

	/* the view comes before the options, operands behind them */
	if (strncmp(arguments, "[VIEW]", 6) == 0)
		printf("Usage: nvhost %s [VIEW] [OPTION]...%s\n", command->name, arguments + 6);
	else
		printf("Usage: nvhost %s [OPTION]...%s%s\n", command->name, *arguments ? " " : "",
		       arguments);
}

static void print_views(const struct command *command)
{
	if (command->n_views < 2)
		return;
	puts("Views (the first is the default):");
	for (size_t n = 0; n < command->n_views; n++)
		printf("  %-*s %s\n", VIEW_WIDTH, command->views[n].name, command->views[n].help);
}

static bool has_options(const struct argp_option *options)
{
	for (; options && (options->name || options->key || options->doc); options++)
		if (options->name && !(options->flags & OPTION_HIDDEN))
			return true;
	return false;
}

/* Prints an option and its help, wrapped to 80 columns. */
static void print_wrapped(const char *word, const char *text)
{
	const int width = HELP_WIDTH - OPTION_WIDTH - 3;

	if (strlen(word) > OPTION_WIDTH)
		printf("  %s\n%*s", word, OPTION_WIDTH + 3, "");
	else
		printf("  %-*s ", OPTION_WIDTH, word);
	while ((int)strlen(text) > width) {
		int n = width;

		while (n > 0 && text[n] != ' ')
			n--;
		if (n == 0)
			break;
		printf("%.*s\n%*s", n, text, OPTION_WIDTH + 3, "");
		text += n + 1;
	}
	puts(text);
}

/* "  -s, --signal=SIGNAL" */
static void print_option(const struct argp_option *option)
{
	bool has_letter = option->key > ' ' && option->key < 0x7f;
	bool is_optional = option->flags & OPTION_ARG_OPTIONAL;
	char word[80];

	if (!option->name || option->flags & OPTION_HIDDEN)
		return;
	snprintf(word, sizeof(word), "%c%c%c --%s%s%s%s%s", has_letter ? '-' : ' ',
	         has_letter ? option->key : ' ', has_letter ? ',' : ' ', option->name,
	         option->arg && is_optional ? "[" : "", option->arg ? "=" : "",
	         option->arg ? option->arg : "", option->arg && is_optional ? "]" : "");
	print_wrapped(word, option->doc);
}

static void print_own_options(const struct command *command)
{
	if (!has_options(command->options))
		return;
	printf("\nOptions of this command:\n");
	for (const struct argp_option *option = command->options;
	     option->name || option->key || option->doc; option++)
		print_option(option);
}

static int print_all_options(const struct command *command)
{
	struct argp_child children[COMMAND_GROUPS];
	struct argp argp = { .options = command->options, .children = children };
	char name[] = "nvhost";

	command_groups(command, children);
	putchar('\n');
	argp_help(&argp, stdout, ARGP_HELP_LONG, name);
	printf("\nThe manual: man nvhost-%s\n", command->name);
	return EXIT_DONE;
}

int help_command(const struct command *command, bool is_all)
{
	print_usage(command);
	printf("%c%s.\n", command->help[0] & ~0x20, command->help + 1);
	print_views(command);
	print_examples(command->examples, ARRAY_SIZE(command->examples));
	if (is_all)
		return print_all_options(command);
	print_own_options(command);
	printf("\nAll options%s: nvhost %s --help=all. Page: man nvhost-%s\n",
	       command->n_views > 0 ? " (-o -w -f …)" : "", command->name, command->name);
	return EXIT_DONE;
}

bool help_topic(const char *name)
{
	for (size_t n = 0; n < n_topics; n++)
		if (strcmp(topics[n].name, name) == 0) {
			fputs(topics[n].text, stdout);
			return true;
		}
	return false;
}
