/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The adaptive replacement cache (ARC) of ZFS; the lines of the file are "NAME TYPE DATA". */
#include "kernel/arcstats.h"

#include <errno.h>

#include "base/number.h"
#include "kernel/file.h"

int arcstats_parse(struct text text, struct opt_u64 *ret_bytes)
{
	struct text line, name, type;
	uint64_t size;

	while (text_next_line(&text, &line))
		if (text_next_word(&line, &name) && text_equal(name, TEXT("size")) &&
		    text_next_word(&line, &type) && number_next_u64(&line, &size) == 0) {
			*ret_bytes = some_u64(size);
			return 0;
		}
	return -ENODATA;
}

int arcstats_read(struct buffer *scratch, struct opt_u64 *ret_bytes)
{
	int r = file_read_root(ROOT_PROC, "spl/kstat/zfs/arcstats", scratch);

	return r < 0 ? r : arcstats_parse(buffer_text(scratch), ret_bytes);
}
