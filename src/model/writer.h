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

struct row_template; /* write/template.h */

/* What a check says of a row (Monitoring Plugins guidelines). */
enum level { LEVEL_OK, LEVEL_WARNING, LEVEL_CRITICAL, N_LEVELS };

/* Of a check: a column whose values are performance data, and the ranges that are no cause. */
struct measure {
	bool is_measured;
	struct text ranges[N_LEVELS]; /* as the guidelines write them: 80, 10:, @5:7; or empty */
};

struct output_settings {
	bool is_one_row;  /* the view has one row: an object, a vertical table */
	bool is_line;     /* the one row is a line in a table, though there be one report only */
	bool is_nested;   /* a tree */
	bool is_repeated; /* more than one report may come */
	bool is_watch;    /* each report takes the place of the last on the terminal */
	const struct field
		*sorted_by; /* of a watch: the column that the rows are sorted by; or NULL */
	bool is_descending; /* the most of it first */
	bool is_streamed;   /* an action's: each row is there before the next is known */
	bool without_headings;
	bool with_plain_numbers; /* bytes rather than 1.2G */
	bool with_color;
	uint64_t n_cpus;      /* of the host, for the colour of its load; 0: not known */
	bool is_on_terminal;  /* the table may have bars */
	bool is_fitted;       /* and leave out columns that nobody asked for */
	bool with_graph;      /* percentages have what they were instead of a bar */
	const char *optional; /* a,b: columns that a narrow terminal need not show; NULL: none */
	const char
		*branches;   /* of a tree: the column that they stand before; NULL: the last text */
	const char *subject; /* of metrics: "net_io" */
	size_t n_labels;     /* of metrics: so many columns, the first ones, name a row */
	bool with_text_labels;          /* of metrics: and so do all columns that are text */
	bool is_vertical;               /* of a table: each row is a name and a value a line */
	bool with_null;                 /* rows end in NUL instead of a newline */
	struct row_template *template;  /* of the template's writer alone */
	const struct measure *measures; /* of a check: one for each column */
	struct text denied; /* what stands for a denied value; bytes NULL: the format's own */
};

struct output {
	const struct writer *writer;
	struct output_settings settings;
	const struct column *columns;
	size_t n_columns;
	int fd;

	struct buffer buffer; /* not written yet */
	/* Takes each report as a whole, instead of the descriptor; or NULL. */
	int (*show)(void *arg, struct output *output);
	void *show_arg;
	size_t n_rows;    /* of this report */
	enum level level; /* of a check: of the row that comes */
	bool had_report;
	void *state; /* the writer's own */
};

/* All return 0 or a negative errno: -ENOMEM, or what write(2) said. */
struct writer {
	const char *name;
	bool is_for_people; /* an empty list may be explained */
	bool has_time;      /* rows of several reports begin with the time */
	bool has_labels;    /* rows begin with the columns that name them; there is one report */
	int (*begin)(struct output *output);
	int (*row)(struct output *output, const struct value *values, unsigned depth);
	int (*end)(struct output *output);
	void (*done)(struct output *output);
};

#endif
