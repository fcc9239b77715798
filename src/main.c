/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nvhost answers questions about a Linux host. This file parses global options and finds the
 * command.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>

#include "base/suggest.h"
#include "command/command.h"
#include "command/complete.h"
#include "command/help.h"
#include "command/neighbours.h"
#include "command/option_rows.h"
#include "command/options.h"
#include "command/verdict.h"
#include "kernel/guard.h"
#include "kernel/host.h"
#include "kernel/privilege.h"
#include "model/fault.h"

static const struct argp_option global_options[] = {
	{ "version", 'V', 0, 0, "print the version and end", 9 },
	{ 0 },
};

struct own {
	bool is_version;
};

static const struct option_row global_rows[] = {
	OPTION(struct own, is_version, .key = 'V'),
	{ 0 },
};

/* The pseudo-command for words before the command: the output options and a few global ones. */
static const struct command door = {
	.name = "nvhost",
	.options = global_options,
	.rows = global_rows,
	.is_in_order = true,
};

/*
 * If a standard descriptor is closed at the start, the next file opened would get its number, and
 * output could land in that file. The descriptor is opened in the direction in which it cannot be
 * used, as coreutils do.
 */
static void hold_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
				return;
}

/*
 * Some daemons start their children with SIGCHLD ignored. The kernel would then reap the children
 * of nvhost itself, and waitpid(2) would fail with ECHILD.
 */
static void notice_children(void)
{
	signal(SIGCHLD, SIG_DFL);
}

/* NVHOST_DEBUG=read reports each file and call of the readers on standard error. */
static void tell_call(const char *call, const char *what, int r)
{
	if (r < 0)
		message("read: %s %s: %s", call, what, fault_words(r));
	else
		message("read: %s %s", call, what);
}

/*
 * If the file of the program has capabilities, the environment must not choose what is read, nor
 * have it printed.
 */
static void set_host(struct host *host)
{
	const char *debug = getenv("NVHOST_DEBUG");

	if (privilege_is_of_file())
		return;
	if (debug && strcmp(debug, "read") == 0)
		host->trace = tell_call;
	root_set(ROOT_PROC, getenv("HOST_PROC"));
	root_set(ROOT_SYS, getenv("HOST_SYS"));
}

static int print_version(void)
{
	printf("nvhost %s\n"
	       "License GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>\n"
	       "This is free software: you are free to change and redistribute it.\n"
	       "There is NO WARRANTY, to the extent permitted by law.\n",
	       PACKAGE_VERSION);
	return EXIT_DONE;
}

/*
 * Refuses a word that is no command. For the name of another program, the message names the
 * equivalent nvhost command.
 */
static int refuse_command(const char *name, bool is_help)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct suggestion suggestion = suggestion_for(text_of(name));
	const char *ours = neighbour_find(name);

	if (ours)
		return message_usage("no command '%s'; to do what %s does, use: %s", name, name,
		                     ours);
	for (size_t n = 0; commands[n]; n++)
		suggestion_offer(&suggestion, text_of(commands[n]->name));
	for (size_t n = 0; is_help && n < n_topics; n++)
		suggestion_offer(&suggestion, text_of(topics[n].name));
	suggestion_explain(&suggestion, is_help ? "command or topic" : "command", &why);
	for (size_t n = 0; is_help && !suggestion_is_near(&suggestion) && n < n_topics; n++)
		buffer_add_format(&why, "%s%s", n > 0 ? ", " : "; topics: ", topics[n].name);
	return message_refuse(&why);
}

/*
 * Whether a view of the command may wait forever. Actions must run in the process that was started.
 */
static bool may_block(const struct command *command)
{
	for (size_t n = 0; n < command->n_views && !command->run; n++)
		if (command->views[n].collector->may_block && root_is_live(ROOT_PROC))
			return true;
	return false;
}

/* guard_begin() forks: early, while there is little memory to copy. */
static int run_command(const char *name, int argc, char **argv, struct invocation *invocation)
{
	const struct command *command = command_find(name);

	if (invocation->is_help && !command && help_topic(name))
		return EXIT_DONE;
	if (!command)
		return refuse_command(name, invocation->is_help);
	message_from(command->name);
	if (may_block(command))
		guard_begin(&invocation->guard, message_error);
	return invocation->is_help ? help_command(command, invocation->is_help_all)
	                           : command_run(command, argc, argv, invocation);
}

/* Whether WORD asks for help: "help ps", but also "help help" and "help --help". */
static bool is_help_word(const char *word, struct invocation *invocation)
{
	if (invocation->is_help && strcmp(word, "--help=all") == 0)
		invocation->is_help_all = true;
	return strcmp(word, "help") == 0 ||
	       (invocation->is_help &&
	        (strcmp(word, "--help") == 0 || strcmp(word, "--help=all") == 0));
}

/* Parses the command line: global options, then the command with its own options and operands. */
static int dispatch(int argc, char **argv, struct invocation *invocation)
{
	static const struct argp_child children[] = { { .argp = &output_argp }, { 0 } };
	static const struct argp argp = { .options = global_options, .children = children };
	struct own own = { 0 };
	int r;

	invocation->command = &door;
	invocation->own = &own;
	r = options_parse(&argp, argc, argv, ARGP_IN_ORDER, invocation);
	if (r != 0)
		return r;
	argc = (int)invocation->n_words;
	argv = invocation->words;
	invocation->words = NULL;
	invocation->n_words = 0;
	if (own.is_version)
		return print_version();
	for (; argc > 0 && is_help_word(argv[0], invocation); argc--, argv++)
		invocation->is_help = true;
	if (argc > 0 && strcmp(argv[0], "complete") == 0)
		return complete(argc - 1, argv + 1);
	if (argc == 0)
		return help_overview(&argp, invocation->is_help_all);
	return run_command(argv[0], argc, argv, invocation);
}

/* Help and version use stdio; errors of stdout are checked as for all other output. */
static int close_stdout(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	message_error("standard output", -errno);
	return EXIT_PROBLEM;
}

int main(int argc, char **argv)
{
	struct invocation invocation = { 0 };
	int status;

	hold_standard_descriptors();
	notice_children();
	if (privilege_is_set_id()) { /* the user would get the rights of the owner */
		message("not to be run as a set-uid or set-gid program");
		return EXIT_USAGE;
	}
	host_use(&invocation.host);
	set_host(&invocation.host);
	status = verdict_of_run(&invocation, argc, argv, dispatch(argc, argv, &invocation));
	arena_done(&invocation.memory);
	host_done(&invocation.host);
	status = close_stdout(status);
	guard_end(&invocation.guard, status);
	return status;
}
