/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/system, virtual, passwd, tty, boot_id: names of machines, users and terminals. */
#include "tree.h"

#include <errno.h>
#include <sys/sysmacros.h>

#include "kernel/boot_id.h"
#include "kernel/passwd.h"
#include "kernel/system.h"
#include "kernel/tty.h"
#include "kernel/virtualization.h"

static void assert_os(struct text text, const char *name)
{
	struct text got = { 0 };

	assert_int_equal(system_os_parse(text, &got), name ? 0 : -ENODATA);
	assert_true(text_equal(got, text_of(name)));
}

static void names_of_systems(void **state _unused_)
{
	assert_os(TEXT("NAME=x\nPRETTY_NAME=\"A B\"\n"), "A B");
	assert_os(TEXT("PRETTY_NAME='A'"), "A");
	assert_os(TEXT("PRETTY_NAME=A B \r\n"), "A B");
	assert_os(TEXT("PRETTY_NAME=\"A"), "\"A");
	assert_os(TEXT("PRETTY_NAME=\""), "\"");
	assert_os(TEXT("PRETTY_NAME=\"\"\n"), "");
	assert_os(TEXT("#PRETTY_NAME=x\nNAME=y\n"), NULL);
	assert_os(TEXT(""), NULL);
}

static void firmware_of_virtual_machines(void **state _unused_)
{
	assert_string_equal(virtual_machine_of(TEXT("VMware7,1")), "vmware");
	assert_string_equal(virtual_machine_of(TEXT("KVM")), "kvm");
	assert_string_equal(virtual_machine_of(TEXT("Google Compute Engine")), "google");
	assert_null(virtual_machine_of(TEXT("PowerEdge R740")));
	assert_null(virtual_machine_of(TEXT("")));
	assert_null(virtual_machine_of(TEXT("KV")));
	assert_true(virtual_has_flag(TEXT("flags\t\t: fpu hypervisor lahf_lm\n")));
	assert_false(virtual_has_flag(TEXT("flags: fpu\n\nflags: hypervisor\n")));
	assert_false(virtual_has_flag(TEXT("model name: hypervisor\nflags: nohypervisor\n")));
	assert_false(virtual_has_flag(TEXT("")));
}

static void words_of_containers(void **state _unused_)
{
	struct text word = { 0 };

	assert_int_equal(virtual_container_parse(TEXT("A=1\0container=lxc\0B=2\0"), &word), 0);
	assert_text(word, "lxc");
	assert_int_equal(virtual_container_parse(TEXT("container=podman"), &word), 0);
	assert_text(word, "podman");
	assert_int_equal(virtual_container_parse(TEXT("container=\0"), &word), -ENODATA);
	assert_int_equal(virtual_container_parse(TEXT("xcontainer=lxc\0"), &word), -ENODATA);
	assert_int_equal(virtual_container_parse(TEXT(""), &word), -ENODATA);
}

