/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine in one row: names, boot, load, memory. */
#include "collect/host.h"

#include <errno.h>

#include "collect/memory.h"
#include "collect/workers.h"
#include "kernel/boot_id.h"
#include "kernel/container.h"
#include "kernel/loadavg.h"
#include "kernel/os_release.h"
#include "kernel/proc_stat.h"
#include "kernel/process/proc_pids.h"
#include "kernel/system.h"
#include "kernel/uptime.h"
#include "kernel/virtualization.h"

enum {
	SRC_NONE,
	SRC_NAMES,
	SRC_USER,
	SRC_WSL,
	SRC_OS,
	SRC_BOOT_ID,
	SRC_STAT,
	SRC_UPTIME,
	SRC_LOAD,
	SRC_MEMORY,
	SRC_PROCESSES,
	SRC_THREADS,
	SRC_MACHINE,
	SRC_CONTAINER,
	N_SOURCES,
};

struct host_row {
	struct record record;
	struct system_names names;
	struct text username;
	struct text wsl;
	struct text os;
	char boot_id[BOOT_ID_SIZE];
	struct opt_f64 boot_time; /* epoch */
	struct proc_stat stat;
	double uptime_seconds;
	struct loadavg load;
	struct opt_f64 memory_percent;
	struct opt_f64 swap_percent;
	uint64_t processes;
	uint64_t threads;
	const char *machine; /* virtual machine */
	struct text container;
};

static int fill_names(const struct fill_context *context, void *record)
{
	struct system_names *names = &((struct host_row *)record)->names;
	int r = system_names_read(context->scratch, context->arena, names);

	return r == 0 && !names->hostname.bytes && !names->kernel.bytes ? -ENOENT : r;
}

struct user_question {
	const struct fill_context *context;
	struct host_row *host;
};

static int ask_user(void *arg)
{
	const struct user_question *question = arg;
	const struct fill_context *context = question->context;

	return system_user_read(context->scratch, context->arena, &question->host->username);
}

/*
 * Looking up the name of the user may block: the user database may be on a server that does not
 * answer.
 */
static int fill_user(const struct fill_context *context, void *record)
{
	struct user_question question = { .context = context, .host = record };

	return workers_once(ask_user, &question);
}

static int fill_stat(const struct fill_context *context, void *record)
{
	struct host_row *host = record;
	int r = proc_stat_read(context->scratch, context->arena, &host->stat);

	if (r == 0 && host->stat.btime.is == PRESENT)
		host->boot_time = some_f64((double)host->stat.btime.v);
	return r;
}

static int fill_memory(const struct fill_context *context, void *record)
{
	struct host_row *host = record;

	struct memory_brief memory = { 0 }, swap = { 0 };
	int r = memory_read_brief(context->scratch, &memory, &swap);

	host->memory_percent = memory.percent;
	host->swap_percent = swap.percent;
	return r;
}

static int fill_processes(const struct fill_context *context _unused_, void *record)
{
	_cleanup_free_ pid_t *pids = NULL;
	size_t n = 0;
	int r = proc_pids_read(&pids, &n);

	((struct host_row *)record)->processes = n;
	return r;
}

/* -ENODATA means "this is not one", which is an answer too. */
static int none_is_answer(int r)
{
	return r == -ENODATA ? 0 : r;
}

/* Defines fill_SOURCE(): one call, which reads members of `host`. */
#define FILL(source, call)                                                                  \
	static int fill_##source(const struct fill_context *context _unused_, void *record) \
	{                                                                                   \
		struct host_row *host = record;                                             \
                                                                                            \
		return call;                                                                \
	}

/* clang-format off */
FILL(wsl, none_is_answer(system_wsl_read(host->names.kernel, context->arena, &host->wsl)))
FILL(os, os_release_read(context->scratch, context->arena, &host->os))
FILL(boot_id, boot_id_read(host->boot_id))
FILL(uptime, uptime_read(&host->uptime_seconds))
FILL(load, loadavg_read(context->scratch, &host->load))
FILL(threads, loadavg_read_threads(context->scratch, &host->threads))
FILL(machine, none_is_answer(virtual_machine_read(context->scratch, &host->machine)))
FILL(container, none_is_answer(container_read(context->scratch, context->arena, &host->container)))
/* clang-format on */

static void get_boot_id(const void *record, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT,
		               .text = text_of(((const struct host_row *)record)->boot_id) };
}

