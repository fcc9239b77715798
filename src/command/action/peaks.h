/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Peaks: the largest values among samples. A sink that stands before the writer of the user's
 * format: it looks at each row and hands it on. What is counted of several processes is added up.
 */
#ifndef COMMAND_ACTION_PEAKS_H
#define COMMAND_ACTION_PEAKS_H

#include "command/command.h"
#include "model/sink.h"

enum { MOST_PEAKS = 32 };

/* One of them is there, as the column's type is. */
struct peak {
	struct opt_u64 count;
	struct opt_f64 share;
};

struct peaks {
	struct sink sink;     /* to be the query's */
	struct output output; /* of the format, and the sink that it is */
	struct sink next;
	size_t n;
	struct field members[MOST_PEAKS]; /* of the struct "peak" */
	size_t columns[MOST_PEAKS];       /* of the samples */
	struct peak sums[MOST_PEAKS];     /* of this sample */
	struct peak values[MOST_PEAKS];
};

/*
 * Prepares the query's sink, which writes to FD, as the options said; peaks are of columns in bytes
 * and percent and of those that are numbers of something (num_threads). Returns 0 or -ENOMEM.
 */
int peaks_begin(struct peaks *peaks, const struct invocation *invocation, struct query *query,
                int fd);

/* The field for a report whose record has an array of peaks at OFFSET. */
struct field peaks_field(struct peaks *peaks, size_t offset);

void peaks_done(struct peaks *peaks);

#endif
