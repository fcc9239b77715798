/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: the table of fields. Names, order and meaning are those of psutil (values.md). */
#include "collect/process/files.h"
#include "collect/process/maps.h"
#include "collect/process/process.h"
#include "collect/process/process_words.h"
#include "collect/process/threads.h"
#include "collect/process/tree.h"
#include "collect/socket/socket.h"
#include "kernel/process/scheduling.h"

static void get_status(const void *record, struct value *ret)
{
	process_get_status(&((const struct process *)record)->stat, ret);
}

static void get_state(const void *record, struct value *ret)
{
	process_get_state(&((const struct process *)record)->stat, ret);
}

static void get_is_kthread(const void *record, struct value *ret)
{
	const struct process *process = record;

	*ret = (struct value){ .is = PRESENT, .b = process_is_kthread(process) };
}

static void get_policy(const void *record, struct value *ret)
{
	process_get_policy(&((const struct process *)record)->stat, ret);
}

static const char *const seccomp_words[] = { "disabled", "strict", "filter", NULL };

static void get_seccomp(const void *record, struct value *ret)
{
	struct opt_u64 mode = ((const struct process *)record)->status.seccomp;
	bool is_known = mode.is == PRESENT && mode.v < ARRAY_SIZE(seccomp_words) - 1;

	ret->is = is_known ? PRESENT : UNSUPPORTED;
	ret->text = text_of(is_known ? seccomp_words[mode.v] : NULL);
}

static void get_no_new_privs(const void *record, struct value *ret)
{
	struct opt_u64 bit = ((const struct process *)record)->status.no_new_privs;

	*ret = (struct value){ .is = bit.is == PRESENT ? PRESENT : UNSUPPORTED, .b = bit.v };
}

static void get_zero(const void *record _unused_, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT };
}

static const struct field uids_members[] = {
	P(status.uid_real, .name = "real", .source = SRC_IDS, .help = "real user ID"),
	P(status.uid_effective, .name = "effective", .source = SRC_IDS,
	  .help = "effective user ID"),
	P(status.uid_saved, .name = "saved", .source = SRC_IDS, .help = "saved user ID"),
};

static const struct field gids_members[] = {
	P(status.gid_real, .name = "real", .source = SRC_IDS, .help = "real group ID"),
	P(status.gid_effective, .name = "effective", .source = SRC_IDS,
	  .help = "effective group ID"),
	P(status.gid_saved, .name = "saved", .source = SRC_IDS, .help = "saved group ID"),
};

static const struct field cpu_times_members[] = {
	P(times.user, .name = "user", .is_counter = true, .unit = UNIT_SECONDS, .source = SRC_STAT,
	  .help = "CPU time in user mode, including guest time"),
	P(times.system, .name = "system", .is_counter = true, .unit = UNIT_SECONDS,
	  .source = SRC_STAT, .help = "CPU time in kernel mode"),
	P(times.children_user, .name = "children_user", .is_counter = true, .unit = UNIT_SECONDS,
	  .source = SRC_STAT,
	  .help = "CPU time in user mode of children that have been waited for"),
	P(times.children_system, .name = "children_system", .is_counter = true,
	  .unit = UNIT_SECONDS, .source = SRC_STAT,
	  .help = "CPU time in kernel mode of children that have been waited for"),
	P(times.iowait, .name = "iowait", .is_counter = true, .unit = UNIT_SECONDS,
	  .source = SRC_STAT, .help = "time waiting for block I/O, if delay accounting is on"),
};

static const struct field memory_info_members[] = {
	P(statm.rss_bytes, .name = "rss", .alias = "rssize rsz", .unit = UNIT_BYTES,
	  .source = SRC_STATM, .is_short = true, .help = "resident memory"),
	P(statm.vms_bytes, .name = "vms", .alias = "vsz vsize sz", .unit = UNIT_BYTES,
	  .source = SRC_STATM, .is_short = true, .help = "virtual memory"),
	P(statm.shared_bytes, .name = "shared", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .is_short = true, .help = "resident memory that may be shared: files and shared memory"),
	P(statm.text_bytes, .name = "text", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "size of the code"),
	P(statm.data_bytes, .name = "data", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "size of data and stack"),
};

