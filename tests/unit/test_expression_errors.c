/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query/expression: what is no expression, what is said of it, and where the mark stands. */
#include "hostile.h"

#include <errno.h>
#include <stdio.h>

#include "query/columns.h"
#include "query/order.h"
#include "query/where.h"

struct thing {
	struct record record;
	uint64_t pid;
	uint64_t read_bytes;
	double started;
	bool is_kthread;
	struct text name;
	const char *status;
	struct structs sockets;
	struct texts words;
};

struct item {
	uint64_t port;
};

static const char *const states[] = { "running", "sleeping", "zombie", NULL };

#define T(member, ...) FIELD(struct thing, member, __VA_ARGS__)

static const struct field memory_members[] = { T(pid, .name = "rss", .is_short = true) };
static const struct field address_members[] = { FIELD(struct item, port, .name = "port") };
static const struct field socket_members[] = {
	FIELD(struct item, port, .name = "port"),
	STRUCT(address_members, .name = "laddr"),
};

static const struct field fields[] = {
	T(pid, .name = "pid"),
	T(read_bytes, .name = "read_bytes", .is_counter = true),
	T(name, .name = "name"),
	T(status, .name = "status", .words = states),
	T(started, .name = "started", .unit = UNIT_EPOCH),
	T(is_kthread, .name = "is_kthread"),
	T(words, .name = "words"),
	STRUCT(memory_members, .name = "memory"),
	STRUCTS(struct thing, sockets, struct item, socket_members, .name = "sockets"),
};

static const struct collector things = {
	.name = "things",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.record_size = sizeof(struct thing),
	.key = "pid",
};

static void expect(const char *text, int r, const struct buffer *why, const char *expected)
{
	if (r != -EINVAL || !text_equal(buffer_text(why), text_of(expected)))
		fail_msg("%s: %d\n%.*s\nis not\n%s", text, r, (int)why->length,
		         why->text ? why->text : "", expected);
}

static void refuse(const char *text, const char *expected)
{
	_cleanup_where_ struct where where = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };

	expect(text, where_add(&where, &things, NULL, text, &why), &why, expected);
}

static void the_place_is_marked(void **state _unused_)
{
	refuse("pid == 1 and pidd == 2", "unknown column 'pidd'; did you mean 'pid'?\n"
	                                 "  pid == 1 and pidd == 2\n"
	                                 "               ^~~~");
	refuse("memry.rss > 1", "unknown column 'memry.rss'; did you mean 'memory.rss'?\n"
	                        "  memry.rss > 1\n"
	                        "  ^~~~~~~~~");
	refuse("status == zombi", "unknown status 'zombi'; did you mean 'zombie'?\n"
	                          "  status == zombi\n"
	                          "            ^~~~~");
	refuse("status in (running, 'slow')",
	       "unknown status 'slow' (valid: running, sleeping, zombie)\n"
	       "  status in (running, 'slow')\n"
	       "                      ^~~~~~");
	refuse("lenght(name) > 1", "unknown function 'lenght'; did you mean 'length'?\n"
	                           "  lenght(name) > 1\n"
	                           "  ^~~~~~");
	refuse("pid == 1 )", "an operator, such as 'and' or 'or', is expected at ')'\n"
	                     "  pid == 1 )\n"
	                     "           ^");
	refuse("pid ==", "a column, a number, quoted text or '(' is expected at the end\n"
	                 "  pid ==\n"
	                 "        ^");
	refuse("(pid == 1", "a closing parenthesis is expected at the end\n"
	                    "  (pid == 1\n"
	                    "           ^");
	refuse("name == 'x", "the closing ' is missing\n"
	                     "  name == 'x\n"
	                     "          ^~");
}

