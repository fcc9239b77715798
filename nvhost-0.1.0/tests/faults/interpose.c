/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faults: preloaded into nvhost, lets one call fail, the Nth of all that it makes.
 *
 * The program is started once and then runs many times: before main() it takes requests from the
 * descriptor that FAULTS names, and forks for each. tests/faults/sweep has the other end. A
 * request is a line "KIND N ERRNO PID", where PID takes the place of the argument "@"; the answer
 * is a line "STATUS IS_HIT DESCRIPTORS CALL PLACE", with tabs between.
 */
#include <argp.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum kind {
	NOTHING = 'n',     /* is to fail */
	MEMORY = 'm',      /* the Nth allocation finds none */
	CALL = 'c',        /* the Nth call of the kernel fails with ERRNO */
	SHORT = 's',       /* each read gives one byte, each write takes one */
	ALL_MEMORY = 'a',  /* the Nth allocation and all behind it find none */
	DESCRIPTORS = 'd', /* only N may be open */
};

enum { MOST_SECONDS = 20, FIRST_DESCRIPTOR = 3, MOST_DESCRIPTORS = 256 };

/* What a run leaves, in memory shared with the process that answers for it. */
struct outcome {
	bool is_hit;
	char call[32];
	char place[512];
	char descriptors[2048];
};

static struct {
	enum kind kind;
	unsigned long n;
	int error;
} fault = { .kind = NOTHING };

static unsigned long n_calls;
static struct outcome *outcome;
static __thread bool is_spared;         /* is in a function whose own faults are not our subject */
static bool was_open[MOST_DESCRIPTORS]; /* before main() */

/* ---- which call fails ---- */

static void link_of(int fd, char *ret, size_t size)
{
	char path[32];
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	n = readlink(path, ret, size - 1);
	ret[n < 0 ? 0 : n] = '\0';
}

/* The file that the call was about, so that it can be told whose row may suffer. */
static void note_place(int dir, const char *name)
{
	size_t n;

	outcome->place[0] = '\0';
	if (dir >= 0 && (!name || name[0] != '/'))
		link_of(dir, outcome->place, sizeof(outcome->place));
	n = strlen(outcome->place);
	if (name)
		snprintf(outcome->place + n, sizeof(outcome->place) - n, "%s%s", n ? "/" : "",
		         name);
}

static bool is_chosen(enum kind kind)
{
	return fault.kind == kind && !is_spared &&
	       __atomic_add_fetch(&n_calls, 1, __ATOMIC_RELAXED) == fault.n;
}

static bool is_behind(enum kind kind)
{
	return fault.kind == kind && !is_spared &&
	       __atomic_add_fetch(&n_calls, 1, __ATOMIC_RELAXED) >= fault.n;
}

static bool fails(const char *call, int dir, const char *name)
{
	if (!is_chosen(CALL))
		return false;
	outcome->is_hit = true;
	snprintf(outcome->call, sizeof(outcome->call), "%s", call);
	note_place(dir, name);
	errno = fault.error;
	return true;
}

static bool has_no_memory(void)
{
	if (!is_chosen(MEMORY) && !is_behind(ALL_MEMORY))
		return false;
	outcome->is_hit = true;
	strcpy(outcome->call, "malloc");
	errno = ENOMEM;
	return true;
}

/* ---- memory ---- */

/* dlsym() allocates, before there is a next malloc() to ask. */
static char early[16384];
static size_t early_used;
static volatile bool is_early; /* dlsym() is declared not to come back to here, but does */

static void *allocate_early(size_t size)
{
	void *p = early + early_used;

	early_used += (size + 15) & ~(size_t)15;
	return early_used <= sizeof(early) ? p : NULL;
}

static void *next_of(const char *name)
{
	void *function;

	is_early = true;
	function = dlsym(RTLD_NEXT, name);
	is_early = false;
	if (!function)
		abort();
	return function;
}

