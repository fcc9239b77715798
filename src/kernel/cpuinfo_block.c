/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses the lines of one CPU in /proc/cpuinfo, with the keys of all architectures. */
#include "kernel/cpuinfo_block.h"

#include <errno.h>

#include "base/arm_part_names.h"
#include "base/buffer.h"
#include "base/cpulist.h"
#include "base/number.h"

bool cpuinfo_key_is(struct text key, const char *name)
{
	return key.length == strlen(name) && strncasecmp(key.bytes, name, key.length) == 0;
}

#define MEMBER(its_key, member)                                                    \
	{                                                                          \
		.key = (its_key), .offset = offsetof(struct cpuinfo_block, member) \
	}

static const struct number_key {
	const char *key;
	size_t offset;
} numbers[] = {
	MEMBER("drawer id", drawer),    MEMBER("book id", book),
	MEMBER("physical id", package), MEMBER("package", package), /* LoongArch, like "core" */
	MEMBER("core id", core),        MEMBER("core", core),
	MEMBER("cpu cores", cores),     MEMBER("CPU implementer", implementer),
	MEMBER("CPU part", part),
};

/* The best key first: the later keys are less specific or describe the machine. */
static const char *const models[] = { "model name", "cpu model", "cpu", "uarch", "processor" };

/* ARM prints hexadecimal numbers. */
static int parse_number(struct text value, uint64_t *ret)
{
	return text_eat(&value, TEXT("0x")) ? number_parse_hex(value, ret)
	                                    : number_parse_u64(value, ret);
}

/* Parses "3400.000"; powerpc prints "3425.000000MHz". */
static void parse_mhz(struct text value, struct opt_f64 *ret)
{
	double mhz;

	if (text_ends(value, TEXT("MHz")))
		value.length -= 3;
	if (number_parse_double(text_trim(value), &mhz) == 0 && mhz >= 0)
		*ret = some_f64(mhz);
}

/* Parses "version = FF,  identification = 0D0E97,  machine = 2964" of s390. */
static void parse_machine(struct text value, struct text *ret)
{
	struct text part, name, word;

	while (text_next_part(&value, ',', &part))
		if (text_cut(part, '=', &name, &word) &&
		    text_equal(text_trim(name), TEXT("machine")))
			*ret = text_trim(word);
}

static void parse_model(struct cpuinfo_block *block, struct text key, struct text value)
{
	for (unsigned n = 0; n < ARRAY_SIZE(models); n++) {
		unsigned rank = ARRAY_SIZE(models) - n;
		uint64_t number;

		/* "Processor : ARMv7 Processor rev 4" is a model, "processor : 0" a CPU number */
		if (rank <= block->model_rank || value.length == 0 ||
		    !cpuinfo_key_is(key, models[n]) || number_parse_u64(value, &number) == 0)
			continue;
		block->model = value;
		block->model_rank = rank;
	}
}

void cpuinfo_block_parse(struct cpuinfo_block *block, struct text key, struct text value)
{
	for (size_t n = 0; n < ARRAY_SIZE(numbers); n++) {
		struct opt_u64 *member = (struct opt_u64 *)((char *)block + numbers[n].offset);

		if (!cpuinfo_key_is(key, numbers[n].key))
			continue;
		if (parse_number(value, &member->v) == 0)
			member->is = PRESENT;
		return;
	}
	if (cpuinfo_key_is(key, "cpu MHz") || cpuinfo_key_is(key, "clock") ||
	    cpuinfo_key_is(key, "cpu MHz dynamic"))
		parse_mhz(value, &block->mhz);
	else if (cpuinfo_key_is(key, "vendor_id"))
		block->vendor = value;
	else if (text_starts(key, TEXT("processor ")))
		parse_machine(value, &block->machine);
	else
		parse_model(block, key, value);
}

static const struct opt_u64 *either(const struct opt_u64 *a, const struct opt_u64 *b)
{
	return a->is == PRESENT ? a : b;
}

