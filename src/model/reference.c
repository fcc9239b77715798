/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reference: identifies a process. */
#include "model/reference.h"

#include <errno.h>
#include <inttypes.h>

#include "base/number.h"

/*
 * Parses the number after "@" or ":". A number that is too large becomes UINT64_MAX, which no
 * process has.
 */
static int parse_suffix(struct text text, struct opt_u64 *ret)
{
	int r = number_parse_u64(text, &ret->v);

	if (r < 0 && r != -ERANGE)
		return r;
	*ret = some_u64(r == 0 ? ret->v : UINT64_MAX);
	return 0;
}

int reference_parse(struct text text, struct reference *ret)
{
	struct reference reference = { 0 };
	struct text suffix;
	uint64_t number;
	int r = 0;

	if (text_cut(text, '@', &text, &suffix))
		r = parse_suffix(suffix, &reference.start_ticks);
	else if (text_cut(text, ':', &text, &suffix))
		r = parse_suffix(suffix, &reference.inode);
	if (r < 0)
		return r;
	r = number_parse_u64(text, &number);
	if (r < 0 && r != -ERANGE)
		return r;
	reference.pid = r == 0 && number <= INT32_MAX ? (pid_t)number : -1;
	*ret = reference;
	return 0;
}

int reference_add(const struct reference *reference, struct buffer *ret)
{
	int r = buffer_add_format(ret, "%d", (int)reference->pid);

	if (r < 0 || reference->start_ticks.is != PRESENT)
		return r;
	return buffer_add_format(ret, "@%" PRIu64, reference->start_ticks.v);
}

static bool differ(const struct opt_u64 *a, const struct opt_u64 *b)
{
	return a->is == PRESENT && b->is == PRESENT && a->v != b->v;
}

bool reference_equal(const struct reference *a, const struct reference *b)
{
	return a->pid == b->pid && !differ(&a->start_ticks, &b->start_ticks) &&
	       !differ(&a->inode, &b->inode);
}
