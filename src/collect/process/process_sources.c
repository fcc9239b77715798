/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: the table of sources, and fill functions for most of them. */
#include <errno.h>
#include <stdio.h>

#include "collect/process/files.h"
#include "collect/process/process.h"
#include "collect/process/threads.h"
#include "collect/socket/socket.h"
#include "kernel/file.h"
#include "kernel/process/fd_tables.h"
#include "kernel/process/pidfd.h"
#include "kernel/process/proc_pids.h"
#include "kernel/process/process_handle.h"
#include "kernel/process/scheduling.h"
#include "kernel/tty.h"

enum { PF_KTHREAD = 0x00200000 };

bool process_is_kthread(const struct process *process)
{
	return process->stat.flags & PF_KTHREAD;
}

bool process_is_zombie(const struct process *process)
{
	return process->stat.state == 'Z';
}

static const struct process_shared *shared_of(const struct fill_context *context)
{
	return context->shared;
}

int process_fill_stat(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct pid_stat *stat = &process->stat;
	double per_second = shared_of(context)->ticks_per_second;
	int r = process_handle_read_stat(context->held, context->scratch, stat);

	if (r < 0)
		return r;
	process->times = (struct process_times){
		.user = (double)stat->utime_ticks / per_second,
		.system = (double)stat->stime_ticks / per_second,
		.children_user = (double)stat->cutime_ticks / per_second,
		.children_system = (double)stat->cstime_ticks / per_second,
	};
	process->times.iowait.is = UNSUPPORTED;
	if (stat->blkio_ticks.is == PRESENT &&
	    (stat->blkio_ticks.v > 0 || shared_of(context)->has_delay_accounting))
		process->times.iowait = some_f64((double)stat->blkio_ticks.v / per_second);
	process->start_seconds = pid_stat_start_seconds(stat, per_second);
	r = arena_copy(context->arena, stat->comm, &stat->comm);
	return r < 0 ? r : process_handle_examine(context->held, context->scratch, stat);
}

/*
 * If the main thread has ended, the status of the process holds only its context switches: the rest
 * comes from a thread that lives.
 */
static int read_status_of_task(const struct fill_context *context, struct pid_status *status)
{
	struct opt_u64 voluntary = status->voluntary_switches;
	struct opt_u64 involuntary = status->involuntary_switches;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	if (r == 0)
		r = pid_status_read(task, "status", context->scratch, status);
	status->voluntary_switches = voluntary;
	status->involuntary_switches = involuntary;
	return r;
}

int process_fill_status(const struct fill_context *context, void *record)
{
	struct pid_status *status = &((struct process *)record)->status;
	struct process_file file = process_handle_file(context->held, "status");
	int r = pid_status_read(file.dir, file.name, context->scratch, status);

	if (r < 0)
		return process_handle_explain(context->held, r);
	if (status->state == 'Z' && status->threads.is == PRESENT && status->threads.v > 1)
		return read_status_of_task(context, status);
	return 0;
}

static int fill_inode(const struct fill_context *context _unused_, void *record)
{
	struct process *process = record;
	_cleanup_close_ int pidfd = -1;

	if (!proc_pids_are_ours())
		return -EOPNOTSUPP;
	pidfd = pidfd_open_process((pid_t)process->pid);
	if (pidfd < 0)
		return pidfd == -ESRCH ? -ESRCH : -EOPNOTSUPP;
	return pidfd_read_inode(pidfd, &process->pidfd_inode);
}

static int fill_terminal(const struct fill_context *context, void *record)
{
	struct process *process = record;
	char path[TTY_PATH_SIZE];

	int r = tty_find(&shared_of(context)->terminals, process->stat.tty_nr, path);

	return r < 0 ? r : arena_copy(context->arena, text_of(path), &process->terminal);
}

