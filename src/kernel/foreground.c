/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the foreground process of each terminal, as w(1) prints it. */
#include "kernel/foreground.h"

#include <errno.h>
#include <stdio.h>

#include "kernel/file.h"
#include "kernel/process/pid_cmdline.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/proc_pids.h"
#include "kernel/tty.h"
#include "model/fault.h"

/* The best candidate of one terminal so far. */
struct candidate {
	int64_t tty_nr;
	pid_t pid;
	bool is_leader;
	uint64_t starttime_ticks;
};

struct candidates {
	struct arena arena;
	struct hash places; /* key: tty_nr */
	struct candidate *items;
	size_t n;
};

static bool is_better(const struct candidate *one, const struct candidate *other)
{
	if (one->is_leader != other->is_leader)
		return one->is_leader;
	return one->starttime_ticks < other->starttime_ticks;
}

static int add_candidate(struct candidates *all, const struct candidate *candidate)
{
	struct candidate *items;
	uint64_t place;
	int r;

	if (hash_get(&all->places, (uint64_t)candidate->tty_nr, &place)) {
		if (is_better(candidate, &all->items[place]))
			all->items[place] = *candidate;
		return 0;
	}
	items = arena_grow(&all->arena, all->items, all->n, sizeof(*items));
	if (!items)
		return -ENOMEM;
	all->items = items;
	r = hash_put(&all->places, (uint64_t)candidate->tty_nr, all->n);
	if (r == 0)
		items[all->n++] = *candidate;
	return r;
}

static int consider_process(pid_t pid, struct buffer *scratch, struct candidates *all)
{
	struct pid_stat stat;

	/* the process has ended, is hidden, has no terminal, or is in the background */
	if (pid_stat_read_pid(pid, scratch, &stat) < 0 || stat.tty_nr == 0 ||
	    stat.pgrp != stat.tpgid)
		return 0;
	return add_candidate(all, &(struct candidate){ .tty_nr = stat.tty_nr,
	                                               .pid = pid,
	                                               .is_leader = stat.pgrp == pid,
	                                               .starttime_ticks = stat.starttime_ticks });
}

static int name_all(struct buffer *scratch, struct candidates *all, struct foreground *ret)
{
	struct tty_drivers drivers = { 0 };
	int r = tty_drivers_read(scratch, &all->arena, &drivers);

	if (fault_is_fatal(r))
		return r;
	r = 0;
	for (size_t n = 0; n < all->n && r == 0; n++) {
		char path[TTY_PATH_SIZE];
		struct text name;

		if (tty_find(&drivers, all->items[n].tty_nr, path) < 0)
			continue;
		name = text_of(path);
		text_eat(&name, TEXT("/dev/"));
		r = hash_put(&ret->pids, hash_text(name), (uint64_t)all->items[n].pid);
	}
	return r;
}

int foreground_read(struct buffer *scratch, struct foreground *ret)
{
	struct candidates all = { 0 };
	_cleanup_free_ pid_t *pids = NULL;
	size_t n_pids = 0;
	int r = proc_pids_read(&pids, &n_pids);

	for (size_t n = 0; n < n_pids && r == 0; n++)
		r = consider_process(pids[n], scratch, &all);
	if (r == 0)
		r = name_all(scratch, &all, ret);
	hash_done(&all.places);
	arena_done(&all.arena);
	return r;
}

void foreground_done(struct foreground *foreground)
{
	hash_done(&foreground->pids);
}

int foreground_command(const struct foreground *foreground, struct text terminal,
                       struct buffer *scratch, struct arena *arena, struct texts *ret)
{
	struct pid_cmdline cmdline = { 0 };
	struct pid_stat stat;
	struct text *name;
	char file[32];
	uint64_t pid;
	int r;

	if (terminal.length == 0 || !hash_get(&foreground->pids, hash_text(terminal), &pid))
		return -ENODATA;
	r = pid_stat_read_pid((pid_t)pid, scratch, &stat);
	name = r == 0 ? arena_alloc(arena, sizeof(*name)) : NULL;
	if (!name)
		return r == 0 ? -ENOMEM : -ENODATA;
	r = arena_copy(arena, stat.comm, name);
	snprintf(file, sizeof(file), "%ju/cmdline", (uintmax_t)pid);
	if (r == 0)
		r = pid_cmdline_read(root_open(ROOT_PROC), file, NULL, *name, scratch, arena,
		                     &cmdline);
	*ret = r == 0 && cmdline.arguments.n > 0
	               ? cmdline.arguments
	               : (struct texts){ .items = name, .n = 1, .is = PRESENT };
	return fault_is_fatal(r) ? r : 0;
}
