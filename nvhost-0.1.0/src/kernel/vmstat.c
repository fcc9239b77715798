/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/vmstat: what was swapped in and out. */
#include "kernel/vmstat.h"

#include "base/number.h"
#include "kernel/file.h"

static void parse_pages(struct text value, uint64_t page_bytes, struct opt_u64 *ret)
{
	uint64_t pages, bytes = 0;

	if (number_parse_u64(text_trim(value), &pages) == 0 &&
	    number_add_product(&bytes, pages, page_bytes) == 0)
		*ret = some_u64(bytes);
}

void vmstat_parse(struct text text, uint64_t page_bytes, struct vmstat *ret)
{
	struct vmstat vmstat = { 0 };
	struct text line;

	while (text_next_line(&text, &line))
		if (text_eat(&line, TEXT("pswpin ")))
			parse_pages(line, page_bytes, &vmstat.pswpin_bytes);
		else if (text_eat(&line, TEXT("pswpout ")))
			parse_pages(line, page_bytes, &vmstat.pswpout_bytes);
	*ret = vmstat;
}

int vmstat_read(struct buffer *scratch, struct vmstat *ret)
{
	int r = file_read_root(ROOT_PROC, "vmstat", scratch);

	if (r == 0)
		vmstat_parse(buffer_text(scratch), (uint64_t)sysconf(_SC_PAGESIZE), ret);
	return r;
}
