/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/swaps: lines "NAME TYPE SIZE USED PRIORITY" with sizes in KiB. */
#include "kernel/swaps.h"

#include <errno.h>

#include "base/mangled.h"
#include "base/number.h"
#include "kernel/file.h"

static bool parse_line(struct text line, struct swap *ret)
{
	struct text size, used, priority, more;

	*ret = (struct swap){ 0 };
	if (!text_next_word(&line, &ret->name) || !text_next_word(&line, &ret->type) ||
	    !text_next_word(&line, &size) || !text_next_word(&line, &used) ||
	    !text_next_word(&line, &priority) || text_next_word(&line, &more))
		return false;
	if (number_parse_kib(size, &ret->size_bytes.v) == 0)
		ret->size_bytes.is = PRESENT;
	if (number_parse_kib(used, &ret->used_bytes.v) == 0)
		ret->used_bytes.is = PRESENT;
	if (number_parse_i64(priority, &ret->priority.v) == 0)
		ret->priority.is = PRESENT;
	return ret->size_bytes.is == PRESENT || ret->used_bytes.is == PRESENT;
}

int swaps_parse(struct text text, struct arena *arena, struct swap **ret, size_t *ret_n)
{
	struct swap swap, *list = NULL;
	struct text line;
	size_t n = 0;

	if (arena_copy(arena, text, &text) < 0)
		return -ENOMEM;
	while (text_next_line(&text, &line)) {
		struct swap *longer;

		if (!parse_line(line, &swap))
			continue;
		longer = arena_grow(arena, list, n, sizeof(*list));
		if (!longer)
			return -ENOMEM;
		list = longer;
		mangled_decode(&swap.name);
		list[n++] = swap;
	}
	*ret = list;
	*ret_n = n;
	return 0;
}

int swaps_read(struct buffer *scratch, struct arena *arena, struct swap **ret, size_t *ret_n)
{
	int r = file_read_root(ROOT_PROC, "swaps", scratch);

	return r < 0 ? r : swaps_parse(buffer_text(scratch), arena, ret, ret_n);
}
