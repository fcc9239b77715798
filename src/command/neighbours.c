/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neighbours: the command of nvhost that does what another program does. */
#include "command/neighbours.h"

#include <string.h>

#include "base/cleanup.h"

static const struct {
	const char *program;
	const char *ours;
} neighbours[] = {
	{ "acpi", "nvhost sensors battery" },
	{ "aux", "nvhost ps -a" },
	{ "chrt", "nvhost set --policy=POLICY PID" },
	{ "df", "nvhost disk usage" },
	{ "dstat", "nvhost stat -i 1s -c 0" },
	{ "findmnt", "nvhost disk partitions" },
	{ "free", "nvhost mem" },
	{ "fuser", "nvhost ps --open=PATH" },
	{ "htop", "nvhost ps -W -S -cpu_percent -o pid,username,cpu_percent,rss,name" },
	{ "ifconfig", "nvhost net addrs" },
	{ "ionice", "nvhost set --ionice=CLASS:LEVEL PID" },
	{ "iostat", "nvhost disk io" },
	{ "iotop", "nvhost ps -W -S -write_bytes -o pid,name,read_bytes,write_bytes" },
	{ "ip", "nvhost net addrs" },
	{ "killall", "nvhost kill -N '^NAME$'" },
	{ "last", "nvhost users history" },
	{ "lsblk", "nvhost disk devices" },
	{ "lscpu", "nvhost cpu topology" },
	{ "lsof", "nvhost ps files" },
	{ "memory", "nvhost mem" },
	{ "mount", "nvhost disk partitions" },
	{ "mpstat", "nvhost cpu percent -P" },
	{ "netstat", "nvhost net connections" },
	{ "nice", "nvhost run --nice=N -- COMMAND" },
	{ "nproc", "nvhost cpu count" },
	{ "pgrep", "nvhost ps -n -o pid -N REGEX" },
	{ "pidof", "nvhost ps -n -o pid -N '^NAME$'" },
	{ "pidwait", "nvhost wait -N REGEX" },
	{ "pkill", "nvhost kill -N REGEX" },
	{ "pmap", "nvhost ps maps PID" },
	{ "prlimit", "nvhost ps limits PID" },
	{ "pstree", "nvhost tree" },
	{ "pwdx", "nvhost ps -o pid,cwd PID" },
	{ "renice", "nvhost set --nice=N PID" },
	{ "sar", "nvhost stat -i 1s -c 0" },
	{ "ss", "nvhost net connections" },
	{ "systemd-cgls", "nvhost cgroup tree" },
	{ "systemd-cgtop", "nvhost cgroup -W -S -cpu_percent" },
	{ "taskset", "nvhost set --affinity=LIST PID" },
	{ "time", "nvhost run -- COMMAND" },
	{ "timeout", "nvhost run --timeout=DURATION -- COMMAND" },
	{ "top", "nvhost ps -W -S -cpu_percent -o pid,username,cpu_percent,rss,name" },
	{ "uname", "nvhost info" },
	{ "uptime", "nvhost info" },
	{ "vmstat", "nvhost stat -i 1s -c 0" },
	{ "w", "nvhost users" },
	{ "who", "nvhost users" },
};

const char *neighbour_find(const char *program)
{
	for (size_t n = 0; n < ARRAY_SIZE(neighbours); n++)
		if (strcmp(neighbours[n].program, program) == 0)
			return neighbours[n].ours;
	return NULL;
}
