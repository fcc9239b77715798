/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the seconds since boot: proc_uptime(5), which may be a container's own; clock_gettime(2).
 */
#include "kernel/uptime.h"

#include <errno.h>
#include <time.h>

#include "base/number.h"
#include "kernel/file.h"

int uptime_parse(struct text text, double *ret_seconds)
{
	struct text word;
	double seconds;

	if (!text_next_word(&text, &word) || number_parse_double(word, &seconds) < 0 || seconds < 0)
		return -EINVAL;
	*ret_seconds = seconds;
	return 0;
}

int uptime_read(double *ret_seconds)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct timespec now;
	int r;

	r = file_read_root(ROOT_PROC, "uptime", &scratch);
	if (r == 0)
		r = uptime_parse(buffer_text(&scratch), ret_seconds);
	if (r < 0 && root_is_live(ROOT_PROC) && clock_gettime(CLOCK_BOOTTIME, &now) == 0) {
		*ret_seconds = (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
		return 0;
	}
	return r;
}
