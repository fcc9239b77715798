/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Actions: from a selection to processes that can be acted upon, and never to anybody else.
 *
 * action_select() turns operands, -p, -u, -N, -t, -k and --where into targets. target_open() takes
 * a hold of one (a pidfd) and only then compares its start time with what was selected; from there
 * on a reuse of the PID cannot lead to another process. Where a system call takes only a PID,
 * target_check() comes immediately before and after it.
 */
#ifndef COMMAND_ACTION_ACTION_H
#define COMMAND_ACTION_ACTION_H

#include "command/command.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/pidfd.h"

struct target {
	struct reference reference; /* with its inode too from Linux 6.9 on: to less than a tick */
	pid_t ppid;
	struct text id;    /* the reference as text: "PID@START" */
	struct text name;  /* as `ps -o name` has it; bytes NULL: not known */
	bool is_stopped;   /* it was when it was selected */
	bool is_kthread;   /* it is a thread of the kernel */
	int pidfd;         /* -1: not open (yet), or there are no pidfds here */
	bool has_no_pidfd; /* this kernel or sandbox has none: the start time must do */
	bool is_done;      /* it has ended, or there is no use in waiting for it */
};

/* In order of PID, each process once. */
struct targets {
	struct target *items;
	size_t n, size;
	struct arena arena; /* of the texts */
};

/*
 * Finds the selected processes, but not nvhost itself; none is opened yet. Operands that are not
 * there (or not those any more) are told; with is_gone_fine they only have their error set.
 *
 * Returns 0, also where nobody was found, which is told; or an exit status after a message: nobody
 * was selected at all (-k alone does not count), or below another --procfs or --root, whose PIDs
 * are not those of this machine.
 */
int action_select(struct invocation *invocation, bool is_gone_fine, struct targets *ret);

/* Takes the N-th out of the targets. */
void targets_remove(struct targets *targets, size_t n);

/* Adds the descendants of all targets that are not targets yet, behind them. 0 or -errno. */
int action_add_descendants(struct invocation *invocation, struct targets *targets);

/* nvhost COMMAND: PID: the reason for the negative errno; sets has_problem. */
void action_tell(struct invocation *invocation, const struct target *target, int error);

/*
 * Opens the pidfd, then checks that it is the process that was selected. Opening again does
 * nothing. Where there are no pidfds (ENOSYS, EPERM), it is only checked, and has_no_pidfd set.
 *
 * Returns 0, -ESRCH: gone, or its PID is another's now; -EMFILE, -ENFILE; another negative errno.
 */
int target_open(struct target *target);

/*
 * Whether the PID is still that of the process which was selected: 0 or -ESRCH (or that of the
 * read). A zombie still is.
 */
int target_check(const struct target *target);

/* Reads the stat of PID, but for its name. 0 or a negative code, -FAULT_BLOCKED: see patience.h. */
int target_read_stat(pid_t pid, struct pid_stat *ret);

/* Fills in the start of whoever has the PID now: for those whom nobody selected. 0 or -errno. */
int target_read_start(struct target *target);

/*
 * Sends a signal through the pidfd, which is opened if need be; where there are none, by PID after
 * a check. value: NULL, or what is queued with it (sigqueue(3)).
 *
 * Returns 0 or a negative errno: -ESRCH, -EPERM, -EAGAIN the queue is full.
 */
int target_signal(struct target *target, int signal, const int *value);

/*
 * How an ended process ended. Of a child, and of a zombie that this user may look into, it is known
 * at once; of any other after it was reaped (Linux 6.15, only with a pidfd). False: not known yet.
 */
bool target_read_end(const struct target *target, struct pidfd_end *ret);

/*
 * Without a pidfd: 1 if it has ended, as a zombie or by being there no more, 0 if not as far as can
 * be seen, -ENOMEM, -EMFILE or -ENFILE where nothing more will be seen.
 */
int target_has_ended(const struct target *target);

/* Lets go of it. */
void target_close(struct target *target);

/* Adds one, whose texts are in the arena. Returns 0 or -ENOMEM. */
int targets_add(struct targets *targets, const struct target *target);

/* Closes all, gives the memory back. */
void targets_done(struct targets *targets);

#define _cleanup_targets_ _cleanup_(targets_done)

#endif