static void the_nearest_name_may_be_a_member_or_a_rate(void **state _unused_)
{
	refuse("exists(sockets, laddr.prt == 1)",
	       "unknown column 'laddr.prt'; did you mean 'laddr.port'?\n"
	       "  exists(sockets, laddr.prt == 1)\n"
	       "                  ^~~~~~~~~");
	refuse("sockets.laddr.prt == 1",
	       "unknown column 'sockets.laddr.prt'; did you mean 'sockets.laddr.port'?\n"
	       "  sockets.laddr.prt == 1\n"
	       "  ^~~~~~~~~~~~~~~~~");
	refuse("read_byte_rate > 1",
	       "unknown column 'read_byte_rate'; did you mean 'read_bytes_rate'?\n"
	       "  read_byte_rate > 1\n"
	       "  ^~~~~~~~~~~~~~");
	refuse("pid_rate > 1", "unknown column 'pid_rate'\n"
	                       "  pid_rate > 1\n"
	                       "  ^~~~~~~~");
}

static void words_of_other_languages_are_known(void **state _unused_)
{
	refuse("avg(pid) > 1", "unknown function 'avg'; did you mean 'mean'?\n"
	                       "  avg(pid) > 1\n"
	                       "  ^~~");
	refuse("len(name) > 1", "unknown function 'len'; did you mean 'length'?\n"
	                        "  len(name) > 1\n"
	                        "  ^~~");
	refuse("pid > 100 MB", "a unit must follow its number without a blank\n"
	                       "  pid > 100 MB\n"
	                       "            ^~");
	refuse("name like 'b%'", "unknown operator 'like'; did you mean '=~'?\n"
	                         "  name like 'b%'\n"
	                         "       ^~~~");
	refuse("name not like 'b%'", "unknown operator 'not like'; did you mean '!~'?\n"
	                             "  name not like 'b%'\n"
	                             "       ^~~~~~~~");
	refuse("(name IS NOT null)", "unknown operator 'IS NOT'; did you mean '!='?\n"
	                             "  (name IS NOT null)\n"
	                             "        ^~~~~~");
	refuse("pid > 1 AND pid < 9", "unknown operator 'AND'; did you mean 'and'?\n"
	                              "  pid > 1 AND pid < 9\n"
	                              "          ^~~");
	refuse("pid > 1 & pid < 9", "unknown operator '&'; did you mean 'and'?\n"
	                            "  pid > 1 & pid < 9\n"
	                            "          ^");
	refuse("pid in (1 and 2)", "',' or ')' is expected at 'and 2)'\n"
	                           "  pid in (1 and 2)\n"
	                           "            ^~~");
	refuse("pid == 1 island", "an operator, such as 'and' or 'or', is expected at 'island'\n"
	                          "  pid == 1 island\n"
	                          "           ^~~~~~");
	refuse("pid > 1 hour", "an operator, such as 'and' or 'or', is expected at 'hour'\n"
	                       "  pid > 1 hour\n"
	                       "          ^~~~");
}

static void a_function_wants_its_parentheses(void **state _unused_)
{
	refuse("started > now - 5m", "'now' is a function: now(): the time of the report\n"
	                             "  started > now - 5m\n"
	                             "            ^~~");
}

static void long_texts_are_cut_around_the_mark(void **state _unused_)
{
	refuse("pid == 1 and pid == 2 and pid == 3 and pid == 4 and pid == 5 and pidd == 6 and "
	       "pid == 7 and pid == 8",
	       "unknown column 'pidd'; did you mean 'pid'?\n"
	       "   pid == 3 and pid == 4 and pid == 5 and pidd == 6 and pid == 7 and pid =\n"
	       "                                          ^~~~");
	refuse("name == 'ä\tb' and x", "unknown column 'x'\n"
	                               "  name == 'ä b' and x\n"
	                               "                    ^");
}

