/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/statfs, scheduling, net_addr and others, of the machine that the test runs on. */
#include "hostile.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "kernel/loadavg.h"
#include "kernel/netlink/net_addr.h"
#include "kernel/netlink/net_link.h"
#include "kernel/passwd.h"
#include "kernel/process/fd_tables.h"
#include "kernel/process/pid_fd.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/proc_pids.h"
#include "kernel/process/scheduling.h"
#include "kernel/statfs.h"
#include "kernel/system.h"
#include "kernel/uptime.h"

static void types_that_may_hang(void **state _unused_)
{
	assert_true(statfs_may_hang(TEXT("nfs4")));
	assert_true(statfs_may_hang(TEXT("fuse.sshfs")));
	assert_true(statfs_may_hang(TEXT("autofs")));
	assert_false(statfs_may_hang(TEXT("ext4")));
	assert_false(statfs_may_hang(TEXT("tmpfs")));
	assert_false(statfs_may_hang(TEXT("")));
}

/* Asked in a process of their own or not, the answers are the same. */
static void file_systems_answer(void **state _unused_)
{
	struct statfs_question questions[] = {
		{ .path = "/", .may_hang = false },
		{ .path = "/", .may_hang = true },
		{ .path = "/no/such/place", .may_hang = false },
		{ .path = "/no/such/place", .may_hang = true },
	};
	struct statvfs stat;

	assert_int_equal(statvfs("/", &stat), 0);
	statfs_ask(questions, ARRAY_SIZE(questions), 10000);
	for (size_t n = 0; n < 2; n++) {
		assert_int_equal(questions[n].error, 0);
		assert_true(questions[n].usage.total_bytes.v ==
		            (uint64_t)stat.f_blocks * stat.f_frsize);
		assert_true(questions[n].usage.inodes.v == stat.f_files);
		assert_int_equal(questions[2 + n].error, -ENOENT);
	}
	statfs_ask(NULL, 0, 0);
}

static void affinity_is_that_of_the_system_call(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *cpus;
	cpu_set_t set;
	size_t n;

	assert_int_equal(sched_getaffinity(0, sizeof(set), &set), 0);
	assert_int_equal(affinity_read(getpid(), &arena, &cpus, &n), 0);
	assert_int_equal(n, CPU_COUNT(&set));
	for (size_t i = 0; i < n; i++)
		assert_true(CPU_ISSET((size_t)cpus[i], &set));
	assert_int_equal(affinity_read(INT32_MAX, &arena, &cpus, &n), -ESRCH);
}

static void classes_of_priority(void **state _unused_)
{
	struct ioprio ioprio;

	assert_int_equal(ioprio_read(getpid(), &ioprio), 0);
	assert_non_null(ioprio_class_word(ioprio.class));
	assert_int_equal(ioprio_read(INT32_MAX, &ioprio), -ESRCH);
	assert_string_equal(ioprio_class_word(3), "idle");
	assert_null(ioprio_class_word(4));
	assert_null(ioprio_class_word(UINT32_MAX));
}

static void loopback_has_its_address(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_addr *list;
	bool is_found = false;
	size_t n;

	assert_int_equal(net_addr_read(&arena, &list, &n), 0);
	for (size_t i = 0; i < n; i++) {
		if (!text_equal(list[i].device, TEXT("lo")) ||
		    !text_equal(list[i].address, TEXT("127.0.0.1")))
			continue;
		assert_string_equal(list[i].family, "AF_INET");
		assert_text(list[i].netmask, "255.0.0.0");
		assert_int_equal(list[i].prefix_bits.v, 8);
		is_found = true;
	}
	if (!is_found)
		skip(); /* a namespace whose loopback is down */
}

static void interfaces_that_are_none(void **state _unused_)
{
	struct net_link link = { .duplex = DUPLEX_OF_HALF };

	assert_int_equal(net_link_read(TEXT("nosuchnic"), &link), -ENODEV);
	assert_int_equal(net_link_read(TEXT("a-name-longer-than-any"), &link), -ENODEV);
	assert_int_equal(link.duplex, DUPLEX_OF_HALF);
	assert_int_equal(net_link_read(TEXT("lo"), &link), 0);
	assert_true(link.mtu_bytes.is == PRESENT && link.flags.v != 0);
}

static void users_of_this_machine(void **state _unused_)
{
	const struct text wsl_release = TEXT("5.15.90.1-microsoft-standard-WSL2");
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct text name;

	assert_int_equal(passwd_name(0, &scratch), 0);
	assert_text(buffer_text(&scratch), "root");
	assert_int_equal(passwd_name(4294967293, &scratch), -ENOENT);
	setenv("LOGNAME", "", 1);
	setenv("USER", "ann", 1);
	assert_int_equal(system_user_read(&scratch, &arena, &name), 0);
	assert_text(name, "ann");
	setenv("LOGNAME", "bob", 1);
	assert_int_equal(system_user_read(&scratch, &arena, &name), 0);
	assert_text(name, "bob");
	setenv("WSL_DISTRO_NAME", "", 1);
	assert_int_equal(system_wsl_read(wsl_release, &arena, &name), 0);
	assert_text(name, "WSL");
	setenv("WSL_DISTRO_NAME", "Debian", 1);
	assert_int_equal(system_wsl_read(wsl_release, &arena, &name), 0);
	assert_text(name, "Debian");
	assert_int_equal(system_wsl_read(TEXT("6.1.0"), &arena, &name), -ENODATA); /* T-13 */
	unsetenv("WSL_DISTRO_NAME");
}

