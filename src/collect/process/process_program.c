/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes: name, arguments, program, directories and environment, with a fill function for each.
 */
#include <errno.h>

#include "collect/process/process.h"
#include "kernel/process/pid_environ.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/process_handle.h"

static int read_cmdline(const struct fill_context *context, struct text comm,
                        struct pid_cmdline *ret)
{
	const struct process_handle *handle = context->held;
	struct process_file file = process_handle_task_file(handle, "cmdline");

	return process_handle_explain(
		handle, pid_cmdline_read(file.dir, file.name, process_handle_kept_cmdline(handle),
	                                 comm, context->scratch, context->arena, ret));
}

/* The file is empty for zombies, and for kernel threads, which have no arguments. */
int process_fill_cmdline(const struct fill_context *context, void *record)
{
	struct process *process = record;

	if (process_is_zombie(process))
		return -FAULT_ZOMBIE;
	return read_cmdline(context, process->stat.comm, &process->cmdline);
}

static struct text last_part(struct text path)
{
	struct text directory, part = path;

	text_cut_last(path, '/', &directory, &part);
	return part;
}

/*
 * Finds the name of a program that has overwritten its arguments with a title: the file name of
 * exe, if readable, else the first word of the title.
 */
static struct text name_in_title(const struct fill_context *context, struct text title,
                                 struct text comm)
{
	struct process_file file = process_handle_task_file(context->held, "exe");
	struct text exe;
	size_t n = 0;

	if (pid_link_read(file.dir, file.name, context->scratch, context->arena, &exe, NULL) == 0 &&
	    text_starts(last_part(exe), comm))
		return last_part(exe);
	while (n < title.length && title.bytes[n] != ' ' && title.bytes[n] != ':')
		n++;
	title.length = n;
	return last_part(title);
}

/*
 * The kernel truncates names to 15 bytes. If the file name in the first argument begins with the
 * truncated name, it replaces that name (values.md P-053, T-01).
 */
int process_fill_name(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct text file, comm = process->stat.comm;
	struct pid_cmdline cmdline = { 0 };

	process->name = comm;
	if (comm.length < PID_COMM_LENGTH || process_is_zombie(process) ||
	    process_is_kthread(process))
		return 0;
	if (process->record.source[SRC_CMDLINE] == PRESENT)
		cmdline = process->cmdline;
	else if (read_cmdline(context, comm, &cmdline) < 0)
		return 0;
	if (cmdline.arguments.n == 0)
		return 0;
	file = cmdline.arguments.items[0];
	file = cmdline.is_title ? name_in_title(context, file, comm) : last_part(file);
	if (text_starts(file, comm))
		process->name = file;
	return 0;
}

/* Whether a shell takes WORD literally, not as an assignment or a pattern. */
static bool is_plain(struct text word)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				   "_@%+:,./-";

	for (size_t n = 0; n < word.length; n++)
		if (word.bytes[n] == '\0' || !strchr(safe, word.bytes[n]))
			return false;
	return word.length > 0;
}

/* In single quotes, all characters but the single quote itself are literal (sh(1)). */
static int add_quoted(struct buffer *ret, struct text word)
{
	int r = buffer_add_byte(ret, '\'');

	for (size_t n = 0; n < word.length && r == 0; n++)
		r = word.bytes[n] == '\'' ? buffer_add(ret, TEXT("'\\''"))
		                          : buffer_add_byte(ret, word.bytes[n]);
	return r < 0 ? r : buffer_add_byte(ret, '\'');
}

/* A title is not a command: it is copied as the process wrote it. */
int process_fill_command(const struct fill_context *context, void *record)
{
	struct process *process = record;
	const struct texts *arguments = &process->cmdline.arguments;
	struct buffer *line = context->scratch;
	int r = 0;

	if (arguments->n == 0)
		return -ENODATA;
	line->length = 0;
	for (size_t n = 0; n < arguments->n && r == 0; n++) {
		struct text word = arguments->items[n];

		if (n > 0)
			r = buffer_add_byte(line, ' ');
		if (r == 0)
			r = process->cmdline.is_title || is_plain(word) ? buffer_add(line, word)
			                                                : add_quoted(line, word);
	}
	return r < 0 ? r : arena_copy(context->arena, buffer_text(line), &process->command);
}

/* Finds the reason for a missing link: the process is a zombie, or has no such file. */
static int explain_link(const struct process *process, int r)
{
	if (r != -ENOENT && r != -ESRCH)
		return r;
	return process_is_zombie(process) ? -FAULT_ZOMBIE : -ENODATA;
}

static int read_link(const struct fill_context *context, const struct process *process,
                     const char *name, struct text *ret, bool *ret_deleted)
{
	int task, r = process_handle_task(context->held, context->scratch, &task);

	if (r == 0)
		r = pid_link_read(task, name, context->scratch, context->arena, ret, ret_deleted);
	return explain_link(process, r);
}

int process_fill_exe(const struct fill_context *context, void *record)
{
	struct process *process = record;

	return read_link(context, process, "exe", &process->exe, &process->is_exe_deleted);
}

int process_fill_cwd(const struct fill_context *context, void *record)
{
	struct process *process = record;

	return read_link(context, process, "cwd", &process->cwd, NULL);
}

int process_fill_root(const struct fill_context *context, void *record)
{
	struct process *process = record;

	return read_link(context, process, "root", &process->root, NULL);
}

int process_read_environ(int dir, const struct process *process, struct buffer *scratch,
                         struct arena *arena, struct map *ret)
{
	if (process_is_zombie(process))
		return -FAULT_ZOMBIE;
	if (process_is_kthread(process)) { /* an empty environment, readable by all */
		*ret = (struct map){ .is = PRESENT };
		return 0;
	}
	return pid_environ_read(dir, scratch, arena, ret);
}

int process_fill_environ(const struct fill_context *context, void *record)
{
	struct process *process = record;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	return r < 0 ? r
	             : process_read_environ(task, process, context->scratch, context->arena,
	                                    &process->environ);
}