static void types_are_checked(void **state _unused_)
{
	refuse("pid", "'pid' is a number, not true or false: compare it (== != < <= > >= =~ "
	              "in)\n"
	              "  pid\n"
	              "  ^~~");
	refuse("pid > 'x'", "'pid' is a number, but ''x'' is text\n"
	                    "  pid > 'x'\n"
	                    "        ^~~");
	refuse("name + 1 > 2", "arithmetic needs numbers, but 'name' is text\n"
	                       "  name + 1 > 2\n"
	                       "  ^~~~");
	refuse("is_kthread == 1", "'is_kthread' is true or false, but '1' is a number\n"
	                          "  is_kthread == 1\n"
	                          "                ^");
	refuse("pid =~ 'x'", "a regular expression needs text, but 'pid' is a number\n"
	                     "  pid =~ 'x'\n"
	                     "  ^~~");
	refuse("name =~ x", "a regular expression, as \"text\" or /text/ is expected at 'x'\n"
	                    "  name =~ x\n"
	                    "          ^");
	refuse("started + started > 1",
	       "with a point in time, a duration can be added or subtracted, and another point in "
	       "time subtracted\n"
	       "  started + started > 1\n"
	       "  ^~~~~~~~~~~~~~~~~");
	refuse("started > '2026-02-30'",
	       "'2026-02-30' is not a point in time, such as \"2026-11-24 03:12\"\n"
	       "  started > '2026-02-30'\n"
	       "            ^~~~~~~~~~~~");
	refuse("pid < null", "null can be compared only by == and !=\n"
	                     "  pid < null\n"
	                     "  ^~~~~~~~~~");
	refuse("sockets == 1", "'sockets' is a list: use one of its members, length() or "
	                       "exists()\n"
	                       "  sockets == 1\n"
	                       "  ^~~~~~~");
	refuse("memory == 1", "'memory' is a struct: use one of its members, length() or "
	                      "exists()\n"
	                      "  memory == 1\n"
	                      "  ^~~~~~");
	refuse("words > 5", "'words' is a list of text, but '5' is a number\n"
	                    "  words > 5\n"
	                    "          ^");
	refuse("words == words", "two lists cannot be compared\n"
	                         "  words == words\n"
	                         "           ^~~~~");
	refuse("sockets.laddr == 1", "'sockets.laddr' is a struct: use one of its members\n"
	                             "  sockets.laddr == 1\n"
	                             "  ^~~~~~~~~~~~~");
	refuse("not pid", "'pid' is a number, not true or false: compare it (== != < <= > >= "
	                  "=~ in)\n"
	                  "  not pid\n"
	                  "      ^~~");
}

static void arguments_are_checked(void **state _unused_)
{
	refuse("length() > 1",
	       "wrong number of arguments: length(X): bytes of a text, items of a list\n"
	       "  length() > 1\n"
	       "  ^~~~~~");
	refuse("length(name, 1) > 1",
	       "wrong number of arguments: length(X): bytes of a text, items of a list\n"
	       "  length(name, 1) > 1\n"
	       "  ^~~~~~");
	refuse("lower(name, 'x'", "wrong number of arguments: lower(TEXT): TEXT in lower case\n"
	                          "  lower(name, 'x'\n"
	                          "  ^~~~~");
	refuse("lower(name pid)", "',' or ')' is expected at 'pid)'\n"
	                          "  lower(name pid)\n"
	                          "             ^~~");
	refuse("lower(name", "',' or ')' is expected at the end\n"
	                     "  lower(name\n"
	                     "            ^");
	refuse("now(1) > started", "wrong number of arguments: now(): the time of the report\n"
	                           "  now(1) > started\n"
	                           "  ^~~");
	refuse("lower(pid) == 'x'", "lower() takes text here, but 'pid' is a number\n"
	                            "  lower(pid) == 'x'\n"
	                            "        ^~~");
	refuse("join(name, ',') == 'x'", "join() takes a list here, but 'name' is text\n"
	                                 "  join(name, ',') == 'x'\n"
	                                 "       ^~~~");
	refuse("round(pid, name) > 1", "round() takes a whole number here, but 'name' is text\n"
	                               "  round(pid, name) > 1\n"
	                               "             ^~~~");
	refuse("round(pid, 16) > 1", "round() takes at most 15 digits\n"
	                             "  round(pid, 16) > 1\n"
	                             "  ^~~~~~~~~~~~~~");
	refuse("network(name, '10.0.0.0/33')",
	       "the prefix length of a network is at most 32 for IPv4, 128 for IPv6\n"
	       "  network(name, '10.0.0.0/33')\n"
	       "  ^~~~~~~~~~~~~~~~~~~~~~~~~~~~");
	refuse("if(pid == 1, pid, name) == 1", "'pid' is a number, but 'name' is text\n"
	                                       "  if(pid == 1, pid, name) == 1\n"
	                                       "                    ^~~~");
	refuse("exists(words, pid == 1)", "exists() takes a list of structs, such as "
	                                  "net_connections\n"
	                                  "  exists(words, pid == 1)\n"
	                                  "         ^~~~~");
	refuse("exists(sockets, prt == 1)", "unknown column 'prt'; did you mean 'port'?\n"
	                                    "  exists(sockets, prt == 1)\n"
	                                    "                  ^~~");
	refuse("age(pid) > 1", "age() takes a point in time here, but 'pid' is a number\n"
	                       "  age(pid) > 1\n"
	                       "      ^~~");
}

