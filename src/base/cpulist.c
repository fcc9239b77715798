/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and masks of CPU numbers. */
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

/*
 * Counts at each number the ranges that begin there minus those that end before it. The time is
 * linear in the length of the text, even if ranges overlap.
 */
static int note_ranges(struct text text, int64_t *changes)
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
		changes[first]++;
		changes[last + 1]--;
	}
	return 0;
}

/* Lists the numbers that are in at least one range. If ret is NULL, only counts them. */
static size_t list_numbers(const int64_t *changes, uint64_t *ret)
{
	int64_t ranges = 0;
	size_t n = 0;

	for (uint64_t cpu = 0; cpu < MOST_CPUS; cpu++) {
		ranges += changes[cpu];
		if (ranges > 0 && ret)
			ret[n] = cpu;
		n += ranges > 0;
	}
	return n;
}

int cpulist_parse(struct text text, struct arena *arena, uint64_t **ret, size_t *ret_n)
{
	_cleanup_free_ int64_t *changes = calloc(MOST_CPUS + 1, sizeof(*changes));
	uint64_t *numbers;
	int r = 0;

	if (!changes)
		return -ENOMEM;
	text = text_trim(text);
	if (text.length > 0) /* an empty line is an empty list */
		r = note_ranges(text, changes);
	if (r < 0)
		return r;
	numbers = arena_array(arena, list_numbers(changes, NULL), sizeof(*numbers));
	if (!numbers)
		return -ENOMEM;
	*ret_n = list_numbers(changes, numbers);
	*ret = numbers;
	return 0;
}

static int parse_digit(char byte, unsigned *ret)
{
	if (byte >= '0' && byte <= '9')
		*ret = (unsigned)(byte - '0');
	else if (byte >= 'a' && byte <= 'f')
		*ret = (unsigned)(byte - 'a') + 10;
	else
		return -EINVAL;
	return 0;
}

/* Lists the CPUs of a mask, from the last digit on. If ret is NULL, only counts them. */
static int list_bits(struct text mask, uint64_t *ret, size_t *ret_n)
{
	uint64_t cpu = 0;
	size_t n = 0;

	for (size_t left = mask.length; left > 0; left--) {
		unsigned digit;

		if (mask.bytes[left - 1] == ',')
			continue;
		if (parse_digit(mask.bytes[left - 1], &digit) < 0)
			return -EINVAL;
		for (unsigned bit = 0; bit < 4; bit++, cpu++) {
			if (!(digit & BIT(bit)))
				continue;
			if (cpu >= MOST_CPUS)
				return -ERANGE;
			if (ret)
				ret[n] = cpu;
			n++;
		}
	}
	*ret_n = n;
	return 0;
}

int cpumask_parse(struct text text, struct arena *arena, uint64_t **ret, size_t *ret_n)
{
	struct text mask = text_trim(text);
	uint64_t *numbers;
	size_t n;
	int r = list_bits(mask, NULL, &n);

	if (r < 0)
		return r;
	numbers = arena_array(arena, n, sizeof(*numbers));
	if (!numbers)
		return -ENOMEM;
	*ret = numbers;
	return list_bits(mask, numbers, ret_n);
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
