/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses /proc/net/dev: two lines of headings, then "name: " and 16 counters,
 * net/core/net-procfs.c.
 */
#include "kernel/net_dev.h"

#include <errno.h>

#include "base/number.h"
#include "kernel/file.h"

/* An alias name has a colon, a counter never has. There may be no blank after the last colon. */
static bool parse_line(struct text line, struct net_dev *ret)
{
	struct net_dev dev = { 0 };
	struct opt_u64 *const counters[] = {
		&dev.rx_bytes, &dev.rx_packets,    &dev.rx_errors,     &dev.rx_dropped,
		&dev.rx_fifo,  &dev.rx_frame,      &dev.rx_compressed, &dev.rx_multicast,
		&dev.tx_bytes, &dev.tx_packets,    &dev.tx_errors,     &dev.tx_dropped,
		&dev.tx_fifo,  &dev.tx_collisions, &dev.tx_carrier,    &dev.tx_compressed,
	};

	if (!text_cut_last(line, ':', &dev.name, &line))
		return false;
	dev.name = text_trim(dev.name);
	for (size_t n = 0; n < ARRAY_SIZE(counters); n++) {
		struct text word;

		if (!text_next_word(&line, &word))
			return false;
		if (number_parse_u64(word, &counters[n]->v) == 0)
			counters[n]->is = PRESENT;
	}
	*ret = dev;
	return true;
}

int net_dev_parse(struct text text, struct arena *arena, struct net_dev **ret, size_t *ret_n)
{
	struct text line, rest = text;
	struct net_dev *devs;
	size_t n = 0;

	while (text_next_line(&rest, &line))
		n++;
	devs = arena_array(arena, n, sizeof(*devs));
	if (!devs || arena_copy(arena, text, &text) < 0)
		return -ENOMEM;
	n = 0;
	while (text_next_line(&text, &line))
		n += parse_line(line, &devs[n]);
	*ret = devs;
	*ret_n = n;
	return 0;
}

int net_dev_read(struct buffer *scratch, struct arena *arena, struct net_dev **ret, size_t *ret_n)
{
	int r = host_read("net/dev", scratch);

	return r < 0 ? r : net_dev_parse(buffer_text(scratch), arena, ret, ret_n);
}
