/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signal names: sigabbrev_np(3) has the standard signals of this architecture; aliases and
 * real-time signals are here.
 */
#include "base/signal_names.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <strings.h>

#include "base/cleanup.h"
#include "base/number.h"

/* Alternative names of signal(7), for which sigabbrev_np(3) returns the main name. */
static const struct {
	const char *name;
	int number;
} aliases[] = {
	{ "IOT", SIGIOT },
	{ "CLD", SIGCHLD },
	{ "IO", SIGIO },
};

static bool is_word(struct text word, const char *name)
{
	return strlen(name) == word.length && strncasecmp(word.bytes, name, word.length) == 0;
}

static bool eat_word(struct text *word, const char *name)
{
	size_t length = strlen(name);

	if (word->length < length || strncasecmp(word->bytes, name, length) != 0)
		return false;
	*word = text_skip(*word, length);
	return true;
}

/* Parses the offset after RTMIN (up) or RTMAX (down). */
static int parse_realtime(struct text offset, int from, char sign, int *ret)
{
	uint64_t n = 0;

	if (offset.length > 0 &&
	    (offset.bytes[0] != sign || number_parse_u64(text_skip(offset, 1), &n) < 0))
		return -EINVAL;
	if (n > (uint64_t)(SIGRTMAX - SIGRTMIN))
		return -EINVAL;
	*ret = sign == '+' ? from + (int)n : from - (int)n;
	return 0;
}

static int parse_standard(struct text word, int *ret)
{
	for (int number = 1; number < SIGRTMIN; number++) {
		const char *name = sigabbrev_np(number);

		if (name && is_word(word, name)) {
			*ret = number;
			return 0;
		}
	}
	for (size_t n = 0; n < ARRAY_SIZE(aliases); n++)
		if (is_word(word, aliases[n].name)) {
			*ret = aliases[n].number;
			return 0;
		}
	return -EINVAL;
}

int signal_name_parse(struct text word, int *ret)
{
	uint64_t number;

	if (number_parse_u64(word, &number) == 0) {
		if (number > (uint64_t)SIGRTMAX)
			return -EINVAL;
		*ret = (int)number;
		return 0;
	}
	eat_word(&word, "SIG");
	if (eat_word(&word, "RTMIN"))
		return parse_realtime(word, SIGRTMIN, '+', ret);
	if (eat_word(&word, "RTMAX"))
		return parse_realtime(word, SIGRTMAX, '-', ret);
	return parse_standard(word, ret);
}

/* Counts from the nearer end, as kill -l of the shells does. */
static void format_realtime(int number, char ret[SIGNAL_NAME_SIZE])
{
	int up = number - SIGRTMIN, down = SIGRTMAX - number;

	if (up == 0 || down == 0)
		snprintf(ret, SIGNAL_NAME_SIZE, "%s", up == 0 ? "RTMIN" : "RTMAX");
	else if (up <= down)
		snprintf(ret, SIGNAL_NAME_SIZE, "RTMIN+%d", up);
	else
		snprintf(ret, SIGNAL_NAME_SIZE, "RTMAX-%d", down);
}

int signal_name_format(int number, char ret[SIGNAL_NAME_SIZE])
{
	const char *name;

	if (number >= SIGRTMIN && number <= SIGRTMAX) {
		format_realtime(number, ret);
		return 0;
	}
	name = number > 0 && number < SIGRTMIN ? sigabbrev_np(number) : NULL;
	if (!name)
		return -EINVAL;
	snprintf(ret, SIGNAL_NAME_SIZE, "%s", name);
	return 0;
}

int signal_name_next(int number)
{
	char name[SIGNAL_NAME_SIZE];

	while (++number <= SIGRTMAX)
		if (signal_name_format(number, name) == 0)
			return number;
	return 0;
}
