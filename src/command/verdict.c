/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdict: the line and the exit status of a check. */
#include "command/verdict.h"

#include "base/text.h"
#include "command/query_command.h"
#include "command/query_output.h"
#include "write/formats.h"

/* The status of a check: UNKNOWN if there were faults, unless a row is critical anyway. */
static enum exit_status status_of(const struct query *query, bool is_doubtful)
{
	if (query->n_levels[LEVEL_CRITICAL] > 0)
		return EXIT_CRITICAL;
	if (is_doubtful)
		return EXIT_UNKNOWN;
	return query->n_levels[LEVEL_WARNING] > 0 ? EXIT_WARNING : EXIT_DONE;
}

static const char *reason_of(const struct query *query)
{
	if (query->is_premature)
		return "the time was over";
	return *message_first() ? message_first() : "not everything could be read";
}

int verdict_of_query(struct invocation *invocation, const struct query *query,
                     struct output *output, int r)
{
	static const char *const words[] = { [EXIT_DONE] = "OK",
		                             [EXIT_WARNING] = "WARNING",
		                             [EXIT_CRITICAL] = "CRITICAL",
		                             [EXIT_UNKNOWN] = "UNKNOWN" };
	bool is_doubtful = r < 0 || invocation->has_problem || query->is_premature;
	enum exit_status status = status_of(query, is_doubtful);

	if (invocation->writer != &check_writer || invocation->query.is_quiet)
		return (int)status;
	r = check_conclude(output, words[status], status == EXIT_UNKNOWN ? reason_of(query) : NULL);
	if (r == 0)
		return (int)status;
	fault_tell(&invocation->faults, NULL, r);
	return EXIT_UNKNOWN;
}

/* Whether a check was asked for. After a wrong option the others are not parsed: looks at words. */
static bool is_asked(const struct invocation *invocation, int argc, char **argv)
{
	bool is_check = query_is_check(invocation);

	for (int n = 1; n < argc && strcmp(argv[n], "--") != 0; n++)
		is_check = is_check || text_starts(text_of(argv[n]), TEXT("--warn")) ||
		           text_starts(text_of(argv[n]), TEXT("--crit"));
	return is_check;
}

int verdict_of_run(struct invocation *invocation, int argc, char **argv, int status)
{
	if (status == EXIT_DONE || invocation->has_answer || invocation->command->run ||
	    !is_asked(invocation, argc, argv))
		return status;
	if ((!invocation->writer || invocation->writer == &check_writer) &&
	    !invocation->query.is_quiet &&
	    check_refuse(STDOUT_FILENO, query_output_subject(invocation), message_first()) < 0)
		message("standard output cannot be written");
	return EXIT_UNKNOWN;
}
