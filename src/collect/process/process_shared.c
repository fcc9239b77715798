/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: the handle, with the data read once for all processes. */
#include <errno.h>
#include <time.h>

#include "collect/process/process.h"
#include "collect/socket/socket.h"
#include "kernel/file.h"
#include "kernel/host.h"
#include "kernel/meminfo.h"
#include "kernel/proc_stat.h"
#include "kernel/uptime.h"

enum { NS_PER_SECOND = 1000 * 1000 * 1000 };

static const uint64_t FROM_MEMINFO =
	BIT(SRC_MEMORY_PERCENT) | BIT(SRC_PERCENT_STATUS) | BIT(SRC_PERCENT_FOOTPRINT);

/* Delay accounting was always on before Linux 5.14. Since then it is a sysctl, off by default. */
static bool has_delay_accounting(void)
{
	uint64_t is_on;
	int r = file_read_u64(root_open(ROOT_PROC), "sys/kernel/task_delayacct", &is_on);

	return r == -ENOENT || (r == 0 && is_on);
}

/*
 * Start times are ticks of CLOCK_BOOTTIME, and btime in the /proc/stat of a container may be that
 * of the container: the live machine is asked by clock_gettime(2).
 */
static int read_boot_time(struct buffer *scratch, struct opt_f64 *ret)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };
	struct timespec now, up;
	int r;

	if (root_is_live(ROOT_PROC) && clock_gettime(CLOCK_REALTIME, &now) == 0 &&
	    clock_gettime(CLOCK_BOOTTIME, &up) == 0) {
		*ret = some_f64((double)(now.tv_sec - up.tv_sec - (now.tv_nsec < up.tv_nsec)));
		return 0;
	}
	r = proc_stat_read(scratch, &arena, &stat);
	ret->is = r < 0 ? fault_presence(r) : stat.btime.is;
	ret->v = (double)stat.btime.v;
	return r;
}

static int read_memory_size(struct buffer *scratch, struct opt_u64 *ret)
{
	struct meminfo meminfo = { 0 };
	int r = meminfo_read(scratch, &meminfo);

	*ret = meminfo.mem_total_bytes;
	if (r < 0)
		ret->is = fault_presence(r);
	return r;
}

/* Reads the uptime from the same clock: /proc/uptime too may be that of a container (lxcfs(1)). */
static int read_uptime(struct opt_f64 *ret)
{
	struct timespec up;
	int r;

	if (root_is_live(ROOT_PROC) && clock_gettime(CLOCK_BOOTTIME, &up) == 0) {
		*ret = some_f64((double)up.tv_sec + (double)up.tv_nsec / NS_PER_SECOND);
		return 0;
	}
	r = uptime_read(&ret->v);
	ret->is = r < 0 ? fault_presence(r) : PRESENT;
	return r;
}

int process_shared_read(struct process_shared *shared, uint64_t sources)
{
	uint64_t missing = sources & ~shared->read;
	int r = 0;

	shared->read |= sources;
	if (missing & BIT(SRC_STAT))
		shared->has_delay_accounting = has_delay_accounting();
	if (missing & BIT(SRC_TERMINAL))
		r = tty_drivers_read(&shared->scratch, &shared->arena, &shared->terminals);
	if (!fault_is_fatal(r) && (missing & BIT(SRC_CGROUP_FROZEN)))
		r = cgroup_freezer_find(&shared->scratch, &shared->arena, &shared->freezer);
	if (!fault_is_fatal(r) && (missing & BIT(SRC_CREATE_TIME)))
		r = read_boot_time(&shared->scratch, &shared->boot_time);
	if (!fault_is_fatal(r) && (missing & BIT(SRC_AGE)))
		r = read_uptime(&shared->uptime_seconds);
	if (!fault_is_fatal(r) && (missing & FROM_MEMINFO))
		r = read_memory_size(&shared->scratch, &shared->memory_bytes);
	return fault_only_fatal(r);
}

void process_shared_refresh(struct process_shared *shared)
{
	shared->read = 0;
	socket_reader_refresh(&shared->sockets);
	process_parents_refresh(&shared->parents);
	cgroup_freezer_done(&shared->freezer);
	arena_reset(&shared->arena);
}

int process_open(const struct plan *plan _unused_, void **ret)
{
	struct process_shared *shared = calloc(1, sizeof(*shared));

	if (!shared)
		return -ENOMEM;
	pthread_mutex_init(&shared->users.lock, NULL);
	pthread_mutex_init(&shared->parents.lock, NULL);
	shared->freezer = CGROUP_FREEZER_NONE;
	socket_reader_init(&shared->sockets, socket_options_tables(NULL), BIT(SOCKET_SRC_OWNER));
	shared->ticks_per_second = (double)sysconf(_SC_CLK_TCK);
	*ret = shared;
	return 0;
}

void process_close(void *handle)
{
	struct process_shared *shared = handle;

	if (!shared)
		return;
	kept_files_done(&shared->kept);
	user_names_done(&shared->users);
	process_parents_done(&shared->parents);
	socket_reader_done(&shared->sockets);
	cgroup_freezer_done(&shared->freezer);
	arena_done(&shared->arena);
	buffer_done(&shared->scratch);
	free(shared);
}
