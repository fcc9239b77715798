/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Churn: mothers whose children come and go at full speed, and soon have each other's PIDs.
 *
 * All of a family have the mother's number as nice value, in their name, their group ID and their
 * arguments, from the first moment on: a row that is made of two processes shows.
 *
 *   churn FIRST N MOTHERS DIRECTORY   children have the PIDs from FIRST to FIRST + N
 *
 * A mother whose child was killed, or did not keep its nice value, says so in DIRECTORY/NUMBER.
 * Needs to be root in a PID namespace of its own, for /proc/sys/kernel/ns_last_pid, see proc(5).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_GROUP = 1000, AT_ONCE = 4, LONGEST_LIFE_US = 40 * 1000 };

static void fail(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

/* The next child has this PID, or the next one that is free. */
static void choose_pid(int fd, long pid)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%ld", pid - 1);

	if (pwrite(fd, text, (size_t)n, 0) != n)
		fail("ns_last_pid");
}

static void live(int number, long life_us)
{
	nanosleep(&(struct timespec){ .tv_nsec = life_us * 1000 }, NULL);
	_exit(getpriority(PRIO_PROCESS, 0) == number ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void note(const char *directory, int number, int status)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%d", directory, number);
	file = fopen(path, "a");
	if (!file || fprintf(file, "%d\n", status) < 0 || fclose(file) != 0)
		fail(path);
}

static void be_mother(int number, long first, long n, const char *directory)
{
	int last_pid = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
	char name[16];

	snprintf(name, sizeof(name), "churn-%d", number);
	if (last_pid < 0 || setgid(FIRST_GROUP + (gid_t)number) < 0 || prctl(PR_SET_NAME, name) < 0)
		fail(name);
	srandom((unsigned)number);
	for (long children = 0;; children++) {
		long life_us = random() % LONGEST_LIFE_US;
		int status;

		choose_pid(last_pid, first + random() % n);
		if (fork() == 0)
			live(number, life_us);
		if (children >= AT_ONCE && wait(&status) > 0 && status != 0)
			note(directory, number, status);
	}
}

/* The arguments of a mother have her number behind those of the first process. */
static void start_mother(char **argv, int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	if (fork() != 0)
		return;
	prctl(PR_SET_PDEATHSIG, 9);
	setpriority(PRIO_PROCESS, 0, number);
	execl("/proc/self/exe", argv[0], argv[1], argv[2], argv[3], argv[4], text, NULL);
	fail(argv[0]);
}

int main(int argc, char **argv)
{
	if (argc == 6)
		be_mother(atoi(argv[5]), atol(argv[1]), atol(argv[2]), argv[4]);
	if (argc != 5)
		return EXIT_FAILURE;
	prctl(PR_SET_NAME, "churn");
	for (int number = 1; number <= atoi(argv[3]); number++)
		start_mother(argv, number);
	while (wait(NULL) > 0)
		;
	return EXIT_FAILURE; /* mothers live on */
}
