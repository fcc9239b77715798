/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/socket_owner: who holds a socket, in trees made here and on this machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "kernel/process/proc_pids.h"
#include "kernel/socket_owner.h"
#include "model/fault.h"

struct tree {
	char path[32];
	int dir;
};

static int make_tree(void **state)
{
	struct tree *tree = calloc(1, sizeof(*tree));

	if (!tree)
		return -1;
	strcpy(tree->path, "/tmp/nvhost-owner-XXXXXX");
	if (!mkdtemp(tree->path))
		return -1;
	tree->dir = open(tree->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*state = tree;
	return tree->dir < 0 ? -1 : 0;
}

static int remove_one(const char *path, const struct stat *status _unused_, int type _unused_,
                      struct FTW *walk _unused_)
{
	return remove(path);
}

static int remove_tree(void **state)
{
	struct tree *tree = *state;

	nftw(tree->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	close(tree->dir);
	free(tree);
	return 0;
}

static void add_process(const struct tree *tree, const char *pid)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/fd", pid);
	assert_int_equal(mkdirat(tree->dir, pid, 0700), 0);
	assert_int_equal(mkdirat(tree->dir, path, 0700), 0);
}

static void add_fd(const struct tree *tree, const char *pid, const char *fd, const char *link)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/fd/%s", pid, fd);
	assert_int_equal(symlinkat(link, tree->dir, path), 0);
}

static void assert_holder(const struct socket_holder *holder, uint64_t inode, pid_t pid, int fd)
{
	assert_true(holder->inode == inode);
	assert_int_equal(holder->pid, pid);
	assert_int_equal(holder->fd, fd);
}

/* All processes of the tree. *ret_denied: how many are not ours to look at. */
static int read_denied(const struct tree *tree, const struct hash *wanted,
                       struct socket_owners *ret, size_t *ret_denied)
{
	_cleanup_free_ pid_t *pids = NULL;
	size_t n_pids;
	int r = proc_numbers_read(tree->dir, ".", &pids, &n_pids);

	for (size_t n = 0; n < n_pids && r == 0; n++) {
		r = pids[n] > 0 ? socket_owner_read_pid(tree->dir, pids[n], wanted, ret) : 0;
		*ret_denied += r == -EACCES;
		r = fault_only_fatal(r);
	}
	socket_owner_sort(ret);
	return r;
}

static int read_tree(const struct tree *tree, const struct hash *wanted, struct socket_owners *ret)
{
	size_t n_denied = 0;
	int r = read_denied(tree, wanted, ret, &n_denied);

	assert_int_equal(n_denied, 0);
	return r;
}

static void links_that_are_sockets(void **state _unused_)
{
	static const char *const others[] = {
		"",
		"socket:",
		"socket:[",
		"socket:[]",
		"socket:[x]",
		"socket:[-1]",
		"socket:[1",
		"socket:[1] ",
		"socket:[1]]",
		"pipe:[1]",
		"/socket:[1]",
		"socket:[ 1]",
		"anon_inode:[eventpoll]",
		"socket:[99999999999999999999]", /* */
	};
	uint64_t inode = 3;

	for (size_t n = 0; n < ARRAY_SIZE(others); n++)
		assert_int_equal(socket_owner_parse_link(text_of(others[n]), &inode), -EINVAL);
	assert_int_equal(inode, 3);
	assert_int_equal(socket_owner_parse_link(TEXT("socket:[12555]"), &inode), 0);
	assert_int_equal(inode, 12555);
	assert_int_equal(socket_owner_parse_link(TEXT("socket:[18446744073709551615]"), &inode), 0);
	assert_true(inode == UINT64_MAX);
}

