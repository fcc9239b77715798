/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys: operands that pick rows. */
#include "command/keys.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

const struct field *keys_field(const struct collector *collector)
{
	struct text names = text_of(collector->labels ? collector->labels : collector->key), name;

	while (text_next_word(&names, &name))
		if (!text_equal(name, TEXT("pid")))
			return field_find_path(collector->fields, collector->n_fields, name);
	return NULL;
}

int keys_prepare(struct keys *keys, const struct collector *collector, char *const *words, size_t n,
                 struct arena *arena)
{
	*keys = (struct keys){ .words = words, .n = n, .field = keys_field(collector) };
	if (n == 0)
		return 0;
	if (!keys->field)
		return -EINVAL;
	keys->is_seen = arena_array(arena, n, sizeof(*keys->is_seen));
	return keys->is_seen ? 0 : -ENOMEM;
}

/* The key of a row as text; NUMBER holds the digits of a number. */
static struct text key_text(const struct field *field, const struct value *value, char number[24])
{
	switch (field_type(field)) {
	case TYPE_TEXT:
		return value->text;
	case TYPE_UINT:
		snprintf(number, 24, "%" PRIu64, value->u);
		return text_of(number);
	default:
		return (struct text){ 0 };
	}
}

bool keys_hold(const struct keys *keys, const void *record)
{
	struct value value;
	struct text text;
	char number[24];
	bool is_picked = keys->n == 0;

	if (is_picked)
		return true;
	record_value(keys->field, record, &value);
	if (value.is != PRESENT)
		return false;
	text = key_text(keys->field, &value, number);
	for (size_t n = 0; n < keys->n; n++)
		if (text_equal(text, text_of(keys->words[n]))) {
			keys->is_seen[n] = true;
			is_picked = true;
		}
	return is_picked;
}