static int fill_id(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct buffer *scratch = context->scratch;
	int r;

	scratch->length = 0;
	r = buffer_add_format(scratch, "%ju@%ju", (uintmax_t)process->pid,
	                      (uintmax_t)process->stat.starttime_ticks);
	return r < 0 ? r : arena_copy(context->arena, buffer_text(scratch), &process->id);
}

static int fill_create_time(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct opt_f64 boot_time = shared_of(context)->boot_time;

	process->create_time = boot_time.v + process->start_seconds;
	return process_explain_shared(boot_time.is);
}

static int fill_age(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct opt_f64 uptime = shared_of(context)->uptime_seconds;
	double age = uptime.v - process->start_seconds;
	double busy = process->times.user + process->times.system;

	if (uptime.is != PRESENT)
		return process_explain_shared(uptime.is);
	process->elapsed_seconds =
		MAX(age, 0.0); /* the process may have started after the uptime was read */
	if (age > 0)
		process->cpu_average_percent = 100 * busy / age;
	return 0;
}

static int fill_num_fds(const struct fill_context *context, void *record)
{
	uint64_t *count = &((struct process *)record)->num_fds;
	const struct process_handle *handle = context->held;
	int task, r = pid_fd_count(context->dir, count), found;

	/* if the main thread has ended, it has no descriptors, and only root may see that */
	if ((r < 0 && r != -EACCES) || *count > 0)
		return r;
	found = process_handle_task(context->held, context->scratch, &task);
	if (found < 0)
		return found;
	return handle->task < 0 ? r : pid_fd_count(task, count);
}

static int fill_io(const struct fill_context *context, void *record)
{
	return pid_io_read(context->dir, context->scratch, &((struct process *)record)->io);
}

static int fill_ionice(const struct fill_context *context _unused_, void *record)
{
	struct process *process = record;
	struct ioprio ioprio;
	int r;

	if (!proc_pids_are_ours())
		return -EOPNOTSUPP;
	r = ioprio_read((pid_t)process->pid, &ioprio);
	if (r < 0)
		return r;
	process->io_class = ioprio_class_word(ioprio.class);
	process->io_level = ioprio.level;
	return 0;
}

static int fill_limits(const struct fill_context *context, void *record)
{
	return pid_limits_read(context->dir, context->scratch, &((struct process *)record)->limits);
}

static int fill_affinity(const struct fill_context *context, void *record)
{
	struct process *process = record;

	return affinity_read_task(context->dir, (pid_t)process->pid, context->scratch,
	                          context->arena, &process->affinity);
}

static int fill_threads(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct thread *list = NULL;
	size_t n = 0;
	int r = threads_read(context->dir, context->scratch, context->arena, &list, &n);

	process->threads = (struct structs){ .items = list, .n = n, .is = PRESENT };
	return r;
}

static int fill_files(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct pid_fd *list = NULL;
	size_t n = 0;
	int r = fd_tables_read(context->held, PID_FD_FILES, context->scratch, context->arena, &list,
	                       &n);

	process->files = (struct structs){ .items = list, .n = n, .is = PRESENT };
	return r;
}

static int fill_fds(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct pid_fd *list = NULL;
	size_t n = 0;
	int r = fd_tables_read(context->held, PID_FD_ALL, context->scratch, context->arena, &list,
	                       &n);

	process->fds = (struct structs){ .items = list, .n = n, .is = PRESENT };
	return r;
}

static int fill_sockets(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct socket_reader *sockets = &((struct process_shared *)context->shared)->sockets;

	return socket_structs_read(sockets, context->held, context->scratch, context->arena,
	                           &process->sockets);
}

_Static_assert((int)N_PROCESS_SOURCES <= (int)MAX_SOURCES,
               "a record has room for the presence of each source");

