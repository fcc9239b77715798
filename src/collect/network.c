/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network interfaces: traffic from /proc/net/dev, settings by ioctl(2) or from /sys/class/net. */
#include "collect/network.h"

#include <errno.h>
#include <net/if.h>

#include "collect/network_ask.h"
#include "kernel/event.h"
#include "kernel/net_dev.h"

enum { SRC_NONE, SRC_IO, SRC_LINK, SRC_STATE, N_SOURCES };

struct interface {
	struct record record;
	struct net_dev dev;
	struct opt_bool is_up;
	const char *duplex;
	struct net_link link;
	struct text flags;
	const char *down_reason;
	struct opt_f64 rx_rate;
	struct opt_f64 tx_rate;
	struct opt_f64 rx_packets_rate;
	struct opt_f64 tx_packets_rate;
};

static int fill_link(const struct fill_context *context, void *record)
{
	struct interface *interface = record;
	struct net_link *link = &interface->link;
	int r = network_ask_link(interface->dev.name, link);

	if (r < 0)
		return r;
	interface->duplex = net_link_duplex_word(link->duplex);
	if (link->flags.is != PRESENT)
		return 0;
	/* psutil's "isup": the link works too */
	interface->is_up = (struct opt_bool){ .v = link->flags.v & IFF_RUNNING, .is = PRESENT };
	context->scratch->length = 0;
	r = net_link_format_flags(link->flags.v, context->scratch);
	if (r < 0)
		return r;
	return arena_copy(context->arena, buffer_text(context->scratch), &interface->flags);
}

static int fill_state(const struct fill_context *context, void *record)
{
	struct interface *interface = record;

	return net_link_down_reason(context->shared, interface->dev.name, &interface->down_reason);
}

/* An interface that disappeared after it was listed has no row. */
static int add_row(const struct plan *plan, const struct net_dev *dev,
                   const struct net_link_states *states, struct buffer *scratch, struct rows *rows)
{
	struct fill_context context = {
		.dir = -1, .scratch = scratch, .arena = &rows->arena, .shared = states
	};
	struct interface *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->dev = *dev;
	row->record.source[SRC_IO] = PRESENT;
	return rows_offer(plan, &context, rows);
}

static int read_all(const struct plan *plan, struct buffer *scratch, struct arena *arena,
                    struct net_dev **ret, size_t *ret_n)
{
	int r = net_dev_read(scratch, arena, ret, ret_n);

	return fault_go_on(plan->faults, "/proc/net/dev", r);
}

