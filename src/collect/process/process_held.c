/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes: the files that they hold, for selectors. /proc/PID/fd, exe, cwd, root, map_files,
 * maps.
 */
#include "collect/process/process.h"
#include "collect/workers.h"
#include "kernel/process/fd_tables.h"

static int add_table(const struct fill_context *context, pid_t tid, struct file_ids *list)
{
	_cleanup_close_ int dir = fd_tables_open(context->held, tid);
	int r = dir < 0 ? dir : pid_held_read(dir, context->arena, list);

	return fault_only_fatal(r); /* the thread may have ended */
}

/* A thread may have its own descriptor table. */
int process_fill_held(const struct fill_context *context, void *record)
{
	struct file_ids *held = &((struct process *)record)->held;
	_cleanup_free_ pid_t *ids = NULL;
	size_t n_ids = 0;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	if (r == 0)
		r = fd_tables_find(context->held, context->scratch, &ids, &n_ids);
	if (r == 0)
		r = pid_held_read(task, context->arena, held);
	for (size_t n = 0; n < n_ids && r == 0; n++)
		r = add_table(context, ids[n], held);
	return r;
}

int process_fill_mapped(const struct fill_context *context, void *record)
{
	struct file_ids *mapped = &((struct process *)record)->mapped;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	return r < 0 ? r : pid_mapped_read(task, context->scratch, context->arena, mapped);
}

struct path_question {
	const char *path;
	struct named_file file;
	bool is_asked;
};

/* Is called again if the server has not answered. */
static int ask_for_file(void *arg)
{
	struct path_question *question = arg;

	if (question->is_asked)
		return -FAULT_BLOCKED;
	question->is_asked = true;
	return named_file_read(question->path, &question->file);
}

int process_find_file(const char *path, struct named_file *ret)
{
	struct path_question question = { .path = path };
	int r = workers_once(ask_for_file, &question);

	if (r == 0)
		*ret = question.file;
	return r;
}
