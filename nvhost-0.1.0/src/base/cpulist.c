/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of CPU numbers: "0-3,8". */
#include "base/cpulist.h"

#include <errno.h>
#include <inttypes.h>

#include "base/number.h"

static int parse_range(struct text part, uint64_t *ret_first, uint64_t *ret_last)
{
	struct text first, last;
	int r;

	part = text_trim(part);
	if (!text_cut(part, '-', &first, &last))
		first = last = part;
	r = number_parse_u64(first, ret_first);
	if (r == 0)
		r = number_parse_u64(last, ret_last);
	if (r < 0)
		return r;
	if (*ret_last >= MOST_CPUS)
		return -ERANGE;
	return *ret_first <= *ret_last ? 0 : -EINVAL;
}

/* Marks what the list names, a byte for each number. */
static int mark(struct text text, bool *marks, size_t *ret_n)
{
	struct text part;
	bool is_more = true;

	while (is_more) {
		uint64_t first = 0, last = 0;
		int r;

		is_more = text_cut(text, ',', &part, &text);
		r = parse_range(is_more ? part : text, &first, &last);
		if (r < 0)
			return r;
		for (; first <= last; first++) {
			*ret_n += !marks[first];
			marks[first] = true;
		}
	}
	return 0;
}

int cpulist_parse(struct text text, struct arena *arena, uint64_t **ret, size_t *ret_n)
{
	_cleanup_free_ bool *marks = calloc(MOST_CPUS, sizeof(*marks));
	uint64_t *numbers;
	size_t n = 0, used = 0;
	int r = 0;

	if (!marks)
		return -ENOMEM;
	text = text_trim(text);
	if (text.length > 0) /* no CPU at all is an empty line */
		r = mark(text, marks, &n);
	if (r < 0)
		return r;
	numbers = arena_array(arena, n, sizeof(*numbers));
	if (!numbers)
		return -ENOMEM;
	for (uint64_t cpu = 0; used < n; cpu++)
		if (marks[cpu])
			numbers[used++] = cpu;
	*ret = numbers;
	*ret_n = n;
	return 0;
}

int cpulist_format(const uint64_t *numbers, size_t n, struct buffer *ret)
{
	for (size_t first = 0, last; first < n; first = last + 1) {
		const char *comma = first > 0 ? "," : "";
		int r;

		for (last = first; last + 1 < n && numbers[last + 1] == numbers[last] + 1;)
			last++;
		r = last > first ? buffer_add_format(ret, "%s%" PRIu64 "-%" PRIu64, comma,
		                                     numbers[first], numbers[last])
		                 : buffer_add_format(ret, "%s%" PRIu64, comma, numbers[first]);
		if (r < 0)
			return r;
	}
	return 0;
}
