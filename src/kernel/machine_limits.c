/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the limits of the whole machine with one table of files below /proc. */
#include "kernel/machine_limits.h"

#include <errno.h>

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/loadavg.h"
#include "model/fault.h"

static const char loadavg[] = "loadavg"; /* read by loadavg_read_threads() */

/* The file of a number, and the number's index in the file. */
struct number_place {
	const char *file; /* NULL: the kernel does not report the number */
	unsigned word;
};

static const struct {
	const char *name, *what;
	struct number_place used, limit;
	bool is_reserve;
} table[N_MACHINE_LIMITS] = {
	{ "open_files",
	  "open files of all processes",
	  { "sys/fs/file-nr", 0 },
	  { "sys/fs/file-nr", 2 },
	  false },
	{ "pids", "process and thread IDs", { loadavg, 0 }, { "sys/kernel/pid_max", 0 }, false },
	{ "threads",
	  "threads of all processes",
	  { loadavg, 0 },
	  { "sys/kernel/threads-max", 0 },
	  false },
	{ "inotify_instances",
	  "inotify descriptors of a user",
	  { NULL, 0 },
	  { "sys/fs/inotify/max_user_instances", 0 },
	  false },
	{ "inotify_watches",
	  "inotify watches of a user",
	  { NULL, 0 },
	  { "sys/fs/inotify/max_user_watches", 0 },
	  false },
	{ "epoll_watches",
	  "epoll watches of a user",
	  { NULL, 0 },
	  { "sys/fs/epoll/max_user_watches", 0 },
	  false },
	{ "aio",
	  "asynchronous I/O requests",
	  { "sys/fs/aio-nr", 0 },
	  { "sys/fs/aio-max-nr", 0 },
	  false },
	{ "conntrack",
	  "connections that the firewall tracks",
	  { "sys/net/netfilter/nf_conntrack_count", 0 },
	  { "sys/net/netfilter/nf_conntrack_max", 0 },
	  false },
	{ "entropy",
	  "available bits of entropy",
	  { "sys/kernel/random/entropy_avail", 0 },
	  { "sys/kernel/random/poolsize", 0 },
	  true },
};

static struct opt_u64 parse_word(struct text text, unsigned wanted)
{
	struct opt_u64 number = { .is = ABSENT };
	struct text word = { 0 };

	for (unsigned n = 0; n <= wanted; n++)
		if (!text_next_word(&text, &word))
			return number;
	if (number_parse_u64(word, &number.v) == 0)
		number.is = PRESENT;
	return number;
}

static int read_threads(struct buffer *scratch, struct opt_u64 *ret)
{
	int r = loadavg_read_threads(scratch, &ret->v);

	ret->is = r == 0 ? PRESENT : UNSUPPORTED;
	return fault_only_fatal(r);
}

static int read_number(const struct number_place *place, struct buffer *scratch,
                       struct opt_u64 *ret)
{
	int r;

	if (!place->file)
		return 0;
	if (strcmp(place->file, loadavg) == 0)
		return read_threads(scratch, ret);
	r = file_read_root(ROOT_PROC, place->file, scratch);
	if (r == -EACCES || r == -EPERM)
		ret->is = DENIED;
	else if (r < 0)
		ret->is = UNSUPPORTED;
	else
		*ret = parse_word(buffer_text(scratch), place->word);
	return fault_only_fatal(r);
}

int machine_limits_read(struct buffer *scratch, struct machine_limit ret[N_MACHINE_LIMITS])
{
	int r = 0;

	for (size_t n = 0; n < N_MACHINE_LIMITS && r == 0; n++) {
		ret[n] = (struct machine_limit){ .name = table[n].name,
			                         .what = table[n].what,
			                         .is_reserve = table[n].is_reserve };
		r = read_number(&table[n].used, scratch, &ret[n].used);
		if (r == 0)
			r = read_number(&table[n].limit, scratch, &ret[n].limit);
	}
	return r;
}
