/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Executer: a process whose second thread executes the same program, again and again. Each time it
 * takes the place of the first thread, de_thread() in fs/exec.c.
 */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { REST_US = 200, LIFE_SECONDS = 60 };

static void *execute(void *words)
{
	usleep(REST_US);
	execv("/proc/self/exe", words);
	exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc == 1) /* an alarm outlives execve(2) */
		alarm(LIFE_SECONDS);
	if (pthread_create(&thread, NULL, execute, (char *[]){ argv[0], "again", NULL }) != 0)
		return EXIT_FAILURE;
	for (;;)
		pause();
}
