/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Metrics: each number of a row is a sample. View and column make the name of the metric
 * (write/metric_name.h); the columns that identify the row are its labels.
 *
 * OpenMetrics (github.com/prometheus/OpenMetrics, specification 1.0) writes the family name of a
 * counter without "_total". The text format of Prometheus (prometheus.io/docs/instrumenting/
 * exposition_formats, version 0.0.4) writes it with "_total"; promtool and the textfile collector
 * of the node exporter read only that format. No text with a counter is valid in both.
 */
#include <errno.h>
#include <stdio.h>

#include "base/array.h"
#include "base/hash.h"
#include "model/compare.h"
#include "model/record.h"
#include "write/cell.h"
#include "write/formats.h"
#include "write/metric_name.h"
#include "write/output.h"
#include "write/utf8.h"

struct metric {
	struct leaf leaf;
	bool is_label;
	double scale; /* factor to the base unit */
	char name[METRIC_NAME_SIZE];
	struct buffer samples; /* kept until the end: samples of a metric must not be mixed */
};

struct state {
	struct metric *metrics; /* one for each leaf of the columns */
	size_t n_metrics, size;
	struct buffer labels; /* of the row: name="value",… */
	struct hash rows;     /* of the hash of labels: the number of rows with them */
};

static void metrics_done(struct output *output)
{
	struct state *state = output->state;

	if (!state)
		return;
	for (size_t n = 0; n < state->n_metrics; n++)
		buffer_done(&state->metrics[n].samples);
	free(state->metrics);
	buffer_done(&state->labels);
	hash_done(&state->rows);
	free(state);
	output->state = NULL;
}

/* Names a metric. If an earlier column has the same name, a number is appended. */
static void name_metric(const struct state *state, struct metric *metric, const char *subject)
{
	size_t n_before = 1;

	metric_clean(metric->leaf.name);
	metric_name(subject, metric->leaf.name, metric->leaf.field, metric->name, &metric->scale);
	for (const struct metric *other = state->metrics; other < metric; other++)
		n_before += strcmp(other->name, metric->name) == 0;
	if (n_before > 1)
		snprintf(metric->name + strlen(metric->name),
		         sizeof(metric->name) - strlen(metric->name), "_%zu", n_before);
}

static int add_metrics(struct output *output, size_t n_column)
{
	struct state *state = output->state;
	const struct column *column = &output->columns[n_column];
	struct leaves leaves = { 0 };
	int r = leaves_add(column->name, column->field, &leaves);

	for (size_t n = 0; n < leaves.n && r == 0; n++) {
		bool is_text = field_type(leaves.items[n].field) == TYPE_TEXT;
		struct metric *metric;

		r = array_grow(&state->metrics, state->n_metrics, &state->size, sizeof(*metric));
		if (r < 0)
			break;
		metric = &state->metrics[state->n_metrics++];
		*metric = (struct metric){ .leaf = leaves.items[n] };
		metric->is_label = n_column < output->settings.n_labels ||
		                   (is_text && output->settings.with_text_labels);
		name_metric(state, metric, output->settings.subject);
	}
	free(leaves.items);
	return r;
}

static int metrics_begin(struct output *output)
{
	int r = 0;

	output->state = calloc(1, sizeof(struct state));
	if (!output->state)
		return -ENOMEM;
	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = add_metrics(output, n);
	return r;
}

/*
 * Both formats escape newlines and backslashes; WITH_QUOTES: quotes too, as in labels, and in the
 * help of OpenMetrics. A NUL, which ends a text for some readers, has no escape.
 */
static int add_escaped(struct buffer *buffer, struct text text, bool with_quotes)
{
	int r = 0;

	for (size_t n = 0; n < text.length && r == 0; n++) {
		char c = text.bytes[n];

		if (c == '\n')
			r = buffer_add(buffer, TEXT("\\n"));
		else if (c == '\\' || (c == '"' && with_quotes))
			r = buffer_add_format(buffer, "\\%c", c);
		else if (c == '\0')
			r = buffer_add(buffer, UTF8_REPLACEMENT);
		else
			r = buffer_add_byte(buffer, c);
	}
	return r;
}

/* A walk over the leaves of a row. */
struct walk {
	struct state *state;
	size_t n;
};

static int add_label(void *arg, const struct field *field, const struct value *value)
{
	struct walk *walk = arg;
	struct buffer *labels = &walk->state->labels;
	const struct metric *metric = &walk->state->metrics[walk->n++];
	_cleanup_buffer_ struct buffer plain = { 0 }, text = { 0 };
	int r;

	if (!metric->is_label || value->is != PRESENT)
		return 0;
	r = cell_plain(&plain, field, value);
	if (r == 0)
		r = utf8_add(&text, buffer_text(&plain));
	if (r == 0)
		r = buffer_add_format(labels, "%s%s=\"", labels->length > 0 ? "," : "",
		                      metric->leaf.name);
	if (r == 0)
		r = add_escaped(labels, buffer_text(&text), true);
	return r < 0 ? r : buffer_add_byte(labels, '"');
}

