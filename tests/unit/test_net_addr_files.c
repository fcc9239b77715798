/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/net_addr_files: whose address is whose, from the files of another host (proc_pid_net(5)).
 */
#include "tree.h"

#include <arpa/inet.h>
#include <errno.h>

#include "kernel/net_addr_files.h"

static const struct text trie = TEXT("Main:\n"
                                     "  +-- 0.0.0.0/0 3 0 5\n"
                                     "     |-- 0.0.0.0\n"
                                     "        /0 universe UNICAST\n"
                                     "     |-- 10.9.9.9\n"
                                     "        /32 host LOCAL\n"
                                     "Local:\n"
                                     "  +-- 0.0.0.0/0 3 0 5\n"
                                     "     +-- 127.0.0.0/8 2 0 2\n"
                                     "        +-- 127.0.0.0/31 1 0 0\n"
                                     "           |-- 127.0.0.0\n"
                                     "              /8 host LOCAL\n"
                                     "           |-- 127.0.0.1\n"
                                     "              /32 host LOCAL\n"
                                     "     |-- 192.0.2.2\n"
                                     "        /32 host LOCAL\n"
                                     "     |-- 192.0.2.255\n"
                                     "        /32 link BROADCAST\n"
                                     "     |-- 203.0.113.7\n"
                                     "        /32 host LOCAL\n");

/* The kernel prints the four bytes of an address as one number of this machine. */
static void add_route(struct buffer *text, const char *name, const char *network, const char *mask,
                      const char *gateway)
{
	assert_int_equal(buffer_add_format(text, "%s\t%08X\t%08X\t0001\t0\t0\t0\t%08X\t0\t0\t0\n",
	                                   name, inet_addr(network), inet_addr(gateway),
	                                   inet_addr(mask)),
	                 0);
}

static void the_narrowest_network_counts(void **state _unused_)
{
	_cleanup_buffer_ struct buffer routes = { 0 };
	struct text name = TEXT("");
	unsigned bits = 0;

	assert_int_equal(buffer_add(&routes, TEXT("Iface\tDestination\tGateway\n")), 0);
	add_route(&routes, "eth0", "0.0.0.0", "0.0.0.0", "192.0.2.1");
	add_route(&routes, "eth0", "192.0.2.0", "255.255.255.0", "0.0.0.0");
	add_route(&routes, "vpn", "192.0.2.128", "255.255.255.128", "0.0.0.0");
	add_route(&routes, "gw", "198.51.100.0", "255.255.255.0", "192.0.2.1");
	assert_true(
		route_find_interface(buffer_text(&routes), inet_addr("192.0.2.2"), &name, &bits));
	assert_text(name, "eth0");
	assert_int_equal(bits, 24);
	assert_true(
		route_find_interface(buffer_text(&routes), inet_addr("192.0.2.200"), &name, &bits));
	assert_text(name, "vpn");
	assert_int_equal(bits, 25);
	assert_true(route_find_interface(TEXT(""), inet_addr("127.0.0.53"), &name, &bits));
	assert_text(name, "lo");
	assert_false(route_find_interface(buffer_text(&routes), inet_addr("198.51.100.1"), &name,
	                                  &bits));
}

static void lines_of_if_inet6(void **state _unused_)
{
	static const char *const odd[] = {
		"",
		"fe80 02 40 20 80 eth0",
		"zz800000000000000000000000000001 02 40 20 80 eth0",
		"fe800000000000000000000000000001 02 40 20 80",
	};
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_addr addr;

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_int_equal(net_addr_parse_inet6(text_of(odd[n]), &arena, &addr), 0);
	assert_int_equal(
		net_addr_parse_inet6(TEXT("fe800000000000000000000000000001 02 40 20 80     eth0"),
	                             &arena, &addr),
		1);
	assert_text(addr.name, "eth0");
	assert_text(addr.address, "fe80::1%eth0");
	assert_text(addr.netmask, "ffff:ffff:ffff:ffff::");
	assert_int_equal(addr.prefix_bits.v, 64);
	/* a prefix that is none costs only itself */
	assert_int_equal(
		net_addr_parse_inet6(TEXT("20010db8000000000000000000000001 02 81 20 80 eth0"),
	                             &arena, &addr),
		1);
	assert_text(addr.address, "2001:db8::1");
	assert_int_equal(addr.prefix_bits.is, ABSENT);
	assert_true(addr.netmask.bytes == NULL);
}

static void assert_address(const struct net_addr *addr, const char *name, const char *family,
                           const char *address)
{
	assert_string_equal(addr->family, family);
	assert_true(text_equal(addr->name, text_of(name)));
	assert_true(text_equal(addr->address, text_of(address)));
}

static void a_recorded_host(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 }, routes = { 0 };
	struct net_addr *addrs = NULL;
	size_t n = 0;

	assert_int_equal(net_addr_read_files(&scratch, &arena, &addrs, &n), -ENOENT);
	tree_write("proc/1/net/dev", TEXT("Inter-|   Receive\n face |bytes\n"
	                                  "    lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
	                                  "  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"));
	assert_int_equal(net_addr_read_files(&scratch, &arena, &addrs, &n), 0);
	assert_int_equal(n, 4); /* of each interface: IPv4 and hardware, both unknown */
	assert_address(&addrs[0], "lo", "AF_INET", NULL);
	assert_address(&addrs[3], "eth0", "AF_PACKET", NULL);
	add_route(&routes, "eth0", "192.0.2.0", "255.255.255.0", "0.0.0.0");
	tree_write("proc/1/net/route", buffer_text(&routes));
	tree_write("proc/1/net/fib_trie", trie);
	tree_write("proc/1/net/if_inet6",
	           TEXT("00000000000000000000000000000001 01 80 10 80       lo\n"));
	tree_write("sys/class/net/eth0/address", TEXT("02:fc:00:00:00:01\n"));
	tree_write("sys/class/net/eth0/broadcast", TEXT("ff:ff:ff:ff:ff:ff\n"));
	tree_write("sys/class/net/eth0/flags", TEXT("0x1003\n"));
	tree_write("sys/class/net/lo/address", TEXT("\n"));
	assert_int_equal(net_addr_read_files(&scratch, &arena, &addrs, &n), 0);
	assert_int_equal(n, 6);
	assert_address(&addrs[0], "lo", "AF_UNSPEC", NULL);
	assert_address(&addrs[1], "lo", "AF_INET", "127.0.0.1");
	assert_address(&addrs[2], "eth0", "AF_INET", "192.0.2.2");
	assert_text(addrs[2].netmask, "255.255.255.0");
	assert_address(&addrs[3], NULL, "AF_INET", "203.0.113.7"); /* of a tunnel, perhaps */
	assert_address(&addrs[4], "lo", "AF_INET6", "::1");
	assert_address(&addrs[5], "eth0", "AF_PACKET", "02:fc:00:00:00:01");
	assert_text(addrs[5].broadcast, "ff:ff:ff:ff:ff:ff");
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text rest = text, name;
	struct net_addr addr;
	uint32_t address;
	unsigned bits;

	while (fib_trie_next_local(&rest, &address))
		assert_true(address != 0);
	route_find_interface(text, 1, &name, &bits);
	net_addr_parse_inet6(text, &arena, &addr);
}

static void hostile(void **state _unused_)
{
	with_hostile(trie, parse);
	with_hostile(TEXT("eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0\n"), parse);
	with_hostile(TEXT("fe800000000000000000000000000001 02 40 20 80 eth0\n"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(the_narrowest_network_counts),
		tree_test(lines_of_if_inet6),
		tree_test(a_recorded_host),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
