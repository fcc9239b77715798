/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a network interface: SIOCGIFFLAGS, SIOCGIFMTU, SIOCETHTOOL; /sys/class/net. */
#include "kernel/netlink/net_link.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/patience.h"
#include "kernel/trace.h"
#include "model/fault.h"

const char *net_link_duplex_word(enum duplex duplex)
{
	static const char *const words[] = { "unknown", "half", "full" };

	return words[duplex];
}

int net_link_format_flags(uint64_t flags, struct buffer *ret)
{
	/* bit N is that of include/uapi/linux/if.h */
	static const char *const words[] = {
		"up",        "broadcast", "debug",     "loopback", "pointopoint", "notrailers",
		"running",   "noarp",     "promisc",   "allmulti", "master",      "slave",
		"multicast", "portsel",   "automedia", "dynamic",
	};
	size_t start = ret->length;

	for (size_t n = 0; n < ARRAY_SIZE(words); n++) {
		int r = 0;

		if (flags & BIT(n))
			r = buffer_add_format(ret, "%s%s", ret->length > start ? "," : "",
			                      words[n]);
		if (r < 0)
			return r;
	}
	return 0;
}

static int call_ioctl(int fd, unsigned long request, struct ifreq *ifreq)
{
	int r = patience_enter(PATIENCE_NETWORK);

	if (r < 0)
		return r;
	r = ioctl(fd, request, ifreq) < 0 ? -errno : 0;
	patience_end();
	return r;
}

/*
 * Drivers that have no speed fail with EOPNOTSUPP, EINVAL or EBUSY; emulated kernels without
 * ethtool fail with ENOTTY (gVisor) or ENOSYS (qemu-user). The speed is then unknown, which is not
 * an error.
 */
static bool is_without_speed(int r)
{
	return r == -EOPNOTSUPP || r == -EINVAL || r == -EBUSY || r == -ENOTTY || r == -ENOSYS;
}

static int ask_speed(int fd, struct ifreq *ifreq, struct net_link *ret)
{
	struct ethtool_cmd command = { .cmd = ETHTOOL_GSET };
	uint64_t speed;
	int r;

	ifreq->ifr_data = (char *)&command;
	r = call_ioctl(fd, SIOCETHTOOL, ifreq);
	ret->speed_mbit = some_u64(0);
	if (is_without_speed(r))
		return 0;
	if (r < 0)
		return r;
	speed = (uint32_t)command.speed_hi << 16 | command.speed;
	if (speed <= INT32_MAX) /* all bits set: unknown */
		ret->speed_mbit = some_u64(speed);
	if (command.duplex == DUPLEX_FULL)
		ret->duplex = DUPLEX_OF_FULL;
	else if (command.duplex == DUPLEX_HALF)
		ret->duplex = DUPLEX_OF_HALF;
	return 0;
}

static int read_live(struct text name, struct net_link *ret)
{
	_cleanup_close_ int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq ifreq = { 0 };
	int r;

	if (fd < 0)
		return -errno;
	if (name.length >= sizeof(ifreq.ifr_name))
		return -ENODEV;
	memcpy(ifreq.ifr_name, name.bytes, name.length);
	r = trace_file("ioctl", AT_FDCWD, ifreq.ifr_name, call_ioctl(fd, SIOCGIFFLAGS, &ifreq));
	if (r < 0)
		return r;
	ret->flags = some_u64((uint16_t)ifreq.ifr_flags);
	r = call_ioctl(fd, SIOCGIFMTU, &ifreq);
	if (r < 0)
		return r;
	ret->mtu_bytes = some_u64((uint64_t)ifreq.ifr_mtu);
	return ask_speed(fd, &ifreq, ret);
}

static int read_attribute(struct text name, const char *attribute, char *ret, size_t size)
{
	char path[128];

	snprintf(path, sizeof(path), "class/net/%.*s/%s", (int)MIN(name.length, 64u), name.bytes,
	         attribute);
	return file_read_line(root_open(ROOT_SYS), path, ret, size);
}

static struct opt_u64 read_number(struct text name, const char *attribute)
{
	struct opt_u64 number = { 0 };
	char line[64];
	int r = read_attribute(name, attribute, line, sizeof(line));

	if (r < 0)
		number.is = fault_presence(r);
	else if (number_parse_u64(text_of(line), &number.v) == 0)
		number.is = PRESENT;
	return number;
}

/* -1 means unknown, and so do 32 bits of ones in older kernels (net/core/net-sysfs.c). */
static struct opt_u64 read_speed(struct text name)
{
	char line[64];
	int64_t mbit;
	int r = read_attribute(name, "speed", line, sizeof(line));

	if (r < 0 || number_parse_i64(text_of(line), &mbit) < 0)
		return (struct opt_u64){ .is = r < 0 ? fault_presence(r) : ABSENT };
	return some_u64(mbit >= 0 && mbit <= INT32_MAX ? (uint64_t)mbit : 0);
}

static int read_recorded(struct text name, struct net_link *ret)
{
	struct text flags;
	char line[64];
	int r;

	ret->mtu_bytes = read_number(name, "mtu");
	ret->speed_mbit = read_speed(name);
	r = read_attribute(name, "flags", line, sizeof(line));
	if (r == -ENOENT && ret->mtu_bytes.is == UNSUPPORTED && ret->speed_mbit.is == UNSUPPORTED)
		return r; /* no /sys was recorded */
	if (r == 0) {
		flags = text_of(line);
		if (text_eat(&flags, TEXT("0x")) && number_parse_hex(flags, &ret->flags.v) == 0)
			ret->flags.is = PRESENT;
	}
	/* IFF_RUNNING as the ioctl reports it: the interface is up and usable */
	if (ret->flags.is == PRESENT &&
	    read_attribute(name, "operstate", line, sizeof(line)) == 0 &&
	    (strcmp(line, "up") == 0 || strcmp(line, "unknown") == 0) && (ret->flags.v & IFF_UP))
		ret->flags.v |= IFF_RUNNING;
	if (read_attribute(name, "duplex", line, sizeof(line)) == 0)
		ret->duplex = strcmp(line, "full") == 0   ? DUPLEX_OF_FULL
		              : strcmp(line, "half") == 0 ? DUPLEX_OF_HALF
		                                          : DUPLEX_OF_UNKNOWN;
	return 0;
}

int net_link_read(struct text name, struct net_link *ret)
{
	struct net_link link = { 0 };
	bool is_live = root_is_live(ROOT_SYS) && root_is_live(ROOT_PROC);
	int r = is_live ? read_live(name, &link) : read_recorded(name, &link);

	if (r == 0)
		*ret = link;
	return r;
}
