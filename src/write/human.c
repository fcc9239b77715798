/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Human: numbers with their units. */
#include "write/human.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <time.h>

#include "base/decimal.h"
#include "model/compare.h"
#include "write/locale.h"

static bool is_zero(double number)
{
	return fabs(number) < 0.05;
}

/* In the largest unit that leaves a number of at least 1, with one decimal (values.md P-492). */
static int add_bytes(struct buffer *buffer, double bytes, const char *per)
{
	static const char letters[] = "BKMGTPEZY";
	size_t n = 0;

	if (is_zero(bytes))
		return buffer_add_byte(buffer, '0');
	while (fabs(bytes) >= 1024 && letters[n + 1]) {
		bytes /= 1024;
		n++;
	}
	return buffer_add_format(buffer, "%.1f%c%s", bytes, letters[n], per);
}

/* 3d 4h, 3h12m, 7m54s; in full 3d04h12m33s */
static int add_whole_duration(struct buffer *buffer, uint64_t seconds, bool is_short)
{
	uint64_t days = seconds / 86400, hours = seconds / 3600 % 24, minutes = seconds / 60 % 60;

	seconds %= 60;
	if (days > 0 && is_short)
		return buffer_add_format(buffer, "%jud %juh", days, hours);
	if (days > 0)
		return buffer_add_format(buffer, "%jud%02juh%02jum%02jus", days, hours, minutes,
		                         seconds);
	if (hours > 0 && is_short)
		return buffer_add_format(buffer, "%juh%02jum", hours, minutes);
	if (hours > 0)
		return buffer_add_format(buffer, "%juh%02jum%02jus", hours, minutes, seconds);
	return buffer_add_format(buffer, "%jum%02jus", minutes, seconds);
}

static int add_duration(struct buffer *buffer, double seconds, bool is_short)
{
	if (fabs(seconds) < 60 || fabs(seconds) >= 1e18)
		return buffer_add_format(buffer, "%.2fs", seconds);
	if (seconds < 0 && buffer_add_byte(buffer, '-') < 0)
		return -ENOMEM;
	return add_whole_duration(buffer, (uint64_t)fabs(seconds), is_short);
}

/* A duration below one second keeps the unit of the column: ms or us. */
static int add_part_of_second(struct buffer *buffer, double number, double per_second,
                              const char *unit, bool is_short)
{
	if (fabs(number) < per_second)
		return buffer_add_format(buffer, "%.0f%s", number, unit);
	return add_duration(buffer, number / per_second, is_short);
}

/* In local time. */
static int add_time(struct buffer *buffer, double epoch, bool is_short)
{
	time_t now = time(NULL), then = (time_t)epoch;
	const char *format = "%Y-%m-%d %H:%M:%S";
	struct tm today, day;
	char text[64];

	if (fabs(epoch) > 1e11 || !localtime_r(&now, &today) || !localtime_r(&then, &day))
		return decimal_add_double(buffer, epoch);
	if (is_short)
		format = today.tm_year == day.tm_year && today.tm_yday == day.tm_yday
		                 ? "%H:%M:%S"
		                 : "%Y-%m-%d %H:%M";
	strftime(text, sizeof(text), format, &day);
	return buffer_add(buffer, text_of(text));
}

static int add_temperature(struct buffer *buffer, double degrees, char scale)
{
	return buffer_add_format(buffer, "%+.1f %s%c", degrees, locale_has(TEXT("°")) ? "°" : "",
	                         scale);
}

static int add_frequency(struct buffer *buffer, double mhz)
{
	return mhz >= 1000 ? buffer_add_format(buffer, "%.1f GHz", mhz / 1000)
	                   : buffer_add_format(buffer, "%.0f MHz", mhz);
}

/* A speed of 0 means that the speed of the link is unknown, as in psutil. */
static int add_speed(struct buffer *buffer, double mbit)
{
	if (mbit < 0.5)
		return buffer_add_byte(buffer, '-');
	return mbit >= 1000 ? buffer_add_format(buffer, "%.3g Gbit/s", mbit / 1000)
	                    : buffer_add_format(buffer, "%.0f Mbit/s", mbit);
}

