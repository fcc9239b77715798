/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds UNIX sockets by the file to which they are bound: UNIX_DIAG_VFS, net/unix/diag.c. */
#include "kernel/socket_file.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "kernel/netlink/sock_diag.h"

enum { MINOR_BITS = 20 }; /* of the dev_t inside the kernel, include/linux/kdev_t.h */

/* The kernel reports only the lower 32 bits of the inode number. */
static bool is_bound_to(const struct socket *socket, const struct file_id *file)
{
	uint64_t device = (uint64_t)(socket->file_device >> MINOR_BITS) << 32 |
	                  (socket->file_device & (BIT(MINOR_BITS) - 1));

	return socket->inode != 0 && socket->file_inode != 0 && device == file->device &&
	       socket->file_inode == (uint32_t)file->inode;
}

/* All sockets are files of one file system, sockfs. */
static int find_device(uint64_t *ret)
{
	_cleanup_close_ int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct stat file;

	if (fd < 0 || fstat(fd, &file) < 0)
		return -errno;
	*ret = file_id_of_stat(&file).device;
	return 0;
}

int socket_file_find(const struct file_id *file, struct arena *arena, struct file_ids *list)
{
	static const struct sock_diag_request request = { .with_files = true };
	_cleanup_socket_list_ struct socket_list sockets = { 0 };
	uint64_t device = 0;
	int r = find_device(&device);

	if (r == 0)
		r = sock_diag_read(SOCKET_UNIX, &request, &sockets);
	for (size_t n = 0; n < sockets.n && r == 0; n++) {
		struct file_id *items;

		if (!is_bound_to(&sockets.items[n], file))
			continue;
		items = arena_grow(arena, list->items, list->n, sizeof(*items));
		if (!items)
			return -ENOMEM;
		items[list->n++] =
			(struct file_id){ .device = device, .inode = sockets.items[n].inode };
		list->items = items;
	}
	return r;
}
