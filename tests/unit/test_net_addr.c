/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/netlink: addresses as text, and attributes of answers that are cut or odd. */
#include "hostile.h"

#include <errno.h>
#include <sys/socket.h>

#include "kernel/netlink/net_addr.h"
#include "kernel/netlink/rtnetlink.h"

static void hardware_has_all_its_bytes(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	char bytes[40];
	struct text text = { 0 };

	memset(bytes, 0xab, sizeof(bytes));
	assert_int_equal(net_addr_format_hardware(TEXT(""), &arena, &text), 0);
	assert_null(text.bytes);
	assert_int_equal(net_addr_format_hardware(TEXT("\x01\x02"), &arena, &text), 0);
	assert_text(text, "01:02:00:00:00:00");
	assert_int_equal(net_addr_format_hardware((struct text){ bytes, 20 }, &arena, &text), 0);
	assert_int_equal(text.length, 3 * 20 - 1);
	assert_int_equal(net_addr_format_hardware((struct text){ bytes, 40 }, &arena, &text), 0);
	assert_int_equal(text.length, 3 * 32 - 1);
}

static void a_mask_has_the_bits_of_its_prefix(void **state _unused_)
{
	static const struct {
		int family;
		unsigned bits;
		const char *mask;
	} cases[] = {
		{ AF_INET, 0, "0.0.0.0" },
		{ AF_INET, 1, "128.0.0.0" },
		{ AF_INET, 22, "255.255.252.0" },
		{ AF_INET, 32, "255.255.255.255" },
		{ AF_INET6, 64, "ffff:ffff:ffff:ffff::" },
		{ AF_INET6, 0, "::" },
		{ AF_INET6, 9, "ff80::" },
	};
	_cleanup_arena_ struct arena arena = { 0 };
	struct text text = { 0 };

	for (size_t n = 0; n < ARRAY_SIZE(cases); n++) {
		assert_int_equal(
			net_addr_format_mask(cases[n].family, cases[n].bits, &arena, &text), 0);
		assert_true(text_equal(text, text_of(cases[n].mask)));
	}
	assert_int_equal(net_addr_format_mask(AF_INET, 33, &arena, &text), -EINVAL);
	assert_int_equal(net_addr_format_mask(AF_INET6, 129, &arena, &text), -EINVAL);
}

static void an_address_of_another_length_is_none(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text text = { 0 };

	assert_int_equal(net_addr_format(AF_INET, TEXT("\x0a\0\0"), &arena, &text), 0);
	assert_int_equal(net_addr_format(AF_INET6, TEXT("\x0a\0\0\x01"), &arena, &text), 0);
	assert_int_equal(net_addr_format(AF_INET, (struct text){ 0 }, &arena, &text), 0);
	assert_null(text.bytes);
	assert_int_equal(net_addr_format(AF_INET, TEXT("\x0a\0\0\x01"), &arena, &text), 0);
	assert_text(text, "10.0.0.1");
}

/* Of a message that ends within an attribute, the whole ones count; unknown types are left out. */
static void attributes_end_with_the_message(void **state _unused_)
{
	_Alignas(struct nlmsghdr) char bytes[64] = { 0 };
	struct nlmsghdr *message = (void *)bytes;
	struct nlattr *first = (void *)(bytes + NLMSG_HDRLEN),
		      *second = (void *)(bytes + NLMSG_HDRLEN + 8);
	struct rtnetlink_attributes attributes;

	*first = (struct nlattr){ .nla_len = 8, .nla_type = 3 };
	memcpy(first + 1, &(uint32_t){ 7 }, sizeof(uint32_t));
	*second = (struct nlattr){ .nla_len = 12, .nla_type = 5 };
	message->nlmsg_len = NLMSG_HDRLEN + 8 + 12;
	attributes = rtnetlink_attributes(message, 0);
	assert_int_equal(rtnetlink_u32(attributes.at[3], 9), 7);
	assert_ptr_equal(attributes.at[5], second);
	assert_int_equal(rtnetlink_u32(attributes.at[5], 9), 9);
	message->nlmsg_len = NLMSG_HDRLEN + 8 + 11;
	attributes = rtnetlink_attributes(message, 0);
	assert_null(attributes.at[5]);
	first->nla_type = 200;
	attributes = rtnetlink_attributes(message, 0);
	assert_null(attributes.at[3]);
	assert_int_equal(rtnetlink_u32(NULL, 9), 9);
	assert_int_equal(rtnetlink_text(NULL).length, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(hardware_has_all_its_bytes),
		cmocka_unit_test(a_mask_has_the_bits_of_its_prefix),
		cmocka_unit_test(an_address_of_another_length_is_none),
		cmocka_unit_test(attributes_end_with_the_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
