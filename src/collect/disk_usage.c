/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How full file systems are: of each mount as df(1) lists them, or of the operands' paths. */
#include <errno.h>
#include <sys/stat.h>

#include "base/number.h"
#include "collect/disk.h"
#include "kernel/host.h"
#include "kernel/mounts.h"
#include "kernel/statfs.h"

enum { TIME_LIMIT_MS = 2000 };

struct usage {
	struct record record;
	struct mount mount;
	struct text path;
	uint64_t total_bytes;
	uint64_t used_bytes;
	uint64_t free_bytes;
	double percent;
	struct opt_u64 inodes;
	struct opt_u64 inodes_used;
	struct opt_u64 inodes_free;
	struct opt_f64 inodes_percent;
};

static double percent_of(uint64_t part, uint64_t rest)
{
	double whole = (double)part + (double)rest;

	return whole > 0 ? number_round1(100 * (double)part / whole) : 0;
}

/* File systems that make inodes as they need them have no number of them. */
static void set_inodes(const struct statfs_usage *usage, struct usage *row)
{
	if (usage->inodes == 0 || usage->inodes_free > usage->inodes)
		return;
	row->inodes = some_u64(usage->inodes);
	row->inodes_free = some_u64(usage->inodes_free);
	row->inodes_used = some_u64(usage->inodes - usage->inodes_free);
	row->inodes_percent = some_f64(percent_of(row->inodes_used.v, usage->inodes_free));
}

static int add_row(const struct plan *plan, const struct statfs_usage *usage,
                   const struct usage *names, struct rows *rows)
{
	struct usage *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	*row = *names;
	row->total_bytes = usage->total_bytes;
	row->used_bytes = usage->total_bytes - MIN(usage->unused_bytes, usage->total_bytes);
	row->free_bytes = usage->free_bytes;
	row->percent = percent_of(row->used_bytes, row->free_bytes);
	set_inodes(usage, row);
	return rows_offer(plan, NULL, rows);
}

/* A terminated copy of the text, for system calls and messages. */
static const char *string_of(struct text text, struct arena *arena)
{
	char *string = arena_alloc(arena, text.length + 1);

	return string ? memcpy(string, text.bytes, text.length) : NULL;
}

/* What is mounted below another at the same place cannot be asked about by its path. */
static bool is_shown(const struct mount *mounts, size_t n_mounts, size_t at, bool is_all)
{
	const struct mount *mount = &mounts[at];

	for (size_t n = at + 1; n < n_mounts; n++)
		if (text_equal(mounts[n].mountpoint, mount->mountpoint))
			return false;
	return is_all || mount->is_physical;
}

static int add_answers(const struct plan *plan, const struct statfs_question *questions,
                       const struct usage *names, size_t n_questions, struct rows *rows)
{
	int r = 0;

	for (size_t n = 0; n < n_questions && r == 0; n++)
		if (questions[n].error == 0)
			r = add_row(plan, &questions[n].usage, &names[n], rows);
		else if (questions[n].error != -EACCES)
			r = fault_go_on(plan->faults, questions[n].path, questions[n].error);
	return r;
}

static int disk_usage_scan_mounts(void *handle _unused_, const struct plan *plan,
                                  const struct take *take)
{
	const struct disk_options *options = plan->options;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct statfs_question *questions;
	struct mount *mounts = NULL;
	struct usage *names;
	size_t n_mounts = 0, n = 0;
	int r = mounts_read(&scratch, &rows.arena, &mounts, &n_mounts);

	if (r == 0 && !root_is_live(ROOT_PROC))
		r = -EOPNOTSUPP;
	if (r < 0)
		return fault_go_on(plan->faults, "/proc/self/mounts", r);
	questions = arena_array(&rows.arena, n_mounts, sizeof(*questions));
	names = arena_array(&rows.arena, n_mounts, sizeof(*names));
	if (!questions || !names)
		return -ENOMEM;
	for (size_t at = 0; at < n_mounts; at++) {
		if (text_equal(mounts[at].fstype, TEXT("autofs")) ||
		    !is_shown(mounts, n_mounts, at, options && options->is_all))
			continue;
		names[n].mount = mounts[at];
		questions[n].path = string_of(mounts[at].mountpoint, &rows.arena);
		questions[n].may_hang = statfs_may_hang(mounts[at].fstype);
		if (!questions[n++].path)
			return -ENOMEM;
	}
	statfs_ask(questions, n, TIME_LIMIT_MS);
	r = add_answers(plan, questions, names, n, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

/* What is behind a path is not known before it is asked: it may hang. */
static int disk_usage_scan_paths(void *handle _unused_, const struct plan *plan,
                                 const struct take *take)
{
	size_t n_paths = plan->n_operands;
	_cleanup_rows_ struct rows rows = { 0 };
	struct statfs_question *questions = arena_array(&rows.arena, n_paths, sizeof(*questions));
	struct usage *names = arena_array(&rows.arena, n_paths, sizeof(*names));
	int r = 0;

	if (!questions || !names)
		return -ENOMEM;
	for (size_t n = 0; n < n_paths; n++) {
		questions[n].path = plan->operands[n].text;
		questions[n].may_hang = true;
		names[n].path = text_of(plan->operands[n].text);
	}
	statfs_ask(questions, n_paths, TIME_LIMIT_MS);
	for (size_t n = 0; n < n_paths && r == 0; n++) {
		plan->operands[n].error = questions[n].error;
		r = fault_only_fatal(questions[n].error);
		if (questions[n].error == 0)
			r = add_row(plan, &questions[n].usage, &names[n], &rows);
	}
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = { { .path = "statvfs(3)" } };

#define U(member, ...) FIELD(struct usage, member, __VA_ARGS__)

#define USAGE                                                                               \
	U(total_bytes, .name = "total", .unit = UNIT_BYTES, .help = "size"),                \
		U(used_bytes, .name = "used", .unit = UNIT_BYTES, .help = "used"),          \
		U(free_bytes, .name = "free", .unit = UNIT_BYTES,                           \
	          .help = "what anybody may still use, not only root"),                     \
		U(percent, .name = "percent", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT, \
	          .help = "share that is used, of what anybody may use"),                   \
		U(inodes, .name = "inodes", .help = "inodes there can be"),                 \
		U(inodes_used, .name = "inodes_used", .help = "inodes that are used"),      \
		U(inodes_free, .name = "inodes_free", .help = "inodes that are free"),      \
		U(inodes_percent, .name = "inodes_percent", .unit = UNIT_PERCENT,           \
	          .gauge = GAUGE_PERCENT, .help = "share of inodes that is used")

static const struct field mounts_fields[] = {
	U(mount.mountpoint, .name = "mountpoint", .help = "where it is mounted"),
	U(mount.device, .name = "device", .help = "device, if it has one"),
	U(mount.fstype, .name = "fstype", .help = "type of the file system"),
	USAGE,
};

static const struct field paths_fields[] = {
	U(path, .name = "path", .help = "the path that was asked about"),
	USAGE,
};

const struct collector disk_usage_collector = {
	.name = "disk_usage",
	.fields = mounts_fields,
	.n_fields = ARRAY_SIZE(mounts_fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct usage),
	.key = "mountpoint",
	.scan = disk_usage_scan_mounts,
};

const struct collector disk_paths_collector = {
	.name = "disk_paths",
	.fields = paths_fields,
	.n_fields = ARRAY_SIZE(paths_fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct usage),
	.key = "path",
	.scan = disk_usage_scan_paths,
};
