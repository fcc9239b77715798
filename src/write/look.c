/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look: colours, bars and graphs of a table on a terminal. */
#include "write/look.h"

#include "base/array.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static const char good[] = "green", doubtful[] = "yellow", bad[] = "red", dull[] = "halfbright";

struct meaning {
	const char *word;
	const char *color;
};

/* Words of enumerations: states of processes (proc_pid_stat(5)) and of TCP. */
static const struct meaning meanings[] = {
	{ "running", good },          { "disk-sleep", doubtful }, { "stopped", doubtful },
	{ "tracing-stop", doubtful }, { "zombie", bad },          { "dead", bad },
	{ "LISTEN", good },           { "CLOSE_WAIT", doubtful }, { "SYN_SENT", doubtful },
	{ "TIME_WAIT", dull },        { "idle", dull },
};

static const char *color_of_word(struct text word)
{
	for (size_t n = 0; n < ARRAY_SIZE(meanings); n++)
		if (text_equal(word, text_of(meanings[n].word)))
			return meanings[n].color;
	return NULL;
}

static const char *color_of_share(double share)
{
	return share >= 0.9 ? bad : share >= 0.7 ? doubtful : good;
}

const char *look_color(const struct field *field, const struct value *value, uint64_t n_cpus)
{
	if (value->is != PRESENT)
		return dull;
	if (field->gauge == GAUGE_PERCENT)
		return color_of_share(value->f / 100);
	if (field->gauge == GAUGE_LOAD)
		return n_cpus > 0 ? color_of_share(value->f / (double)n_cpus) : NULL;
	return field->words && field_type(field) == TYPE_TEXT ? color_of_word(value->text) : NULL;
}

static double clamp(double percent)
{
	return percent >= 100 ? 100 : percent > 0 ? percent : 0;
}

int look_bar(struct buffer *cell, double percent, bool with_blocks)
{
	/* U+258F … U+2588: a character that is filled by one to eight eighths, from the left */
	static const char *const eighths[] = { " ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█" };
	unsigned filled = (unsigned)(clamp(percent) * LOOK_BAR_WIDTH * 8 / 100 + 0.5);
	int r = 0;

	for (unsigned place = 0; place < LOOK_BAR_WIDTH && r == 0; place++) {
		unsigned part = filled > place * 8 ? filled - place * 8 : 0;

		if (with_blocks)
			r = buffer_add(cell, text_of(eighths[part < 8 ? part : 8]));
		else
			r = buffer_add_byte(cell, part >= 4 ? '#' : '.');
	}
	return r < 0 ? r : buffer_add_byte(cell, ' ');
}

/* The levels of KEY; of a new key, all are 0. NULL: no memory. */
static unsigned char *levels_of(struct look_graph *graph, uint64_t key)
{
	uint64_t place;

	if (hash_get(&graph->places, key, &place))
		return graph->levels[place];
	if (array_grow(&graph->levels, graph->n, &graph->size, sizeof(*graph->levels)) < 0 ||
	    hash_put(&graph->places, key, graph->n) < 0)
		return NULL;
	return memset(graph->levels[graph->n++], 0, sizeof(*graph->levels));
}

int look_graph(struct look_graph *graph, uint64_t key, struct buffer *cell, double percent,
               bool with_blocks)
{
	/* U+2581 … U+2588: a character that is filled by one to eight eighths, from below */
	static const char *const heights[] = { " ", " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	static const char signs[] = "  12345678";
	unsigned char *levels = levels_of(graph, key);
	int r = 0;

	if (!levels)
		return -ENOMEM;
	memmove(levels, levels + 1, LOOK_GRAPH_WIDTH - 1);
	levels[LOOK_GRAPH_WIDTH - 1] = (unsigned char)(1 + clamp(percent) * 8 / 100 + 0.5);
	for (size_t n = 0; n < LOOK_GRAPH_WIDTH && r == 0; n++)
		r = with_blocks ? buffer_add(cell, text_of(heights[levels[n]]))
		                : buffer_add_byte(cell, signs[levels[n]]);
	return r < 0 ? r : buffer_add_byte(cell, ' ');
}

void look_graph_done(struct look_graph *graph)
{
	hash_done(&graph->places);
	free(graph->levels);
	*graph = (struct look_graph){ 0 };
}
