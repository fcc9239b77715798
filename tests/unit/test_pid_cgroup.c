/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pid_cgroup: which line counts, and the names in its path. */
#include "hostile.h"

#include <errno.h>

#include "kernel/process/pid_cgroup.h"

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct pid_cgroup parse_good(struct text text)
{
	struct pid_cgroup cgroup;

	assert_int_equal(pid_cgroup_parse(text, &cgroup), 0);
	return cgroup;
}

/* The unified hierarchy unless the process is in its root; then systemd's, then any. */
static void the_line_that_says_most_counts(void **state _unused_)
{
	assert_text(parse_good(TEXT("12:pids:/x\n1:name=systemd:/s/a.service\n0::/\n")).path,
	            "/s/a.service");
	assert_text(parse_good(TEXT("1:name=systemd:/s\n0::/u\n")).path, "/u");
	assert_text(parse_good(TEXT("0::/u\n1:name=systemd:/s\n")).path, "/u");
	assert_text(parse_good(TEXT("5:cpu:/c\n4:pids:/p")).path, "/c");
	assert_text(parse_good(TEXT("0::/\n")).path, "/");
	assert_text(parse_good(TEXT("0::/a:b\n")).path, "/a:b");
}

static void containers_have_ids_or_names(void **state _unused_)
{
	assert_text(parse_good(TEXT("0::/lxc/web/init.scope\n")).container, "web");
	assert_text(parse_good(TEXT("0::/machine.slice/machine-deb.scope\n")).container, "deb");
	assert_text(parse_good(TEXT("0::/lxc.payload.a.b/c\n")).container, "a.b");
	assert_text(parse_good(TEXT("0::/docker/" ID "\n")).container, ID);
	assert_text(parse_good(TEXT("0::/system.slice/docker-" ID ".scope\n")).container, ID);
	assert_null(parse_good(TEXT("0::/docker/" ID "0\n")).container.bytes); /* 65 digits */
	assert_null(parse_good(TEXT("0::/docker/abc\n")).container.bytes);
	assert_null(parse_good(TEXT("0::/a/b\n")).container.bytes);
}

static void units_are_parts_of_the_path(void **state _unused_)
{
	struct pid_cgroup cgroup = parse_good(
		TEXT("0::/user.slice/user-1.slice/user@1.service/app.slice/_b.service/x\n"));

	assert_text(cgroup.slice, "user-1.slice");
	assert_text(cgroup.unit, "user@1.service");
	assert_text(cgroup.user_unit, "b.service");
	cgroup = parse_good(TEXT("0::/system.slice/cron.service\n"));
	assert_text(cgroup.slice, "system.slice");
	assert_text(cgroup.unit, "cron.service");
	assert_null(cgroup.user_unit.bytes);
	assert_null(parse_good(TEXT("0::/a/cron.service\n")).unit.bytes);
	assert_null(parse_good(TEXT("0::/lxc.payload.x\n")).unit.bytes);
}

static void other_text_is_refused(void **state _unused_)
{
	static const struct text odd[] = { TEXT(""),       TEXT("\n"),      TEXT("rubbish\n"),
		                           TEXT("0:/a\n"), TEXT("\0\0:\0"), TEXT("0:cpu") };
	struct pid_cgroup cgroup;

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_int_equal(pid_cgroup_parse(odd[n], &cgroup), -EINVAL);
}

static void parse(struct text text)
{
	struct pid_cgroup cgroup;

	if (pid_cgroup_parse(text, &cgroup) < 0)
		return;
	assert_true(cgroup.path.length < text.length);
	assert_true(cgroup.unit.length <= cgroup.path.length);
	assert_true(cgroup.user_unit.length <= cgroup.path.length);
	assert_true(cgroup.container.length <= cgroup.path.length);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("1:name=systemd:/a.slice/user@1.service/_b.service\n0::/docker/" ID "\n"),
	             parse);
	with_repetition(TEXT("0::/a.slice/lxc/b"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_line_that_says_most_counts),
		cmocka_unit_test(containers_have_ids_or_names),
		cmocka_unit_test(units_are_parts_of_the_path),
		cmocka_unit_test(other_text_is_refused),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
