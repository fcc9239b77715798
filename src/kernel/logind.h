/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions of systemd-logind: /run/systemd/sessions, sd-login(3), pam_systemd(8). */
#ifndef KERNEL_LOGIND_H
#define KERNEL_LOGIND_H

#include "kernel/sessions.h"

/*
 * Appends the sessions of users, sorted by name. A missing directory is not an error. Returns 0 or
 * -ENOMEM, -EMFILE, -ENFILE.
 */
int logind_read(struct buffer *scratch, struct session_list *list);

/*
 * Parses the text of a session's file; ret points into TEXT. Returns false unless the session is
 * the login of a user.
 */
bool logind_parse(struct text text, struct session *ret);

#endif
