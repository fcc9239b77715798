/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory of the machine: /proc/meminfo; /proc/zoneinfo if an old kernel does not estimate the
 * available memory; /proc/vmstat for swap activity. Formulas: values.md, "mem".
 */
#include "collect/memory.h"

#include <errno.h>
#include <sys/sysinfo.h>

#include "kernel/arcstats.h"
#include "kernel/cgroup_limit.h"
#include "kernel/host.h"
#include "kernel/meminfo.h"
#include "kernel/vmstat.h"
#include "kernel/zoneinfo.h"
#include "kernel/zram.h"

enum { SRC_NONE, SRC_MEMINFO, SRC_SWAP, SRC_VMSTAT, SRC_ZRAM, SRC_LIMIT, SRC_ARC, N_SOURCES };

struct memory {
	struct record record;
	const char *name; /* name of a row in the summary */

	struct opt_u64 total_bytes;
	struct opt_u64 available_bytes;
	struct opt_f64 percent;
	struct opt_u64 used_bytes;
	struct opt_u64 free_bytes;
	struct opt_u64 active_bytes;
	struct opt_u64 inactive_bytes;
	struct opt_u64 buffers_bytes;
	struct opt_u64 cached_bytes;
	struct opt_u64 shared_bytes;
	struct opt_u64 slab_bytes;
	struct opt_u64 swapped_in_bytes;
	struct opt_u64 swapped_out_bytes;
	struct meminfo meminfo;
	struct zram zram;
	struct opt_u64 arc_bytes;
	struct opt_u64 limit_bytes, limit_used_bytes;
};

static uint64_t or_zero(struct opt_u64 n)
{
	return n.is == PRESENT ? n.v : 0;
}

static uint64_t subtract(uint64_t a, uint64_t b)
{
	return a > b ? a - b : 0;
}

/*
 * Kernels before 3.14 do not report the available memory. This is the estimate of later kernels,
 * si_mem_available() in mm/show_mem.c (values.md P-288).
 */
static uint64_t estimate_available(const struct meminfo *meminfo, struct buffer *scratch)
{
	uint64_t free_bytes = or_zero(meminfo->mem_free_bytes);
	uint64_t low = 0, pagecache, reclaimable, available;

	if (meminfo->active_file_bytes.is != PRESENT ||
	    meminfo->inactive_file_bytes.is != PRESENT ||
	    meminfo->s_reclaimable_bytes.is != PRESENT || zoneinfo_read(scratch, &low) < 0)
		return free_bytes + or_zero(meminfo->cached_bytes);
	pagecache = meminfo->active_file_bytes.v + meminfo->inactive_file_bytes.v;
	reclaimable = meminfo->s_reclaimable_bytes.v;
	available = free_bytes + pagecache - MIN(pagecache / 2, low) + reclaimable -
	            MIN(reclaimable / 2, low);
	return subtract(available, low);
}

static struct opt_u64 available_of(const struct meminfo *meminfo, struct buffer *scratch)
{
	struct opt_u64 available = meminfo->mem_available_bytes;

	if (available.is == UNSUPPORTED || (available.is == PRESENT && available.v == 0))
		available = some_u64(estimate_available(meminfo, scratch));
	if (available.is == PRESENT && meminfo->mem_total_bytes.is == PRESENT &&
	    available.v > meminfo->mem_total_bytes.v) /* seen in LXC containers */
		available = meminfo->mem_free_bytes;
	return available;
}

/* 2.4 kernels keep inactive memory in three lists. */
static struct opt_u64 inactive_of(const struct meminfo *meminfo)
{
	struct opt_u64 sum = meminfo->inact_dirty_bytes;

	if (meminfo->inactive_bytes.is != UNSUPPORTED)
		return meminfo->inactive_bytes;
	if (meminfo->inact_clean_bytes.is == UNSUPPORTED ||
	    meminfo->inact_laundry_bytes.is == UNSUPPORTED || sum.is == UNSUPPORTED)
		return (struct opt_u64){ .is = UNSUPPORTED };
	opt_u64_add(&sum, meminfo->inact_clean_bytes);
	opt_u64_add(&sum, meminfo->inact_laundry_bytes);
	return sum;
}

