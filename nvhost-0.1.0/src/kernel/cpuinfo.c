/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/cpuinfo: arch/x86/kernel/cpu/proc.c, arch/powerpc/kernel/setup-common.c, … */
#include "kernel/cpuinfo.h"

#include <errno.h>

#include "base/number.h"
#include "kernel/file.h"

/* A package and how many cores it has; a later block of the same package replaces it. */
struct package {
	uint64_t id;
	uint64_t cores;
};

struct block {
	struct opt_u64 physical_id;
	struct opt_u64 cores;
};

struct parser {
	struct cpuinfo *ret;
	struct package *packages;
	size_t n_packages;
	struct block block;
};

/* "3400.000", or on powerpc "3425.000000MHz". */
static void add_mhz(struct cpuinfo *ret, struct text value)
{
	double mhz;

	if (text_ends(value, TEXT("MHz")))
		value.length -= 3;
	if (number_parse_double(text_trim(value), &mhz) == 0 && mhz >= 0)
		ret->mhz[ret->n_mhz++] = mhz;
}

static bool is_key(struct text key, const char *name)
{
	return key.length == strlen(name) && strncasecmp(key.bytes, name, key.length) == 0;
}

static void parse_line(struct parser *parser, struct text key, struct text value)
{
	struct cpuinfo *ret = parser->ret;
	struct block *block = &parser->block;

	if (is_key(key, "processor") || (text_starts(key, TEXT("processor ")) && key.length > 10))
		ret->n_processors++;
	else if (is_key(key, "physical id") && number_parse_u64(value, &block->physical_id.v) == 0)
		block->physical_id.is = PRESENT;
	else if (is_key(key, "cpu cores") && number_parse_u64(value, &block->cores.v) == 0)
		block->cores.is = PRESENT;
	else if (is_key(key, "cpu MHz") || is_key(key, "clock") || is_key(key, "cpu MHz dynamic"))
		add_mhz(ret, value);
	else if (is_key(key, "model name") && !ret->model_name.bytes)
		ret->model_name = value;
}

static void end_block(struct parser *parser)
{
	struct block block = parser->block;
	size_t n = 0;

	parser->block = (struct block){ 0 };
	if (block.physical_id.is != PRESENT || block.cores.is != PRESENT)
		return;
	while (n < parser->n_packages && parser->packages[n].id != block.physical_id.v)
		n++;
	if (n == parser->n_packages)
		parser->n_packages++;
	parser->packages[n] = (struct package){ .id = block.physical_id.v, .cores = block.cores.v };
}

static size_t count_lines(struct text text)
{
	struct text line;
	size_t n = 0;

	while (text_next_line(&text, &line))
		n++;
	return n;
}

int cpuinfo_parse(struct text text, struct arena *arena, struct cpuinfo *ret)
{
	size_t most = count_lines(text);
	struct cpuinfo cpuinfo = { .mhz = arena_array(arena, most, sizeof(double)) };
	_cleanup_free_ struct package *packages = calloc(most + 1, sizeof(*packages));
	struct parser parser = { .ret = &cpuinfo, .packages = packages };
	struct text line, key, value;
	int r = 0;

	if (!cpuinfo.mhz || !packages)
		return -ENOMEM;
	while (text_next_line(&text, &line))
		if (text_trim(line).length == 0)
			end_block(&parser);
		else if (text_cut(line, ':', &key, &value))
			parse_line(&parser, text_trim(key), text_trim(value));
	end_block(&parser);
	for (size_t n = 0; n < parser.n_packages; n++)
		if (__builtin_add_overflow(cpuinfo.n_cores, packages[n].cores, &cpuinfo.n_cores))
			cpuinfo.n_cores = 0;
	if (cpuinfo.model_name.bytes)
		r = arena_copy(arena, cpuinfo.model_name, &cpuinfo.model_name);
	if (r == 0)
		*ret = cpuinfo;
	return r;
}

int cpuinfo_read(struct buffer *scratch, struct arena *arena, struct cpuinfo *ret)
{
	int r = file_read_root(ROOT_PROC, "cpuinfo", scratch);

	return r < 0 ? r : cpuinfo_parse(buffer_text(scratch), arena, ret);
}
