/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes: everything that one row of `ps` can hold.
 *
 *   process.c          selects the processes and reads their sources
 *   process_fill.c     reads sources of one process, and notices when it has ended
 *   process_shared.c   data read once for all processes
 *   process_sources.c  the table of sources, and fill functions for most kernel files
 *   process_program.c  fill functions: name, arguments, program, directories
 *   process_ids.c      fill functions: PPID, users, groups, PIDs in namespaces
 *   process_memory.c   fill functions: memory
 *   process_parent.c   fill function: the parent
 *   process_bounds.c   fill functions: control group, namespaces, capabilities, signals, labels
 *   process_held.c     fill functions: the files that a process holds
 *   process_fields.c   the table of fields
 *   process_limits.c   fields of the resource limits
 */
#ifndef COLLECT_PROCESS_PROCESS_H
#define COLLECT_PROCESS_PROCESS_H

#include <errno.h>

#include "collect/process/user_names.h"
#include "collect/socket/socket_reader.h"
#include "kernel/cgroup_freezer.h"
#include "kernel/process/kept_files.h"
#include "kernel/process/pid_cgroup.h"
#include "kernel/process/pid_cmdline.h"
#include "kernel/process/pid_held.h"
#include "kernel/process/pid_io.h"
#include "kernel/process/pid_limits.h"
#include "kernel/process/pid_smaps.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/pid_statm.h"
#include "kernel/process/pid_status.h"
#include "kernel/process/pidfd.h"
#include "kernel/tty.h"
#include "model/collector.h"

/* In the order in which they are filled: each source comes after those that it needs. */
enum process_source {
	SRC_NONE,
	SRC_STATUS,
	SRC_IDS,
	SRC_INODE,
	SRC_STAT, /* after the data of a pidfd, which a successful read of stat confirms */
	SRC_PPID,
	SRC_CMDLINE,
	SRC_COMMAND,
	SRC_NAME,
	SRC_STATM, /* after all files that may be read by PID: an open statm anchors them */
	SRC_EXE,
	SRC_CWD,
	SRC_USERNAME,
	SRC_EFFECTIVE_USERNAME,
	SRC_PARENT,
	SRC_TERMINAL,
	SRC_ID,
	SRC_CREATE_TIME,
	SRC_AGE,
	SRC_MEMORY_PERCENT,
	SRC_PERCENT_STATUS,
	SRC_FOOTPRINT,
	SRC_PERCENT_FOOTPRINT,
	SRC_NUM_FDS,
	SRC_IO,
	SRC_IONICE,
	SRC_LIMITS,
	SRC_AFFINITY,
	SRC_ENVIRON,
	SRC_THREADS,
	SRC_MAPS,
	SRC_NEEDS_RESTART,
	SRC_FILES,
	SRC_FDS,
	SRC_SOCKETS,
	SRC_WCHAN,
	SRC_OOM_SCORE,
	SRC_OOM_SCORE_ADJ,
	SRC_CGROUP,
	SRC_CGROUP_FROZEN,
	SRC_ID_LISTS,
	SRC_NAMESPACES,
	SRC_CAPABILITIES,
	SRC_SIGNALS,
	SRC_SECURITY_LABEL,
	SRC_LOGINUID,
	SRC_SESSIONID,
	SRC_ROOT,
	SRC_RUN_QUEUE,
	SRC_HELD,
	SRC_MAPPED,
	N_PROCESS_SOURCES,
};

/* CPU times in seconds. */
struct process_times {
	double user;
	double system;
	double children_user;
	double children_system;
	struct opt_f64 iowait;
};

enum { NS_CGROUP, NS_IPC, NS_MNT, NS_NET, NS_PID, NS_TIME, NS_USER, NS_UTS, N_NAMESPACES };

/* Capability sets, as lists of names. */
struct process_capabilities {
	struct texts effective, permitted, inheritable, bounding, ambient;
};

struct process_parent {
	uint64_t pid;
	struct text name;
	struct text username;
	struct texts cmdline;
};

struct process_signals {
	struct texts pending, blocked, ignored, caught;
};

struct process {
	struct record record;
	uint64_t pid;

	uint64_t ppid;
	uint64_t pidfd_inode;
	struct pid_stat stat;
	struct pid_statm statm;
	struct pid_status status;