static const struct field memory_info_ex_members[] = {
	P(statm.rss_bytes, .name = "rss", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "resident memory"),
	P(statm.vms_bytes, .name = "vms", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "virtual memory"),
	P(statm.shared_bytes, .name = "shared", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "resident memory that may be shared: files and shared memory"),
	P(statm.text_bytes, .name = "text", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "size of the code"),
	P(statm.data_bytes, .name = "data", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "size of data and stack"),
	P(status.vm_hwm_bytes, .name = "peak_rss", .unit = UNIT_BYTES, .source = SRC_STATUS,
	  .is_short = true, .help = "peak resident memory"),
	P(status.vm_peak_bytes, .name = "peak_vms", .unit = UNIT_BYTES, .source = SRC_STATUS,
	  .help = "peak virtual memory"),
	P(status.rss_anon_bytes, .name = "rss_anon", .unit = UNIT_BYTES, .source = SRC_STATUS,
	  .help = "resident anonymous memory"),
	P(status.rss_file_bytes, .name = "rss_file", .unit = UNIT_BYTES, .source = SRC_STATUS,
	  .help = "resident memory of files"),
	P(status.rss_shmem_bytes, .name = "rss_shmem", .unit = UNIT_BYTES, .source = SRC_STATUS,
	  .help = "resident shared memory"),
	P(status.vm_swap_bytes, .name = "swap", .unit = UNIT_BYTES, .source = SRC_STATUS,
	  .help = "memory that is swapped out"),
	P(status.hugetlb_bytes, .name = "hugetlb", .unit = UNIT_BYTES, .source = SRC_STATUS,
	  .help = "memory in huge pages"),
};

static const struct field memory_footprint_members[] = {
	P(footprint.uss_bytes, .name = "uss", .unit = UNIT_BYTES, .source = SRC_FOOTPRINT,
	  .is_short = true,
	  .help = "unique set size: memory that would be freed if the process ended"),
	P(footprint.pss_bytes, .name = "pss", .unit = UNIT_BYTES, .source = SRC_FOOTPRINT,
	  .is_short = true,
	  .help = "proportional set size: shared pages divided by the number of sharers"),
	P(footprint.swap_bytes, .name = "swap", .unit = UNIT_BYTES, .source = SRC_FOOTPRINT,
	  .is_short = true, .help = "memory that is swapped out"),
};

static const struct field io_counters_members[] = {
	P(io.read_calls, .name = "read_count", .source = SRC_IO, .is_counter = true,
	  .help = "number of read system calls"),
	P(io.write_calls, .name = "write_count", .source = SRC_IO, .is_counter = true,
	  .help = "number of write system calls"),
	P(io.read_bytes, .name = "read_bytes", .unit = UNIT_BYTES, .source = SRC_IO,
	  .is_counter = true, .is_short = true, .help = "bytes fetched from storage"),
	P(io.write_bytes, .name = "write_bytes", .unit = UNIT_BYTES, .source = SRC_IO,
	  .is_counter = true, .is_short = true, .help = "bytes sent to storage"),
	P(io.read_chars, .name = "read_chars", .unit = UNIT_BYTES, .source = SRC_IO,
	  .is_counter = true, .help = "bytes read, including from the page cache"),
	P(io.write_chars, .name = "write_chars", .unit = UNIT_BYTES, .source = SRC_IO,
	  .is_counter = true, .help = "bytes written, including to the page cache"),
};

