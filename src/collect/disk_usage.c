/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage of file systems: of each one as df(1) lists them, or of those that contain the operands. */
#include <errno.h>
#include <sys/stat.h>

#include "collect/disk.h"
#include "kernel/event.h"
#include "kernel/host.h"
#include "kernel/mounts.h"
#include "kernel/statfs.h"

enum { TIME_LIMIT_MS = 2000 };

enum { SRC_TABLE, SRC_SIZE };

struct usage {
	struct record record;
	struct mount mount;
	struct text path;
	struct opt_u64 total_bytes, used_bytes, free_bytes;
	struct opt_f64 percent;
	struct opt_u64 inodes, inodes_used, inodes_free;
	struct opt_f64 inodes_percent;
};

static struct opt_f64 used_percent(struct opt_u64 used, struct opt_u64 rest)
{
	struct opt_u64 whole = rest;

	if (whole.is == PRESENT)
		opt_u64_add(&whole, used);
	return opt_percent(used, whole);
}

/* File systems that create inodes on demand have no fixed number of inodes. */
static void set_inodes(const struct statfs_usage *usage, struct usage *row)
{
	if (usage->inodes.is == PRESENT && usage->inodes_free.is == PRESENT &&
	    (usage->inodes.v == 0 || usage->inodes_free.v > usage->inodes.v))
		return;
	row->inodes = usage->inodes;
	row->inodes_free = usage->inodes_free;
	row->inodes_used = opt_u64_subtract(usage->inodes, usage->inodes_free);
	row->inodes_percent = used_percent(row->inodes_used, row->inodes_free);
}

static void set_usage(const struct statfs_usage *usage, struct usage *row)
{
	row->total_bytes = usage->total_bytes;
	row->used_bytes = opt_u64_subtract(usage->total_bytes, usage->unused_bytes);
	row->free_bytes = usage->free_bytes;
	row->percent = used_percent(row->used_bytes, row->free_bytes);
	set_inodes(usage, row);
}

static int add_row(const struct plan *plan, const struct statfs_question *question,
                   const struct usage *names, struct rows *rows)
{
	struct usage *row = rows_add(rows, sizeof(*row));
	int r = question->error;

	if (!row)
		return -ENOMEM;
	*row = *names;
	row->record.source[SRC_SIZE] = (uint8_t)(r == 0 ? PRESENT : fault_presence(r));
	if (r == 0)
		set_usage(&question->usage, row);
	return rows_offer(plan, NULL, rows);
}

/*
 * Reports why a file system could not be asked, unless it is not accessible to this user or has no
 * size.
 */
static int tell_of_error(const struct plan *plan, const struct statfs_question *question)
{
	int r = question->error;

	if (r == 0 || r == -ENODATA || r == -EOPNOTSUPP || fault_presence(r) == DENIED)
		return 0;
	return fault_go_on(plan->faults, question->path, r);
}

static int add_answers(const struct plan *plan, const struct statfs_question *questions,
                       const struct usage *names, size_t n_questions, struct rows *rows)
{
	int r = 0;

	for (size_t n = 0; n < n_questions && r == 0; n++) {
		r = tell_of_error(plan, &questions[n]);
		if (r == 0)
			r = add_row(plan, &questions[n], &names[n], rows);
	}
	return r;
}

/*
 * Prepares the question for one mount. If the host is seen from a container, the answer must come
 * from the device of that mount. A covered mount cannot be asked.
 */
static int prepare_question(const struct mount *mount, struct arena *arena,
                            struct statfs_question *ret)
{
	int r = host_path(arena, mount->mountpoint, &ret->path);

	ret->may_hang = statfs_may_hang(mount->fstype);
	if (host_is_mounted())
		ret->number = mount->number;
	if (mount->is_hidden || text_equal(mount->fstype, TEXT("autofs")))
		r = -ENODATA;
	ret->error = r;
	return fault_only_fatal(r);
}

/* With -a, covered mounts and automount triggers have a row too, but no size. */
static bool is_shown(const struct mount *mount, bool is_kept, bool is_all)
{
	return is_all ||
	       (is_kept && mount->is_physical && !text_equal(mount->fstype, TEXT("autofs")));
}

/*
 * A file system of / without a device has a row as well: in a container, on a diskless machine, on
 * a live system. Of several mounts there, the last is the one that is seen.
 */
static void choose_top(const struct mounts *mounts, bool *is_chosen)
{
	for (size_t n = mounts->n; n > 0; n--)
		if (text_equal(mounts->items[n - 1].mountpoint, TEXT("/"))) {
			is_chosen[n - 1] |= !mounts->items[n - 1].is_physical;
			return;
		}
}