	struct text id;
	struct text name;
	struct process_times times;
	double start_seconds; /* since boot */
	struct pid_cmdline cmdline;
	struct text command;
	struct text exe;
	bool is_exe_deleted;
	struct text cwd;
	struct text username, effective_username;
	struct process_parent parent;
	struct text terminal;
	double create_time; /* epoch */
	double elapsed_seconds;
	double cpu_average_percent;
	double memory_percent;
	uint64_t machine_bytes; /* total memory of the machine, for percentages */
	struct opt_f64 cpu_percent;
	uint64_t num_fds;
	struct pid_io io;
	const char *io_class;
	uint64_t io_level;
	struct pid_limits limits;
	struct numbers affinity;
	struct map environ;
	struct structs threads; /* struct thread */
	struct pid_footprint footprint;
	struct structs maps; /* struct pid_map */
	bool needs_restart;
	struct structs files;   /* struct pid_fd */
	struct structs fds;     /* struct pid_fd, of any kind */
	struct structs sockets; /* struct socket_row */
	struct text wchan;
	uint64_t oom_score;
	int64_t oom_score_adj;
	struct pid_cgroup cgroup;
	bool is_cgroup_frozen;
	struct numbers nspid, groups;
	struct opt_u64 namespaces[N_NAMESPACES]; /* inodes */
	struct process_capabilities capabilities;
	struct process_signals signals;
	struct text security_label;
	uint64_t loginuid;
	uint64_t sessionid;
	struct text root;
	double run_queue_seconds;
	struct file_ids held, mapped; /* used by selectors only, not by columns */
	uint64_t depth;               /* depth below the root of a tree */
};

/* Parents by PID, each read once for all its children. */
struct process_parents {
	pthread_mutex_t lock;
	struct hash by_pid; /* struct process * */
	struct arena arena; /* memory of the parents */
};

/* The handle of the collector, which is also the shared part of each fill context. */
struct process_shared {
	uint64_t read; /* sources whose shared data have been read for this scan */
	struct buffer scratch;
	struct kept_files kept; /* files kept open from one scan to the next */
	struct user_names users;
	struct socket_reader sockets;
	struct process_parents parents;
	struct arena arena; /* memory of the next two */
	struct tty_drivers terminals;
	struct cgroup_freezer freezer;
	double ticks_per_second;
	struct opt_f64 boot_time; /* epoch */
	struct opt_f64 uptime_seconds;
	struct opt_u64 memory_bytes;
	bool has_delay_accounting; /* kernel.task_delayacct; else iowait stays 0 (P-089) */
};

/* Discards the shared data of the last scan. */
void process_shared_refresh(struct process_shared *shared);

/*
 * Reads the shared data that SOURCES need, unless already read for this scan. If such data cannot
 * be read, the columns that need them are missing for the same reason. Returns 0 or a code that
 * ends the run.
 */
int process_shared_read(struct process_shared *shared, uint64_t sources);

/* A field of struct process. */
#define P(member, ...) FIELD(struct process, member, __VA_ARGS__)

extern const struct collector process_collector; /* process_fields.c */
extern const struct source process_sources[N_PROCESS_SOURCES];

/* Functions of the collector, in process.c and process_shared.c. */
int process_open(const struct plan *plan, void **ret);
int process_scan(void *handle, const struct plan *plan, const struct take *take);
int process_complete(void *handle, const struct plan *plan, void *record, struct arena *arena);
void process_close(void *handle);

/* Fill functions of process_program.c. */
int process_fill_cmdline(const struct fill_context *context, void *record);
int process_fill_command(const struct fill_context *context, void *record);
int process_fill_name(const struct fill_context *context, void *record);
int process_fill_exe(const struct fill_context *context, void *record);
int process_fill_cwd(const struct fill_context *context, void *record);
int process_fill_root(const struct fill_context *context, void *record);
int process_fill_environ(const struct fill_context *context, void *record);

/* Fill functions of process_ids.c. */
int process_fill_ids(const struct fill_context *context, void *record);
int process_fill_ppid(const struct fill_context *context, void *record);
int process_fill_username(const struct fill_context *context, void *record);
int process_fill_effective_username(const struct fill_context *context, void *record);
int process_fill_id_lists(const struct fill_context *context, void *record);

/* Fill functions of process_memory.c. */
int process_fill_statm(const struct fill_context *context, void *record);
int process_fill_memory_percent(const struct fill_context *context, void *record);
int process_fill_machine_memory(const struct fill_context *context, void *record);
int process_fill_footprint(const struct fill_context *context, void *record);
int process_fill_maps(const struct fill_context *context, void *record);
int process_fill_needs_restart(const struct fill_context *context, void *record);

/*
 * The members of memory_percent, as in psutil's memory_percent(memtype): WITH(name, bytes of
 * PROCESS, source, help).
 */
