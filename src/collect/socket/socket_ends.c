/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sockets: local and remote end, protocol and process as one text each, in the form of ss(8). */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

#include "collect/socket/socket.h"

/* address, brackets, a colon and the digits of a port */
enum { END_SIZE = INET6_ADDRSTRLEN + 16 };

static const char *protocol_of(const struct socket *socket)
{
	if (socket->family != AF_UNIX)
		return socket->protocol == IPPROTO_TCP   ? "tcp"
		       : socket->protocol == IPPROTO_UDP ? "udp"
		                                         : "raw";
	return socket->type == SOCK_STREAM  ? "u_str"
	       : socket->type == SOCK_DGRAM ? "u_dgr"
	                                    : "u_seq";
}

/* Formats 127.0.0.1:80 or [::1]:80, or *:* for an end without a port. */
static int format_end(struct arena *arena, const struct socket *socket,
                      const struct socket_end *end, struct text *ret)
{
	bool is_six = socket->family == AF_INET6;
	char ip[INET6_ADDRSTRLEN], text[END_SIZE];

	if (end->port == 0) {
		*ret = TEXT("*:*");
		return 0;
	}
	socket_format_ip(socket, end, ip);
	snprintf(text, sizeof(text), is_six ? "[%s]:%u" : "%s:%u", ip, (unsigned)end->port);
	return arena_copy(arena, text_of(text), ret);
}

/* A UNIX socket may have no path, and its peer mostly has none. */
static int copy_path(struct arena *arena, struct text path, struct text *ret)
{
	return path.length > 0 ? arena_copy(arena, path, ret) : 0;
}

int socket_fill_ends(const struct fill_context *context, void *record)
{
	struct socket_row *row = record;
	const struct socket *socket = row->socket;
	int r;

	row->protocol = protocol_of(socket);
	if (socket->family == AF_UNIX) {
		r = copy_path(context->arena, socket->path, &row->local);
		return r < 0 ? r : copy_path(context->arena, socket->peer_path, &row->remote);
	}
	r = format_end(context->arena, socket, &socket->local, &row->local);
	return r < 0 ? r : format_end(context->arena, socket, &socket->remote, &row->remote);
}

int socket_fill_process(const struct fill_context *context, void *record)
{
	struct socket_row *row = record;
	struct text name = row->item.name;
	char *text = arena_alloc(context->arena, name.length + sizeof("/2147483647"));
	int length;

	if (!text)
		return -ENOMEM;
	if (!name.bytes)
		return -ENODATA;
	memcpy(text, name.bytes, name.length);
	length = sprintf(text + name.length, "/%d", (int)row->item.pid);
	row->process = (struct text){ .bytes = text, .length = name.length + (size_t)length };
	return 0;
}