#define NEXT(name)                     \
	static __typeof__(name) *next; \
	if (!next)                     \
	next = (__typeof__(name) *)next_of(#name)

void *malloc(size_t size)
{
	if (is_early)
		return allocate_early(size);
	NEXT(malloc);
	return has_no_memory() ? NULL : next(size);
}

void *calloc(size_t n, size_t size)
{
	if (is_early)
		return allocate_early(n * size);
	NEXT(calloc);
	return has_no_memory() ? NULL : next(n, size);
}

void *realloc(void *old, size_t size)
{
	NEXT(realloc);
	return has_no_memory() ? NULL : next(old, size);
}

void *reallocarray(void *old, size_t n, size_t size)
{
	NEXT(reallocarray);
	return has_no_memory() ? NULL : next(old, n, size);
}

void free(void *p)
{
	if (is_early || ((char *)p >= early && (char *)p < early + sizeof(early)))
		return;
	NEXT(free);
	next(p);
}

/* ---- the kernel ---- */

/* A function without `...`: fails with FAILURE, or does what it does. */
#define FAULT(type, name, parameters, arguments, dir, path, failure)         \
	type name parameters                                                 \
	{                                                                    \
		NEXT(name);                                                  \
		return fails(#name, dir, path) ? (failure) : next arguments; \
	}

int open(const char *path, int flags, ...)
{
	va_list more;
	mode_t mode;

	NEXT(open);
	va_start(more, flags);
	mode = va_arg(more, mode_t);
	va_end(more);
	return fails("open", -1, path) ? -1 : next(path, flags, mode);
}

int openat(int dir, const char *path, int flags, ...)
{
	va_list more;
	mode_t mode;

	NEXT(openat);
	va_start(more, flags);
	mode = va_arg(more, mode_t);
	va_end(more);
	return fails("openat", dir, path) ? -1 : next(dir, path, flags, mode);
}

int fcntl(int fd, int command, ...)
{
	va_list more;
	long argument;

	NEXT(fcntl);
	va_start(more, command);
	argument = va_arg(more, long);
	va_end(more);
	return fails("fcntl", fd, NULL) ? -1 : next(fd, command, argument);
}

int ioctl(int fd, unsigned long request, ...)
{
	static int (*next)(int, unsigned long, ...);
	va_list more;
	long argument;

	if (!next)
		next = next_of("ioctl");
	va_start(more, request);
	argument = va_arg(more, long);
	va_end(more);
	return fails("ioctl", fd, NULL) ? -1 : next(fd, request, argument);
}

long syscall(long number, ...)
{
	va_list more;
	long a[6];

	NEXT(syscall);
	va_start(more, number);
	for (int n = 0; n < 6; n++)
		a[n] = va_arg(more, long);
	va_end(more);
	return fails("syscall", -1, NULL) ? -1 : next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

ssize_t read(int fd, void *bytes, size_t size)
{
	NEXT(read);
	return fails("read", fd, NULL) ? -1
	                               : next(fd, bytes, fault.kind == SHORT && size ? 1 : size);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	NEXT(write);
	return fails("write", fd, NULL) ? -1
	                                : next(fd, bytes, fault.kind == SHORT && size ? 1 : size);
}

/* The descriptor is closed all the same, as by Linux. */
int close(int fd)
{
	NEXT(close);
	if (!fails("close", fd, NULL))
		return next(fd);
	next(fd);
	errno = fault.error;
	return -1;
}

FAULT(ssize_t, readlinkat, (int dir, const char *path, char *to, size_t size),
      (dir, path, to, size), dir, path, -1)
FAULT(DIR *, fdopendir, (int fd), (fd), fd, NULL, NULL)
FAULT(DIR *, opendir, (const char *path), (path), -1, path, NULL)
FAULT(struct dirent *, readdir, (DIR * dir), (dir), dirfd(dir), NULL, NULL)
FAULT(ssize_t, getdents64, (int fd, void *to, size_t size), (fd, to, size), fd, NULL, -1)
FAULT(int, fstat, (int fd, struct stat *to), (fd, to), fd, NULL, -1)
FAULT(int, stat, (const char *path, struct stat *to), (path, to), -1, path, -1)
FAULT(int, lstat, (const char *path, struct stat *to), (path, to), -1, path, -1)
FAULT(int, fstatat, (int dir, const char *path, struct stat *to, int flags), (dir, path, to, flags),
      dir, path, -1)
FAULT(int, statvfs, (const char *path, struct statvfs *to), (path, to), -1, path, -1)
FAULT(int, fstatfs, (int fd, struct statfs *to), (fd, to), fd, NULL, -1)
FAULT(int, access, (const char *path, int mode), (path, mode), -1, path, -1)
FAULT(int, faccessat, (int dir, const char *path, int mode, int flags), (dir, path, mode, flags),
      dir, path, -1)
FAULT(char *, realpath, (const char *path, char *to), (path, to), -1, path, NULL)
FAULT(int, rename, (const char *path, const char *to), (path, to), -1, path, -1)
FAULT(int, unlink, (const char *path), (path), -1, path, -1)
FAULT(int, flock, (int fd, int operation), (fd, operation), fd, NULL, -1)
FAULT(int, fsync, (int fd), (fd), fd, NULL, -1)
FAULT(int, dup, (int fd), (fd), fd, NULL, -1)
FAULT(int, pipe2, (int fds[2], int flags), (fds, flags), -1, NULL, -1)
FAULT(pid_t, fork, (void), (), -1, NULL, -1)
FAULT(pid_t, waitpid, (pid_t pid, int *status, int options), (pid, status, options), -1, NULL, -1)
FAULT(int, waitid, (idtype_t type, id_t id, siginfo_t *to, int options), (type, id, to, options),
      -1, NULL, -1)
FAULT(int, poll, (struct pollfd * fds, nfds_t n, int timeout), (fds, n, timeout), -1, NULL, -1)
FAULT(int, ppoll,
      (struct pollfd * fds, nfds_t n, const struct timespec *timeout, const sigset_t *mask),
      (fds, n, timeout, mask), -1, NULL, -1)
FAULT(int, epoll_create1, (int flags), (flags), -1, NULL, -1)
FAULT(int, epoll_ctl, (int epoll, int operation, int fd, struct epoll_event *event),
      (epoll, operation, fd, event), -1, NULL, -1)
FAULT(int, epoll_wait, (int epoll, struct epoll_event *events, int n, int timeout),
      (epoll, events, n, timeout), -1, NULL, -1)
FAULT(int, signalfd, (int fd, const sigset_t *set, int flags), (fd, set, flags), -1, NULL, -1)
FAULT(int, socket, (int domain, int type, int protocol), (domain, type, protocol), -1, NULL, -1)
FAULT(int, setsockopt, (int fd, int level, int name, const void *value, socklen_t size),
      (fd, level, name, value, size), -1, NULL, -1)
FAULT(ssize_t, sendto,
      (int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t n),
      (fd, bytes, size, flags, to, n), -1, NULL, -1)
FAULT(ssize_t, recvmsg, (int fd, struct msghdr *message, int flags), (fd, message, flags), -1, NULL,
      -1)
FAULT(int, getifaddrs, (struct ifaddrs * *to), (to), -1, NULL, -1)
FAULT(struct passwd *, getpwent, (void), (), -1, NULL, NULL)
FAULT(int, sysinfo, (struct sysinfo * to), (to), -1, NULL, -1)
FAULT(int, uname, (struct utsname * to), (to), -1, NULL, -1)
FAULT(int, getpriority, (__priority_which_t which, id_t who), (which, who), -1, NULL, -1)
FAULT(int, setpriority, (__priority_which_t which, id_t who, int nice), (which, who, nice), -1,
      NULL, -1)
FAULT(int, sched_getaffinity, (pid_t pid, size_t size, cpu_set_t *to), (pid, size, to), -1, NULL,
      -1)
FAULT(int, sched_setaffinity, (pid_t pid, size_t size, const cpu_set_t *set), (pid, size, set), -1,
      NULL, -1)
FAULT(int, prlimit,
      (pid_t pid, enum __rlimit_resource what, const struct rlimit *limit, struct rlimit *to),
      (pid, what, limit, to), -1, NULL, -1)
FAULT(int, kill, (pid_t pid, int number), (pid, number), -1, NULL, -1)
FAULT(int, pthread_create,
      (pthread_t * thread, const pthread_attr_t *attributes, void *(*run)(void *), void *arg),
      (thread, attributes, run, arg), -1, NULL, fault.error)
FAULT(int, posix_spawn,
      (pid_t * pid, const char *path, const posix_spawn_file_actions_t *actions,
       const posix_spawnattr_t *attributes, char *const argv[], char *const envp[]),
      (pid, path, actions, attributes, argv, envp), -1, NULL, fault.error)

/* ---- what fails by itself ---- */

/* Without memory, glibc ends in these with an assertion or a null pointer. */
#define SPARED(name, parameters, arguments)  \
	int name parameters                  \
	{                                    \
		bool was_spared = is_spared; \
		int r;                       \
                                             \
		NEXT(name);                  \
		is_spared = true;            \
		r = next arguments;          \
		is_spared = was_spared;      \
		return r;                    \
	}

SPARED(getpwuid_r, (uid_t uid, struct passwd *entry, char *text, size_t size, struct passwd **to),
       (uid, entry, text, size, to))
SPARED(pthread_getattr_np, (pthread_t thread, pthread_attr_t *to), (thread, to))

void argp_help(const struct argp *argp, FILE *to, unsigned flags, char *name)
{
	NEXT(argp_help);
	is_spared = true;
	next(argp, to, flags, name);
	is_spared = false;
}

/* ---- many runs of one program ---- */

static bool is_open(int fd)
{
	char target[2];

	link_of(fd, target, sizeof(target));
	return target[0] != '\0';
}

/* At the end of a run: what it has opened and not closed. */
__attribute__((destructor)) static void note_descriptors(void)
{
	size_t used = 0;

	fault.kind = NOTHING;
	for (int fd = FIRST_DESCRIPTOR; outcome && fd < MOST_DESCRIPTORS; fd++) {
		char target[256];
		size_t room = sizeof(outcome->descriptors) - used;

		link_of(fd, target, sizeof(target));
		if (target[0] && !was_open[fd] && strlen(target) + 2 < room)
			used += (size_t)snprintf(outcome->descriptors + used, room, "%s|", target);
	}
}

static void answer(int control, pid_t run)
{
	char text[sizeof(*outcome) + 64];
	int status, n;

	while (waitpid(run, &status, 0) < 0 && errno == EINTR)
		;
	n = snprintf(text, sizeof(text), "%d\t%d\t%s\t%s\t%s\n", status, outcome->is_hit,
	             outcome->descriptors, outcome->call, outcome->place);
	if (write(control, text, (size_t)n) != n)
		_exit(99);
}

static void take_request(const char *text, char **argv)
{
	static char pid[16];
	char *rest;

	fault.n = strtoul(text + 1, &rest, 10);
	fault.error = (int)strtol(rest, &rest, 10);
	snprintf(pid, sizeof(pid), "%ld", strtol(rest, NULL, 10));
	for (; *argv; argv++)
		if (strcmp(*argv, "@") == 0)
			*argv = pid;
	if (text[0] == DESCRIPTORS)
		setrlimit(RLIMIT_NOFILE, &(struct rlimit){ fault.n, fault.n });
	n_calls = 0;
	__atomic_store_n(&fault.kind, (enum kind)text[0], __ATOMIC_SEQ_CST);
}

/* Comes back only in the process that is to be a run. */
static void serve(int control, char **argv)
{
	char text[64];
	ssize_t n;

	while ((n = read(control, text, sizeof(text) - 1)) > 0) {
		pid_t run;

		text[n] = '\0';
		*outcome = (struct outcome){ 0 };
		run = fork();
		if (run < 0)
			_exit(99);
		if (run > 0) {
			answer(control, run);
			continue;
		}
		close(control);
		alarm(MOST_SECONDS);
		take_request(text, argv);
		return;
	}
	_exit(0);
}

/* The C library hands the arguments of main() to constructors too. */
__attribute__((constructor)) static void begin(int argc, char **argv)
{
	const char *control = getenv("FAULTS");

	if (!control || argc < 1)
		return;
	outcome = mmap(NULL, sizeof(*outcome), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
	               -1, 0);
	if (outcome == MAP_FAILED)
		_exit(99);
	for (int fd = 0; fd < MOST_DESCRIPTORS; fd++)
		was_open[fd] = is_open(fd) && fd != atoi(control);
	unsetenv("LD_PRELOAD"); /* what nvhost runs is not our subject */
	serve(atoi(control), argv);
}