static int choose_mounts(const struct disk_options *options, const struct mounts *mounts,
                         struct arena *arena, bool **ret)
{
	bool is_all = options && options->is_all;
	bool *is_chosen = arena_array(arena, mounts->n, sizeof(*is_chosen));
	int r = is_chosen ? mounts_keep_one(mounts, is_chosen) : -ENOMEM;

	for (size_t n = 0; n < mounts->n && r == 0; n++)
		is_chosen[n] = is_shown(&mounts->items[n], is_chosen[n], is_all);
	if (r == 0)
		choose_top(mounts, is_chosen);
	*ret = is_chosen;
	return r;
}

/*
 * If the filter needs no sizes, it decides before the file system is asked, which may not answer.
 */
static bool is_worth_asking(const struct plan *plan, struct usage *names)
{
	return (plan->deciding & BIT(SRC_SIZE)) || plan_wants(plan, names);
}

static int disk_usage_scan_mounts(void *handle _unused_, const struct plan *plan,
                                  const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct statfs_question *questions;
	struct mounts mounts = { 0 };
	struct usage *names;
	bool *is_chosen;
	size_t n = 0;
	int r = mounts_read(&scratch, &rows.arena, &mounts);

	if (r < 0)
		return fault_go_on(plan->faults, "/proc/self/mountinfo", r);
	questions = arena_array(&rows.arena, mounts.n, sizeof(*questions));
	names = arena_array(&rows.arena, mounts.n, sizeof(*names));
	if (!questions || !names)
		return -ENOMEM;
	r = choose_mounts(plan->options, &mounts, &rows.arena, &is_chosen);
	for (size_t at = 0; at < mounts.n && r == 0; at++)
		if (is_chosen[at]) {
			names[n].mount = mounts.items[at];
			if (is_worth_asking(plan, &names[n]))
				r = prepare_question(&mounts.items[at], &rows.arena,
				                     &questions[n++]);
		}
	if (r == 0 && (plan->sources & BIT(SRC_SIZE)))
		statfs_ask(questions, n, TIME_LIMIT_MS);
	if (r == 0)
		r = add_answers(plan, questions, names, n, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

/* The file system of a path is not known in advance: any question may hang. */
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
	for (size_t n = 0; n < n_paths && r == 0; n++) {
		names[n].path = text_of(plan->operands[n].text);
		questions[n].may_hang = true;
		questions[n].error = host_path(&rows.arena, names[n].path, &questions[n].path);
		r = fault_only_fatal(questions[n].error);
	}
	if (r == 0)
		statfs_ask(questions, n_paths, TIME_LIMIT_MS);
	for (size_t n = 0; n < n_paths && r == 0; n++) {
		plan->operands[n].error = questions[n].error;
		r = fault_only_fatal(questions[n].error);
		if (questions[n].error == 0)
			r = add_row(plan, &questions[n], &names[n], &rows);
	}
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = {
	[SRC_TABLE] = { .path = "/proc/self/mountinfo" },
	[SRC_SIZE] = { .path = "statfs(2)" },
};

#define U(member, ...) FIELD(struct usage, member, __VA_ARGS__)
#define S(member, ...) U(member, .source = SRC_SIZE, __VA_ARGS__)

#define USAGE                                                                                    \
	S(total_bytes, .name = "total", .unit = UNIT_BYTES, .help = "size of the file system"),  \
		S(used_bytes, .name = "used", .unit = UNIT_BYTES, .help = "space that is used"), \
		S(free_bytes, .name = "free", .unit = UNIT_BYTES,                                \
	          .help = "space available to users other than root"),                           \
		S(percent, .name = "percent", .unit = UNIT_PERCENT, .gauge = GAUGE_PERCENT,      \
	          .help = "used in percent of used + free"),                                     \
		S(inodes, .name = "inodes", .help = "number of inodes"),                         \
		S(inodes_used, .name = "inodes_used", .help = "number of inodes that are used"), \
		S(inodes_free, .name = "inodes_free", .help = "number of inodes that are free"), \
		S(inodes_percent, .name = "inodes_percent", .unit = UNIT_PERCENT,                \
	          .gauge = GAUGE_PERCENT, .help = "share of the inodes that is used")

static const struct field mounts_fields[] = {
	U(mount.mountpoint, .name = "mountpoint", .help = "path where the file system is mounted"),
	U(mount.device, .name = "device", .help = "mounted device or other source"),
	U(mount.fstype, .name = "fstype", .help = "type of the file system"),
	U(mount.root, .name = "root", .help = "directory of the file system that is mounted there"),
	USAGE,
};

static const struct field paths_fields[] = {
	U(path, .name = "path", .help = "path of the operand"),
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
	.event = EVENT_MOUNTS,
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
