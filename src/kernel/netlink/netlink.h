/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Netlink: the messages of a datagram, and the attributes of a message, one after the other, never
 * past the end (netlink(7); include/uapi/linux/netlink.h).
 */
#ifndef KERNEL_NETLINK_NETLINK_H
#define KERNEL_NETLINK_NETLINK_H

#include <linux/netlink.h>

#include "base/cleanup.h"
#include "base/text.h"

/*
 * Takes the message at the left of REST, which is aligned as malloc(3) does it. NULL where none is
 * whole: REST is what is left then.
 */
static inline const struct nlmsghdr *netlink_next_message(struct text *rest)
{
	const struct nlmsghdr *message = (const void *)rest->bytes;

	if (rest->length < sizeof(*message) || message->nlmsg_len < sizeof(*message) ||
	    message->nlmsg_len > rest->length)
		return NULL;
	*rest = text_skip(*rest, MIN(NLMSG_ALIGN((size_t)message->nlmsg_len), rest->length));
	return message;
}

/* What follows the header of a message. */
static inline struct text netlink_payload(const struct nlmsghdr *message)
{
	return (struct text){ .bytes = (const char *)message + NLMSG_HDRLEN,
		              .length = message->nlmsg_len - NLMSG_HDRLEN };
}

/* The same with attributes, which follow a header of their own in a message. */
static inline const struct nlattr *netlink_next_attribute(struct text *rest)
{
	const struct nlattr *attribute = (const void *)rest->bytes;

	if (rest->length < sizeof(*attribute) || attribute->nla_len < sizeof(*attribute) ||
	    attribute->nla_len > rest->length)
		return NULL;
	*rest = text_skip(*rest, MIN(NLA_ALIGN((size_t)attribute->nla_len), rest->length));
	return attribute;
}

/* Absent (bytes NULL) of no attribute. */
static inline struct text netlink_attribute_payload(const struct nlattr *attribute)
{
	if (!attribute)
		return (struct text){ 0 };
	return (struct text){ .bytes = (const char *)attribute + NLA_HDRLEN,
		              .length = (size_t)(attribute->nla_len - NLA_HDRLEN) };
}

#endif
