/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of /proc, /sys and the like: read whole, without ever waiting for one. */
#ifndef KERNEL_FILE_H
#define KERNEL_FILE_H

#include <dirent.h>

#include "base/buffer.h"
#include "kernel/host.h"

enum { FILE_LARGEST = 256 * 1024 * 1024 };

/*
 * Reads the whole file NAME in the directory DIR.
 *
 * ret: emptied first; its text ends in a NUL that the length does not count. Returns 0 or a
 * negative code: the errno of open(2) or read(2), -FAULT_TOO_LARGE past 256 MiB, -ENOMEM.
 */
int file_read(int dir, const char *name, struct buffer *ret);

/* The same, -FAULT_TOO_LARGE past LARGEST bytes. */
int file_read_bounded(int dir, const char *name, size_t largest, struct buffer *ret);

/* The same for a file of one record (stat, status, io …), complete after a read that left room. */
int file_read_record(int dir, const char *name, struct buffer *ret);

/*
 * That in two steps: a descriptor, or a negative errno; and what the file says now, which may be
 * asked again and again.
 */
int file_open(int dir, const char *name);
int file_read_open_record(int fd, struct buffer *ret);

/* The same for a file that is no record, from its beginning, as file_read_bounded(). */
int file_read_open(int fd, size_t largest, struct buffer *ret);

/*
 * Opens the directory NAME in DIR for readdir(3). Returns NULL with errno set: ENOENT also where a
 * process has ended between the opening and the first look.
 */
DIR *file_open_directory(int dir, const char *name);

/* The next entry of a directory, NULL at the end. 1, 0 at the end, or a negative errno. */
int file_next_entry(DIR *directory, const struct dirent **ret);

/*
 * Whether NAME is in the directory DIR, the link itself if it is one: 0, -ENOENT, or another
 * negative errno of stat(2).
 */
int file_exists(int dir, const char *name);

/* Whether this process, by its effective IDs, may list the directory NAME in DIR: 0 or -errno. */
int file_may_list(int dir, const char *name);

/* Reads NAME below one of the roots. */
int file_read_root(enum root root, const char *name, struct buffer *ret);

/*
 * Reads the text of the link NAME in DIR, of any length.
 * Returns 0 or a negative errno: that of readlink(2), -ENOMEM.
 */
int file_read_link(int dir, const char *name, struct buffer *ret);

/*
 * A file that holds one number, such as most of /sys: "45000\n".
 * -EINVAL where it holds anything else.
 */
int file_read_u64(int dir, const char *name, uint64_t *ret);
int file_read_i64(int dir, const char *name, int64_t *ret);

/* A file that holds one short line, without its newline, at most SIZE - 1 bytes of it. */
int file_read_line(int dir, const char *name, char *ret, size_t size);

#endif
