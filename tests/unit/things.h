/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up record with a value of each kind, for tests of expressions. */
#ifndef TESTS_UNIT_THINGS_H
#define TESTS_UNIT_THINGS_H

#include "model/collector.h"

struct item {
	uint64_t port;
	const char *state;
	double share;
	struct opt_u64 backlog;
};

struct thing {
	struct record record;
	uint64_t pid;
	uint64_t rss;
	uint64_t limit;
	uint64_t written;
	int64_t nice;
	double share;
	double started;
	double waited;
	bool is_kthread;
	struct text name;
	struct text exe;
	const char *status;
	struct text address;
	struct opt_u64 swap;
	struct opt_f64 denied;
	struct texts cmdline;
	struct numbers cpus;
	struct structs sockets;
	struct map environ;
};

static const char *const states[] = { "running", "sleeping", "zombie", NULL };

#define T(member, ...) FIELD(struct thing, member, __VA_ARGS__)

static const struct field memory_members[] = {
	T(rss, .name = "rss", .unit = UNIT_BYTES, .is_short = true),
	T(swap, .name = "swap", .unit = UNIT_BYTES, .is_short = true),
};

static const struct field socket_members[] = {
	FIELD(struct item, port, .name = "port"),
	FIELD(struct item, state, .name = "status"),
	FIELD(struct item, share, .name = "share"),
	FIELD(struct item, backlog, .name = "backlog"),
};

static const struct field fields[] = {
	T(pid, .name = "pid"),
	T(name, .name = "name"),
	T(exe, .name = "exe"),
	T(status, .name = "status", .words = states),
	T(address, .name = "ip"),
	T(nice, .name = "nice"),
	T(limit, .name = "limit", .unit = UNIT_BYTES),
	T(written, .name = "written", .unit = UNIT_BYTES, .is_counter = true),
	T(share, .name = "share", .unit = UNIT_PERCENT),
	T(started, .name = "started", .unit = UNIT_EPOCH),
	T(waited, .name = "waited", .unit = UNIT_MILLISECONDS),
	T(is_kthread, .name = "is_kthread"),
	T(denied, .name = "denied"),
	T(cmdline, .name = "cmdline"),
	T(cpus, .name = "cpus"),
	T(environ, .name = "environ"),
	STRUCT(memory_members, .name = "memory"),
	STRUCTS(struct thing, sockets, struct item, socket_members, .name = "sockets"),
};

static const struct collector things = {
	.name = "things",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.record_size = sizeof(struct thing),
	.key = "pid",
};

static const struct item two_sockets[] = {
	{ 443, "LISTEN", 0.5, { .v = 128, .is = PRESENT } },
	{ 22, "ESTABLISHED", 2, { .is = ABSENT } },
};
static const struct text four_words[] = { { "sh", 2 }, { "-c", 2 }, { "sleep 9", 7 }, { "", 0 } };
static const uint64_t three_cpus[] = { 0, 2, 9 };
static const struct pair one_variable[] = { { { "HOME", 4 }, { "/root", 5 } } };

static const struct thing thing = {
	.pid = 42,
	.rss = 3 * 1024 * 1024,
	.limit = UINT64_MAX,
	.nice = -5,
	.share = 12.5,
	.started = 1000000,
	.waited = 1500,
	.name = { "sshd", 4 },
	.exe = { "/usr/sbin/sshd", 14 },
	.status = "sleeping",
	.address = { "10.1.2.3", 8 },
	.denied = { .is = DENIED },
	.cmdline = { .items = four_words, .n = 4, .is = PRESENT },
	.cpus = { .items = three_cpus, .n = 3, .is = PRESENT },
	.sockets = { .items = two_sockets, .n = 2, .is = PRESENT },
	.environ = { .items = one_variable, .n = 1, .is = PRESENT },
};

#endif
