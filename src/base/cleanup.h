/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attributes that free what a local variable owns (descriptors, memory, directories) at the end of
 * its scope.
 */
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

#include <dirent.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define BIT(n)        (UINT64_C(1) << (n))
#define MIN(a, b)     ((a) < (b) ? (a) : (b))
#define MAX(a, b)     ((a) > (b) ? (a) : (b))

#define _cleanup_(function) __attribute__((cleanup(function)))
#define _unused_            __attribute__((unused))

/* Returns the pointer and clears the variable, which then no longer owns what it pointed to. */
#define take(p)                       \
	({                            \
		typeof(p) *_p = &(p); \
		typeof(p) _v = *_p;   \
		*_p = NULL;           \
		_v;                   \
	})

static inline void cleanup_free(void *p)
{
	free(*(void **)p);
}

static inline void cleanup_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void cleanup_closedir(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

#define _cleanup_free_     _cleanup_(cleanup_free)
#define _cleanup_close_    _cleanup_(cleanup_close)
#define _cleanup_closedir_ _cleanup_(cleanup_closedir)

#endif
