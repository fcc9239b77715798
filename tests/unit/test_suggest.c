/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/suggest and base/capability_names: words for people. */
#include "hostile.h"

#include <linux/capability.h>

#include "base/capability_names.h"
#include "base/suggest.h"

static void explain(struct text word, const char *expected)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	struct suggestion suggestion = suggestion_for(word);

	suggestion_offer(&suggestion, TEXT("memory_info"));
	suggestion_offer(&suggestion, TEXT("name"));
	suggestion_offer(&suggestion, TEXT("nice"));
	suggestion_offer(&suggestion, TEXT("laddr.port"));
	assert_int_equal(suggestion_explain(&suggestion, "column", &text), 0);
	assert_true(text_equal(buffer_text(&text), text_of(expected)));
}

static void the_nearest_word_is_offered(void **state _unused_)
{
	explain(TEXT("nmae"), "unknown column 'nmae'; did you mean 'name'?");
	explain(TEXT("NICE"), "unknown column 'NICE'; did you mean 'nice'?");
	explain(TEXT("port"), "unknown column 'port'; did you mean 'laddr.port'?");
	explain(TEXT("mem"), "unknown column 'mem'; did you mean 'memory_info'?");
}

static void nothing_near_is_no_question(void **state _unused_)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	struct suggestion none = suggestion_for(TEXT("x"));

	explain(TEXT("zzzzzzzz"), "unknown column 'zzzzzzzz'");
	explain(TEXT(""), "unknown column ''");
	suggestion_offer(&none, TEXT("?"));
	assert_int_equal(suggestion_explain(&none, "view", &text), 0);
	assert_text(buffer_text(&text), "unknown view 'x'");
}

/* The numbers are those of linux/capability.h. */
static void capabilities_have_their_numbers(void **state _unused_)
{
	assert_string_equal(capability_name(CAP_CHOWN), "chown");
	assert_string_equal(capability_name(CAP_NET_ADMIN), "net_admin");
	assert_string_equal(capability_name(CAP_SYS_PTRACE), "sys_ptrace");
	assert_string_equal(capability_name(CAP_AUDIT_READ), "audit_read");
	assert_string_equal(capability_name(40), "checkpoint_restore");
	assert_null(capability_name(41));
	assert_null(capability_name(UINT32_MAX));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_word_is_offered),
		cmocka_unit_test(nothing_near_is_no_question),
		cmocka_unit_test(capabilities_have_their_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
