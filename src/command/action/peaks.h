/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Peaks: the largest values of the samples. A sink in front of the writer: it looks at each row and
 * passes it on. The values of several processes in one sample are added up.
 */
#ifndef COMMAND_ACTION_PEAKS_H
#define COMMAND_ACTION_PEAKS_H

#include "command/command.h"
#include "model/sink.h"

enum { MOST_PEAKS = 32 };

/* The member that matches the column's type is present. */
struct peak {
	struct opt_u64 count;
	struct opt_f64 share;
};

struct peaks {
	struct sink sink; /* of the query */
	struct output output;
	struct sink next; /* of the output */
	size_t n;
	struct field members[MOST_PEAKS]; /* members of the struct "peak" */
	size_t columns[MOST_PEAKS];       /* indices of the columns that have a peak */
	struct peak sums[MOST_PEAKS];     /* of this sample */
	struct peak values[MOST_PEAKS];   /* the largest sums so far */
};

/*
 * Sets the sink of QUERY, which writes to FD in the format of the options. Columns in bytes and
 * percent, and numbers such as num_threads, have a peak. Returns 0 or -ENOMEM.
 */
int peaks_begin(struct peaks *peaks, const struct invocation *invocation, struct query *query,
                int fd);

/* The field "peak" of a record that has an array of peaks at OFFSET. */
struct field peaks_field(struct peaks *peaks, size_t offset);

void peaks_done(struct peaks *peaks);

#endif
