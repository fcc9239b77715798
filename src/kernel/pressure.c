/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses pressure stall information: "some avg10=0.00 avg60=0.00 avg300=0.00 total=0". */
#include "kernel/pressure.h"

#include <errno.h>

#include "base/number.h"
#include "kernel/file.h"

static void parse_word(struct text word, struct stall *ret)
{
	struct text name, value;
	struct opt_f64 *average = NULL;
	double percent;

	if (!text_cut(word, '=', &name, &value))
		return;
	if (text_equal(name, TEXT("avg10")))
		average = &ret->avg10_percent;
	else if (text_equal(name, TEXT("avg60")))
		average = &ret->avg60_percent;
	else if (text_equal(name, TEXT("avg300")))
		average = &ret->avg300_percent;
	else if (text_equal(name, TEXT("total")) && number_parse_u64(value, &ret->total_us.v) == 0)
		ret->total_us.is = PRESENT;
	if (average && number_parse_double(value, &percent) == 0 && percent >= 0)
		*average = some_f64(percent);
}

int pressure_parse(struct text text, struct pressure *ret)
{
	struct pressure pressure = { 0 };
	struct text line, word;
	bool has_some = false;

	while (text_next_line(&text, &line)) {
		struct stall *stall;

		if (!text_next_word(&line, &word))
			continue;
		if (!text_equal(word, TEXT("some")) && !text_equal(word, TEXT("full")))
			continue;
		stall = text_equal(word, TEXT("some")) ? &pressure.some : &pressure.full;
		has_some = has_some || stall == &pressure.some;
		while (text_next_word(&line, &word))
			parse_word(word, stall);
	}
	if (!has_some)
		return -EINVAL;
	*ret = pressure;
	return 0;
}

int pressure_read(int dir, const char *name, struct buffer *scratch, struct pressure *ret)
{
	int r = dir < 0 ? dir : file_read(dir, name, scratch);

	return r < 0 ? r : pressure_parse(buffer_text(scratch), ret);
}
