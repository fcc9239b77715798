/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --kind of `net connections` and `ps connections`. */
#include "command/kind.h"

#include <errno.h>

#include "command/options.h"

enum { MOST_KINDS = 16 };

error_t kind_set(struct invocation *invocation, const char *argument, void *ret)
{
	const char *names[MOST_KINDS + 1] = { 0 };
	struct socket_options *options = ret;

	if (socket_kind_parse(text_of(argument), &options->tables) == 0)
		return 0;
	for (size_t n = 0; n < MOST_KINDS && (names[n] = socket_kind_name(n)) != NULL; n++)
		;
	return options_refuse_word(invocation, "kind of socket", argument, names);
}
