/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps the indexes of network interfaces to names. */
#include "kernel/netlink/net_link_names.h"

#include <errno.h>

#include "kernel/netlink/rtnetlink.h"

int net_link_names_add(struct net_link_names *names, int index, struct text name)
{
	struct text *longer = arena_grow(names->arena, names->names, names->n, sizeof(*longer));

	if (!longer)
		return -ENOMEM;
	names->names = longer;
	longer[names->n] = name;
	return hash_put(&names->places, (uint64_t)index, names->n++);
}

static int take_link(void *arg, const struct nlmsghdr *message)
{
	struct net_link_names *names = arg;
	const struct ifinfomsg *link = NLMSG_DATA(message);
	struct rtnetlink_attributes attributes = rtnetlink_attributes(message, sizeof(*link));
	struct text name;
	int r = arena_copy(names->arena, rtnetlink_text(attributes.at[IFLA_IFNAME]), &name);

	return r < 0 ? r : net_link_names_add(names, link->ifi_index, name);
}

static void forget_names(void *arg)
{
	net_link_names_done(arg);
}

int net_link_names_read(struct net_link_names *names)
{
	return rtnetlink_dump(&(struct rtnetlink_dump){ .type = RTM_GETLINK,
	                                                .size = sizeof(struct ifinfomsg),
	                                                .on_answer = take_link,
	                                                .again = forget_names,
	                                                .arg = names });
}

struct text net_link_names_find(const struct net_link_names *names, int index)
{
	uint64_t place;

	if (!hash_get(&names->places, (uint64_t)index, &place))
		return (struct text){ 0 };
	return names->names[place];
}

void net_link_names_done(struct net_link_names *names)
{
	hash_done(&names->places);
	names->names = NULL;
	names->n = 0;
}