static const struct source sources[N_SOURCES] = {
	[SRC_NAMES] = { .path = "uname(2), /proc/sys/kernel", .fill = fill_names },
	[SRC_USER] = { .path = "environment, passwd", .fill = fill_user },
	[SRC_WSL] = { .path = "uname(2), WSL_DISTRO_NAME",
	              .needs = BIT(SRC_NAMES),
	              .fill = fill_wsl },
	[SRC_OS] = { .path = "/etc/os-release, /usr/lib/os-release", .fill = fill_os },
	[SRC_BOOT_ID] = { .path = "/proc/sys/kernel/random/boot_id", .fill = fill_boot_id },
	[SRC_STAT] = { .path = "/proc/stat", .fill = fill_stat },
	[SRC_UPTIME] = { .path = "/proc/uptime", .fill = fill_uptime },
	[SRC_LOAD] = { .path = "/proc/loadavg", .fill = fill_load },
	[SRC_MEMORY] = { .path = "/proc/meminfo", .fill = fill_memory },
	[SRC_PROCESSES] = { .path = "/proc", .fill = fill_processes },
	[SRC_THREADS] = { .path = "/proc/loadavg", .fill = fill_threads },
	[SRC_MACHINE] = { .path = "CPUID, /sys/class/dmi, /proc/cpuinfo", .fill = fill_machine },
	[SRC_CONTAINER] = { .path = "/run, /proc/1/environ, /proc/self/cgroup",
	                    .fill = fill_container },
};

#define H(member, ...) FIELD(struct host_row, member, __VA_ARGS__)

static const struct field fields[] = {
	H(names.hostname, .name = "hostname", .source = SRC_NAMES, .help = "name of the host"),
	H(username, .name = "username", .source = SRC_USER,
	  .help = "name of the user that runs nvhost"),
	H(wsl, .name = "wsl", .source = SRC_WSL,
	  .help = "distribution under the Windows Subsystem for Linux"),
	H(os, .name = "os", .source = SRC_OS, .help = "name of the operating system"),
	H(names.kernel, .name = "kernel", .source = SRC_NAMES, .help = "release of the kernel"),
	H(names.machine, .name = "machine", .source = SRC_NAMES, .help = "architecture"),
	H(boot_time, .name = "boot_time", .unit = UNIT_EPOCH, .source = SRC_STAT,
	  .help = "time of the boot"),
	H(uptime_seconds, .name = "uptime", .unit = UNIT_SECONDS, .source = SRC_UPTIME,
	  .help = "time since the boot, including suspended time"),
	H(load.load1, .name = "load1", .source = SRC_LOAD, .gauge = GAUGE_LOAD,
	  .help = "average number of tasks that run or wait, over 1 minute"),
	H(load.load5, .name = "load5", .source = SRC_LOAD, .gauge = GAUGE_LOAD,
	  .help = "average number of tasks that run or wait, over 5 minutes"),
	H(load.load15, .name = "load15", .source = SRC_LOAD, .gauge = GAUGE_LOAD,
	  .help = "average number of tasks that run or wait, over 15 minutes"),
	H(memory_percent, .name = "memory_percent", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT,
	  .source = SRC_MEMORY, .help = "share of memory that is used"),
	H(swap_percent, .name = "swap_percent", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT,
	  .source = SRC_MEMORY, .help = "share of swap space that is used"),
	COMPUTED(KIND_TEXT, get_boot_id, .name = "boot_id", .source = SRC_BOOT_ID,
	         .help = "random ID of this boot"),
	H(stat.processes, .name = "forks", .source = SRC_STAT, .is_counter = true,
	  .help = "processes and threads created since boot"),
	H(stat.procs_running, .name = "procs_running", .source = SRC_STAT,
	  .help = "threads that run or wait for a CPU now"),
	H(stat.procs_blocked, .name = "procs_blocked", .source = SRC_STAT,
	  .help = "threads that wait for I/O now"),
	H(processes, .name = "processes", .source = SRC_PROCESSES,
	  .help = "number of processes, including kernel threads"),
	H(threads, .name = "threads", .source = SRC_THREADS, .help = "number of threads"),
	H(machine, .name = "virtualization", .source = SRC_MACHINE,
	  .help = "kind of virtual machine, if this is one: kvm, vmware, xen …"),
	H(container, .name = "container", .source = SRC_CONTAINER,
	  .help = "kind of container, if this is one: docker, podman, lxc, containerd …"),
};

const struct collector host_collector = {
	.name = "info",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct host_row),
	.key = "",
	.scan = one_row_scan,
};
