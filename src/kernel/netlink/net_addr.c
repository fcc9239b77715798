/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists the addresses of the network interfaces (values.md P-320…326). getifaddrs(3) would invent a
 * missing broadcast address, hide the peer of an interface that can broadcast, and truncate
 * hardware addresses. Therefore rtnetlink is used directly: include/uapi/linux/if_addr.h,
 * if_link.h.
 */
#include "kernel/netlink/net_addr.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>

#include "kernel/netlink/net_link_names.h"
#include "kernel/netlink/rtnetlink.h"

enum { MOST_HARDWARE_BYTES = 32, LEAST_GROUPS = 6 }; /* the kernel's MAX_ADDR_LEN */

struct list {
	struct arena *arena;
	struct net_addr *items;
	size_t n;
	struct net_link_names links;
};

/* ---- text ---- */

static size_t length_of(int family)
{
	return family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
}

int net_addr_format(int family, struct text bytes, struct arena *arena, struct text *ret)
{
	char text[INET6_ADDRSTRLEN];

	if (!bytes.bytes || bytes.length != length_of(family) ||
	    !inet_ntop(family, bytes.bytes, text, sizeof(text)))
		return 0;
	return arena_copy(arena, text_of(text), ret);
}

int net_addr_format_hardware(struct text bytes, struct arena *arena, struct text *ret)
{
	char text[3 * MOST_HARDWARE_BYTES], *end = text;
	size_t length = MIN(bytes.length, (size_t)MOST_HARDWARE_BYTES);

	if (length == 0)
		return 0;
	for (size_t n = 0; n < MAX(length, (size_t)LEAST_GROUPS); n++) {
		unsigned byte = n < length ? (unsigned char)bytes.bytes[n] : 0;

		if (n > 0)
			*end++ = ':';
		*end++ = "0123456789abcdef"[byte >> 4];
		*end++ = "0123456789abcdef"[byte & 15];
	}
	return arena_copy(arena, (struct text){ .bytes = text, .length = (size_t)(end - text) },
	                  ret);
}

int net_addr_format_mask(int family, unsigned bits, struct arena *arena, struct text *ret)
{
	char mask[sizeof(struct in6_addr)] = { 0 };
	size_t length = length_of(family);

	if (bits > 8 * length)
		return -EINVAL;
	memset(mask, 0xff, bits / 8);
	if (bits % 8)
		mask[bits / 8] = (char)(0xff00 >> bits % 8);
	return net_addr_format(family, (struct text){ .bytes = mask, .length = length }, arena,
	                       ret);
}

int net_addr_format_scoped(struct text bytes, struct text device, struct arena *arena,
                           struct text *ret)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	struct in6_addr address;
	int r = net_addr_format(AF_INET6, bytes, arena, ret);

	if (r < 0 || !ret->bytes)
		return r;
	memcpy(&address, bytes.bytes, sizeof(address));
	if (!IN6_IS_ADDR_LINKLOCAL(&address) && !IN6_IS_ADDR_MC_LINKLOCAL(&address))
		return 0;
	r = buffer_add(&text, *ret);
	if (r == 0)
		r = buffer_add_byte(&text, '%');
	if (r == 0)
		r = buffer_add(&text, device);
	return r < 0 ? r : arena_copy(arena, buffer_text(&text), ret);
}

static int format_attribute(int family, const struct nlattr *attribute, struct text device,
                            struct arena *arena, struct text *ret)
{
	struct text bytes = netlink_attribute_payload(attribute);

	return family == AF_INET6 ? net_addr_format_scoped(bytes, device, arena, ret)
	                          : net_addr_format(family, bytes, arena, ret);
}

/* ---- addresses ---- */

static struct net_addr *add_row(struct list *list)
{
	struct net_addr *items = arena_grow(list->arena, list->items, list->n, sizeof(*items));

	if (!items)
		return NULL;
	list->items = items;
	items[list->n] = (struct net_addr){ .index = list->n };
	return &items[list->n++];
}

static int take_link(void *arg, const struct nlmsghdr *message)
{
	struct list *list = arg;
	const struct ifinfomsg *link = NLMSG_DATA(message);
	struct rtnetlink_attributes attributes = rtnetlink_attributes(message, sizeof(*link));
	struct text hardware = netlink_attribute_payload(attributes.at[IFLA_ADDRESS]);
	struct text other = netlink_attribute_payload(attributes.at[IFLA_BROADCAST]);
	struct net_addr *addr = add_row(list);
	bool has_address = attributes.at[IFLA_ADDRESS] != NULL;
	int r = addr ? arena_copy(list->arena, rtnetlink_text(attributes.at[IFLA_IFNAME]),
	                          &addr->name)
	             : -ENOMEM;

	if (r < 0)
		return r;
	addr->device = addr->name;
	addr->family = has_address ? "AF_PACKET" : "AF_UNSPEC";
	addr->family_number = has_address ? AF_PACKET : AF_UNSPEC;
	r = net_addr_format_hardware(hardware, list->arena, &addr->address);
	if (r == 0 && (link->ifi_flags & (IFF_BROADCAST | IFF_POINTOPOINT)))
		r = net_addr_format_hardware(other, list->arena,
		                             link->ifi_flags & IFF_BROADCAST ? &addr->broadcast
		                                                             : &addr->ptp);
	return r < 0 ? r : net_link_names_add(&list->links, link->ifi_index, addr->name);
}

