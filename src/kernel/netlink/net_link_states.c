/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the operational states of RFC 2863, and the flags of interfaces. */
#include "kernel/netlink/net_link_states.h"

#include <errno.h>
#include <linux/if.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/netlink/rtnetlink.h"

const char *const net_link_down_words[] = { "admin",   "carrier",    "dormant",
	                                    "testing", "notpresent", NULL };

/* The words in operstate in /sys, indexed by IF_OPER_…. */
static const char *const operstates[] = { "unknown", "notpresent", "down", "lowerlayerdown",
	                                  "testing", "dormant",    "up" };

/* Without a carrier, the interface itself or a lower interface may be the cause. */
static const char *reason_of(uint64_t flags, uint64_t operstate)
{
	static const char *const reasons[] = {
		[IF_OPER_NOTPRESENT] = "notpresent",  [IF_OPER_DOWN] = "carrier",
		[IF_OPER_LOWERLAYERDOWN] = "carrier", [IF_OPER_TESTING] = "testing",
		[IF_OPER_DORMANT] = "dormant",        [IF_OPER_UP] = NULL,
	};

	if (!(flags & IFF_UP))
		return "admin";
	return operstate < ARRAY_SIZE(reasons) ? reasons[operstate] : NULL;
}

static int take_link(void *arg, const struct nlmsghdr *message)
{
	struct net_link_states *states = arg;
	const struct ifinfomsg *link = NLMSG_DATA(message);
	struct rtnetlink_attributes attributes = rtnetlink_attributes(message, sizeof(*link));
	struct text state = netlink_attribute_payload(attributes.at[IFLA_OPERSTATE]);
	uint64_t operstate = state.length > 0 ? (uint8_t)state.bytes[0] : IF_OPER_UNKNOWN;

	return hash_put(&states->of_names, hash_text(rtnetlink_text(attributes.at[IFLA_IFNAME])),
	                operstate << 32 | link->ifi_flags);
}

static void forget_states(void *arg)
{
	net_link_states_done(arg);
}

int net_link_states_read(struct net_link_states *states)
{
	if (!root_is_live(ROOT_PROC) || !root_is_live(ROOT_SYS))
		return 0;
	return rtnetlink_dump(&(struct rtnetlink_dump){ .type = RTM_GETLINK,
	                                                .size = sizeof(struct ifinfomsg),
	                                                .on_answer = take_link,
	                                                .again = forget_states,
	                                                .arg = states });
}

static int read_attribute(struct text name, const char *attribute, char *ret, size_t size)
{
	char path[128];

	snprintf(path, sizeof(path), "class/net/%.*s/%s", (int)MIN(name.length, (size_t)IFNAMSIZ),
	         name.bytes, attribute);
	return file_read_line(root_open(ROOT_SYS), path, ret, size);
}

static int read_recorded(struct text name, const char **ret)
{
	uint64_t flags, operstate = IF_OPER_UNKNOWN;
	char line[64] = "";
	struct text text;
	int r = read_attribute(name, "flags", line, sizeof(line));

	text = text_of(line);
	if (r == 0)
		r = text_eat(&text, TEXT("0x")) ? number_parse_hex(text, &flags) : -EINVAL;
	if (r < 0)
		return r;
	if (read_attribute(name, "operstate", line, sizeof(line)) == 0)
		for (size_t n = 0; n < ARRAY_SIZE(operstates); n++)
			if (strcmp(line, operstates[n]) == 0)
				operstate = n;
	*ret = reason_of(flags, operstate);
	return 0;
}

int net_link_down_reason(const struct net_link_states *states, struct text name, const char **ret)
{
	uint64_t state;

	if (!root_is_live(ROOT_PROC) || !root_is_live(ROOT_SYS))
		return read_recorded(name, ret);
	if (!hash_get(&states->of_names, hash_text(name), &state))
		return -ENODEV;
	*ret = reason_of((uint32_t)state, state >> 32);
	return 0;
}

void net_link_states_done(struct net_link_states *states)
{
	hash_done(&states->of_names);
}
