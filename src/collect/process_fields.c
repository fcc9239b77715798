/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: the table of fields. Names, order and meaning are psutil's (PARITY section 5). */
#include "collect/process.h"
#include "collect/tree.h"

#define P(member, ...) FIELD(struct process, member, __VA_ARGS__)

static const char *const status_words[] = { "running", "sleeping",     "disk-sleep",
	                                    "stopped", "tracing-stop", "zombie",
	                                    "dead",    "wake-kill",    "waking",
	                                    "idle",    "parked",       "?",
	                                    NULL };

/* The state's letter as psutil's word (PARITY C-01). */
static void get_status(const void *record, struct value *ret)
{
	static const char letters[] = "RSDTtZXKWIP";
	char state = ((const struct process *)record)->stat.state;
	const char *letter = state ? strchr(letters, state == 'x' ? 'X' : state) : NULL;
	size_t n = letter ? (size_t)(letter - letters) : sizeof(letters) - 1;

	*ret = (struct value){ .is = PRESENT, .text = text_of(status_words[n]) };
}

static void get_state(const void *record, struct value *ret)
{
	const struct process *process = record;

	*ret = (struct value){ .is = PRESENT,
		               .text = { .bytes = &process->stat.state, .length = 1 } };
}

static void get_is_kthread(const void *record, struct value *ret)
{
	const struct process *process = record;

	*ret = (struct value){ .is = PRESENT, .b = process_is_kthread(process) };
}

static const struct field uids_members[] = {
	P(status.uid_real, .name = "real", .source = SRC_STATUS, .help = "real user ID"),
	P(status.uid_effective, .name = "effective", .source = SRC_STATUS,
	  .help = "effective user ID"),
	P(status.uid_saved, .name = "saved", .source = SRC_STATUS, .help = "saved user ID"),
};

static const struct field gids_members[] = {
	P(status.gid_real, .name = "real", .source = SRC_STATUS, .help = "real group ID"),
	P(status.gid_effective, .name = "effective", .source = SRC_STATUS,
	  .help = "effective group ID"),
	P(status.gid_saved, .name = "saved", .source = SRC_STATUS, .help = "saved group ID"),
};

static const struct field cpu_times_members[] = {
	P(times.user, .name = "user", .unit = UNIT_SECONDS, .source = SRC_STAT,
	  .help = "CPU time in user mode, guest time included"),
	P(times.system, .name = "system", .unit = UNIT_SECONDS, .source = SRC_STAT,
	  .help = "CPU time in kernel mode"),
	P(times.children_user, .name = "children_user", .unit = UNIT_SECONDS, .source = SRC_STAT,
	  .help = "user time of children that were waited for"),
	P(times.children_system, .name = "children_system", .unit = UNIT_SECONDS,
	  .source = SRC_STAT, .help = "kernel time of children that were waited for"),
	P(times.iowait, .name = "iowait", .unit = UNIT_SECONDS, .source = SRC_STAT,
	  .help = "time waiting for block I/O, where delay accounting is on"),
};

static const struct field memory_info_members[] = {
	P(statm.rss_bytes, .name = "rss", .unit = UNIT_BYTES, .source = SRC_STATM, .is_short = true,
	  .help = "resident memory"),
	P(statm.vms_bytes, .name = "vms", .unit = UNIT_BYTES, .source = SRC_STATM, .is_short = true,
	  .help = "virtual memory"),
	P(statm.shared_bytes, .name = "shared", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .is_short = true, .help = "resident memory of files and shared memory"),
	P(statm.text_bytes, .name = "text", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "code"),
	P(statm.data_bytes, .name = "data", .unit = UNIT_BYTES, .source = SRC_STATM,
	  .help = "data and stack"),
};

static const struct rate cpu_percent_rate = { .of = "cpu_times.user cpu_times.system",
	                                      .scale = 100,
	                                      .is_rounded = true };

