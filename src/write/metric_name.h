/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metric names: what Prometheus and OpenMetrics call a column of a view. */
#ifndef WRITE_METRIC_NAME_H
#define WRITE_METRIC_NAME_H

#include "model/field.h"

enum { METRIC_NAME_SIZE = 256 };

/*
 * The family of a column: nvhost_SUBJECT_COLUMN_UNIT, where no word of the unit stands twice:
 * bytes_sent of net_io is nvhost_net_io_sent_bytes. Samples of a counter have "_total" behind it;
 * no family ends in a word that is a kind of sample (total, count, sum …).
 *
 * ret_scale: what a value is multiplied by, for the base unit.
 */
void metric_name(const char *subject, const char *column, const struct field *field,
                 char ret[METRIC_NAME_SIZE], double *ret_scale);

/* The unit that the family NAME ends in, for OpenMetrics' UNIT line; NULL: none. */
const char *metric_unit(const char *name, const struct field *field);

/* Makes NAME one of letters, digits and underscores, as a label must be. */
void metric_clean(char *name);

#endif
