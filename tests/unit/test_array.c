/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/array: growing, and places in sorted ones. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/cleanup.h"

struct item {
	char padding;
	uint64_t number;
};

static uint64_t number_of(const void *item)
{
	return ((const struct item *)item)->number;
}

static void items_stay_as_there_come_more(void **state _unused_)
{
	_cleanup_free_ struct item *items = NULL;
	size_t size = 0;

	for (size_t n = 0; n < 1000; n++) {
		assert_int_equal(array_grow(&items, n, &size, sizeof(*items)), 0);
		assert_true(size > n);
		items[n] = (struct item){ .number = n * 2 };
	}
	for (size_t n = 0; n < 1000; n++)
		assert_int_equal(items[n].number, n * 2);
}

static void more_than_there_can_be_is_refused(void **state _unused_)
{
	_cleanup_free_ char *items = NULL;
	size_t size = SIZE_MAX / 2;

	assert_int_equal(array_grow(&items, size, &size, 8), -ENOMEM);
	assert_null(items);
	assert_true(size == SIZE_MAX / 2);
}

static void the_first_that_is_not_below(void **state _unused_)
{
	static const struct item items[] = {
		{ .number = 2 }, { .number = 2 }, { .number = 5 }, { .number = UINT64_MAX }
	};
	static const struct {
		uint64_t wanted;
		size_t place;
	} places[] = { { 0, 0 }, { 2, 0 }, { 3, 2 }, { 5, 2 }, { 6, 3 }, { UINT64_MAX, 3 } };

	for (size_t n = 0; n < sizeof(places) / sizeof(places[0]); n++)
		assert_int_equal(array_place(items, 4, sizeof(*items), number_of, places[n].wanted),
		                 places[n].place);
	assert_int_equal(array_place(items, 3, sizeof(*items), number_of, UINT64_MAX), 3);
	assert_int_equal(array_place(NULL, 0, sizeof(*items), number_of, 1), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_stay_as_there_come_more),
		cmocka_unit_test(more_than_there_can_be_is_refused),
		cmocka_unit_test(the_first_that_is_not_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
