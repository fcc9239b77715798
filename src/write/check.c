/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Check: one line as the Monitoring Plugins guidelines have it,
 * https://www.monitoring-plugins.org/doc/guidelines.html
 *
 *   DISK USAGE WARNING - 1 of 3 rows: / (percent=85.2) | '/'=85.2%;80;90;0;100
 * '/home'=12%;80;90;0;100
 *
 * The rows that violate are named, five of them at most, the critical ones first. What is measured
 * is performance data: of all rows, or where there are very many, of those that violate. Its label
 * names row and column, the column only where several are measured.
 */
#include <ctype.h>
#include <errno.h>

#include "base/decimal.h"
#include "model/compare.h"
#include "write/cell.h"
#include "write/formats.h"
#include "write/output.h"

enum { MOST_NAMED = 5, MOST_MEASURED = 32 };

struct check {
	struct buffer named[N_LEVELS]; /* "sda (percent=91), sdb (percent=95)" */
	size_t n_named[N_LEVELS];
	size_t n[N_LEVELS]; /* rows */
	struct buffer performance;
	struct buffer violations; /* the same of rows that violate */
};

static int check_begin(struct output *output)
{
	if (!output->state)
		output->state = calloc(1, sizeof(struct check));
	return output->state ? 0 : -ENOMEM;
}

static void check_done(struct output *output)
{
	struct check *check = output->state;

	for (size_t n = 0; check && n < N_LEVELS; n++)
		buffer_done(&check->named[n]);
	if (check)
		buffer_done(&check->performance);
	if (check)
		buffer_done(&check->violations);
	free(check);
	output->state = NULL;
}

/* ---- the name of a row ---- */

static bool is_measured(const struct output *output, size_t n)
{
	return output->settings.measures && output->settings.measures[n].is_measured;
}

/* What names the row: its labels, and what is text in it, with blanks between. */
static int add_name(struct buffer *buffer, const struct output *output, const struct value *values)
{
	size_t before = buffer->length;
	int r = 0;

	for (size_t n = 0; n < output->n_columns && r == 0; n++) {
		const struct field *field = output->columns[n].field;

		if (values[n].is != PRESENT || is_measured(output, n) ||
		    field_type(field) > TYPE_TEXT ||
		    (n >= output->settings.n_labels && field_type(field) != TYPE_TEXT))
			continue;
		if (buffer->length > before)
			r = buffer_add_byte(buffer, ' ');
		if (r == 0)
			r = field_type(field) == TYPE_TEXT ? cell_text(buffer, values[n].text)
			                                   : cell_plain(buffer, field, &values[n]);
	}
	return r;
}

/* " (percent=85.2, used=1.2G)" */
static int add_values(struct buffer *buffer, const struct output *output,
                      const struct value *values, bool has_name)
{
	const char *between = has_name ? " (" : "";
	bool is_first = true;
	int r = 0;

	for (size_t n = 0; n < output->n_columns && r == 0; n++) {
		if (!is_measured(output, n) || values[n].is != PRESENT)
			continue;
		r = buffer_add_format(buffer, "%s%s=", between, output->columns[n].name);
		if (r == 0)
			r = cell_human(buffer, output->columns[n].field, &values[n],
			               (struct human_style){ 0 });
		between = ", ";
		is_first = false;
	}
	return r < 0 || is_first || !has_name ? r : buffer_add_byte(buffer, ')');
}

static int name_row(struct check *check, const struct output *output, const struct value *values)
{
	struct buffer *named = &check->named[output->level];
	size_t before;
	int r = 0;

	if (output->level == LEVEL_OK || check->n_named[output->level] == MOST_NAMED)
		return 0;
	if (check->n_named[output->level]++ > 0)
		r = buffer_add(named, TEXT(", "));
	before = named->length;
	if (r == 0)
		r = add_name(named, output, values);
	return r < 0 ? r : add_values(named, output, values, named->length > before);
}

/* ---- performance data ---- */

/* The units that the guidelines know. */
static const char *unit_of_measurement(const struct field *field)
{
	switch (field->unit) {
	case UNIT_PERCENT:
		return "%";
	case UNIT_BYTES:
		return "B";
	case UNIT_SECONDS:
		return "s";
	case UNIT_MILLISECONDS:
		return "ms";
	case UNIT_MICROSECONDS:
		return "us";
	default:
		return field->is_counter ? "c" : "";
	}
}

static size_t count_measured(const struct output *output)
{
	size_t count = 0;

	for (size_t n = 0; n < output->n_columns; n++)
		count += is_measured(output, n);
	return count;
}

/* A label in quotes, a quote twice; "=" would end it. */
static int add_label(struct buffer *performance, const struct output *output,
                     const struct value *values, const char *column)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	int r = add_name(&name, output, values);

	if (r == 0 && (name.length == 0 || count_measured(output) > 1))
		r = buffer_add_format(&name, "%s%s", name.length > 0 ? " " : "", column);
	if (r == 0)
		r = buffer_add(performance, TEXT(" '"));
	for (size_t n = 0; n < name.length && r == 0; n++) {
		char c = name.text[n];

		r = buffer_add_byte(performance, c == '=' || c == '|' ? '_' : c);
		if (c == '\'' && r == 0)
			r = buffer_add_byte(performance, c);
	}
	return r < 0 ? r : buffer_add(performance, TEXT("'="));
}

