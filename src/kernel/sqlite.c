/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the rows of a table in an SQLite 3 file: a tree of pages, whose leaves hold the records. */
#include "kernel/sqlite.h"

#include <errno.h>

#include "base/cleanup.h"

enum {
	HEADER_SIZE = 100, /* precedes the header of the first page */
	AT_PAGE_SIZE = 16,
	AT_RESERVED = 20,
	AT_ENCODING = 56,
	UTF_8 = 1,
	LEAF = 13,
	INTERIOR = 5,
	LEAST_PAGE = 512,
	MOST_LEVELS = 20,
	/* columns of sqlite_schema, the table of tables */
	SCHEMA_TYPE = 0,
	SCHEMA_NAME = 1,
	SCHEMA_ROOT = 3,
};

struct database {
	struct text bytes;
	size_t page_size;
	size_t usable;     /* bytes of a page that are in use */
	size_t pages_left; /* limit against cycles: no page has two parents */
	int (*each)(void *arg, const struct sqlite_value *values);
	void *arg;
};

static uint64_t big_endian(const char *at, size_t size)
{
	uint64_t number = 0;

	for (size_t n = 0; n < size; n++)
		number = number << 8 | (uint8_t)at[n];
	return number;
}

/* Reads the format of most numbers in a page header. */
static size_t two_bytes(const char *at)
{
	return (size_t)big_endian(at, 2);
}

/* Takes a varint off the text: up to 9 bytes with 7 bits each, and 8 bits in the ninth. */
static bool eat_varint(struct text *text, uint64_t *ret)
{
	*ret = 0;
	for (size_t n = 0; n < 9 && n < text->length; n++) {
		uint8_t byte = (uint8_t)text->bytes[n];

		*ret = n == 8 ? *ret << 8 | byte : *ret << 7 | (byte & 0x7f);
		if (n == 8 || byte < 0x80) {
			*text = text_skip(*text, n + 1);
			return true;
		}
	}
	return false;
}

static struct sqlite_value number_of(const char *at, size_t size)
{
	uint64_t number = big_endian(at, size);
	unsigned above = 64 - 8 * (unsigned)size;

	/* extends the sign of the first byte */
	return (struct sqlite_value){ .is = PRESENT,
		                      .number = (int64_t)(number << above) >> above };
}

/* Takes a value of a serial type off the body. */
static bool eat_value(struct text *body, uint64_t type, struct sqlite_value *ret)
{
	static const uint8_t sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };
	uint64_t told = type < ARRAY_SIZE(sizes) ? sizes[type] : (type - 12) / 2;
	size_t size = (size_t)told;

	*ret = (struct sqlite_value){ 0 };
	if (told > body->length)
		return false;
	if (type >= 1 && type <= 6)
		*ret = number_of(body->bytes, size);
	else if (type == 8 || type == 9)
		*ret = (struct sqlite_value){ .is = PRESENT, .number = type == 9 };
	else if (type >= 13 && type % 2 == 1)
		*ret = (struct sqlite_value){ .is = PRESENT,
			                      .is_text = true,
			                      .text = { body->bytes, size } };
	*body = text_skip(*body, size);
	return true;
}

/* Parses a record: the types of all columns, then their values. */
static bool parse_record(struct text record, struct sqlite_value *ret)
{
	struct text types = record, body;
	uint64_t size, type;

	if (!eat_varint(&types, &size) || size > record.length ||
	    size < record.length - types.length)
		return false;
	body = text_skip(record, (size_t)size);
	types.length -= body.length;
	for (size_t n = 0; n < SQLITE_MOST_COLUMNS && types.length > 0; n++)
		if (!eat_varint(&types, &type) || !eat_value(&body, type, &ret[n]))
			return false;
	return true;
}

/* Parses a cell of a leaf: the size of the record, the rowid, the record. */
static int take_cell(const struct database *database, struct text cell)
{
	struct sqlite_value values[SQLITE_MOST_COLUMNS] = { 0 };
	uint64_t size, row;

	if (!eat_varint(&cell, &size) || !eat_varint(&cell, &row))
		return -EINVAL;
	if (size > database->usable - 35) /* the record has overflow pages */
		return 0;
	if (size > cell.length)
		return -EINVAL;
	cell.length = (size_t)size;
	return parse_record(cell, values) ? database->each(database->arg, values) : -EINVAL;
}

