/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query/expression: what values expressions have, over one made-up record. */
#include "hostile.h"

#include <errno.h>
#include <stdio.h>

#include "model/compare.h"
#include "query/columns.h"
#include "query/missing.h"
#include "things.h"

/* A value as a text that tests can name: 5, 5.5, 'text', yes, no, or why it is not there. */
static void print(const struct field *type, const struct value *value, char *ret, size_t size)
{
	if (value->is != PRESENT) {
		snprintf(ret, size, "%s", presence_word(value->is));
		return;
	}
	switch (field_type(type)) {
	case TYPE_UINT:
		snprintf(ret, size, "%ju", (uintmax_t)value->u);
		break;
	case TYPE_INT:
		snprintf(ret, size, "%+jd", (intmax_t)value->i);
		break;
	case TYPE_FLOAT:
		snprintf(ret, size, "%.10gf", value->f);
		break;
	case TYPE_BOOL:
		snprintf(ret, size, "%s", value->b ? "yes" : "no");
		break;
	case TYPE_TEXT:
		snprintf(ret, size, "'%.*s'", (int)value->text.length, value->text.bytes);
		break;
	default:
		snprintf(ret, size, "%s of %zu", field_type_word(type), value->numbers.n);
		break;
	}
}

static void check(const char *text, const char *expected)
{
	static const struct scope scope = { .collector = &things };
	struct expression_pool pool = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	struct evaluation evaluation = {
		.record = &thing, .arena = &arena, .made = 1000100.5, .now = 1000090.5
	};
	struct expression *root;
	struct value value;
	char found[128];

	if (expression_parse(&pool, &scope, text_of(text), &root, &why) < 0)
		fail_msg("%s: %.*s", text, (int)why.length, why.text);
	expression_evaluate(root, &evaluation, &value);
	assert_int_equal(evaluation.error, 0);
	print(expression_type(root), &value, found, sizeof(found));
	if (strcmp(found, expected) != 0)
		fail_msg("%s: %s, not %s", text, found, expected);
	expression_pool_done(&pool);
}

struct pair_of_texts {
	const char *text;
	const char *expected;
};

static void check_all(const struct pair_of_texts *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(pairs[i].text, pairs[i].expected);
}

#define CHECK_ALL(pairs) check_all(pairs, ARRAY_SIZE(pairs))

static void literals_have_units(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "0", "0" },
		{ "1K", "1024" },
		{ "1KB", "1024" },
		{ "2MiB", "2097152" },
		{ "1.5K", "1536f" },
		{ "3P", "3377699720527872" },
		{ "7B", "7" },
		{ "18446744073709551615", "18446744073709551615" },
		{ "18446744073709551616", "1.844674407e+19f" },
		{ "16777216T", "1.844674407e+19f" },
		{ ".5", "0.5f" },
		{ "2e3", "2000f" },
		{ "90%", "90" },
		{ "90 % 7", "6" },
		{ "90%7", "6" },
		{ "1h30m", "5400" },
		{ "1m", "60" },
		{ "1M", "1048576" },
		{ "1w2d3h4m5s", "788645" },
		{ "250ms", "0.25f" },
		{ "1s500ms", "1.5f" },
		{ "'it\\'s'", "'it's'" },
		{ "\"a\\\"b\\\\c\\d\"", "'a\"b\\c\\d'" },
		{ "true", "yes" },
		{ "false", "no" },
		{ "null", "none" },
		{ "  ( 5 ) ", "5" },
	};

	CHECK_ALL(pairs);
}

static void arithmetic_keeps_whole_numbers_whole(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "1 + 2 * 3 - 4 % 3", "+6" },
		{ "(1 + 2) * 3", "9" },
		{ "7 / 2", "3.5f" },
		{ "6 / 2", "3f" },
		{ "7 % 4", "3" },
		{ "7.5 % 2", "1.5f" },
		{ "0 - 7 % 4", "-3" },
		{ "10 - 2 - 3", "+5" },
		{ "8 / 4 / 2", "1f" },
		{ "- 5 + 2", "-3" },
		{ "--5", "+5" },
		{ "2 - -3", "+5" },
		{ "2-3", "-1" },
		{ "rss-1", "+3145727" },
		{ "rss + 0.5", "3145728.5f" },
		{ "nice * 2", "-10" },
		{ "-nice", "+5" },
		{ "limit - 1", "none" },
		{ "limit * 2", "none" },
		{ "limit % 10", "5" },
		{ "limit + 0", "18446744073709551615" },
		{ "1 / 0", "none" },
		{ "1 % 0", "none" },
		{ "1.5 % 0", "none" },
		{ "rss / 1M", "3f" },
		{ "started + 1h", "1003600f" },
		{ "started - started", "0f" },
		{ "now() - started", "90.5f" },
		{ "waited + 500ms", "2000f" },
	};

	CHECK_ALL(pairs);
}

