/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for descriptors: kind and mode. */
#include <fcntl.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "kernel/process/pid_fd.h"

const char *pid_fd_mode(uint64_t flags)
{
	bool is_append = flags & O_APPEND;

	switch (flags & O_ACCMODE) {
	case O_RDONLY:
		return "r";
	case O_WRONLY:
		return is_append ? "a" : "w";
	case O_RDWR:
		return is_append ? "a+" : "r+";
	default:
		return "?";
	}
}

const char *pid_fd_kind(struct text target)
{
	static const struct {
		struct text prefix;
		const char *kind;
	} kinds[] = {
		{ TEXT("socket:["), "socket" },
		{ TEXT("pipe:["), "pipe" },
		{ TEXT("anon_inode:[eventfd"), "eventfd" },
		{ TEXT("anon_inode:[eventpoll"), "epoll" },
		{ TEXT("anon_inode:[signalfd"), "signalfd" },
		{ TEXT("anon_inode:[timerfd"), "timerfd" },
		{ TEXT("anon_inode:[pidfd"), "pidfd" },
		{ TEXT("pidfd:["), "pidfd" },
		{ TEXT("anon_inode:[io_uring"), "io_uring" },
		{ TEXT("anon_inode:inotify"), "inotify" },
		{ TEXT("anon_inode:[fanotify"), "fanotify" },
		{ TEXT("anon_inode:bpf"), "bpf" },
		{ TEXT("anon_inode:[perf_event"), "perf" },
		{ TEXT("anon_inode:"), "anon" },
		{ TEXT("cgroup:["), "namespace" },
		{ TEXT("ipc:["), "namespace" },
		{ TEXT("mnt:["), "namespace" },
		{ TEXT("net:["), "namespace" },
		{ TEXT("pid:["), "namespace" },
		{ TEXT("time:["), "namespace" },
		{ TEXT("user:["), "namespace" },
		{ TEXT("uts:["), "namespace" },
		{ TEXT("/memfd:"), "memfd" },
	};

	for (size_t n = 0; n < ARRAY_SIZE(kinds); n++)
		if (text_starts(target, kinds[n].prefix))
			return kinds[n].kind;
	return NULL;
}

const char *pid_fd_kind_of_mode(unsigned mode)
{
	switch (mode & (unsigned)S_IFMT) {
	case S_IFREG:
		return "file";
	case S_IFDIR:
		return "dir";
	case S_IFCHR:
	case S_IFBLK:
		return "device";
	case S_IFIFO:
		return "fifo";
	case S_IFSOCK:
		return "socket";
	default:
		return "other";
	}
}
