/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Familiar: spellings of kill(1) and renice(8), put in those of nvhost before they are parsed. */
#include "command/action/familiar.h"

#include <ctype.h>
#include <stdio.h>

#include "base/number.h"
#include "base/signal_names.h"

enum { LEAST_NICE = -20, MOST_NICE = 19 };

/* PREFIX and WORD as one word; WORD itself without memory, which is then refused as it is. */
static char *join(struct invocation *invocation, const char *prefix, char *word)
{
	size_t size = strlen(prefix) + strlen(word) + 1;
	char *joined = arena_alloc(&invocation->memory, size);

	if (!joined)
		return word;
	snprintf(joined, size, "%s%s", prefix, word);
	return joined;
}

/* Takes the N-th word out. */
static int take_out(int argc, char **argv, int n)
{
	memmove(&argv[n], &argv[n + 1], (size_t)(argc - n) * sizeof(*argv));
	return argc - 1;
}

/* A number, or a name in capitals: small letters are options. */
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
