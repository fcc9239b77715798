/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost run: runs a command, and reports what it took. */
#include <errno.h>
#include <stdio.h>

#include "base/folder.h"
#include "collect/process/tree.h"
#include "command/action/action.h"
#include "command/action/action_output.h"
#include "command/action/change.h"
#include "command/action/child.h"
#include "command/action/peaks.h"
#include "command/action/signals.h"
#include "command/list.h"
#include "command/options.h"
#include "kernel/host.h"
#include "model/fault.h"
#include "write/output.h"

enum { KEY_THEN = 0x400, KEY_TREE, KEY_TIMEOUT };

struct own {
	struct opt_f64 interval_seconds; /* of samples; absent: none */
	struct opt_f64 timeout_seconds;
	struct opt_i64 then;
	const char *file;
	const char *columns;
	bool is_tree;
	bool is_quiet;
	struct change change; /* of the command, before it begins */
};

struct job {
	struct invocation *invocation;
	const struct own *own;
	struct child child;
	char **argv;
	struct text *command; /* the same */
	int fd;               /* of the report */
	bool is_late;         /* its time has run out */
	bool is_then_sent;
	struct timespec deadline;
	struct peaks peaks;
};

/* ---- the report ---- */

struct row {
	uint64_t pid;
	struct texts command;
	int64_t returncode;
	struct text signal;
	bool core_dumped;
	bool is_late;
	double elapsed_seconds;
	double user_seconds;
	double system_seconds;
	double cpu_percent;
	uint64_t peak_rss_bytes;
	uint64_t minor_faults, major_faults;
	uint64_t voluntary, involuntary;
	struct pid_io io;
	struct peak peaks[MOST_PEAKS];
};

#define R(member, ...) FIELD(struct row, member, __VA_ARGS__)

static const struct field fields[] = {
	R(pid, .name = "pid", .help = "process ID"),
	R(command, .name = "command", .help = "what was run"),
	R(returncode, .name = "returncode", .help = "exit status, or minus the signal"),
	R(signal, .name = "signal", .help = "the signal that killed it"),
	R(core_dumped, .name = "core_dumped", .help = "whether it left a core"),
	R(is_late, .name = "timed_out", .help = "whether its time ran out"),
	R(elapsed_seconds, .name = "elapsed", .unit = UNIT_SECONDS, .help = "how long it ran"),
	R(user_seconds, .name = "user", .unit = UNIT_SECONDS,
	  .help = "CPU time in user mode, of its descendants too"),
	R(system_seconds, .name = "system", .unit = UNIT_SECONDS,
	  .help = "CPU time in kernel mode, of its descendants too"),
	R(cpu_percent, .name = "cpu_percent", .unit = UNIT_PERCENT,
	  .help = "CPU time over elapsed time; 100 is one CPU"),
	R(peak_rss_bytes, .name = "peak_rss", .unit = UNIT_BYTES,
	  .help = "resident memory of the largest process at its largest"),
	R(minor_faults, .name = "minor_faults", .help = "page faults without I/O"),
	R(major_faults, .name = "major_faults", .help = "page faults that needed I/O"),
	R(voluntary, .name = "voluntary_ctx_switches", .help = "the CPU was given up"),
	R(involuntary, .name = "involuntary_ctx_switches", .help = "the CPU was taken away"),
	R(io.read_calls, .name = "read_count", .help = "read calls"),
	R(io.write_calls, .name = "write_count", .help = "write calls"),
	R(io.read_bytes, .name = "read_bytes", .unit = UNIT_BYTES, .help = "fetched from storage"),
	R(io.write_bytes, .name = "write_bytes", .unit = UNIT_BYTES, .help = "sent to storage"),
	R(io.read_chars, .name = "read_chars", .unit = UNIT_BYTES,
	  .help = "read, from the page cache too"),
	R(io.write_chars, .name = "write_chars", .unit = UNIT_BYTES,
	  .help = "written, to the page cache too"),
};

enum { FIELDS_WITH_PEAKS = ARRAY_SIZE(fields) + 1 };

static double seconds_of(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec * 1e-6;
}