static int fill_meminfo(const struct fill_context *context, void *record)
{
	struct memory *memory = record;
	struct meminfo *meminfo = &memory->meminfo;
	int r = meminfo_read(context->scratch, meminfo);

	if (r < 0)
		return r;
	if (meminfo->mem_total_bytes.is == UNSUPPORTED) /* every kernel prints this key */
		return -ENODATA;
	memory->total_bytes = meminfo->mem_total_bytes;
	memory->available_bytes = available_of(meminfo, context->scratch);
	memory->used_bytes = opt_u64_subtract(memory->total_bytes, memory->available_bytes);
	memory->percent = opt_percent(memory->used_bytes, memory->total_bytes);
	memory->free_bytes = meminfo->mem_free_bytes;
	memory->active_bytes = meminfo->active_bytes;
	memory->inactive_bytes = inactive_of(meminfo);
	memory->buffers_bytes = meminfo->buffers_bytes;
	memory->cached_bytes = meminfo->cached_bytes;
	if (memory->cached_bytes.is == PRESENT)
		opt_u64_add(&memory->cached_bytes, meminfo->s_reclaimable_bytes);
	memory->shared_bytes = meminfo->shmem_bytes.is != UNSUPPORTED ? meminfo->shmem_bytes
	                                                              : meminfo->mem_shared_bytes;
	memory->slab_bytes = meminfo->slab_bytes;
	return 0;
}

/* If /proc/meminfo lacks swap, asks sysinfo(2) of the live machine. */
static int read_swap(struct meminfo *meminfo)
{
	struct sysinfo info;

	if (meminfo->swap_total_bytes.is != UNSUPPORTED)
		return 0;
	if (!root_is_live(ROOT_PROC) || sysinfo(&info) < 0)
		return -ENODATA;
	meminfo->swap_total_bytes = some_u64((uint64_t)info.totalswap * info.mem_unit);
	meminfo->swap_free_bytes = some_u64((uint64_t)info.freeswap * info.mem_unit);
	return 0;
}

static int fill_swap(const struct fill_context *context, void *record)
{
	struct memory *memory = record;
	int r = meminfo_read(context->scratch, &memory->meminfo);

	if (r == 0)
		r = read_swap(&memory->meminfo);
	if (r < 0)
		return r;
	memory->total_bytes = memory->meminfo.swap_total_bytes;
	memory->free_bytes = memory->meminfo.swap_free_bytes;
	if (memory->total_bytes.is == PRESENT &&
	    memory->total_bytes.v == 0) /* LXC may report nearly 2^64 bytes as free */
		memory->free_bytes = some_u64(0);
	memory->used_bytes = opt_u64_subtract(memory->total_bytes, memory->free_bytes);
	memory->percent = opt_percent(memory->used_bytes, memory->total_bytes);
	return 0;
}

static struct memory_brief brief_of(const struct memory *memory)
{
	return (struct memory_brief){
		.total_bytes = memory->total_bytes,
		.used_bytes = memory->used_bytes,
		.free_bytes = memory->free_bytes,
		.available_bytes = memory->available_bytes,
		.percent = memory->percent,
	};
}

int memory_read_brief(struct buffer *scratch, struct memory_brief *ret_memory,
                      struct memory_brief *ret_swap)
{
	struct fill_context context = { .dir = -1, .scratch = scratch };
	struct memory memory = { 0 }, swap = { 0 };
	int r = fill_meminfo(&context, &memory);

	if (r < 0)
		return r;
	*ret_memory = brief_of(&memory);
	if (fill_swap(&context, &swap) == 0)
		*ret_swap = brief_of(&swap);
	return 0;
}

static int fill_vmstat(const struct fill_context *context, void *record)
{
	struct memory *memory = record;
	struct vmstat vmstat = { 0 };
	int r = vmstat_read(context->scratch, &vmstat);

	if (r < 0)
		return r;
	memory->swapped_in_bytes = vmstat.pswpin_bytes;
	memory->swapped_out_bytes = vmstat.pswpout_bytes;
	return 0;
}

static int fill_zram(const struct fill_context *context, void *record)
{
	return zram_read(context->scratch, &((struct memory *)record)->zram);
}

static int fill_limit(const struct fill_context *context, void *record)
{
	struct memory *memory = record;

	return cgroup_memory_limit(context->scratch, context->arena, &memory->limit_bytes,
	                           &memory->limit_used_bytes);
}

