/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/numbered: names as printf(3) would write them. */
#include "base/numbered.h"

#include <inttypes.h>
#include <stdio.h>

#include "hostile.h"
#include "random.h"

static void names_are_those_of_printf(void **state _unused_)
{
	static const char *const parts[] = { "", "fd/", "task/", "/stat", "/attr/current" };

	for (size_t n = 0; n < 1000; n++) {
		const char *before = parts[random_below(ARRAY_SIZE(parts))];
		const char *after = parts[random_below(ARRAY_SIZE(parts))];
		uint64_t number = n == 0 ? 0 : n == 1 ? UINT64_MAX : random_number();
		char ours[NUMBERED_NAME], theirs[NUMBERED_NAME];
		char *end = numbered_name(ours, before, number, after);

		snprintf(theirs, sizeof(theirs), "%s%" PRIu64 "%s", before, number, after);
		assert_string_equal(ours, theirs);
		assert_ptr_equal(end, ours + strlen(ours));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_those_of_printf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
