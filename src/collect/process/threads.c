/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads of a process: /proc/PID/task/TID/stat. */
#include "collect/process/threads.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "collect/process/process_items.h"
#include "kernel/process/proc_pids.h"

static int read_one(int dir, pid_t id, struct buffer *scratch, struct arena *arena,
                    struct thread *ret)
{
	double per_second = (double)sysconf(_SC_CLK_TCK);
	struct pid_stat stat;
	char name[32];
	int r;

	snprintf(name, sizeof(name), "task/%d/stat", (int)id);
	r = pid_stat_read(dir, name, scratch, &stat);
	if (r < 0)
		return r;
	*ret = (struct thread){
		.id = (uint64_t)id,
		.user_seconds = (double)stat.utime_ticks / per_second,
		.system_seconds = (double)stat.stime_ticks / per_second,
		.state = { stat.state },
		.processor = stat.processor,
		.priority = stat.priority,
		.nice = stat.nice,
	};
	return arena_copy(arena, stat.comm, &ret->comm);
}

int threads_read(int dir, struct buffer *scratch, struct arena *arena, struct thread **ret,
                 size_t *ret_n)
{
	_cleanup_free_ pid_t *ids = NULL;
	size_t n_ids, n = 0;
	struct thread *list;
	int r = proc_numbers_read(dir, "task", &ids, &n_ids);

	if (r < 0)
		return r;
	list = arena_array(arena, n_ids, sizeof(*list));
	if (!list)
		return -ENOMEM;
	for (size_t i = 0; i < n_ids; i++) {
		r = read_one(dir, ids[i], scratch, arena, &list[n]);
		if (r == 0)
			n++;
		else if (r != -ENOENT && r != -ESRCH)
			return r;
	}
	*ret = list;
	*ret_n = n;
	return 0;
}

struct row {
	struct item item;
	struct thread thread;
};

static int read_items(const struct item_reading *reading)
{
	struct thread *list;
	size_t n_list = 0;
	int r = threads_read(reading->process->dir, reading->scratch, &reading->rows->arena, &list,
	                     &n_list);

	for (size_t n = 0; n < n_list && r == 0; n++) {
		struct row *row = rows_add(reading->rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->thread = list[n];
	}
	return r;
}

static int threads_scan(void *handle, const struct plan *plan, const struct take *take)
{
	return process_items_scan(handle, plan, take, read_items);
}

static void get_state(const void *record, struct value *ret)
{
	*ret = (struct value){
		.is = PRESENT,
		.text = text_of(((const struct row *)record)->thread.state),
	};
}

static const struct source sources[] = { { .path = "/proc/PID/task/TID/stat" } };

static const struct field fields[] = {
	ITEM_FIELDS,
	THREAD_FIELDS(struct row, thread.),
	FIELD(struct row, thread.comm, .name = "comm", .help = "name of the thread"),
	COMPUTED(KIND_TEXT, get_state, .name = "state", .help = "the letter of its state"),
	FIELD(struct row, thread.processor, .name = "cpu_num", .help = "CPU it last ran on"),
	FIELD(struct row, thread.priority, .name = "priority", .help = "the scheduler's priority"),
	FIELD(struct row, thread.nice, .name = "nice", .help = "nice value"),
};

const struct collector threads_collector = {
	.name = "threads",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct row),
	.key = "pid id",
	.labels = "pid id name",
	.scan = threads_scan,
};
