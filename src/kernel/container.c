/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognizes containers and their engines. */
#include "kernel/container.h"

#include <errno.h>

#include "kernel/file.h"
#include "kernel/system.h"

struct part_word {
	const char *part;
	const char *word;
};

/* Parts of control group paths, the more specific first. */
static const struct part_word groups[] = {
	{ "/docker/", "docker" },
	{ "/docker-", "docker" },
	{ "/actions_job/", "docker" },
	{ "/ecs/", "docker" },
	{ "/libpod-", "podman" },
	{ "/libpod_parent/", "podman" },
	{ "/crio-", "cri-o" },
	{ "/cri-containerd-", "containerd" },
	{ "/containerd-", "containerd" },
	{ "/nerdctl-", "containerd" },
	{ ":cri-containerd:", "containerd" },
	{ "/lxc.payload", "lxc" },
	{ "/lxc/", "lxc" },
	{ "/garden/", "garden" },
	{ "/kubepods", "kubernetes" },
};

/*
 * Engines mount these files of the host into a container; the source path of the mount has a PART.
 */
static const struct part_word sources[] = {
	{ "/docker/containers/", "docker" },
	{ "/kubelet/pods/", "kubernetes" },
	{ "/containers/storage/", "podman" },
	{ "/io.containerd.", "containerd" },
};

static const char *find_part(const struct part_word *table, size_t n, struct text text)
{
	for (size_t i = 0; i < n; i++)
		if (memmem(text.bytes, text.length, table[i].part, strlen(table[i].part)))
			return table[i].word;
	return NULL;
}

const char *container_of_cgroup(struct text cgroup)
{
	return cgroup.length == 0 ? NULL : find_part(groups, ARRAY_SIZE(groups), cgroup);
}

static bool is_of_host_names(struct text mount_point)
{
	return text_equal(mount_point, TEXT("/etc/hosts")) ||
	       text_equal(mount_point, TEXT("/etc/hostname")) ||
	       text_equal(mount_point, TEXT("/etc/resolv.conf"));
}

/* proc_pid_mountinfo(5): the fourth field is the root of the mount, the fifth the mount point. */
const char *container_of_mounts(struct text mountinfo)
{
	const char *word = NULL;
	struct text line;

	while (!word && text_next_line(&mountinfo, &line)) {
		struct text columns[5] = { 0 };

		for (size_t n = 0; n < ARRAY_SIZE(columns); n++)
			text_next_word(&line, &columns[n]);
		if (is_of_host_names(columns[4]))
			word = find_part(sources, ARRAY_SIZE(sources), columns[3]);
	}
	return word;
}

int container_parse_environ(struct text variables, struct text *ret)
{
	struct text variable;

	while (text_next_part(&variables, '\0', &variable))
		if (text_eat(&variable, TEXT("container=")) && variable.length > 0) {
			*ret = variable;
			return 0;
		}
	return -ENODATA;
}

/* Reads the word of the engine itself: systemd(1), container_interface. */
static int read_word(struct buffer *scratch, struct text *ret)
{
	static const char *const files[] = { "host/container-manager", "systemd/container" };

	for (size_t n = 0; n < ARRAY_SIZE(files) && system_owns(ROOT_RUN); n++)
		if (file_read_root(ROOT_RUN, files[n], scratch) == 0) {
			*ret = text_trim(buffer_text(scratch));
			return ret->length > 0 ? 0 : -ENODATA;
		}
	if (file_read_root(ROOT_PROC, "1/environ", scratch) < 0)
		return -ENODATA;
	return container_parse_environ(buffer_text(scratch), ret);
}

static const char *find_marks(void)
{
	int proc = root_open(ROOT_PROC);

	if (system_owns(ROOT_RUN) && file_exists(root_open(ROOT_RUN), ".containerenv") == 0)
		return "podman";
	if (system_owns(ROOT_TOP) && file_exists(root_open(ROOT_TOP), ".dockerenv") == 0)
		return "docker";
	/* OpenVZ has both files on the hardware node, and only the first in a container */
	if (proc >= 0 && file_exists(proc, "vz") == 0 && file_exists(proc, "bc") == -ENOENT)
		return "openvz";
	return NULL;
}

int container_read(struct buffer *scratch, struct arena *arena, struct text *ret)
{
	const char *word;
	struct text own;

	if (read_word(scratch, &own) == 0)
		return arena_copy(arena, own, ret);
	word = find_marks();
	if (!word && host_read("cgroup", scratch) == 0)
		word = container_of_cgroup(buffer_text(scratch));
	if (!word && host_read("mountinfo", scratch) == 0)
		word = container_of_mounts(buffer_text(scratch));
	if (!word)
		return -ENODATA;
	*ret = text_of(word);
	return 0;
}
