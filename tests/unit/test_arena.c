/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/arena and base/buffer: sizes that do not fit are refused, what is given is aligned and 0. */
#include "hostile.h"

#include <errno.h>
#include <stdalign.h>

#include "base/arena.h"
#include "base/buffer.h"

static void memory_is_aligned_and_zero(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };

	for (size_t size = 1; size < 200000; size = size * 3 + 1) {
		char *p = arena_alloc(&arena, size);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t n = 0; n < size; n++)
			assert_int_equal(p[n], 0);
		memset(p, 0xff, size);
	}
	arena_reset(&arena);
	assert_non_null(arena.newest);
	assert_int_equal(*(char *)arena_alloc(&arena, 1), 0); /* used memory is cleared again */
}

static void sizes_that_overflow_are_refused(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };

	assert_null(arena_alloc(&arena, SIZE_MAX));
	assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
	assert_null(arena_array(&arena, SIZE_MAX, SIZE_MAX));
	assert_null(arena_grow(&arena, NULL, (SIZE_MAX >> 1) + 1, 1));
	assert_non_null(arena_array(&arena, 0, 8));
}

static void arrays_keep_their_elements_while_they_grow(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	size_t *array = NULL;

	for (size_t n = 0; n < 5000; n++) {
		array = arena_grow(&arena, array, n, sizeof(*array));
		assert_non_null(array);
		array[n] = n * n;
	}
	for (size_t n = 0; n < 5000; n++)
		assert_int_equal(array[n], n * n);
}

static void copies_end_in_a_nul(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text copy;

	assert_int_equal(arena_copy(&arena, TEXT("a\0b"), &copy), 0);
	assert_text(copy, "a\0b");
	assert_int_equal(copy.bytes[3], '\0');
	assert_int_equal(arena_copy(&arena, (struct text){ 0 }, &copy), 0);
	assert_int_equal(copy.length, 0);
	assert_string_equal(copy.bytes, "");
}

static void an_adopted_arena_lives_on(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 }, other = { 0 };
	struct text first, second;

	arena_adopt(&arena, &other); /* nothing into nothing */
	assert_null(arena.newest);
	arena_reset(&arena);
	assert_int_equal(arena_copy(&other, TEXT("first"), &first), 0);
	arena_adopt(&arena, &other);
	assert_null(other.newest);
	assert_int_equal(arena_copy(&other, TEXT("second"), &second), 0);
	assert_non_null(arena_alloc(&other, 1024 * 1024));
	arena_adopt(&arena, &other);
	assert_text(first, "first");
	assert_text(second, "second");
	assert_non_null(arena_alloc(&arena, 16));
}

static void buffers_grow_at_the_end(void **state _unused_)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };

	assert_int_equal(buffer_add(&buffer, (struct text){ 0 }), 0);
	for (int n = 0; n < 1000; n++)
		assert_int_equal(buffer_add_format(&buffer, "%d,", n), 0);
	assert_int_equal(buffer_add_byte(&buffer, '\0'), 0);
	assert_int_equal(buffer.length, 10 * 2 + 90 * 3 + 900 * 4 + 1);
	assert_true(text_starts(buffer_text(&buffer), TEXT("0,1,2,")));
	assert_true(text_ends(buffer_text(&buffer), TEXT(",998,999,\0")));
	buffer_done(&buffer);
	assert_int_equal(buffer.size, 0);
}

static void buffers_refuse_what_overflows(void **state _unused_)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };

	assert_int_equal(buffer_add(&buffer, TEXT("abc")), 0);
	assert_int_equal(buffer_reserve(&buffer, SIZE_MAX), -ENOMEM);
	assert_int_equal(buffer_reserve(&buffer, SIZE_MAX - 3), -ENOMEM);
	assert_text(buffer_text(&buffer), "abc");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_aligned_and_zero),
		cmocka_unit_test(sizes_that_overflow_are_refused),
		cmocka_unit_test(arrays_keep_their_elements_while_they_grow),
		cmocka_unit_test(copies_end_in_a_nul),
		cmocka_unit_test(an_adopted_arena_lives_on),
		cmocka_unit_test(buffers_grow_at_the_end),
		cmocka_unit_test(buffers_refuse_what_overflows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
