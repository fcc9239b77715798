/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Floors for benchmarks: what the kernel alone costs.
 *
 *   floor read THREADS   of each process, all that the columns of `nvhost ps` are made of
 *   floor wait PID...    the PID of each of these processes as it ends
 */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CHUNK = 32, ROOM = 64 * 1024, PIDFD_INFO_WORDS = 8 };

static int proc;
static pid_t *pids;
static size_t n_pids;
static atomic_size_t next_pid;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void read_file(pid_t pid, const char *file, char *room)
{
	char name[32];
	int fd;

	snprintf(name, sizeof(name), "%d/%s", (int)pid, file);
	fd = openat(proc, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (read(fd, room, ROOM) < 0)
		room[0] = '\0';
	close(fd);
}

/* PIDFD_GET_INFO of Linux 6.13; where there is none, status has the IDs. */
static void read_ids(pid_t pid, char *room)
{
	uint64_t info[PIDFD_INFO_WORDS] = { 3 };
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);

	if (fd < 0 || ioctl(fd, _IOWR(0xff, 11, info), info) < 0)
		read_file(pid, "status", room);
	if (fd >= 0)
		close(fd);
}

static void *read_some(void *arg)
{
	char *room = malloc(ROOM);
	size_t first;

	if (!room)
		fail("malloc");
	while ((first = atomic_fetch_add(&next_pid, CHUNK)) < n_pids)
		for (size_t n = first; n < first + CHUNK && n < n_pids; n++) {
			read_file(pids[n], "stat", room);
			read_ids(pids[n], room);
			read_file(pids[n], "cmdline", room);
			read_file(pids[n], "statm", room);
		}
	free(room);
	return arg;
}

/* On another processor than the first thread's, as nvhost's are. */
static void *read_elsewhere(void *arg)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) == 0) {
		CPU_CLR(*(int *)arg, &set);
		if (CPU_COUNT(&set) > 0)
			sched_setaffinity(0, sizeof(set), &set);
	}
	return read_some(arg);
}

static void list_processes(void)
{
	DIR *entries = opendir("/proc");
	const struct dirent *entry;

	if (!entries)
		fail("/proc");
	proc = dirfd(entries);
	while ((entry = readdir(entries))) {
		long pid = strtol(entry->d_name, NULL, 10);

		if (pid <= 0)
			continue;
		pids = n_pids % CHUNK ? pids : realloc(pids, (n_pids + CHUNK) * sizeof(*pids));
		if (!pids)
			fail("realloc");
		pids[n_pids++] = (pid_t)pid;
	}
}

static void read_all(long n_threads)
{
	int cpu = sched_getcpu();
	pthread_t threads[64];

	list_processes();
	for (long n = 1; n < n_threads && n < 64; n++)
		if (pthread_create(&threads[n], NULL, read_elsewhere, &cpu) != 0)
			fail("pthread_create");
	read_some(NULL);
	for (long n = 1; n < n_threads && n < 64; n++)
		pthread_join(threads[n], NULL);
}

static void wait_for(char **words, int n_words)
{
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	for (int n = 0; n < n_words; n++) {
		struct epoll_event event = { .events = EPOLLIN | EPOLLONESHOT };
		pid_t pid = (pid_t)strtol(words[n], NULL, 10);

		event.data.u32 = (uint32_t)pid;
		if (epoll_ctl(epoll, EPOLL_CTL_ADD, (int)syscall(SYS_pidfd_open, pid, 0), &event) <
		    0)
			fail(words[n]);
	}
	for (int n = 0; n < n_words; n++) {
		struct epoll_event event;

		if (epoll_wait(epoll, &event, 1, -1) != 1)
			fail("epoll_wait");
		dprintf(STDOUT_FILENO, "%u\n", (unsigned)event.data.u32);
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "read") == 0)
		read_all(strtol(argv[2], NULL, 10));
	else if (argc > 2 && strcmp(argv[1], "wait") == 0)
		wait_for(argv + 2, argc - 2);
	else
		return 2;
	return 0;
}
