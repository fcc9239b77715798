/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Load averages: proc_loadavg(5), where a container may have its own; sysinfo(2). */
#include "kernel/loadavg.h"

#include <errno.h>
#include <sys/sysinfo.h>

#include "base/number.h"
#include "kernel/file.h"

int loadavg_parse(struct text text, struct loadavg *ret)
{
	double loads[3];

	for (int n = 0; n < 3; n++) {
		struct text word;

		if (!text_next_word(&text, &word) || number_parse_double(word, &loads[n]) < 0 ||
		    loads[n] < 0)
			return -EINVAL;
	}
	*ret = (struct loadavg){ .load1 = loads[0], .load5 = loads[1], .load15 = loads[2] };
	return 0;
}

int loadavg_read(struct buffer *scratch, struct loadavg *ret)
{
	const double scale = 1 << SI_LOAD_SHIFT;
	struct sysinfo info;
	int r;

	r = file_read_root(ROOT_PROC, "loadavg", scratch);
	if (r == 0)
		r = loadavg_parse(buffer_text(scratch), ret);
	if (r < 0 && root_is_live(ROOT_PROC) && sysinfo(&info) == 0) {
		*ret = (struct loadavg){ .load1 = (double)info.loads[0] / scale,
			                 .load5 = (double)info.loads[1] / scale,
			                 .load15 = (double)info.loads[2] / scale };
		return 0;
	}
	return r;
}

int loadavg_parse_threads(struct text text, uint64_t *ret)
{
	struct text running;

	return text_cut(text, '/', &running, &text) ? number_next_u64(&text, ret) : -EINVAL;
}

int loadavg_read_threads(struct buffer *scratch, uint64_t *ret)
{
	int r = file_read_root(ROOT_PROC, "loadavg", scratch);

	return r < 0 ? r : loadavg_parse_threads(buffer_text(scratch), ret);
}
