/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dumps of links, addresses and routes: rtnetlink(7), of the live machine. It needs no privilege.
 */
#ifndef KERNEL_NETLINK_RTNETLINK_H
#define KERNEL_NETLINK_RTNETLINK_H

#include <linux/rtnetlink.h>

#include "kernel/netlink/netlink.h"

enum { RTNETLINK_ATTRIBUTES = 64 }; /* of a message, by their types; no kind of message has more */

/* The attributes of a message, by type; NULL where it has none. */
struct rtnetlink_attributes {
	const struct nlattr *at[RTNETLINK_ATTRIBUTES];
};

/* Those in a text that begins with one. */
struct rtnetlink_attributes rtnetlink_attributes_in(struct text rest);

/* Those behind the SIZE bytes that a message begins with. */
struct rtnetlink_attributes rtnetlink_attributes(const struct nlmsghdr *message, size_t size);

/* A number of 32 bits in the order of this machine; FALLBACK where the attribute is another. */
uint32_t rtnetlink_u32(const struct nlattr *attribute, uint32_t fallback);

/* A text up to its NUL; empty where there is no attribute. */
struct text rtnetlink_text(const struct nlattr *attribute);

/*
 * Asks for all objects of a kind, RTM_GETLINK, RTM_GETADDR or RTM_GETROUTE, and hands each answer
 * of at least SIZE bytes behind its header to on_answer(), which returns 0 or a negative errno that
 * ends the dump. A dump that was disturbed by a change is asked for again.
 *
 * Returns 0 or a negative errno: that of socket(2) or of on_answer(), -EAGAIN (no answer, or
 * disturbed again and again), -EPROTO (an answer that is none).
 */
struct rtnetlink_dump {
	uint16_t type;
	size_t size;
	int (*on_answer)(void *arg, const struct nlmsghdr *message);
	void (*again)(void *arg); /* forget what was taken */
	void *arg;
};

int rtnetlink_dump(const struct rtnetlink_dump *dump);

#endif