static void what_is_not_there_stays_so_and_keeps_the_reason(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "swap + 1", "none" },
		{ "1 + denied * 2", "denied" },
		{ "-denied", "denied" },
		{ "round(denied)", "denied" },
		{ "swap > 0", "no" },
		{ "swap <= 0", "no" },
		{ "swap != 0", "no" },
		{ "0 < swap", "no" },
		{ "not (swap > 0)", "yes" },
		{ "swap == swap", "no" },
		{ "swap == null", "yes" },
		{ "null == swap", "yes" },
		{ "swap != null", "no" },
		{ "swap = null", "yes" },
		{ "denied == null", "yes" },
		{ "rss == null", "no" },
		{ "rss != null", "yes" },
		{ "swap in (null, 0)", "no" },
		{ "coalesce(swap, 5)", "5" },
		{ "coalesce(rss, 5)", "3145728" },
		{ "coalesce(denied, 5)", "5f" },
		{ "coalesce(denied, swap)", "none" },
		{ "if(swap > 1, 1, 2)", "2" },
		{ "if(rss > 1, swap, 2)", "none" },
		{ "memory.swap + memory.rss", "none" },
		{ "swap + null", "none" },
	};

	CHECK_ALL(pairs);
}

static void comparisons_have_two_sides(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "pid == 42", "yes" },
		{ "pid = 42", "yes" },
		{ "42 == pid", "yes" },
		{ "pid != 42", "no" },
		{ "pid < 43 and pid <= 42 and not pid < 42", "yes" },
		{ "pid > 41 && pid >= 42 && !(pid > 42)", "yes" },
		{ "pid==42.0", "yes" },
		{ "nice < pid", "yes" },
		{ "limit > nice", "yes" },
		{ "limit == 18446744073709551615", "yes" },
		{ "limit == 18446744073709551614", "no" },
		{ "rss == 3M", "yes" },
		{ "rss >= 0.9 * limit", "no" },
		{ "rss * 2 > 5MB", "yes" },
		{ "share > 12%", "yes" },
		{ "waited == 1500ms", "yes" },
		{ "waited == 1s500ms", "yes" },
		{ "waited > 2s", "no" },
		{ "is_kthread", "no" },
		{ "is_kthread == false", "yes" },
		{ "not is_kthread", "yes" },
		{ "name == 'sshd'", "yes" },
		{ "name < 'sshe'", "yes" },
		{ "name == sshd", "yes" },
		{ "sshd == name", "yes" },
		{ "name == lower('SSHD')", "yes" },
		{ "status == sleeping", "yes" },
		{ "status != running", "yes" },
		{ "'sleeping' == status", "yes" },
		{ "started > now() - 2m", "yes" },
		{ "started > now() - 1m", "no" },
		{ "started < '2026-11-24 03:12'", "yes" },
		{ "started >= '1970-01-01'", "yes" },
		{ "started < 5", "no" },
		{ "pid == 1 or pid == 2 or pid == 42", "yes" },
		{ "pid == 1 or pid == 42 and name == x", "no" },
		{ "(pid == 42 or pid == 1) and name == sshd", "yes" },
	};

	CHECK_ALL(pairs);
}

static void in_has_a_list_of_values(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "pid in (1, 2, 42)", "yes" },
		{ "pid in (1, 2)", "no" },
		{ "pid not in (1, 2)", "yes" },
		{ "not pid in (1, 2)", "yes" },
		{ "status in (zombie, sleeping)", "yes" },
		{ "name in (sshd, 'other')", "yes" },
		{ "name in ( bash )", "no" },
		{ "rss in (1M, 1M + 2M)", "yes" },
		{ "sockets.port in (80, 443)", "yes" },
		{ "swap not in (1)", "no" },
	};

	CHECK_ALL(pairs);
}