static int fill_arc(const struct fill_context *context, void *record)
{
	return arcstats_read(context->scratch, &((struct memory *)record)->arc_bytes);
}

static const struct source sources[N_SOURCES] = {
	[SRC_NONE] = { .path = "/proc/meminfo" },
	[SRC_MEMINFO] = { .path = "/proc/meminfo", .fill = fill_meminfo },
	[SRC_SWAP] = { .path = "/proc/meminfo", .fill = fill_swap },
	[SRC_VMSTAT] = { .path = "/proc/vmstat", .fill = fill_vmstat },
	[SRC_ARC] = { .path = "/proc/spl/kstat/zfs/arcstats", .fill = fill_arc },
	[SRC_ZRAM] = { .path = "/sys/block/zram", .fill = fill_zram },
	[SRC_LIMIT] = { .path = "/sys/fs/cgroup", .fill = fill_limit },
};

#define M(member, ...) FIELD(struct memory, member, .unit = UNIT_BYTES, __VA_ARGS__)

/* A number as /proc/meminfo has it. */
#define I(member, its_name, what) \
	M(meminfo.member, .name = its_name, .source = SRC_MEMINFO, .help = what)

static const struct field virtual_fields[] = {
	M(total_bytes, .name = "total", .source = SRC_MEMINFO, .help = "physical memory"),
	M(available_bytes, .name = "available", .source = SRC_MEMINFO,
	  .help = "memory available to programs without swapping"),
	FIELD(struct memory, percent, .name = "percent", .unit = UNIT_PERCENT,
	      .gauge = GAUGE_PERCENT, .source = SRC_MEMINFO,
	      .help = "share of memory that is used: (total - available) / total"),
	M(used_bytes, .name = "used", .source = SRC_MEMINFO, .help = "total - available"),
	M(free_bytes, .name = "free", .source = SRC_MEMINFO,
	  .help = "memory that is not used for anything"),
	M(active_bytes, .name = "active", .source = SRC_MEMINFO, .help = "memory used recently"),
	M(inactive_bytes, .name = "inactive", .source = SRC_MEMINFO,
	  .help = "memory not used recently, reclaimed first"),
	M(buffers_bytes, .name = "buffers", .source = SRC_MEMINFO,
	  .help = "cache of block devices"),
	M(cached_bytes, .name = "cached", .source = SRC_MEMINFO,
	  .help = "page cache of files, including reclaimable slab"),
	M(shared_bytes, .name = "shared", .source = SRC_MEMINFO, .help = "tmpfs and shared memory"),
	M(slab_bytes, .name = "slab", .source = SRC_MEMINFO,
	  .help = "data structures of the kernel"),
	I(anon_bytes, "anon", "anonymous memory of programs"),
	I(mapped_bytes, "mapped", "files that programs have mapped"),
	I(dirty_bytes, "dirty", "file data waiting to be written"),
	I(writeback_bytes, "writeback", "file data being written"),
	I(page_tables_bytes, "page_tables", "memory for page tables"),
	I(kernel_stack_bytes, "kernel_stack", "kernel stacks of all threads"),
	I(committed_bytes, "committed", "memory promised to programs"),
	I(commit_limit_bytes, "commit_limit", "limit of committed if overcommit is off"),
	I(hugetlb_bytes, "hugetlb", "memory reserved for huge pages"),
	I(huge_page_bytes, "huge_page_size", "size of a huge page"),
	FIELD(struct memory, meminfo.huge_pages_total, .name = "huge_pages_total",
	      .source = SRC_MEMINFO, .help = "number of huge pages"),
	FIELD(struct memory, meminfo.huge_pages_free, .name = "huge_pages_free",
	      .source = SRC_MEMINFO, .help = "number of huge pages that are not used"),
	M(limit_bytes, .name = "limit", .source = SRC_LIMIT,
	  .help = "lowest memory limit of the control groups of nvhost, such as a container's"),
	M(limit_used_bytes, .name = "limit_used", .source = SRC_LIMIT,
	  .help = "memory used by the group with that limit"),
	M(arc_bytes, .name = "arc", .source = SRC_ARC, .help = "cache of ZFS; part of used"),
};

