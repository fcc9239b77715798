/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folders that files are written in, opened once: what is done below the descriptor cannot be led
 * elsewhere by whoever may rename a folder or put a link in its place meanwhile.
 *
 * Links on the way are followed only if they belong to root or to the caller. For root, each folder
 * on the way must be root's, and not one in which others may write, unless it is sticky.
 */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/cleanup.h"

struct folder {
	int fd;         /* of the directory, O_PATH; -1: none */
	bool is_shared; /* for root: others may write there; it is sticky */
	char *name;     /* the last part of the path, to be used below fd */
};

/*
 * Opens the folder that PATH is in. Returns 0 or a negative errno: -EPERM where a folder or a link
 * on the way is another user's, -EISDIR where PATH ends in a slash, in "." or in "..".
 */
int folder_open(const char *path, struct folder *ret);

/* 0, or -EPERM where this opened file of a shared folder is not the caller's alone. */
int folder_check_file(const struct folder *folder, int fd);

void folder_done(struct folder *folder);

#define _cleanup_folder_ _cleanup_(folder_done)

/*
 * Opens PATH for writing, empty, as ">PATH" of a shell does, in a folder that has been opened so.
 * Returns a descriptor or a negative errno, as folder_open(); -EPERM also for a file of another
 * user in a shared folder.
 */
int folder_create_file(const char *path, mode_t mode);

#endif
