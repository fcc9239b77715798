/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schema: the JSON Schema (2020-12) of what the JSON writer prints for some columns. */
#ifndef WRITE_SCHEMA_H
#define WRITE_SCHEMA_H

#include "model/writer.h"

/* Writes it to the output. Returns 0 or a negative errno. */
int schema_write(struct output *output);

#endif
