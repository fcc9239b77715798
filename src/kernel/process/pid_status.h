/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/status: lines "Key:\tvalue", proc_pid_status(5), fs/proc/array.c. */
#ifndef KERNEL_PROCESS_PID_STATUS_H
#define KERNEL_PROCESS_PID_STATUS_H

#include "base/buffer.h"
#include "model/value.h"

/*
 * A member that the kernel does not print is UNSUPPORTED; in a task without memory, members about
 * memory are absent.
 */
struct pid_status {
	char state; /* the letter that is in stat, too; NUL: absent */
	struct opt_u64 tgid;
	struct opt_u64 ppid;
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
	struct text cpus_allowed; /* "0-3,8"; points into the parsed text */
};

/*
 * Reads the file NAME in DIR: "status" in an open /proc/PID, or "PID/status". Returns 0 or a
 * negative errno. scratch: ret->cpus_allowed points into it.
 */
int pid_status_read(int dir, const char *name, struct buffer *scratch, struct pid_status *ret);

/* Reads only tgid, ppid and the user and group IDs, which precede most other lines. */
int pid_status_read_ids(int dir, const char *name, struct buffer *scratch, struct pid_status *ret);

/* Parses the text of the file. A malformed line affects its own value only. */
void pid_status_parse(struct text text, struct pid_status *ret);

/* Parses only the members that pid_status_read_ids() reads. */
void pid_status_parse_ids(struct text text, struct pid_status *ret);

#endif
