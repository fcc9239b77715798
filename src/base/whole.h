/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole: numbers of 64 bits with and without a sign, in one type. Arithmetic is exact; what does
 * not fit is known to be lost, and so is what is made of it. (__int128 is not there on 32-bit
 * machines.)
 */
#ifndef BASE_WHOLE_H
#define BASE_WHOLE_H

#include <stdbool.h>
#include <stdint.h>

struct whole {
	uint64_t magnitude;
	bool is_negative; /* never of 0 */
	bool is_lost;
};

struct whole whole_of_u64(uint64_t n);
struct whole whole_of_i64(int64_t n);

/* The number without its fraction; lost where there is no such number. */
struct whole whole_of_double(double n);

struct whole whole_negate(struct whole n);
struct whole whole_add(struct whole a, struct whole b);
struct whole whole_multiply(struct whole a, struct whole b);

/* The remainder, with the sign of A as in C; lost where B is 0. */
struct whole whole_modulo(struct whole a, struct whole b);

/* Below, at or above 0 as A is below, equal to or above B; neither is lost. */
int whole_compare(struct whole a, struct whole b);

/* False, and *ret untouched, where it does not fit or is lost. */
bool whole_to_u64(struct whole n, uint64_t *ret);
bool whole_to_i64(struct whole n, int64_t *ret);

double whole_to_double(struct whole n);

#endif
