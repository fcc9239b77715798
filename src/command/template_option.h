/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Template option: --template=TEXT, whose columns stand for those of -o, and -0. */
#ifndef COMMAND_TEMPLATE_OPTION_H
#define COMMAND_TEMPLATE_OPTION_H

#include "command/command.h"

/*
 * Parses the template, if there is one, and makes the list of columns that it names, for the
 * query's options; COLLECTOR must have them. Returns 0, -EINVAL with *why, or -ENOMEM.
 */
int template_option_columns(struct invocation *invocation, const struct collector *collector,
                            struct buffer *why);

/*
 * With the query's columns known: where each part of the template is among them. -0 alone makes a
 * template of its one column. Returns as the above.
 */
int template_option_bind(struct invocation *invocation, const struct columns *columns,
                         struct buffer *why);

#endif
