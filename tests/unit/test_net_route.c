/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/net_route_files, kernel/netlink/net_route*, net_link_states: routes and links of files. */
#include "tree.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/rtnetlink.h>

#include "kernel/net_route_files.h"
#include "kernel/netlink/net_link_states.h"
#include "kernel/netlink/net_route_names.h"

/* As the kernel prints it: the bytes on the network, taken as a number of this machine. */
static unsigned on_the_network(const char *address)
{
	return (unsigned)inet_addr(address);
}

static void write_routes(void)
{
	char text[512];

	snprintf(text, sizeof(text),
	         "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\n"
	         "eth0\t%08X\t%08X\t0001\t0\t0\t0\t%08X\t0\t0\t0\n"
	         "eth0\t%08X\t%08X\t0003\t0\t0\t100\t%08X\t0\t0\t0\n"
	         "*\t%08X\t%08X\t0201\t0\t0\t0\t%08X\t0\t0\t0\n",
	         on_the_network("192.0.2.0"), 0u, on_the_network("255.255.255.0"), 0u,
	         on_the_network("192.0.2.1"), 0u, on_the_network("198.51.100.7"), 0u,
	         on_the_network("255.255.255.255"));
	tree_write("proc/1/net/route", text_of(text));
}

static struct net_route_list read_files(struct arena *arena)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct net_route_list list = { .arena = arena };

	assert_int_equal(net_route_read_files(&scratch, &list), 0);
	net_route_sort(&list);
	return list;
}

static void inet_by_net_route(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_route_list list;

	write_routes();
	list = read_files(&arena);
	assert_int_equal(list.n, 3);
	assert_text(list.items[0].destination, "default");
	assert_text(list.items[0].gateway, "192.0.2.1");
	assert_text(list.items[0].interface, "eth0");
	assert_text(list.items[0].table, "main");
	assert_int_equal(list.items[0].metric, 100);
	assert_text(list.items[1].destination, "192.0.2.0/24");
	assert_null(list.items[1].gateway.bytes);
	assert_text(list.items[1].type, "unicast");
	assert_text(list.items[2].destination, "198.51.100.7/32");
	assert_text(list.items[2].type, "unreachable");
	assert_null(list.items[2].interface.bytes);
}

#define NONE   "00000000000000000000000000000000"
#define PREFIX "20010db8000000000000000000000000"

static const char inet6_text[] = PREFIX
	" 40 " NONE " 00 " NONE " 00000100 00000001 00000000 00000001     eth0\n" NONE " 00 " NONE
	" 00 fe800000000000000000000000000001 00000400 00000002 00000000 00000003 eth0\n"
	"20010db8000000000000000000000002 80 " NONE " 00 " NONE " 00000000 3 0 80200001       lo\n"
	"ff000000000000000000000000000000 08 " NONE " 00 " NONE
	" 00000100 3 0 00000001     eth0\n" NONE " 00 " NONE " 00 " NONE
	" ffffffff 00000001 00000000 00200200       lo\n";

static void inet6_by_ipv6_route(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_route_list list;

	write_routes();
	tree_write("proc/1/net/ipv6_route", text_of(inet6_text));
	list = read_files(&arena);
	assert_int_equal(list.n, 7); /* the last line is no route */
	assert_text(list.items[0].gateway, "192.0.2.1");
	assert_text(list.items[1].destination, "default");
	assert_text(list.items[1].gateway, "fe80::1");
	assert_int_equal(list.items[1].metric, 1024);
	assert_text(list.items[4].destination, "2001:db8::/64");
	assert_text(list.items[5].destination, "2001:db8::2/128");
	assert_text(list.items[5].type, "local");
	assert_text(list.items[5].table, "local");
	assert_text(list.items[6].type, "multicast");
}

static void numbers_have_names(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text name;

	assert_int_equal(net_route_protocol_name(RTPROT_DHCP, &arena, &name), 0);
	assert_text(name, "dhcp");
	assert_int_equal(net_route_protocol_name(250, &arena, &name), 0);
	assert_text(name, "250");
	assert_int_equal(net_route_table_name(4294967295, &arena, &name), 0);
	assert_text(name, "4294967295");
	assert_int_equal(net_route_type_name(RTN_BLACKHOLE, &arena, &name), 0);
	assert_text(name, "blackhole");
	assert_int_equal(net_route_scope_name(RT_SCOPE_UNIVERSE, &arena, &name), 0);
	assert_text(name, "global");
}

static void assert_down(const char *flags, const char *operstate, const char *reason)
{
	struct net_link_states states = { 0 };
	const char *got = "nothing";

	tree_write("sys/class/net/eth0/flags", text_of(flags));
	tree_write("sys/class/net/eth0/operstate", text_of(operstate));
	assert_int_equal(net_link_down_reason(&states, TEXT("eth0"), &got), 0);
	if (reason)
		assert_string_equal(got, reason);
	else
		assert_null(got);
}

static void why_a_link_is_down(void **state _unused_)
{
	struct net_link_states states = { 0 };
	const char *reason;

	assert_int_equal(net_link_down_reason(&states, TEXT("eth0"), &reason), -ENOENT);
	assert_down("0x1003\n", "up\n", NULL);
	assert_down("0x9\n", "unknown\n", NULL); /* lo */
	assert_down("0x1002\n", "down\n", "admin");
	assert_down("0x1003\n", "down\n", "carrier");
	assert_down("0x1003\n", "lowerlayerdown\n", "carrier");
	assert_down("0x1003\n", "dormant\n", "dormant");
	assert_down("0x1003\n", "odd\n", NULL);
	tree_write("sys/class/net/eth0/flags", TEXT("x\n"));
	assert_int_equal(net_link_down_reason(&states, TEXT("eth0"), &reason), -EINVAL);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_route_line line;
	struct net_route route;

	net_route_parse_line(text, &line);
	if (net_route_parse_inet6(text, &arena, &route) == 1)
		assert_true(route.prefix_bits <= 128 && route.destination.length > 0);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(inet6_text), parse);
	with_hostile(TEXT("eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(inet_by_net_route),  tree_test(inet6_by_ipv6_route),
		tree_test(numbers_have_names), tree_test(why_a_link_is_down),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
