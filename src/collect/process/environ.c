/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Environment variables that processes started with: /proc/PID/environ. */
#include <errno.h>

#include "collect/process/process_items.h"
#include "kernel/process/pid_environ.h"

struct environ_row {
	struct item item;
	struct pair variable;
};

static int read_variables(const struct item_context *context)
{
	struct map map;
	int r = process_read_environ(context->task, context->owner, context->scratch,
	                             &context->rows->arena, &map);

	for (size_t n = 0; r == 0 && n < map.n; n++) {
		struct environ_row *row = rows_add(context->rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->variable = map.items[n];
	}
	return r == -FAULT_ZOMBIE ? -ENODATA : r;
}

static int environ_scan(void *handle, const struct plan *plan, const struct take *take)
{
	return process_items_scan(handle, plan, take, read_variables);
}

static const struct source sources[] = { { .path = "/proc/PID/environ" } };

static const struct field fields[] = {
	FIELD(struct item, pid, .name = "pid", .help = "PID of the process"),
	FIELD(struct item, name, .name = "process", .help = "name of the process"),
	FIELD(struct environ_row, variable.name, .name = "name", .help = "name of the variable"),
	FIELD(struct environ_row, variable.value, .name = "value", .help = "value of the variable"),
};

const struct collector environ_collector = {
	.name = "environ",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct environ_row),
	.key = "pid name",
	.may_block = true,
	.scan = environ_scan,
};
