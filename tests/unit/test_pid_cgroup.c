/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pid_cgroup: which line counts, and the names in its path. */
#include "hostile.h"

#include <errno.h>

#include "kernel/process/pid_cgroup.h"

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct arena arena;

static struct pid_cgroup parse_good(struct text text)
{
	struct pid_cgroup cgroup;

	assert_int_equal(pid_cgroup_parse(text, &arena, &cgroup), 0);
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
	assert_text(parse_good(TEXT("0::/lxc/web/init.scope\n")).container.id, "web");
	assert_text(parse_good(TEXT("0::/machine.slice/machine-deb.scope\n")).container.id, "deb");
	assert_text(parse_good(TEXT("0::/lxc.payload.a.b/c\n")).container.id, "a.b");
	assert_text(parse_good(TEXT("0::/docker/" ID "\n")).container.id, ID);
	assert_text(parse_good(TEXT("0::/system.slice/docker-" ID ".scope\n")).container.id, ID);
	assert_null(parse_good(TEXT("0::/docker/" ID "0\n")).container.id.bytes); /* 65 digits */
	assert_null(parse_good(TEXT("0::/docker/abc\n")).container.id.bytes);
	assert_null(parse_good(TEXT("0::/a/b\n")).container.id.bytes);
}

static void check_container(struct text text, const char *runtime, const char *id, const char *pod)
{
	struct pid_container container = parse_good(text).container;

	assert_true(text_equal(container.id, text_of(id)));
	assert_true(text_equal(container.pod, text_of(pod)));
	assert_int_equal(container.runtime != NULL, runtime != NULL);
	if (runtime)
		assert_string_equal(container.runtime, runtime);
}

static void units_outside_of_a_namespace(void **state _unused_)
{
	assert_text(parse_good(TEXT("0::/../../system.slice/a.service\n")).unit, "a.service");
	assert_text(parse_good(TEXT("0::/../a.slice/b.scope (deleted)\n")).unit, "b.scope");
	assert_null(parse_good(TEXT("0::/..\n")).unit.bytes);
	assert_null(parse_good(TEXT("0::/..a/b.service\n")).unit.bytes);
}

static void runtimes_and_pods(void **state _unused_)
{
	check_container(
		TEXT("0::/kubepods.slice/kubepods-pod1_2.slice/crio-" ID ".scope/container"),
		"cri-o", ID, "1-2");
	check_container(TEXT("0::/a/kubepods-burstable-pod1_2.slice:cri-containerd:" ID),
	                "containerd", ID, "1-2");
	check_container(
		TEXT("3:pids:/kubepods/burstable/pod1-2/" ID "\n0::/system.slice/a.service"),
		"kubernetes", ID, "1-2");
	check_container(
		TEXT("0::/machine.slice/machine-libpod_pod_" ID ".slice/libpod-" ID ".scope"),
		"podman", ID, ID);
	check_container(TEXT("0::/machine.slice/libpod-conmon-" ID ".scope"), NULL, NULL, NULL);
	check_container(TEXT("0::/machine.slice/machine-my\\x2dweb.scope/payload"),
	                "systemd-nspawn", "my-web", NULL);
	check_container(TEXT("0::/machine.slice/machine-web.scope/supervisor"), NULL, NULL, NULL);
	check_container(TEXT("0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope"), NULL, NULL,
	                NULL);
	check_container(TEXT("0::/lxc.payload.web/a.slice/libpod-conmon-" ID ".scope"), "lxc",
	                "web", NULL);
	check_container(TEXT("0::/machine.slice/machine-lxc\\x2d7\\x2dweb.scope"), "lxc",
	                "lxc-7-web", NULL);
	check_container(TEXT("0::/machine.slice/machine-ch\\x2d1\\x2dvm.scope"), NULL, NULL, NULL);
	check_container(TEXT("0::/a/kubepods-pod1_2.slice:kata_overhead:" ID), NULL, NULL, NULL);
	check_container(TEXT("0::/k8s.io/" ID), "containerd", ID, NULL);
	check_container(TEXT("0::/default/" ID), "containerd", ID, NULL);
	check_container(TEXT("4:memory:/libpod_parent/" ID "/libpod-" ID), "podman", ID, ID);
	check_container(TEXT("4:memory:/libpod_parent/" ID "/conmon"), NULL, NULL, NULL);
	check_container(TEXT("4:cpu:/ecs/task/task-123"), "ecs", "task-123", NULL);
	check_container(TEXT("4:cpu:/garden/handle"), "garden", "handle", NULL);
	check_container(TEXT("0::/docker/buildkit/x1y2"), "buildkit", "x1y2", NULL);
}

static void units_of_deleted_groups(void **state _unused_)
{
	struct pid_cgroup cgroup =
		parse_good(TEXT("0::/system.slice/my\\x2dunit.service (deleted)\n"));

	assert_text(cgroup.unit, "my-unit.service");
	cgroup = parse_good(TEXT("0::/machine.slice/machine-my\\x2dbox.scope (deleted)\n"));
	assert_text(cgroup.container.id, "my-box");
	cgroup = parse_good(TEXT("0::/lxc.payload.web (deleted)\n"));
	assert_text(cgroup.container.id, "web");
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
		assert_int_equal(pid_cgroup_parse(odd[n], &arena, &cgroup), -EINVAL);
}

static void parse(struct text text)
{
	struct pid_cgroup cgroup;

	if (pid_cgroup_parse(text, &arena, &cgroup) < 0)
		return;
	assert_true(cgroup.path.length < text.length);
	assert_true(cgroup.unit.length <= cgroup.path.length);
	assert_true(cgroup.user_unit.length <= cgroup.path.length);
	assert_true(cgroup.container.id.length < text.length);
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
		cmocka_unit_test(runtimes_and_pods),
		cmocka_unit_test(units_outside_of_a_namespace),
		cmocka_unit_test(units_of_deleted_groups),
		cmocka_unit_test(units_are_parts_of_the_path),
		cmocka_unit_test(other_text_is_refused),
		cmocka_unit_test(hostile),
	};

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_done(&arena);
	return failed;
}