static int walk_page(struct database *database, uint64_t number, unsigned level);

/* Finds a page. ret_at: the offset of its header in the page. */
static int find_page(struct database *database, uint64_t number, struct text *ret, size_t *ret_at)
{
	if (number == 0 || number > database->bytes.length / database->page_size ||
	    database->pages_left == 0)
		return -EINVAL;
	database->pages_left--;
	*ret = (struct text){ database->bytes.bytes + (number - 1) * database->page_size,
		              database->usable };
	*ret_at = number == 1 ? HEADER_SIZE : 0;
	return 0;
}

static int walk_cell(struct database *database, struct text cell, bool is_leaf, unsigned level)
{
	if (is_leaf)
		return take_cell(database, cell);
	return cell.length < 4 ? -EINVAL
	                       : walk_page(database, big_endian(cell.bytes, 4), level + 1);
}

static int walk_page(struct database *database, uint64_t number, unsigned level)
{
	struct text page;
	size_t at, pointers, n_cells;
	bool is_leaf;
	int r = level < MOST_LEVELS ? find_page(database, number, &page, &at) : -EINVAL;

	if (r < 0)
		return r;
	is_leaf = page.bytes[at] == LEAF;
	if (!is_leaf && page.bytes[at] != INTERIOR)
		return -EINVAL;
	n_cells = two_bytes(page.bytes + at + 3);
	pointers = at + (is_leaf ? 8 : 12);
	if (n_cells > (page.length - pointers) / 2)
		return -EINVAL;
	for (size_t n = 0; n < n_cells && r >= 0; n++) {
		size_t place = two_bytes(page.bytes + pointers + 2 * n);

		r = place > page.length
		            ? -EINVAL
		            : walk_cell(database, text_skip(page, place), is_leaf, level);
	}
	if (r >= 0 && !is_leaf)
		r = walk_page(database, big_endian(page.bytes + at + 8, 4), level + 1);
	return r < 0 ? r : 0;
}

static int open_database(struct text bytes, struct database *ret)
{
	size_t page_size, reserved;

	if (bytes.length < LEAST_PAGE || !text_starts(bytes, TEXT("SQLite format 3\0")) ||
	    big_endian(bytes.bytes + AT_ENCODING, 4) != UTF_8)
		return -EINVAL;
	page_size = two_bytes(bytes.bytes + AT_PAGE_SIZE);
	page_size = page_size == 1 ? 65536 : page_size;
	reserved = (uint8_t)bytes.bytes[AT_RESERVED];
	if (page_size < LEAST_PAGE || reserved > page_size - 480)
		return -EINVAL;
	*ret = (struct database){ .bytes = bytes,
		                  .page_size = page_size,
		                  .usable = page_size - reserved,
		                  .pages_left = bytes.length / page_size };
	return 0;
}

struct wanted_table {
	struct text name;
	uint64_t root; /* 0: not found */
};

static int find_table(void *arg, const struct sqlite_value *values)
{
	struct wanted_table *wanted = arg;

	if (text_equal(values[SCHEMA_TYPE].text, TEXT("table")) &&
	    text_equal(values[SCHEMA_NAME].text, wanted->name) && values[SCHEMA_ROOT].number > 0)
		wanted->root = (uint64_t)values[SCHEMA_ROOT].number;
	return 0;
}

int sqlite_each(struct text bytes, const char *table,
                int (*each)(void *arg, const struct sqlite_value *values), void *arg)
{
	struct wanted_table wanted = { .name = text_of(table) };
	struct database database;
	int r = open_database(bytes, &database);

	if (r < 0)
		return r;
	database.each = find_table;
	database.arg = &wanted;
	r = walk_page(&database, 1, 0);
	if (r == 0 && wanted.root == 0)
		r = -EINVAL;
	database.each = each;
	database.arg = arg;
	return r < 0 ? r : walk_page(&database, wanted.root, 0);
}
