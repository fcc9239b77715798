/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/system, virtual, passwd, tty, boot_id: names of machines, users and terminals. */
#include "tree.h"

#include <errno.h>
#include <sys/sysmacros.h>

#include "kernel/boot_id.h"
#include "kernel/container.h"
#include "kernel/os_release.h"
#include "kernel/passwd.h"
#include "kernel/system.h"
#include "kernel/tty.h"
#include "kernel/virtualization.h"

static void assert_os(struct text text, const char *name)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text got = { 0 };

	assert_int_equal(os_release_parse(text, &arena, &got), 0);
	assert_true(text_equal(got, text_of(name)));
}

/* os-release(5); the names are those that a shell prints which reads the file. */
static void names_of_systems(void **state _unused_)
{
	assert_os(TEXT("NAME=x\nPRETTY_NAME=\"A B\"\n"), "A B");
	assert_os(TEXT("PRETTY_NAME='A'"), "A");
	assert_os(TEXT("PRETTY_NAME=A \r\n"), "A");
	assert_os(TEXT("PRETTY_NAME=\"A"), "A");
	assert_os(TEXT("PRETTY_NAME=A\nPRETTY_NAME=B\n"), "B");
	assert_os(TEXT("PRETTY_NAME=\"say \\\"a\\\" \\$b \\x\"\n"), "say \"a\" $b \\x");
	assert_os(TEXT("PRETTY_NAME='a\\b'\\''c'\n"), "a\\b'c");
	assert_os(TEXT("PRETTY_NAME=A\"B C\"D\\ E\n"), "AB CD E");
}

static void names_that_are_made_up(void **state _unused_)
{
	assert_os(TEXT("NAME=\"Foo Linux\"\nVERSION=\"3 (Bar)\"\nVERSION_ID=3\n"),
	          "Foo Linux 3 (Bar)");
	assert_os(TEXT("PRETTY_NAME=\"\"\nNAME=Foo\nVERSION_ID=\"3\"\n"), "Foo 3");
	assert_os(TEXT("#PRETTY_NAME=x\nNAME=y\n"), "y");
	assert_os(TEXT("ID=z\n"), "Linux");
	assert_os(TEXT(""), "Linux");
}

static void firmware_of_virtual_machines(void **state _unused_)
{
	assert_string_equal(virtual_machine_of(TEXT("VMware7,1")), "vmware");
	assert_string_equal(virtual_machine_of(TEXT("KVM")), "kvm");
	assert_string_equal(virtual_machine_of(TEXT("Google Compute Engine")), "google");
	assert_null(virtual_machine_of(TEXT("PowerEdge R740")));
	assert_null(virtual_machine_of(TEXT("")));
	assert_null(virtual_machine_of(TEXT("KV")));
	assert_string_equal(virtual_machine_of_signature(TEXT("KVMKVMKVM\0\0\0")), "kvm");
	assert_string_equal(virtual_machine_of_signature(TEXT("TCGTCGTCGTCG")), "qemu");
	assert_null(virtual_machine_of_signature(TEXT("GenuineIntel")));
	assert_string_equal(
		virtual_machine_of_sysinfo(TEXT("Type: 2964\n"
	                                        "VM00 Name: guest\n"
	                                        "VM00 Control Program: z/VM    6.4.0\n")),
		"zvm");
	assert_string_equal(virtual_machine_of_sysinfo(TEXT("VM00 Control Program: KVM/Linux\n")),
	                    "kvm");
	assert_null(virtual_machine_of_sysinfo(TEXT("LPAR Number: 7\n")));
}

static void flags_of_virtual_machines(void **state _unused_)
{
	assert_true(virtual_has_flag(TEXT("flags\t\t: fpu hypervisor lahf_lm\n")).v);
	assert_false(virtual_has_flag(TEXT("flags: fpu\n\nflags: hypervisor\n")).v);
	assert_false(virtual_has_flag(TEXT("model name: hypervisor\nflags: nohypervisor\n")).v);
	assert_int_equal(virtual_has_flag(TEXT("flags: fpu\n")).is, PRESENT);
	assert_int_equal(virtual_has_flag(TEXT("")).is, ABSENT);
}

static void words_of_containers(void **state _unused_)
{
	struct text word = { 0 };

	assert_int_equal(container_parse_environ(TEXT("A=1\0container=lxc\0B=2\0"), &word), 0);
	assert_text(word, "lxc");
	assert_int_equal(container_parse_environ(TEXT("container=podman"), &word), 0);
	assert_text(word, "podman");
	assert_int_equal(container_parse_environ(TEXT("container=\0"), &word), -ENODATA);
	assert_int_equal(container_parse_environ(TEXT("xcontainer=lxc\0"), &word), -ENODATA);
	assert_int_equal(container_parse_environ(TEXT(""), &word), -ENODATA);
}