static struct row row_of(const struct job *job)
{
	const struct child *child = &job->child;
	const struct rusage *usage = &child->usage;
	struct row row = {
		.pid = (uint64_t)child->pid,
		.command = { .items = job->command, .n = job->invocation->n_words, .is = PRESENT },
		.returncode = child->status.returncode,
		.core_dumped = child->status.core_dumped,
		.is_late = job->is_late,
		.elapsed_seconds = child->elapsed_seconds,
		.user_seconds = seconds_of(&usage->ru_utime),
		.system_seconds = seconds_of(&usage->ru_stime),
		.peak_rss_bytes = (uint64_t)usage->ru_maxrss * 1024, /* KiB, getrusage(2) */
		.minor_faults = (uint64_t)usage->ru_minflt,
		.major_faults = (uint64_t)usage->ru_majflt,
		.voluntary = (uint64_t)usage->ru_nvcsw,
		.involuntary = (uint64_t)usage->ru_nivcsw,
		.io = child->io,
	};

	if (row.elapsed_seconds > 0)
		row.cpu_percent =
			100 * (row.user_seconds + row.system_seconds) / row.elapsed_seconds;
	return row;
}

static int write_report(struct job *job)
{
	struct field all[FIELDS_WITH_PEAKS];
	struct action_output report = { .fields = all,
		                        .n_fields = ARRAY_SIZE(fields),
		                        .fd = job->fd,
		                        .is_one_row = true,
		                        .is_quiet = job->own->is_quiet };
	struct row row = row_of(job);
	char signal[SIGNAL_NAME_SIZE];
	int r;

	memcpy(all, fields, sizeof(fields));
	if (job->peaks.n > 0)
		all[report.n_fields++] = peaks_field(&job->peaks, offsetof(struct row, peaks));
	memcpy(row.peaks, job->peaks.values, sizeof(row.peaks));
	if (job->child.status.signal > 0) {
		signals_name(job->child.status.signal, signal);
		row.signal = text_of(signal);
	}
	action_output_begin(&report, job->invocation);
	action_output_row(&report, &row);
	r = action_output_end(&report);
	action_output_done(&report);
	return r;
}

/* ---- its time ---- */

static void add_seconds(struct timespec *time, double seconds)
{
	double whole = (double)(int64_t)seconds;

	time->tv_sec += (time_t)whole;
	time->tv_nsec += (long)((seconds - whole) * 1e9);
	if (time->tv_nsec >= 1000000000) {
		time->tv_nsec -= 1000000000;
		time->tv_sec++;
	}
}

static bool is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

/*
 * All that the command has started; where /proc does not show our processes, it alone. Orphans have
 * come to us, so that we are the root, unless we have children that are not the command's
 * (sh -c 'server & exec nvhost run ...'): orphans cannot be told from those, and are left alone.
 */
static void signal_descendants(struct job *job, int number)
{
	_cleanup_targets_ struct targets targets = { 0 };
	pid_t pid = job->child.has_strangers ? job->child.pid : getpid();
	struct target root = { .reference = { .pid = pid }, .pidfd = -1 };

	if (!job->child.is_visible || target_read_start(&root) < 0)
		return;
	targets.items = calloc(1, sizeof(root));
	if (!targets.items)
		return;
	targets.items[targets.n++] = root;
	if (action_add_descendants(job->invocation, &targets) < 0)
		return;
	for (size_t n = 1; n < targets.n; n++)
		if (targets.items[n].reference.pid != job->child.pid)
			target_signal(&targets.items[n], number, NULL);
}

/* Who is stopped must go on to be ended by anything but KILL, as timeout(1) sees to as well. */
static void signal_tree(struct job *job, int number)
{
	kill(job->child.pid, number);
	signal_descendants(job, number);
	if (number == SIGKILL || number == SIGCONT)
		return;
	kill(job->child.pid, SIGCONT);
	signal_descendants(job, SIGCONT);
}

/* The first time TERM, as psutil's terminate(); then what --then says, after as long again. */
static void end_command(struct job *job)
{
	int number = job->is_late ? (int)job->own->then.v : SIGTERM;

	job->is_then_sent = job->is_late;
	job->is_late = true;
	signal_tree(job, number);
	add_seconds(&job->deadline, job->own->timeout_seconds.v);
}

static bool has_deadline(const struct job *job)
{
	if (job->own->timeout_seconds.is != PRESENT)
		return false;
	return !job->is_late || (job->own->then.is == PRESENT && !job->is_then_sent);
}

