/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The host: its roots and the process that represents it. root_walk.c opens the files below the
 * roots.
 */
#include "kernel/host.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/vfs.h>

#include "base/cleanup.h"
#include "kernel/file.h"
#include "kernel/trace.h"

static struct host ours; /* until the invocation sets its host */
static struct host *current = &ours;
/* protects the members that are set on first use */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *const names[N_ROOTS] = {
	[ROOT_TOP] = "/",    [ROOT_PROC] = "/proc", [ROOT_SYS] = "/sys", [ROOT_ETC] = "/etc",
	[ROOT_RUN] = "/run", [ROOT_DEV] = "/dev",   [ROOT_VAR] = "/var",
};

void host_use(struct host *host)
{
	current = host;
}

host_trace *host_listener(void)
{
	return current->trace;
}

static void close_root(struct host_root *root)
{
	if (root->fd > 0)
		close(root->fd);
	free(root->joined);
	*root = (struct host_root){ 0 };
}

void host_done(struct host *host)
{
	for (int root = 0; root < N_ROOTS; root++)
		close_root(&host->roots[root]);
	if (current == host)
		current = &ours;
}

/* Tells whether PATH is the same directory in the same mount as the usual one: "/.", "/proc/". */
static bool is_usual(const char *path, enum root root)
{
	const unsigned mask = STATX_INO | STATX_MNT_ID;
	struct statx a, b;

	if (statx(AT_FDCWD, path, AT_STATX_DONT_SYNC, mask, &a) < 0 ||
	    statx(AT_FDCWD, names[root], AT_STATX_DONT_SYNC, mask, &b) < 0)
		return false;
	return a.stx_ino == b.stx_ino && a.stx_dev_major == b.stx_dev_major &&
	       a.stx_dev_minor == b.stx_dev_minor &&
	       (!(a.stx_mask & b.stx_mask & STATX_MNT_ID) || a.stx_mnt_id == b.stx_mnt_id);
}

void root_set(enum root root, const char *path)
{
	if (!path)
		return;
	for (int other = 0; other < N_ROOTS; other++)
		if (root == ROOT_TOP || other == (int)root)
			close_root(&current->roots[other]);
	if (!is_usual(path, root))
		current->roots[root].path = path;
}

bool root_is_given(enum root root)
{
	return current->roots[root].path;
}

bool root_is_live(enum root root)
{
	return !root_is_given(root) && !root_is_given(ROOT_TOP) && !root_is_given(ROOT_PROC);
}

const char *root_path(enum root root)
{
	struct host_root *place = &current->roots[root];

	if (place->path || !root_is_given(ROOT_TOP))
		return place->path ? place->path : names[root];
	pthread_mutex_lock(&lock);
	if (!place->joined &&
	    asprintf(&place->joined, "%s%s", root_path(ROOT_TOP), names[root]) < 0)
		place->joined = NULL;
	pthread_mutex_unlock(&lock);
	return place->joined ? place->joined : names[root];
}

/* If /proc was recorded elsewhere, our own /etc, /run … do not belong to that host. */
static bool is_elsewhere(enum root root)
{
	return root_is_given(ROOT_PROC) && root != ROOT_PROC &&
	       (root != ROOT_SYS || !host_is_mounted());
}

