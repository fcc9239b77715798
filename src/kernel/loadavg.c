/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads load averages: proc_loadavg(5), which may be a container's own; sysinfo(2). */
#include "kernel/loadavg.h"

#include <errno.h>
#include <sys/sysinfo.h>

#include "base/number.h"
#include "kernel/file.h"

int loadavg_parse(struct text text, struct loadavg *ret)
{
	struct opt_f64 loads[3] = { 0 };
	int r = -EINVAL;

	for (int n = 0; n < 3; n++) {
		struct text word;
		double load;

		if (!text_next_word(&text, &word))
			return -EINVAL;
		if (number_parse_double(word, &load) < 0 || load < 0)
			continue;
		loads[n] = some_f64(load);
		r = 0;
	}
	if (r == 0)
		*ret = (struct loadavg){ loads[0], loads[1], loads[2] };
	return r;
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
		*ret = (struct loadavg){ some_f64((double)info.loads[0] / scale),
			                 some_f64((double)info.loads[1] / scale),
			                 some_f64((double)info.loads[2] / scale) };
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