static void patterns_look_anywhere(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "name =~ 'ssh'", "yes" },
		{ "name =~ \"^ssh$\"", "no" },
		{ "name =~ \"^ss.+d$\"", "yes" },
		{ "name =~ /SSH/i", "yes" },
		{ "name =~ /SSH/", "no" },
		{ "exe =~ /\\/sbin\\//", "yes" },
		{ "name !~ 'ssh'", "no" },
		{ "name !~ 'bash'", "yes" },
		{ "exe =~ '^/usr/(s?bin)/'", "yes" },
		{ "name =~ '[[:digit:]]'", "no" },
		{ "name =~ 's{2}'", "yes" },
		{ "name =~ ''", "yes" },
		{ "cmdline =~ '^sh -c sleep'", "yes" },
		{ "cmdline =~ '^-c$'", "yes" },
		{ "cmdline !~ 'sleep'", "no" },
	};

	CHECK_ALL(pairs);
}

static void of_a_list_one_item_is_enough(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "sockets.port == 443", "yes" },
		{ "sockets.port == 80", "no" },
		{ "443 == sockets.port", "yes" },
		{ "sockets.port > 400", "yes" },
		{ "400 < sockets.port", "yes" },
		{ "1000 < sockets.port", "no" },
		{ "443 <= sockets.port", "yes" }, /* the list changes sides, and so does the sign */
		{ "444 <= sockets.port", "no" },
		{ "22 >= sockets.port", "yes" },
		{ "21 >= sockets.port", "no" },
		{ "23 > sockets.port", "yes" },
		{ "22 > sockets.port", "no" },
		{ "sockets.port == 22 and sockets.status == LISTEN", "yes" },
		{ "exists(sockets, port == 22 and status == LISTEN)", "no" },
		{ "exists(sockets, port == 443 and status == LISTEN)", "yes" },
		{ "exists(sockets, port == pid)", "no" },
		{ "exists(sockets, share > share - 1)", "yes" },
		/* an item without it passes no comparison */
		{ "sockets.backlog >= 128", "yes" },
		{ "sockets.backlog != 128", "no" },
		{ "sockets.backlog < 128", "no" },
		{ "sockets.backlog not in (128)", "no" },
		{ "exists(sockets, backlog == null and port == 22)", "yes" },
		{ "exists(sockets, backlog == null and port == 443)", "no" },
		{ "length(sockets.backlog)", "1" },
		{ "cpus == 9", "yes" },
		{ "cpus > 9", "no" },
		{ "cmdline == '-c'", "yes" },
		{ "cmdline == 'sh -c sleep 9 '", "yes" },
		{ "length(sockets)", "2" },
		{ "length(sockets.port)", "2" },
		{ "environ.HOME", "'/root'" },
		{ "upper(environ.HOME)", "'/ROOT'" },
		{ "coalesce(environ.TERM, 'none')", "'none'" },
		{ "length(cmdline)", "4" },
		{ "length(cpus)", "3" },
		{ "length(environ)", "1" },
		{ "length(name)", "4" },
		{ "join(cmdline, '|')", "'sh|-c|sleep 9|'" },
		{ "join(cpus, ',')", "'0,2,9'" },
		{ "join(sockets.status, ' ')", "'LISTEN ESTABLISHED'" },
		{ "join(sockets.port, '')", "'44322'" },
	};

	CHECK_ALL(pairs);
}

static void functions_of_texts(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "lower('A-Zä')", "'a-zä'" },
		{ "upper(name)", "'SSHD'" },
		{ "basename(exe)", "'sshd'" },
		{ "basename('/')", "'/'" },
		{ "basename('a/b//')", "'b'" },
		{ "basename('x')", "'x'" },
		{ "basename('')", "''" },
		{ "dirname(exe)", "'/usr/sbin'" },
		{ "dirname('x')", "'.'" },
		{ "dirname('/x')", "'/'" },
		{ "dirname('/')", "'/'" },
		{ "dirname('a//b/')", "'a'" },
		{ "if(status == zombie, 'gone', name)", "'sshd'" },
		{ "network(ip, '10.0.0.0/8')", "yes" },
		{ "network(ip, '10.1.2.2/31')", "yes" },
		{ "network(ip, '10.1.2.4/31')", "no" },
		{ "network(ip, '10.1.2.3')", "yes" },
		{ "network(ip, '0.0.0.0/0')", "yes" },
		{ "network(ip, '::/0')", "yes" },
		{ "network('::ffff:10.1.2.3', '10.0.0.0/8')", "yes" },
		{ "network('fe80::1%eth0', 'fe80::/10')", "yes" },
		{ "network('2001:db8::1', '2001:db9::/32')", "no" },
		{ "network('no address', '0.0.0.0/0')", "no" },
		{ "network('no address', '::/0')", "no" },
		{ "network('longer:than:an:address:of:either:family:could:be', '::/0')", "no" },
		{ "network('', '::/0')", "no" },
	};

	CHECK_ALL(pairs);
}

