/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the caches of a CPU: drivers/base/cacheinfo.c,
 * Documentation/ABI/testing/sysfs-devices-system-cpu.
 */
#include "kernel/cpu_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/cpulist.h"
#include "base/number.h"
#include "kernel/cpu_topology.h"
#include "kernel/file.h"
#include "model/fault.h"

enum { NAME_SIZE = 16 };

int cpu_cache_parse_size(struct text text, uint64_t *ret_bytes)
{
	uint64_t number, factor = 1, bytes = 0;
	int r = number_eat_u64(&text, &number);

	if (r < 0)
		return r;
	if (text_equal(text, TEXT("K")))
		factor = 1 << 10;
	else if (text_equal(text, TEXT("M")))
		factor = 1 << 20;
	else if (text.length > 0)
		return -EINVAL;
	r = number_add_product(&bytes, factor, number);
	if (r == 0)
		*ret_bytes = bytes;
	return r;
}

static struct opt_u64 read_size(int dir)
{
	struct opt_u64 size = { .is = UNSUPPORTED };
	char line[32];

	if (file_read_line(dir, "size", line, sizeof(line)) == 0 &&
	    cpu_cache_parse_size(text_of(line), &size.v) == 0)
		size.is = PRESENT;
	return size;
}

static int read_shared(int dir, struct buffer *scratch, struct arena *arena, struct numbers *ret)
{
	uint64_t *cpus = NULL;
	int r = file_read(dir, "shared_cpu_list", scratch);

	ret->is = UNSUPPORTED;
	if (r == 0)
		r = cpulist_parse(buffer_text(scratch), arena, &cpus, &ret->n);
	if (r < 0)
		return fault_only_fatal(r);
	ret->items = cpus;
	ret->is = PRESENT;
	return 0;
}

/* Names a cache by its level and, if the level has two caches, the kind: L1d and L1i, but L2. */
static int name_cache(struct arena *arena, struct cpu_cache *cache)
{
	char name[NAME_SIZE];
	const char *kind = text_equal(cache->type, TEXT("Data"))          ? "d"
	                   : text_equal(cache->type, TEXT("Instruction")) ? "i"
	                                                                  : "";

	if (cache->level.is != PRESENT)
		return 0;
	snprintf(name, sizeof(name), "L%u%s", (unsigned)cache->level.v, kind);
	return arena_copy(arena, text_of(name), &cache->name);
}

static int read_cache(int dir, struct buffer *scratch, struct arena *arena, struct cpu_cache *ret)
{
	char line[32];
	int r = 0;

	if (file_read_line(dir, "type", line, sizeof(line)) == 0)
		r = arena_copy(arena, text_of(line), &ret->type);
	if (r == 0)
		r = read_shared(dir, scratch, arena, &ret->cpus);
	ret->level = file_read_opt_u64(dir, "level");
	ret->size_bytes = read_size(dir);
	ret->line_bytes = file_read_opt_u64(dir, "coherency_line_size");
	ret->ways = file_read_opt_u64(dir, "ways_of_associativity");
	return r < 0 ? r : name_cache(arena, ret);
}

int cpu_caches_read(uint64_t cpu, struct buffer *scratch, struct arena *arena, struct structs *ret)
{
	struct cpu_cache *caches;
	uint64_t *indexes;
	size_t n_indexes;
	char directory[64];
	int r;

	*ret = (struct structs){ .is = UNSUPPORTED };
	snprintf(directory, sizeof(directory), "devices/system/cpu/cpu%u/cache", (unsigned)cpu);
	r = cpu_numbers_read(directory, "index", arena, &indexes, &n_indexes);
	if (r < 0)
		return fault_only_fatal(r);
	caches = arena_array(arena, n_indexes, sizeof(*caches));
	if (!caches)
		return -ENOMEM;
	for (size_t n = 0; n < n_indexes && r == 0; n++) {
		_cleanup_close_ int dir = -1;
		char name[96];

		snprintf(name, sizeof(name), "%s/index%u", directory, (unsigned)indexes[n]);
		dir = root_openat(root_open(ROOT_SYS), name, O_RDONLY | O_DIRECTORY);
		r = dir < 0 ? fault_only_fatal(dir) : read_cache(dir, scratch, arena, &caches[n]);
	}
	*ret = (struct structs){ .items = caches, .n = n_indexes, .is = PRESENT };
	return r;
}