/* memory_info and memory_footprint in one, as in an older method of psutil. */
static const struct field memory_full_info_members[] = {
	P(statm.rss_bytes, .name = "rss", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "resident memory"),
	P(statm.vms_bytes, .name = "vms", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "virtual memory"),
	P(statm.shared_bytes, .name = "shared", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "resident memory that may be shared: files and shared memory"),
	P(statm.text_bytes, .name = "text", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "size of the code"),
	P(statm.data_bytes, .name = "data", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "size of data and stack"),
	P(footprint.uss_bytes, .name = "uss", .unit = UNIT_BYTES, .source = SRC_FOOTPRINT,
	  .help = "unique set size: memory that would be freed if the process ended"),
	P(footprint.pss_bytes, .name = "pss", .unit = UNIT_BYTES, .source = SRC_FOOTPRINT,
	  .help = "proportional set size: shared pages divided by the number of sharers"),
	P(footprint.swap_bytes, .name = "swap", .unit = UNIT_BYTES, .source = SRC_FOOTPRINT,
	  .help = "memory that is swapped out"),
};

static const char *const io_class_words[] = { "none", "rt", "be", "idle", NULL };

static const struct field ionice_members[] = {
	P(io_class, .name = "ioclass", .source = SRC_IONICE, .words = io_class_words,
	  .help = "I/O scheduling class"),
	P(io_level, .name = "value", .source = SRC_IONICE,
	  .help = "priority level within the class; 0 is the highest"),
};

static const struct field num_ctx_switches_members[] = {
	P(status.voluntary_switches, .name = "voluntary", .source = SRC_STATUS, .is_counter = true,
	  .help = "context switches because the main thread gave up the CPU"),
	P(status.involuntary_switches, .name = "involuntary", .source = SRC_STATUS,
	  .is_counter = true,
	  .help = "context switches because the CPU was taken from the main thread"),
};

static const struct field page_faults_members[] = {
	P(stat.minflt, .name = "minor", .source = SRC_STAT, .is_counter = true,
	  .help = "page faults without I/O"),
	P(stat.majflt, .name = "major", .source = SRC_STAT, .is_counter = true,
	  .help = "page faults that needed I/O"),
};

static const struct field thread_members[] = { THREAD_FIELDS(struct thread, ) };
static const struct field file_members[] = { FILE_FIELDS(struct pid_fd, ) };
static const struct field map_members[] = { MAP_FIELDS(struct pid_map, ) };

static const struct field fd_members[] = { FD_FIELDS(struct pid_fd, ) };

static const struct field delays_members[] = {
	P(times.iowait, .name = "block_io", .is_counter = true, .unit = UNIT_SECONDS,
	  .source = SRC_STAT, .help = "time waiting for block I/O, if delay accounting is on"),
	P(run_queue_seconds, .name = "run_queue", .is_counter = true, .unit = UNIT_SECONDS,
	  .source = SRC_RUN_QUEUE, .help = "time that the main thread waited for a CPU"),
};

/* "root" is a frequent user name, but also the name of a column. */
static const char *const common_users[] = { "root", NULL };

static const struct rate cpu_percent_rate = { .of = "cpu_times.user cpu_times.system",
	                                      .scale = 100,
	                                      .is_rounded = true };

#define SHARE_FIELD(share, bytes, from, what)                                           \
	COMPUTED(KIND_F64, process_get_share_##share, .name = "memory_percent." #share, \
	         .is_unlisted = true, .unit = UNIT_PERCENT, .source = (from),           \
	         .help = what " in percent of the machine's memory"),

