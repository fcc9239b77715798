/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Netlink: walks over the messages of a datagram and the attributes of a message, never past the
 * end (netlink(7); include/uapi/linux/netlink.h).
 */
#ifndef KERNEL_NETLINK_NETLINK_H
#define KERNEL_NETLINK_NETLINK_H

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/text.h"

/*
 * Takes the first message off REST, which must be aligned as malloc(3) aligns. Returns NULL if REST
 * has no complete message.
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

/* Returns the data after the header of a message. */
static inline struct text netlink_payload(const struct nlmsghdr *message)
{
	return (struct text){ .bytes = (const char *)message + NLMSG_HDRLEN,
		              .length = message->nlmsg_len - NLMSG_HDRLEN };
}

/*
 * Returns how an NLMSG_DONE or NLMSG_ERROR ends a dump: 1, or the negative errno with which its
 * data begin. NLMSG_DONE has an errno since Linux 4.14. -EPROTO: the data are malformed.
 */
static inline int netlink_end(const struct nlmsghdr *message)
{
	struct text payload = netlink_payload(message);
	int error;

	if (payload.length < sizeof(error))
		return message->nlmsg_type == NLMSG_DONE ? 1 : -EPROTO;
	memcpy(&error, payload.bytes, sizeof(error));
	if (error > 0 || error < -4095)
		return -EPROTO;
	return error < 0 ? error : 1;
}

/* Takes the first attribute off REST; the attributes follow the fixed part of a message. */
static inline const struct nlattr *netlink_next_attribute(struct text *rest)
{
	const struct nlattr *attribute = (const void *)rest->bytes;

	if (rest->length < sizeof(*attribute) || attribute->nla_len < sizeof(*attribute) ||
	    attribute->nla_len > rest->length)
		return NULL;
	*rest = text_skip(*rest, MIN(NLA_ALIGN((size_t)attribute->nla_len), rest->length));
	return attribute;
}

/* Returns the data of an attribute; absent (bytes NULL) if ATTRIBUTE is NULL. */
static inline struct text netlink_attribute_payload(const struct nlattr *attribute)
{
	if (!attribute)
		return (struct text){ 0 };
	return (struct text){ .bytes = (const char *)attribute + NLA_HDRLEN,
		              .length = (size_t)(attribute->nla_len - NLA_HDRLEN) };
}

#endif
