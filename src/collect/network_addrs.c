/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of network interfaces: rtnetlink(7), or files if the host is not the live one. */
#include <errno.h>

#include "collect/network.h"
#include "collect/network_ask.h"
#include "kernel/event.h"
#include "kernel/host.h"

enum { SRC_NAMES, SRC_ADDRESS, SRC_MORE };

struct address {
	struct record record;
	struct net_addr addr;
};

/* Marks data that are unsupported because the files of another host do not contain them. */
static void note_unknown(const struct net_addr *addr, struct address *row)
{
	if (!addr->address.bytes && strcmp(addr->family, "AF_UNSPEC") != 0)
		row->record.source[SRC_ADDRESS] = UNSUPPORTED;
	if (strcmp(addr->family, "AF_INET") == 0 || row->record.source[SRC_ADDRESS] != PRESENT)
		row->record.source[SRC_MORE] = UNSUPPORTED;
}

static int add_row(const struct plan *plan, const struct net_addr *addr, struct rows *rows)
{
	struct address *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->addr = *addr;
	row->record.source[SRC_ADDRESS] = PRESENT;
	row->record.source[SRC_MORE] = PRESENT;
	if (!root_is_live(ROOT_PROC))
		note_unknown(addr, row);
	return rows_offer(plan, NULL, rows);
}

static int network_addrs_scan(void *handle _unused_, const struct plan *plan,
                              const struct take *take)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct net_addr *addrs = NULL;
	size_t n_addrs = 0;
	int r = network_ask_addrs(&rows.arena, &addrs, &n_addrs);

	r = fault_go_on(plan->faults, network_subject_of_addrs(), r);
	for (size_t n = 0; n < n_addrs && r == 0; n++)
		r = add_row(plan, &addrs[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const char kernel_names[] = "rtnetlink(7), RTM_GETADDR";

static const struct source sources[] = {
	[SRC_NAMES] = { .path = kernel_names },
	[SRC_ADDRESS] = { .path = kernel_names },
	[SRC_MORE] = { .path = kernel_names },
};

static const char *const family_words[] = { "AF_INET", "AF_INET6", "AF_PACKET", "AF_UNSPEC", NULL };

static const struct field fields[] = {
	FIELD(struct address, addr.name, .name = "name",
	      .help = "interface, or label such as eth0:1"),
	FIELD(struct address, addr.family, .name = "family", .words = family_words,
	      .help = "address family"),
	FIELD(struct address, addr.address, .name = "address", .source = SRC_ADDRESS,
	      .help = "address of the interface"),
	FIELD(struct address, addr.netmask, .name = "netmask", .source = SRC_ADDRESS,
	      .help = "netmask of the address"),
	FIELD(struct address, addr.broadcast, .name = "broadcast", .source = SRC_MORE,
	      .help = "broadcast address, if one is set"),
	FIELD(struct address, addr.ptp, .name = "ptp", .source = SRC_MORE,
	      .help = "address of the other end of a point-to-point link"),
	FIELD(struct address, addr.device, .name = "device",
	      .help = "interface that a label belongs to"),
	FIELD(struct address, addr.prefix_bits, .name = "prefix", .source = SRC_ADDRESS,
	      .help = "length of the netmask in bits"),
	FIELD(struct address, addr.is_primary, .name = "primary", .source = SRC_MORE,
	      .help = "whether this is the first IPv4 address of its network on the interface"),
};

const struct collector network_addrs_collector = {
	.name = "net_addrs",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct address),
	.key = "name family address",
	.may_block = true,
	.event = EVENT_LINKS,
	.scan = network_addrs_scan,
};
