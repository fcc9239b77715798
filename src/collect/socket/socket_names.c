/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sockets: looks up each name of a process or of an interface once. */
#include <errno.h>
#include <net/if.h>

#include "collect/process/process_name.h"
#include "collect/socket/socket_reader.h"
#include "collect/workers.h"
#include "kernel/host.h"
#include "kernel/patience.h"

/* Looks up a name. A text without bytes means that there is none, which is remembered too. */
typedef int look_up(struct arena *arena, uint64_t key, struct text *ret);

static int find_name(struct socket_reader *reader, struct hash *known, uint64_t key,
                     look_up *function, struct text *ret)
{
	struct text *name;
	uint64_t at;
	int r;

	if (hash_get(known, key, &at)) {
		*ret = *(const struct text *)(uintptr_t)at;
		return 0;
	}
	name = arena_alloc(&reader->arena, sizeof(*name));
	if (!name)
		return -ENOMEM;
	r = function(&reader->arena, key, name);
	if (fault_is_fatal(r))
		return r;
	*ret = *name;
	return hash_put(known, key, (uintptr_t)name);
}

struct naming {
	pid_t pid;
	struct arena *arena;
	struct text *name;
};

static int read_name(void *arg)
{
	const struct naming *naming = arg;
	_cleanup_buffer_ struct buffer scratch = { 0 };

	patience_begin(naming->pid);
	return process_name_read(naming->pid, &scratch, naming->arena, naming->name);
}

static int look_up_process(struct arena *arena, uint64_t pid, struct text *ret)
{
	struct naming naming = { .pid = (pid_t)pid, .arena = arena, .name = ret };

	return root_is_live(ROOT_PROC) ? workers_once(read_name, &naming) : read_name(&naming);
}

int socket_reader_process_name(struct socket_reader *reader, pid_t pid, struct text *ret)
{
	int r;

	pthread_mutex_lock(&reader->lock);
	r = find_name(reader, &reader->names, (uint64_t)pid, look_up_process, ret);
	pthread_mutex_unlock(&reader->lock);
	return r;
}

/* Only netlink tells the interface of a socket, and only in nvhost's own namespace. */
static int look_up_interface(struct arena *arena, uint64_t ifindex, struct text *ret)
{
	char name[IF_NAMESIZE];

	if (!if_indextoname((unsigned)ifindex, name))
		return -errno;
	return arena_copy(arena, text_of(name), ret);
}

int socket_reader_interface(struct socket_reader *reader, uint32_t ifindex, struct text *ret)
{
	int r;

	pthread_mutex_lock(&reader->lock);
	r = find_name(reader, &reader->interfaces, ifindex, look_up_interface, ret);
	pthread_mutex_unlock(&reader->lock);
	return r;
}
