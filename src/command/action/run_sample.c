/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nvhost run: samples of the command. Reading a file of the command may block for ever
 * (kernel/patience.h), and a process with such a lost thread cannot end. So a child of nvhost, the
 * sampler, takes the samples, while nvhost waits for the command and forwards signals.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>

#include "base/moment.h"
#include "collect/process/tree.h"
#include "command/action/action.h"
#include "command/action/run.h"
#include "kernel/guard.h"
#include "kernel/patience.h"

/*
 * The result of the sampler. It is shorter than PIPE_BUF: one write(2) and one read(2) are enough.
 */
struct told {
	int error;
	bool is_lost; /* the sampler may never end */
	struct peak peaks[MOST_PEAKS];
};

static const char *const alive[] = { "status != 'zombie'" };

/* ---- the sampler ---- */

/* Waits for the next sample. Returns false if the command has ended: nvhost has closed the pipe. */
static bool pause_until(void *arg, const struct timespec *until)
{
	const struct samples *samples = arg;
	struct pollfd ended = { .fd = samples->ended[0], .events = POLLIN };
	struct timespec left;

	for (;;) {
		bool is_time = !moment_left(until, &left);
		int n = ppoll(&ended, 1, &left, NULL);

		if (n > 0)
			return false;
		if (n == 0 || is_time)
			return true;
	}
}

/* Whether a process belongs to the command: all but the sampler do. */
static bool is_of_command(void *arg, const void *record)
{
	const struct samples *samples = arg;
	struct value pid;

	record_value(samples->pid, record, &pid);
	return pid.is != PRESENT || pid.u != (uint64_t)getpid();
}

static void tell_other(void *arg _unused_, const char *subject, int r)
{
	if (r != -ESRCH) /* a process may end between two samples */
		message_error(subject, r);
}

static _Noreturn void be_sampler(struct run_job *job, pid_t parent)
{
	struct samples *samples = &job->samples;
	struct told told = { 0 };

	guard_follow(parent);
	close(samples->ended[1]);
	told.error = query_run(&samples->query);
	told.is_lost = patience_has_lost();
	memcpy(told.peaks, samples->peaks.values, sizeof(told.peaks));
	if (write(samples->told[1], &told, sizeof(told)) != sizeof(told))
		_exit(EXIT_PROBLEM);
	close(job->fd);
	close(samples->told[1]);
	guard_let_go();
	_exit(EXIT_DONE);
}

/* ---- nvhost's own process ---- */

static int start_sampler(struct run_job *job)
{
	struct samples *samples = &job->samples;
	pid_t parent = getpid();

	if (pipe2(samples->ended, O_CLOEXEC) < 0 || pipe2(samples->told, O_CLOEXEC) < 0)
		return -errno;
	job->child.aside = fork();
	if (job->child.aside == 0)
		be_sampler(job, parent);
	close(samples->ended[0]);
	close(samples->told[1]);
	samples->ended[0] = -1;
	samples->told[1] = -1;
	return job->child.aside < 0 ? -errno : 0;
}

static int prepare_samples(struct run_job *job)
{
	static const struct tree_options all = { .is_recursive = true };
	const struct run_options *own = job->own;
	const struct collector *collector =
		own->is_tree ? &tree_children_collector : &process_collector;
	_cleanup_buffer_ struct buffer why = { 0 };
	struct samples *samples = &job->samples;
	pid_t pid = own->is_tree ? getpid() : job->child.pid;
	int r;

	snprintf(samples->id, sizeof(samples->id), "%d", (int)pid);
	samples->operand = (struct operand){ .text = samples->id, .reference = { .pid = pid } };
	samples->pid = field_find(collector->fields, collector->n_fields, TEXT("pid"));
	samples->options = (struct query_options){
		.columns = own->columns,
		.interval = own->interval_seconds,
		.count = { .is = PRESENT }, /* 0: without limit */
		.where = alive,
		.n_where = ARRAY_SIZE(alive),
	};
	samples->faults = (struct faults){ .tell = tell_other, .lock = PTHREAD_MUTEX_INITIALIZER };
	samples->query = (struct query){
		.collector = collector,
		.options = &samples->options,
		.operands = &samples->operand,
		.n_operands = 1,
		.collector_options = own->is_tree ? &all : NULL,
		.restriction = { .holds = is_of_command, .arg = samples },
		.faults = &samples->faults,
		.pause = pause_until,
		.arg = samples,
	};
	r = query_prepare(&samples->query, "pid,status,cpu_percent,rss,num_threads,cmdline", &why);
	return r < 0 ? r : peaks_begin(&samples->peaks, job->invocation, &samples->query, job->fd);
}

int run_sample_begin(struct run_job *job)
{
	int r = prepare_samples(job);

	return r < 0 ? r : start_sampler(job);
}

/* The sampler finishes a last sample, or gives up a blocked read: that does not take long. */
int run_sample_end(struct run_job *job)
{
	struct samples *samples = &job->samples;
	struct told told = { .error = -EIO };
	ssize_t n;

	if (job->child.aside <= 0)
		return 0;
	cleanup_close(&samples->ended[1]);
	samples->ended[1] = -1;
	do {
		n = read(samples->told[0], &told, sizeof(told));
	} while (n < 0 && errno == EINTR);
	if (n != sizeof(told))
		told = (struct told){ .error = -EIO }; /* it was killed */
	memcpy(samples->peaks.values, told.peaks, sizeof(told.peaks));
	while (!told.is_lost && waitpid(job->child.aside, NULL, 0) < 0 && errno == EINTR)
		continue;
	return told.error;
}

void run_sample_done(struct samples *samples)
{
	for (size_t n = 0; n < ARRAY_SIZE(samples->ended); n++) {
		cleanup_close(&samples->ended[n]);
		cleanup_close(&samples->told[n]);
	}
	peaks_done(&samples->peaks);
	query_done(&samples->query);
}