static int open_root(enum root root)
{
	const char *path = current->roots[root].path;
	int fd;

	if (!path && root_is_given(ROOT_TOP)) {
		fd = root_open(ROOT_TOP);
		return fd < 0 ? fd : root_openat(fd, names[root] + 1, O_RDONLY | O_DIRECTORY);
	}
	if (!path && is_elsewhere(root))
		return -ENOENT;
	fd = open(path ? path : names[root], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return trace_file("open", AT_FDCWD, path ? path : names[root], fd < 0 ? -errno : fd);
}

/* If two threads open the root at the same time, the second closes its own descriptor. */
int root_open(enum root root)
{
	int *place = &current->roots[root].fd;
	int fd, mine;

	pthread_mutex_lock(&lock);
	fd = *place;
	pthread_mutex_unlock(&lock);
	if (fd > 0)
		return fd;
	mine = open_root(root);
	if (mine < 0)
		return mine;
	pthread_mutex_lock(&lock);
	fd = *place > 0 ? *place : mine;
	*place = fd;
	pthread_mutex_unlock(&lock);
	if (fd != mine)
		close(mine);
	return fd;
}

bool host_is_mounted(void)
{
	struct statfs fs;
	int proc;

	if (root_is_live(ROOT_PROC))
		return false;
	proc = root_open(ROOT_PROC);
	return proc >= 0 && fstatfs(proc, &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC;
}

int host_path(struct arena *arena, struct text path, const char **ret)
{
	const char *top = root_is_given(ROOT_TOP) ? root_path(ROOT_TOP) : "";
	const char *proc = "", *root = "";
	size_t length;
	char *joined;

	if (!root_is_live(ROOT_PROC) && !host_is_mounted())
		return -EOPNOTSUPP;
	if (!root_is_live(ROOT_PROC) && !root_is_given(ROOT_TOP)) {
		proc = root_path(ROOT_PROC);
		root = "/1/root";
	}
	length = strlen(top) + strlen(proc) + strlen(root);
	joined = arena_alloc(arena, length + 1 + path.length + 1);
	if (!joined)
		return -ENOMEM;
	stpcpy(stpcpy(stpcpy(joined, top), proc), root);
	if (length > 0 && !text_starts(path, TEXT("/")))
		joined[length++] = '/';
	memcpy(joined + length, path.bytes, path.length);
	*ret = joined;
	return 0;
}

/* Returns the root that PATH begins with; N_ROOTS if there is none or the root is the usual one. */
static int root_of(const char *path)
{
	int root = ROOT_PROC;

	while (root < N_ROOTS) {
		size_t length = strlen(names[root]);

		if (strncmp(path, names[root], length) == 0 &&
		    (path[length] == '/' || !path[length]))
			break;
		root++;
	}
	if (root == N_ROOTS || (!root_is_given((enum root)root) && !root_is_given(ROOT_TOP)))
		return N_ROOTS;
	return text_starts(text_of(path), text_of(root_path((enum root)root))) ? N_ROOTS : root;
}

/*
 * Returns the place of the representing process that has the file NAME; the first place if none
 * has.
 */
static const char *place_of(const char *name)
{
	int proc = root_open(ROOT_PROC);
	const char *place;
	char path[64];

	for (size_t n = 0; proc >= 0 && (place = host_self_place(n)); n++) {
		_cleanup_close_ int fd = -1;

		snprintf(path, sizeof(path), "%s/%s", place, name);
		fd = root_openat(proc, path, O_PATH);
		if (fd >= 0)
			return place;
	}
	return host_self();
}

/* Appends the name of one file. /usr has no root of its own: only --root moves it. */
static int add_name(const char *path, struct buffer *ret)
{
	bool is_below_top = root_is_given(ROOT_TOP) && text_starts(text_of(path), TEXT("/usr/"));
	int root = is_below_top ? ROOT_TOP : root_of(path);
	struct text rest = text_of(path);
	size_t first = ret->length;
	int r;

	if (root == N_ROOTS)
		return buffer_add(ret, rest);
	r = buffer_add(ret, text_of(root_path((enum root)root)));
	while (ret->length > first && ret->text[ret->length - 1] == '/')
		ret->length--;
	if (r == 0 &&
	    (text_eat(&rest, TEXT("/proc/self/")) || text_starts(rest, TEXT("/proc/net/")))) {
		const char *place;

		text_eat(&rest, TEXT("/proc/")); /* /proc/net is a link to self/net */
		place = place_of(rest.bytes);
		return buffer_add_format(ret, "%s%s/%s", strcmp(place, ".") == 0 ? "" : "/",
		                         strcmp(place, ".") == 0 ? "" : place, rest.bytes);
	}
	if (r < 0)
		return r;
	return buffer_add(ret, is_below_top ? rest : text_skip(rest, strlen(names[root])));
}

int host_name(const char *paths, struct buffer *ret)
{
	_cleanup_free_ char *path = strdup(paths);
	char *next = path;
	int r = path ? 0 : -ENOMEM;

	ret->length = 0;
	while (r == 0 && next) {
		char *comma = strstr(next, ", /");

		if (comma)
			*comma = '\0';
		r = add_name(next, ret);
		if (r == 0 && comma)
			r = buffer_add(ret, TEXT(", "));
		next = comma ? comma + strlen(", ") : NULL;
	}
	return r;
}

const char *host_self(void)
{
	return root_is_live(ROOT_PROC) ? "self" : "1";
}

const char *host_self_place(size_t n)
{
	static const char *const recorded[] = { "1", ".", "self" };
	size_t n_places = root_is_live(ROOT_PROC) || host_is_mounted() ? 1 : ARRAY_SIZE(recorded);

	if (n >= n_places)
		return NULL;
	return n == 0 ? host_self() : recorded[n];
}

int host_read(const char *name, struct buffer *ret)
{
	const char *place;
	char path[64];
	int r = -ENOENT;

	for (size_t n = 0; r == -ENOENT && (place = host_self_place(n)); n++) {
		snprintf(path, sizeof(path), "%s/%s", place, name);
		r = file_read_root(ROOT_PROC, path, ret);
	}
	return r;
}