static void groups_of_containers(void **state _unused_)
{
	static const struct {
		const char *cgroup, *word;
	} all[] = {
		{ "5:memory:/docker/0123abcd\n", "docker" },
		{ "0::/system.slice/docker-0123abcd.scope\n", "docker" },
		{ "0::/system.slice/nerdctl-6aa5.scope\n", "containerd" },
		{ "0::/kubepods.slice/kubepods-podf1.slice/cri-containerd-6aa5.scope\n",
		  "containerd" },
		{ "0::/kubepods.slice/kubepods-podf1.slice/crio-6aa5.scope\n", "cri-o" },
		{ "11:memory:/kubepods/burstable/pod0ca7/6aa5\n1:name=systemd:/\n", "kubernetes" },
		{ "0::/machine.slice/libpod-6aa5.scope\n", "podman" },
		{ "0::/lxc.payload.web/init.scope\n", "lxc" },
	};

	for (size_t n = 0; n < ARRAY_SIZE(all); n++)
		assert_string_equal(container_of_cgroup(text_of(all[n].cgroup)), all[n].word);
	assert_null(container_of_cgroup(TEXT("0::/system.slice/docker.service\n")));
	assert_null(container_of_cgroup(TEXT("0::/\n")));
	assert_null(container_of_cgroup(TEXT("")));
}

/* In a control group namespace, the path is "/": the files of names that are mounted tell. */
static void mounts_of_containers(void **state _unused_)
{
	assert_string_equal(container_of_mounts(TEXT(
				    "1 0 0:1 / / rw - overlay overlay rw\n"
				    "2 1 8:1 /var/lib/kubelet/pods/9a/etc-hosts /etc/hosts rw\n")),
	                    "kubernetes");
	assert_string_equal(
		container_of_mounts(
			TEXT("2 1 8:1 /var/lib/docker/containers/9a/hostname /etc/hostname rw\n")),
		"docker");
	assert_null(container_of_mounts(
		TEXT("2 1 8:1 /var/lib/docker/containers/9a/hostname /mnt rw\n3 1\n\n")));
	assert_null(container_of_mounts(TEXT("")));
}

