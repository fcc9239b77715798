/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command/action/target: a PID that is another's by now is never acted upon. */
#include "tree.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "command/action/action.h"

/* Of a child that lives until the test ends it. */
static void begin(struct target *target)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_own_start_is_it),
		cmocka_unit_test(another_start_is_another_process),
		cmocka_unit_test(what_has_ended_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