static int add_number(struct buffer *buffer, const struct field *field, const struct value *value)
{
	switch (field_type(field)) {
	case TYPE_UINT:
		return decimal_add_u64(buffer, value->u);
	case TYPE_INT:
		return decimal_add_i64(buffer, value->i);
	default:
		return decimal_add_double(buffer, value->f);
	}
}

/* ;warn;crit;min;max */
static int add_ranges(struct buffer *buffer, const struct field *field,
                      const struct measure *measure)
{
	int r = 0;

	for (int level = LEVEL_WARNING; level < N_LEVELS && r == 0; level++) {
		r = buffer_add_byte(buffer, ';');
		if (r == 0)
			r = buffer_add(buffer, measure->ranges[level]);
	}
	if (r < 0)
		return r;
	if (field->gauge == GAUGE_PERCENT)
		return buffer_add(buffer, TEXT(";0;100"));
	return buffer_add(buffer, field_type(field) == TYPE_UINT ? TEXT(";0;") : TEXT(";;"));
}

static int measure_row(struct buffer *performance, const struct output *output,
                       const struct value *values)
{
	int r = 0;

	for (size_t n = 0; n < output->n_columns && r == 0; n++) {
		const struct field *field = output->columns[n].field;

		if (!is_measured(output, n) || values[n].is != PRESENT)
			continue;
		r = add_label(performance, output, values, output->columns[n].name);
		if (r == 0)
			r = add_number(performance, field, &values[n]);
		if (r == 0)
			r = buffer_add(performance, text_of(unit_of_measurement(field)));
		if (r == 0)
			r = add_ranges(performance, field, &output->settings.measures[n]);
	}
	return r;
}

static int check_row(struct output *output, const struct value *values, unsigned depth _unused_)
{
	struct check *check = output->state;
	int r;

	check->n[output->level]++;
	r = name_row(check, output, values);
	if (r == 0)
		r = measure_row(&check->performance, output, values);
	return r < 0 || output->level == LEVEL_OK ? r
	                                          : measure_row(&check->violations, output, values);
}

/* ---- the line ---- */

/* "disk_usage" as "DISK USAGE". */
static int add_subject(struct buffer *buffer, const char *subject)
{
	int r = 0;

	for (; *subject && r == 0; subject++)
		r = buffer_add_byte(buffer,
		                    *subject == '_' ? ' ' : (char)toupper((unsigned char)*subject));
	return r;
}

/* A bar would begin the performance data. */
static int add_named(struct buffer *buffer, const struct check *check)
{
	size_t n_left = check->n[LEVEL_WARNING] + check->n[LEVEL_CRITICAL];
	size_t n_room = MOST_NAMED;
	const char *between = ": ";
	int r = 0;

	for (int level = LEVEL_CRITICAL; level > LEVEL_OK && r == 0; level--) {
		const struct buffer *named = &check->named[level];

		if (check->n_named[level] == 0 || check->n_named[level] > n_room)
			continue;
		r = buffer_add(buffer, text_of(between));
		for (size_t n = 0; n < named->length && r == 0; n++)
			r = buffer_add_byte(buffer, named->text[n] == '|' ? '_' : named->text[n]);
		n_room -= check->n_named[level];
		n_left -= check->n_named[level];
		between = ", ";
	}
	return r < 0 || n_left == 0 ? r : buffer_add_format(buffer, " and %zu more", n_left);
}

/* Where not all could be read, only what is critical is known. */
static const char *state_of(const struct output *output)
{
	const struct check *check = output->state;

	if (check->n[LEVEL_CRITICAL] > 0)
		return "CRITICAL -";
	if (output->is_doubtful)
		return "UNKNOWN - not all could be read,";
	return check->n[LEVEL_WARNING] > 0 ? "WARNING -" : "OK -";
}

static int add_counts(struct buffer *buffer, size_t n_bad, size_t n_rows)
{
	int r = n_bad > 0 ? buffer_add_format(buffer, "%zu of ", n_bad) : 0;

	return r < 0 ? r : buffer_add_format(buffer, "%zu row%s", n_rows, n_rows == 1 ? "" : "s");
}

static int add_performance(struct buffer *buffer, const struct check *check, size_t n_rows)
{
	const struct buffer *performance =
		n_rows > MOST_MEASURED ? &check->violations : &check->performance;
	int r = performance->length > 0 ? buffer_add(buffer, TEXT(" |")) : 0;

	return r < 0 ? r : buffer_add(buffer, buffer_text(performance));
}

static int check_end(struct output *output)
{
	const struct check *check = output->state;
	struct buffer *buffer = &output->buffer;
	size_t n_bad = check->n[LEVEL_WARNING] + check->n[LEVEL_CRITICAL];
	size_t n_rows = n_bad + check->n[LEVEL_OK];
	int r = add_subject(buffer, output->settings.subject);

	if (r == 0)
		r = buffer_add_format(buffer, " %s ", state_of(output));
	if (r == 0)
		r = add_counts(buffer, n_bad, n_rows);
	if (r == 0)
		r = add_named(buffer, check);
	if (r == 0)
		r = add_performance(buffer, check, n_rows);
	if (r == 0)
		r = buffer_add_byte(buffer, '\n');
	return r < 0 ? r : output_flush(output);
}

const struct writer check_writer = {
	.name = "check",
	.has_labels = true,
	.begin = check_begin,
	.row = check_row,
	.end = check_end,
	.done = check_done,
};
