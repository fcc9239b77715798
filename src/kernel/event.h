/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events: changes that the kernel tells of, so that who waits for one need not ask all the time.
 * None of them is sure to come: a change may also be told late, or not at all.
 */
#ifndef KERNEL_EVENT_H
#define KERNEL_EVENT_H

#include <poll.h>

enum event {
	EVENT_NONE,
	EVENT_MOUNTS,          /* poll(2) of /proc/self/mountinfo, proc_pid_mountinfo(5) */
	EVENT_LINKS,           /* rtnetlink(7): interfaces, addresses, routes */
	EVENT_SOCKETS,         /* sock_diag(7): the end of a socket of TCP or UDP; Linux 4.5 */
	EVENT_CPU_PRESSURE,    /* triggers, Documentation/accounting/psi.rst; Linux 5.2, */
	EVENT_MEMORY_PRESSURE, /* of who is not privileged 6.4 */
	EVENT_IO_PRESSURE,
};

/*
 * Opens what poll(2) is to look at. Returns 0 or a negative errno: -EOPNOTSUPP where the host is
 * not this machine, or the kernel does not tell; -EACCES, -EMFILE.
 */
int event_open(enum event event, struct pollfd *ret);

/* Forgets what has come, where that would be told again. */
void event_take(enum event event, int fd);

#endif