/* No two rows may have the same labels: a row that repeats them gets one more label. */
static int make_labels_unique(struct state *state)
{
	uint64_t hash = hash_text(buffer_text(&state->labels)), before = 0;
	int r;

	hash_get(&state->rows, hash, &before);
	r = hash_put(&state->rows, hash, before + 1);
	if (r < 0 || before == 0)
		return r;
	return buffer_add_format(&state->labels, "%sduplicate=\"%ju\"",
	                         state->labels.length > 0 ? "," : "", (uintmax_t)before);
}

static int add_number(struct buffer *samples, const struct metric *metric,
                      const struct value *value)
{
	if (field_type(metric->leaf.field) == TYPE_BOOL)
		return buffer_add_byte(samples, value->b ? '1' : '0');
	if (metric->scale == 1)
		return cell_plain(samples, metric->leaf.field, value);
	return buffer_add_format(samples, "%.15g",
	                         value_double(field_type(metric->leaf.field), value) *
	                                 metric->scale);
}

static bool is_number(const struct metric *metric)
{
	enum type type = field_type(metric->leaf.field);

	return !metric->is_label && (type <= TYPE_FLOAT || type == TYPE_BOOL);
}

static int add_labels(struct buffer *samples, const struct buffer *labels)
{
	int r;

	if (labels->length == 0)
		return 0;
	r = buffer_add_byte(samples, '{');
	if (r == 0)
		r = buffer_add(samples, buffer_text(labels));
	return r < 0 ? r : buffer_add_byte(samples, '}');
}

static int add_sample(void *arg, const struct field *field _unused_, const struct value *value)
{
	struct walk *walk = arg;
	const struct buffer *labels = &walk->state->labels;
	struct metric *metric = &walk->state->metrics[walk->n++];
	struct buffer *samples = &metric->samples;
	int r;

	if (value->is != PRESENT || !is_number(metric))
		return 0;
	r = buffer_add_format(samples, "%s%s", metric->name,
	                      metric->leaf.field->is_counter ? "_total" : "");
	if (r == 0)
		r = add_labels(samples, labels);
	if (r == 0)
		r = buffer_add_byte(samples, ' ');
	if (r == 0)
		r = add_number(samples, metric, value);
	return r < 0 ? r : buffer_add_byte(samples, '\n');
}

static int metrics_row(struct output *output, const struct value *values, unsigned depth _unused_)
{
	struct state *state = output->state;
	struct walk labels = { .state = state }, samples = { .state = state };
	int r = 0;

	state->labels.length = 0;
	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = leaves_walk(output->columns[n].field, &values[n], add_label, &labels);
	if (r == 0)
		r = make_labels_unique(state);
	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = leaves_walk(output->columns[n].field, &values[n], add_sample, &samples);
	return r;
}

static int write_unit(struct output *output, const struct metric *metric)
{
	const char *unit = metric_unit(metric->name, metric->leaf.field);

	if (!unit)
		return 0;
	return buffer_add_format(&output->buffer, "# UNIT %s %s\n", metric->name, unit);
}

static int write_metric(struct output *output, const struct metric *metric)
{
	const struct field *field = metric->leaf.field;
	bool is_strict = output->writer == &openmetrics_writer;
	const char *end = field->is_counter && !is_strict ? "_total" : "";
	int r = buffer_add_format(&output->buffer, "# HELP %s%s ", metric->name, end);

	if (r == 0)
		r = add_escaped(&output->buffer, text_of(field->help), is_strict);
	if (r == 0)
		r = buffer_add_format(&output->buffer, "\n# TYPE %s%s %s\n", metric->name, end,
		                      field->is_counter ? "counter" : "gauge");
	if (r == 0 && is_strict)
		r = write_unit(output, metric);
	if (r == 0)
		r = buffer_add(&output->buffer, buffer_text(&metric->samples));
	return r < 0 ? r : output_drain(output);
}

static int metrics_end(struct output *output)
{
	const struct state *state = output->state;
	int r = 0;

	for (size_t n = 0; n < state->n_metrics && r == 0; n++)
		if (state->metrics[n].samples.length > 0)
			r = write_metric(output, &state->metrics[n]);
	if (r == 0 && output->writer == &openmetrics_writer)
		r = buffer_add(&output->buffer, TEXT("# EOF\n"));
	return r < 0 ? r : output_flush(output);
}

const struct writer openmetrics_writer = {
	.name = "openmetrics",
	.has_labels = true,
	.begin = metrics_begin,
	.row = metrics_row,
	.end = metrics_end,
	.done = metrics_done,
};

const struct writer prometheus_writer = {
	.name = "prometheus",
	.has_labels = true,
	.begin = metrics_begin,
	.row = metrics_row,
	.end = metrics_end,
	.done = metrics_done,
};
