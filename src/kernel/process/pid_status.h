/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/status: lines "Key:\tvalue", proc_pid_status(5), fs/proc/array.c. */
#ifndef KERNEL_PROCESS_PID_STATUS_H
#define KERNEL_PROCESS_PID_STATUS_H

#include "base/buffer.h"
#include "model/value.h"

/* What a kernel does not print is unsupported; of a task without memory, that is absent. */
struct pid_status {
	char state; /* the letter that stat has too; NUL where it is absent */
	struct opt_u64 tgid;
	struct opt_u64 uid_real;
	struct opt_u64 uid_effective;
	struct opt_u64 uid_saved;
	struct opt_u64 gid_real;
	struct opt_u64 gid_effective;
	struct opt_u64 gid_saved;
	struct opt_u64 vm_hwm_bytes;
	struct opt_u64 vm_peak_bytes;
	struct opt_u64 vm_swap_bytes;
	struct opt_u64 rss_anon_bytes;
	struct opt_u64 rss_file_bytes;
	struct opt_u64 rss_shmem_bytes;
	struct opt_u64 hugetlb_bytes;
	struct opt_u64 threads;
	struct opt_u64 voluntary_switches;
	struct opt_u64 involuntary_switches;
	struct opt_u64 seccomp;
	struct opt_u64 no_new_privs;
	struct opt_u64 signals_pending; /* bit N - 1: signal N */
	struct opt_u64 signals_blocked;
	struct opt_u64 signals_ignored;
	struct opt_u64 signals_caught;
	struct opt_u64 cap_inheritable; /* bit N: capability N */
	struct opt_u64 cap_permitted;
	struct opt_u64 cap_effective;
	struct opt_u64 cap_bounding;
	struct opt_u64 cap_ambient;
	struct text cpus_allowed; /* "0-3,8"; points into the text that was parsed */
};

/*
 * Reads the file NAME in DIR: "status" of an open /proc/PID, or PID/status. Returns 0 or a negative
 * errno. scratch: ret->cpus_allowed points into it.
 */
int pid_status_read(int dir, const char *name, struct buffer *scratch, struct pid_status *ret);

/* The same, but only tgid and the user and group IDs, which stand before most lines. */
int pid_status_read_ids(int dir, const char *name, struct buffer *scratch, struct pid_status *ret);

/* All from the file's text. A malformed line costs its own value only. */
void pid_status_parse(struct text text, struct pid_status *ret);

/* Only what pid_status_read_ids() has. */
void pid_status_parse_ids(struct text text, struct pid_status *ret);

#endif
