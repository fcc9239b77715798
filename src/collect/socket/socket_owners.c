/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the holders of sockets: several threads read the descriptors of all processes. */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "collect/socket/socket.h"
#include "collect/workers.h"
#include "kernel/host.h"
#include "kernel/patience.h"
#include "kernel/process/proc_pids.h"
#include "model/fault.h"

enum {
	CHUNK = 4, /* processes: not many, as one may hold nearly all */
	WORTH_A_THREAD = 64,
};

struct pass {
	int proc;
	pid_t *pids;
	const struct hash *wanted;
	struct socket_owners *ret;
	atomic_size_t n_denied;
	atomic_size_t n_blocked;
};

/* The holders are the rows. What goes wrong with one process costs its sockets a holder. */
static int work(void *arg, size_t item, struct buffer *scratch _unused_, struct rows *rows)
{
	struct pass *pass = arg;
	_cleanup_socket_owners_ struct socket_owners found = { 0 };
	int r;

	patience_begin(pass->pids[item]);
	r = socket_owner_read_pid(pass->proc, pass->pids[item], pass->wanted, &found);
	for (size_t n = 0; n < found.n && !fault_is_fatal(r); n++) {
		struct socket_holder *holder = rows_add(rows, sizeof(*holder));

		if (!holder)
			return -ENOMEM;
		*holder = found.items[n];
	}
	pass->n_denied += r == -EACCES || r == -EPERM;
	pass->n_blocked += r == -FAULT_BLOCKED;
	return fault_only_fatal(r);
}

static int take_rows(void *arg, struct rows *rows)
{
	struct pass *pass = arg;
	int r = 0;

	for (size_t n = 0; n < rows->n && r == 0; n++)
		r = socket_owner_add(pass->ret, rows_at(rows, sizeof(struct socket_holder), n));
	return r;
}

int socket_owners_find(const struct hash *wanted, struct socket_owners *ret, int *ret_unknown)
{
	struct pass pass = { .proc = root_open(ROOT_PROC), .wanted = wanted, .ret = ret };
	struct take take = { .rows = take_rows, .arg = &pass };
	struct workers workers = { .chunk = CHUNK,
		                   .may_block = root_is_live(ROOT_PROC),
		                   .work = work,
		                   .arg = &pass,
		                   .take = &take };
	int r = pass.proc < 0 ? pass.proc : proc_pids_read(&pass.pids, &workers.n_items);

	/* a live host has at least nvhost itself */
	if (r == 0 && workers.n_items == 0 && workers.may_block)
		r = -ENODATA;
	if (r < 0)
		return r;
	workers.threads = workers_threads(workers.n_items, WORTH_A_THREAD);
	r = workers_run(&workers);
	free(pass.pids);
	socket_owner_sort(ret);
	*ret_unknown = pass.n_denied ? -EACCES : pass.n_blocked ? -FAULT_BLOCKED : 0;
	return r;
}