/* Waits until that time (NULL: for ever), or the command's end. */
static bool has_ended_by(struct job *job, const struct timespec *until)
{
	while (has_deadline(job) && (!until || is_before(&job->deadline, until))) {
		if (child_wait(&job->child, &job->deadline))
			return true;
		end_command(job);
	}
	return child_wait(&job->child, until);
}

/* ---- samples ---- */

static bool pause_until(void *arg, const struct timespec *until)
{
	return !has_ended_by(arg, until);
}

static void tell_other(void *arg _unused_, const char *subject, int r)
{
	if (r != -ESRCH) /* between two samples it may well have ended */
		message_error(subject, r);
}

/* Samples until it has ended. */
static int sample(struct job *job)
{
	static const struct tree_options all = { .is_recursive = true };
	const struct own *own = job->own;
	char id[24];
	pid_t pid = own->is_tree ? getpid() : job->child.pid;
	struct operand operand = { .text = id, .reference = { .pid = pid } };
	struct query_options options = {
		.columns = own->columns,
		.interval = own->interval_seconds,
		.count = { .is = PRESENT }, /* without end */
		.where = (const char *const[]){ "status != 'zombie'" },
		.n_where = 1,
	};
	struct faults faults = { .tell = tell_other, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct query query = {
		.collector = own->is_tree ? &tree_children_collector : &process_collector,
		.options = &options,
		.operands = &operand,
		.n_operands = 1,
		.collector_options = own->is_tree ? &all : NULL,
		.faults = &faults,
		.pause = pause_until,
		.arg = job,
	};
	_cleanup_buffer_ struct buffer why = { 0 };
	int r = query_prepare(&query, "pid,status,cpu_percent,rss,num_threads,cmdline", &why);

	snprintf(id, sizeof(id), "%d", (int)pid);
	if (r == 0)
		r = peaks_begin(&job->peaks, job->invocation, &query, job->fd);
	if (r == 0)
		r = query_run(&query);
	peaks_done(&job->peaks);
	query_done(&query);
	return r;
}

/* Columns are checked before anything is run. */
static int check_columns(const struct own *own)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct scope scope = { .collector = &process_collector };
	struct columns columns = { 0 };
	int r = columns_parse(&scope, "pid", own->columns, &columns, &why);

	columns_done(&columns);
	return r == -EINVAL ? message_refuse(&why) : 0;
}

/* ---- the job ---- */

static int exit_status(const struct job *job)
{
	if (job->is_late)
		return EXIT_TIMEOUT;
	if (job->child.status.signal > 0)
		return EXIT_SIGNALLED + job->child.status.signal;
	return job->child.status.returncode;
}

/* That there is no room for another process or file says nothing about the command. */
static int status_of_failure(int error)
{
	if (error == -EAGAIN || fault_is_fatal(error))
		return EXIT_CANNOT_RUN;
	return error == -ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE;
}

static int prepare_command(const void *arg)
{
	return change_apply_to_self(arg);
}

static int run_to_end(struct job *job)
{
	int r = child_start(&job->child, job->argv, prepare_command, &job->own->change);

	if (r < 0) {
		child_done(&job->child);
		if (job->child.is_unprepared)
			return EXIT_CANNOT_RUN;
		message_error(job->invocation->words[0], r);
		return status_of_failure(r);
	}
	job->deadline = job->child.start;
	if (job->own->timeout_seconds.is == PRESENT)
		add_seconds(&job->deadline, job->own->timeout_seconds.v);
	if (job->own->interval_seconds.is == PRESENT)
		r = sample(job);
	has_ended_by(job, NULL); /* also where samples could not be had */
	if (r == 0)
		r = write_report(job);
	child_done(&job->child);
	if (r < 0)
		message_error(job->own->file, r);
	return r < 0 ? EXIT_CANNOT_RUN : exit_status(job);
}

static int open_report(struct job *job)
{
	job->fd = STDERR_FILENO;
	if (!job->own->file)
		return 0;
	job->fd = folder_create_file(job->own->file, 0666);
	if (job->fd >= 0)
		return 0;
	message_error(job->own->file, job->fd);
	return EXIT_CANNOT_RUN;
}

