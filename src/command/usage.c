/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: parses options with argp, with error messages of nvhost. */
#include <errno.h>
#include <stdio.h>

#include "base/suggest.h"
#include "command/option_rows.h"
#include "command/options.h"
#include "model/fault.h"

/* Calls WITH for each option of ARGP and its children, until one call returns true. */
static bool any_option(const struct argp *argp,
                       bool (*with)(const struct argp_option *option, void *arg), void *arg)
{
	const struct argp_option *option = argp->options;

	for (; option && (option->name || option->key || option->doc); option++)
		if (with(option, arg))
			return true;
	for (const struct argp_child *child = argp->children; child && child->argp; child++)
		if (any_option(child->argp, with, arg))
			return true;
	return false;
}

static bool offer(const struct argp_option *option, void *suggestion)
{
	if (option->name)
		suggestion_offer(suggestion, text_of(option->name));
	return false;
}

/* An option that is looked for. */
struct wanted {
	struct text name; /* of a long option */
	int letter;       /* of a short option */
	const struct argp_option *found;
	size_t n_found;
};

/* Whether the option takes the next word as its value. */
static bool needs_value(const struct argp_option *option)
{
	return option->arg && !(option->flags & OPTION_ARG_OPTIONAL);
}

static bool find_long(const struct argp_option *option, void *arg)
{
	struct wanted *wanted = arg;
	bool is_exact = option->name && text_equal(text_of(option->name), wanted->name);

	if (!option->name || !text_starts(text_of(option->name), wanted->name))
		return false;
	wanted->found = option;
	wanted->n_found = is_exact ? 1 : wanted->n_found + 1;
	return is_exact;
}

static bool find_short(const struct argp_option *option, void *arg)
{
	struct wanted *wanted = arg;

	if (option->key != wanted->letter || !option->key)
		return false;
	wanted->found = option;
	return true;
}

/* Checks "--NAME" or "--NAME=VALUE". Returns whether it is wrong, after a message. */
static bool refuse_long(const struct argp *argp, const char *word, bool is_last,
                        bool *ret_takes_next)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct wanted wanted = { .name = text_of(word + 2) };
	struct suggestion suggestion;
	struct text value;
	bool has_value = text_cut(wanted.name, '=', &wanted.name, &value);

	any_option(argp, find_long, &wanted);
	if (wanted.n_found == 1) {
		*ret_takes_next = !has_value && needs_value(wanted.found);
		if (has_value && !wanted.found->arg)
			message_usage("option '--%s' takes no value", wanted.found->name);
		else if (*ret_takes_next && is_last)
			message_usage("option '--%s' needs a value", wanted.found->name);
		else
			return false;
		return true;
	}
	suggestion = suggestion_for(wanted.name);
	suggestion.prefix = "--";
	any_option(argp, offer, &suggestion);
	suggestion_explain(&suggestion, wanted.n_found > 1 ? "(ambiguous) option" : "option", &why);
	message_refuse(&why);
	return true;
}

/* Checks letters such as -nbX. Returns whether one is wrong, after a message. */
static bool refuse_letters(const struct argp *argp, const char *word, bool is_last,
                           bool *ret_takes_next)
{
	while (*++word) {
		struct wanted wanted = { .letter = (unsigned char)*word };

		if (!any_option(argp, find_short, &wanted)) {
			message_usage("unknown option '-%c'", *word);
			return true;
		}
		if (!wanted.found->arg)
			continue;
		*ret_takes_next = !word[1] && needs_value(wanted.found);
		if (!*ret_takes_next || !is_last)
			return false;
		message_usage("option '-%c' needs a value", *word);
		return true;
	}
	return false;
}

/*
 * Finds the option that argp has refused, and tells what is wrong with it. With ARGP_NO_ERRS, argp
 * does not say which option it was: this looks through the words again, as getopt(3) does, up to
 * the first wrong one. It does not matter that argp has moved operands behind the options.
 */
static void tell_bad_option(const struct argp *argp, const struct argp_state *state)
{
	for (int n = 1; n < state->argc && strcmp(state->argv[n], "--") != 0; n++) {
		const char *word = state->argv[n];
		bool is_last = n + 1 == state->argc, takes_next = false;

		if (word[0] != '-' || !word[1])
			continue;
		if (word[1] == '-' ? refuse_long(argp, word, is_last, &takes_next)
		                   : refuse_letters(argp, word, is_last, &takes_next))
			return;
		n += takes_next;
	}
	message_usage("invalid option");
}

static error_t add_word(struct invocation *invocation, char *word)
{
	char **words = arena_grow(&invocation->memory, invocation->words, invocation->n_words,
	                          sizeof(*words));

	if (!words)
		return ENOMEM;
	words[invocation->n_words++] = word;
	invocation->words = words;
	return 0;
}

/* Adds an operand; of a command whose options end at the first operand, all words that follow. */
static error_t add_operand(struct invocation *invocation, char *word, struct argp_state *state)
{
	error_t error = add_word(invocation, word);

	if (!invocation->command->is_in_order)
		return error;
	for (; error == 0 && state->next < state->argc; state->next++)
		error = add_word(invocation, state->argv[state->next]);
	return error;
}

static error_t parse_own(int key, char *argument, struct argp_state *state)
{
	struct invocation *invocation = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		for (size_t n = 0; state->root_argp->children[n].argp; n++)
			state->child_inputs[n] = invocation;
		return 0;
	case ARGP_KEY_ARG:
		return add_operand(invocation, argument, state);
	case ARGP_KEY_ERROR:
		if (invocation->has_told || fault_is_fatal(-errno))
			return 0;
		tell_bad_option(state->root_argp, state);
		invocation->has_told = true;
		return 0;
	default:
		return option_rows_parse_own(key, argument, invocation);
	}
}

int options_parse(const struct argp *argp, int argc, char **argv, unsigned flags,
                  struct invocation *invocation)
{
	struct argp ours = *argp;
	error_t error;

	errno = 0; /* ARGP_KEY_ERROR looks at errno, as argp does not pass the error */
	ours.parser = parse_own;
	error = argp_parse(&ours, argc, argv, flags | ARGP_NO_ERRS | ARGP_NO_HELP | ARGP_NO_EXIT,
	                   NULL, invocation);
	if (error == 0 || invocation->has_told)
		return error ? EXIT_USAGE : 0;
	message_error(NULL, -ENOMEM);
	return EXIT_PROBLEM;
}
