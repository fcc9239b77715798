/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole: signed and unsigned 64-bit integers in one type. Arithmetic is exact; a result that does
 * not fit is marked as lost, and so is every result computed from a lost number. (32-bit machines
 * have no __int128.)
 */
#ifndef BASE_WHOLE_H
#define BASE_WHOLE_H

#include <stdbool.h>
#include <stdint.h>

struct whole {
	uint64_t magnitude;
	bool is_negative; /* false for 0 */
	bool is_lost;
};

struct whole whole_of_u64(uint64_t n);
struct whole whole_of_i64(int64_t n);

/* Drops the fraction. Lost if the number is NaN or does not fit. */
struct whole whole_of_double(double n);

struct whole whole_negate(struct whole n);
struct whole whole_add(struct whole a, struct whole b);
struct whole whole_multiply(struct whole a, struct whole b);

/* Returns the remainder with the sign of A, as in C; lost if B is 0. */
struct whole whole_modulo(struct whole a, struct whole b);

/*
 * Returns a number below, equal to or above 0 as A is below, equal to or above B. Neither may be
 * lost.
 */
int whole_compare(struct whole a, struct whole b);

/* Returns false, with *ret untouched, if N is lost or does not fit. */
bool whole_to_u64(struct whole n, uint64_t *ret);
bool whole_to_i64(struct whole n, int64_t *ret);

double whole_to_double(struct whole n);

#endif
