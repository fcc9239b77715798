/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads /proc/PID/cmdline: NUL-terminated arguments, proc_pid_cmdline(5). A process may overwrite
 * them with a title. A title is one string, without a NUL at its end, or with many NULs, because
 * the file keeps the length of the arguments.
 */
#include "kernel/process/pid_cmdline.h"

#include <errno.h>
#include <stdio.h>

#include "kernel/file.h"
#include "kernel/patience.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/pid_stat.h"
#include "model/fault.h"

static size_t count_parts(struct text text, char separator)
{
	size_t n = 1;

	for (size_t i = 0; i < text.length; i++)
		n += text.bytes[i] == separator;
	return n;
}

static int split_arguments(struct text text, char separator, struct arena *arena, struct texts *ret)
{
	size_t n = count_parts(text, separator);
	struct text *items;

	if (n > PID_STRINGS_MOST)
		return -FAULT_TOO_LARGE;
	items = arena_array(arena, n, sizeof(*items));
	if (!items)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		if (!text_cut(text, separator, &items[i], &text))
			items[i] = text;
	*ret = (struct texts){ .items = items, .n = n, .is = PRESENT };
	return 0;
}

static struct text without_trailing(struct text text, char c)
{
	while (text.length > 0 && text.bytes[text.length - 1] == c)
		text.length--;
	return text;
}

static bool has_byte(struct text text, char c)
{
	return text.length > 0 && memchr(text.bytes, c, text.length);
}

/*
 * Tells whether the text is a single string, which may be an argument or a title; only the process
 * knows.
 */
static bool may_be_title(struct text text)
{
	struct text string = without_trailing(text, '\0');

	return string.length > 0 && !has_byte(string, '\0') &&
	       (has_byte(string, ' ') || text.length - string.length != 1);
}

static struct text last_part(struct text path)
{
	struct text directory, part = path;

	text_cut_last(path, '/', &directory, &part);
	return part;
}

/* The kernel truncates comm. In the rest of the name, a blank would begin an argument. */
static bool is_comm(struct text name, struct text comm)
{
	if (comm.length < PID_COMM_LENGTH || !text_starts(name, comm))
		return text_equal(name, comm);
	return !has_byte(text_skip(name, comm.length), ' ');
}

/*
 * Tells whether STRING is the path or the name of the program, including blanks. A name without a
 * directory may come from the process itself, and comm as well (Perl's $0); then only exe proves
 * it.
 */
static bool is_program(struct text string, const struct pid_program *program)
{
	struct text name = last_part(string);

	if (program->exe.bytes && text_equal(name, last_part(program->exe)))
		return true;
	return name.length < string.length && is_comm(name, program->comm);
}

static int parse_title(struct text title, bool is_padded, struct arena *arena,
                       struct pid_cmdline *ret)
{
	ret->is_title = true;
	return split_arguments(without_trailing(title, ' '), is_padded ? '\0' : ' ', arena,
	                       &ret->arguments);
}

int pid_cmdline_parse(struct text text, const struct pid_program *program, struct arena *arena,
                      struct pid_cmdline *ret)
{
	struct pid_cmdline cmdline = { .arguments.is = PRESENT };
	struct text copy = { 0 }, string;
	int r = text.length > 0 ? arena_copy(arena, text, &copy) : 0;

	if (r < 0)
		return r;
	string = without_trailing(copy, '\0');
	if (may_be_title(copy) && !is_program(string, program)) {
		r = parse_title(string, copy.length - string.length > 1, arena, &cmdline);
	} else if (copy.length > 0) {
		copy.length -= copy.bytes[copy.length - 1] == '\0';
		r = split_arguments(copy, '\0', arena, &cmdline.arguments);
	}
	if (r == 0)
		*ret = cmdline;
	return r;
}

/* Reads the link exe beside cmdline. If the link is missing or refused, exe is unknown. */
static int read_exe(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                    struct text *ret)
{
	struct text path = text_of(name);
	char exe[32];

	path.length -= sizeof("cmdline") - 1;
	snprintf(exe, sizeof(exe), "%.*sexe", (int)path.length, path.bytes);
	return fault_only_fatal(pid_link_read(dir, exe, scratch, arena, ret, NULL));
}

static int read_text(int dir, const char *name, int *kept, struct buffer *scratch)
{
	int fd = kept && *kept >= 0 ? *kept : -1;

	if (!kept)
		return patience_read(dir, name, PATIENCE_MEMORY, PID_STRINGS_LARGEST, scratch);
	if (fd < 0)
		fd = file_open(dir, name);
	if (fd < 0)
		return fd;
	*kept = fd;
	return patience_read_open(fd, PATIENCE_MEMORY, PID_STRINGS_LARGEST, scratch);
}

int pid_cmdline_read(int dir, const char *name, int *kept, struct text comm, struct buffer *scratch,
                     struct arena *arena, struct pid_cmdline *ret)
{
	struct pid_program program = { .comm = comm };
	int r = read_text(dir, name, kept, scratch);
	struct text text = buffer_text(scratch);

	if (r == 0 && may_be_title(text)) {
		r = arena_copy(arena, text, &text);
		if (r == 0)
			r = read_exe(dir, name, scratch, arena, &program.exe);
	}
	return r < 0 ? r : pid_cmdline_parse(text, &program, arena, ret);
}