static void numbers_and_patterns_are_checked(void **state _unused_)
{
	refuse("pid > 5x", "unknown unit 'x' (K M G T P, ms s m h d w, %)\n"
	                   "  pid > 5x\n"
	                   "         ^");
	refuse("pid > 1e999", "'1e999' is too large\n"
	                      "  pid > 1e999\n"
	                      "        ^~~~~");
	refuse("pid > 1h30", "each part of a duration needs a unit: 1h30m\n"
	                     "  pid > 1h30\n"
	                     "          ^~");
	refuse("name =~ '('", "regular expression '(': Unmatched ( or \\(\n"
	                      "  name =~ '('\n"
	                      "          ^~~");
	refuse("name =~ /(a)\\1/",
	       "regular expression '(a)\\1': back-references are not supported\n"
	       "  name =~ /(a)\\1/\n"
	       "          ^~~~~~~");
	refuse("name =~ '((a{1,99}){1,99}){1,99}'",
	       "regular expression '((a{1,99}){1,99}){1,99}': too large\n"
	       "  name =~ '((a{1,99}){1,99}){1,99}'\n"
	       "          ^~~~~~~~~~~~~~~~~~~~~~~~~");
}

/* What comes from anybody has limits: depth, and how many nodes there are. */
static void size_is_limited(void **state _unused_)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	_cleanup_where_ struct where where = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };

	for (int n = 0; n < 5000; n++)
		assert_int_equal(buffer_add(&text, TEXT("(")), 0);
	assert_int_equal(buffer_add_byte(&text, '\0'), 0);
	assert_int_equal(where_add(&where, &things, NULL, text.text, &why), -EINVAL);
	assert_true(text_starts(buffer_text(&why), TEXT("less nesting is expected")));
	text.length = why.length = 0;
	for (int n = 0; n < 3000; n++)
		assert_int_equal(buffer_add(&text, TEXT("pid == 1 or ")), 0);
	assert_int_equal(buffer_add(&text, TEXT("pid == 2")), 0);
	assert_int_equal(buffer_add_byte(&text, '\0'), 0);
	assert_int_equal(where_add(&where, &things, NULL, text.text, &why), -EINVAL);
	assert_true(text_starts(buffer_text(&why), TEXT("the expression is too long")));
}

/* The node that is one too many may be a constant: that is no lack of memory. */
static void constants_are_counted(void **state _unused_)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	_cleanup_where_ struct where where = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };

	assert_int_equal(buffer_add(&text, TEXT("not true")), 0);
	for (int n = 0; n < 3000; n++)
		assert_int_equal(buffer_add(&text, TEXT(" or true")), 0);
	assert_int_equal(buffer_add_byte(&text, '\0'), 0);
	assert_int_equal(where_add(&where, &things, NULL, text.text, &why), -EINVAL);
	assert_true(text_starts(buffer_text(&why), TEXT("the expression is too long")));
}

