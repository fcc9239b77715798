/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads /proc/vmstat: paging, swapping and OOM kills. */
#include "kernel/vmstat.h"

#include "base/number.h"
#include "kernel/file.h"

static void parse_count(struct text value, uint64_t factor, struct opt_u64 *ret)
{
	uint64_t n, product = 0;

	if (number_parse_u64(text_trim(value), &n) == 0 &&
	    number_add_product(&product, n, factor) == 0)
		*ret = some_u64(product);
}

void vmstat_parse(struct text text, uint64_t page_bytes, struct vmstat *ret)
{
	struct vmstat vmstat = { 0 };
	const struct {
		struct text key;
		uint64_t factor;
		struct opt_u64 *value;
	} counters[] = {
		{ TEXT("pswpin"), page_bytes, &vmstat.pswpin_bytes },
		{ TEXT("pswpout"), page_bytes, &vmstat.pswpout_bytes },
		{ TEXT("pgpgin"), 1024, &vmstat.pgpgin_bytes },
		{ TEXT("pgpgout"), 1024, &vmstat.pgpgout_bytes },
		{ TEXT("pgmajfault"), 1, &vmstat.pgmajfault },
		{ TEXT("oom_kill"), 1, &vmstat.oom_kill },
	};
	struct text line, key, value;

	while (text_next_line(&text, &line)) {
		if (!text_cut(line, ' ', &key, &value))
			continue;
		for (size_t n = 0; n < ARRAY_SIZE(counters); n++)
			if (text_equal(key, counters[n].key))
				parse_count(value, counters[n].factor, counters[n].value);
	}
	*ret = vmstat;
}

int vmstat_read(struct buffer *scratch, struct vmstat *ret)
{
	int r = file_read_root(ROOT_PROC, "vmstat", scratch);

	if (r == 0)
		vmstat_parse(buffer_text(scratch), (uint64_t)sysconf(_SC_PAGESIZE), ret);
	return r;
}
