/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Action output: the rows of an action, through the writers. */
#include "command/action/action_output.h"

#include <errno.h>
#include <stdio.h>

#include "command/options.h"
#include "write/output.h"

static int make_columns(struct action_output *report)
{
	report->columns = calloc(report->n_fields + 1, sizeof(*report->columns));
	report->values = calloc(report->n_fields + 1, sizeof(*report->values));
	if (!report->columns || !report->values)
		return -ENOMEM;
	for (size_t n = 0; n < report->n_fields; n++) {
		struct column *column = &report->columns[n];

		column->field = &report->fields[n];
		snprintf(column->name, sizeof(column->name), "%s", report->fields[n].name);
	}
	return 0;
}

int action_output_begin(struct action_output *report, const struct invocation *invocation)
{
	struct output *output = &report->output;

	if (report->is_quiet)
		return 0;
	report->error = make_columns(report);
	if (report->error < 0)
		return report->error;
	output->writer = invocation->writer ? invocation->writer : writers[0];
	output->settings = invocation->output;
	output->settings.subject = invocation->command->name;
	output->settings.with_text_labels = true;
	output->settings.is_one_row = report->is_one_row;
	output->settings.is_streamed = report->is_streamed;
	output->settings.with_color = options_want_color(invocation, report->fd);
	output->fd = report->fd;
	output->columns = report->columns;
	output->n_columns = report->n_fields;
	report->error = output_begin(output);
	if (report->error == 0 && report->is_streamed)
		report->error = output_flush(output); /* the headings */
	return report->error;
}

int action_output_row(struct action_output *report, const void *record)
{
	struct output *output = &report->output;

	if (report->is_quiet || report->error < 0)
		return report->error;
	for (size_t n = 0; n < report->n_fields; n++)
		record_value(&report->fields[n], record, &report->values[n]);
	report->error = output_row(output, report->values, 0);
	if (report->error == 0 && report->is_streamed)
		report->error = output_flush(output);
	return report->error;
}

int action_output_end(struct action_output *report)
{
	if (report->is_quiet || report->error < 0 || !report->output.writer)
		return report->error;
	report->error = output_end(&report->output);
	return report->error;
}

void action_output_done(struct action_output *report)
{
	output_done(&report->output);
	free(report->columns);
	free(report->values);
	*report = (struct action_output){ 0 };
}
