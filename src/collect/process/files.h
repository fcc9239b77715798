/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open files of a process: the members of an item of `open_files`, which its view has too. */
#ifndef COLLECT_PROCESS_FILES_H
#define COLLECT_PROCESS_FILES_H

#include "kernel/process/pid_fd.h"
#include "model/collector.h"

/* Of a record type whose member ITEM is a struct pid_fd. */
#define FILE_FIELDS(type, item)                                                         \
	FIELD(type, item target, .name = "path", .help = "path"),                       \
		FIELD(type, item fd, .name = "fd", .help = "number of the descriptor"), \
		FIELD(type, item position, .name = "position",                          \
	              .help = "where it is read or written"),                           \
		FIELD(type, item mode, .name = "mode",                                  \
	              .help = "r, w, a, r+ or a+, as of fopen(3)"),                     \
		FIELD(type, item flags, .name = "flags", .unit = UNIT_MODE,             \
	              .help = "flags of open(2)"),                                      \
		FIELD(type, item size_bytes, .name = "size", .unit = UNIT_BYTES,        \
	              .help = "size of the file")

/* Of any kind of descriptor: the members of an item of `fds`. */
#define FD_FIELDS(type, item)                                                       \
	FIELD(type, item fd, .name = "fd", .help = "number of the descriptor"),     \
		FIELD(type, item kind, .name = "kind",                              \
	              .help = "file, dir, pipe, socket, eventfd, epoll, device …"), \
		FIELD(type, item mode, .name = "mode",                              \
	              .help = "r, w, a, r+ or a+, as of fopen(3)"),                 \
		FIELD(type, item flags, .name = "flags", .unit = UNIT_MODE,         \
	              .help = "flags of open(2)"),                                  \
		FIELD(type, item position, .name = "position",                      \
	              .help = "where it is read or written"),                       \
		FIELD(type, item size_bytes, .name = "size", .unit = UNIT_BYTES,    \
	              .help = "size of a regular file"),                            \
		FIELD(type, item is_deleted, .name = "deleted",                     \
	              .help = "whether the file has no name any more"),             \
		FIELD(type, item target, .name = "target", .help = "what it is open on")

#endif
