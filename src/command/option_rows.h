/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Option rows: what each option sets, a row for each. argp knows an option's name, letter and help;
 * a row knows of which kind its value is, where the value goes, and which views the option is for.
 */
#ifndef COMMAND_OPTION_ROWS_H
#define COMMAND_OPTION_ROWS_H

#include "command/command.h"

/*
 * Takes the value of an option, which is what people wrote. ret: the member that the row names.
 * Returns 0, ENOMEM, or tells what is wrong and returns EINVAL.
 */
typedef error_t option_setter(struct invocation *invocation, const char *argument, void *ret);

/* Setters of the kinds that many options have. */
option_setter option_set_flag;     /* bool: true */
option_setter option_set_text;     /* const char *: the argument itself */
option_setter option_set_count;    /* struct opt_u64: a whole number */
option_setter option_set_duration; /* struct opt_f64: seconds */

struct option_row {
	int key;            /* of its argp_option */
	option_setter *set; /* NULL ends the rows */
	size_t offset;      /* of a member of the invocation, or of the command's own options */
	const char *value;  /* where the option has no argument: what it stands for; or NULL */
	const char *name;   /* as messages name it: "-a" */
	const char *views;  /* that it goes with, comma-separated; NULL: all */
	bool is_file;       /* names what is read or written: see options_file() */
};

/* clang-format off */
#define OPTION_SETTER_OF(member)                     \
	_Generic((member),                           \
	         bool: option_set_flag,              \
	         const char *: option_set_text,      \
	         struct opt_u64: option_set_count,   \
	         struct opt_f64: option_set_duration)
/* clang-format on */

/* An option that sets a member of one of these types. */
#define OPTION(type, member, ...)                                                                  \
	{                                                                                          \
		.set = OPTION_SETTER_OF(((type *)NULL)->member), .offset = offsetof(type, member), \
		__VA_ARGS__                                                                        \
	}

/* One whose value SETTER takes. */
#define OPTION_BY(setter, type, member, ...)                                   \
	{                                                                      \
		.set = (setter), .offset = offsetof(type, member), __VA_ARGS__ \
	}

/*
 * Sets what the option KEY is about in the struct INTO. Returns what the setter does, or
 * ARGP_ERR_UNKNOWN where no row has the key.
 */
error_t option_rows_parse(const struct option_row *rows, int key, const char *argument,
                          struct invocation *invocation, void *into);

/* The same for the command's own options; notes which of them were given. */
error_t option_rows_parse_own(int key, const char *argument, struct invocation *invocation);

/* Refuses an own option that is of another view than was asked for: 0 or EXIT_USAGE. */
int option_rows_check(const struct invocation *invocation);

#endif
