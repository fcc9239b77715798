/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Uses pidfds: pidfd_open(2), pidfd_send_signal(2), and the ioctl and inodes of pidfs (fs/pidfs.c).
 */
#include "kernel/process/pidfd.h"

#include <errno.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel/trace.h"

enum { PIDFS_MAGIC = 0x50494446 }; /* linux/magic.h, Linux 6.9 */

/*
 * The first version of struct pidfd_info in linux/pidfd.h, Linux 6.13. A kernel with a longer
 * struct fills the members that fit. The headers of Debian 12 and RHEL 9 do not have the struct.
 */
struct pidfd_info_v0 {
	uint64_t mask; /* what is requested; on return, what is available */
	uint64_t cgroupid;
	uint32_t pid, tgid, ppid;
	uint32_t ruid, rgid, euid, egid, suid, sgid, fsuid, fsgid;
	int32_t exit_code;
};

enum {
	INFO_PID = 1 << 0,
	INFO_IDS = 1 << 1,
	INFO_EXIT = 1 << 3, /* Linux 6.15 */
};

static const unsigned long get_info = _IOWR(0xff, 11, struct pidfd_info_v0);

int pidfd_open_process(pid_t pid)
{
	long fd = syscall(SYS_pidfd_open, pid, 0);

	return trace_number("pidfd_open", pid, fd < 0 ? -errno : (int)fd);
}

static int send_signal(int pidfd, int signal, siginfo_t *info)
{
	return syscall(SYS_pidfd_send_signal, pidfd, signal, info, 0) < 0 ? -errno : 0;
}

int pidfd_signal(int pidfd, int signal)
{
	return send_signal(pidfd, signal, NULL);
}

int pidfd_queue(int pidfd, int signal, int value)
{
	siginfo_t info = { .si_signo = signal, .si_code = SI_QUEUE };

	info.si_pid = getpid();
	info.si_uid = getuid();
	info.si_value.sival_int = value;
	return send_signal(pidfd, signal, &info);
}

static void fill_ids(const struct pidfd_info_v0 *info, struct pidfd_process *ret)
{
	ret->pid = (pid_t)info->pid;
	ret->ppid = (pid_t)info->ppid;
	ret->uid = info->ruid;
	ret->euid = info->euid;
	ret->suid = info->suid;
	ret->gid = info->rgid;
	ret->egid = info->egid;
	ret->sgid = info->sgid;
}

int pidfd_read_process(int pidfd, struct pidfd_process *ret)
{
	struct pidfd_info_v0 info = { .mask = INFO_PID | INFO_IDS | INFO_EXIT };

	if (ioctl(pidfd, get_info, &info) < 0)
		return errno == ENOTTY || errno == EINVAL ? -EOPNOTSUPP : -errno;
	*ret = (struct pidfd_process){ 0 };
	ret->has_ids = (info.mask & INFO_IDS) && (info.mask & INFO_PID);
	if (ret->has_ids)
		fill_ids(&info, ret);
	if (info.mask & INFO_EXIT)
		ret->wait_status = (struct opt_i64){ .v = info.exit_code, .is = PRESENT };
	return 0;
}

int pidfd_read_inode(int pidfd, uint64_t *ret)
{
	struct statfs filesystem;
	struct stat status;

	if (fstatfs(pidfd, &filesystem) < 0)
		return -errno;
	/* older kernels: all anonymous files share one inode */
	if (filesystem.f_type != PIDFS_MAGIC)
		return -EOPNOTSUPP;
	if (fstat(pidfd, &status) < 0)
		return -errno;
	*ret = status.st_ino;
	return 0;
}

bool pidfd_decode_status(int wait_status, struct pidfd_end *ret)
{
	if (WIFEXITED(wait_status)) {
		*ret = (struct pidfd_end){ .returncode = WEXITSTATUS(wait_status) };
		return true;
	}
	if (!WIFSIGNALED(wait_status))
		return false;
	*ret = (struct pidfd_end){
		.returncode = -WTERMSIG(wait_status),
		.signal = WTERMSIG(wait_status),
		.core_dumped = WCOREDUMP(wait_status),
	};
	return true;
}
