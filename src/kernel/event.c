/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens files and sockets that poll(2) reports as ready when something has changed. */
#include "kernel/event.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <string.h>
#include <sys/socket.h>

#include "base/cleanup.h"
#include "kernel/host.h"

/* limit for one call: on a busy machine the queue may never be empty */
enum { MOST_DATAGRAMS = 256 };

static const char *const pressure_files[] = {
	[EVENT_CPU_PRESSURE] = "pressure/cpu",
	[EVENT_MEMORY_PRESSURE] = "pressure/memory",
	[EVENT_IO_PRESSURE] = "pressure/io",
};

/* Moves a descriptor out of the local variable that owned it. */
static int hand_on(int *fd)
{
	int handed = *fd;

	*fd = -1;
	return handed;
}

/* Netlink group N is bit N - 1. */
#define GROUP(n) (1u << ((n)-1))

static int open_netlink(int protocol, unsigned groups, struct pollfd *ret)
{
	const struct sockaddr_nl own = { .nl_family = AF_NETLINK, .nl_groups = groups };
	_cleanup_close_ int fd =
		socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);

	if (fd < 0 || bind(fd, (const struct sockaddr *)&own, sizeof(own)) < 0)
		return -errno;
	*ret = (struct pollfd){ .fd = hand_on(&fd), .events = POLLIN };
	return 0;
}

/*
 * A trigger lasts as long as its descriptor. Its numbers are µs: so much stall time in a window.
 * Unprivileged users must give a window that is a multiple of two seconds.
 */
static int open_trigger(const char *file, struct pollfd *ret)
{
	static const char *const triggers[] = { "some 25000 500000", "some 100000 2000000" };
	_cleanup_close_ int fd =
		openat(root_open(ROOT_PROC), file, O_RDWR | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	for (size_t n = 0; n < ARRAY_SIZE(triggers); n++)
		if (write(fd, triggers[n], strlen(triggers[n]) + 1) > 0) {
			*ret = (struct pollfd){ .fd = hand_on(&fd), .events = POLLPRI };
			return 0;
		}
	return -errno;
}

static int open_mounts(struct pollfd *ret)
{
	int fd = openat(root_open(ROOT_PROC), "self/mountinfo", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	*ret = (struct pollfd){ .fd = fd, .events = POLLPRI };
	return 0;
}

int event_open(enum event event, struct pollfd *ret)
{
	if (!root_is_live(ROOT_PROC))
		return -EOPNOTSUPP;
	switch (event) {
	case EVENT_MOUNTS:
		return open_mounts(ret);
	case EVENT_LINKS:
		return open_netlink(NETLINK_ROUTE,
		                    GROUP(RTNLGRP_LINK) | GROUP(RTNLGRP_IPV4_IFADDR) |
		                            GROUP(RTNLGRP_IPV6_IFADDR) | GROUP(RTNLGRP_IPV4_ROUTE) |
		                            GROUP(RTNLGRP_IPV6_ROUTE),
		                    ret);
	case EVENT_SOCKETS:
		return open_netlink(
			NETLINK_SOCK_DIAG,
			GROUP(SKNLGRP_INET_TCP_DESTROY) | GROUP(SKNLGRP_INET_UDP_DESTROY) |
				GROUP(SKNLGRP_INET6_TCP_DESTROY) | GROUP(SKNLGRP_INET6_UDP_DESTROY),
			ret);
	case EVENT_CPU_PRESSURE:
	case EVENT_MEMORY_PRESSURE:
	case EVENT_IO_PRESSURE:
		return open_trigger(pressure_files[event], ret);
	case EVENT_NONE:
		break;
	}
	return -EOPNOTSUPP;
}

void event_take(enum event event, int fd)
{
	char byte;

	if (event != EVENT_LINKS && event != EVENT_SOCKETS)
		return; /* poll(2) itself resets these events */
	for (int n = 0; n < MOST_DATAGRAMS; n++)
		if (recv(fd, &byte, 1, MSG_TRUNC) < 0 && errno != ENOBUFS && errno != EINTR)
			return;
}