/* Our own descriptors, one of them of a file that is deleted (P-057). */
static void our_own_descriptors(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = pid_open(getpid());
	struct pid_fd *list;
	char path[] = "/tmp/nvhost-unit-XXXXXX";
	int file = mkstemp(path);
	uint64_t count;
	size_t n;

	assert_true(dir >= 0 && file >= 0);
	unlink(path);
	assert_int_equal(pid_fd_count(dir, &count), 0);
	assert_int_equal(pid_fd_read(dir, PID_FD_ALL, &scratch, &arena, &list, &n), 0);
	assert_in_range(count, n - 2, n + 2); /* the listing has a descriptor of its own */
	for (size_t i = 0; i < n; i++)
		if (list[i].fd == (uint64_t)file) {
			assert_true(list[i].is_deleted);
			assert_true(text_equal(list[i].target, text_of(path)));
			assert_string_equal(list[i].kind, "file");
			assert_string_equal(list[i].mode, "r+");
		}
	close(file);
}

/* The short way to the mode comes to what fdinfo says, however a file was opened. */
static void modes_of_descriptors(void **state _unused_)
{
	static const int flags[] = {
		O_RDONLY,          O_WRONLY, O_RDWR,   O_RDONLY | O_APPEND, O_WRONLY | O_APPEND,
		O_RDWR | O_APPEND, O_PATH,   O_ACCMODE
	};
	static const char *const modes[] = { "r", "w", "r+", "r", "a", "a+", "r", "?" };
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = pid_open(getpid());
	int fds[ARRAY_SIZE(flags)];
	struct pid_fd *briefly, *list;
	size_t n_briefly, n, n_found = 0;

	for (size_t i = 0; i < ARRAY_SIZE(flags); i++) {
		fds[i] = open("/dev/null", flags[i]);
		assert_true(fds[i] >= 0);
	}
	assert_int_equal(pid_fd_read(dir, PID_FD_MODE, &scratch, &arena, &briefly, &n_briefly), 0);
	assert_int_equal(pid_fd_read(dir, PID_FD_ALL, &scratch, &arena, &list, &n), 0);
	assert_int_equal(n_briefly, n);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(briefly[i].mode, list[i].mode);
		for (size_t k = 0; k < ARRAY_SIZE(flags); k++)
			if (list[i].fd == (uint64_t)fds[k]) {
				assert_string_equal(list[i].mode, modes[k]);
				n_found++;
			}
	}
	assert_int_equal(n_found, ARRAY_SIZE(flags));
	for (size_t i = 0; i < ARRAY_SIZE(flags); i++)
		close(fds[i]);
}

struct helper {
	sem_t is_ready, is_done;
	pid_t tid;
	int fd; /* in its own table */
	bool is_apart;
};

static void *leave_table(void *arg)
{
	struct helper *helper = arg;

	helper->tid = gettid();
	helper->is_apart = unshare(CLONE_FILES) == 0;
	helper->fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	sem_post(&helper->is_ready);
	sem_wait(&helper->is_done);
	close(helper->fd);
	return NULL;
}

static void kernel_tells_tables_apart(void **state _unused_)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_free_ pid_t *ids = NULL;
	struct helper helper = { 0 };
	pthread_t thread;
	size_t n;

	if (process_handle_open(getpid(), HOLD_DIRECTORY, &handle) < 0)
		skip();
	assert_int_equal(fd_tables_find(&handle, &scratch, &ids, &n), 0);
	assert_int_equal(n, 0);
	sem_init(&helper.is_ready, 0, 0);
	sem_init(&helper.is_done, 0, 0);
	assert_int_equal(pthread_create(&thread, NULL, leave_table, &helper), 0);
	sem_wait(&helper.is_ready);
	assert_int_equal(fd_tables_find(&handle, &scratch, &ids, &n), 0);
	sem_post(&helper.is_done);
	pthread_join(thread, NULL);
	if (!helper.is_apart)
		skip();
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], helper.tid);
}

static void clocks_and_loads(void **state _unused_)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct loadavg load;
	double seconds;

	assert_int_equal(uptime_read(&seconds), 0);
	assert_true(seconds > 0);
	assert_int_equal(loadavg_read(&scratch, &load), 0);
	assert_true(load.load1.v >= 0 && load.load15.v >= 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_that_may_hang),
		cmocka_unit_test(file_systems_answer),
		cmocka_unit_test(affinity_is_that_of_the_system_call),
		cmocka_unit_test(classes_of_priority),
		cmocka_unit_test(loopback_has_its_address),
		cmocka_unit_test(interfaces_that_are_none),
		cmocka_unit_test(users_of_this_machine),
		cmocka_unit_test(our_own_descriptors),
		cmocka_unit_test(modes_of_descriptors),
		cmocka_unit_test(kernel_tells_tables_apart),
		cmocka_unit_test(clocks_and_loads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
