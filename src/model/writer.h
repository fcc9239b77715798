/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writer: one output format. A writer knows only columns and values, not their origin.
 *
 * Calls are: begin, row ..., end for each report, and done once. The rows of a nested view come in
 * preorder, each with its depth below the roots.
 */
#ifndef MODEL_WRITER_H
#define MODEL_WRITER_H

#include "base/buffer.h"
#include "model/column.h"

struct row_template; /* write/template.h */

/* The result of a check for a row (Monitoring Plugins guidelines). */
enum level { LEVEL_OK, LEVEL_WARNING, LEVEL_CRITICAL, N_LEVELS };

/*
 * Of a check: whether the values of a column are performance data, and the ranges that raise no
 * alarm.
 */
struct measure {
	bool is_measured;
	struct text ranges[N_LEVELS]; /* in the syntax of the guidelines: 80, 10:, @5:7; or empty */
};

struct output_settings {
	bool is_one_row;  /* the view has one row: an object in JSON, a vertical table */
	bool is_line;     /* the row is printed as a line of a table even if there is one report */
	bool is_nested;   /* a tree */
	bool is_repeated; /* there may be more than one report */
	bool is_watch;    /* each report replaces the previous one on the terminal */
	const struct field
		*sorted_by; /* of a watch: the column by which rows are sorted; or NULL */
	bool is_descending; /* sorted in descending order */
	bool is_streamed;   /* of an action: each row is printed before the next is known */
	bool without_headings;
	bool with_plain_numbers; /* bytes instead of 1.2G */
	bool with_color;
	uint64_t n_cpus;       /* of the host, for the color of its load; 0: not known */
	bool is_on_terminal;   /* the table may have bars */
	bool is_fitted;        /* the table may leave out columns that the user did not ask for */
	bool with_graph;       /* percentages show a graph of their past values instead of a bar */
	const char *optional;  /* a,b: columns that a narrow terminal may leave out; NULL: none */
	const char *branches;  /* of a tree: column preceded by the branches; NULL: the last text */
	const char *subject;   /* of metrics: "net_io" */
	size_t n_labels;       /* of metrics: the number of leading columns that identify a row */
	bool with_text_labels; /* of metrics: all text columns identify the row too */
	bool is_vertical;      /* of a table: each line is the name and the value of one column */
	bool with_null;        /* rows end with NUL instead of a newline */
	struct row_template *template;  /* only for the template writer */
	const struct measure *measures; /* of a check: one for each column */
	struct text denied; /* printed for a denied value; bytes NULL: the default of the format */
};

struct output {
	const struct writer *writer;
	struct output_settings settings;
	const struct column *columns;
	size_t n_columns;
	int fd;

	struct buffer buffer; /* output not written yet */
	/* Called with each whole report instead of writing to the descriptor; or NULL. */
	int (*show)(void *arg, struct output *output);
	void *show_arg;
	size_t n_rows;    /* number of rows in this report */
	enum level level; /* of a check: level of the next row */
	bool had_report;
	void *state; /* private to the writer */
};

/* The functions return 0 or a negative errno: -ENOMEM, or the error of write(2). */
struct writer {
	const char *name;
	bool is_for_people; /* a note may explain an empty result */
	bool has_time;      /* if there are several reports, each row begins with the time */
	bool has_labels;    /* one report, whose rows begin with the columns that identify them */
	int (*begin)(struct output *output);
	int (*row)(struct output *output, const struct value *values, unsigned depth);
	int (*end)(struct output *output);
	void (*done)(struct output *output);
};

#endif
