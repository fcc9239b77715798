/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one block device: its files below /sys/block and its properties in the udev(7) database. */
#include "kernel/block_device.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/sysmacros.h>

#include "base/number.h"
#include "kernel/file.h"
#include "model/fault.h"

enum {
	SECTOR_BYTES = 512, /* the unit of `size`, whatever the sector size of the device is */
	LINE_SIZE = 256,
};

/* ---- files ---- */

/* Reads a file of one line. ret: unchanged if there is no such file or the line is empty. */
static int read_text(int dir, const char *name, struct arena *arena, struct text *ret)
{
	char line[LINE_SIZE];
	struct text text;

	if (ret->bytes || file_read_line(dir, name, line, sizeof(line)) < 0)
		return 0;
	text = text_trim(text_of(line));
	return text.length > 0 ? arena_copy(arena, text, ret) : 0;
}

static struct opt_bool read_flag(int dir, const char *name)
{
	struct opt_u64 number = file_read_opt_u64(dir, name);

	return (struct opt_bool){ .v = number.v != 0, .is = number.is };
}

static struct opt_u64 read_size(int dir)
{
	struct opt_u64 sectors = file_read_opt_u64(dir, "size");
	struct opt_u64 bytes = { .is = sectors.is };

	if (sectors.is == PRESENT && number_add_product(&bytes.v, SECTOR_BYTES, sectors.v) < 0)
		bytes.is = ABSENT;
	return bytes;
}

/* Parses "8:1". */
static int read_device_number(int dir, dev_t *ret)
{
	char line[LINE_SIZE];
	struct text major, minor;
	uint64_t major_number, minor_number;
	int r = file_read_line(dir, "dev", line, sizeof(line));

	if (r < 0)
		return r;
	if (!text_cut(text_of(line), ':', &major, &minor) ||
	    number_parse_u64(major, &major_number) < 0 ||
	    number_parse_u64(minor, &minor_number) < 0 || major_number > UINT32_MAX ||
	    minor_number > UINT32_MAX)
		return -EINVAL;
	*ret = makedev((unsigned)major_number, (unsigned)minor_number);
	return 0;
}

/* Reads the scheduler in use, which is in brackets: "none [mq-deadline] kyber". */
static int read_scheduler(int dir, struct arena *arena, struct text *ret)
{
	char line[LINE_SIZE];
	struct text before, rest, name;

	if (file_read_line(dir, "queue/scheduler", line, sizeof(line)) < 0)
		return 0;
	if (!text_cut(text_of(line), '[', &before, &rest) || !text_cut(rest, ']', &name, &rest))
		name = text_trim(text_of(line));
	return arena_copy(arena, name, ret);
}

/* ---- type ---- */

int block_device_mapper_type(struct text uuid, struct arena *arena, struct text *ret)
{
	struct text prefix, rest;
	char *word;

	if (!text_cut(uuid, '-', &prefix, &rest) || prefix.length == 0)
		return arena_copy(arena, TEXT("dm"), ret);
	if (text_starts(prefix, TEXT("part"))) /* kpartx(8) appends a number: part1 */
		return arena_copy(arena, TEXT("part"), ret);
	word = arena_alloc(arena, prefix.length + 1);
	if (!word)
		return -ENOMEM;
	for (size_t n = 0; n < prefix.length; n++)
		word[n] = (char)tolower((unsigned char)prefix.bytes[n]);
	*ret = (struct text){ .bytes = word, .length = prefix.length };
	return 0;
}

/* The types of SCSI devices that may be block devices, include/scsi/scsi_proto.h. */
static struct text scsi_type(int dir)
{
	struct opt_u64 type = file_read_opt_u64(dir, "device/type");

	if (type.is != PRESENT)
		return TEXT("disk");
	switch (type.v) {
	case 0x01:
		return TEXT("tape");
	case 0x04:
		return TEXT("worm");
	case 0x05:
		return TEXT("rom");
	case 0x07:
		return TEXT("mo-disk");
	case 0x0e:
		return TEXT("rbc");
	default:
		return TEXT("disk");
	}
}

