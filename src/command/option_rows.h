/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Option rows: a table with a row for each option. argp knows an option's name, letter and help;
 * the row says how its value is parsed, which member it sets, and which views the option is for.
 */
#ifndef COMMAND_OPTION_ROWS_H
#define COMMAND_OPTION_ROWS_H

#include "command/command.h"

/*
 * Sets the member of an option, *ret, from the argument that the user wrote.
 * Returns 0, ENOMEM, or EINVAL after a message.
 */
typedef error_t option_setter(struct invocation *invocation, const char *argument, void *ret);

/* Setters for members of some types. */
option_setter option_set_flag;     /* bool: true */
option_setter option_set_text;     /* const char *: the argument itself */
option_setter option_set_count;    /* struct opt_u64: a whole number */
option_setter option_set_duration; /* struct opt_f64: seconds */

struct option_row {
	int key;            /* of the struct argp_option */
	option_setter *set; /* NULL ends the rows */
	size_t offset;      /* of a member of the invocation, or of the command's own options */
	const char *value;  /* argument of the setter if the option has none; or NULL */
	const char *name;   /* the option in messages: "-a" */
	const char *views;  /* the views that have the option, comma-separated; NULL: all */
	bool is_file;       /* the option names a file: see options_file() */
};

/* clang-format off */
#define OPTION_SETTER_OF(member)                     \
	_Generic((member),                           \
	         bool: option_set_flag,              \
	         const char *: option_set_text,      \
	         struct opt_u64: option_set_count,   \
	         struct opt_f64: option_set_duration)
/* clang-format on */

/* A row for an option that sets a member of one of these types. */
#define OPTION(type, member, ...)                                                                  \
	{                                                                                          \
		.set = OPTION_SETTER_OF(((type *)NULL)->member), .offset = offsetof(type, member), \
		__VA_ARGS__                                                                        \
	}

/* A row for an option with a SETTER of its own. */
#define OPTION_BY(setter, type, member, ...)                                   \
	{                                                                      \
		.set = (setter), .offset = offsetof(type, member), __VA_ARGS__ \
	}

/*
 * Sets the member of the option KEY in the struct INTO. Returns the result of the setter, or
 * ARGP_ERR_UNKNOWN if no row has the key.
 */
error_t option_rows_parse(const struct option_row *rows, int key, const char *argument,
                          struct invocation *invocation, void *into);

/* Like option_rows_parse(), for the command's own options; notes that the option was given. */
error_t option_rows_parse_own(int key, const char *argument, struct invocation *invocation);

/* Refuses own options that the view does not have. Returns 0 or EXIT_USAGE. */
int option_rows_check(const struct invocation *invocation);

#endif