static const struct field swap_fields[] = {
	M(total_bytes, .name = "total", .source = SRC_SWAP, .help = "swap space"),
	M(used_bytes, .name = "used", .source = SRC_SWAP, .help = "total - free"),
	M(free_bytes, .name = "free", .source = SRC_SWAP, .help = "swap space that is not used"),
	FIELD(struct memory, percent, .name = "percent", .unit = UNIT_PERCENT,
	      .gauge = GAUGE_PERCENT, .source = SRC_SWAP,
	      .help = "share of swap space that is used"),
	M(swapped_in_bytes, .name = "sin", .source = SRC_VMSTAT, .is_counter = true,
	  .help = "bytes swapped in since boot"),
	M(swapped_out_bytes, .name = "sout", .source = SRC_VMSTAT, .is_counter = true,
	  .help = "bytes swapped out since boot"),
	M(meminfo.swap_cached_bytes, .name = "cached", .source = SRC_SWAP,
	  .help = "memory that is also in swap"),
	M(meminfo.zswap_bytes, .name = "zswap", .source = SRC_SWAP,
	  .help = "memory that zswap uses"),
	M(meminfo.zswapped_bytes, .name = "zswapped", .source = SRC_SWAP,
	  .help = "uncompressed size of the data in zswap"),
	M(zram.memory_bytes, .name = "zram", .source = SRC_ZRAM, .help = "memory that zram uses"),
	M(zram.data_bytes, .name = "zram_data", .source = SRC_ZRAM,
	  .help = "uncompressed size of the data in zram"),
};

/* The scan fills the rows of the summary itself: their fields name no source. */
static const struct field summary_fields[] = {
	FIELD(struct memory, name, .name = "name", .help = "memory or swap"),
	M(total_bytes, .name = "total", .help = "physical memory or swap space"),
	M(used_bytes, .name = "used", .help = "total - available; for swap total - free"),
	M(free_bytes, .name = "free", .help = "memory or swap space that is not used"),
	M(available_bytes, .name = "available",
	  .help = "memory available to programs without swapping"),
	M(shared_bytes, .name = "shared", .help = "tmpfs and shared memory"),
	M(buffers_bytes, .name = "buffers", .help = "cache of block devices"),
	M(cached_bytes, .name = "cached", .help = "page cache of files"),
	FIELD(struct memory, percent, .name = "percent", .unit = UNIT_PERCENT,
	      .gauge = GAUGE_PERCENT, .help = "share that is used"),
};

static int add_summary_row(const struct plan *plan, unsigned source, const char *name,
                           struct rows *rows)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct fill_context context = { .dir = -1, .scratch = &scratch, .arena = &rows->arena };
	struct memory *row = rows_add(rows, sizeof(*row));
	int r;

	if (!row)
		return -ENOMEM;
	row->name = name;
	r = collector_fill(plan->collector, BIT(source), &context, row);
	if (r == 0 && row->record.source[source] == PRESENT)
		return rows_offer(plan, NULL, rows);
	rows->n--;
	return r < 0 ? r : fault_of_presence(row->record.source[source]);
}

static int memory_scan_summary(void *handle _unused_, const struct plan *plan,
                               const struct take *take)
{
	_cleanup_rows_ struct rows rows = { 0 };
	int r = add_summary_row(plan, SRC_MEMINFO, "memory", &rows);

	if (r == 0)
		r = add_summary_row(plan, SRC_SWAP, "swap", &rows);
	r = fault_go_on(plan->faults, sources[SRC_MEMINFO].path, r);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

const struct collector memory_summary_collector = {
	.name = "mem",
	.fields = summary_fields,
	.n_fields = ARRAY_SIZE(summary_fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct memory),
	.key = "name",
	.scan = memory_scan_summary,
};

const struct collector memory_virtual_collector = {
	.name = "mem_virtual",
	.fields = virtual_fields,
	.n_fields = ARRAY_SIZE(virtual_fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct memory),
	.key = "",
	.scan = one_row_scan,
};

const struct collector memory_swap_collector = {
	.name = "mem_swap",
	.fields = swap_fields,
	.n_fields = ARRAY_SIZE(swap_fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct memory),
	.key = "",
	.scan = one_row_scan,
};