static const struct field process_fields[] = {
	P(pid, .name = "pid", .help = "process ID"),
	P(id, .name = "id", .source = SRC_ID,
	  .help = "PID@START, which stays unique even if the PID is used again"),
	P(pidfd_inode, .name = "pidfd_inode", .source = SRC_INODE,
	  .help = "inode of the pidfd, unique for each process since boot"),
	P(ppid, .name = "ppid", .source = SRC_PPID, .help = "PID of the parent"),
	P(name, .name = "name", .alias = "comm ucmd ucomm", .source = SRC_NAME,
	  .help = "name; if the kernel truncated it, completed from the command line"),
	P(exe, .name = "exe", .source = SRC_EXE, .help = "path of the program"),
	P(cmdline.arguments, .name = "cmdline", .alias = "args cmd", .source = SRC_CMDLINE,
	  .instead = "name", .help = "command-line arguments"),
	P(command, .name = "command", .source = SRC_COMMAND,
	  .help = "arguments as one line, quoted for a shell if needed"),
	COMPUTED(KIND_TEXT, get_status, .name = "status", .alias = "stat", .source = SRC_STAT,
	         .words = process_status_words, .help = "state of the process"),
	COMPUTED(KIND_TEXT, get_state, .name = "state", .source = SRC_STAT,
	         .help = "state letter, as in ps(1)"),
	P(username, .name = "username", .heading = "USER", .alias = "user ruser",
	  .source = SRC_USERNAME, .common = common_users, .help = "name of the real user"),
	P(effective_username, .name = "effective_username", .alias = "euser",
	  .source = SRC_EFFECTIVE_USERNAME, .common = common_users,
	  .help = "name of the effective user"),
	P(create_time, .name = "create_time", .heading = "STARTED", .alias = "lstart start_time",
	  .unit = UNIT_EPOCH, .source = SRC_CREATE_TIME, .help = "time when the process started"),
	P(elapsed_seconds, .name = "elapsed", .alias = "etime etimes", .unit = UNIT_SECONDS,
	  .source = SRC_AGE, .help = "time since the process started"),
	P(stat.starttime_ticks, .name = "start_ticks", .unit = UNIT_TICKS, .source = SRC_STAT,
	  .help = "start time in clock ticks since boot"),
	P(cwd, .name = "cwd", .source = SRC_CWD, .help = "working directory"),
	P(stat.nice, .name = "nice", .alias = "ni", .source = SRC_STAT,
	  .help = "nice value, -20 to 19"),
	STRUCT(uids_members, .name = "uids", .help = "user IDs"),
	STRUCT(gids_members, .name = "gids", .help = "group IDs"),
	P(groups, .name = "groups", .alias = "supgid", .source = SRC_ID_LISTS,
	  .help = "supplementary group IDs"),
	P(nspid, .name = "nspid", .source = SRC_ID_LISTS,
	  .help = "PID of the process in this and each inner PID namespace"),
	STRUCT(process_parent_members, .name = "parent", .help = "parent process"),
	P(terminal, .name = "terminal", .alias = "tty tt tname", .source = SRC_TERMINAL,
	  .help = "controlling terminal"),
	P(status.threads, .name = "num_threads", .heading = "THR", .alias = "nlwp thcount",
	  .source = SRC_STATUS, .help = "number of threads"),
	STRUCT(cpu_times_members, .name = "cpu_times", .unit = UNIT_SECONDS, .help = "CPU times"),
	P(cpu_average_percent, .name = "cpu_average", .heading = "CPU%", .alias = "pcpu %cpu",
	  .unit = UNIT_PERCENT, .source = SRC_AGE,
	  .help = "CPU time in percent of the lifetime; 100 is one CPU"),
	P(cpu_percent, .name = "cpu_percent", .heading = "CPU%", .unit = UNIT_PERCENT,
	  .rate = &cpu_percent_rate, .help = "CPU time in percent of the interval; 100 is one CPU"),
	STRUCT(memory_info_members, .name = "memory_info", .unit = UNIT_BYTES, .help = "memory"),
	P(memory_percent, .name = "memory_percent", .heading = "MEM%", .alias = "pmem %mem",
	  .unit = UNIT_PERCENT, .source = SRC_MEMORY_PERCENT,
	  .help = "rss in percent of the machine's memory"),
	P(num_fds, .name = "num_fds", .heading = "FDS", .source = SRC_NUM_FDS,
	  .help = "number of open file descriptors"),
	STRUCT(io_counters_members, .name = "io_counters", .help = "I/O counters"),
	STRUCT(ionice_members, .name = "ionice", .help = "I/O scheduling class and priority"),
	STRUCT(process_rlimits_members, .name = "rlimits", .help = "resource limits"),
	P(affinity, .name = "cpu_affinity", .unit = UNIT_CPUS, .source = SRC_AFFINITY,
	  .help = "CPUs that the main thread may run on"),
	P(stat.processor, .name = "cpu_num", .alias = "psr", .source = SRC_STAT,
	  .help = "CPU that the main thread last ran on"),
	P(environ, .name = "environ", .source = SRC_ENVIRON, .help = "initial environment"),
	STRUCT(num_ctx_switches_members, .name = "num_ctx_switches",
	       .help = "context switches of the main thread"),
	STRUCT(page_faults_members, .name = "page_faults", .help = "page faults"),
	STRUCTS(struct process, threads, struct thread, thread_members, .name = "threads",
	        .source = SRC_THREADS, .help = "threads with their CPU times"),
	STRUCT(memory_info_ex_members, .name = "memory_info_ex", .unit = UNIT_BYTES,
	       .help = "memory, with peaks and kinds"),
	STRUCT(memory_footprint_members, .name = "memory_footprint", .unit = UNIT_BYTES,
	       .help = "memory with shared pages taken into account"),
	STRUCTS(struct process, maps, struct pid_map, map_members, .name = "memory_maps",
	        .source = SRC_MAPS, .help = "mapped memory by path"),
	STRUCTS(struct process, files, struct pid_fd, file_members, .name = "open_files",
	        .source = SRC_FILES, .help = "open regular files"),
	STRUCTS(struct process, sockets, struct socket_row, socket_item_fields,
	        .name = "net_connections", .alias = "connections", .source = SRC_SOCKETS,
	        .help = "TCP and UDP sockets"),
	P(stat.pgrp, .name = "pgid", .alias = "pgrp", .source = SRC_STAT,
	  .help = "process group ID"),
	P(stat.session, .name = "sid", .alias = "sess session", .source = SRC_STAT,
	  .help = "session ID"),
	P(stat.tpgid, .name = "tpgid", .source = SRC_STAT,
	  .help = "foreground process group of the terminal"),
	P(stat.priority, .name = "priority", .alias = "pri", .source = SRC_STAT,
	  .help = "scheduling priority in the kernel"),
	P(stat.rt_priority, .name = "rt_priority", .alias = "rtprio", .source = SRC_STAT,
	  .help = "real-time priority, 1 to 99"),
	P(is_exe_deleted, .name = "exe_deleted", .source = SRC_EXE,
	  .help = "whether the file of the program has been deleted"),
	P(needs_restart, .name = "needs_restart", .source = SRC_NEEDS_RESTART,
	  .help = "whether the program or one of its libraries was replaced on disk"),
	COMPUTED(KIND_BOOL, get_is_kthread, .name = "is_kthread", .source = SRC_STAT,
	         .help = "whether this is a kernel thread"),
	COMPUTED(KIND_STRING, get_policy, .name = "policy", .alias = "cls sched",
	         .source = SRC_STAT, .words = policy_words, .help = "scheduling policy"),
	P(wchan, .name = "wchan", .source = SRC_WCHAN,
	  .help = "kernel function in which the main thread sleeps"),
	P(oom_score, .name = "oom_score", .source = SRC_OOM_SCORE,
	  .help = "likelihood of being killed if memory runs out; highest first"),
	P(oom_score_adj, .name = "oom_score_adj", .source = SRC_OOM_SCORE_ADJ,
	  .help = "adjustment of oom_score, from -1000 (never kill) to 1000"),
	P(cgroup.path, .name = "cgroup", .source = SRC_CGROUP, .help = "path of the control group"),
	P(is_cgroup_frozen, .name = "cgroup_frozen", .source = SRC_CGROUP_FROZEN,
	  .help = "whether the control group is frozen"),
	P(cgroup.container.id, .name = "container", .source = SRC_CGROUP,
	  .help = "ID or name of the container, from the cgroup path"),
	P(cgroup.container.runtime, .name = "container_runtime", .source = SRC_CGROUP,
	  .words = pid_container_runtimes,
	  .help = "runtime of the container, from the cgroup path"),
	P(cgroup.container.name, .name = "container_name", .source = SRC_CGROUP,
	  .help = "name of the container, if the cgroup path has one"),
	P(cgroup.container.pod, .name = "pod", .source = SRC_CGROUP,
	  .help = "pod of the container: Kubernetes UID or Podman ID"),
	P(cgroup.unit, .name = "unit", .source = SRC_CGROUP, .help = "systemd unit"),
	P(cgroup.slice, .name = "slice", .source = SRC_CGROUP, .help = "systemd slice of the unit"),
	P(cgroup.user_unit, .name = "user_unit", .source = SRC_CGROUP,
	  .help = "unit of the user's systemd instance"),
	STRUCT(process_namespaces_members, .name = "namespaces",
	       .help = "inodes of the namespaces"),
	STRUCT(process_capabilities_members, .name = "capabilities",
	       .help = "capability sets, capabilities(7)"),
	COMPUTED(KIND_STRING, get_seccomp, .name = "seccomp", .source = SRC_STATUS,
	         .words = seccomp_words, .help = "seccomp(2) mode"),
	COMPUTED(KIND_BOOL, get_no_new_privs, .name = "no_new_privs", .source = SRC_STATUS,
	         .help = "whether execve(2) can grant no new privileges"),
	P(security_label, .name = "security_label", .alias = "label context",
	  .source = SRC_SECURITY_LABEL, .help = "SELinux, AppArmor or Smack label"),
	STRUCT(process_signals_members, .name = "signals",
	       .help = "signals that are pending, blocked, ignored and caught"),
	STRUCT(delays_members, .name = "delays", .unit = UNIT_SECONDS,
	       .help = "time waiting for resources"),
	P(loginuid, .name = "loginuid", .source = SRC_LOGINUID,
	  .help = "user ID of the login; su(1) does not change this ID"),
	P(sessionid, .name = "sessionid", .alias = "lsession", .source = SRC_SESSIONID,
	  .help = "audit session ID"),
	P(root, .name = "root", .source = SRC_ROOT, .help = "root directory"),
	STRUCTS(struct process, fds, struct pid_fd, fd_members, .name = "fds", .source = SRC_FDS,
	        .help = "open file descriptors of any kind"),
	PROCESS_SHARES(SHARE_FIELD)
	/* as in ps(1), these are effective IDs */
	P(status.uid_effective, .name = "uid", .alias = "euid", .is_unlisted = true,
	  .source = SRC_IDS, .help = "effective user ID"),
	P(status.gid_effective, .name = "gid", .alias = "egid", .is_unlisted = true,
	  .source = SRC_IDS, .help = "effective group ID"),
	/* names of older versions of psutil */
	STRUCT(memory_full_info_members, .name = "memory_full_info", .is_unlisted = true,
	       .unit = UNIT_BYTES, .help = "memory_info and memory_footprint in one"),
	COMPUTED(KIND_U64, get_zero, .name = "memory_info.lib", .is_unlisted = true,
	         .unit = UNIT_BYTES, .help = "always 0 since Linux 2.6"),
	COMPUTED(KIND_U64, get_zero, .name = "memory_info.dirty", .is_unlisted = true,
	         .unit = UNIT_BYTES, .help = "always 0 since Linux 2.6"),
	/* only trees have this last column */
	P(depth, .name = "depth", .help = "number of ancestors in the tree"),
};

#define COLLECTOR(collector_name, fields_of_it, how)                                        \
	{                                                                                   \
		.name = collector_name, .fields = process_fields, .n_fields = fields_of_it, \
		.sources = process_sources, .n_sources = N_PROCESS_SOURCES,                 \
		.record_size = sizeof(struct process), .key = "pid start_ticks",            \
		.labels = "pid name", .may_block = true, .open = process_open, .scan = how, \
		.complete = process_complete, .close = process_close,                       \
	}

const struct collector process_collector =
	COLLECTOR("process", ARRAY_SIZE(process_fields) - 1, process_scan);
const struct collector tree_collector = COLLECTOR("tree", ARRAY_SIZE(process_fields), tree_scan);
const struct collector tree_children_collector =
	COLLECTOR("tree_children", ARRAY_SIZE(process_fields), tree_scan_children);
const struct collector tree_parents_collector =
	COLLECTOR("tree_parents", ARRAY_SIZE(process_fields), tree_scan_parents);
