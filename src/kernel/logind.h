/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions of systemd-logind: /run/systemd/sessions, sd-login(3), pam_systemd(8). */
#ifndef KERNEL_LOGIND_H
#define KERNEL_LOGIND_H

#include "kernel/sessions.h"

/*
 * Appends the sessions of users, in order of their names. Nothing there is no error.
 * Returns 0 or -ENOMEM, -EMFILE, -ENFILE.
 */
int logind_read(struct buffer *scratch, struct session_list *list);

/*
 * One session from the text of its file; ret points into the text. False where it is no user who
 * has logged in.
 */
bool logind_parse(struct text text, struct session *ret);

#endif
