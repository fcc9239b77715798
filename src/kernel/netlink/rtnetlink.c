/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dumps with rtnetlink(7): sends the request and takes the messages of the answer. */
#include "kernel/netlink/rtnetlink.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "base/cleanup.h"
#include "kernel/patience.h"
#include "kernel/trace.h"

enum {
	DATAGRAM_BYTES = 32 * 1024, /* the largest datagram that the kernel sends */
	PATIENCE_SECONDS = 5,       /* a kernel answers at once; a sandbox may never answer */
	TRIES = 3,
};

struct rtnetlink_attributes rtnetlink_attributes_in(struct text rest)
{
	struct rtnetlink_attributes attributes = { 0 };
	const struct nlattr *attribute;

	while ((attribute = netlink_next_attribute(&rest))) {
		unsigned type = attribute->nla_type & NLA_TYPE_MASK;

		if (type < RTNETLINK_ATTRIBUTES)
			attributes.at[type] = attribute;
	}
	return attributes;
}

struct rtnetlink_attributes rtnetlink_attributes(const struct nlmsghdr *message, size_t size)
{
	struct text rest = netlink_payload(message);

	return rtnetlink_attributes_in(text_skip(rest, MIN(NLMSG_ALIGN(size), rest.length)));
}

uint32_t rtnetlink_u32(const struct nlattr *attribute, uint32_t fallback)
{
	struct text payload = netlink_attribute_payload(attribute);
	uint32_t number = fallback;

	if (payload.length == sizeof(number))
		memcpy(&number, payload.bytes, sizeof(number));
	return number;
}

struct text rtnetlink_text(const struct nlattr *attribute)
{
	struct text text = netlink_attribute_payload(attribute);

	text.length = text.bytes ? strnlen(text.bytes, text.length) : 0;
	return text;
}

static int send_request(int netlink, uint16_t type)
{
	static const struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct {
		struct nlmsghdr header;
		struct rtgenmsg all; /* all families */
	} request = { .header = { .nlmsg_len = NLMSG_LENGTH(sizeof(request.all)),
		                  .nlmsg_type = type,
		                  .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
		                  .nlmsg_seq = 1 } };

	int r = patience_enter(PATIENCE_NETWORK);

	if (r < 0)
		return r;
	r = sendto(netlink, &request, request.header.nlmsg_len, 0, (const struct sockaddr *)&kernel,
	           sizeof(kernel)) < 0
	            ? -errno
	            : 0;
	patience_end();
	return r;
}

/* Returns 0 if more datagrams follow, 1 at the end of the dump, or a negative errno. */
static int take_messages(const struct rtnetlink_dump *dump, struct text rest)
{
	const struct nlmsghdr *message;

	while ((message = netlink_next_message(&rest))) {
		int r = 0;

		if (message->nlmsg_flags & NLM_F_DUMP_INTR)
			return -EINTR;
		if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR)
			return netlink_end(message);
		if (netlink_payload(message).length >= dump->size)
			r = dump->on_answer(dump->arg, message);
		if (r < 0)
			return r;
	}
	return 0;
}

static int receive_answer(int netlink, const struct rtnetlink_dump *dump)
{
	_Alignas(struct nlmsghdr) char datagram[DATAGRAM_BYTES];
	int r = 0;

	while (r == 0) {
		ssize_t n;

		r = patience_enter(PATIENCE_NETWORK);
		if (r < 0)
			return r;
		n = recv(netlink, datagram, sizeof(datagram), MSG_TRUNC);
		r = n < 0 && errno != EINTR ? -errno : 0;
		patience_end();
		if (r < 0 || n < 0)
			continue;
		if (n == 0 || (size_t)n > sizeof(datagram)) /* the datagram was truncated */
			return -EPROTO;
		r = take_messages(dump, (struct text){ .bytes = datagram, .length = (size_t)n });
	}
	return MIN(r, 0);
}

static int try_dump(const struct rtnetlink_dump *dump)
{
	static const struct sockaddr_nl own = { .nl_family = AF_NETLINK };
	static const struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
	_cleanup_close_ int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	int r;

	if (netlink < 0 || bind(netlink, (const struct sockaddr *)&own, sizeof(own)) < 0 ||
	    setsockopt(netlink, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) < 0)
		return -errno;
	r = send_request(netlink, dump->type);
	return r < 0 ? r : receive_answer(netlink, dump);
}

int rtnetlink_dump(const struct rtnetlink_dump *dump)
{
	for (int try = 0; try < TRIES; try++) {
		int r = trace_number("rtnetlink", dump->type, try_dump(dump));

		if (r != -EINTR)
			return r;
		dump->again(dump->arg);
	}
	return -EAGAIN;
}