static const struct field process_fields[] = {
	P(pid, .name = "pid", .help = "process ID"),
	P(id, .name = "id", .source = SRC_ID,
	  .help = "identity PID@START: a PID that is used again does not have it"),
	P(stat.ppid, .name = "ppid", .source = SRC_STAT, .help = "PID of the parent"),
	P(name, .name = "name", .source = SRC_NAME,
	  .help = "name, completed from the command line where the kernel cut it"),
	P(exe, .name = "exe", .source = SRC_EXE, .help = "path of the program"),
	P(cmdline, .name = "cmdline", .source = SRC_CMDLINE, .help = "arguments"),
	COMPUTED(KIND_TEXT, get_status, .name = "status", .source = SRC_STAT, .words = status_words,
	         .help = "state of the process"),
	COMPUTED(KIND_TEXT, get_state, .name = "state", .source = SRC_STAT,
	         .help = "the letter of the state"),
	P(username, .name = "username", .source = SRC_USERNAME, .help = "name of the real user"),
	P(create_time, .name = "create_time", .unit = UNIT_EPOCH, .source = SRC_CREATE_TIME,
	  .help = "when it was started"),
	P(elapsed_seconds, .name = "elapsed", .unit = UNIT_SECONDS, .source = SRC_AGE,
	  .help = "time since it was started"),
	P(stat.starttime_ticks, .name = "start_ticks", .unit = UNIT_TICKS, .source = SRC_STAT,
	  .help = "when it was started, since boot"),
	P(cwd, .name = "cwd", .source = SRC_CWD, .help = "working directory"),
	P(stat.nice, .name = "nice", .source = SRC_STAT, .help = "nice value, -20 to 19"),
	STRUCT(uids_members, .name = "uids", .help = "user IDs"),
	STRUCT(gids_members, .name = "gids", .help = "group IDs"),
	P(terminal, .name = "terminal", .source = SRC_TERMINAL, .help = "controlling terminal"),
	P(stat.num_threads, .name = "num_threads", .source = SRC_STAT, .help = "threads"),
	STRUCT(cpu_times_members, .name = "cpu_times", .unit = UNIT_SECONDS, .help = "CPU time"),
	P(cpu_average_percent, .name = "cpu_average", .unit = UNIT_PERCENT, .source = SRC_AGE,
	  .help = "CPU time over life time"),
	P(cpu_percent, .name = "cpu_percent", .unit = UNIT_PERCENT, .rate = &cpu_percent_rate,
	  .help = "CPU time over the interval; 100 is one CPU"),
	STRUCT(memory_info_members, .name = "memory_info", .unit = UNIT_BYTES, .help = "memory"),
	P(memory_percent, .name = "memory_percent", .unit = UNIT_PERCENT,
	  .source = SRC_MEMORY_PERCENT, .help = "rss as a share of the machine's memory"),
	COMPUTED(KIND_BOOL, get_is_kthread, .name = "is_kthread", .source = SRC_STAT,
	         .help = "whether it is a thread of the kernel"),
	/* the last one is for trees only */
	P(depth, .name = "depth", .help = "how many ancestors are above it in the tree"),
};

#define COLLECTOR(collector_name, fields_of_it, how)                                             \
	{                                                                                        \
		.name = collector_name, .fields = process_fields, .n_fields = fields_of_it,      \
		.sources = process_sources, .n_sources = N_PROCESS_SOURCES,                      \
		.record_size = sizeof(struct process), .key = "pid start_ticks", .collect = how, \
		.complete = process_complete,                                                    \
	}

const struct collector process_collector =
	COLLECTOR("process", ARRAY_SIZE(process_fields) - 1, process_collect);
const struct collector tree_collector = COLLECTOR("tree", ARRAY_SIZE(process_fields), tree_collect);
const struct collector tree_children_collector =
	COLLECTOR("tree_children", ARRAY_SIZE(process_fields), tree_collect_children);
const struct collector tree_parents_collector =
	COLLECTOR("tree_parents", ARRAY_SIZE(process_fields), tree_collect_parents);
