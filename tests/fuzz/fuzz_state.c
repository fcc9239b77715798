/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz: the file of --state, which is loaded, and saved anew where it could be. */
#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "collect/network.h"
#include "query/query.h"
#include "query/state.h"

static const char *path_of_file(void)
{
	static char path[64];

	if (!path[0])
		snprintf(path, sizeof(path), "/dev/shm/nvhost-fuzz-%d", (int)getpid());
	return path;
}

static void write_file(const char *path, const uint8_t *bytes, size_t size)
{
	_cleanup_close_ int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	MUST(fd >= 0 && write(fd, bytes, size) == (ssize_t)size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct query_options options = { .state = "", .columns = "all" };
	struct query query = { .collector = &network_io_collector, .options = &options };
	_cleanup_buffer_ struct buffer why = { 0 };
	struct sample sample = { 0 };
	struct state state = {
		.file = path_of_file(),
		.boot_id = "b",
		.collector = query.collector,
		.rates = &query.rates,
		.sample = &sample,
		.totals = &query.totals,
	};

	write_file(state.file, bytes, size);
	MUST(query_prepare(&query, "name", &why) == 0);
	MUST(state_load(&state) == 0);
	MUST(state.fault == 0 || (sample.n == 0 && query.totals.before.n == 0));
	MUST(state_save(&state) == 0);
	state_done(&state);
	sample_done(&sample);
	query_done(&query);
	unlink(path_of_file());
	return 0;
}