static int add_plain(struct buffer *buffer, const struct field *field, const struct value *value)
{
	switch (field_type(field)) {
	case TYPE_UINT:
		return decimal_add_u64(buffer, value->u);
	case TYPE_INT:
		return decimal_add_i64(buffer, value->i);
	default:
		return buffer_add_format(buffer, field->unit == UNIT_NONE ? "%.2f" : "%.1f",
		                         value->f);
	}
}

/* The word for a negative number with a meaning of its own, such as -1 for "unlimited"; or NULL. */
static const char *word_of(const struct field *field, double number)
{
	const char *const *words = field->negatives;

	for (double n = -1; words && *words; words++, n--)
		if (fabs(number - n) < 0.5)
			return *words;
	return NULL;
}

static int add_in_unit(struct buffer *buffer, const struct field *field, const struct value *value,
                       struct human_style style)
{
	enum unit unit = value->unit != UNIT_NONE ? value->unit : field->unit;
	double number = value_double(field_type(field), value);

	switch (unit) {
	case UNIT_BYTES:
		return add_bytes(buffer, number, "");
	case UNIT_BYTES_PER_SECOND:
		return add_bytes(buffer, number, "/s");
	case UNIT_SECONDS:
		return add_duration(buffer, number, style.with_short_durations);
	case UNIT_MILLISECONDS:
		return add_part_of_second(buffer, number, 1e3, "ms", style.with_short_durations);
	case UNIT_MICROSECONDS:
		return add_part_of_second(buffer, number, 1e6, "us", style.with_short_durations);
	case UNIT_EPOCH:
		return add_time(buffer, number, style.with_short_dates);
	case UNIT_MODE:
		return buffer_add_format(buffer, "0%jo", (uintmax_t)value->u);
	case UNIT_CELSIUS:
	case UNIT_FAHRENHEIT:
		return add_temperature(buffer, number, unit == UNIT_CELSIUS ? 'C' : 'F');
	case UNIT_RPM:
		return buffer_add_format(buffer, "%.0f RPM", number);
	case UNIT_VOLT:
		return buffer_add_format(buffer, "%.2f V", number);
	case UNIT_AMPERE:
		return buffer_add_format(buffer, "%.2f A", number);
	case UNIT_WATT:
		return buffer_add_format(buffer, "%.2f W", number);
	case UNIT_JOULE:
		return buffer_add_format(buffer, "%.1f J", number);
	case UNIT_MHZ:
		return add_frequency(buffer, number);
	case UNIT_MBIT_PER_SECOND:
		return add_speed(buffer, number);
	case UNIT_PERCENT:
		if (value->unit == UNIT_PERCENT) /* the unit differs by row: no heading names it */
			return buffer_add_format(buffer, "%.1f %%", number);
		return add_plain(buffer, field, value);
	default:
		return add_plain(buffer, field, value);
	}
}

int human_add(struct buffer *buffer, const struct field *field, const struct value *value,
              struct human_style style)
{
	const char *word = word_of(field, value_double(field_type(field), value));

	return word ? buffer_add(buffer, text_of(word)) : add_in_unit(buffer, field, value, style);
}

size_t human_usual_width(const struct field *field)
{
	switch (field->unit) {
	case UNIT_BYTES:
		return sizeof("999.9K") - 1;
	case UNIT_BYTES_PER_SECOND:
		return sizeof("999.9K/s") - 1;
	case UNIT_PERCENT:
		return sizeof("100.0") - 1;
	default:
		return 0;
	}
}

/* The unit in a heading, for columns whose cells have none. */
static const char *unit_of(const struct field *field)
{
	return field->unit == UNIT_PERCENT      ? "%"
	       : field->unit == UNIT_PER_SECOND ? "/s"
	       : field->unit == UNIT_TICKS      ? " ticks"
	                                        : "";
}

int human_add_heading(struct buffer *buffer, const char *name, const struct field *field,
                      bool is_short)
{
	struct text full = text_of(name);
	const char *unit = unit_of(field);
	int r = 0;

	if (is_short && field->heading)
		return buffer_add(buffer, text_of(field->heading));
	if (text_ends(full, TEXT("percent")))
		unit = ""; /* the name has the unit */
	for (size_t n = 0; n < full.length && r == 0; n++)
		r = buffer_add_byte(buffer, (char)toupper((unsigned char)full.bytes[n]));
	return r < 0 ? r : buffer_add(buffer, text_of(unit));
}