static int read_type(int dir, struct arena *arena, struct block_device *ret)
{
	char line[LINE_SIZE];

	if (file_exists(dir, "partition") == 0)
		return arena_copy(arena, TEXT("part"), &ret->type);
	if (ret->mapper.bytes) {
		if (file_read_line(dir, "dm/uuid", line, sizeof(line)) < 0)
			line[0] = '\0';
		return block_device_mapper_type(text_of(line), arena, &ret->type);
	}
	if (file_read_line(dir, "md/level", line, sizeof(line)) == 0)
		return arena_copy(arena, line[0] ? text_of(line) : TEXT("md"), &ret->type);
	if (text_starts(ret->name, TEXT("loop")))
		return arena_copy(arena, TEXT("loop"), &ret->type);
	return arena_copy(arena, scsi_type(dir), &ret->type);
}

/* ---- properties in the udev database ---- */

struct text block_device_find_property(struct text text, struct text key)
{
	struct text line, name, value, found = { 0 };

	while (text_next_line(&text, &line))
		if (text_eat(&line, TEXT("E:")) && text_cut(line, '=', &name, &value) &&
		    text_equal(name, key))
			found = value;
	return found;
}

static int copy_property(struct text text, struct text key, struct arena *arena, struct text *ret)
{
	struct text value = block_device_find_property(text, key);

	return ret->bytes || value.length == 0 ? 0 : arena_copy(arena, value, ret);
}

/* systemd-udevd(8) keeps the properties in a file whose name has the device number. */
static int read_udev(struct buffer *scratch, struct arena *arena, struct block_device *ret)
{
	struct property {
		struct text key;
		struct text *value;
	} properties[] = {
		{ TEXT("ID_FS_TYPE"), &ret->fstype },     { TEXT("ID_FS_LABEL"), &ret->label },
		{ TEXT("ID_FS_UUID"), &ret->uuid },       { TEXT("ID_SERIAL_SHORT"), &ret->serial },
		{ TEXT("ID_VENDOR"), &ret->vendor },      { TEXT("ID_BUS"), &ret->transport },
		{ TEXT("ID_SCSI_SERIAL"), &ret->serial },
	};
	char name[64];
	int r;

	snprintf(name, sizeof(name), "udev/data/b%u:%u", major(ret->number), minor(ret->number));
	r = file_read_root(ROOT_RUN, name, scratch);
	if (r < 0)
		return fault_only_fatal(r);
	for (size_t n = 0; n < ARRAY_SIZE(properties) && r == 0; n++)
		r = copy_property(buffer_text(scratch), properties[n].key, arena,
		                  properties[n].value);
	return r;
}

int block_device_read(int dir, struct buffer *scratch, struct arena *arena,
                      struct block_device *ret)
{
	struct {
		const char *file;
		struct text *value;
	} texts[] = {
		{ "dm/name", &ret->mapper },       { "device/model", &ret->model },
		{ "device/vendor", &ret->vendor }, { "device/serial", &ret->serial },
		{ "serial", &ret->serial },
	};
	int r = read_device_number(dir, &ret->number);

	for (size_t n = 0; n < ARRAY_SIZE(texts) && r == 0; n++)
		r = read_text(dir, texts[n].file, arena, texts[n].value);
	ret->size_bytes = read_size(dir);
	ret->sector_bytes = file_read_opt_u64(dir, "queue/logical_block_size");
	ret->is_removable = read_flag(dir, "removable");
	ret->is_read_only = read_flag(dir, "ro");
	ret->is_rotational = read_flag(dir, "queue/rotational");
	if (r == 0)
		r = read_scheduler(dir, arena, &ret->scheduler);
	if (r == 0)
		r = read_type(dir, arena, ret);
	return r < 0 ? r : read_udev(scratch, arena, ret);
}
