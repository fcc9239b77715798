/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/zoneinfo: one line "  low  N" for each zone, in pages. */
#include "kernel/zoneinfo.h"

#include "base/number.h"
#include "kernel/file.h"

int zoneinfo_parse(struct text text, uint64_t page_bytes, uint64_t *ret_low_bytes)
{
	struct text line, word;
	uint64_t pages, sum = 0;

	while (text_next_line(&text, &line)) {
		int r;

		if (!text_next_word(&line, &word) || !text_equal(word, TEXT("low")) ||
		    number_next_u64(&line, &pages) < 0)
			continue;
		r = number_add_product(&sum, pages, page_bytes);
		if (r < 0)
			return r;
	}
	*ret_low_bytes = sum;
	return 0;
}

int zoneinfo_read(struct buffer *scratch, uint64_t *ret_low_bytes)
{
	int r = file_read_root(ROOT_PROC, "zoneinfo", scratch);

	if (r < 0)
		return r;
	return zoneinfo_parse(buffer_text(scratch), (uint64_t)sysconf(_SC_PAGESIZE), ret_low_bytes);
}
