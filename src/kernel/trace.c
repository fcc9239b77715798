/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formats the file or number that a call concerns. */
#include "kernel/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "kernel/file.h"

/* Finds the path of DIR by /proc/self/fd/N of nvhost itself, whatever the roots are. */
static int name_directory(int dir, struct buffer *ret)
{
	char link[32];
	ssize_t n;
	int r = buffer_reserve(ret, PATH_MAX);

	if (r < 0)
		return r;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", dir);
	n = readlink(link, ret->text, PATH_MAX);
	ret->length = n < 0 ? 0 : (size_t)n;
	return 0;
}

static void report_file(host_trace *trace, const char *call, int dir, const char *name, int r)
{
	_cleanup_buffer_ struct buffer path = { 0 };
	bool is_below = dir >= 0 && name[0] != '/';

	if (is_below && name_directory(dir, &path) < 0)
		return;
	if (buffer_add_format(&path, "%s%s", is_below && *name ? "/" : "", name) == 0 &&
	    buffer_add_byte(&path, '\0') == 0)
		trace(call, path.text, r);
}

int trace_file(const char *call, int dir, const char *name, int r)
{
	host_trace *trace = host_listener();
	int error = errno; /* restored for the caller */

	if (!trace)
		return r;
	report_file(trace, call, dir, name, r);
	errno = error;
	return r;
}

int trace_number(const char *call, intmax_t number, int r)
{
	host_trace *trace = host_listener();
	char text[24];
	int error = errno;

	if (!trace)
		return r;
	snprintf(text, sizeof(text), "%jd", number);
	trace(call, text, r);
	errno = error;
	return r;
}
