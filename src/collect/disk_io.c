/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disk I/O statistics of /proc/diskstats, and rates as in iostat(1). */
#include <errno.h>
#include <stdio.h>

#include "base/number.h"
#include "collect/disk.h"
#include "kernel/disk_kind.h"
#include "kernel/diskstats.h"
#include "kernel/file.h"

struct disk {
	struct record record;
	struct diskstat stat;
	struct opt_f64 read_rate;
	struct opt_f64 write_rate;
	struct opt_f64 read_bytes_rate;
	struct opt_f64 write_bytes_rate;
	struct opt_f64 utilization;
	struct opt_f64 queue;
	struct opt_f64 await_ms;
};

static int add_row(const struct plan *plan, const struct diskstat *stat, struct rows *rows)
{
	struct disk *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->stat = *stat;
	return rows_offer(plan, NULL, rows);
}

static bool is_shown(const struct plan *plan, const struct diskstat *stat)
{
	const struct disk_options *options = plan->options;

	return (options && options->is_all) || !disk_is_idle(stat->name);
}

static int read_all(const struct plan *plan, struct arena *arena, struct diskstats *ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	int r = diskstats_read(&scratch, arena, ret);

	if (r == 0 && ret->n_odd > 0)
		fault_tell(plan->faults, "/proc/diskstats: malformed lines are left out", 0);
	return fault_go_on(plan->faults, "/proc/diskstats", r);
}

