/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mapped memory: fields shared by the items of `memory_maps` and by their view. */
#ifndef COLLECT_PROCESS_MAPS_H
#define COLLECT_PROCESS_MAPS_H

#include "kernel/process/pid_smaps.h"
#include "model/collector.h"

/* Fields for a record type whose member ITEM is a struct pid_map. */
#define MAP_SIZE(type, item, member, text) \
	FIELD(type, item member##_bytes, .name = #member, .unit = UNIT_BYTES, .help = text)

#define MAP_FIELDS(type, item)                                                                   \
	FIELD(type, item path, .name = "path",                                                   \
	      .help = "path of the mapped file, or [anon], [heap] …"),                           \
		MAP_SIZE(type, item, rss, "resident memory"),                                    \
		MAP_SIZE(type, item, size, "size of the address range"),                         \
		MAP_SIZE(type, item, pss, "rss, shared pages divided by the number of sharers"), \
		MAP_SIZE(type, item, shared_clean, "shared pages that are clean"),               \
		MAP_SIZE(type, item, shared_dirty, "shared pages that are dirty"),               \
		MAP_SIZE(type, item, private_clean, "private pages that are clean"),             \
		MAP_SIZE(type, item, private_dirty, "private pages that are dirty"),             \
		MAP_SIZE(type, item, referenced, "pages used recently"),                         \
		MAP_SIZE(type, item, anonymous, "pages that do not belong to a file"),           \
		MAP_SIZE(type, item, swap, "memory that is swapped out"),                        \
		FIELD(type, item is_deleted, .name = "deleted",                                  \
	              .help = "whether the file has been deleted")

#endif
