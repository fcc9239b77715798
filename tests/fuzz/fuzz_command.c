/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz: command lines, a word a line; they are parsed and not run. */
#include "fuzz.h"

#include "command/command.h"
#include "command/options.h"

enum { MOST_WORDS = 64 };

static void parse(const struct command *command, int n_words, char **words)
{
	struct invocation invocation = { .command = command };
	struct argp_child children[COMMAND_GROUPS];
	struct argp argp = { .options = command->options, .children = children };

	command_groups(command, children);
	invocation.own = arena_alloc(&invocation.memory, command->own_size + 1);
	MUST(invocation.own);
	options_parse(&argp, n_words, words, command->is_in_order ? ARGP_IN_ORDER : 0, &invocation);
	arena_done(&invocation.memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	_cleanup_free_ char *copy = strndup((const char *)bytes, size);
	char *words[MOST_WORDS + 1] = { 0 }, *rest = copy;
	const struct command *command;
	int n = 0;

	MUST(copy);
	while (n < MOST_WORDS && (words[n] = strsep(&rest, "\n")))
		n++;
	command = n > 0 ? command_find(words[0]) : NULL;
	if (command)
		parse(command, n, words);
	return 0;
}
