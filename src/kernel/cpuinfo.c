/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses /proc/cpuinfo: arch/x86/kernel/cpu/proc.c, arch/powerpc/kernel/setup-common.c,
 * arch/arm/kernel/setup.c, arch/s390/kernel/processor.c, arch/sparc/kernel/smp_64.c …
 *
 * A line "processor : N" begins the block of CPU N, with or without a blank line before it. Lines
 * outside of such blocks describe the machine: the model on old ARM kernels, for example.
 */
#include "kernel/cpuinfo.h"

#include <errno.h>

#include "base/cpulist.h"
#include "base/number.h"
#include "kernel/cpuinfo_block.h"
#include "kernel/file.h"

struct parser {
	struct arena *arena;
	struct hash numbers; /* from the number of a CPU to the index of its block */
	struct cpuinfo_block *blocks;
	size_t n_blocks;
	struct cpuinfo_block machine;
	struct cpuinfo_block *block; /* the block of the next line */
};

/* The lines of a CPU may be in several places: s390 prints two blocks for each CPU. */
static int begin_cpu(struct parser *parser, uint64_t cpu)
{
	uint64_t n = parser->n_blocks;
	int r = 0;

	if (!hash_get(&parser->numbers, cpu, &n)) {
		struct cpuinfo_block *longer = arena_grow(parser->arena, parser->blocks,
		                                          parser->n_blocks, sizeof(*longer));

		if (!longer)
			return -ENOMEM;
		parser->blocks = longer;
		parser->blocks[n] = (struct cpuinfo_block){ .cpu = cpu };
		parser->n_blocks++;
		r = hash_put(&parser->numbers, cpu, n);
	}
	parser->block = &parser->blocks[n];
	return r;
}

/*
 * Recognizes "processor : 0"; on s390 "processor 0: version = …" and "cpu number : 0"; on SPARC
 * "CPU0: online".
 */
static bool is_cpu(struct text key, struct text value, uint64_t *ret)
{
	if (cpuinfo_key_is(key, "processor") || cpuinfo_key_is(key, "cpu number"))
		return number_parse_u64(value, ret) == 0 && *ret < MOST_CPUS;
	if (text_equal(value, TEXT("online")) && text_eat(&key, TEXT("CPU")))
		return number_parse_u64(key, ret) == 0 && *ret < MOST_CPUS;
	return text_eat(&key, TEXT("processor ")) && number_parse_u64(key, ret) == 0 &&
	       *ret < MOST_CPUS;
}

/* text_next_pair() would skip the empty lines, which end the block of a CPU. */
static int parse_lines(struct text text, struct parser *parser)
{
	struct text line, key, value;
	uint64_t cpu;
	int r = 0;

	parser->block = &parser->machine;
	while (r == 0 && text_next_line(&text, &line)) {
		if (text_trim(line).length == 0)
			parser->block = &parser->machine;
		if (!text_cut(line, ':', &key, &value))
			continue;
		key = text_trim(key);
		value = text_trim(value);
		if (is_cpu(key, value, &cpu))
			r = begin_cpu(parser, cpu);
		cpuinfo_block_parse(parser->block, key, value);
	}
	return r;
}

static int compare_numbers(const void *left, const void *right)
{
	const struct cpuinfo_cpu *a = left, *b = right;

	return (a->cpu > b->cpu) - (a->cpu < b->cpu);
}

/* Consecutive CPUs mostly have the same model; its text is stored once. */
static int take_blocks(const struct parser *parser, struct cpuinfo *ret)
{
	struct text last = { 0 };
	int r = cpuinfo_block_model(&parser->machine, &parser->machine, parser->arena, &last);

	ret->cpus = arena_array(parser->arena, parser->n_blocks, sizeof(*ret->cpus));
	if (!ret->cpus)
		return -ENOMEM;
	ret->model = last;
	for (size_t n = 0; n < parser->n_blocks && r == 0; n++) {
		const struct cpuinfo_block *block = &parser->blocks[n];

		if (n == 0 || !cpuinfo_block_same_model(block, block - 1))
			r = cpuinfo_block_model(block, &parser->machine, parser->arena, &last);
		ret->cpus[n] =
			(struct cpuinfo_cpu){ .cpu = block->cpu, .mhz = block->mhz, .model = last };
	}
	ret->n_cpus = parser->n_blocks;
	if (ret->n_cpus > 0) {
		qsort(ret->cpus, ret->n_cpus, sizeof(*ret->cpus), compare_numbers);
		ret->model = ret->cpus[0].model;
	}
	return r;
}

int cpuinfo_parse(struct text text, struct arena *arena, struct cpuinfo *ret)
{
	struct parser parser = { .arena = arena };
	struct cpuinfo cpuinfo = { 0 };
	int r = parse_lines(text, &parser);

	if (r == 0)
		r = take_blocks(&parser, &cpuinfo);
	if (r == 0)
		r = cpuinfo_count_cores(parser.blocks, parser.n_blocks, &cpuinfo.n_cores);
	hash_done(&parser.numbers);
	if (r == 0)
		*ret = cpuinfo;
	return r;
}

int cpuinfo_read(struct buffer *scratch, struct arena *arena, struct cpuinfo *ret)
{
	int r = file_read_root(ROOT_PROC, "cpuinfo", scratch);

	return r < 0 ? r : cpuinfo_parse(buffer_text(scratch), arena, ret);
}

const struct cpuinfo_cpu *cpuinfo_find(const struct cpuinfo *cpuinfo, uint64_t cpu)
{
	const struct cpuinfo_cpu key = { .cpu = cpu };

	return cpuinfo->n_cpus == 0 ? NULL
	                            : bsearch(&key, cpuinfo->cpus, cpuinfo->n_cpus,
	                                      sizeof(*cpuinfo->cpus), compare_numbers);
}
