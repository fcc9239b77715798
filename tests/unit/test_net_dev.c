/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/net_dev and kernel/net_link: interfaces and their counters (R-40; values.md P-300…317). */
#include "tree.h"

#include <errno.h>
#include <net/if.h>

#include "kernel/net_dev.h"
#include "kernel/netlink/net_link.h"

#define HEADINGS \
	"Inter-|   Receive                            |  Transmit\n face |bytes    packets\n"

static const char net_dev_text[] =
	HEADINGS "    lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
		 "eth0:1:18446744073709551615 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
		 "  br-0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18\nodd: 1 2\n";

static void counters_by_their_places(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_dev *devices;
	size_t n;

	assert_int_equal(net_dev_parse(text_of(net_dev_text), &arena, &devices, &n), 0);
	assert_int_equal(n, 3);
	assert_text(devices[0].name, "lo");
	assert_int_equal(devices[0].rx_bytes.v, 1);
	assert_int_equal(devices[0].rx_packets.v, 2);
	assert_int_equal(devices[0].rx_errors.v, 3);
	assert_int_equal(devices[0].rx_dropped.v, 4);
	assert_int_equal(devices[0].rx_multicast.v, 8);
	assert_int_equal(devices[0].tx_bytes.v, 9);
	assert_int_equal(devices[0].tx_packets.v, 10);
	assert_int_equal(devices[0].tx_errors.v, 11);
	assert_int_equal(devices[0].tx_dropped.v, 12);
	assert_int_equal(devices[0].tx_collisions.v, 14);
	assert_int_equal(devices[0].tx_compressed.v, 16);
}

/* 2.6 printed no blank behind the colon; an alias has a colon in its name. */
static void names_end_at_the_last_colon(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_dev *devices;
	size_t n;

	assert_int_equal(net_dev_parse(text_of(net_dev_text), &arena, &devices, &n), 0);
	assert_text(devices[1].name, "eth0:1");
	assert_true(devices[1].rx_bytes.v == UINT64_MAX);
	assert_text(devices[2].name, "br-0");
	assert_int_equal(devices[2].tx_compressed.v, 16);
}

static void odd_lines_are_left_out(void **state _unused_)
{
	static const struct text odd[] = {
		TEXT(""),
		TEXT("lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"),
		TEXT("lo 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"),
		TEXT(HEADINGS),
	};
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_dev *devices;
	size_t n;

	for (size_t i = 0; i < ARRAY_SIZE(odd); i++) {
		assert_int_equal(net_dev_parse(odd[i], &arena, &devices, &n), 0);
		assert_int_equal(n, 0);
	}
}

static void a_number_costs_only_itself(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_dev *devices;
	size_t n;

	assert_int_equal(
		net_dev_parse(TEXT("a: 18446744073709551616 2 3 4 5 6 7 -8 9 10 11 12 13 14 15 16\n"
	                           "b: 1 x 3 4 5 6 7 8 9 10 11 12 13 14 15 99999999999999999999\n"),
	                      &arena, &devices, &n),
		0);
	assert_int_equal(n, 2);
	assert_int_equal(devices[0].rx_bytes.is, ABSENT);
	assert_int_equal(devices[0].rx_packets.v, 2);
	assert_int_equal(devices[0].rx_multicast.is, ABSENT);
	assert_int_equal(devices[0].tx_bytes.v, 9);
	assert_int_equal(devices[1].rx_bytes.v, 1);
	assert_int_equal(devices[1].rx_packets.is, ABSENT);
	assert_int_equal(devices[1].rx_errors.v, 3);
	assert_int_equal(devices[1].tx_carrier.v, 15);
	assert_int_equal(devices[1].tx_compressed.is, ABSENT);
}

static void a_tree_may_hold_either_name(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct net_dev *devices;
	size_t n;

	assert_int_equal(net_dev_read(&scratch, &arena, &devices, &n), -ENOENT);
	tree_write("proc/net/dev", TEXT(HEADINGS));
	assert_int_equal(net_dev_read(&scratch, &arena, &devices, &n), 0);
	assert_int_equal(n, 0);
	tree_write("proc/1/net/dev", text_of(net_dev_text)); /* the host's, whoever recorded it */
	assert_int_equal(net_dev_read(&scratch, &arena, &devices, &n), 0);
	assert_int_equal(n, 3);
}

