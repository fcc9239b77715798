/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metric names: the name of a column of a view in Prometheus and OpenMetrics. */
#ifndef WRITE_METRIC_NAME_H
#define WRITE_METRIC_NAME_H

#include "model/field.h"

enum { METRIC_NAME_SIZE = 256 };

/*
 * The metric family of a column: nvhost_SUBJECT_COLUMN_UNIT, with each word of the unit only once:
 * bytes_sent of net_io is nvhost_net_io_sent_bytes. The samples of a counter have "_total" behind
 * that. No family ends in a word that is reserved for samples (total, count, sum …).
 *
 * ret_scale: the factor that converts a value to the base unit.
 */
void metric_name(const char *subject, const char *column, const struct field *field,
                 char ret[METRIC_NAME_SIZE], double *ret_scale);

/* The unit at the end of the family NAME, for the UNIT line of OpenMetrics; NULL: none. */
const char *metric_unit(const char *name, const struct field *field);

/* Replaces all bytes of NAME but letters and digits by underscores, as label names require. */
void metric_clean(char *name);

#endif
