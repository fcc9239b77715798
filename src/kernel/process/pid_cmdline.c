/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/cmdline: arguments that each end in a NUL, proc_pid_cmdline(5). */
#include "kernel/process/pid_cmdline.h"

#include <errno.h>

#include "kernel/file.h"
#include "model/fault.h"

static size_t count(struct text text, char separator)
{
	size_t n = 1;

	for (size_t i = 0; i < text.length; i++)
		n += text.bytes[i] == separator;
	return n;
}

static int split(struct text text, char separator, struct arena *arena, struct texts *ret)
{
	size_t n = count(text, separator);
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

int pid_cmdline_parse(struct text text, struct arena *arena, struct texts *ret)
{
	struct text copy;
	char separator;
	int r;

	if (text.length == 0) {
		*ret = (struct texts){ .is = PRESENT };
		return 0;
	}
	r = arena_copy(arena, text, &copy);
	if (r < 0)
		return r;
	separator = copy.bytes[copy.length - 1] == '\0' ? '\0' : ' ';
	if (copy.bytes[copy.length - 1] == separator)
		copy.length--;
	/* a title written over the arguments is one text, which is read as words */
	if (separator == '\0' && copy.length > 0 && !memchr(copy.bytes, '\0', copy.length))
		separator = ' ';
	return split(copy, separator, arena, ret);
}

int pid_cmdline_read(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                     struct texts *ret)
{
	int r = file_read_bounded(dir, name, PID_STRINGS_LARGEST, scratch);

	return r < 0 ? r : pid_cmdline_parse(buffer_text(scratch), arena, ret);
}