/* Bits of linux/if.h in the order of P-316. */
static void flags_have_words(void **state _unused_)
{
	_cleanup_buffer_ struct buffer text = { 0 };

	assert_int_equal(net_link_format_flags(0, &text), 0);
	assert_int_equal(text.length, 0);
	assert_int_equal(net_link_format_flags(IFF_UP | IFF_LOOPBACK | IFF_RUNNING, &text), 0);
	assert_text(buffer_text(&text), "up,loopback,running");
	text.length = 0;
	assert_int_equal(net_link_format_flags(UINT64_MAX, &text), 0);
	assert_text(buffer_text(&text),
	            "up,broadcast,debug,loopback,pointopoint,notrailers,running,"
	            "noarp,promisc,allmulti,master,slave,multicast,portsel,"
	            "automedia,dynamic");
}

static void links_of_a_recorded_host(void **state _unused_)
{
	struct net_link link;

	tree_write("sys/class/net/eth0/mtu", TEXT("1500\n"));
	tree_write("sys/class/net/eth0/speed", TEXT("1000\n"));
	tree_write("sys/class/net/eth0/flags", TEXT("0x1003\n"));
	tree_write("sys/class/net/eth0/operstate", TEXT("up\n"));
	tree_write("sys/class/net/eth0/duplex", TEXT("full\n"));
	assert_int_equal(net_link_read(TEXT("eth0"), &link), 0);
	assert_int_equal(link.mtu_bytes.v, 1500);
	assert_int_equal(link.speed_mbit.v, 1000);
	assert_int_equal(link.flags.v, IFF_UP | IFF_BROADCAST | IFF_MULTICAST | IFF_RUNNING);
	assert_string_equal(net_link_duplex_word(link.duplex), "full");
}

static void what_a_link_does_not_tell_is_absent(void **state _unused_)
{
	struct net_link link;

	tree_write("sys/class/net/eth0/mtu", TEXT("x\n"));
	tree_write("sys/class/net/eth0/speed", TEXT("-1\n")); /* no cable */
	tree_write("sys/class/net/eth0/flags", TEXT("1003\n"));
	tree_write("sys/class/net/eth0/duplex", TEXT("half\n"));
	assert_int_equal(net_link_read(TEXT("eth0"), &link), 0);
	assert_int_equal(link.mtu_bytes.is, ABSENT);
	assert_true(link.speed_mbit.is == PRESENT && link.speed_mbit.v == 0);
	assert_int_equal(link.flags.is, ABSENT);
	assert_string_equal(net_link_duplex_word(link.duplex), "half");
	tree_write("sys/class/net/eth0/flags",
	           TEXT("0x1002\n")); /* down, whatever operstate says */
	tree_write("sys/class/net/eth0/operstate", TEXT("unknown\n"));
	tree_write("sys/class/net/eth0/duplex", TEXT("both\n"));
	assert_int_equal(net_link_read(TEXT("eth0"), &link), 0);
	assert_int_equal(link.flags.v, IFF_BROADCAST | IFF_MULTICAST);
	assert_string_equal(net_link_duplex_word(link.duplex), "unknown");
}

/* That no /sys was recorded is another reason than what an interface does not have. */
static void a_host_without_sys(void **state _unused_)
{
	struct net_link link;

	assert_int_equal(net_link_read(TEXT("eth0"), &link), -ENOENT);
	tree_write("sys/class/net/eth0/mtu", TEXT("99999999999999999999\n"));
	assert_int_equal(net_link_read(TEXT("eth0"), &link), 0);
	assert_int_equal(link.mtu_bytes.is, ABSENT);
	assert_int_equal(link.speed_mbit.is, UNSUPPORTED);
	tree_write("sys/class/net/eth0/speed", TEXT("4294967295\n"));
	assert_int_equal(net_link_read(TEXT("eth0"), &link), 0);
	assert_true(link.speed_mbit.is == PRESENT && link.speed_mbit.v == 0);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_dev *devices;
	size_t n;

	assert_int_equal(net_dev_parse(text, &arena, &devices, &n), 0);
	assert_true(n <= text.length / 33); /* a colon, 16 digits and blanks */
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(net_dev_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(counters_by_their_places),
		tree_test(names_end_at_the_last_colon),
		tree_test(odd_lines_are_left_out),
		tree_test(a_number_costs_only_itself),
		tree_test(a_tree_may_hold_either_name),
		tree_test(flags_have_words),
		tree_test(links_of_a_recorded_host),
		tree_test(what_a_link_does_not_tell_is_absent),
		tree_test(a_host_without_sys),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
