/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dumps of the live machine's links, addresses and routes: rtnetlink(7). They need no privilege. */
#ifndef KERNEL_NETLINK_RTNETLINK_H
#define KERNEL_NETLINK_RTNETLINK_H

#include <linux/rtnetlink.h>

#include "kernel/netlink/netlink.h"

enum { RTNETLINK_ATTRIBUTES = 64 }; /* attribute types of a message; no message has higher ones */

/* The attributes of a message by type; NULL if the message does not have it. */
struct rtnetlink_attributes {
	const struct nlattr *at[RTNETLINK_ATTRIBUTES];
};

/* Finds the attributes in REST. */
struct rtnetlink_attributes rtnetlink_attributes_in(struct text rest);

/* Finds the attributes after the fixed part of a message, which has SIZE bytes. */
struct rtnetlink_attributes rtnetlink_attributes(const struct nlmsghdr *message, size_t size);

/*
 * Returns a 32-bit number in native byte order; FALLBACK if the attribute is missing or has another
 * size.
 */
uint32_t rtnetlink_u32(const struct nlattr *attribute, uint32_t fallback);

/* Returns a text up to its NUL; empty if ATTRIBUTE is NULL. */
struct text rtnetlink_text(const struct nlattr *attribute);

/*
 * Dumps all objects of a kind, RTM_GETLINK, RTM_GETADDR or RTM_GETROUTE. on_answer() is called for
 * each message with at least SIZE bytes after its header, and returns 0 or a negative errno, which
 * ends the dump. If a change interrupts a dump, the dump is repeated.
 *
 * Returns 0 or a negative errno: that of socket(2) or on_answer(), -EAGAIN if there is no answer or
 * every attempt was interrupted, -EPROTO if the answer is malformed.
 */
struct rtnetlink_dump {
	uint16_t type;
	size_t size;
	int (*on_answer)(void *arg, const struct nlmsghdr *message);
	void (*again)(void *arg); /* discards what on_answer() has taken */
	void *arg;
};

int rtnetlink_dump(const struct rtnetlink_dump *dump);

#endif
