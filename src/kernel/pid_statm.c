/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/statm: "size resident shared text lib data dirty", in pages. */
#include "kernel/pid_statm.h"

#include "base/number.h"
#include "kernel/file.h"

static int next_pages(struct text *rest, uint64_t page_bytes, uint64_t *ret)
{
	uint64_t pages, bytes = 0;
	int r = number_next_u64(rest, &pages);

	if (r == 0)
		r = number_add_product(&bytes, pages, page_bytes);
	if (r == 0)
		*ret = bytes;
	return r;
}

int pid_statm_parse(struct text text, uint64_t page_bytes, struct pid_statm *ret)
{
	struct pid_statm statm;
	uint64_t lib;
	uint64_t *const columns[] = { &statm.vms_bytes,  &statm.rss_bytes, &statm.shared_bytes,
		                      &statm.text_bytes, &lib,             &statm.data_bytes };

	for (size_t n = 0; n < ARRAY_SIZE(columns); n++) {
		int r = next_pages(&text, page_bytes, columns[n]);

		if (r < 0)
			return r;
	}
	*ret = statm;
	return 0;
}

int pid_statm_read(int dir, struct buffer *scratch, struct pid_statm *ret)
{
	int r = file_read_record(dir, "statm", scratch);

	if (r < 0)
		return r;
	return pid_statm_parse(buffer_text(scratch), (uint64_t)sysconf(_SC_PAGESIZE), ret);
}