static void functions_of_numbers(void **state _unused_)
{
	static const struct pair_of_texts pairs[] = {
		{ "round(2.5)", "+2" },
		{ "round(3.5)", "+4" },
		{ "round(-2.5)", "-2" },
		{ "round(2.675, 2)", "2.67f" },
		{ "round(1234.5678, 1)", "1234.6f" },
		{ "round(7)", "7" },
		{ "round(1e30)", "none" },
		{ "age(started)", "90.5f" },
		{ "age(started) > 1m30s", "yes" },
		{ "now()", "1000090.5f" },
		{ "time - started", "100.5f" },
		{ "if(true, 1, 2.5)", "1f" },
		{ "if(nice < 0, nice, pid)", "-5" },
		/* what must be constant may be calculated: it is, once */
		{ "round(2.675, 1 + 1)", "2.67f" },
		{ "network(ip, lower('10.0.0.0/8'))", "yes" },
		{ "network(ip, if(1 < 2, '10.0.0.0/8', '::/0'))", "yes" },
		{ "written_rate", "none" }, /* in one sample */
		{ "rate(written)", "none" },
		{ "delta(written)", "none" },
	};

	CHECK_ALL(pairs);
}

static void a_field_of_each_item_is_a_list(void **state _unused_)
{
	static const struct scope scope = { .collector = &things };
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };

	assert_int_equal(
		columns_parse(&scope, "pid", "sockets.status,sockets.port", &columns, &why), 0);
	assert_int_equal(columns.n, 2);
	assert_string_equal(columns.items[0].name, "sockets.status");
	assert_int_equal(columns.items[0].field->kind, KIND_TEXTS);
	assert_int_equal(columns.items[1].field->kind, KIND_NUMBERS);
	why.length = 0;
	assert_int_equal(columns_parse(&scope, "pid", "sockets.share", &columns, &why), -EINVAL);
	assert_text(buffer_text(&why), "'sockets.share' cannot be shown as a list\n"
	                               "  sockets.share\n"
	                               "  ^~~~~~~~~~~~~");
}

/* A member that is null is named by its struct too. */
static void what_is_missing_has_its_whole_name(void **state _unused_)
{
	static const char *const names[] = { "memory.swap", "denied", "none_of_it" };
	static const char *const reasons[] = { "none", "denied", "denied" };
	struct scope scope = { .collector = &things };
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	struct evaluation evaluation = { .record = &thing, .arena = &arena };
	struct value values[5], missing;

	assert_int_equal(columns_parse(&scope, NULL,
	                               "pid,memory,denied,none_of_it=denied+1,missing", &columns,
	                               &why),
	                 0);
	assert_int_equal(columns.n, ARRAY_SIZE(values));
	for (size_t n = 0; n + 1 < columns.n; n++)
		column_value(&columns.items[n], &evaluation, &values[n]);
	values[4] = (struct value){ 0 }; /* the column itself, which is no answer */
	assert_int_equal(missing_explain(&columns, values, &arena, &missing), 0);
	assert_int_equal(missing.map.n, ARRAY_SIZE(names));
	for (size_t n = 0; n < missing.map.n; n++) {
		assert_true(text_equal(missing.map.items[n].name, text_of(names[n])));
		assert_true(text_equal(missing.map.items[n].value, text_of(reasons[n])));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literals_have_units),
		cmocka_unit_test(arithmetic_keeps_whole_numbers_whole),
		cmocka_unit_test(what_is_not_there_stays_so_and_keeps_the_reason),
		cmocka_unit_test(comparisons_have_two_sides),
		cmocka_unit_test(in_has_a_list_of_values),
		cmocka_unit_test(patterns_look_anywhere),
		cmocka_unit_test(of_a_list_one_item_is_enough),
		cmocka_unit_test(functions_of_texts),
		cmocka_unit_test(functions_of_numbers),
		cmocka_unit_test(a_field_of_each_item_is_a_list),
		cmocka_unit_test(what_is_missing_has_its_whole_name),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
