/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confirm: asks on a terminal before an action that may be a mistake. */
#include "command/action/confirm.h"

#include <stdio.h>

enum { MANY = 20 };

static bool is_by_selectors(const struct invocation *invocation)
{
	const struct selection *selection = &invocation->selection;

	return select_has_words(selection) || selection->n_parents > 0 ||
	       invocation->query.n_where > 0;
}

/* The reason to ask, as part of the question; NULL: there is none. */
static const char *find_reason(const struct invocation *invocation, const struct targets *targets)
{
	for (size_t n = 0; n < targets->n; n++)
		if (targets->items[n].reference.pid == 1)
			return ", including PID 1,";
	for (size_t n = 0; n < targets->n; n++)
		if (targets->items[n].is_kthread)
			return ", including kernel threads,";
	return targets->n > MANY && is_by_selectors(invocation) ? "" : NULL;
}

bool confirm_targets(const struct invocation *invocation, const struct targets *targets,
                     const char *deed)
{
	const char *reason = find_reason(invocation, targets);
	_cleanup_free_ char *answer = NULL;
	size_t size = 0;

	if (!reason || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return true;
	fprintf(stderr, "%s: %zu process%s%s would be %s; continue? [y/N] ", message_name(),
	        targets->n, targets->n == 1 ? "" : "es", reason, deed);
	fflush(stderr);
	if (getline(&answer, &size, stdin) > 0 && (answer[0] == 'y' || answer[0] == 'Y'))
		return true;
	message("nothing was done");
	return false;
}
