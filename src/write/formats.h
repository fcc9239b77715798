/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writers, one for each output format. */
#ifndef WRITE_FORMATS_H
#define WRITE_FORMATS_H

#include "model/writer.h"

extern const struct writer table_writer;       /* table.c, libsmartcols */
extern const struct writer csv_writer;         /* csv.c, RFC 4180 */
extern const struct writer tsv_writer;         /* csv.c, tab-separated */
extern const struct writer json_writer;        /* json.c, one document for each report */
extern const struct writer ndjson_writer;      /* json.c, one object on each line */
extern const struct writer openmetrics_writer; /* openmetrics.c, OpenMetrics 1.0 */
extern const struct writer prometheus_writer;  /* openmetrics.c, Prometheus text format 0.0.4 */

/* check.c: the line of a monitoring plugin, for --warning and --critical; has no name for -f. */
extern const struct writer check_writer;

/*
 * Writes the line of a check after its rows. STATE: a state of the guidelines, such as "WARNING".
 * REASON: why the state is UNKNOWN; or NULL. Returns 0 or a negative errno.
 */
int check_conclude(struct output *output, const char *state, const char *reason);

/* Writes the line of a check that failed before its first row. Returns 0 or a negative errno. */
int check_refuse(int fd, const char *subject, const char *reason);

/* template.c: lines of --template; has no name for -f. */
extern const struct writer template_writer;

#endif
