/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Actions: select processes and act on them, and never on any other process.
 *
 * action_select() turns operands, -p, -u, -N, -t, -k and --where into targets. target_open() opens
 * a pidfd, and only then compares the start time with that of the selected process: from then on
 * the PID cannot be reused for another process. If a system call takes only a PID, target_check()
 * is called immediately before and after it.
 */
#ifndef COMMAND_ACTION_ACTION_H
#define COMMAND_ACTION_ACTION_H

#include "command/command.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/pidfd.h"

struct target {
	struct reference reference; /* with the pidfd's inode since Linux 6.9, which is exact */
	pid_t ppid;
	struct text id;    /* the reference as text: "PID@START" */
	struct text name;  /* as `ps -o name` has it; bytes NULL: unknown */
	bool is_stopped;   /* it was stopped when it was selected */
	bool is_kthread;   /* it is a kernel thread */
	int pidfd;         /* -1: not open, or not available */
	bool has_no_pidfd; /* the kernel or a sandbox has no pidfds: the start time is compared */
	bool is_done;      /* it has ended, or it makes no sense to wait for it */
};

/* Targets in order of PID, each process once. */
struct targets {
	struct target *items;
	size_t n, size;
	struct arena arena; /* holds the texts */
};

/*
 * Finds the selected processes, except nvhost itself; opens none of them. Tells operands whose
 * process does not exist (any more); with IS_GONE_FINE, only sets their error.
 *
 * Returns 0, also if no process was found, after a message; or an exit status after a message:
 * there is no selector and no operand (-k alone does not count), or --procfs or --root names
 * another host, whose PIDs mean nothing here.
 */
int action_select(struct invocation *invocation, bool is_gone_fine, struct targets *ret);

/* Closes target N and removes it. */
void targets_remove(struct targets *targets, size_t n);

/*
 * Appends all descendants of the targets that are not targets yet. Returns 0 or a negative errno.
 */
int action_add_descendants(struct invocation *invocation, struct targets *targets);

/* Prints "nvhost COMMAND: PID: REASON" for a negative errno, and sets has_problem. */
void action_tell(struct invocation *invocation, const struct target *target, int error);

/*
 * Opens the pidfd, then checks that it refers to the selected process. Does nothing if the pidfd is
 * open. If there are no pidfds (ENOSYS, EPERM), sets has_no_pidfd and only checks the process.
 *
 * Returns 0; -ESRCH if the process is gone, or its PID belongs to another one now; -EMFILE,
 * -ENFILE; or another negative errno.
 */
int target_open(struct target *target);

/*
 * Checks that the PID still belongs to the selected process, perhaps as a zombie. Returns 0,
 * -ESRCH, or another negative errno if /proc could not be read.
 */
int target_check(const struct target *target);

/*
 * Reads the stat of the process that has the PID now, without its name. Returns 0 or a negative
 * code: -FAULT_BLOCKED if the read may block for ever (kernel/patience.h).
 */
int target_read_stat(pid_t pid, struct pid_stat *ret);

/*
 * Sets the start time to that of the process which has the PID now, for a target that was not
 * selected. Returns 0 or a negative errno.
 */
int target_read_start(struct target *target);

/*
 * Sends a signal through the pidfd, which is opened if necessary; without pidfds, by PID after a
 * check. value: queued with the signal (sigqueue(3)); or NULL.
 *
 * Returns 0 or a negative errno: -ESRCH, -EPERM, -EAGAIN if the queue is full.
 */
int target_signal(struct target *target, int signal, const int *value);

/*
 * Reads how a process ended. For a child, and for a zombie that this user may inspect, that is
 * known at once; for another process, after it was reaped, with a pidfd (Linux 6.15). Returns false
 * if it is not known (yet).
 */
bool target_read_end(const struct target *target, struct pidfd_end *ret);

/*
 * Whether a target without a pidfd has ended: 1 if it is a zombie or gone, 0 if not, as far as
 * /proc shows; -ENOMEM, -EMFILE or -ENFILE.
 */
int target_has_ended(const struct target *target);

/* Closes the pidfd. */
void target_close(struct target *target);

/* Appends a target, whose texts are in the arena. Returns 0 or -ENOMEM. */
int targets_add(struct targets *targets, const struct target *target);

/* Closes all targets and frees the memory. */
void targets_done(struct targets *targets);

#define _cleanup_targets_ _cleanup_(targets_done)

#endif
