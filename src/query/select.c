/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select: which processes. */
#include "query/select.h"

#include <errno.h>

#include "base/number.h"

/* The number behind a mark, of which there must be one. */
static int parse_suffix(struct text text, struct opt_u64 *ret)
{
	int r = number_parse_u64(text, &ret->v);

	if (r == -ERANGE) {
		*ret = some_u64(UINT64_MAX); /* no process has it */
		return 0;
	}
	ret->is = r == 0 ? PRESENT : ABSENT;
	return r;
}

int select_parse_process(const char *text, struct operand *ret)
{
	struct operand operand = { .text = text };
	struct text pid = text_of(text), suffix;
	uint64_t number = 0;
	int r = 0;

	if (text_cut(pid, '@', &pid, &suffix))
		r = parse_suffix(suffix, &operand.start_ticks);
	else if (text_cut(pid, ':', &pid, &suffix))
		r = parse_suffix(suffix, &operand.inode);
	if (r < 0)
		return r;
	r = number_parse_u64(pid, &number);
	if (r == -EINVAL || (r == 0 && number == 0))
		return -EINVAL;
	if (r == 0 && number <= INT32_MAX)
		operand.pid = (pid_t)number;
	*ret = operand;
	return 0;
}

static bool is_number(struct text text)
{
	uint64_t n;

	return number_parse_u64(text, &n) == 0;
}

/* Numbers are user IDs, all else is names. */
static int filter_users(const struct selection *selection, const struct collector *collector,
                        struct where *where, struct buffer *why)
{
	_cleanup_free_ struct text *ids = calloc(selection->n_users + 1, sizeof(*ids));
	_cleanup_free_ struct text *names = calloc(selection->n_users + 1, sizeof(*names));
	size_t n_ids = 0, n_names = 0;

	if (!ids || !names)
		return -ENOMEM;
	for (size_t n = 0; n < selection->n_users; n++)
		if (is_number(selection->users[n]))
			ids[n_ids++] = selection->users[n];
		else
			names[n_names++] = selection->users[n];
	return where_add_either(where, collector, "uids.real", ids, n_ids, "username", names,
	                        n_names, why);
}

/* A terminal is named as in /dev, with or without that: pts/3, /dev/tty1. */
static int filter_terminals(const struct selection *selection, const struct collector *collector,
                            struct where *where, struct buffer *why)
{
	_cleanup_free_ struct text *paths = calloc(selection->n_terminals + 1, sizeof(*paths));
	_cleanup_arena_ struct arena arena = { 0 };

	if (!paths)
		return -ENOMEM;
	for (size_t n = 0; n < selection->n_terminals; n++) {
		struct text name = selection->terminals[n];
		char *path = arena_alloc(&arena, name.length + sizeof("/dev/"));

		if (!path)
			return -ENOMEM;
		text_eat(&name, TEXT("/dev/"));
		memcpy(stpcpy(path, "/dev/"), name.bytes, name.length);
		paths[n] = text_of(path);
	}
	return where_add_any(where, collector, "terminal", IS, paths, selection->n_terminals, why);
}

int select_filter(const struct selection *selection, const struct collector *collector,
                  struct where *where, struct buffer *why)
{
	struct text no = TEXT("false");
	int r = 0;

	if (selection->without_kthreads)
		r = where_add_any(where, collector, "is_kthread", IS, &no, 1, why);
	if (r == 0 && selection->n_users > 0)
		r = filter_users(selection, collector, where, why);
	if (r == 0 && selection->n_terminals > 0)
		r = filter_terminals(selection, collector, where, why);
	if (r == 0 && selection->n_names > 0)
		r = where_add_any(where, collector, "name", MATCHES, selection->names,
		                  selection->n_names, why);
	return r;
}
