/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses /proc/PID/limits:
 * "Max open files            1024                 524288               files".
 */
#include "kernel/process/pid_limits.h"

#include <errno.h>
#include <sys/resource.h>

#include "base/number.h"
#include "kernel/file.h"

static const struct limit_names {
	const char *name;
	struct text title; /* from lnames[] in fs/proc/base.c */
	int resource;
} names[N_LIMITS] = {
	[LIMIT_AS] = { "as", TEXT("Max address space"), RLIMIT_AS },
	[LIMIT_CORE] = { "core", TEXT("Max core file size"), RLIMIT_CORE },
	[LIMIT_CPU] = { "cpu", TEXT("Max cpu time"), RLIMIT_CPU },
	[LIMIT_DATA] = { "data", TEXT("Max data size"), RLIMIT_DATA },
	[LIMIT_FSIZE] = { "fsize", TEXT("Max file size"), RLIMIT_FSIZE },
	[LIMIT_LOCKS] = { "locks", TEXT("Max file locks"), RLIMIT_LOCKS },
	[LIMIT_MEMLOCK] = { "memlock", TEXT("Max locked memory"), RLIMIT_MEMLOCK },
	[LIMIT_MSGQUEUE] = { "msgqueue", TEXT("Max msgqueue size"), RLIMIT_MSGQUEUE },
	[LIMIT_NICE] = { "nice", TEXT("Max nice priority"), RLIMIT_NICE },
	[LIMIT_NOFILE] = { "nofile", TEXT("Max open files"), RLIMIT_NOFILE },
	[LIMIT_NPROC] = { "nproc", TEXT("Max processes"), RLIMIT_NPROC },
	[LIMIT_RSS] = { "rss", TEXT("Max resident set"), RLIMIT_RSS },
	[LIMIT_RTPRIO] = { "rtprio", TEXT("Max realtime priority"), RLIMIT_RTPRIO },
	[LIMIT_RTTIME] = { "rttime", TEXT("Max realtime timeout"), RLIMIT_RTTIME },
	[LIMIT_SIGPENDING] = { "sigpending", TEXT("Max pending signals"), RLIMIT_SIGPENDING },
	[LIMIT_STACK] = { "stack", TEXT("Max stack size"), RLIMIT_STACK },
};

const char *limit_name(enum limit limit)
{
	return names[limit].name;
}

int limit_resource(enum limit limit)
{
	return names[limit].resource;
}

bool limit_find(struct text name, enum limit *ret)
{
	for (int n = 0; n < N_LIMITS; n++)
		if (text_equal(name, text_of(names[n].name))) {
			*ret = (enum limit)n;
			return true;
		}
	return false;
}

static struct opt_i64 parse_limit(struct text *rest)
{
	struct text word;
	int64_t n = -1;

	if (!text_next_word(rest, &word))
		return (struct opt_i64){ 0 };
	if (!text_equal(word, TEXT("unlimited")) && (number_parse_i64(word, &n) < 0 || n < 0))
		return (struct opt_i64){ 0 };
	return (struct opt_i64){ .v = n, .is = PRESENT };
}

int pid_limits_parse(struct text text, struct pid_limits *ret)
{
	struct pid_limits limits = { 0 };
	bool is_any = false;
	struct text line;

	while (text_next_line(&text, &line))
		for (int n = 0; n < N_LIMITS; n++) {
			struct limit_pair *pair = &limits.limits[n];

			if (!text_eat(&line, names[n].title))
				continue;
			pair->soft = parse_limit(&line);
			pair->hard = parse_limit(&line);
			is_any = true;
			break;
		}
	if (!is_any)
		return -EINVAL;
	*ret = limits;
	return 0;
}

int pid_limits_read(int dir, struct buffer *scratch, struct pid_limits *ret)
{
	int r = file_read_record(dir, "limits", scratch);

	return r < 0 ? r : pid_limits_parse(buffer_text(scratch), ret);
}
