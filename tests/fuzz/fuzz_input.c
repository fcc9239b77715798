/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz: the operand "-", processes from standard input: words, JSON, NDJSON. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "command/command.h"
#include "command/operands.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct invocation invocation = { .command = command_find("kill") };
	_cleanup_close_ int fd = memfd_create("input", MFD_CLOEXEC);
	const struct selection *selection = &invocation.selection;
	int r;

	MUST(fd >= 0 && write(fd, bytes, size) == (ssize_t)size);
	MUST(lseek(fd, 0, SEEK_SET) == 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
	r = operands_read_input(&invocation);
	MUST(r == 0 || r == EXIT_PROBLEM || r == EXIT_USAGE);
	/* -1: a number that no PID has; 0 would be a whole group to kill(2) */
	for (size_t n = 0; n < selection->n_processes && r == 0; n++)
		MUST(selection->processes[n].reference.pid > 0 ||
		     selection->processes[n].reference.pid == -1);
	arena_done(&invocation.memory);
	return 0;
}
