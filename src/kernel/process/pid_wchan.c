/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads /proc/PID/wchan: a name without a newline, or "0", fs/proc/base.c proc_pid_wchan(). */
#include "kernel/process/pid_wchan.h"

#include <errno.h>

#include "kernel/patience.h"

/* Without permission, wchan is "0" as well. The link exe tells: it is then refused, too. */
static bool is_refused(int dir, struct buffer *scratch)
{
	return patience_read_link(dir, "exe", PATIENCE_EXEC, scratch) == -EACCES;
}

int pid_wchan_read(int dir, struct buffer *scratch, struct arena *arena, struct text *ret)
{
	int r = patience_read_record(dir, "wchan", PATIENCE_EXEC, scratch);
	struct text place;

	if (r < 0)
		return r;
	place = text_trim(buffer_text(scratch));
	if (place.length == 0 || text_equal(place, TEXT("0")))
		return is_refused(dir, scratch) ? -EACCES : -ENODATA;
	return arena_copy(arena, place, ret);
}
