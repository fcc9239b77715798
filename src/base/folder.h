/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folders in which files are written. A folder is opened once, and all later operations are
 * relative to its descriptor: another user cannot redirect them by renaming a directory or
 * replacing it with a symbolic link.
 *
 * Symbolic links in the path are followed only if they belong to root or to the caller. If the
 * caller is root, each directory in the path must belong to root, and must not be writable by other
 * users unless it is sticky.
 */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/cleanup.h"

struct folder {
	int fd;         /* the directory, opened with O_PATH; -1: none */
	bool is_shared; /* the caller is root, and the directory is sticky and writable by others */
	char *name;     /* the last component of the path, to be used relative to fd */
};

/*
 * Opens the folder that contains PATH. Returns 0 or a negative errno: -EPERM if a directory or a
 * link in the path belongs to another user, -EISDIR if PATH ends in a slash, in "." or in "..".
 */
int folder_open(const char *path, struct folder *ret);

/*
 * Returns 0, or -EPERM if the folder is shared and the open file does not belong to the caller
 * alone.
 */
int folder_check_file(const struct folder *folder, int fd);

void folder_done(struct folder *folder);

#define _cleanup_folder_ _cleanup_(folder_done)

/*
 * Opens PATH for writing and truncates it, as ">PATH" in a shell does, but checks the path as
 * folder_open() does. Returns a descriptor or a negative errno of folder_open(); also -EPERM for a
 * file of another user in a shared folder.
 */
int folder_create_file(const char *path, mode_t mode);

#endif
