/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes: control group, namespaces, capabilities, signals, security labels, out-of-memory
 * killer and run queue, with a fill function for each kernel file.
 */
#include <errno.h>
#include <stdio.h>

#include "base/capability_names.h"
#include "base/number.h"
#include "base/signal_names.h"
#include "collect/process/process.h"
#include "kernel/file.h"
#include "kernel/patience.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/pid_wchan.h"
#include "kernel/process/process_handle.h"

enum { NS_PER_SECOND = 1000 * 1000 * 1000, BITS = 64 };

/* Reads a text of one line. Returns -ENODATA if the line is empty or "0". */
static int read_line(const struct fill_context *context, const char *name, struct text *ret)
{
	struct text line;
	int r = patience_read(context->dir, name, PATIENCE_EXEC, FILE_LARGEST, context->scratch);

	if (r < 0)
		return r;
	line = text_trim(buffer_text(context->scratch));
	if (line.length > 0 && line.bytes[line.length - 1] == '\0') /* SELinux includes the NUL */
		line.length--;
	if (line.length == 0 || text_equal(line, TEXT("0")))
		return -ENODATA;
	return arena_copy(context->arena, line, ret);
}

int process_fill_wchan(const struct fill_context *context, void *record)
{
	return pid_wchan_read(context->dir, context->scratch, context->arena,
	                      &((struct process *)record)->wchan);
}

int process_fill_oom_score(const struct fill_context *context, void *record)
{
	return file_read_u64(context->dir, "oom_score", &((struct process *)record)->oom_score);
}

int process_fill_oom_score_adj(const struct fill_context *context, void *record)
{
	return file_read_i64(context->dir, "oom_score_adj",
	                     &((struct process *)record)->oom_score_adj);
}

int process_fill_cgroup(const struct fill_context *context, void *record)
{
	struct pid_cgroup *cgroup = &((struct process *)record)->cgroup;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	if (r == 0)
		r = pid_cgroup_read(task, context->scratch, context->arena, cgroup);
	return r == -EINVAL ? -ENODATA : r; /* the file of a process that has ended is empty */
}

int process_fill_cgroup_frozen(const struct fill_context *context, void *record)
{
	const struct process_shared *shared = context->shared;
	bool *is_frozen = &((struct process *)record)->is_cgroup_frozen;
	struct text text = { 0 };
	int task, r = process_handle_task(context->held, context->scratch, &task);

	if (r == 0)
		r = file_read(task, "cgroup", context->scratch);
	if (r == 0)
		r = arena_copy(context->arena, buffer_text(context->scratch), &text);
	return r < 0 ? r : cgroup_freezer_read(&shared->freezer, text, context->scratch, is_frozen);
}

/* Parses the target of the link: "mnt:[4026531840]". */
static int read_namespace(int dir, const char *name, struct buffer *scratch, struct opt_u64 *ret)
{
	struct text kind, rest;
	int r = patience_read_link(dir, name, PATIENCE_EXEC, scratch);

	if (r < 0)
		return r;
	if (!text_cut(buffer_text(scratch), '[', &kind, &rest) ||
	    !text_cut(rest, ']', &rest, &kind) || number_parse_u64(rest, &ret->v) < 0)
		return -EOPNOTSUPP;
	ret->is = PRESENT;
	return 0;
}

/* A kernel may lack some namespaces. */
int process_fill_namespaces(const struct fill_context *context, void *record)
{
	static const char *const names[N_NAMESPACES] = {
		[NS_CGROUP] = "ns/cgroup", [NS_IPC] = "ns/ipc", [NS_MNT] = "ns/mnt",
		[NS_NET] = "ns/net",       [NS_PID] = "ns/pid", [NS_TIME] = "ns/time",
		[NS_USER] = "ns/user",     [NS_UTS] = "ns/uts",
	};
	struct opt_u64 *namespaces = ((struct process *)record)->namespaces;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	if (r < 0)
		return r;
	r = -ENOENT;
	for (size_t n = 0; n < N_NAMESPACES; n++) {
		int error = read_namespace(task, names[n], context->scratch, &namespaces[n]);

		if (error == 0)
			r = 0;
		else if (error == -ENOENT)
			namespaces[n].is = process_is_zombie(record) ? ZOMBIE : UNSUPPORTED;
		else
			return error;
	}
	return r;
}

/*
 * Lists the names of the bits that are set. NAME writes the name of bit 0 and up, or returns false
 * if the bit has no name; then the number is listed.
 */
static int list_bits(struct arena *arena, struct opt_u64 mask,
                     bool (*name)(unsigned bit, char ret[SIGNAL_NAME_SIZE]), struct texts *ret)
{
	struct text *items =
		arena_array(arena, (size_t)__builtin_popcountll(mask.v), sizeof(*items));
	char word[SIGNAL_NAME_SIZE];
	size_t n = 0;
	int r = 0;

	if (!items)
		return -ENOMEM;
	for (unsigned bit = 0; bit < BITS && r == 0; bit++) {
		if (!(mask.v & BIT(bit)))
			continue;
		if (!name(bit, word))
			snprintf(word, sizeof(word), "%u", bit);
		r = arena_copy(arena, text_of(word), &items[n++]);
	}
	*ret = (struct texts){ .items = items,
		               .n = n,
		               .is = mask.is == PRESENT ? PRESENT : UNSUPPORTED };
	return r;
}

struct set {
	struct opt_u64 mask;
	struct texts *ret;
};

