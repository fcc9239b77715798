/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Template option: --template=TEXT, whose columns replace those of -o; and -0. */
#ifndef COMMAND_TEMPLATE_OPTION_H
#define COMMAND_TEMPLATE_OPTION_H

#include "command/command.h"

/*
 * Parses the template, if there is one, and sets the columns of the query's options to those that
 * the template names. Returns 0, -EINVAL with *why, or -ENOMEM.
 */
int template_option_columns(struct invocation *invocation, const struct collector *collector,
                            struct buffer *why);

/*
 * Sets the index of each part among the query's columns, after these have been parsed. For -0
 * alone, makes a template of the one column. Returns 0, -EINVAL with *why, or -ENOMEM.
 */
int template_option_bind(struct invocation *invocation, const struct columns *columns,
                         struct buffer *why);

#endif
