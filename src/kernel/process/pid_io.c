/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/PID/io: lines "key: N", fs/proc/base.c do_io_accounting(). */
#include "kernel/process/pid_io.h"

#include <errno.h>

#include "base/number.h"
#include "kernel/patience.h"

#define KEY(key, member)                                                     \
	{                                                                    \
		.name = TEXT(key), .offset = offsetof(struct pid_io, member) \
	}

static const struct key {
	struct text name;
	size_t offset;
} keys[] = {
	KEY("rchar", read_chars),
	KEY("wchar", write_chars),
	KEY("syscr", read_calls),
	KEY("syscw", write_calls),
	KEY("read_bytes", read_bytes),
	KEY("write_bytes", write_bytes),
	KEY("cancelled_write_bytes", cancelled_write_bytes),
};

int pid_io_parse(struct text text, struct pid_io *ret)
{
	struct pid_io io = { 0 };
	struct text name, value;
	bool is_any = false;

	while (text_next_pair(&text, &name, &value))
		for (size_t n = 0; n < ARRAY_SIZE(keys); n++) {
			struct opt_u64 *target = (struct opt_u64 *)((char *)&io + keys[n].offset);

			if (text_equal(name, keys[n].name) &&
			    number_parse_u64(text_trim(value), &target->v) == 0) {
				target->is = PRESENT;
				is_any = true;
			}
		}
	if (!is_any)
		return -EINVAL;
	*ret = io;
	return 0;
}

int pid_io_read(int dir, struct buffer *scratch, struct pid_io *ret)
{
	int r = patience_read_record(dir, "io", PATIENCE_EXEC, scratch);

	return r < 0 ? r : pid_io_parse(buffer_text(scratch), ret);
}