static void what_a_recorded_host_runs_in(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	const char *machine;
	struct text word;

	assert_int_equal(virtual_machine_read(&scratch, &machine), -ENODATA);
	assert_int_equal(virtual_container_read(&scratch, &arena, &word), -ENODATA);
	tree_write("proc/cpuinfo", TEXT("flags: hypervisor\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "vm");
	tree_write("sys/hypervisor/type", TEXT("xen\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "xen");
	tree_write("sys/class/dmi/id/sys_vendor", TEXT("QEMU\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "qemu");
	tree_write("run/.containerenv", TEXT(""));
	assert_int_equal(virtual_container_read(&scratch, &arena, &word), 0);
	assert_text(word, "podman");
	tree_write("proc/1/environ", TEXT("container=lxc\0"));
	assert_int_equal(virtual_container_read(&scratch, &arena, &word), 0);
	assert_text(word, "lxc");
	tree_write("run/systemd/container", TEXT("systemd-nspawn\n"));
	assert_int_equal(virtual_container_read(&scratch, &arena, &word), 0);
	assert_text(word, "systemd-nspawn");
	tree_write("run/systemd/container", TEXT("\n"));
	assert_int_equal(virtual_container_read(&scratch, &arena, &word), 0);
	assert_text(word, "podman");
}

static void names_of_a_recorded_host(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct system_names names = { 0 };
	struct text os;
	char boot[BOOT_ID_SIZE];

	assert_int_equal(system_names_read(&scratch, &arena, &names), 0);
	assert_null(names.hostname.bytes);
	assert_int_equal(system_os_read(&scratch, &arena, &os), -ENOENT);
	assert_int_equal(boot_id_read(boot), -ENOENT);
	tree_write("proc/sys/kernel/hostname", TEXT("there\n"));
	tree_write("proc/sys/kernel/osrelease", TEXT("6.1\n"));
	tree_write("proc/sys/kernel/random/boot_id", TEXT("01234567-89ab\n"));
	tree_write("etc/os-release", TEXT("PRETTY_NAME=There\n"));
	assert_int_equal(system_names_read(&scratch, &arena, &names), 0);
	assert_text(names.hostname, "there");
	assert_text(names.kernel, "6.1");
	assert_null(names.machine.bytes);
	assert_int_equal(system_os_read(&scratch, &arena, &os), 0);
	assert_text(os, "There");
	assert_int_equal(boot_id_read(boot), 0);
	assert_string_equal(boot, "01234567-89ab");
}

static const char passwd_text[] = "root:x:0:0:root:/root:/bin/sh\n::5:\ncut:x\nbad:x:-1:\n"
				  "odd:x:07:\nhuge:x:4294967295:\nann:x:4294967294::::";

static void users_by_their_number(void **state _unused_)
{
	struct text name = { 0 };

	assert_int_equal(passwd_find(text_of(passwd_text), 0, &name), 0);
	assert_text(name, "root");
	assert_int_equal(passwd_find(text_of(passwd_text), 4294967294, &name), 0);
	assert_text(name, "ann");
	assert_int_equal(passwd_find(text_of(passwd_text), 5, &name), -ENOENT); /* no name */
	assert_int_equal(passwd_find(text_of(passwd_text), 8, &name), -ENOENT);
	assert_int_equal(passwd_find(TEXT(""), 0, &name), -ENOENT);
	assert_text(name, "ann");
}

/* (uid_t)-1 is nobody's number, even where a file says so. */
static void users_of_a_recorded_host(void **state _unused_)
{
	_cleanup_buffer_ struct buffer name = { 0 };

	assert_int_equal(passwd_name(0, &name), -ENOENT); /* not ours, who have a root */
	tree_write("etc/passwd", text_of(passwd_text));
	assert_int_equal(passwd_name(4294967295, &name), -ENOENT);
	assert_int_equal(passwd_name(UINT64_C(1) << 32, &name), -ENOENT);
	assert_int_equal(passwd_name(4294967294, &name), 0);
	assert_text(buffer_text(&name), "ann");
}

/* Documentation/admin-guide/devices.txt: 4 and 136 to 143; 5:1 is by no rule. */
static void terminals_by_their_number(void **state _unused_)
{
	static const struct {
		int64_t number;
		const char *path;
	} all[] = {
		{ 136 << 8 | 3, "/dev/pts/3" },
		{ 137 << 8 | 1, "/dev/pts/257" },
		{ 4 << 8 | 2, "/dev/tty2" },
		{ 4 << 8 | 64, "/dev/ttyS0" },
		{ 136 << 8 | 1 << 20, "/dev/pts/256" },     /* minor numbers go on above bit 20 */
		{ (int32_t)0x80008800, "/dev/pts/524288" }, /* as which they are negative */
		{ 0x80008800, "/dev/pts/524288" },
	};
	char path[TTY_PATH_SIZE] = "";

	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		assert_int_equal(tty_find(all[n].number, path), 0);
		assert_string_equal(path, all[n].path);
	}
	assert_int_equal(tty_find(0, path), -ENODATA);
	assert_int_equal(tty_find(5 << 8 | 1, path), -ENOENT);
	assert_int_equal(tty_find((INT64_C(1) << 32) + (136 << 8), path), -ENOENT);
	assert_int_equal(tty_find(INT64_MIN, path), -ENOENT);
	assert_int_equal(tty_find(INT64_MAX, path), -ENOENT);
}

static void parse(struct text text)
{
	struct text part;

	if (system_os_parse(text, &part) == 0)
		assert_true(part.length < text.length);
	if (virtual_container_parse(text, &part) == 0)
		assert_true(part.length > 0);
	if (passwd_find(text, 0, &part) == 0)
		assert_true(part.length > 0);
	virtual_machine_of(text);
	virtual_has_flag(text);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("NAME=x\nPRETTY_NAME=\"A B\"\n"), parse);
	with_hostile(TEXT("A=1\0container=lxc\0B=2\0"), parse);
	with_hostile(text_of(passwd_text), parse);
	with_hostile(TEXT("flags\t\t: fpu hypervisor\n"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(names_of_systems),         tree_test(firmware_of_virtual_machines),
		tree_test(words_of_containers),      tree_test(what_a_recorded_host_runs_in),
		tree_test(names_of_a_recorded_host), tree_test(users_by_their_number),
		tree_test(users_of_a_recorded_host), tree_test(terminals_by_their_number),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
