/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peaks: a sink that keeps the largest values. */
#include "command/action/peaks.h"

#include "write/output.h"

static int peaks_sink_begin(void *arg)
{
	struct peaks *peaks = arg;

	memset(peaks->sums, 0, sizeof(peaks->sums));
	return peaks->next.begin(peaks->next.arg);
}

static void add_value(struct peak *sum, const struct field *field, const struct value *value)
{
	if (value->is != PRESENT)
		return;
	if (field_type(field) == TYPE_FLOAT)
		sum->share = some_f64(sum->share.v + value->f);
	else
		sum->count = some_u64(sum->count.v + value->u);
}

static int peaks_sink_row(void *arg, const struct sink_row *row)
{
	struct peaks *peaks = arg;

	for (size_t n = 0; n < peaks->n; n++)
		add_value(&peaks->sums[n], peaks->output.columns[peaks->columns[n]].field,
		          &row->values[peaks->columns[n]]);
	return peaks->next.row(peaks->next.arg, row);
}

static int peaks_sink_end(void *arg)
{
	struct peaks *peaks = arg;

	for (size_t n = 0; n < peaks->n; n++) {
		struct peak *value = &peaks->values[n];
		const struct peak *sum = &peaks->sums[n];

		if (sum->share.is == PRESENT && sum->share.v >= value->share.v)
			value->share = sum->share;
		if (sum->count.is == PRESENT && sum->count.v >= value->count.v)
			value->count = sum->count;
	}
	return peaks->next.end(peaks->next.arg);
}

static bool has_peak(const struct field *field)
{
	bool is_number = field_type(field) == TYPE_UINT || field_type(field) == TYPE_FLOAT;

	return is_number && (field->unit == UNIT_BYTES || field->unit == UNIT_PERCENT ||
	                     text_starts(text_of(field->name), TEXT("num_")));
}

int peaks_begin(struct peaks *peaks, const struct invocation *invocation, struct query *query,
                int fd)
{
	struct output *output = &peaks->output;
	int r;

	output->writer = invocation->writer ? invocation->writer : writers[0];
	r = output->writer->has_time ? query_show_first(query, "time") : 0;
	if (r < 0)
		return r;
	output->settings = invocation->output;
	output->settings.is_repeated = true;
	output->fd = fd;
	output->columns = query->columns.items;
	output->n_columns = query->columns.n;
	peaks->next = output_sink(output);
	peaks->sink = (struct sink){ .is_for_people = peaks->next.is_for_people,
		                     .begin = peaks_sink_begin,
		                     .row = peaks_sink_row,
		                     .end = peaks_sink_end,
		                     .arg = peaks };
	query->sink = &peaks->sink;
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
	for (size_t n = 0; n < peaks->n; n++) {
		size_t member = peaks->members[n].kind == KIND_OPT_F64
		                        ? offsetof(struct peak, share)
		                        : offsetof(struct peak, count);

		peaks->members[n].offset = (uint32_t)(offset + n * sizeof(struct peak) + member);
	}
	return (struct field){ .name = "peak",
		               .help = "the largest values among the samples",
		               .kind = KIND_STRUCT,
		               .members = peaks->members,
		               .n_members = (uint16_t)peaks->n };
}

void peaks_done(struct peaks *peaks)
{
	output_done(&peaks->output);
}
