/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Open files of a process: fields shared by the items of `open_files` and `fds` and by their views.
 */
#ifndef COLLECT_PROCESS_FILES_H
#define COLLECT_PROCESS_FILES_H

#include "kernel/process/pid_fd.h"
#include "model/collector.h"

/* Fields of a regular file, for a record type whose member ITEM is a struct pid_fd. */
#define FILE_FIELDS(type, item)                                                         \
	FIELD(type, item target, .name = "path", .help = "path of the file"),           \
		FIELD(type, item fd, .name = "fd", .help = "number of the descriptor"), \
		FIELD(type, item position, .name = "position", .help = "file offset"),  \
		FIELD(type, item mode, .name = "mode",                                  \
	              .help = "access mode as for fopen(3): r, w, a, r+ or a+"),        \
		FIELD(type, item flags, .name = "flags", .unit = UNIT_MODE,             \
	              .help = "flags of open(2)"),                                      \
		FIELD(type, item size_bytes, .name = "size", .unit = UNIT_BYTES,        \
	              .help = "size of the file")

/* Fields of any kind of descriptor, for a record type whose member ITEM is a struct pid_fd. */
#define FD_FIELDS(type, item)                                                             \
	FIELD(type, item fd, .name = "fd", .help = "number of the descriptor"),           \
		FIELD(type, item kind, .name = "kind",                                    \
	              .help = "kind: file, dir, pipe, socket, eventfd, epoll, device …"), \
		FIELD(type, item mode, .name = "mode",                                    \
	              .help = "access mode as for fopen(3): r, w, a, r+ or a+"),          \
		FIELD(type, item flags, .name = "flags", .unit = UNIT_MODE,               \
	              .help = "flags of open(2)"),                                        \
		FIELD(type, item position, .name = "position", .help = "file offset"),    \
		FIELD(type, item size_bytes, .name = "size", .unit = UNIT_BYTES,          \
	              .help = "size of a regular file"),                                  \
		FIELD(type, item is_deleted, .name = "deleted",                           \
	              .help = "whether the file has been deleted"),                       \
		FIELD(type, item target, .name = "target",                                \
	              .help = "path or object that the descriptor refers to")

#endif
