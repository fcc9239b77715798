/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/meminfo: lines "Key: N kB", proc_meminfo(5), fs/proc/meminfo.c. */
#ifndef KERNEL_MEMINFO_H
#define KERNEL_MEMINFO_H

#include "base/buffer.h"
#include "model/value.h"

/* A line that the kernel does not print is UNSUPPORTED. */
struct meminfo {
	struct opt_u64 mem_total_bytes;
	struct opt_u64 mem_free_bytes;
	struct opt_u64 mem_available_bytes; /* since Linux 3.14 */
	struct opt_u64 buffers_bytes;
	struct opt_u64 cached_bytes;
	struct opt_u64 active_bytes;
	struct opt_u64 inactive_bytes;
	struct opt_u64 active_file_bytes;
	struct opt_u64 inactive_file_bytes;
	struct opt_u64 inact_dirty_bytes; /* these three: Linux 2.4 */
	struct opt_u64 inact_clean_bytes;
	struct opt_u64 inact_laundry_bytes;
	struct opt_u64 shmem_bytes;
	struct opt_u64 mem_shared_bytes; /* before Linux 2.6.32 */
	struct opt_u64 slab_bytes;
	struct opt_u64 s_reclaimable_bytes;
	struct opt_u64 swap_total_bytes;
	struct opt_u64 swap_free_bytes;
	struct opt_u64 swap_cached_bytes;
	struct opt_u64 zswap_bytes;    /* compressed size, since Linux 5.19 */
	struct opt_u64 zswapped_bytes; /* uncompressed size of the same pages */
	struct opt_u64 dirty_bytes;
	struct opt_u64 writeback_bytes;
	struct opt_u64 anon_bytes;
	struct opt_u64 mapped_bytes;
	struct opt_u64 kernel_stack_bytes;
	struct opt_u64 page_tables_bytes;
	struct opt_u64 commit_limit_bytes;
	struct opt_u64 committed_bytes;
	struct opt_u64 huge_pages_total; /* in pages, not bytes */
	struct opt_u64 huge_pages_free;
	struct opt_u64 huge_page_bytes; /* size of one huge page */
	struct opt_u64 hugetlb_bytes;
};

/* Reads the file. Returns 0 or a negative errno. */
int meminfo_read(struct buffer *scratch, struct meminfo *ret);

/* Parses the text of the file. A malformed line affects its own value only. */
void meminfo_parse(struct text text, struct meminfo *ret);

#endif