static int list_command(struct job *job)
{
	struct invocation *invocation = job->invocation;

	job->argv = arena_array(&invocation->memory, invocation->n_words + 1, sizeof(char *));
	job->command = arena_array(&invocation->memory, invocation->n_words, sizeof(struct text));
	if (!job->argv || !job->command) {
		message_error(NULL, -ENOMEM);
		return EXIT_CANNOT_RUN;
	}
	for (size_t n = 0; n < invocation->n_words; n++) {
		job->argv[n] = invocation->words[n];
		job->command[n] = text_of(invocation->words[n]);
	}
	return 0;
}

static int run(struct invocation *invocation)
{
	const struct own *own = invocation->own;
	struct job job = {
		.invocation = invocation,
		.own = own,
		.command =
			arena_array(&invocation->memory, invocation->n_words, sizeof(struct text)),
	};
	int r;

	if (invocation->n_words == 0)
		return message_usage("which command?");
	if (own->then.is == PRESENT && own->timeout_seconds.is != PRESENT)
		return message_usage("--then needs --timeout");
	if (own->interval_seconds.is != PRESENT && (own->columns || own->is_tree))
		return message_usage("--output and --tree are about samples: they need --interval");
	if (own->interval_seconds.is == PRESENT && !root_is_live(ROOT_PROC))
		return message_usage("another host's files have no samples of the command");
	if (own->change.is_asked[SET_OOM_SCORE_ADJ] && !root_is_live(ROOT_PROC))
		return message_usage("--oom-score-adj needs the /proc of this machine");
	r = check_columns(own);
	if (r == 0)
		r = list_command(&job);
	if (r == 0)
		r = open_report(&job);
	if (r == 0)
		r = run_to_end(&job);
	if (own->file && job.fd >= 0 && close(job.fd) < 0) {
		message_error(own->file, -errno);
		return EXIT_CANNOT_RUN;
	}
	return r;
}

/* ---- options ---- */

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Running:", 4 },
	{ "timeout", KEY_TIMEOUT, "DURATION", 0, "end it after that long, with status 124", 0 },
	{ "timeout", 't', "DURATION", OPTION_HIDDEN, "elsewhere -t is --terminal", 0 },
	{ "then", KEY_THEN, "SIGNAL", 0, "after as long again, send it this", 0 },
	{ "report", 'O', "FILE", 0, "report there, not to standard error", 0 },
	{ "quiet", 'q', 0, 0, "no report", 0 },
	{ 0, 0, 0, 0, "Settings of the command, which are made before it begins:", 5 },
	CHANGE_OPTIONS,
	{ 0, 0, 0, 0, "Samples while it runs:", 6 },
	{ "interval", 'i', "DURATION", 0, "take one that often", 0 },
	{ "output", 'o', "LIST", 0, "columns of `ps`, such as pid,rss,cpu_percent", 0 },
	{ "tree", KEY_TREE, 0, 0, "of its descendants too", 0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct invocation *invocation)
{
	struct own *own = invocation->own;

	switch (key) {
	case KEY_TIMEOUT:
	case 't':
		return options_duration(invocation, argument, &own->timeout_seconds);
	case KEY_THEN:
		return signals_parse(invocation, argument, &own->then);
	case 'O':
		own->file = argument;
		return options_file(invocation, "--report");
	case 'q':
		own->is_quiet = true;
		return 0;
	case 'i':
		return options_duration(invocation, argument, &own->interval_seconds);
	case 'o':
		own->columns = argument;
		return 0;
	case KEY_TREE:
		own->is_tree = true;
		return 0;
	default:
		return change_parse(key, invocation, argument, &own->change);
	}
}

static int list_fields(struct invocation *invocation _unused_, const struct field **ret,
                       size_t *ret_n)
{
	*ret = fields;
	*ret_n = ARRAY_SIZE(fields);
	return 0;
}

const struct command run_command = {
	.name = "run",
	.help = "run a command, and report what it took",
	.arguments = "[--] COMMAND [ARGUMENT]...",
	.options = options,
	.parse = parse,
	.own_size = sizeof(struct own),
	.run = run,
	.fields = list_fields,
	.is_in_order = true,
	.examples = {
		{ "nvhost run -- make", "what did make take?" },
		{ "nvhost run --timeout=1h -- ./backup", "end it after an hour" },
		{ "nvhost run -i 1 -o pid,rss -- make", "samples while it runs" },
	},
};
