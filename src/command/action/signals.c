/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals: options that are signals, and the list of signals. */
#include "command/action/signals.h"

#include <stdio.h>
#include <strings.h>

#include "command/action/action_output.h"
#include "command/options.h"

enum { MOST_SIGNALS = 128, NAME_SIZE = SIGNAL_NAME_SIZE + 3 };

/* Refuses a word, and suggests the nearest name, with "SIG" if the word has that. */
static error_t refuse_signal(struct invocation *invocation, const char *word)
{
	const char *prefix = strncasecmp(word, "SIG", 3) == 0 ? "SIG" : "";
	const char *words[MOST_SIGNALS + 1] = { NULL };
	char names[MOST_SIGNALS][NAME_SIZE], name[SIGNAL_NAME_SIZE];
	size_t n = 0;

	for (int number = 0; n < MOST_SIGNALS && (number = signal_name_next(number)) > 0;) {
		signals_name(number, name);
		if (strpbrk(name, "+-")) /* RTMIN+3 and the like are too many to suggest */
			continue;
		snprintf(names[n], NAME_SIZE, "%s%s", prefix, name);
		words[n] = names[n];
		n++;
	}
	return options_refuse_word(invocation, "signal", word, words);
}

error_t signals_set(struct invocation *invocation, const char *argument, void *ret)
{
	int number;

	if (signal_name_parse(text_of(argument), &number) < 0)
		return refuse_signal(invocation, argument);
	*(struct opt_i64 *)ret = (struct opt_i64){ .v = number, .is = PRESENT };
	return 0;
}

void signals_name(int number, char ret[SIGNAL_NAME_SIZE])
{
	if (signal_name_format(number, ret) < 0)
		snprintf(ret, SIGNAL_NAME_SIZE, "%d", number);
}

struct signal_row {
	uint64_t number;
	struct text name;
};

static const struct field fields[] = {
	FIELD(struct signal_row, number, .name = "number", .help = "number on this machine"),
	FIELD(struct signal_row, name, .name = "name", .help = "name without SIG"),
};

int signals_list(struct invocation *invocation, const struct opt_i64 *only)
{
	struct action_output report = { .fields = fields,
		                        .n_fields = ARRAY_SIZE(fields),
		                        .fd = STDOUT_FILENO };
	char name[SIGNAL_NAME_SIZE];
	int r;

	action_output_begin(&report, invocation);
	for (int number = 0; (number = signal_name_next(number)) > 0;) {
		if (only->is == PRESENT && number != only->v)
			continue;
		signals_name(number, name);
		action_output_row(&report, &(struct signal_row){ .number = (uint64_t)number,
		                                                 .name = text_of(name) });
	}
	r = action_output_end(&report);
	action_output_done(&report);
	if (r < 0)
		message_error(NULL, r);
	return r < 0 ? EXIT_PROBLEM : EXIT_DONE;
}
