/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads of a process: /proc/PID/task/TID/stat, status and wchan. */
#include "collect/process/threads.h"

#include <errno.h>
#include <fcntl.h>

#include "base/numbered.h"
#include "collect/process/process_items.h"
#include "collect/process/process_operands.h"
#include "collect/process/process_words.h"
#include "kernel/process/fd_tables.h"
#include "kernel/process/pid_status.h"
#include "kernel/process/pid_wchan.h"
#include "kernel/process/proc_pids.h"
#include "kernel/process/scheduling.h"

static int read_one(int dir, pid_t id, struct buffer *scratch, struct arena *arena,
                    struct thread *ret)
{
	double per_second = (double)sysconf(_SC_CLK_TCK);
	struct pid_stat stat;
	char name[NUMBERED_NAME];
	int r;

	numbered_name(name, "task/", (uint64_t)id, "/stat");
	r = pid_stat_read(dir, name, scratch, &stat);
	if (r < 0)
		return r;
	*ret = (struct thread){
		.id = (uint64_t)id,
		.user_seconds = (double)stat.utime_ticks / per_second,
		.system_seconds = (double)stat.stime_ticks / per_second,
		.stat = stat,
	};
	return arena_copy(arena, stat.comm, &ret->stat.comm);
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

struct thread_row {
	struct item item;
	struct thread thread;
	struct opt_f64 cpu_percent;
	struct pid_status status;
	struct numbers affinity;
	struct text wchan;
};

enum { THREAD_STAT = 1, THREAD_STATUS, THREAD_WCHAN, THREAD_AFFINITY, N_THREAD_SOURCES };

static int fill_status(const struct fill_context *context, void *record)
{
	return pid_status_read(context->dir, "status", context->scratch,
	                       &((struct thread_row *)record)->status);
}

static int fill_wchan(const struct fill_context *context, void *record)
{
	return pid_wchan_read(context->dir, context->scratch, context->arena,
	                      &((struct thread_row *)record)->wchan);
}

static int fill_affinity(const struct fill_context *context, void *record)
{
	struct thread_row *row = record;

	return affinity_read_task(context->dir, (pid_t)row->thread.id, context->scratch,
	                          context->arena, &row->affinity);
}

/* Reads other files in the directory of the thread. A thread that has ended has no row. */
static int read_more(const struct item_context *context, uint64_t sources, struct thread_row *row)
{
	_cleanup_close_ int dir = fd_tables_open(context->process, (pid_t)row->thread.id);
	struct fill_context own = { .dir = dir,
		                    .scratch = context->scratch,
		                    .arena = &context->rows->arena };

	return dir < 0 ? dir : collector_fill(&threads_collector, sources, &own, row);
}

static int read_threads(const struct item_context *context)
{
	uint64_t more = context->plan->sources & ~BIT(THREAD_STAT);
	struct thread *list;
	size_t n_list = 0;
	int r = threads_read(context->process->dir, context->scratch, &context->rows->arena, &list,
	                     &n_list);

	for (size_t n = 0; n < n_list && r == 0; n++) {
		struct thread_row *row = rows_add(context->rows, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->thread = list[n];
		r = more ? read_more(context, more, row) : 0;
		if (r == -ESRCH) {
			context->rows->n--;
			r = 0;
		}
	}
	return r;
}

/* An operand that is a thread ID stands for the process of that thread. */
static void find_processes(struct operand *operands, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct reference *reference = &operands[i].reference;
		bool is_plain =
			reference->start_ticks.is != PRESENT && reference->inode.is != PRESENT;
		pid_t pid = is_plain && reference->pid > 0 ? process_of_thread(reference->pid) : -1;

		if (pid > 0)
			reference->pid = pid;
	}
}

static int threads_scan(void *handle, const struct plan *plan, const struct take *take)
{
	find_processes(plan->operands, plan->n_operands);
	return process_items_scan(handle, plan, take, read_threads);
}

static void get_status(const void *record, struct value *ret)
{
	process_get_status(&((const struct thread_row *)record)->thread.stat, ret);
}

static void get_state(const void *record, struct value *ret)
{
	process_get_state(&((const struct thread_row *)record)->thread.stat, ret);
}

static void get_policy(const void *record, struct value *ret)
{
	process_get_policy(&((const struct thread_row *)record)->thread.stat, ret);
}

static const struct source sources[N_THREAD_SOURCES] = {
	[THREAD_STAT] = { .path = "/proc/PID/task/TID/stat" },
	[THREAD_STATUS] = { .path = "/proc/PID/task/TID/status", .fill = fill_status },
	[THREAD_WCHAN] = { .path = "/proc/PID/task/TID/wchan", .fill = fill_wchan },
	[THREAD_AFFINITY] = { .path = "sched_getaffinity(2)", .fill = fill_affinity },
};

#define T(member, ...) FIELD(struct thread_row, member, __VA_ARGS__)

static const struct field num_ctx_switches_members[] = {
	T(status.voluntary_switches, .name = "voluntary", .source = THREAD_STATUS,
	  .is_counter = true, .help = "context switches because the thread gave up the CPU"),
	T(status.involuntary_switches, .name = "involuntary", .source = THREAD_STATUS,
	  .is_counter = true, .help = "context switches because the CPU was taken from the thread"),
};

static const struct field page_faults_members[] = {
	T(thread.stat.minflt, .name = "minor", .source = THREAD_STAT, .is_counter = true,
	  .help = "page faults without I/O"),
	T(thread.stat.majflt, .name = "major", .source = THREAD_STAT, .is_counter = true,
	  .help = "page faults that needed I/O"),
};

static const struct rate cpu_percent_rate = { .of = "user_time system_time",
	                                      .scale = 100,
	                                      .is_rounded = true };

static const struct field fields[] = {
	ITEM_FIELDS,
	THREAD_FIELDS(struct thread_row, thread.),
	T(thread.stat.comm, .name = "comm", .help = "name of the thread"),
	COMPUTED(KIND_TEXT, get_status, .name = "status", .source = THREAD_STAT,
	         .words = process_status_words, .help = "state of the thread"),
	COMPUTED(KIND_TEXT, get_state, .name = "state", .source = THREAD_STAT,
	         .help = "state letter, as in ps(1)"),
	T(cpu_percent, .name = "cpu_percent", .unit = UNIT_PERCENT, .rate = &cpu_percent_rate,
	  .help = "CPU time in percent of the interval; 100 is one CPU"),
	T(thread.stat.processor, .name = "cpu_num", .source = THREAD_STAT,
	  .help = "CPU that the thread last ran on"),
	T(affinity, .name = "cpu_affinity", .unit = UNIT_CPUS, .source = THREAD_AFFINITY,
	  .help = "CPUs that the thread may run on"),
	COMPUTED(KIND_STRING, get_policy, .name = "policy", .source = THREAD_STAT,
	         .words = policy_words, .help = "scheduling policy"),
	T(thread.stat.priority, .name = "priority", .source = THREAD_STAT,
	  .help = "scheduling priority in the kernel"),
	T(thread.stat.rt_priority, .name = "rt_priority", .source = THREAD_STAT,
	  .help = "real-time priority, 1 to 99"),
	T(thread.stat.nice, .name = "nice", .source = THREAD_STAT, .help = "nice value, -20 to 19"),
	STRUCT(num_ctx_switches_members, .name = "num_ctx_switches", .help = "context switches"),
	STRUCT(page_faults_members, .name = "page_faults", .help = "page faults"),
	T(wchan, .name = "wchan", .source = THREAD_WCHAN,
	  .help = "kernel function in which the thread sleeps"),
	T(thread.stat.starttime_ticks, .name = "start_ticks", .unit = UNIT_TICKS,
	  .source = THREAD_STAT, .help = "start time in clock ticks since boot"),
};

const struct collector threads_collector = {
	.name = "threads",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct thread_row),
	.key = "pid id start_ticks",
	.labels = "pid id name",
	.may_block = true,
	.scan = threads_scan,
};