#define PROCESS_SHARES(WITH)                                                                      \
	WITH(rss, process->statm.rss_bytes, SRC_MEMORY_PERCENT, "resident memory")                \
	WITH(vms, process->statm.vms_bytes, SRC_MEMORY_PERCENT, "virtual memory")                 \
	WITH(shared, process->statm.shared_bytes, SRC_MEMORY_PERCENT, "resident shared memory")   \
	WITH(text, process->statm.text_bytes, SRC_MEMORY_PERCENT, "code")                         \
	WITH(data, process->statm.data_bytes, SRC_MEMORY_PERCENT, "data and stack")               \
	WITH(peak_rss, process->status.vm_hwm_bytes, SRC_PERCENT_STATUS, "peak resident memory")  \
	WITH(peak_vms, process->status.vm_peak_bytes, SRC_PERCENT_STATUS, "peak virtual memory")  \
	WITH(rss_anon, process->status.rss_anon_bytes, SRC_PERCENT_STATUS, "resident anonymous")  \
	WITH(rss_file, process->status.rss_file_bytes, SRC_PERCENT_STATUS, "resident file pages") \
	WITH(rss_shmem, process->status.rss_shmem_bytes, SRC_PERCENT_STATUS, "resident shmem")    \
	WITH(hugetlb, process->status.hugetlb_bytes, SRC_PERCENT_STATUS, "huge pages")            \
	WITH(uss, some_u64(process->footprint.uss_bytes), SRC_PERCENT_FOOTPRINT,                  \
	     "unique set size")                                                                   \
	WITH(pss, some_u64(process->footprint.pss_bytes), SRC_PERCENT_FOOTPRINT,                  \
	     "proportional set size")                                                             \
	WITH(swap, some_u64(process->footprint.swap_bytes), SRC_PERCENT_FOOTPRINT, "swapped out")

#define PROCESS_SHARE_GETTER(name, bytes, from, what) \
	void process_get_share_##name(const void *record, struct value *ret);
PROCESS_SHARES(PROCESS_SHARE_GETTER)

/*
 * Fills sources of a process. Files below the directory of a process that has ended fail with
 * ENOENT, which must not be mistaken for a kernel without these files. A pidfd tells about the
 * process that has the PID at that moment, which a later read of stat must confirm.
 *
 * Returns 0 or a negative errno: -ESRCH if the process has ended, -EIO if the statm that holds it
 * could not be read.
 */
int process_fill(const struct collector *collector, uint64_t sources,
                 const struct fill_context *context, struct process *process);

/* Functions of process_parent.c. */
void process_parents_refresh(struct process_parents *parents);
void process_parents_done(struct process_parents *parents);
int process_fill_parent(const struct fill_context *context, void *record);

/* Fill functions of process_bounds.c and process_held.c. */
int process_fill_wchan(const struct fill_context *context, void *record);
int process_fill_oom_score(const struct fill_context *context, void *record);
int process_fill_oom_score_adj(const struct fill_context *context, void *record);
int process_fill_cgroup(const struct fill_context *context, void *record);
int process_fill_cgroup_frozen(const struct fill_context *context, void *record);
int process_fill_namespaces(const struct fill_context *context, void *record);
int process_fill_capabilities(const struct fill_context *context, void *record);
int process_fill_signals(const struct fill_context *context, void *record);
int process_fill_security_label(const struct fill_context *context, void *record);
int process_fill_loginuid(const struct fill_context *context, void *record);
int process_fill_sessionid(const struct fill_context *context, void *record);
int process_fill_run_queue(const struct fill_context *context, void *record);
int process_fill_held(const struct fill_context *context, void *record);
int process_fill_mapped(const struct fill_context *context, void *record);

/* Does named_file_read(), with a time limit. */
int process_find_file(const char *path, struct named_file *ret);

/* Member fields of structs, defined next to the fill functions of their sources. */
enum { N_CAPABILITY_SETS = 5, N_SIGNAL_SETS = 4, N_PARENT_MEMBERS = 4 };
extern const struct field process_parent_members[N_PARENT_MEMBERS];
extern const struct field process_rlimits_members[N_LIMITS];
extern const struct field process_namespaces_members[N_NAMESPACES];
extern const struct field process_capabilities_members[N_CAPABILITY_SETS];
extern const struct field process_signals_members[N_SIGNAL_SETS];

/* Returns whether PROCESS, whose stat has been read, is the process that the operand names. */
bool process_is_meant(const struct operand *operand, const struct process *process);

/*
 * Reads the environment of a process whose stat has been read. The environment of a kernel thread
 * is empty. Returns -FAULT_ZOMBIE if the process is a zombie, which no longer has an environment.
 */
int process_read_environ(int dir, const struct process *process, struct buffer *scratch,
                         struct arena *arena, struct map *ret);

/*
 * Returns 0 if shared data are present, else the negative errno for the reason why they are
 * missing.
 */
static inline int process_explain_shared(enum presence is)
{
	return is == PRESENT ? 0 : is == DENIED ? -EACCES : -EOPNOTSUPP;
}

/* Asks a pidfd of the process that has the PID now. Returns false if the kernel does not answer. */
bool process_read_pidfd(const struct fill_context *context, struct pidfd_process *ret);

int process_fill_stat(const struct fill_context *context, void *record);
int process_fill_status(const struct fill_context *context, void *record);

/* Whether stat says that all threads have ended and the process is not reaped yet. */
bool process_is_zombie(const struct process *process);

/* Whether the flags in stat mark a kernel thread, which has no memory, program or arguments. */
bool process_is_kthread(const struct process *process);

#endif
