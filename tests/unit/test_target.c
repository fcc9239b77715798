/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command/action/target: a PID that is another's by now is never acted upon. */
#include "tree.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "command/action/action.h"
#include "kernel/host.h"
#include "kernel/process/pidfd.h"

/* Of a child that lives until the test ends it. */
static void begin(struct target *target)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* where a test fails, it is left behind */
	while (pid == 0)
		pause();
	*target = (struct target){ .reference = { .pid = pid }, .pidfd = -1 };
	assert_int_equal(target_read_start(target), 0);
}

/* Whether it still lived. */
static bool end(struct target *target)
{
	pid_t pid = target->reference.pid;
	bool has_lived = waitpid(pid, NULL, WNOHANG) == 0;

	target_close(target);
	kill(pid, SIGKILL);
	if (has_lived)
		waitpid(pid, NULL, 0);
	return has_lived;
}

static void its_own_start_is_it(void **state _unused_)
{
	struct target target;

	begin(&target);
	assert_int_equal(target_check(&target), 0);
	assert_int_equal(target_open(&target), 0);
	assert_int_equal(target_check(&target), 0);
	assert_int_equal(target_signal(&target, 0, NULL), 0);
	assert_true(end(&target));
}

/* As if the process that was selected had ended, and its PID been given again. */
static void another_start_is_another_process(void **state _unused_)
{
	for (int without_pidfd = 0; without_pidfd < 2; without_pidfd++) {
		struct target target;

		begin(&target);
		target.has_no_pidfd = without_pidfd;
		target.reference.start_ticks.v--;
		assert_int_equal(target_check(&target), -ESRCH);
		assert_int_equal(target_open(&target), -ESRCH);
		assert_int_equal(target.pidfd, -1);
		assert_int_equal(target_signal(&target, SIGKILL, NULL), -ESRCH);
		assert_true(end(&target));
	}
}

/* PID:INODE: no other process ever has that inode. */
static void another_inode_is_another_process(void **state _unused_)
{
	struct target target;
	uint64_t inode;
	int pidfd, r;

	begin(&target);
	pidfd = pidfd_open_process(target.reference.pid);
	r = pidfd < 0 ? pidfd : pidfd_read_inode(pidfd, &inode);
	if (pidfd >= 0)
		close(pidfd);
	for (uint64_t more = 0; r == 0 && more < 2; more++) {
		target.reference.inode = some_u64(inode + more);
		assert_int_equal(target_open(&target), more == 0 ? 0 : -ESRCH);
		target_close(&target);
	}
	assert_true(end(&target));
	if (r < 0)
		skip(); /* the kernel has no pidfds, or none with an inode of their own */
}

/* Opened while it was the one that was selected, a pidfd leads to no other. */
static void what_has_ended_is_gone(void **state _unused_)
{
	struct target target;

	begin(&target);
	assert_int_equal(target_open(&target), 0);
	kill(target.reference.pid, SIGKILL);
	assert_int_equal(waitpid(target.reference.pid, NULL, 0), target.reference.pid);
	assert_int_equal(target_check(&target), -ESRCH);
	assert_int_equal(target_signal(&target, SIGKILL, NULL), -ESRCH);
	target_close(&target);
}

static void tell(void *arg _unused_, const char *subject, int r)
{
	fail_msg("%s: %d", subject, r);
}

/*
 * The descendants of this test, of which one child is known. With kill --tree that is the child
 * that an earlier round has found: it ended, and another one has its PID now.
 */
static void a_pid_that_is_used_again_is_a_new_descendant(void **state _unused_)
{
	struct invocation invocation = {
		.command = command_find("kill"),
		.faults = { .tell = tell, .lock = PTHREAD_MUTEX_INITIALIZER },
	};
	struct target self = { .reference = { .pid = getpid() }, .pidfd = -1 }, child;

	host_use(&invocation.host);
	assert_int_equal(target_read_start(&self), 0);
	begin(&child);
	for (int is_another = 0; is_another < 2; is_another++) {
		_cleanup_targets_ struct targets targets = { 0 };
		struct target known = child;

		known.reference.start_ticks.v -= (uint64_t)is_another;
		assert_int_equal(targets_add(&targets, &self), 0);
		assert_int_equal(targets_add(&targets, &known), 0);
		assert_int_equal(action_add_descendants(&invocation, &targets), 0);
		assert_int_equal(targets.n, 2 + is_another);
		if (is_another) {
			assert_int_equal(targets.items[2].reference.pid, child.reference.pid);
			assert_int_equal(targets.items[2].reference.start_ticks.v,
			                 child.reference.start_ticks.v);
		}
	}
	assert_true(end(&child));
	host_done(&invocation.host);
	arena_done(&invocation.memory);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_own_start_is_it),
		cmocka_unit_test(another_start_is_another_process),
		cmocka_unit_test(another_inode_is_another_process),
		cmocka_unit_test(what_has_ended_is_gone),
		cmocka_unit_test(a_pid_that_is_used_again_is_a_new_descendant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
