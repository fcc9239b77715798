/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes: everything that one row of `ps` can hold.
 *
 *   process.c          which processes, and how their sources are read
 *   process_sources.c  a fill function for each kernel file
 *   process_program.c  the same for what it runs: name, arguments, program, directories
 *   process_bounds.c   the same for what holds it in bounds: cgroup, namespaces, capabilities …
 *   process_fields.c   the table of fields
 */
#ifndef COLLECT_PROCESS_PROCESS_H
#define COLLECT_PROCESS_PROCESS_H

#include "collect/process/user_names.h"
#include "collect/socket/socket_reader.h"
#include "kernel/process/pid_cgroup.h"
#include "kernel/process/pid_cmdline.h"
#include "kernel/process/pid_io.h"
#include "kernel/process/pid_limits.h"
#include "kernel/process/pid_smaps.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/pid_statm.h"
#include "kernel/process/pid_status.h"
#include "kernel/tty.h"
#include "model/collector.h"

/* In the order in which they are filled: each behind those that it needs. */
enum process_source {
	SRC_NONE,
	SRC_STATUS,
	SRC_IDS,
	SRC_INODE,
	SRC_STAT, /* behind what a pidfd tells, which it confirms */
	SRC_PPID,
	SRC_CMDLINE,
	SRC_COMMAND,
	SRC_NAME,
	SRC_STATM, /* behind all that may be read by PID: it is the anchor */
	SRC_EXE,
	SRC_CWD,
	SRC_USERNAME,
	SRC_TERMINAL,
	SRC_ID,
	SRC_CREATE_TIME,
	SRC_AGE,
	SRC_MEMORY_PERCENT,
	SRC_NUM_FDS,
	SRC_IO,
	SRC_IONICE,
	SRC_LIMITS,
	SRC_AFFINITY,
	SRC_ENVIRON,
	SRC_THREADS,
	SRC_FOOTPRINT,
	SRC_MAPS,
	SRC_FILES,
	SRC_FDS,
	SRC_SOCKETS,
	SRC_WCHAN,
	SRC_OOM_SCORE,
	SRC_OOM_SCORE_ADJ,
	SRC_CGROUP,
	SRC_NAMESPACES,
	SRC_CAPABILITIES,
	SRC_SIGNALS,
	SRC_SECURITY_LABEL,
	SRC_LOGINUID,
	SRC_SESSIONID,
	SRC_ROOT,
	SRC_RUN_QUEUE,
	N_PROCESS_SOURCES,
};

/* CPU time, in seconds. */
struct process_times {
	double user;
	double system;
	double children_user;
	double children_system;
	struct opt_f64 iowait;
};

enum { NS_CGROUP, NS_IPC, NS_MNT, NS_NET, NS_PID, NS_TIME, NS_USER, NS_UTS, N_NAMESPACES };

/* Sets of a process, as names. */
struct process_capabilities {
	struct texts effective, permitted, inheritable, bounding, ambient;
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
	struct text username;
	struct text terminal;
	double create_time; /* epoch */
	double elapsed_seconds;
	double cpu_average_percent;
	double memory_percent;
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
	struct structs maps;    /* struct pid_map */
	struct structs files;   /* struct pid_fd */
	struct structs fds;     /* the same, of any kind */
	struct structs sockets; /* struct socket_row */
	struct text wchan;
	uint64_t oom_score;
	int64_t oom_score_adj;
	struct pid_cgroup cgroup;
	struct opt_u64 namespaces[N_NAMESPACES]; /* inodes */
	struct process_capabilities capabilities;
	struct process_signals signals;
	struct text security_label;
	uint64_t loginuid;
	uint64_t sessionid;
	struct text root;
	double run_queue_seconds;
	uint64_t depth; /* below the root of a tree */
};

/* The handle: what is read once for all processes, and the shared part of their reading. */
struct process_shared {
	uint64_t read; /* the sources whose shared part is as of the last scan */
	struct buffer scratch;
	struct user_names users;
	struct socket_reader sockets;
	struct arena arena; /* of the next */
	struct tty_drivers terminals;
	double ticks_per_second;
	struct opt_f64 boot_time; /* epoch */
	struct opt_f64 uptime_seconds;
	struct opt_u64 memory_bytes;
	bool has_delay_accounting; /* kernel.task_delayacct: else iowait stays 0 (PARITY P-089) */
};

/* A field of struct process. */
#define P(member, ...) FIELD(struct process, member, __VA_ARGS__)

extern const struct collector process_collector; /* process_fields.c */
extern const struct source process_sources[N_PROCESS_SOURCES];

/* The collector's functions, process.c. */
int process_open(const struct plan *plan, void **ret);
int process_scan(void *handle, const struct plan *plan, const struct take *take);
int process_complete(void *handle, const struct plan *plan, void *record, struct arena *arena);
void process_close(void *handle);

/* Fill functions of process_program.c. */
int process_fill_cmdline(const struct reading *reading, void *record);
int process_fill_command(const struct reading *reading, void *record);
int process_fill_name(const struct reading *reading, void *record);
int process_fill_exe(const struct reading *reading, void *record);
int process_fill_cwd(const struct reading *reading, void *record);
int process_fill_root(const struct reading *reading, void *record);
int process_fill_environ(const struct reading *reading, void *record);

/* Fill functions of process_bounds.c. */
int process_fill_wchan(const struct reading *reading, void *record);
int process_fill_oom_score(const struct reading *reading, void *record);
int process_fill_oom_score_adj(const struct reading *reading, void *record);
int process_fill_cgroup(const struct reading *reading, void *record);
int process_fill_namespaces(const struct reading *reading, void *record);
int process_fill_capabilities(const struct reading *reading, void *record);
int process_fill_signals(const struct reading *reading, void *record);
int process_fill_security_label(const struct reading *reading, void *record);
int process_fill_loginuid(const struct reading *reading, void *record);
int process_fill_sessionid(const struct reading *reading, void *record);
int process_fill_run_queue(const struct reading *reading, void *record);

/* Members of structs whose sources those are. */
enum { N_CAPABILITY_SETS = 5, N_SIGNAL_SETS = 4 };
extern const struct field process_namespaces_members[N_NAMESPACES];
extern const struct field process_capabilities_members[N_CAPABILITY_SETS];
extern const struct field process_signals_members[N_SIGNAL_SETS];

/* Whether a process, whose stat has been read, is the one that the operand means. */
bool process_is_meant(const struct operand *operand, const struct process *process);

/*
 * Reads the environment of a process whose stat is known. A kernel thread's is empty;
 * -FAULT_ZOMBIE: it has none any more.
 */
int process_read_environ(int dir, const struct process *process, struct buffer *scratch,
                         struct arena *arena, struct map *ret);

/* From its stat: all of its threads have ended, and it is not reaped yet. */
bool process_is_zombie(const struct process *process);

/* From the flags in its stat: a thread of the kernel has no memory, no program, no arguments. */
bool process_is_kthread(const struct process *process);

#endif
