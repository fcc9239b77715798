/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The roots: where /proc, /sys, /etc, /run and /dev of the host that is asked about are. They are
 * set once, by main, before anything is read; all kernel readers open their files below them.
 */
#ifndef KERNEL_ROOT_H
#define KERNEL_ROOT_H

#include <stdbool.h>

enum root { ROOT_PROC, ROOT_SYS, ROOT_ETC, ROOT_RUN, ROOT_DEV, ROOT_VAR, N_ROOTS };

/*
 * Where one of them is instead of its usual place: a directory of the caller's, which must
 * outlive the run. NULL leaves it.
 */
void root_set(enum root root, const char *path);

/* All of them below a recorded or mounted host: DIR/proc, DIR/sys …. 0 or -ENOMEM. */
int root_set_all(const char *dir);

/* The path, without a slash at its end. */
const char *root_path(enum root root);

/*
 * A descriptor of the directory, opened when first asked for and kept; or a negative errno. It is
 * for openat(2) and the like.
 */
int root_open(enum root root);

/* True while it is the machine that nvhost runs on, so that system calls speak of the same host. */
bool root_is_live(enum root root);

#endif
