/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/meminfo: lines "Key: N kB". There may be no blank after the colon. */
#include "kernel/meminfo.h"

#include "base/number.h"
#include "kernel/file.h"

#define KEY(key, member)                                                      \
	{                                                                     \
		.name = TEXT(key), .offset = offsetof(struct meminfo, member) \
	}

static const struct key {
	struct text name;
	size_t offset;
} keys[] = {
	KEY("MemTotal", mem_total_bytes),
	KEY("MemFree", mem_free_bytes),
	KEY("MemAvailable", mem_available_bytes),
	KEY("Buffers", buffers_bytes),
	KEY("Cached", cached_bytes),
	KEY("SwapCached", swap_cached_bytes),
	KEY("Active", active_bytes),
	KEY("Inactive", inactive_bytes),
	KEY("Active(file)", active_file_bytes),
	KEY("Inactive(file)", inactive_file_bytes),
	KEY("Inact_dirty", inact_dirty_bytes),
	KEY("Inact_clean", inact_clean_bytes),
	KEY("Inact_laundry", inact_laundry_bytes),
	KEY("SwapTotal", swap_total_bytes),
	KEY("SwapFree", swap_free_bytes),
	KEY("Zswap", zswap_bytes),
	KEY("Zswapped", zswapped_bytes),
	KEY("Dirty", dirty_bytes),
	KEY("Writeback", writeback_bytes),
	KEY("AnonPages", anon_bytes),
	KEY("Mapped", mapped_bytes),
	KEY("Shmem", shmem_bytes),
	KEY("MemShared", mem_shared_bytes),
	KEY("Slab", slab_bytes),
	KEY("SReclaimable", s_reclaimable_bytes),
	KEY("KernelStack", kernel_stack_bytes),
	KEY("PageTables", page_tables_bytes),
	KEY("CommitLimit", commit_limit_bytes),
	KEY("Committed_AS", committed_bytes),
	KEY("HugePages_Total", huge_pages_total),
	KEY("HugePages_Free", huge_pages_free),
	KEY("Hugepagesize", huge_page_bytes),
	KEY("Hugetlb", hugetlb_bytes),
};

static const struct key *find_key(struct text name)
{
	for (size_t n = 0; n < ARRAY_SIZE(keys); n++)
		if (text_equal(name, keys[n].name))
			return &keys[n];
	return NULL;
}

/* The numbers of huge pages have no unit. */
static int parse_value(const struct key *key, struct text value, uint64_t *ret)
{
	if (text_starts(key->name, TEXT("HugePages_")))
		return number_parse_u64(text_trim(value), ret);
	return number_parse_kib(value, ret);
}

void meminfo_parse(struct text text, struct meminfo *ret)
{
	struct meminfo meminfo = { 0 };
	struct text name, value;

	for (size_t n = 0; n < ARRAY_SIZE(keys); n++)
		((struct opt_u64 *)((char *)&meminfo + keys[n].offset))->is = UNSUPPORTED;
	while (text_next_pair(&text, &name, &value)) {
		const struct key *key = find_key(name);
		struct opt_u64 *target;

		if (!key)
			continue;
		target = (struct opt_u64 *)((char *)&meminfo + key->offset);
		target->is = parse_value(key, value, &target->v) == 0 ? PRESENT : ABSENT;
	}
	*ret = meminfo;
}

int meminfo_read(struct buffer *scratch, struct meminfo *ret)
{
	int r = file_read_root(ROOT_PROC, "meminfo", scratch);

	if (r == 0)
		meminfo_parse(buffer_text(scratch), ret);
	return r;
}
