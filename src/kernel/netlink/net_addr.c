/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of the network interfaces: getifaddrs(3), PARITY P-320…326. */
#include "kernel/netlink/net_addr.h"

#include <errno.h>
#include <ifaddrs.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>

static const char *family_word(int family)
{
	switch (family) {
	case AF_INET:
		return "AF_INET";
	case AF_INET6:
		return "AF_INET6";
	case AF_PACKET:
		return "AF_PACKET";
	default:
		return "AF_UNSPEC";
	}
}

/* Bytes of hardware as hexadecimal, at least six groups of them. */
static int format_hardware(const struct sockaddr_ll *address, struct buffer *ret)
{
	size_t length = MIN((size_t)address->sll_halen, sizeof(address->sll_addr));
	int r = 0;

	for (size_t n = 0; n < MAX(length, 6u) && r == 0; n++)
		r = buffer_add_format(ret, "%s%02x", n > 0 ? ":" : "",
		                      n < length ? address->sll_addr[n] : 0);
	return r;
}

/* An address that is not set, or of another family, is none. */
static int format(const struct sockaddr *address, int family, struct arena *arena, struct text *ret)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	char host[NI_MAXHOST];
	socklen_t length =
		family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
	int r;

	if (!address)
		return 0;
	if (family == AF_PACKET) {
		r = format_hardware((const struct sockaddr_ll *)address, &text);
		if (r < 0)
			return r;
		return ((const struct sockaddr_ll *)address)->sll_halen > 0
		               ? arena_copy(arena, buffer_text(&text), ret)
		               : 0;
	}
	if (family != AF_INET && family != AF_INET6)
		return 0;
	if (getnameinfo(address, length, host, sizeof(host), NULL, 0, NI_NUMERICHOST) != 0)
		return 0;
	return arena_copy(arena, text_of(host), ret);
}

/* glibc leaves the family of a netmask unset in places; it is that of the address. */
static int format_netmask(const struct ifaddrs *entry, int family, struct arena *arena,
                          struct net_addr *ret)
{
	struct sockaddr_storage mask = { 0 };
	const unsigned char *bytes;
	size_t length;

	if (!entry->ifa_netmask || (family != AF_INET && family != AF_INET6))
		return 0;
	memcpy(&mask, entry->ifa_netmask,
	       family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6));
	mask.ss_family = (sa_family_t)family;
	if (family == AF_INET6)
		((struct sockaddr_in6 *)&mask)->sin6_scope_id = 0;
	bytes = family == AF_INET
	                ? (const unsigned char *)&((struct sockaddr_in *)&mask)->sin_addr
	                : (const unsigned char *)&((struct sockaddr_in6 *)&mask)->sin6_addr;
	length = family == AF_INET ? 4 : 16;
	ret->prefix_bits = some_u64(0);
	for (size_t n = 0; n < length; n++)
		ret->prefix_bits.v += (uint64_t)__builtin_popcount(bytes[n]);
	return format((struct sockaddr *)&mask, family, arena, &ret->netmask);
}

static int fill(const struct ifaddrs *entry, struct arena *arena, struct net_addr *ret)
{
	int family = entry->ifa_addr ? entry->ifa_addr->sa_family : AF_UNSPEC;
	struct text alias;
	int r = arena_copy(arena, text_of(entry->ifa_name), &ret->name);

	ret->device = ret->name;
	text_cut(ret->name, ':', &ret->device, &alias);
	ret->family = family_word(family);
	ret->family_number = family;
	if (r == 0)
		r = format(entry->ifa_addr, family, arena, &ret->address);
	if (r == 0)
		r = format_netmask(entry, family, arena, ret);
	if (r == 0 && (entry->ifa_flags & IFF_BROADCAST))
		r = format(entry->ifa_broadaddr, family, arena, &ret->broadcast);
	else if (r == 0 && (entry->ifa_flags & IFF_POINTOPOINT))
		r = format(entry->ifa_dstaddr, family, arena, &ret->ptp);
	if (ret->prefix_bits.v == 32 && family == AF_INET) /* a /32 has nobody to broadcast to */
		ret->broadcast = (struct text){ 0 };
	return r;
}

static int compare(const void *left, const void *right)
{
	const struct net_addr *a = left, *b = right;

	if (a->family_number != b->family_number)
		return a->family_number < b->family_number ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

int net_addr_read(struct arena *arena, struct net_addr **ret, size_t *ret_n)
{
	struct ifaddrs *list;
	struct net_addr *addrs;
	size_t n = 0;
	int r = 0;

	if (getifaddrs(&list) < 0)
		return -errno;
	for (struct ifaddrs *entry = list; entry; entry = entry->ifa_next)
		n++;
	addrs = arena_array(arena, n, sizeof(*addrs));
	if (!addrs)
		r = -ENOMEM;
	n = 0;
	for (struct ifaddrs *entry = list; entry && r == 0; entry = entry->ifa_next, n++) {
		addrs[n].index = n;
		r = fill(entry, arena, &addrs[n]);
	}
	freeifaddrs(list);
	if (r < 0)
		return r;
	qsort(addrs, n, sizeof(*addrs), compare);
	*ret = addrs;
	*ret_n = n;
	return 0;
}