static int network_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	_cleanup_net_link_states_ struct net_link_states states = { 0 };
	struct net_dev *devs = NULL;
	size_t n_devs = 0;
	int r = read_all(plan, &scratch, &rows.arena, &devs, &n_devs);

	if (r == 0 && ((plan->sources | plan->deciding) & BIT(SRC_STATE)))
		r = fault_go_on(plan->faults, "rtnetlink", network_ask_states(&states));
	for (size_t n = 0; n < n_devs && r == 0; n++)
		r = add_row(plan, &devs[n], &states, &scratch, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static void add_up(struct net_dev *total, const struct net_dev *part)
{
	opt_u64_add(&total->rx_bytes, part->rx_bytes);
	opt_u64_add(&total->rx_packets, part->rx_packets);
	opt_u64_add(&total->rx_errors, part->rx_errors);
	opt_u64_add(&total->rx_dropped, part->rx_dropped);
	opt_u64_add(&total->tx_bytes, part->tx_bytes);
	opt_u64_add(&total->tx_packets, part->tx_packets);
	opt_u64_add(&total->tx_errors, part->tx_errors);
	opt_u64_add(&total->tx_dropped, part->tx_dropped);
	opt_u64_add(&total->rx_multicast, part->rx_multicast);
	opt_u64_add(&total->tx_collisions, part->tx_collisions);
}

static int add_part(const struct plan *plan, const struct net_dev *dev, struct net_dev *total)
{
	struct interface part = { .dev = *dev };
	int r = plan->continue_part ? plan->continue_part(plan->arg, &part) : 0;

	add_up(total, &part.dev);
	return r;
}

static const struct net_dev net_dev_none = {
	.rx_bytes.is = PRESENT,
	.rx_packets.is = PRESENT,
	.rx_errors.is = PRESENT,
	.rx_dropped.is = PRESENT,
	.tx_bytes.is = PRESENT,
	.tx_packets.is = PRESENT,
	.tx_errors.is = PRESENT,
	.tx_dropped.is = PRESENT,
	.rx_multicast.is = PRESENT,
	.tx_collisions.is = PRESENT,
};

/* The total of psutil: all interfaces (values.md P-308). */
static int network_scan_total(void *handle _unused_, const struct plan *plan,
                              const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct net_dev *devs = NULL, total = net_dev_none;
	size_t n_devs = 0;
	int r = read_all(plan, &scratch, &rows.arena, &devs, &n_devs);

	for (size_t n = 0; n < n_devs && r == 0; n++)
		r = add_part(plan, &devs[n], &total);
	if (r == 0 && n_devs > 0)
		r = add_row(plan, &total, NULL, &scratch, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[N_SOURCES] = {
	[SRC_NONE] = { .path = "/proc/net/dev" },
	[SRC_IO] = { .path = "/proc/net/dev" },
	[SRC_LINK] = { .path = "netdevice(7), /sys/class/net", .fill = fill_link },
	[SRC_STATE] = { .path = "rtnetlink(7), /sys/class/net", .fill = fill_state },
};

#define N(member, ...)       FIELD(struct interface, member, __VA_ARGS__)
#define COUNTER(member, ...) N(dev.member, .source = SRC_IO, .is_counter = true, __VA_ARGS__)

#define NAME N(dev.name, .name = "name", .help = "name of the interface")

#define LINK_FIELDS                                                               \
	N(is_up, .name = "isup", .source = SRC_LINK,                              \
	  .help = "whether the interface is up and running"),                     \
		N(duplex, .name = "duplex", .source = SRC_LINK,                   \
	          .help = "duplex mode: full, half or unknown"),                  \
		N(link.speed_mbit, .name = "speed", .unit = UNIT_MBIT_PER_SECOND, \
	          .source = SRC_LINK, .help = "speed of the link; 0: unknown"),   \
		N(link.mtu_bytes, .name = "mtu", .source = SRC_LINK,              \
	          .help = "size of the largest packet, in bytes"),                \
		N(flags, .name = "flags", .source = SRC_LINK,                     \
	          .help = "flags of the interface, as ifconfig(8) names them"),   \
		N(down_reason, .name = "down_reason", .source = SRC_STATE,        \
	          .words = net_link_down_words,                                   \
	          .help = "why the interface does not run: not switched on, no carrier …")

#define RATE(variable, counter) static const struct rate variable = { .of = counter, .scale = 1 }

RATE(tx_rate, "bytes_sent");
RATE(rx_rate, "bytes_recv");
RATE(tx_packets_rate, "packets_sent");
RATE(rx_packets_rate, "packets_recv");

#define IO_FIELDS                                                                              \
	COUNTER(tx_bytes, .name = "bytes_sent", .heading = "SENT", .unit = UNIT_BYTES,         \
	        .help = "bytes sent"),                                                         \
		COUNTER(rx_bytes, .name = "bytes_recv", .heading = "RECV", .unit = UNIT_BYTES, \
	                .help = "bytes received"),                                             \
		COUNTER(tx_packets, .name = "packets_sent", .heading = "PKTS_SENT",            \
	                .help = "number of packets sent"),                                     \
		COUNTER(rx_packets, .name = "packets_recv", .heading = "PKTS_RECV",            \
	                .help = "number of packets received"),                                 \
		COUNTER(rx_errors, .name = "errin", .help = "number of receive errors"),       \
		COUNTER(tx_errors, .name = "errout", .help = "number of send errors"),         \
		COUNTER(rx_dropped, .name = "dropin",                                          \
	                .help = "number of received packets that were dropped"),               \
		COUNTER(tx_dropped, .name = "dropout",                                         \
	                .help = "number of packets dropped before sending"),                   \
		COUNTER(rx_multicast, .name = "multicast",                                     \
	                .help = "number of multicast packets received"),                       \
		COUNTER(tx_collisions, .name = "collisions",                                   \
	                .help = "number of collisions while sending"),                         \
		N(tx_rate, .name = "bytes_sent_rate", .heading = "SENT",                       \
	          .unit = UNIT_BYTES_PER_SECOND, .rate = &tx_rate,                             \
	          .help = "bytes sent per second"),                                            \
		N(rx_rate, .name = "bytes_recv_rate", .heading = "RECV",                       \
	          .unit = UNIT_BYTES_PER_SECOND, .rate = &rx_rate,                             \
	          .help = "bytes received per second"),                                        \
		N(tx_packets_rate, .name = "packets_sent_rate", .heading = "PKTS_SENT/s",      \
	          .unit = UNIT_PER_SECOND, .rate = &tx_packets_rate,                           \
	          .help = "packets sent per second"),                                          \
		N(rx_packets_rate, .name = "packets_recv_rate", .heading = "PKTS_RECV/s",      \
	          .unit = UNIT_PER_SECOND, .rate = &rx_packets_rate,                           \
	          .help = "packets received per second")

static const struct field io_fields[] = { NAME, IO_FIELDS };
static const struct field stats_fields[] = { NAME, LINK_FIELDS };
static const struct field summary_fields[] = { NAME, LINK_FIELDS, IO_FIELDS };

#define COLLECTOR(collector_name, table, n_table, key_name, how, whose)                           \
	{                                                                                         \
		.name = collector_name, .fields = table, .n_fields = n_table, .sources = sources, \
		.n_sources = N_SOURCES, .record_size = sizeof(struct interface), .key = key_name, \
		.totals_of = whose, .event = EVENT_LINKS, .may_block = true, .scan = how,         \
	}

const struct collector network_io_collector = COLLECTOR(
	"net_io", io_fields, ARRAY_SIZE(io_fields), "name", network_scan, &network_io_collector);
const struct collector network_io_total_collector =
	COLLECTOR("net_io_total", io_fields + 1, ARRAY_SIZE(io_fields) - 1, "", network_scan_total,
                  &network_io_collector);
const struct collector network_stats_collector =
	COLLECTOR("net_stats", stats_fields, ARRAY_SIZE(stats_fields), "name", network_scan, NULL);
const struct collector network_summary_collector =
	COLLECTOR("net", summary_fields, ARRAY_SIZE(summary_fields), "name", network_scan,
                  &network_summary_collector);