/*
 * Sets address and peer. IFA_LOCAL is our address; IFA_ADDRESS is the peer, or our address if there
 * is no peer.
 */
static int fill_ends(const struct rtnetlink_attributes *attributes, int family, struct arena *arena,
                     struct net_addr *addr)
{
	const struct nlattr *own = attributes->at[IFA_LOCAL], *other = attributes->at[IFA_ADDRESS];
	int r;

	if (!own)
		own = other;
	r = format_attribute(family, own, addr->device, arena, &addr->address);
	if (r == 0 && own != other &&
	    !text_equal(netlink_attribute_payload(own), netlink_attribute_payload(other)))
		r = format_attribute(family, other, addr->device, arena, &addr->ptp);
	if (r == 0 && family == AF_INET)
		r = format_attribute(family, attributes->at[IFA_BROADCAST], addr->device, arena,
		                     &addr->broadcast);
	return r;
}

static int take_address(void *arg, const struct nlmsghdr *message)
{
	struct list *list = arg;
	const struct ifaddrmsg *ifaddr = NLMSG_DATA(message);
	struct rtnetlink_attributes attributes = rtnetlink_attributes(message, sizeof(*ifaddr));
	struct text label = rtnetlink_text(attributes.at[IFA_LABEL]);
	struct net_addr *addr;
	int family = ifaddr->ifa_family, r = 0;

	if (family != AF_INET && family != AF_INET6)
		return 0;
	addr = add_row(list);
	if (!addr)
		return -ENOMEM;
	addr->device = net_link_names_find(&list->links, (int)ifaddr->ifa_index);
	addr->name = addr->device;
	if (label.length > 0)
		r = arena_copy(list->arena, label, &addr->name);
	addr->family = family == AF_INET ? "AF_INET" : "AF_INET6";
	addr->family_number = family;
	addr->prefix_bits = some_u64(ifaddr->ifa_prefixlen);
	if (family == AF_INET)
		addr->is_primary = (struct opt_bool){ .v = !(ifaddr->ifa_flags & IFA_F_SECONDARY),
			                              .is = PRESENT };
	if (r == 0)
		r = fill_ends(&attributes, family, list->arena, addr);
	if (r == 0)
		r = net_addr_format_mask(family, ifaddr->ifa_prefixlen, list->arena,
		                         &addr->netmask);
	return r == -EINVAL ? 0 : r;
}

static void forget_links(void *arg)
{
	struct list *list = arg;

	list->n = 0;
	net_link_names_done(&list->links);
}

static int compare_rows(const void *left, const void *right)
{
	const struct net_addr *a = left, *b = right;

	if (a->family_number != b->family_number)
		return a->family_number < b->family_number ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

/*
 * Drops the addresses of an interrupted dump, which the repeated dump lists again. The rows of the
 * links stay.
 */
static void forget_addresses(void *arg)
{
	struct list *list = arg;

	while (list->n > 0 && list->items[list->n - 1].prefix_bits.is == PRESENT)
		list->n--;
}

int net_addr_read(struct arena *arena, struct net_addr **ret, size_t *ret_n)
{
	struct list list = { .arena = arena, .links = { .arena = arena } };
	int r = rtnetlink_dump(&(struct rtnetlink_dump){ .type = RTM_GETLINK,
	                                                 .size = sizeof(struct ifinfomsg),
	                                                 .on_answer = take_link,
	                                                 .again = forget_links,
	                                                 .arg = &list });

	if (r == 0)
		r = rtnetlink_dump(&(struct rtnetlink_dump){ .type = RTM_GETADDR,
		                                             .size = sizeof(struct ifaddrmsg),
		                                             .on_answer = take_address,
		                                             .again = forget_addresses,
		                                             .arg = &list });
	net_link_names_done(&list.links);
	if (r < 0)
		return r;
	if (list.n > 0)
		qsort(list.items, list.n, sizeof(*list.items), compare_rows);
	*ret = list.items;
	*ret_n = list.n;
	return 0;
}
