/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emit: the last stage, which evaluates the columns of a row and hands the values to the sink. */
#include <errno.h>

#include "query/check.h"
#include "query/report.h"

/* The column that a table shows where FIELD, a list, is empty; NULL: none. */
static const struct field *instead_of(const struct query *query, const struct field *field)
{
	if (!field->instead || !query->sink || !query->sink->is_for_people)
		return NULL;
	return field_find(query->collector->fields, query->collector->n_fields,
	                  text_of(field->instead));
}

uint64_t emit_sources(const struct query *query, const struct columns *columns)
{
	uint64_t sources = columns_sources(query->collector, columns);

	for (size_t n = 0; n < columns->n; n++) {
		const struct field *instead = instead_of(query, columns->items[n].field);

		if (instead)
			sources |= collector_sources_of(query->collector, instead);
	}
	return sources;
}

/* A kernel thread has no command line: a table shows [NAME] instead, as ps(1) does. */
static int show_instead(struct report *report, const struct field *instead, const void *record,
                        struct value *ret)
{
	struct text *item = arena_alloc(&report->scratch, sizeof(*item));
	struct value name;
	char *bytes;

	record_value(instead, record, &name);
	if (name.is != PRESENT)
		return 0;
	bytes = arena_alloc(&report->scratch, name.text.length + 2);
	if (!item || !bytes)
		return -ENOMEM;
	bytes[0] = '[';
	memcpy(bytes + 1, name.text.bytes, name.text.length);
	bytes[name.text.length + 1] = ']';
	*item = (struct text){ .bytes = bytes, .length = name.text.length + 2 };
	ret->texts = (struct texts){ .items = item, .n = 1, .is = PRESENT };
	return 0;
}

static int fill_value(struct report *report, const struct column *column, const struct row *row,
                      struct value *ret)
{
	const struct field *instead = instead_of(report->query, column->field);
	struct evaluation evaluation;

	if (column->expression) {
		evaluation = report_evaluation(report);
		row_evaluate(row, &evaluation);
		expression_evaluate(column->expression, &evaluation, ret);
		return evaluation.error;
	}
	record_value(column->field, row->record, ret);
	if (!instead || ret->is != PRESENT || ret->texts.n > 0)
		return 0;
	return show_instead(report, instead, row->record, ret);
}

static int fill_values(struct report *report, const struct row *row)
{
	const struct columns *columns = &report->query->columns;
	int r = 0;

	arena_reset(&report->scratch);
	for (size_t n = 0; n < columns->n && r == 0; n++)
		r = fill_value(report, &columns->items[n], row, &report->values[n]);
	return r;
}

/* The level of the row in a check. --critical does not need --warning to hold as well. */
static int find_level(struct report *report, const struct row *row, enum level *ret)
{
	struct expression *const *conditions = report->query->grouping.conditions;
	struct evaluation evaluation = report_evaluation(report);

	row_evaluate(row, &evaluation);
	*ret = LEVEL_OK;
	if (conditions[CONDITION_CRITICAL] &&
	    expression_holds(conditions[CONDITION_CRITICAL], &evaluation))
		*ret = LEVEL_CRITICAL;
	else if (conditions[CONDITION_WARNING] &&
	         expression_holds(conditions[CONDITION_WARNING], &evaluation))
		*ret = LEVEL_WARNING;
	return evaluation.error;
}

int emit_row(struct report *report, const struct row *row)
{
	struct query *query = report->query;
	const struct sink *sink = query->sink;
	struct value depth = { 0 };
	enum level level = LEVEL_OK;
	int r = check_is_on(query) ? find_level(report, row, &level) : 0;

	query->n_levels[level]++;
	if (r < 0 || !sink || (query->shows_violations && level == LEVEL_OK))
		return r;
	r = fill_values(report, row);
	if (r == 0 && query->depth)
		record_value(query->depth, row->record, &depth);
	if (r == 0)
		r = sink->row(sink->arg, &(struct sink_row){ .values = report->values,
		                                             .depth = (unsigned)depth.u,
		                                             .level = level });
	return r;
}
