/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own columns: those of NVHOST_PS, NVHOST_DISK_IO … */
#include "command/own_columns.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>

#include "command/query_output.h"
#include "query/columns.h"
#include "write/formats.h"

enum { NAME_SIZE = 64 };

/* Writes NVHOST_COMMAND, and _VIEW behind it unless VIEW is NULL. */
static void name_variable(const char *command, const char *view, char *ret, size_t size)
{
	snprintf(ret, size, "NVHOST_%s%s%s", command, view ? "_" : "", view ? view : "");
	for (char *c = ret; *c; c++)
		*c = (char)toupper((unsigned char)*c);
}

/* The variable's value, and its name for messages; NULL if the variable is unset or empty. */
static const char *find_variable(const struct invocation *invocation, char *name, size_t size)
{
	const struct command *command = invocation->command;
	const char *view = invocation->view->name;
	const char *list;

	name_variable(command->name, view, name, size);
	list = getenv(name);
	if (!(list && *list) && strcmp(view, command->views[0].name) == 0) {
		name_variable(command->name, NULL, name, size);
		list = getenv(name);
	}
	return list && *list ? list : NULL;
}

static bool is_table_on_terminal(const struct invocation *invocation)
{
	return (!invocation->writer || invocation->writer == &table_writer) &&
	       !invocation->output.with_null && !invocation->is_schema &&
	       !invocation->is_listing_columns && isatty(STDOUT_FILENO);
}

bool own_columns_are_named(const struct invocation *invocation)
{
	char name[NAME_SIZE];

	return is_table_on_terminal(invocation) && find_variable(invocation, name, sizeof(name));
}

int own_columns_take(struct invocation *invocation, struct buffer *why)
{
	struct scope scope = { .collector = invocation->view->collector };
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer reason = { 0 };
	char name[NAME_SIZE];
	const char *list;
	int r;

	if (invocation->query.columns || invocation->query.group ||
	    !is_table_on_terminal(invocation))
		return 0;
	list = find_variable(invocation, name, sizeof(name));
	if (!list)
		return 0;
	r = columns_parse(&scope, query_output_columns(invocation), list, &columns, &reason);
	if (r == -EINVAL &&
	    buffer_add_format(why, "%s: %.*s", name, (int)reason.length, reason.text) < 0)
		return -ENOMEM;
	if (r == 0)
		invocation->query.columns = list;
	return r;
}