static int list_sets(struct arena *arena, const struct set *sets, size_t n_sets,
                     bool (*name)(unsigned bit, char ret[SIGNAL_NAME_SIZE]))
{
	int r = 0;

	for (size_t n = 0; n < n_sets && r == 0; n++)
		r = list_bits(arena, sets[n].mask, name, sets[n].ret);
	return r;
}

static bool name_capability(unsigned bit, char ret[SIGNAL_NAME_SIZE])
{
	const char *name = capability_name(bit);

	return name && snprintf(ret, SIGNAL_NAME_SIZE, "%s", name) > 0;
}

int process_fill_capabilities(const struct fill_context *context, void *record)
{
	struct process *process = record;
	const struct pid_status *status = &process->status;
	struct process_capabilities *capabilities = &process->capabilities;
	const struct set sets[] = {
		{ status->cap_effective, &capabilities->effective },
		{ status->cap_permitted, &capabilities->permitted },
		{ status->cap_inheritable, &capabilities->inheritable },
		{ status->cap_bounding, &capabilities->bounding },
		{ status->cap_ambient, &capabilities->ambient },
	};

	return list_sets(context->arena, sets, ARRAY_SIZE(sets), name_capability);
}

/* Bit 0 is signal 1. Signals reserved by the C library have a number but no name. */
static bool name_signal(unsigned bit, char ret[SIGNAL_NAME_SIZE])
{
	int number = (int)bit + 1;

	return signal_name_format(number, ret) == 0 ||
	       snprintf(ret, SIGNAL_NAME_SIZE, "%d", number) > 0;
}

int process_fill_signals(const struct fill_context *context, void *record)
{
	struct process *process = record;
	const struct pid_status *status = &process->status;
	const struct set sets[] = {
		{ status->signals_pending, &process->signals.pending },
		{ status->signals_blocked, &process->signals.blocked },
		{ status->signals_ignored, &process->signals.ignored },
		{ status->signals_caught, &process->signals.caught },
	};

	return list_sets(context->arena, sets, ARRAY_SIZE(sets), name_signal);
}

/* Without SELinux, AppArmor or Smack, the read fails with EINVAL. */
int process_fill_security_label(const struct fill_context *context, void *record)
{
	int r = read_line(context, "attr/current", &((struct process *)record)->security_label);

	return r == -EINVAL ? -EOPNOTSUPP : r;
}

/* Reads a login ID. 2³² - 1 means that there was no login (CONFIG_AUDIT, kernel/audit.c). */
static int read_login(const struct fill_context *context, const char *name, uint64_t *ret)
{
	int r = file_read_u64(context->dir, name, ret);

	return r == 0 && *ret == UINT32_MAX ? -ENODATA : r;
}

int process_fill_loginuid(const struct fill_context *context, void *record)
{
	return read_login(context, "loginuid", &((struct process *)record)->loginuid);
}

int process_fill_sessionid(const struct fill_context *context, void *record)
{
	return read_login(context, "sessionid", &((struct process *)record)->sessionid);
}

/* schedstat is "ran waited slices", in nanoseconds (Documentation/scheduler/sched-stats.rst). */
int process_fill_run_queue(const struct fill_context *context, void *record)
{
	struct process *process = record;
	int r = file_read_record(context->dir, "schedstat", context->scratch);
	struct text text = r == 0 ? buffer_text(context->scratch) : TEXT("");
	uint64_t ran_ns, waited_ns;

	if (r < 0)
		return r;
	if (number_next_u64(&text, &ran_ns) < 0 || number_next_u64(&text, &waited_ns) < 0)
		return -EOPNOTSUPP; /* CONFIG_SCHED_INFO is off */
	process->run_queue_seconds = (double)waited_ns / NS_PER_SECOND;
	return 0;
}

#define NAMESPACE(NS, ns_name, what) \
	P(namespaces[NS], .name = (ns_name), .source = SRC_NAMESPACES, .help = (what))

const struct field process_namespaces_members[N_NAMESPACES] = {
	NAMESPACE(NS_CGROUP, "cgroup", "root of the control groups"),
	NAMESPACE(NS_IPC, "ipc", "System V IPC and POSIX message queues"),
	NAMESPACE(NS_MNT, "mnt", "mount points"),
	NAMESPACE(NS_NET, "net", "network devices and ports"),
	NAMESPACE(NS_PID, "pid", "process IDs"),
	NAMESPACE(NS_TIME, "time", "monotonic clocks"),
	NAMESPACE(NS_USER, "user", "users and capabilities"),
	NAMESPACE(NS_UTS, "uts", "host name and domain name"),
};

#define CAPABILITIES(set, what) \
	P(capabilities.set, .name = #set, .source = SRC_CAPABILITIES, .help = (what))

const struct field process_capabilities_members[N_CAPABILITY_SETS] = {
	CAPABILITIES(effective, "capabilities that the kernel checks"),
	CAPABILITIES(permitted, "capabilities that may become effective"),
	CAPABILITIES(inheritable, "capabilities that file capabilities can pass on in execve(2)"),
	CAPABILITIES(bounding, "limit of the capabilities that execve(2) can grant"),
	CAPABILITIES(ambient, "capabilities that execve(2) keeps without file capabilities"),
};

#define SIGNALS(set, what) P(signals.set, .name = #set, .source = SRC_SIGNALS, .help = (what))

const struct field process_signals_members[N_SIGNAL_SETS] = {
	SIGNALS(pending, "signals sent to the process but not delivered yet"),
	SIGNALS(blocked, "signals that the main thread blocks"),
	SIGNALS(ignored, "signals that the process ignores"),
	SIGNALS(caught, "signals that the process handles"),
};
