/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hold: signals and limits of nvhost while an action runs. */
#include "command/action/hold.h"

#include <errno.h>
#include <sys/signalfd.h>

#include "base/cleanup.h"

enum { OTHER_DESCRIPTORS = 64 };

static void raise_limit(rlim_t wanted, const struct rlimit *before)
{
	struct rlimit limit = *before;

	if (limit.rlim_cur >= wanted)
		return;
	limit.rlim_cur = MIN(limit.rlim_max, wanted);
	setrlimit(RLIMIT_NOFILE, &limit);
}

int hold_begin(struct hold *hold, size_t n)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action;
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
		if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&set, numbers[i]);
	sigprocmask(SIG_BLOCK, &set, &hold->mask);
	getrlimit(RLIMIT_NOFILE, &hold->limit);
	raise_limit((rlim_t)n + OTHER_DESCRIPTORS, &hold->limit);
	hold->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return hold->signals < 0 ? -errno : 0;
}

void hold_give_back(const struct hold *hold)
{
	setrlimit(RLIMIT_NOFILE, &hold->limit);
	sigprocmask(SIG_SETMASK, &hold->mask, NULL);
}

void hold_end(struct hold *hold)
{
	cleanup_close(&hold->signals);
	hold_give_back(hold);
}
