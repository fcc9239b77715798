/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/PID/statm: "size resident shared text lib data dirty", in pages. */
#include "kernel/process/pid_statm.h"

#include <errno.h>

#include "base/number.h"
#include "base/numbered.h"
#include "kernel/file.h"

static int next_pages(struct text *rest, uint64_t page_bytes, struct opt_u64 *ret)
{
	uint64_t pages, bytes = 0;
	int r = number_next_u64(rest, &pages);

	if (r == 0 && number_add_product(&bytes, pages, page_bytes) == 0)
		*ret = some_u64(bytes);
	return r == -ERANGE ? 0 : r;
}

int pid_statm_parse(struct text text, uint64_t page_bytes, struct pid_statm *ret)
{
	struct pid_statm statm = { 0 };
	struct opt_u64 lib; /* always 0 since Linux 2.6 */
	struct opt_u64 *const columns[] = {
		&statm.vms_bytes, &statm.rss_bytes, &statm.shared_bytes, &statm.text_bytes, &lib,
		&statm.data_bytes
	};

	for (size_t n = 0; n < ARRAY_SIZE(columns); n++) {
		int r = next_pages(&text, page_bytes, columns[n]);

		if (r < 0)
			return r;
	}
	*ret = statm;
	return 0;
}

static int statm_of(int r, const struct buffer *scratch, struct pid_statm *ret)
{
	if (r < 0)
		return r;
	return pid_statm_parse(buffer_text(scratch), (uint64_t)sysconf(_SC_PAGESIZE), ret);
}

int pid_statm_read(int dir, struct buffer *scratch, struct pid_statm *ret)
{
	return statm_of(file_read_record(dir, "statm", scratch), scratch, ret);
}

int pid_statm_open(pid_t pid)
{
	int proc = root_open(ROOT_PROC), fd;
	char name[NUMBERED_NAME];

	if (proc < 0)
		return proc;
	numbered_name(name, "", (uint64_t)pid, "/statm");
	fd = file_open(proc, name);
	return fd == -ENOENT ? -ESRCH : fd;
}

int pid_statm_read_open(int fd, struct buffer *scratch, struct pid_statm *ret)
{
	return statm_of(file_read_open_record(fd, scratch), scratch, ret);
}
