/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Check: one line in the format of the Monitoring Plugins guidelines,
 * https://www.monitoring-plugins.org/doc/guidelines.html
 *
 *   DISK USAGE WARNING - 1 of 3 rows: / (percent=85.2) | '/'=85.2%;80;90;0;100
 * '/home'=12%;80;90;0;100
 *
 * The line names the rows that violate a condition: five at most, critical ones first; or the one
 * row of a check that is OK. The performance data has the measured values of all rows; of more than
 * MOST_MEASURED rows, only those of rows that violate. A label names the row, and also the column
 * if several columns are measured.
 *
 * check_conclude() writes the line: faults that make the state UNKNOWN may come after the last row.
 */
#include <ctype.h>
#include <errno.h>

#include "write/cell.h"
#include "write/formats.h"
#include "write/output.h"
#include "write/performance.h"

enum { MOST_NAMED = 5, MOST_MEASURED = 32 };

/* "sda (percent=91), sdb (percent=95)" */
struct named {
	struct buffer text;
	size_t ends[MOST_NAMED]; /* where each row's part of the text ends */
	size_t n;
};

struct check {
	struct named named[N_LEVELS];
	size_t n[N_LEVELS];        /* rows */
	struct buffer performance; /* data of the first MOST_MEASURED rows */
	struct buffer violations;  /* data of the first MOST_MEASURED rows that violate */
	size_t n_measured;         /* rows in `violations` */
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
		buffer_done(&check->named[n].text);
	if (check)
		buffer_done(&check->performance);
	if (check)
		buffer_done(&check->violations);
	free(check);
	output->state = NULL;
}

/* ---- the rows ---- */

/* " (percent=85.2, used=1.2G)" */
static int add_values(struct buffer *buffer, const struct output *output,
                      const struct value *values, bool has_name)
{
	const char *between = has_name ? " (" : "";
	bool is_first = true;
	int r = 0;

	for (size_t n = 0; n < output->n_columns && r == 0; n++) {
		if (!performance_is_measured(output, n) || values[n].is != PRESENT)
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

/* How many rows of a level are named at most. */
static size_t most_named(enum level level)
{
	return level == LEVEL_OK ? 1 : MOST_NAMED;
}

static int name_row(struct check *check, const struct output *output, const struct value *values)
{
	struct named *named = &check->named[output->level];
	struct buffer *text = &named->text;
	size_t before;
	int r = 0;

	if (named->n == most_named(output->level))
		return 0;
	if (named->n > 0)
		r = buffer_add(text, TEXT(", "));
	before = text->length;
	if (r == 0)
		r = performance_add_name(text, output, values);
	if (r == 0)
		r = add_values(text, output, values, text->length > before);
	named->ends[named->n++] = text->length;
	return r;
}

static int check_row(struct output *output, const struct value *values, unsigned depth _unused_)
{
	struct check *check = output->state;
	bool is_early = check->n[LEVEL_OK] + check->n[LEVEL_WARNING] + check->n[LEVEL_CRITICAL] <
	                MOST_MEASURED;
	int r;

	check->n[output->level]++;
	r = name_row(check, output, values);
	if (r == 0 && is_early)
		r = performance_add_row(&check->performance, output, values);
	if (r < 0 || output->level == LEVEL_OK || check->n_measured == MOST_MEASURED)
		return r;
	check->n_measured++;
	return performance_add_row(&check->violations, output, values);
}

/* check_conclude() writes the line. */
static int check_end(struct output *output _unused_)
{
	return 0;
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

/* Appends text without "|", which would begin the performance data. */
static int add_words(struct buffer *buffer, struct text words)
{
	int r = 0;

	for (size_t n = 0; n < words.length && r == 0; n++)
		r = buffer_add_byte(buffer, words.bytes[n] == '|' ? '_' : words.bytes[n]);
	return r;
}

/* "MEM VIRTUAL UNKNOWN - no such file, " */
static int begin_line(struct buffer *buffer, const char *subject, const char *state,
                      const char *reason)
{
	_cleanup_buffer_ struct buffer words = { 0 };
	int r = add_subject(buffer, subject);

	if (r == 0)
		r = buffer_add_format(buffer, " %s - ", state);
	if (r == 0 && reason)
		r = cell_text(&words, text_of(reason));
	return r < 0 ? r : add_words(buffer, buffer_text(&words));
}

/* Appends the first N names of a level. */
static int add_named(struct buffer *buffer, const struct named *named, size_t n,
                     const char *between)
{
	int r = n > 0 && named->text.length > 0 ? buffer_add(buffer, text_of(between)) : 0;

	return r < 0 || n == 0 ? r
	                       : add_words(buffer, (struct text){ .bytes = named->text.text,
	                                                          .length = named->ends[n - 1] });
}

static int add_violations(struct buffer *buffer, const struct check *check)
{
	size_t n_bad = check->n[LEVEL_WARNING] + check->n[LEVEL_CRITICAL], n_named = 0;
	int r = 0;

	for (int level = LEVEL_CRITICAL; level > LEVEL_OK && r == 0; level--) {
		const struct named *named = &check->named[level];
		size_t n = MIN(named->n, MOST_NAMED - n_named);

		r = add_named(buffer, named, n, n_named > 0 ? ", " : ": ");
		n_named += n;
	}
	if (r < 0 || n_bad == n_named)
		return r;
	return buffer_add_format(buffer, " and %zu more", n_bad - n_named);
}

static int add_performance(struct buffer *buffer, const struct buffer *performance)
{
	int r = performance->length > 0 ? buffer_add(buffer, TEXT(" |")) : 0;

	return r < 0 ? r : buffer_add(buffer, buffer_text(performance));
}

static int add_rows(struct buffer *buffer, const struct check *check)
{
	size_t n_bad = check->n[LEVEL_WARNING] + check->n[LEVEL_CRITICAL];
	size_t n_rows = n_bad + check->n[LEVEL_OK];
	int r = n_bad > 0 ? buffer_add_format(buffer, "%zu of ", n_bad) : 0;

	if (r == 0)
		r = buffer_add_format(buffer, "%zu row%s", n_rows, n_rows == 1 ? "" : "s");
	if (r == 0)
		r = n_rows == 1 && n_bad == 0 ? add_named(buffer, &check->named[LEVEL_OK], 1, ": ")
		                              : add_violations(buffer, check);
	return r < 0 ? r
	             : add_performance(buffer, n_rows > MOST_MEASURED ? &check->violations
	                                                              : &check->performance);
}

int check_conclude(struct output *output, const char *state, const char *reason)
{
	static const struct check none = { 0 };
	struct buffer *buffer = &output->buffer;
	int r = begin_line(buffer, output->settings.subject, state, reason);

	if (r == 0 && reason)
		r = buffer_add(buffer, TEXT(", "));
	if (r == 0)
		r = add_rows(buffer, output->state ? output->state : &none);
	if (r == 0)
		r = buffer_add_byte(buffer, '\n');
	return r < 0 ? r : output_flush(output);
}

int check_refuse(int fd, const char *subject, const char *reason)
{
	struct output output = { .fd = fd };
	int r = begin_line(&output.buffer, subject, "UNKNOWN", reason);

	if (r == 0)
		r = buffer_add_byte(&output.buffer, '\n');
	if (r == 0)
		r = output_flush(&output);
	buffer_done(&output.buffer);
	return r;
}

const struct writer check_writer = {
	.name = "check",
	.has_labels = true,
	.begin = check_begin,
	.row = check_row,
	.end = check_end,
	.done = check_done,
};
