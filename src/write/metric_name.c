/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metric names: the words of view and column, then the base unit. */
#include "write/metric_name.h"

#include <ctype.h>
#include <stdio.h>

#include "base/cleanup.h"

struct base_unit {
	const char *name;
	double scale; /* factor from the column's unit to the base unit */
};

/* Base units of prometheus.io/docs/practices/naming; but percentages are not made ratios. */
static const struct base_unit base_units[N_UNITS] = {
	[UNIT_BYTES] = { "bytes", 1 },
	[UNIT_SECONDS] = { "seconds", 1 },
	[UNIT_MILLISECONDS] = { "seconds", 1e-3 },
	[UNIT_MICROSECONDS] = { "seconds", 1e-6 },
	[UNIT_EPOCH] = { "timestamp_seconds", 1 },
	[UNIT_PERCENT] = { "percent", 1 },
	[UNIT_MHZ] = { "hertz", 1e6 },
	[UNIT_CELSIUS] = { "celsius", 1 },
	[UNIT_FAHRENHEIT] = { "fahrenheit", 1 },
	[UNIT_RPM] = { "rpm", 1 },
	[UNIT_VOLT] = { "volts", 1 },
	[UNIT_AMPERE] = { "amperes", 1 },
	[UNIT_WATT] = { "watts", 1 },
	[UNIT_JOULE] = { "joules", 1 },
	[UNIT_MBIT_PER_SECOND] = { "bytes_per_second", 1e6 / 8 },
	[UNIT_BYTES_PER_SECOND] = { "bytes_per_second", 1 },
	[UNIT_PER_SECOND] = { "per_second", 1 },
	[UNIT_TICKS] = { "ticks", 1 },
};

static bool has_word(const char *words, struct text wanted)
{
	struct text rest = text_of(words ? words : ""), word;

	while (text_next_part(&rest, '_', &word))
		if (text_equal(word, wanted))
			return true;
	return false;
}

/* Whether the unit has the word already; "rate" means the same as "per second". */
static bool is_of_unit(struct text word, const char *unit)
{
	return has_word(unit, word) ||
	       (text_equal(word, TEXT("rate")) && has_word(unit, TEXT("per")));
}

static void add_word(char *name, struct text word)
{
	size_t length = strlen(name);

	snprintf(name + length, METRIC_NAME_SIZE - length, "_%.*s", (int)word.length, word.bytes);
}

/* Adds the words of NAME, except those that the unit has. */
static void add_words(char *ret, const char *name, const char *unit)
{
	struct text rest = text_of(name), word;

	while (text_next_part(&rest, '_', &word))
		if (word.length > 0 && !is_of_unit(word, unit))
			add_word(ret, word);
}

/* Whether the last word of a family is one that OpenMetrics and promtool reserve for samples. */
static bool ends_in_kind(const char *name, bool is_counter)
{
	const char *kinds = is_counter ? "total_created" : "total_created_count_sum_bucket_info";
	const char *last = strrchr(name, '_');

	return last && has_word(kinds, text_of(last + 1));
}

void metric_clean(char *name)
{
	for (char *c = name; *c; c++)
		if (!isascii((unsigned char)*c) || !isalnum((unsigned char)*c))
			*c = '_';
}

void metric_name(const char *subject, const char *column, const struct field *field,
                 char ret[METRIC_NAME_SIZE], double *ret_scale)
{
	const struct base_unit *unit = &base_units[field->unit];
	char words[METRIC_NAME_SIZE];

	snprintf(words, sizeof(words), "%s", column);
	metric_clean(words);
	snprintf(ret, METRIC_NAME_SIZE, "nvhost");
	add_words(ret, subject, unit->name);
	add_words(ret, words, unit->name);
	if (unit->name)
		add_word(ret, text_of(unit->name));
	else if (ends_in_kind(ret, field->is_counter))
		add_word(ret, TEXT("value"));
	*ret_scale = unit->name ? unit->scale : 1;
}

const char *metric_unit(const char *name, const struct field *field)
{
	const char *unit = base_units[field->unit].name;

	if (field->unit == UNIT_EPOCH)
		unit = "seconds";
	return unit && text_ends(text_of(name), text_of(unit)) ? unit : NULL;
}