static void what_a_recorded_host_runs_in(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	const char *machine;
	struct text word;

	assert_int_equal(virtual_machine_read(&scratch, &machine), -ENODATA);
	assert_int_equal(container_read(&scratch, &arena, &word), -ENODATA);
	tree_write("proc/cpuinfo", TEXT("flags: hypervisor\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "vm");
	tree_write("sys/hypervisor/type", TEXT("xen\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "xen");
	tree_write("sys/hypervisor/properties/features", TEXT("00000f05\n")); /* Dom0 */
	assert_int_equal(virtual_machine_read(&scratch, &machine), -ENODATA);
	tree_write("sys/hypervisor/properties/features", TEXT("00000705\n"));
	tree_write("sys/class/dmi/id/sys_vendor", TEXT("QEMU\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "qemu");
	tree_write("run/.containerenv", TEXT(""));
	assert_int_equal(container_read(&scratch, &arena, &word), 0);
	assert_text(word, "podman");
	tree_write("proc/1/environ", TEXT("container=lxc\0"));
	assert_int_equal(container_read(&scratch, &arena, &word), 0);
	assert_text(word, "lxc");
	tree_write("run/systemd/container", TEXT("systemd-nspawn\n"));
	assert_int_equal(container_read(&scratch, &arena, &word), 0);
	assert_text(word, "systemd-nspawn");
	tree_write("run/systemd/container", TEXT("\n"));
	assert_int_equal(container_read(&scratch, &arena, &word), 0);
	assert_text(word, "podman");
}

/* Hardware of a cloud is no virtual machine: i3.metal of Amazon EC2, on ARM by its name alone. */
static void metal_of_a_cloud(void **state _unused_)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	const char *machine;

	tree_write("sys/class/dmi/id/sys_vendor", TEXT("Amazon EC2\n"));
	tree_write("sys/class/dmi/id/product_name", TEXT("c6g.metal\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), -ENODATA);
	tree_write("sys/class/dmi/id/product_name", TEXT("m8g.metal-48xl\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), -ENODATA);
	tree_write("sys/class/dmi/id/product_name", TEXT("c6g.large\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "amazon");
	tree_write("proc/cpuinfo", TEXT("flags: fpu\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), -ENODATA);
	tree_write("proc/cpuinfo", TEXT("flags: fpu hypervisor\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "amazon");
}

static void machines_without_firmware(void **state _unused_)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	const char *machine;

	tree_write("proc/device-tree/ibm,partition-name", TEXT("lpar7\0"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "powervm");
	tree_write("sys/firmware/devicetree/base/compatible", TEXT("qemu,pseries\0"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "qemu");
	tree_write("sys/firmware/devicetree/base/hypervisor/compatible", TEXT("linux,kvm\0"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "kvm");
	tree_write("proc/xen/capabilities", TEXT(""));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "xen");
	tree_write("proc/xen/capabilities", TEXT("control_d\n")); /* the first domain */
	assert_int_equal(virtual_machine_read(&scratch, &machine), -ENODATA);
	assert_int_equal(remove(tree_at("proc/xen/capabilities")), 0);
	assert_int_equal(remove(tree_at("proc/xen")), 0);
	tree_write("proc/sysinfo", TEXT("VM00 Control Program: z/VM    6.4.0\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "zvm");
	tree_write("proc/cpuinfo", TEXT("processor: 0\nvendor_id: User Mode Linux\n"));
	assert_int_equal(virtual_machine_read(&scratch, &machine), 0);
	assert_string_equal(machine, "uml");
}

/* The control group is that of the recorded host's first process; ours is not asked. */
static void container_by_its_group(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct text word;

	tree_write("proc/self/cgroup", TEXT("0::/user.slice\n"));
	assert_int_equal(container_read(&scratch, &arena, &word), -ENODATA);
	tree_write("proc/1/cgroup", TEXT("0::/kubepods.slice/crio-6aa5.scope\n"));
	assert_int_equal(container_read(&scratch, &arena, &word), 0);
	assert_text(word, "cri-o");
}

static void wsl_of_a_recorded_host(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text name;

	setenv("WSL_DISTRO_NAME", "Ours", 1);
	assert_int_equal(system_wsl_read(TEXT("4.4.0-19041-Microsoft"), &arena, &name), 0);
	assert_text(name, "WSL");
	assert_int_equal(system_wsl_read(TEXT("6.1.0"), &arena, &name), -ENODATA);
	assert_int_equal(system_wsl_read((struct text){ 0 }, &arena, &name), -ENODATA);
	unsetenv("WSL_DISTRO_NAME");
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
	assert_int_equal(os_release_read(&scratch, &arena, &os), -ENOENT);
	assert_int_equal(boot_id_read(boot), -ENOENT);
	tree_write("proc/sys/kernel/hostname", TEXT("there\n"));
	tree_write("proc/sys/kernel/osrelease", TEXT("6.1\n"));
	tree_write("proc/sys/kernel/random/boot_id", TEXT("01234567-89ab\n"));
	tree_write("usr/lib/os-release", TEXT("PRETTY_NAME=Fallback\n"));
	assert_int_equal(os_release_read(&scratch, &arena, &os), 0);
	assert_text(os, "Fallback");
	tree_write("etc/os-release", TEXT("PRETTY_NAME=There\n"));
	assert_int_equal(system_names_read(&scratch, &arena, &names), 0);
	assert_text(names.hostname, "there");
	assert_text(names.kernel, "6.1");
	assert_null(names.machine.bytes);
	tree_write("proc/sys/kernel/arch", TEXT("riscv64\n"));
	assert_int_equal(system_names_read(&scratch, &arena, &names), 0);
	assert_text(names.machine, "riscv64");
	assert_int_equal(os_release_read(&scratch, &arena, &os), 0);
	assert_text(os, "There");
	assert_int_equal(boot_id_read(boot), 0);
	assert_string_equal(boot, "01234567-89ab");
}

static const char passwd_text[] = "root:x:0:0:root:/root:/bin/sh\n::5:\ncut:x\nbad:x:-1:\n"
				  "odd:x:07:\nhuge:x:4294967295:\nann:x:4294967294::::";

static void users_by_their_number(void **state _unused_)
{
	uint64_t uid = 5;
	struct text name = { 0 };

	assert_int_equal(passwd_find(text_of(passwd_text), 0, &name), 0);
	assert_text(name, "root");
	assert_int_equal(passwd_find(text_of(passwd_text), 4294967294, &name), 0);
	assert_text(name, "ann");
	assert_int_equal(passwd_find(text_of(passwd_text), 5, &name), -ENOENT); /* no name */
	assert_int_equal(passwd_find_uid(text_of(passwd_text), TEXT("root"), &uid), 0);
	assert_int_equal(uid, 0);
	assert_int_equal(passwd_find_uid(text_of(passwd_text), TEXT("bad"), &uid), -ENOENT);
	assert_int_equal(passwd_find_uid(text_of(passwd_text), TEXT("cut"), &uid), -ENOENT);
	assert_int_equal(passwd_find_uid(text_of(passwd_text), TEXT(""), &uid), -ENOENT);
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
	static const struct tty_drivers none = { .n = 0 };
	char path[TTY_PATH_SIZE] = "";

	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		assert_int_equal(tty_find(&none, all[n].number, path), 0);
		assert_string_equal(path, all[n].path);
	}
	assert_int_equal(tty_find(&none, 0, path), -ENODATA);
	assert_int_equal(tty_find(&none, 5 << 8 | 1, path), -EOPNOTSUPP);
	assert_int_equal(tty_find(&none, (INT64_C(1) << 32) + (136 << 8), path), -EOPNOTSUPP);
	assert_int_equal(tty_find(&none, INT64_MIN, path), -EOPNOTSUPP);
	assert_int_equal(tty_find(&none, INT64_MAX, path), -EOPNOTSUPP);
}

/* As the drivers' tables in the kernel have them, and lines that are none. */
static void terminals_by_their_driver(void **state _unused_)
{
	static const struct {
		unsigned major, minor;
		const char *path;
	} all[] = {
		{ 5, 1, "/dev/console" },       { 229, 0, "/dev/hvc0" },
		{ 229, 7, "/dev/hvc7" },        { 204, 65, "/dev/ttyAMA1" },
		{ 188, 200, "/dev/ttyUSB200" }, { 4, 63, "/dev/tty63" },
		{ 204, 5, "/dev/ttyLF0" },      { 5, 0, "/dev/tty" },
	};
	_cleanup_arena_ struct arena arena = { 0 };
	struct tty_drivers drivers = { 0 };
	char path[TTY_PATH_SIZE] = "";

	assert_int_equal(
		tty_drivers_parse(
			TEXT("/dev/tty             /dev/tty        5       0 system:/dev/tty\n"
	                     "/dev/console         /dev/console    5       1 system:console\n"
	                     "hvc                  /dev/hvc      229 0-7 system\n"
	                     "serial               /dev/ttyLF    204       5 serial\n"
	                     "ttyAMA               /dev/ttyAMA   204 64-77 serial\n"
	                     "odd\n\nodd /dev/x 1\nodd /dev/x y 0-1 serial\n"
	                     "odd /dev/x 230 1-y serial\nodd ../x 230 0-9 serial\n"
	                     "usbserial            /dev/ttyUSB   188 0-511 serial\n"
	                     "unknown              /dev/tty        4 1-63 console"),
			&arena, &drivers),
		0);
	assert_int_equal(drivers.n, 7);
	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		int64_t number = (int64_t)(all[n].major << 8 | all[n].minor);

		assert_int_equal(tty_find(&drivers, number, path), 0);
		assert_string_equal(path, all[n].path);
	}
	assert_int_equal(tty_find(&drivers, 229 << 8 | 8, path), -EOPNOTSUPP);
	assert_int_equal(tty_find(&drivers, 5 << 8 | 2, path), -EOPNOTSUPP);
}

static void parse_drivers(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct tty_drivers drivers = { 0 };
	char path[TTY_PATH_SIZE];

	assert_int_equal(tty_drivers_parse(text, &arena, &drivers), 0);
	tty_find(&drivers, 229 << 8, path);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text part;

	assert_int_equal(os_release_parse(text, &arena, &part), 0);
	assert_true(part.length > 0);
	if (container_parse_environ(text, &part) == 0)
		assert_true(part.length > 0);
	if (passwd_find(text, 0, &part) == 0)
		assert_true(part.length > 0);
	virtual_machine_of(text);
	virtual_has_flag(text);
	virtual_machine_of_signature(text);
	virtual_machine_of_sysinfo(text);
	container_of_cgroup(text);
	container_of_mounts(text);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("NAME=x\nPRETTY_NAME=\"A B\"\n"), parse);
	with_hostile(TEXT("A=1\0container=lxc\0B=2\0"), parse);
	with_hostile(text_of(passwd_text), parse);
	with_hostile(TEXT("flags\t\t: fpu hypervisor\n"), parse);
	with_hostile(TEXT("hvc /dev/hvc 229 0-7 system\n"), parse_drivers);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(names_of_systems),
		tree_test(names_that_are_made_up),
		tree_test(firmware_of_virtual_machines),
		tree_test(flags_of_virtual_machines),
		tree_test(words_of_containers),
		tree_test(groups_of_containers),
		tree_test(mounts_of_containers),
		tree_test(what_a_recorded_host_runs_in),
		tree_test(metal_of_a_cloud),
		tree_test(machines_without_firmware),
		tree_test(container_by_its_group),
		tree_test(wsl_of_a_recorded_host),
		tree_test(names_of_a_recorded_host),
		tree_test(users_by_their_number),
		tree_test(users_of_a_recorded_host),
		tree_test(terminals_by_their_number),
		tree_test(terminals_by_their_driver),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
