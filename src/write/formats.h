/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats that there are, one file each. */
#ifndef WRITE_FORMATS_H
#define WRITE_FORMATS_H

#include "model/writer.h"

extern const struct writer table_writer;       /* table.c, libsmartcols */
extern const struct writer csv_writer;         /* csv.c, RFC 4180 */
extern const struct writer tsv_writer;         /* csv.c: cells between tabs */
extern const struct writer json_writer;        /* json.c: one document a report */
extern const struct writer ndjson_writer;      /* json.c: one object a line */
extern const struct writer openmetrics_writer; /* openmetrics.c: one report, OpenMetrics 1.0 */
extern const struct writer prometheus_writer;  /* openmetrics.c: the same, as promtool reads it */

/* check.c: one line of a monitoring plugin; for --warning and --critical, not known by a name. */
extern const struct writer check_writer;

/*
 * Writes the line, with a STATE of the guidelines, of the rows that there were; REASON: why it is
 * UNKNOWN, or NULL. Returns 0 or a negative errno.
 */
int check_conclude(struct output *output, const char *state, const char *reason);

/* Writes a line that is UNKNOWN for REASON before there are rows. Returns 0 or a negative errno. */
int check_refuse(int fd, const char *subject, const char *reason);

/* template.c: lines of the user's own making; not known by a name. */
extern const struct writer template_writer;

#endif