static int disk_io_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct diskstats stats = { 0 };
	int r = read_all(plan, &rows.arena, &stats);

	for (size_t n = 0; n < stats.n && r == 0; n++)
		if (is_shown(plan, &stats.items[n]))
			r = add_row(plan, &stats.items[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static void add_up(struct diskstat *total, const struct diskstat *part)
{
	opt_u64_add(&total->reads, part->reads);
	opt_u64_add(&total->writes, part->writes);
	opt_u64_add(&total->read_bytes, part->read_bytes);
	opt_u64_add(&total->write_bytes, part->write_bytes);
	opt_u64_add(&total->read_ms, part->read_ms);
	opt_u64_add(&total->write_ms, part->write_ms);
	opt_u64_add(&total->reads_merged, part->reads_merged);
	opt_u64_add(&total->writes_merged, part->writes_merged);
	opt_u64_add(&total->busy_ms, part->busy_ms);
	opt_u64_add(&total->weighted_ms, part->weighted_ms);
	opt_u64_add(&total->in_flight, part->in_flight);
	opt_u64_add(&total->discards, part->discards);
	opt_u64_add(&total->discarded_bytes, part->discarded_bytes);
	opt_u64_add(&total->flushes, part->flushes);
}

static int add_part(const struct plan *plan, const struct diskstat *stat, struct diskstat *total)
{
	struct disk part = { .stat = *stat };
	int r = plan->continue_part ? plan->continue_part(plan->arg, &part) : 0;

	add_up(total, &part.stat);
	return r;
}

/*
 * The total of psutil: whole disks without partitions, but including stacked devices (values.md
 * P-363).
 */
static int disk_io_scan_total(void *handle _unused_, const struct plan *plan,
                              const struct take *take)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct diskstats stats = { 0 };
	struct diskstat total = diskstat_none;
	size_t n_disks = 0;
	int r = read_all(plan, &rows.arena, &stats);

	for (size_t n = 0; n < stats.n && r == 0; n++) {
		if (!disk_is_whole(stats.items[n].name) || !is_shown(plan, &stats.items[n]))
			continue;
		r = add_part(plan, &stats.items[n], &total);
		n_disks++;
	}
	if (r == 0 && n_disks > 0)
		r = add_row(plan, &total, &rows);
	else if (r == 0 &&
	         stats.n > 0) /* without /sys/block, partitions cannot be told from disks */
		r = fault_go_on(plan->faults, "/sys/block",
		                file_exists(root_open(ROOT_SYS), "block"));
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static struct value sum_of(struct opt_u64 reads, struct opt_u64 writes)
{
	opt_u64_add(&reads, writes);
	return (struct value){ .is = reads.is, .u = reads.v };
}

static void get_io_count(const void *record, struct value *ret)
{
	const struct diskstat *stat = &((const struct disk *)record)->stat;

	*ret = sum_of(stat->reads, stat->writes);
}

static void get_io_ms(const void *record, struct value *ret)
{
	const struct diskstat *stat = &((const struct disk *)record)->stat;

	*ret = sum_of(stat->read_ms, stat->write_ms);
}

static void get_is_partition(const void *record, struct value *ret)
{
	const struct disk *disk = record;

	struct opt_bool is_partition = disk_is_partition(disk->stat.name);

	*ret = (struct value){ .is = is_partition.is, .b = is_partition.v };
}

static void get_is_stacked(const void *record, struct value *ret)
{
	const struct disk *disk = record;

	struct opt_bool is_stacked = disk_is_stacked(disk->stat.name);

	*ret = (struct value){ .is = is_stacked.is, .b = is_stacked.v };
}

static const struct source sources[] = { { .path = "/proc/diskstats" } };

#define RATE(variable, counters, per_what, factor) \
	static const struct rate variable = { .of = counters, .per = per_what, .scale = factor }

RATE(read_rate, "read_count", NULL, 1);
RATE(write_rate, "write_count", NULL, 1);
RATE(read_bytes_rate, "read_bytes", NULL, 1);
RATE(write_bytes_rate, "write_bytes", NULL, 1);
RATE(utilization_rate, "busy_time", NULL, 0.1); /* milliseconds per second to percent */
RATE(queue_rate, "weighted_time", NULL, 0.001);
RATE(await_rate, "io_time", "io_count", 1);

#define D(member, ...)       FIELD(struct disk, member, __VA_ARGS__)
#define COUNTER(member, ...) D(stat.member, .is_counter = true, __VA_ARGS__)

static const struct field fields[] = {
	D(stat.name, .name = "name", .help = "name of the device"),
	COUNTER(reads, .name = "read_count", .heading = "READS", .help = "number of reads"),
	COUNTER(writes, .name = "write_count", .heading = "WRITES", .help = "number of writes"),
	COUNTER(read_bytes, .name = "read_bytes", .heading = "READ", .unit = UNIT_BYTES,
	        .help = "bytes read"),
	COUNTER(write_bytes, .name = "write_bytes", .heading = "WRITTEN", .unit = UNIT_BYTES,
	        .help = "bytes written"),
	COUNTER(read_ms, .name = "read_time", .heading = "RTIME", .unit = UNIT_MILLISECONDS,
	        .help = "time that reads took"),
	COUNTER(write_ms, .name = "write_time", .heading = "WTIME", .unit = UNIT_MILLISECONDS,
	        .help = "time that writes took"),
	COUNTER(reads_merged, .name = "read_merged_count", .heading = "RMERGED",
	        .help = "reads merged with other reads"),
	COUNTER(writes_merged, .name = "write_merged_count", .heading = "WMERGED",
	        .help = "writes merged with other writes"),
	COUNTER(busy_ms, .name = "busy_time", .heading = "BUSY", .unit = UNIT_MILLISECONDS,
	        .help = "time with I/O in flight"),
	D(stat.in_flight, .name = "in_flight", .help = "number of requests in flight now"),
	COUNTER(weighted_ms, .name = "weighted_time", .unit = UNIT_MILLISECONDS,
	        .help = "time of all requests in flight, summed"),
	COUNTER(discards, .name = "discard_count", .help = "number of discard requests"),
	COUNTER(discarded_bytes, .name = "discard_bytes", .unit = UNIT_BYTES,
	        .help = "bytes discarded"),
	COUNTER(flushes, .name = "flush_count", .help = "number of flush requests"),
	COMPUTED(KIND_OPT_U64, get_io_count, .name = "io_count", .is_counter = true,
	         .help = "number of reads and writes"),
	COMPUTED(KIND_OPT_U64, get_io_ms, .name = "io_time", .unit = UNIT_MILLISECONDS,
	         .is_counter = true, .help = "time that reads and writes took"),
	D(read_rate, .name = "read_rate", .heading = "READS/s", .unit = UNIT_PER_SECOND,
	  .rate = &read_rate, .help = "reads per second"),
	D(write_rate, .name = "write_rate", .heading = "WRITES/s", .unit = UNIT_PER_SECOND,
	  .rate = &write_rate, .help = "writes per second"),
	D(read_bytes_rate, .name = "read_bytes_rate", .heading = "READ",
	  .unit = UNIT_BYTES_PER_SECOND, .rate = &read_bytes_rate, .help = "bytes read per second"),
	D(write_bytes_rate, .name = "write_bytes_rate", .heading = "WRITTEN",
	  .unit = UNIT_BYTES_PER_SECOND, .rate = &write_bytes_rate,
	  .help = "bytes written per second"),
	D(utilization, .name = "utilization", .heading = "BUSY%", .unit = UNIT_PERCENT,
	  .gauge = GAUGE_PERCENT, .rate = &utilization_rate,
	  .help = "share of time with I/O in flight (iostat's %util)"),
	D(queue, .name = "queue", .rate = &queue_rate,
	  .help = "average number of requests in flight (iostat's aqu-sz)"),
	D(await_ms, .name = "await", .unit = UNIT_MILLISECONDS, .rate = &await_rate,
	  .help = "average time of a request (iostat's await)"),
	COMPUTED(KIND_OPT_BOOL, get_is_partition, .name = "is_partition",
	         .help = "whether the device is a partition"),
	COMPUTED(KIND_OPT_BOOL, get_is_stacked, .name = "is_stacked",
	         .help = "whether the I/O goes to other devices or to memory"),
};

/* The last two columns, and the name, do not apply to the total. */
enum { N_NOT_OF_TOTAL = 2 };

const struct collector disk_io_collector = {
	.name = "disk_io",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct disk),
	.key = "name",
	.totals_of = &disk_io_collector,
	.scan = disk_io_scan,
};

const struct collector disk_io_total_collector = {
	.name = "disk_io_total",
	.fields = fields + 1,
	.n_fields = ARRAY_SIZE(fields) - 1 - N_NOT_OF_TOTAL,
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct disk),
	.key = "",
	.totals_of = &disk_io_collector,
	.scan = disk_io_scan_total,
};