const struct source process_sources[N_PROCESS_SOURCES] = {
	[SRC_NONE] = { .path = "/proc" },
	[SRC_STATUS] = { .path = "/proc/PID/status", .fill = process_fill_status },
	[SRC_IDS] = { .path = "/proc/PID/status, PIDFD_GET_INFO", .fill = process_fill_ids },
	[SRC_INODE] = { .path = "pidfd_open(2)", .fill = fill_inode },
	[SRC_STAT] = { .path = "/proc/PID/stat", .fill = process_fill_stat },
	[SRC_PPID] = { .path = "/proc/PID/stat, PIDFD_GET_INFO", .fill = process_fill_ppid },
	[SRC_CMDLINE] = { .path = "/proc/PID/cmdline",
	                  .needs = BIT(SRC_STAT),
	                  .fill = process_fill_cmdline },
	[SRC_COMMAND] = { .path = "/proc/PID/cmdline",
	                  .needs = BIT(SRC_CMDLINE),
	                  .fill = process_fill_command },
	[SRC_NAME] = { .path = "/proc/PID/stat, cmdline",
	               .needs = BIT(SRC_STAT),
	               .fill = process_fill_name },
	[SRC_STATM] = { .path = "/proc/PID/statm", .fill = process_fill_statm },
	[SRC_EXE] = { .path = "/proc/PID/exe", .needs = BIT(SRC_STAT), .fill = process_fill_exe },
	[SRC_CWD] = { .path = "/proc/PID/cwd", .needs = BIT(SRC_STAT), .fill = process_fill_cwd },
	[SRC_USERNAME] = { .path = "/proc/PID/status, PIDFD_GET_INFO, passwd",
	                   .needs = BIT(SRC_IDS),
	                   .fill = process_fill_username },
	[SRC_EFFECTIVE_USERNAME] = { .path = "/proc/PID/status, PIDFD_GET_INFO, passwd",
	                             .needs = BIT(SRC_IDS),
	                             .fill = process_fill_effective_username },
	[SRC_PARENT] = { .path = "/proc/PPID/stat, status, cmdline, passwd",
	                 .needs = BIT(SRC_STAT),
	                 .fill = process_fill_parent },
	[SRC_TERMINAL] = { .path = "/proc/PID/stat, /proc/tty/drivers, /dev",
	                   .needs = BIT(SRC_STAT),
	                   .fill = fill_terminal },
	[SRC_ID] = { .path = "/proc/PID/stat", .needs = BIT(SRC_STAT), .fill = fill_id },
	[SRC_CREATE_TIME] = { .path = "/proc/PID/stat, /proc/stat",
	                      .needs = BIT(SRC_STAT),
	                      .fill = fill_create_time },
	[SRC_AGE] = { .path = "/proc/PID/stat, CLOCK_BOOTTIME, /proc/uptime",
	              .needs = BIT(SRC_STAT),
	              .fill = fill_age },
	[SRC_MEMORY_PERCENT] = { .path = "/proc/PID/statm, /proc/meminfo",
	                         .needs = BIT(SRC_STATM),
	                         .fill = process_fill_memory_percent },
	[SRC_PERCENT_STATUS] = { .path = "/proc/PID/status, /proc/meminfo",
	                         .needs = BIT(SRC_STATUS),
	                         .fill = process_fill_machine_memory },
	[SRC_PERCENT_FOOTPRINT] = { .path = "/proc/PID/smaps_rollup, /proc/meminfo",
	                            .needs = BIT(SRC_FOOTPRINT),
	                            .fill = process_fill_machine_memory },
	[SRC_NEEDS_RESTART] = { .path = "/proc/PID/exe, maps, map_files",
	                        .needs = BIT(SRC_STAT) | BIT(SRC_EXE),
	                        .fill = process_fill_needs_restart },
	[SRC_NUM_FDS] = { .path = "/proc/PID/fd", .fill = fill_num_fds },
	[SRC_IO] = { .path = "/proc/PID/io", .fill = fill_io },
	[SRC_IONICE] = { .path = "ioprio_get(2)", .fill = fill_ionice },
	[SRC_LIMITS] = { .path = "/proc/PID/limits", .fill = fill_limits },
	[SRC_AFFINITY] = { .path = "sched_getaffinity(2)", .fill = fill_affinity },
	[SRC_ENVIRON] = { .path = "/proc/PID/environ",
	                  .is_expensive = true,
	                  .needs = BIT(SRC_STAT),
	                  .fill = process_fill_environ },
	[SRC_THREADS] = { .path = "/proc/PID/task/TID/stat",
	                  .is_expensive = true,
	                  .fill = fill_threads },
	[SRC_FOOTPRINT] = { .path = "/proc/PID/smaps_rollup",
	                    .is_expensive = true,
	                    .needs = BIT(SRC_STAT),
	                    .fill = process_fill_footprint },
	[SRC_MAPS] = { .path = "/proc/PID/smaps",
	               .is_expensive = true,
	               .needs = BIT(SRC_STAT),
	               .fill = process_fill_maps },
	[SRC_SOCKETS] = { .path = "/proc/PID/fd, sock_diag(7), /proc/PID/net",
	                  .is_expensive = true,
	                  .needs = BIT(SRC_STAT),
	                  .fill = fill_sockets },
	[SRC_FILES] = { .path = "/proc/PID/fd, fdinfo",
	                .is_expensive = true,
	                .needs = BIT(SRC_STAT),
	                .fill = fill_files },
	[SRC_FDS] = { .path = "/proc/PID/fd, fdinfo",
	              .is_expensive = true,
	              .needs = BIT(SRC_STAT),
	              .fill = fill_fds },
	[SRC_WCHAN] = { .path = "/proc/PID/wchan", .fill = process_fill_wchan },
	[SRC_OOM_SCORE] = { .path = "/proc/PID/oom_score", .fill = process_fill_oom_score },
	[SRC_OOM_SCORE_ADJ] = { .path = "/proc/PID/oom_score_adj",
	                        .fill = process_fill_oom_score_adj },
	[SRC_CGROUP] = { .path = "/proc/PID/cgroup",
	                 .needs = BIT(SRC_STAT),
	                 .fill = process_fill_cgroup },
	[SRC_CGROUP_FROZEN] = { .path = "/proc/PID/cgroup, /sys/fs/cgroup",
	                        .needs = BIT(SRC_STAT),
	                        .fill = process_fill_cgroup_frozen },
	[SRC_ID_LISTS] = { .path = "/proc/PID/status", .fill = process_fill_id_lists },
	[SRC_NAMESPACES] = { .path = "/proc/PID/ns",
	                     .needs = BIT(SRC_STAT),
	                     .fill = process_fill_namespaces },
	[SRC_CAPABILITIES] = { .path = "/proc/PID/status",
	                       .needs = BIT(SRC_STATUS),
	                       .fill = process_fill_capabilities },
	[SRC_SIGNALS] = { .path = "/proc/PID/status",
	                  .needs = BIT(SRC_STATUS),
	                  .fill = process_fill_signals },
	[SRC_SECURITY_LABEL] = { .path = "/proc/PID/attr/current",
	                         .fill = process_fill_security_label },
	[SRC_LOGINUID] = { .path = "/proc/PID/loginuid", .fill = process_fill_loginuid },
	[SRC_SESSIONID] = { .path = "/proc/PID/sessionid", .fill = process_fill_sessionid },
	[SRC_ROOT] = { .path = "/proc/PID/root",
	               .needs = BIT(SRC_STAT),
	               .fill = process_fill_root },
	[SRC_RUN_QUEUE] = { .path = "/proc/PID/schedstat", .fill = process_fill_run_queue },
	[SRC_HELD] = { .path = "/proc/PID/fd, exe, cwd, root",
	               .is_expensive = true,
	               .needs = BIT(SRC_STAT),
	               .fill = process_fill_held },
	[SRC_MAPPED] = { .path = "/proc/PID/map_files, maps",
	                 .is_expensive = true,
	                 .needs = BIT(SRC_STAT),
	                 .fill = process_fill_mapped },
};
