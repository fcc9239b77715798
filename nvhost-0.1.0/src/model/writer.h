/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writer: one output format. It knows columns and values only, never where they come from.
 *
 * A run is: begin, row …, end for each report, done once. Rows of a nested view come in preorder,
 * each with its depth below the roots.
 */
#ifndef MODEL_WRITER_H
#define MODEL_WRITER_H

#include "base/buffer.h"
#include "model/column.h"

struct output_settings {
	bool is_one_row;  /* the view has one row: an object, a vertical table */
	bool is_nested;   /* a tree */
	bool is_repeated; /* more than one report may come */
	bool is_watch;    /* each report takes the place of the last on the terminal */
	bool is_streamed; /* an action's: each row is there before the next is known */
	bool without_headings;
	bool with_plain_numbers; /* bytes rather than 1.2G */
	bool with_color;
	struct text denied; /* what stands for a denied value; bytes NULL: the format's own */
};

struct output {
	const struct writer *writer;
	struct output_settings settings;
	const struct column *columns;
	size_t n_columns;
	int fd;

	struct buffer buffer; /* not written yet */
	size_t n_rows;        /* of this report */
	bool had_report;
	void *state; /* the writer's own */
};

/* All return 0 or a negative errno: -ENOMEM, or what write(2) said. */
struct writer {
	const char *name;
	bool has_time; /* rows of several reports begin with the time */
	int (*begin)(struct output *output);
	int (*row)(struct output *output, const struct value *values, unsigned depth);
	int (*end)(struct output *output);
	void (*done)(struct output *output);
};

#endif
