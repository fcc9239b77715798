/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Performance data: 'label'=value[UOM];warn;crit;min;max */
#include "write/performance.h"

#include "write/cell.h"

bool performance_is_measured(const struct output *output, size_t n)
{
	return output->settings.measures && output->settings.measures[n].is_measured;
}

int performance_add_name(struct buffer *buffer, const struct output *output,
                         const struct value *values)
{
	size_t before = buffer->length;
	int r = 0;

	for (size_t n = 0; n < output->n_columns && r == 0; n++) {
		const struct field *field = output->columns[n].field;

		if (values[n].is != PRESENT || performance_is_measured(output, n) ||
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

/* The unit of measurement (UOM) of the guidelines. */
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
		count += performance_is_measured(output, n);
	return count;
}

/*
 * Appends a label in quotes. "=" and a quote would end the label, and "|" would begin the
 * performance data again: they become "_". The guidelines allow a quote to be doubled, but parsers
 * do not understand that.
 */
static int add_label(struct buffer *performance, const struct output *output,
                     const struct value *values, const char *column)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	int r = performance_add_name(&name, output, values);

	if (r == 0 && (name.length == 0 || count_measured(output) > 1))
		r = buffer_add_format(&name, "%s%s", name.length > 0 ? " " : "", column);
	if (r == 0)
		r = buffer_add(performance, TEXT(" '"));
	for (size_t n = 0; n < name.length && r == 0; n++)
		r = buffer_add_byte(performance, strchr("='|", name.text[n]) ? '_' : name.text[n]);
	return r < 0 ? r : buffer_add(performance, TEXT("'="));
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

int performance_add_row(struct buffer *performance, const struct output *output,
                        const struct value *values)
{
	int r = 0;

	for (size_t n = 0; n < output->n_columns && r == 0; n++) {
		const struct field *field = output->columns[n].field;

		if (!performance_is_measured(output, n) || values[n].is != PRESENT)
			continue;
		r = add_label(performance, output, values, output->columns[n].name);
		if (r == 0)
			r = cell_plain(performance, field, &values[n]);
		if (r == 0)
			r = buffer_add(performance, text_of(unit_of_measurement(field)));
		if (r == 0)
			r = add_ranges(performance, field, &output->settings.measures[n]);
	}
	return r;
}
