/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Control groups: all of them, or those that the operands name. */
#include <errno.h>

#include "collect/cgroup.h"
#include "collect/cgroup_group.h"
#include "kernel/cgroup_forest.h"

/* Sets the name, the last component of the path, and the depth. The root is named "/". */
static void name_group(struct text path, struct group *ret)
{
	struct text above;

	ret->path = ret->name = path;
	if (path.length <= 1 || !text_cut_last(path, '/', &above, &ret->name))
		return;
	for (size_t n = 0; n < path.length; n++)
		ret->depth += path.bytes[n] == '/';
}

static int add_row(const struct plan *plan, const struct fill_context *context, struct text path,
                   struct rows *rows)
{
	struct group *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	name_group(path, row);
	return rows_offer(plan, context, rows);
}

static int add_rows(const struct plan *plan, const struct fill_context *context, const char *path,
                    bool is_recursive, struct rows *rows)
{
	struct texts paths = { 0 };
	int r = cgroup_forest_list(context->shared, path, is_recursive, context->arena, &paths);

	for (size_t n = 0; n < paths.n && r == 0; n++)
		r = add_row(plan, context, paths.items[n], rows);
	return r;
}

static int add_operands(const struct plan *plan, const struct fill_context *context,
                        struct rows *rows)
{
	const struct cgroup_options *options = plan->options;
	int r = 0;

	for (size_t n = 0; n < plan->n_operands && r == 0; n++) {
		struct operand *operand = &plan->operands[n];

		operand->error = add_rows(plan, context, operand->text,
		                          options && options->is_recursive, rows);
		r = fault_only_fatal(operand->error);
	}
	return r;
}

static int cgroup_list_scan(void *handle, const struct plan *plan, const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct fill_context context = {
		.dir = -1, .scratch = &scratch, .arena = &rows.arena, .shared = handle
	};
	int r;

	if (!handle)
		return fault_go_on(plan->faults, "/sys/fs/cgroup", -EOPNOTSUPP);
	if (plan->operands)
		r = add_operands(plan, &context, &rows);
	else
		r = fault_go_on(plan->faults, "/sys/fs/cgroup",
		                add_rows(plan, &context, NULL, true, &rows));
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static void cgroup_list_close(void *handle)
{
	if (handle)
		cgroup_forest_close(handle);
	free(handle);
}

/* If no hierarchy is mounted, the handle is NULL. */
static int cgroup_list_open(const struct plan *plan _unused_, void **ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct cgroup_forest *forest = calloc(1, sizeof(*forest));
	int r = forest ? cgroup_forest_open(&scratch, forest) : -ENOMEM;

	if (r < 0) {
		cgroup_list_close(forest);
		return fault_only_fatal(r);
	}
	*ret = forest;
	return 0;
}

const struct collector cgroup_list_collector = {
	.name = "cgroup_list",
	.fields = group_fields,
	.n_fields = N_GROUP_FIELDS,
	.sources = group_sources,
	.n_sources = N_GROUP_SOURCES,
	.record_size = sizeof(struct group),
	.key = "path",
	.open = cgroup_list_open,
	.scan = cgroup_list_scan,
	.close = cgroup_list_close,
};
