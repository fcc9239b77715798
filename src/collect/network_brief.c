/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network interfaces, each in one row with all its addresses, as tables show them. */
#include <errno.h>
#include <net/if.h>

#include "base/hash.h"
#include "collect/network.h"
#include "collect/network_ask.h"
#include "kernel/event.h"

enum { SRC_NAMES, SRC_LINK };

struct brief {
	struct record record;
	struct text name;
	struct opt_bool is_up;
	struct text hardware;
	struct texts addresses;
};

/* All addresses, and the rows of the interfaces. */
struct listing {
	struct rows rows;
	struct hash places; /* index of the row of each interface, by hash of its name */
	struct net_addr *addrs;
	size_t n_addrs;
};

static int fill_link(const struct fill_context *context _unused_, void *record)
{
	struct brief *brief = record;
	struct net_link link;
	int r = network_ask_link(brief->name, &link);

	if (r == 0 && link.flags.is == PRESENT)
		brief->is_up = (struct opt_bool){ .v = link.flags.v & IFF_RUNNING, .is = PRESENT };
	return r;
}

static int find_row(struct listing *listing, struct text device, struct brief **ret)
{
	uint64_t hash = hash_secret(device), place = listing->rows.n;
	struct brief *row;
	int r;

	if (hash_get(&listing->places, hash, &place)) {
		*ret = rows_at(&listing->rows, sizeof(*row), (size_t)place);
		return 0;
	}
	r = hash_put(&listing->places, hash, place);
	row = r == 0 ? rows_add(&listing->rows, sizeof(*row)) : NULL;
	if (!row)
		return -ENOMEM;
	row->name = device;
	row->addresses.is = PRESENT;
	*ret = row;
	return 0;
}

/* Adds 192.0.2.2/24, or only the address if the length of the netmask is not known. */
static int add_address(struct arena *arena, const struct net_addr *addr, struct brief *row)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	struct text *items =
		arena_grow(arena, (void *)row->addresses.items, row->addresses.n, sizeof(*items));
	int r = items ? buffer_add(&text, addr->address) : -ENOMEM;

	if (r == 0 && addr->prefix_bits.is == PRESENT)
		r = buffer_add_format(&text, "/%ju", (uintmax_t)addr->prefix_bits.v);
	if (r == 0)
		r = arena_copy(arena, buffer_text(&text), &items[row->addresses.n]);
	if (r < 0)
		return r;
	row->addresses.items = items;
	row->addresses.n++;
	return 0;
}

static int add_addr(struct listing *listing, const struct net_addr *addr)
{
	struct brief *row;
	int r = find_row(listing, addr->device.bytes ? addr->device : addr->name, &row);

	if (r < 0 || !addr->address.bytes)
		return r;
	if (strcmp(addr->family, "AF_PACKET") == 0) {
		row->hardware = addr->address;
		return 0;
	}
	return add_address(&listing->rows.arena, addr, row);
}

static int read_all(const struct plan *plan, struct listing *listing)
{
	int r = network_ask_addrs(&listing->rows.arena, &listing->addrs, &listing->n_addrs);

	r = fault_go_on(plan->faults, network_subject_of_addrs(), r);
	for (size_t n = 0; n < listing->n_addrs && r == 0; n++)
		r = add_addr(listing, &listing->addrs[n]);
	return r;
}

/* Offers the rows once they are complete; those that stay move up in the same memory. */
static int offer_all(const struct plan *plan, struct rows *rows)
{
	struct fill_context context = { .dir = -1, .arena = &rows->arena };
	size_t n_rows = rows->n;
	int r = 0;

	rows->n = 0;
	for (size_t n = 0; n < n_rows && r == 0; n++) {
		struct brief row = *(struct brief *)rows_at(rows, sizeof(row), n);

		*(struct brief *)rows_at(rows, sizeof(row), rows->n++) = row;
		r = rows_offer(plan, &context, rows);
	}
	return r;
}

static int network_brief_scan(void *handle _unused_, const struct plan *plan,
                              const struct take *take)
{
	struct listing listing = { 0 };
	int r = read_all(plan, &listing);

	if (r == 0)
		r = offer_all(plan, &listing.rows);
	if (r == 0)
		r = take->rows(take->arg, &listing.rows);
	hash_done(&listing.places);
	rows_done(&listing.rows);
	return r;
}

static const struct source sources[] = {
	[SRC_NAMES] = { .path = "rtnetlink(7), RTM_GETADDR" },
	[SRC_LINK] = { .path = "netdevice(7), /sys/class/net", .fill = fill_link },
};

static const struct field fields[] = {
	FIELD(struct brief, name, .name = "name", .help = "name of the interface"),
	FIELD(struct brief, is_up, .name = "isup", .source = SRC_LINK,
	      .help = "whether the interface is up and running"),
	FIELD(struct brief, addresses, .name = "addresses",
	      .help = "addresses of the interface, each with the length of its netmask"),
	FIELD(struct brief, hardware, .name = "hardware",
	      .help = "hardware address of the interface"),
};

const struct collector network_brief_collector = {
	.name = "net_brief",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct brief),
	.key = "name",
	.may_block = true,
	.event = EVENT_LINKS,
	.scan = network_brief_scan,
};
