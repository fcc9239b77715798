/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Field: reads values from a record's memory. */
#include "model/field.h"

#include "base/cleanup.h"

enum type field_type(const struct field *field)
{
	static const enum type types[] = {
		[KIND_U64] = TYPE_UINT,      [KIND_I64] = TYPE_INT,
		[KIND_F64] = TYPE_FLOAT,     [KIND_BOOL] = TYPE_BOOL,
		[KIND_TEXT] = TYPE_TEXT,     [KIND_STRING] = TYPE_TEXT,
		[KIND_OPT_U64] = TYPE_UINT,  [KIND_OPT_I64] = TYPE_INT,
		[KIND_OPT_F64] = TYPE_FLOAT, [KIND_OPT_BOOL] = TYPE_BOOL,
		[KIND_NUMBERS] = TYPE_LIST,  [KIND_TEXTS] = TYPE_LIST,
		[KIND_STRUCTS] = TYPE_LIST,  [KIND_MAP] = TYPE_MAP,
		[KIND_STRUCT] = TYPE_STRUCT,
	};

	return types[field->kind];
}

bool field_is_called(const struct field *field, struct text name)
{
	struct text rest = text_of(field->alias), word;

	while (text_next_word(&rest, &word))
		if (text_equal(word, name))
			return true;
	return false;
}

const char *field_type_word(const struct field *field)
{
	static const char *const words[] = {
		[TYPE_UINT] = "uint",     [TYPE_INT] = "int",   [TYPE_FLOAT] = "float",
		[TYPE_BOOL] = "bool",     [TYPE_TEXT] = "text", [TYPE_LIST] = "list of struct",
		[TYPE_STRUCT] = "struct", [TYPE_MAP] = "map",
	};

	if (field->kind == KIND_NUMBERS)
		return "list of uint";
	if (field->kind == KIND_TEXTS)
		return "list of text";
	return words[field_type(field)];
}

const char *unit_word(enum unit unit)
{
	static const char *const words[N_UNITS] = {
		[UNIT_BYTES] = "bytes",
		[UNIT_SECONDS] = "seconds",
		[UNIT_MILLISECONDS] = "milliseconds",
		[UNIT_EPOCH] = "epoch",
		[UNIT_PERCENT] = "percent",
		[UNIT_MHZ] = "MHz",
		[UNIT_CELSIUS] = "celsius",
		[UNIT_FAHRENHEIT] = "fahrenheit",
		[UNIT_RPM] = "RPM",
		[UNIT_VOLT] = "volt",
		[UNIT_AMPERE] = "ampere",
		[UNIT_WATT] = "watt",
		[UNIT_JOULE] = "joule",
		[UNIT_MBIT_PER_SECOND] = "Mbit/s",
		[UNIT_BYTES_PER_SECOND] = "bytes/s",
		[UNIT_PER_SECOND] = "1/s",
		[UNIT_TICKS] = "ticks",
		[UNIT_CPUS] = "CPU numbers",
		[UNIT_MODE] = "flags",
		[UNIT_MICROSECONDS] = "microseconds",
	};

	return words[unit];
}

bool field_is_scalar(const struct field *field)
{
	return field_type(field) < TYPE_LIST;
}

static void get_text(struct text text, struct value *ret)
{
	ret->text = text;
	ret->is = text.bytes ? PRESENT : ABSENT;
}

/* A plain member is always present; other kinds carry their own presence. */
static void get_member(enum kind kind, const void *p, const void *record, struct value *ret)
{
	ret->is = PRESENT;
	switch (kind) {
	case KIND_U64:
		ret->u = *(const uint64_t *)p;
		break;
	case KIND_I64:
		ret->i = *(const int64_t *)p;
		break;
	case KIND_F64:
		ret->f = *(const double *)p;
		break;
	case KIND_BOOL:
		ret->b = *(const bool *)p;
		break;
	case KIND_TEXT:
		get_text(*(const struct text *)p, ret);
		break;
	case KIND_STRING:
		get_text(text_of(*(const char *const *)p), ret);
		break;
	case KIND_OPT_U64:
		ret->u = ((const struct opt_u64 *)p)->v;
		ret->is = ((const struct opt_u64 *)p)->is;
		break;
	case KIND_OPT_I64:
		ret->i = ((const struct opt_i64 *)p)->v;
		ret->is = ((const struct opt_i64 *)p)->is;
		break;
	case KIND_OPT_F64:
		ret->f = ((const struct opt_f64 *)p)->v;
		ret->is = ((const struct opt_f64 *)p)->is;
		break;
	case KIND_OPT_BOOL:
		ret->b = ((const struct opt_bool *)p)->v;
		ret->is = ((const struct opt_bool *)p)->is;
		break;
	case KIND_NUMBERS:
		ret->numbers = *(const struct numbers *)p;
		ret->is = ret->numbers.is;
		break;
	case KIND_TEXTS:
		ret->texts = *(const struct texts *)p;
		ret->is = ret->texts.is;
		break;
	case KIND_STRUCTS:
		ret->structs = *(const struct structs *)p;
		ret->is = ret->structs.is;
		break;
	case KIND_MAP:
		ret->map = *(const struct map *)p;
		ret->is = ret->map.is;
		break;
	case KIND_STRUCT:
		ret->record = record;
		break;
	}
}

void field_item_value(const struct field *field, const void *item, struct value *ret)
{
	*ret = (struct value){ 0 };
	if (field->get)
		field->get(item, ret);
	else
		get_member(field->kind, (const char *)item + field->offset, item, ret);
}
