/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A load for benchmarks: load PROCESSES [THREADS [SOCKETS [DESCRIPTORS [MIB]]]]
 *
 * That many idle processes; each has so many more threads, listening TCP sockets on the loopback
 * interface, descriptors of /dev/null, and MiB of memory that it has written to. Says "ready" when
 * all are there. They die with it.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STACK_BYTES = 65536, BACKLOG = 1 };

enum { PROCESSES, THREADS, SOCKETS, DESCRIPTORS, MIB, N_NUMBERS };

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void *idle(void *arg)
{
	for (;;)
		pause();
	return arg;
}

static void start_threads(long n)
{
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	for (; n > 0; n--)
		if (pthread_create(&thread, &attributes, idle, NULL) != 0)
			fail("pthread_create");
}

/* Each 127.x.y.z has ports of its own, and the kernel chooses them. */
static void open_sockets(long n)
{
	struct sockaddr_in address = { .sin_family = AF_INET };

	address.sin_addr.s_addr = htonl(0x7f000000u | ((unsigned)getpid() & 0xfffffe) | 1);
	for (; n > 0; n--) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
		    listen(fd, BACKLOG) < 0)
			fail("socket");
	}
}

static void be(const long numbers[N_NUMBERS], pid_t parent, int ready)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		exit(0);
	for (long n = 0; n < numbers[DESCRIPTORS]; n++)
		if (open("/dev/null", O_RDONLY) < 0)
			fail("/dev/null");
	open_sockets(numbers[SOCKETS]);
	if (numbers[MIB] > 0) {
		char *memory = malloc((size_t)numbers[MIB] << 20);

		if (!memory)
			fail("malloc");
		memset(memory, 1, (size_t)numbers[MIB] << 20);
		__asm__ volatile("" : : "r"(memory) : "memory");
	}
	start_threads(numbers[THREADS]);
	if (write(ready, "", 1) != 1)
		fail("write");
	idle(NULL);
}

int main(int argc, char **argv)
{
	struct rlimit limit;
	long numbers[N_NUMBERS] = { 0 };
	pid_t self = getpid();
	int ready[2];
	char byte;

	for (int n = 1; n < argc && n <= N_NUMBERS; n++)
		numbers[n - 1] = strtol(argv[n], NULL, 10);
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
	if (pipe(ready) < 0)
		fail("pipe");
	for (long n = 0; n < numbers[PROCESSES]; n++) {
		pid_t pid = fork();

		if (pid < 0)
			fail("fork");
		if (pid == 0)
			be(numbers, self, ready[1]);
	}
	for (long n = 0; n < numbers[PROCESSES]; n++)
		if (read(ready[0], &byte, 1) != 1)
			fail("read");
	puts("ready");
	fflush(stdout);
	idle(NULL);
}
