/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Familiar: rewrites options of kill(1) and renice(8) as options of nvhost, before parsing. */
#include "command/action/familiar.h"

#include <ctype.h>
#include <stdio.h>

#include "base/number.h"
#include "base/signal_names.h"

enum { LEAST_NICE = -20, MOST_NICE = 19 };

/* Joins PREFIX and WORD. Returns WORD without memory; the parser refuses it then. */
static char *join(struct invocation *invocation, const char *prefix, char *word)
{
	size_t size = strlen(prefix) + strlen(word) + 1;
	char *joined = arena_alloc(&invocation->memory, size);

	if (!joined)
		return word;
	snprintf(joined, size, "%s%s", prefix, word);
	return joined;
}

/* Removes word N. Returns the new number of words. */
static int take_out(int argc, char **argv, int n)
{
	memmove(&argv[n], &argv[n + 1], (size_t)(argc - n) * sizeof(*argv));
	return argc - 1;
}

/* Whether a word is a signal: a number, or a name in capitals, as small letters are options. */
static bool is_signal(const char *word)
{
	int number;

	return (isdigit((unsigned char)word[0]) || isupper((unsigned char)word[0])) &&
	       signal_name_parse(text_of(word), &number) == 0;
}

int familiar_kill(int argc, char **argv, struct invocation *invocation)
{
	for (int n = 1; n < argc && strcmp(argv[n], "--") != 0; n++) {
		if (argv[n][0] == '-' && is_signal(argv[n] + 1)) {
			argv[n] = join(invocation, "--signal=", argv[n] + 1);
		} else if (n + 1 < argc && is_signal(argv[n + 1]) &&
		           (strcmp(argv[n], "-l") == 0 || strcmp(argv[n], "--list") == 0)) {
			argv[n] = join(invocation, "--list=", argv[n + 1]);
			argc = take_out(argc, argv, n + 1);
		}
	}
	return argc;
}

static bool is_nice(const char *word)
{
	int64_t nice;

	return number_parse_i64(text_of(word), &nice) == 0 && nice >= LEAST_NICE &&
	       nice <= MOST_NICE;
}

int familiar_set(int argc, char **argv, struct invocation *invocation)
{
	for (int n = 1; n < argc && strcmp(argv[n], "--") != 0; n++) {
		if (strncmp(argv[n], "-n", 2) != 0)
			continue;
		if (argv[n][2] && is_nice(argv[n] + 2)) {
			argv[n] = join(invocation, "--nice=", argv[n] + 2);
		} else if (!argv[n][2] && n + 1 < argc && is_nice(argv[n + 1])) {
			argv[n] = join(invocation, "--nice=", argv[n + 1]);
			argc = take_out(argc, argv, n + 1);
		}
	}
	return argc;
}