/* A name stands for its whole definition: to double the last one sixty times is too much. */
static void names_do_not_hide_size(void **state _unused_)
{
	struct scope scope = { .collector = &things };
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer text = { 0 }, why = { 0 };

	assert_int_equal(buffer_add(&text, TEXT("c0=pid")), 0);
	for (int n = 0; n < 60; n++)
		assert_int_equal(buffer_add_format(&text, ",c%d=c%d+c%d", n + 1, n, n), 0);
	assert_int_equal(buffer_add_byte(&text, '\0'), 0);
	assert_int_equal(columns_parse(&scope, "pid", text.text, &columns, &why), -EINVAL);
	assert_true(text_starts(buffer_text(&why), TEXT("the expression is too long")));
}

/* ---- lists of columns and of sort keys ---- */

static void refuse_columns(const char *list, const char *expected)
{
	struct scope scope = { .collector = &things };
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };

	expect(list, columns_parse(&scope, "pid", list, &columns, &why), &why, expected);
}

static void columns_have_names(void **state _unused_)
{
	refuse_columns("pid,pid/2", "'pid/2' needs a name: NAME=EXPR\n"
	                            "  pid,pid/2\n"
	                            "      ^~~~~");
	refuse_columns("x=pid,x=name", "'x' is the name of two columns\n"
	                               "  x=pid,x=name\n"
	                               "        ^");
	refuse_columns("x=name,lower(x + 1)", "arithmetic needs numbers, but 'x' is text\n"
	                                      "  x=name,lower(x + 1)\n"
	                                      "               ^");
	refuse_columns("pid,,name", "a column is missing\n"
	                            "  pid,,name\n"
	                            "      ^");
	refuse_columns("", "a column is missing");
	refuse_columns("pid as name", "unknown operator 'as'; did you mean 'NAME=EXPR'?\n"
	                              "  pid as name\n"
	                              "      ^~");
	refuse_columns("pid name", "',' is expected at 'name'\n"
	                           "  pid name\n"
	                           "      ^~~~");
	refuse_columns("nmae", "unknown column 'nmae'; did you mean 'name'?\n"
	                       "  nmae\n"
	                       "  ^~~~");
}

static void sort_keys_are_checked(void **state _unused_)
{
	struct order order = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };

	expect("pid,memory",
	       order_parse(&(struct scope){ .collector = &things }, "pid,memory", &order, &why),
	       &why,
	       "'memory' is a struct, which has no order: sort by one of its members, or by "
	       "length()\n"
	       "  pid,memory\n"
	       "      ^~~~~~");
	why.length = 0;
	expect("sockets.port",
	       order_parse(&(struct scope){ .collector = &things }, "sockets.port", &order, &why),
	       &why,
	       "'sockets.port' is a list of numbers, which has no order: sort by one of its "
	       "members, or by length()\n"
	       "  sockets.port\n"
	       "  ^~~~~~~~~~~~");
	why.length = 0;
	expect("-pdi", order_parse(&(struct scope){ .collector = &things }, "-pdi", &order, &why),
	       &why,
	       "unknown column 'pdi'; did you mean 'pid'?\n"
	       "  -pdi\n"
	       "   ^~~");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_place_is_marked),
		cmocka_unit_test(the_nearest_name_may_be_a_member_or_a_rate),
		cmocka_unit_test(words_of_other_languages_are_known),
		cmocka_unit_test(a_function_wants_its_parentheses),
		cmocka_unit_test(long_texts_are_cut_around_the_mark),
		cmocka_unit_test(types_are_checked),
		cmocka_unit_test(arguments_are_checked),
		cmocka_unit_test(numbers_and_patterns_are_checked),
		cmocka_unit_test(size_is_limited),
		cmocka_unit_test(constants_are_counted),
		cmocka_unit_test(names_do_not_hide_size),
		cmocka_unit_test(columns_have_names),
		cmocka_unit_test(sort_keys_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
