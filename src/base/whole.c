/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole: integers as sign and magnitude. */
#include "base/whole.h"

static const struct whole lost = { .is_lost = true };

static struct whole whole_of(uint64_t magnitude, bool is_negative)
{
	return (struct whole){ .magnitude = magnitude,
		               .is_negative = is_negative && magnitude != 0 };
}

struct whole whole_of_u64(uint64_t n)
{
	return whole_of(n, false);
}

struct whole whole_of_i64(int64_t n)
{
	return whole_of(n < 0 ? -(uint64_t)n : (uint64_t)n, n < 0);
}

struct whole whole_of_double(double n)
{
	double magnitude = n < 0 ? -n : n;

	if (!(magnitude < 0x1p64)) /* NaN too */
		return lost;
	return whole_of((uint64_t)magnitude, n < 0);
}

struct whole whole_negate(struct whole n)
{
	return n.is_lost ? lost : whole_of(n.magnitude, !n.is_negative);
}

struct whole whole_add(struct whole a, struct whole b)
{
	uint64_t sum;

	if (a.is_lost || b.is_lost)
		return lost;
	if (a.is_negative == b.is_negative)
		return __builtin_add_overflow(a.magnitude, b.magnitude, &sum)
		               ? lost
		               : whole_of(sum, a.is_negative);
	if (a.magnitude >= b.magnitude)
		return whole_of(a.magnitude - b.magnitude, a.is_negative);
	return whole_of(b.magnitude - a.magnitude, b.is_negative);
}

struct whole whole_multiply(struct whole a, struct whole b)
{
	uint64_t product;

	if (a.is_lost || b.is_lost || __builtin_mul_overflow(a.magnitude, b.magnitude, &product))
		return lost;
	return whole_of(product, a.is_negative != b.is_negative);
}

struct whole whole_modulo(struct whole a, struct whole b)
{
	if (a.is_lost || b.is_lost || b.magnitude == 0)
		return lost;
	return whole_of(a.magnitude % b.magnitude, a.is_negative);
}

int whole_compare(struct whole a, struct whole b)
{
	int order = (a.magnitude > b.magnitude) - (a.magnitude < b.magnitude);

	if (a.is_negative != b.is_negative)
		return a.is_negative ? -1 : 1;
	return a.is_negative ? -order : order;
}

bool whole_to_u64(struct whole n, uint64_t *ret)
{
	if (n.is_lost || n.is_negative)
		return false;
	*ret = n.magnitude;
	return true;
}

bool whole_to_i64(struct whole n, int64_t *ret)
{
	uint64_t most = (uint64_t)INT64_MAX + n.is_negative;

	if (n.is_lost || n.magnitude > most)
		return false;
	*ret = n.is_negative ? (int64_t)-n.magnitude : (int64_t)n.magnitude;
	return true;
}

double whole_to_double(struct whole n)
{
	return n.is_negative ? -(double)n.magnitude : (double)n.magnitude;
}
