/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz: the files of a process. */
#include "fuzz.h"

#include "kernel/process/pid_cgroup.h"
#include "kernel/process/pid_cmdline.h"
#include "kernel/process/pid_environ.h"
#include "kernel/process/pid_fd.h"
#include "kernel/process/pid_io.h"
#include "kernel/process/pid_limits.h"
#include "kernel/process/pid_smaps.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/pid_statm.h"
#include "kernel/process/pid_status.h"

static void parse_stat(struct text text)
{
	struct pid_stat stat = { 0 };

	if (pid_stat_parse(text, &stat) == 0)
		must_be_of(stat.comm, text);
}

static void parse_statm(struct text text)
{
	struct pid_statm statm = { 0 };

	pid_statm_parse(text, 4096, &statm);
}

static void parse_status(struct text text)
{
	struct pid_status status = { 0 };

	pid_status_parse(text, &status);
	pid_status_parse_ids(text, &status);
}

static void parse_io(struct text text)
{
	struct pid_io io = { 0 };

	pid_io_parse(text, &io);
}

static void parse_limits(struct text text)
{
	struct pid_limits limits = { 0 };

	pid_limits_parse(text, &limits);
}

static void parse_cmdline(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_program program = { .comm = text, .exe = text };
	struct pid_cmdline cmdline = { 0 };
	const struct texts *words = &cmdline.arguments;
	size_t length = 0;

	program.comm.length = MIN(text.length, (size_t)PID_COMM_LENGTH);
	if (pid_cmdline_parse(text, &program, &arena, &cmdline) < 0)
		return;
	for (size_t n = 0; n < words->n; n++)
		length += words->items[n].length + 1;
	MUST(length <= text.length + 1);
}

static void parse_environ(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct map map = { 0 };

	if (pid_environ_parse(text, &arena, &map) < 0)
		return;
	for (size_t n = 0; n < map.n; n++)
		MUST(!memchr(map.items[n].name.bytes, '=', map.items[n].name.length) &&
		     map.items[n].value.length < text.length);
}

static void parse_cgroup(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_cgroup cgroup = { 0 };

	if (pid_cgroup_parse(text, &arena, &cgroup) < 0)
		return;
	MUST(cgroup.path.length < text.length && cgroup.unit.length <= cgroup.path.length &&
	     cgroup.container.id.length < text.length);
}

static void parse_fd_info(struct text text)
{
	struct pid_fd fd = { 0 };

	pid_fd_parse_info(text, &fd);
}

static void parse_footprint(struct text text)
{
	struct pid_footprint footprint = { 0 };

	pid_footprint_parse(text, &footprint);
}

static void parse_maps(struct text text)
{
	for (int is_grouped = 0; is_grouped <= 1; is_grouped++) {
		_cleanup_arena_ struct arena arena = { 0 };
		struct pid_map *maps = NULL;
		size_t n = 0;

		pid_maps_parse(text, is_grouped, &arena, &maps, &n);
		MUST(n <= text.length);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static void (*const parsers[])(struct text text) = {
		parse_stat,    parse_statm,     parse_status,  parse_io,
		parse_limits,  parse_cmdline,   parse_environ, parse_cgroup,
		parse_fd_info, parse_footprint, parse_maps,
	};

	return fuzz_choose(bytes, size, parsers, ARRAY_SIZE(parsers));
}