static void all_holders_in_order(void **state)
{
	const struct tree *tree = *state;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };
	const struct socket_holder *holder;
	size_t n;

	add_process(tree, "300");
	add_process(tree, "7");
	add_fd(tree, "300", "3", "socket:[500]");
	add_fd(tree, "300", "12", "socket:[500]");
	add_fd(tree, "300", "4", "/dev/null");
	add_fd(tree, "7", "9", "socket:[500]");
	add_fd(tree, "7", "10", "socket:[499]");
	add_fd(tree, "7", "x", "socket:[501]");
	add_fd(tree, "7", "010", "socket:[502]");
	assert_int_equal(read_tree(tree, NULL, &owners), 0);
	assert_int_equal(owners.n, 4);
	holder = socket_owner_find(&owners, 500, &n);
	assert_int_equal(n, 3);
	assert_holder(&holder[0], 500, 7, 9);
	assert_holder(&holder[1], 500, 300, 3);
	assert_holder(&holder[2], 500, 300, 12);
	holder = socket_owner_find(&owners, 499, &n);
	assert_int_equal(n, 1);
	assert_holder(holder, 499, 7, 10);
	assert_null(socket_owner_find(&owners, 0, &n));
	assert_int_equal(n, 0);
	assert_null(socket_owner_find(&owners, 501, &n));
	assert_null(socket_owner_find(&owners, UINT64_MAX, &n));
}

static void only_the_wanted_ones(void **state)
{
	const struct tree *tree = *state;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 }, none = { 0 };
	_cleanup_hash_ struct hash wanted = { 0 };

	add_process(tree, "1");
	add_fd(tree, "1", "3", "socket:[500]");
	add_fd(tree, "1", "4", "socket:[501]");
	assert_int_equal(read_tree(tree, &wanted, &none), 0);
	assert_int_equal(none.n, 0);
	assert_int_equal(hash_put(&wanted, 501, 0), 0);
	assert_int_equal(read_tree(tree, &wanted, &owners), 0);
	assert_int_equal(owners.n, 1);
	assert_holder(&owners.items[0], 501, 1, 4);
}

/* what is no process is not read, and nothing wraps around to one that is. */
static void entries_that_are_no_process(void **state)
{
	static const char *const names[] = {
		"0",  "00301", "301a", "4294967597", "99999999999999999999",
		"-5", "self",  " 7",   "+7",         "2147483648"
	};
	const struct tree *tree = *state;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };
	_cleanup_close_ int fd = -1;

	for (size_t n = 0; n < ARRAY_SIZE(names); n++) {
		add_process(tree, names[n]);
		add_fd(tree, names[n], "3", "socket:[500]");
	}
	fd = openat(tree->dir, "44", O_WRONLY | O_CREAT, 0600); /* a file */
	assert_int_equal(mkdirat(tree->dir, "45", 0700), 0);    /* without fd */
	assert_int_equal(symlinkat("46", tree->dir, "46"), 0);  /* a loop */
	add_process(tree, "301");
	add_fd(tree, "301", "3", "socket:[500]");
	add_fd(tree, "301", "99999999999", "socket:[500]");
	assert_int_equal(read_tree(tree, NULL, &owners), 0);
	assert_int_equal(owners.n, 1);
	assert_holder(&owners.items[0], 500, 301, 3);
}

static void long_links_are_no_sockets(void **state)
{
	const struct tree *tree = *state;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };
	char link[200];

	add_process(tree, "1");
	memset(link, 'x', sizeof(link));
	memcpy(link, "socket:[500]", 12);
	link[sizeof(link) - 1] = '\0';
	add_fd(tree, "1", "3", link);
	memset(link + 8, '0',
	       100); /* a number of 100 digits and a bracket behind the buffer's end */
	link[100] = ']';
	link[101] = '\0';
	add_fd(tree, "1", "4", link);
	assert_int_equal(read_tree(tree, NULL, &owners), 0);
	assert_int_equal(owners.n, 0);
}

static void refusal_is_counted(void **state)
{
	const struct tree *tree = *state;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };
	size_t n_denied = 0;

	if (geteuid() == 0)
		skip(); /* root may list every directory */
	add_process(tree, "1");
	add_fd(tree, "1", "3", "socket:[500]");
	add_process(tree, "2");
	add_fd(tree, "2", "3", "socket:[500]");
	assert_int_equal(fchmodat(tree->dir, "1/fd", 0, 0), 0);
	assert_int_equal(read_denied(tree, NULL, &owners, &n_denied), 0);
	assert_int_equal(owners.n, 1);
	assert_int_equal(n_denied, 1);
	assert_int_equal(fchmodat(tree->dir, "1/fd", 0700, 0), 0);
}

