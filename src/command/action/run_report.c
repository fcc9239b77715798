/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost run: the report. */
#include "command/action/action_output.h"
#include "command/action/run.h"
#include "command/action/signals.h"

struct run_row {
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

#define R(member, ...) FIELD(struct run_row, member, __VA_ARGS__)

const struct field run_fields[N_RUN_FIELDS] = {
	R(pid, .name = "pid", .help = "process ID"),
	R(command, .name = "command", .help = "the command and its arguments"),
	R(returncode, .name = "returncode", .help = "exit status, or minus the signal"),
	R(signal, .name = "signal", .help = "the signal that killed it"),
	R(core_dumped, .name = "core_dumped", .help = "whether it dumped core"),
	R(is_late, .name = "timed_out", .help = "whether --timeout ended it"),
	R(elapsed_seconds, .name = "elapsed", .unit = UNIT_SECONDS, .help = "how long it ran"),
	R(user_seconds, .name = "user", .unit = UNIT_SECONDS,
	  .help = "CPU time in user mode, descendants included"),
	R(system_seconds, .name = "system", .unit = UNIT_SECONDS,
	  .help = "CPU time in kernel mode, descendants included"),
	R(cpu_percent, .name = "cpu_percent", .unit = UNIT_PERCENT,
	  .help = "CPU time over elapsed time; 100 is one CPU"),
	R(peak_rss_bytes, .name = "peak_rss", .unit = UNIT_BYTES,
	  .help = "peak resident memory of the largest process"),
	R(minor_faults, .name = "minor_faults", .help = "page faults without I/O"),
	R(major_faults, .name = "major_faults", .help = "page faults that needed I/O"),
	R(voluntary, .name = "voluntary_ctx_switches",
	  .help = "context switches in which it gave up the CPU"),
	R(involuntary, .name = "involuntary_ctx_switches",
	  .help = "context switches in which the CPU was taken away"),
	R(io.read_calls, .name = "read_count", .help = "number of read calls"),
	R(io.write_calls, .name = "write_count", .help = "number of write calls"),
	R(io.read_bytes, .name = "read_bytes", .unit = UNIT_BYTES,
	  .help = "bytes fetched from storage"),
	R(io.write_bytes, .name = "write_bytes", .unit = UNIT_BYTES,
	  .help = "bytes sent to storage"),
	R(io.read_chars, .name = "read_chars", .unit = UNIT_BYTES,
	  .help = "bytes read, also from the page cache"),
	R(io.write_chars, .name = "write_chars", .unit = UNIT_BYTES,
	  .help = "bytes written, also to the page cache"),
};

enum { FIELDS_WITH_PEAKS = N_RUN_FIELDS + 1 };

static double seconds_of(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec * 1e-6;
}

static struct run_row row_of(const struct run_job *job)
{
	const struct child *child = &job->child;
	const struct rusage *usage = &child->usage;
	struct run_row row = {
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

int run_report(struct run_job *job)
{
	struct field all[FIELDS_WITH_PEAKS];
	struct action_output report = { .fields = all,
		                        .n_fields = N_RUN_FIELDS,
		                        .fd = job->fd,
		                        .is_one_row = true,
		                        .is_quiet = job->own->is_quiet };
	struct peaks *peaks = &job->samples.peaks;
	struct run_row row = row_of(job);
	char signal[SIGNAL_NAME_SIZE];
	int r;

	memcpy(all, run_fields, sizeof(run_fields));
	if (peaks->n > 0)
		all[report.n_fields++] = peaks_field(peaks, offsetof(struct run_row, peaks));
	memcpy(row.peaks, peaks->values, sizeof(row.peaks));
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
