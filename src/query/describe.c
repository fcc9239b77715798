/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Describe: the columns of a view as rows. */
#include "query/describe.h"

#include <errno.h>

#include "query/function.h"

struct description {
	struct record record;
	struct text name;
	const char *type;
	const char *unit;
	bool is_default;
	const char *help;
	const char *source;
	struct texts members;
	struct texts aliases;
	struct texts words;
};

const char describe_columns[] = "name,type,unit,default,help,source";

static const struct field describe_fields[] = {
	FIELD(struct description, name, .name = "name", .help = "name of the column"),
	FIELD(struct description, type, .name = "type", .help = "type of its values"),
	FIELD(struct description, unit, .name = "unit", .help = "unit of its values"),
	FIELD(struct description, is_default, .name = "default",
	      .help = "whether it is shown without -o"),
	FIELD(struct description, help, .name = "help", .help = "what the column shows"),
	FIELD(struct description, source, .name = "source",
	      .help = "the kernel file or call that the values come from"),
	FIELD(struct description, members, .name = "members",
	      .help = "the members of a struct, which are columns too"),
	FIELD(struct description, aliases, .name = "aliases",
	      .help = "other names that are understood, such as those of ps(1)"),
	FIELD(struct description, words, .name = "words",
	      .help = "the words that an enumeration can be"),
};

/* Where a column comes from: the first of its sources, also for structs and rates. */
static const char *source_of(const struct collector *collector, const struct field *field)
{
	uint64_t sources = collector_sources_of(collector, field);

	if (!sources)
		return collector->record_size == 0 ? NULL
		       : collector->sources && collector->n_sources > 0 &&
		                       collector->sources[0].path
		               ? collector->sources[0].path
		               : collector->name;
	return collector->sources[__builtin_ctzll(sources)].path;
}

static int list_members(const struct field *field, struct arena *arena, struct texts *ret)
{
	struct text *items;

	if (field->n_members == 0)
		return 0;
	items = arena_array(arena, field->n_members, sizeof(*items));
	if (!items)
		return -ENOMEM;
	for (size_t n = 0; n < field->n_members; n++)
		items[n] = text_of(field->members[n].name);
	*ret = (struct texts){ .items = items, .n = field->n_members, .is = PRESENT };
	return 0;
}

static int list_aliases(const struct field *field, struct arena *arena, struct texts *ret)
{
	struct text rest = text_of(field->alias), word, *items = NULL;
	size_t n = 0;

	while (text_next_word(&rest, &word)) {
		struct text *grown = arena_grow(arena, items, n, sizeof(*items));

		if (!grown)
			return -ENOMEM;
		items = grown;
		items[n++] = word;
	}
	*ret = (struct texts){ .items = items, .n = n, .is = n > 0 ? PRESENT : ABSENT };
	return 0;
}

static int list_words(const struct field *field, struct arena *arena, struct texts *ret)
{
	struct text *items;
	size_t n = 0;

	while (field->words && field->words[n])
		n++;
	if (n == 0)
		return 0;
	items = arena_array(arena, n, sizeof(*items));
	if (!items)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		items[i] = text_of(field->words[i]);
	*ret = (struct texts){ .items = items, .n = n, .is = PRESENT };
	return 0;
}

static bool is_in_list(const char *list, const char *name)
{
	struct text rest = text_of(list), part;

	while (text_next_part(&rest, ',', &part))
		if (text_equal(part, text_of(name)))
			return true;
	return false;
}

static int describe(const struct describe_options *options, const struct column *column,
                    struct rows *rows)
{
	struct description *row = rows_add(rows, sizeof(*row));
	int r;

	if (!row)
		return -ENOMEM;
	row->type = field_type_word(column->field);
	row->unit = unit_word(column->field->unit);
	row->is_default = is_in_list(options->defaults, column->name);
	row->help = column->field->help;
	row->source = !column->expression ? source_of(options->collector, column->field)
	              : column->expression->function && column->expression->function->is_name
	                      ? column->expression->function->source
	                      : "an expression";
	r = arena_copy(&rows->arena, text_of(column->name), &row->name);
	if (r == 0)
		r = list_members(column->field, &rows->arena, &row->members);
	if (r == 0)
		r = list_aliases(column->field, &rows->arena, &row->aliases);
	return r < 0 ? r : list_words(column->field, &rows->arena, &row->words);
}

static int describe_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	const struct describe_options *options = plan->options;
	_cleanup_columns_ struct columns known = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	const struct columns *columns = options->only ? options->only : &known;
	int r = options->only ? 0 : columns_known(options->collector, &known);

	for (size_t n = 0; n < columns->n && r == 0; n++) {
		r = describe(options, &columns->items[n], &rows);
		if (r == 0)
			r = rows_offer(plan, NULL, &rows);
	}
	return r < 0 ? r : take->rows(take->arg, &rows);
}

const struct collector describe_collector = {
	.name = "columns",
	.fields = describe_fields,
	.n_fields = ARRAY_SIZE(describe_fields),
	.record_size = sizeof(struct description),
	.key = "name",
	.scan = describe_scan,
};
