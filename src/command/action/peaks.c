/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peaks: a writer that remembers the largest values. */
#include "command/action/peaks.h"

#include "write/output.h"

static int begin(struct output *output)
{
	struct peaks *peaks = output->state;

	memset(peaks->sums, 0, sizeof(peaks->sums));
	peaks->inner.n_rows = 0;
	return peaks->inner.writer->begin(&peaks->inner);
}

static void add(struct peak *sum, const struct field *field, const struct value *value)
{
	if (value->is != PRESENT)
		return;
	if (field_type(field) == TYPE_FLOAT)
		sum->share = some_f64(sum->share.v + value->f);
	else
		sum->count = some_u64(sum->count.v + value->u);
}

static int row(struct output *output, const struct value *values, unsigned depth)
{
	struct peaks *peaks = output->state;
	int r;

	for (size_t n = 0; n < peaks->n; n++)
		add(&peaks->sums[n], peaks->inner.columns[peaks->columns[n]].field,
		    &values[peaks->columns[n]]);
	r = peaks->inner.writer->row(&peaks->inner, values, depth);
	peaks->inner.n_rows++;
	return r;
}

static int end(struct output *output)
{
	struct peaks *peaks = output->state;
	int r = peaks->inner.writer->end(&peaks->inner);

	peaks->inner.had_report = true;
	for (size_t n = 0; n < peaks->n; n++) {
		struct peak *value = &peaks->values[n];
		const struct peak *sum = &peaks->sums[n];

		if (sum->share.is == PRESENT && sum->share.v >= value->share.v)
			value->share = sum->share;
		if (sum->count.is == PRESENT && sum->count.v >= value->count.v)
			value->count = sum->count;
	}
	return r;
}

static void done(struct output *output _unused_)
{
}

static const struct writer peaks_writer = {
	.name = "peaks", .begin = begin, .row = row, .end = end, .done = done
};

static bool has_peak(const struct field *field)
{
	bool is_number = field_type(field) == TYPE_UINT || field_type(field) == TYPE_FLOAT;

	return is_number && (field->unit == UNIT_BYTES || field->unit == UNIT_PERCENT ||
	                     text_starts(text_of(field->name), TEXT("num_")));
}

int peaks_begin(struct peaks *peaks, const struct invocation *invocation, struct query *query,
                int fd)
{
	struct output *inner = &peaks->inner;
	int r;

	inner->writer = invocation->writer ? invocation->writer : writers[0];
	r = inner->writer->has_time ? query_show_first(query, &time_field) : 0;
	if (r < 0)
		return r;
	inner->settings = invocation->output;
	inner->settings.is_repeated = true;
	inner->fd = fd;
	inner->columns = query->columns.items;
	inner->n_columns = query->columns.n;
	peaks->output = *inner;
	peaks->output.writer = &peaks_writer;
	peaks->output.state = peaks;
	query->output = &peaks->output;
	for (size_t n = 0; n < query->columns.n && peaks->n < MOST_PEAKS; n++)
		if (has_peak(query->columns.items[n].field))
			peaks->columns[peaks->n++] = n;
	for (size_t n = 0; n < peaks->n; n++) {
		const struct column *column = &query->columns.items[peaks->columns[n]];

		peaks->members[n] = (struct field){ .name = column->field->name,
			                            .help = column->field->help,
			                            .unit = column->field->unit,
			                            .kind = field_type(column->field) == TYPE_FLOAT
			                                            ? KIND_OPT_F64
			                                            : KIND_OPT_U64 };
	}
	return 0;
}

struct field peaks_field(struct peaks *peaks, size_t offset)
{
	for (size_t n = 0; n < peaks->n; n++)
		peaks->members[n].offset =
			offset + n * sizeof(struct peak) +
			(peaks->members[n].kind == KIND_OPT_F64 ? offsetof(struct peak, share)
		                                                : offsetof(struct peak, count));
	return (struct field){ .name = "peak",
		               .help = "the largest values among the samples",
		               .kind = KIND_STRUCT,
		               .members = peaks->members,
		               .n_members = peaks->n };
}

void peaks_done(struct peaks *peaks)
{
	if (peaks->inner.writer)
		peaks->inner.writer->done(&peaks->inner);
	buffer_done(&peaks->inner.buffer);
	buffer_done(&peaks->output.buffer);
}
