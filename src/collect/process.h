/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes: everything that one row of `ps` can hold.
 *
 *   process.c          which processes, and how their sources are read
 *   process_sources.c  a fill function for each kernel file
 *   process_fields.c   the table of fields
 */
#ifndef COLLECT_PROCESS_H
#define COLLECT_PROCESS_H

#include "collect/socket_reader.h"
#include "collect/user_names.h"
#include "kernel/pid_io.h"
#include "kernel/pid_limits.h"
#include "kernel/pid_smaps.h"
#include "kernel/pid_stat.h"
#include "kernel/pid_statm.h"
#include "kernel/pid_status.h"
#include "model/collector.h"

/* In the order in which they are filled: each behind those that it needs. */
enum process_source {
	SRC_NONE,
	SRC_STAT,
	SRC_STATUS,
	SRC_STATM,
	SRC_CMDLINE,
	SRC_NAME,
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
	SRC_SOCKETS,
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

struct process {
	struct record record;
	uint64_t pid;

	struct pid_stat stat;
	struct pid_statm statm;
	struct pid_status status;

	struct text id;
	struct text name;
	struct process_times times;
	double start_seconds; /* since boot */
	struct texts cmdline;
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
	struct structs sockets; /* struct socket_row */
	uint64_t depth;         /* below the root of a tree */
};

/* What is read once for all processes; the shared part of their reading. */
struct process_shared {
	struct user_names users;
	struct socket_reader sockets;
	double ticks_per_second;
	struct opt_f64 boot_time; /* epoch */
	struct opt_f64 uptime_seconds;
	struct opt_u64 memory_bytes;
	bool has_delay_accounting; /* kernel.task_delayacct: else iowait stays 0 (PARITY P-089) */
};

extern const struct collector process_collector; /* process_fields.c */
extern const struct source process_sources[N_PROCESS_SOURCES];

/* The collector's functions, process.c. */
int process_collect(const struct collector *collector, const struct request *request);
int process_complete(const struct collector *collector, const struct request *request, void *record,
                     struct arena *arena);

/* Whether a process, whose stat has been read, is the one that the operand means. */
bool process_is_meant(const struct operand *operand, const struct process *process);

/*
 * Reads the environment of a process whose stat is known. A kernel thread's is empty; -ECHILD: a
 * zombie has none.
 */
int process_read_environ(int dir, const struct process *process, struct buffer *scratch,
                         struct arena *arena, struct map *ret);

/* From the flags in its stat: a thread of the kernel has no memory, no program, no arguments. */
bool process_is_kthread(const struct process *process);

#endif
