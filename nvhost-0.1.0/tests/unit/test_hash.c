/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/hash: 64-bit keys to values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"

static void empty_has_nothing(void **state _unused_)
{
	_cleanup_hash_ struct hash hash = { 0 };
	uint64_t value = 7;

	assert_false(hash_get(&hash, 0, &value));
	assert_false(hash_get(&hash, UINT64_MAX, NULL));
	assert_int_equal(value, 7);
	hash_done(&hash);
	assert_int_equal(hash.n_slots, 0);
}

static void keys_keep_their_values(void **state _unused_)
{
	/* neighbours, multiples of the size of the table and the ends of the range */
	static const uint64_t steps[] = { 1, 64, 4096, UINT64_C(1) << 32, UINT64_C(1) << 52 };
	_cleanup_hash_ struct hash hash = { 0 };
	uint64_t value;
	size_t n = 0;

	for (size_t s = 0; s < ARRAY_SIZE(steps); s++)
		for (uint64_t i = 1; i <= 1000; i++)
			assert_int_equal(hash_put(&hash, i * steps[s], i * steps[s] + 5), 0);
	assert_int_equal(hash_put(&hash, 0, 5), 0);
	assert_int_equal(hash_put(&hash, UINT64_MAX, 4), 0);
	for (size_t s = 0; s < ARRAY_SIZE(steps); s++)
		for (uint64_t i = 1; i <= 1000; i++) {
			assert_true(hash_get(&hash, i * steps[s], &value));
			assert_int_equal(value, i * steps[s] + 5);
			n++;
		}
	assert_true(hash_get(&hash, 0, &value));
	assert_int_equal(value, 5);
	assert_true(hash_get(&hash, UINT64_MAX, &value));
	assert_int_equal(value, 4);
	assert_in_range(hash.n, 4000, n + 2); /* some of the products are the same */
	assert_true(hash.n_slots >= 2 * hash.n);
	assert_false(hash_get(&hash, 1001 * 3 * 7 * 11, NULL));
}

static void a_second_value_replaces_the_first(void **state _unused_)
{
	_cleanup_hash_ struct hash hash = { 0 };
	uint64_t value;

	assert_int_equal(hash_put(&hash, 42, 1), 0);
	assert_int_equal(hash_put(&hash, 42, 2), 0);
	assert_int_equal(hash.n, 1);
	assert_true(hash_get(&hash, 42, &value));
	assert_int_equal(value, 2);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_has_nothing),
		cmocka_unit_test(keys_keep_their_values),
		cmocka_unit_test(a_second_value_replaces_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
