/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the CSV writer writes, a reader of RFC 4180 reads back byte by byte. */
#include <stdio.h>
#include <sys/mman.h>

#include "hostile.h"
#include "random.h"
#include "write/formats.h"

enum { N_ROWS = 3000, N_COLUMNS = 3 };

static const struct field text_field = { .name = "text", .kind = KIND_TEXT };

/* Eats a cell off *rest, with the comma or newline behind it. */
static struct text next_cell(struct text *rest, char *scratch, bool *ret_is_last)
{
	bool is_quoted = text_eat(rest, TEXT("\""));
	size_t n = 0;

	for (;;) {
		assert_true(rest->length > 0);
		if (is_quoted && text_eat(rest, TEXT("\""))) {
			if (!text_eat(rest, TEXT("\"")))
				break;
			scratch[n++] = '"';
			continue;
		}
		if (!is_quoted && strchr(",\n", rest->bytes[0]) && rest->bytes[0] != '\0')
			break;
		assert_true(is_quoted || !strchr("\"\r", rest->bytes[0]) || rest->bytes[0] == '\0');
		scratch[n++] = rest->bytes[0];
		*rest = text_skip(*rest, 1);
	}
	*ret_is_last = text_eat(rest, TEXT("\n"));
	assert_true(*ret_is_last || text_eat(rest, TEXT(",")));
	return (struct text){ .bytes = scratch, .length = n };
}

static void random_texts_read_back(void **state _unused_)
{
	static char bytes[N_ROWS][N_COLUMNS][RANDOM_TEXT], file[1 << 20];
	static struct value values[N_ROWS][N_COLUMNS];
	struct column columns[N_COLUMNS] = { { .name = "a", .field = &text_field },
		                             { .name = "b,c", .field = &text_field },
		                             { .name = "d\re", .field = &text_field } };
	struct output output = {
		.writer = &csv_writer,
		.columns = columns,
		.n_columns = N_COLUMNS,
		.fd = memfd_create("csv", 0),
	};
	struct text rest = { .bytes = file };
	char scratch[2 * RANDOM_TEXT];
	bool is_last = false;

	assert_int_equal(csv_writer.begin(&output), 0);
	for (size_t row = 0; row < N_ROWS; row++) {
		for (size_t n = 0; n < N_COLUMNS; n++)
			values[row][n] =
				(struct value){ .is = PRESENT, .text = random_text(bytes[row][n]) };
		assert_int_equal(csv_writer.row(&output, values[row], 0), 0);
	}
	assert_int_equal(csv_writer.end(&output), 0);
	rest.length = (size_t)pread(output.fd, file, sizeof(file), 0);
	for (size_t n = 0; n < N_COLUMNS; n++)
		assert_true(
			text_equal(next_cell(&rest, scratch, &is_last), text_of(columns[n].name)));
	for (size_t row = 0; row < N_ROWS; row++)
		for (size_t n = 0; n < N_COLUMNS; n++) {
			assert_true(text_equal(next_cell(&rest, scratch, &is_last),
			                       values[row][n].text));
			assert_int_equal(is_last, n + 1 == N_COLUMNS);
		}
	assert_int_equal(rest.length, 0);
	csv_writer.done(&output);
	buffer_done(&output.buffer);
	close(output.fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_texts_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
