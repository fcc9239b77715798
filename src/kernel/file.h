/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads whole files of /proc, /sys and the like, and never blocks on one of them. */
#ifndef KERNEL_FILE_H
#define KERNEL_FILE_H

#include <dirent.h>

#include "base/buffer.h"
#include "kernel/host.h"
#include "model/value.h"

enum { FILE_LARGEST = 256 * 1024 * 1024 };

/*
 * Reads the whole file NAME in the directory DIR.
 *
 * ret: emptied first; the text ends in a NUL, which the length does not count. Returns 0 or a
 * negative code: the errno of open(2) or read(2), -FAULT_TOO_LARGE above 256 MiB, -ENOMEM.
 */
int file_read(int dir, const char *name, struct buffer *ret);

/* Like file_read(), but returns -FAULT_TOO_LARGE above LARGEST bytes. */
int file_read_bounded(int dir, const char *name, size_t largest, struct buffer *ret);

/*
 * Like file_read(), for a file of one record (stat, status, io …), which the kernel returns by a
 * single read(2). A read that leaves room ends the file.
 */
int file_read_record(int dir, const char *name, struct buffer *ret);

/*
 * Do the same in two steps. file_open() returns a descriptor or a negative errno;
 * file_read_open_record() reads the current contents, and may be called repeatedly.
 */
int file_open(int dir, const char *name);
int file_read_open_record(int fd, struct buffer *ret);

/* Like file_read_bounded(), but reads the open file FD from its beginning. */
int file_read_open(int fd, size_t largest, struct buffer *ret);

/*
 * Opens the directory NAME in DIR for readdir(3). Returns NULL with errno set; ENOENT may also mean
 * that a process has ended meanwhile.
 */
DIR *file_open_directory(int dir, const char *name);

/* Returns 1 and the next entry of a directory; 0 and NULL at the end; or a negative errno. */
int file_next_entry(DIR *directory, const struct dirent **ret);

/*
 * Tells whether NAME exists in the directory DIR; a symbolic link is not followed. Returns 0,
 * -ENOENT, or another negative errno of stat(2).
 */
int file_exists(int dir, const char *name);

/*
 * Reads type, links, size, inode and devices of NAME in DIR; a symbolic link is followed. No server
 * is asked for what the kernel remembers, and no automount is triggered. Returns 0 or a negative
 * errno of statx(2).
 */
int file_read_metadata(int dir, const char *name, struct statx *ret);

/*
 * Tells whether this process may list the directory NAME in DIR by its effective IDs. Returns 0 or
 * a negative errno.
 */
int file_may_list(int dir, const char *name);

/* Reads the file NAME below one of the roots. Returns as file_read(). */
int file_read_root(enum root root, const char *name, struct buffer *ret);

/*
 * Reads the target of the symbolic link NAME in DIR, of any length. Returns 0, -ENOMEM, or a
 * negative errno of readlink(2).
 */
int file_read_link(int dir, const char *name, struct buffer *ret);

/* Read a file that holds one number, as most of /sys: "45000\n". Return -EINVAL for other text. */
int file_read_u64(int dir, const char *name, uint64_t *ret);
int file_read_i64(int dir, const char *name, int64_t *ret);

/*
 * Reads a file that holds one number and may be missing: UNSUPPORTED if the number cannot be read.
 */
struct opt_u64 file_read_opt_u64(int dir, const char *name);

/*
 * Reads the first line of a file, without its newline. ret: at most SIZE - 1 bytes and a NUL.
 * Returns 0 or a negative errno.
 */
int file_read_line(int dir, const char *name, char *ret, size_t size);

#endif
