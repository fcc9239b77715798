/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which errors end everything, and which cost a part of the answer. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <errno.h>
#include <stdbool.h>

/* Memory or descriptors have run out: nvhost itself can do no more, whatever it would read next. */
static inline bool error_is_ours(int r)
{
	return r == -ENOMEM || r == -EMFILE || r == -ENFILE;
}

/* For those who go on without what could not be read. */
static inline int error_only_ours(int r)
{
	return error_is_ours(r) ? r : 0;
}

#endif
