/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the I/O and the processes of a control group: io.stat, blkio.*, pids.*, cgroup.procs. */
#include <errno.h>

#include "base/number.h"
#include "kernel/cgroup.h"
#include "kernel/file.h"
#include "model/fault.h"

/* A sum that would overflow stays at the largest number. */
static void add_number(struct opt_u64 *sum, uint64_t number)
{
	sum->is = PRESENT;
	if (__builtin_add_overflow(sum->v, number, &sum->v))
		sum->v = UINT64_MAX;
}

static void add_pair(struct text key, uint64_t number, struct cgroup_io *io)
{
	if (text_equal(key, TEXT("rbytes")))
		add_number(&io->read_bytes, number);
	else if (text_equal(key, TEXT("wbytes")))
		add_number(&io->write_bytes, number);
	else if (text_equal(key, TEXT("rios")))
		add_number(&io->reads, number);
	else if (text_equal(key, TEXT("wios")))
		add_number(&io->writes, number);
}

/* A group without I/O so far has an empty file. */
struct cgroup_io cgroup_parse_io(struct text text)
{
	struct cgroup_io io = { some_u64(0), some_u64(0), some_u64(0), some_u64(0) };
	struct text line, word, key, value;
	uint64_t number;

	while (text_next_line(&text, &line))
		while (text_next_word(&line, &word))
			if (text_cut(word, '=', &key, &value) &&
			    number_parse_u64(value, &number) == 0)
				add_pair(key, number, &io);
	return io;
}

/* Adds up "8:0 Read 123", "8:0 Write 4" … of all devices. The "Total" lines are skipped. */
static void parse_blkio(struct text text, struct opt_u64 *ret_read, struct opt_u64 *ret_write)
{
	struct text line, device, operation;
	uint64_t number;

	*ret_read = *ret_write = some_u64(0);
	while (text_next_line(&text, &line)) {
		if (!text_next_word(&line, &device) || !text_next_word(&line, &operation) ||
		    number_next_u64(&line, &number) < 0)
			continue;
		if (text_equal(operation, TEXT("Read")))
			add_number(ret_read, number);
		else if (text_equal(operation, TEXT("Write")))
			add_number(ret_write, number);
	}
}

/* Counts include the groups below, if the kernel has the recursive file. Returns 0 or -ENOMEM. */
static int read_blkio(int dir, const char *const names[2], struct buffer *scratch,
                      struct opt_u64 *ret_read, struct opt_u64 *ret_write)
{
	int r = file_read(dir, names[0], scratch);

	if (r == -ENOENT)
		r = file_read(dir, names[1], scratch);
	if (r == 0)
		parse_blkio(buffer_text(scratch), ret_read, ret_write);
	else
		ret_read->is = ret_write->is = UNSUPPORTED;
	return fault_only_fatal(r);
}

int cgroup_io_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_io *ret)
{
	static const char *const bytes[] = { "blkio.throttle.io_service_bytes_recursive",
		                             "blkio.throttle.io_service_bytes" };
	static const char *const counts[] = { "blkio.throttle.io_serviced_recursive",
		                              "blkio.throttle.io_serviced" };
	const enum presence none = UNSUPPORTED;
	int r;

	if (is_v1) {
		r = read_blkio(dir, bytes, scratch, &ret->read_bytes, &ret->write_bytes);
		return r < 0 ? r : read_blkio(dir, counts, scratch, &ret->reads, &ret->writes);
	}
	r = file_read(dir, "io.stat", scratch);
	if (r == 0)
		*ret = cgroup_parse_io(buffer_text(scratch));
	else
		*ret = (struct cgroup_io){
			{ .is = none }, { .is = none }, { .is = none }, { .is = none }
		};
	return fault_only_fatal(r);
}

void cgroup_pids_read(int dir, struct cgroup_pids *ret)
{
	ret->tasks = cgroup_read_number(dir, "pids.current");
	ret->limit = cgroup_read_number(dir, "pids.max");
}

int cgroup_processes_read(int dir, struct buffer *scratch, uint64_t *ret)
{
	int r = file_read(dir, "cgroup.procs", scratch);
	struct text text, line;

	if (r < 0)
		return r;
	text = buffer_text(scratch);
	*ret = 0;
	while (text_next_line(&text, &line))
		*ret += 1;
	return 0;
}
