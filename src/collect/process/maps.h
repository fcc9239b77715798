/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mapped memory: the members of an item of `memory_maps`, which its view has too. */
#ifndef COLLECT_PROCESS_MAPS_H
#define COLLECT_PROCESS_MAPS_H

#include "kernel/process/pid_smaps.h"
#include "model/collector.h"

/* Of a record type whose member ITEM is a struct pid_map. */
#define MAP_SIZE(type, item, member, text) \
	FIELD(type, item member##_bytes, .name = #member, .unit = UNIT_BYTES, .help = text)

#define MAP_FIELDS(type, item)                                                                  \
	FIELD(type, item path, .name = "path", .help = "what is mapped, or [anon], [heap] …"),  \
		MAP_SIZE(type, item, rss, "resident"),                                          \
		MAP_SIZE(type, item, size, "address space"),                                    \
		MAP_SIZE(type, item, pss, "resident, what is shared divided by who shares it"), \
		MAP_SIZE(type, item, shared_clean, "shared, not written to"),                   \
		MAP_SIZE(type, item, shared_dirty, "shared, written to"),                       \
		MAP_SIZE(type, item, private_clean, "its own, not written to"),                 \
		MAP_SIZE(type, item, private_dirty, "its own, written to"),                     \
		MAP_SIZE(type, item, referenced, "used recently"),                              \
		MAP_SIZE(type, item, anonymous, "not from a file"),                             \
		MAP_SIZE(type, item, swap, "swapped out"),                                      \
		FIELD(type, item is_deleted, .name = "deleted",                                 \
	              .help = "whether the file has no name any more")

#endif