static void processes_in_order(void **state)
{
	const struct tree *tree = *state;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };

	for (int pid = 1; pid <= 200; pid++) {
		char name[16], link[32];

		snprintf(name, sizeof(name), "%d", pid);
		snprintf(link, sizeof(link), "socket:[%d]", pid % 50 + 1000);
		add_process(tree, name);
		add_fd(tree, name, "3", link);
		add_fd(tree, name, "4", "socket:[7]");
	}
	assert_int_equal(read_tree(tree, NULL, &owners), 0);
	assert_int_equal(owners.n, 400);
	for (size_t n = 0; n < 200; n++)
		assert_holder(&owners.items[n], 7, (pid_t)n + 1, 4);
	for (size_t n = 0; n < 50; n++) /* 50, 100, 150, 200 are the first of these */
		assert_holder(&owners.items[200 + 4 * n], 1000 + n, n == 0 ? 50 : (pid_t)n, 3);
}

static void more_descriptors_than_one_listing_holds(void **state)
{
	const struct tree *tree = *state;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };
	char name[16], link[32];

	add_process(tree, "1");
	for (int fd = 0; fd < 3000; fd++) {
		snprintf(name, sizeof(name), "%d", fd);
		snprintf(link, sizeof(link), "socket:[%d]", 100000 - fd);
		add_fd(tree, "1", name, link);
	}
	assert_int_equal(read_tree(tree, NULL, &owners), 0);
	assert_int_equal(owners.n, 3000);
	for (size_t n = 0; n < owners.n; n++)
		assert_holder(&owners.items[n], 100000 - 2999 + n, 1, 2999 - (int)n);
}

/* no descriptor left is a message of the whole, not a process without sockets. */
static void out_of_descriptors(void **state)
{
	const struct tree *tree = *state;
	struct rlimit limit, none;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };
	int r;

	add_process(tree, "1");
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none = (struct rlimit){ .rlim_cur = 3, .rlim_max = limit.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	r = socket_owner_read_pid(tree->dir, 1, NULL, &owners);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(r, -EMFILE);
	assert_int_equal(owners.n, 0);
}

static void one_process(void **state _unused_)
{
	_cleanup_process_handle_ struct process_handle process = NO_PROCESS;
	_cleanup_socket_owners_ struct socket_owners owners = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	const struct socket_holder *holder;
	struct stat status;
	int pair[2], copy;
	size_t n;

	if (process_handle_open(getpid(), HOLD_DIRECTORY, &process) < 0)
		skip();
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	copy = dup(pair[0]);
	assert_int_equal(fstat(pair[0], &status), 0);
	assert_int_equal(socket_owner_read_process(&process, &scratch, &owners), 0);
	holder = socket_owner_find(&owners, status.st_ino, &n);
	assert_int_equal(n, 2);
	assert_holder(&holder[0], status.st_ino, getpid(), pair[0]);
	assert_holder(&holder[1], status.st_ino, getpid(), copy);
	close(copy);
	close(pair[0]);
	close(pair[1]);
	n = owners.n;
	cleanup_close(&process.dir);
	assert_int_equal(socket_owner_read_process(&process, &scratch, &owners), -EBADF);
	assert_int_equal(owners.n, n);
	process.dir = -1;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_that_are_sockets),
		cmocka_unit_test_setup_teardown(all_holders_in_order, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(only_the_wanted_ones, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(entries_that_are_no_process, make_tree,
		                                remove_tree),
		cmocka_unit_test_setup_teardown(long_links_are_no_sockets, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(refusal_is_counted, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(processes_in_order, make_tree, remove_tree),
		cmocka_unit_test_setup_teardown(more_descriptors_than_one_listing_holds, make_tree,
		                                remove_tree),
		cmocka_unit_test_setup_teardown(out_of_descriptors, make_tree, remove_tree),
		cmocka_unit_test(one_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
