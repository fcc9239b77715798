/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output: writing it, and the list of writers. */
#include "write/output.h"

#include <errno.h>

#include "write/formats.h"

enum { WORTH_A_CALL = 32 * 1024 }; /* bytes */

const struct writer *const writers[] = {
	&table_writer,  &csv_writer,         &tsv_writer,        &json_writer,
	&ndjson_writer, &openmetrics_writer, &prometheus_writer, NULL,
};

const struct writer *writer_find(struct text name)
{
	for (size_t n = 0; writers[n]; n++)
		if (text_equal(text_of(writers[n]->name), name))
			return writers[n];
	return NULL;
}

int output_flush(struct output *output)
{
	struct text rest = buffer_text(&output->buffer);

	if (output->show)
		return output->show(output->show_arg, output);
	output->buffer.length = 0;
	while (rest.length > 0) {
		ssize_t n = write(output->fd, rest.bytes, rest.length);

		if (n < 0 && errno != EINTR)
			return -errno;
		rest = text_skip(rest, n < 0 ? 0 : (size_t)n);
	}
	return 0;
}

int output_drain(struct output *output)
{
	return output->show || output->buffer.length < WORTH_A_CALL ? 0 : output_flush(output);
}

int output_begin(struct output *output)
{
	output->n_rows = 0;
	return output->writer->begin(output);
}

int output_row(struct output *output, const struct value *values, unsigned depth)
{
	int r = output->writer->row(output, values, depth);

	output->n_rows++;
	return r;
}

int output_end(struct output *output)
{
	int r = output->writer->end(output);

	output->had_report = true;
	return r;
}

static int sink_begin(void *arg)
{
	return output_begin(arg);
}

static int sink_row(void *arg, const struct sink_row *row)
{
	struct output *output = arg;

	output->level = row->level;
	return output_row(output, row->values, row->depth);
}

static int sink_end(void *arg)
{
	return output_end(arg);
}

struct sink output_sink(struct output *output)
{
	return (struct sink){
		.is_for_people = output->writer->is_for_people,
		.begin = sink_begin,
		.row = sink_row,
		.end = sink_end,
		.arg = output,
	};
}

void output_done(struct output *output)
{
	if (output->writer)
		output->writer->done(output);
	buffer_done(&output->buffer);
}
