/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Function: those of texts, lists and addresses. */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>

#include "base/number.h"
#include "query/expression_compare.h"
#include "query/function.h"

void function_length(const struct call *call, struct value *ret)
{
	const struct value *value = &call->arguments[0];
	const struct expression *node = call->node->arguments[0];
	enum kind kind = node->kind == NODE_EACH
	                         ? field_type(node->type) == TYPE_TEXT ? KIND_TEXTS : KIND_NUMBERS
	                         : node->type->kind;

	*ret = (struct value){ .is = PRESENT };
	switch (kind) {
	case KIND_NUMBERS:
		ret->u = value->numbers.n;
		break;
	case KIND_TEXTS:
		ret->u = value->texts.n;
		break;
	case KIND_STRUCTS:
		ret->u = value->structs.n;
		break;
	case KIND_MAP:
		ret->u = value->map.n;
		break;
	default:
		ret->u = value->text.length;
		break;
	}
}

/* Changes letters of ASCII only: the meaning of other bytes depends on the locale. */
static void change_letters(const struct call *call, int (*letter)(int), struct value *ret)
{
	struct text text = call->arguments[0].text;
	char *bytes = arena_alloc(call->evaluation->arena, text.length + 1);

	*ret = (struct value){ 0 };
	if (!bytes) {
		call->evaluation->error = -ENOMEM;
		return;
	}
	for (size_t n = 0; n < text.length; n++)
		bytes[n] = (unsigned char)text.bytes[n] < 0x80 ? (char)letter(text.bytes[n])
		                                               : text.bytes[n];
	*ret = (struct value){ .is = PRESENT, .text = { .bytes = bytes, .length = text.length } };
}

void function_lower(const struct call *call, struct value *ret)
{
	change_letters(call, tolower, ret);
}

void function_upper(const struct call *call, struct value *ret)
{
	change_letters(call, toupper, ret);
}

/* The path without trailing slashes, which basename(1) ignores too; "/" stays. */
static struct text without_slashes(struct text path)
{
	while (path.length > 1 && path.bytes[path.length - 1] == '/')
		path.length--;
	return path;
}

void function_basename(const struct call *call, struct value *ret)
{
	struct text path = without_slashes(call->arguments[0].text), before, behind;

	if (path.length > 1 && text_cut_last(path, '/', &before, &behind))
		path = behind;
	*ret = (struct value){ .is = PRESENT, .text = path };
}

void function_dirname(const struct call *call, struct value *ret)
{
	struct text path = without_slashes(call->arguments[0].text), before, behind;

	if (!text_cut_last(path, '/', &before, &behind))
		before = TEXT(".");
	else if (before.length == 0)
		before = TEXT("/");
	*ret = (struct value){ .is = PRESENT, .text = without_slashes(before) };
}

/* Numbers as texts, to be joined. */
static int print_numbers(const struct numbers *numbers, struct arena *arena, struct texts *ret)
{
	struct text *items = arena_array(arena, numbers->n, sizeof(*items));
	int r = items ? 0 : -ENOMEM;

	for (size_t n = 0; n < numbers->n && r == 0; n++) {
		_cleanup_buffer_ struct buffer buffer = { 0 };

		r = buffer_add_format(&buffer, "%ju", (uintmax_t)numbers->items[n]);
		if (r == 0)
			r = arena_copy(arena, buffer_text(&buffer), &items[n]);
	}
	*ret = (struct texts){ .items = items, .n = numbers->n, .is = PRESENT };
	return r;
}

void function_join(const struct call *call, struct value *ret)
{
	struct texts texts = call->arguments[0].texts;

	if (type_item_shape(call->node->arguments[0]) != SHAPE_TEXT &&
	    print_numbers(&call->arguments[0].numbers, call->evaluation->arena, &texts) < 0) {
		call->evaluation->error = -ENOMEM;
		*ret = (struct value){ 0 };
		return;
	}
	texts_join(&texts, call->arguments[1].text, call->evaluation, ret);
}

/* ---- addresses ---- */

/* An address of either family; an IPv4 address is kept as IPv4-mapped (RFC 4291, 2.5.5.2). */
struct network {
	unsigned char bytes[16];
	unsigned bits;
	bool is_v4;
};

static bool parse_address(struct text text, struct network *ret)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	char string[INET6_ADDRSTRLEN];
	struct text scope;

	text_cut(text, '%', &text, &scope); /* fe80::1%eth0 */
	if (text.length >= sizeof(string))
		return false;
	memcpy(string, text.bytes, text.length);
	string[text.length] = '\0';
	memcpy(ret->bytes, mapped, sizeof(mapped));
	ret->is_v4 = inet_pton(AF_INET, string, ret->bytes + 12) == 1;
	if (!ret->is_v4 && inet_pton(AF_INET6, string, ret->bytes) != 1)
		return false;
	return true;
}

const char *function_prepare_network(struct expression_pool *pool, struct expression *node)
{
	struct text text = node->arguments[1]->constant.text, address = text, bits = { 0 };
	struct network *network = arena_alloc(&pool->arena, sizeof(*network));
	uint64_t n = 0;
	bool has_bits = text_cut(text, '/', &address, &bits);

	if (!network)
		return "out of memory";
	if (!parse_address(address, network))
		return "a network is expected, such as \"10.0.0.0/8\" or \"fe80::/10\"";
	if (has_bits && (number_parse_u64(bits, &n) < 0 || n > (network->is_v4 ? 32 : 128)))
		return "the prefix length of a network is at most 32 for IPv4, 128 for IPv6";
	network->bits = !has_bits ? 128 : (unsigned)n + (network->is_v4 ? 96 : 0);
	node->prepared = network;
	return NULL;
}

void function_network(const struct call *call, struct value *ret)
{
	const struct network *network = call->node->prepared;
	struct network address;
	unsigned bytes = network->bits / 8, rest = network->bits % 8;
	bool is_in = parse_address(call->arguments[0].text, &address) &&
	             memcmp(address.bytes, network->bytes, bytes) == 0;

	if (is_in && rest > 0)
		is_in = (address.bytes[bytes] ^ network->bytes[bytes]) >> (8 - rest) == 0;
	*ret = (struct value){ .is = PRESENT, .b = is_in };
}
