/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events: changes that the kernel announces, so that a caller need not poll for them all the time.
 * An event may come late or not at all.
 */
#ifndef KERNEL_EVENT_H
#define KERNEL_EVENT_H

#include <poll.h>

enum event {
	EVENT_NONE,
	EVENT_MOUNTS,          /* poll(2) of /proc/self/mountinfo, proc_pid_mountinfo(5) */
	EVENT_LINKS,           /* rtnetlink(7): interfaces, addresses, routes */
	EVENT_SOCKETS,         /* sock_diag(7): a TCP or UDP socket was destroyed; Linux 4.5 */
	EVENT_CPU_PRESSURE,    /* triggers, Documentation/accounting/psi.rst; Linux 5.2, */
	EVENT_MEMORY_PRESSURE, /* or Linux 6.4 for unprivileged users */
	EVENT_IO_PRESSURE,
};

/*
 * Opens a descriptor for poll(2). Returns 0 or a negative errno: -EOPNOTSUPP if the host is not
 * this machine or the kernel does not announce the event; -EACCES, -EMFILE.
 */
int event_open(enum event event, struct pollfd *ret);

/* Discards queued notifications, which would otherwise wake poll(2) again. */
void event_take(enum event event, int fd);

#endif
