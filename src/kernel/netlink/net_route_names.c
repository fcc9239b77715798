/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for RTPROT_…, RTN_…, RT_SCOPE_… and RT_TABLE_… of include/uapi/linux/rtnetlink.h. */
#include "kernel/netlink/net_route_names.h"

#include <linux/rtnetlink.h>
#include <stdio.h>

#include "base/cleanup.h"

struct number_name {
	uint32_t number;
	struct text name;
};

static const struct number_name tables[] = {
	{ RT_TABLE_DEFAULT, TEXT("default") },
	{ RT_TABLE_MAIN, TEXT("main") },
	{ RT_TABLE_LOCAL, TEXT("local") },
};

static const struct number_name protocols[] = {
	{ RTPROT_UNSPEC, TEXT("unspec") },
	{ RTPROT_REDIRECT, TEXT("redirect") },
	{ RTPROT_KERNEL, TEXT("kernel") },
	{ RTPROT_BOOT, TEXT("boot") },
	{ RTPROT_STATIC, TEXT("static") },
	{ RTPROT_GATED, TEXT("gated") },
	{ RTPROT_RA, TEXT("ra") },
	{ RTPROT_MRT, TEXT("mrt") },
	{ RTPROT_ZEBRA, TEXT("zebra") },
	{ RTPROT_BIRD, TEXT("bird") },
	{ RTPROT_DNROUTED, TEXT("dnrouted") },
	{ RTPROT_XORP, TEXT("xorp") },
	{ RTPROT_NTK, TEXT("ntk") },
	{ RTPROT_DHCP, TEXT("dhcp") },
	{ RTPROT_MROUTED, TEXT("mrouted") },
	/* the numbers are constants in newer headers only, Linux 4.18 and later */
	{ 18, TEXT("keepalived") },
	{ RTPROT_BABEL, TEXT("babel") },
	{ 99, TEXT("openr") },
	{ 186, TEXT("bgp") },
	{ 187, TEXT("isis") },
	{ 188, TEXT("ospf") },
	{ 189, TEXT("rip") },
	{ 192, TEXT("eigrp") },
};

static const struct number_name types[] = {
	{ RTN_UNSPEC, TEXT("none") },
	{ RTN_UNICAST, TEXT("unicast") },
	{ RTN_LOCAL, TEXT("local") },
	{ RTN_BROADCAST, TEXT("broadcast") },
	{ RTN_ANYCAST, TEXT("anycast") },
	{ RTN_MULTICAST, TEXT("multicast") },
	{ RTN_BLACKHOLE, TEXT("blackhole") },
	{ RTN_UNREACHABLE, TEXT("unreachable") },
	{ RTN_PROHIBIT, TEXT("prohibit") },
	{ RTN_THROW, TEXT("throw") },
	{ RTN_NAT, TEXT("nat") },
};

static const struct number_name scopes[] = {
	{ RT_SCOPE_UNIVERSE, TEXT("global") }, { RT_SCOPE_SITE, TEXT("site") },
	{ RT_SCOPE_LINK, TEXT("link") },       { RT_SCOPE_HOST, TEXT("host") },
	{ RT_SCOPE_NOWHERE, TEXT("nowhere") },
};

static int name_of(const struct number_name *names, size_t n, uint32_t number, struct arena *arena,
                   struct text *ret)
{
	char text[16];

	for (size_t i = 0; i < n; i++)
		if (names[i].number == number) {
			*ret = names[i].name;
			return 0;
		}
	snprintf(text, sizeof(text), "%ju", (uintmax_t)number);
	return arena_copy(arena, text_of(text), ret);
}

int net_route_table_name(uint32_t number, struct arena *arena, struct text *ret)
{
	return name_of(tables, ARRAY_SIZE(tables), number, arena, ret);
}

int net_route_protocol_name(uint32_t number, struct arena *arena, struct text *ret)
{
	return name_of(protocols, ARRAY_SIZE(protocols), number, arena, ret);
}

int net_route_type_name(uint32_t number, struct arena *arena, struct text *ret)
{
	return name_of(types, ARRAY_SIZE(types), number, arena, ret);
}

int net_route_scope_name(uint32_t number, struct arena *arena, struct text *ret)
{
	return name_of(scopes, ARRAY_SIZE(scopes), number, arena, ret);
}