/* Formats "ARM 0xd99" for a part that the list of ARM parts does not have yet. */
static int name_unknown_part(uint64_t implementer, uint64_t part, struct arena *arena,
                             struct text *ret)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	const char *word = arm_implementer_name(implementer);
	int r = word ? buffer_add(&name, text_of(word))
	             : buffer_add_format(&name, "%#jx", (uintmax_t)implementer);

	if (r == 0)
		r = buffer_add_format(&name, " %#jx", (uintmax_t)part);
	return r < 0 ? r : arena_copy(arena, buffer_text(&name), ret);
}

static int name_s390(struct text vendor, struct text machine, struct arena *arena, struct text *ret)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	int r = buffer_add(&name, vendor);

	if (r == 0 && vendor.length > 0)
		r = buffer_add_byte(&name, ' ');
	if (r == 0)
		r = buffer_add(&name, machine);
	return r < 0 ? r : arena_copy(arena, buffer_text(&name), ret);
}

int cpuinfo_block_model(const struct cpuinfo_block *block, const struct cpuinfo_block *machine,
                        struct arena *arena, struct text *ret)
{
	const struct opt_u64 *implementer = either(&block->implementer, &machine->implementer);
	const struct opt_u64 *part = either(&block->part, &machine->part);
	struct text model = block->model_rank ? block->model : machine->model;

	bool is_arm = implementer->is == PRESENT && part->is == PRESENT;
	const char *name = is_arm ? arm_part_name(implementer->v, part->v) : NULL;

	*ret = text_of(name);
	if (name)
		return 0;
	if (model.bytes)
		return arena_copy(arena, model, ret);
	if (is_arm)
		return name_unknown_part(implementer->v, part->v, arena, ret);
	return block->machine.bytes ? name_s390(machine->vendor, block->machine, arena, ret) : 0;
}

bool cpuinfo_block_same_model(const struct cpuinfo_block *a, const struct cpuinfo_block *b)
{
	return a->implementer.v == b->implementer.v && a->part.v == b->part.v &&
	       a->implementer.is == b->implementer.is && a->part.is == b->part.is &&
	       text_equal(a->machine, b->machine) && text_equal(a->model, b->model);
}

/* Core IDs are unique only within a package, package IDs within a book, and so on. */
static int count_places(const struct cpuinfo_block *blocks, size_t n, uint64_t *ret)
{
	_cleanup_hash_ struct hash places = { 0 };
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++) {
		const struct cpuinfo_block *block = &blocks[i];
		const uint64_t ids[] = { block->drawer.v, block->book.v, block->package.v,
			                 block->core.v };

		if (block->core.is != PRESENT)
			return 0;
		r = hash_put(&places,
		             hash_text((struct text){ .bytes = (const char *)ids,
		                                      .length = sizeof(ids) }),
		             0);
	}
	*ret = places.n;
	return r;
}

/* Adds up "cpu cores" of each "physical id". */
static int add_packages(const struct cpuinfo_block *blocks, size_t n, uint64_t *ret)
{
	_cleanup_hash_ struct hash packages = { 0 };
	uint64_t cores = 0;
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++) {
		const struct cpuinfo_block *block = &blocks[i];
		uint64_t before = 0;

		if (block->package.is != PRESENT || block->cores.is != PRESENT ||
		    block->cores.v > MOST_CPUS)
			continue;
		/* the last value of a package counts */
		hash_get(&packages, block->package.v, &before);
		cores += block->cores.v - before;
		r = hash_put(&packages, block->package.v, block->cores.v);
	}
	*ret = MIN(cores, n);
	return r;
}

int cpuinfo_count_cores(const struct cpuinfo_block *blocks, size_t n, uint64_t *ret)
{
	int r = count_places(blocks, n, ret);

	return r == 0 && *ret == 0 ? add_packages(blocks, n, ret) : r;
}
