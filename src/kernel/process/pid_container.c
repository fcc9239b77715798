/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a container by the path of a control group, with one table of the runtimes' forms. */
#include "kernel/process/pid_container.h"

#include <stddef.h>

#include "base/cleanup.h"

enum { ID_LENGTH = 64 };

const char *const pid_container_runtimes[] = {
	"docker",         "podman", "containerd", "cri-o",    "kubernetes", "lxc",
	"systemd-nspawn", "ecs",    "garden",     "buildkit", NULL,
};

/* A rule by which a component of a path, with the components before it, names a container. */
struct form {
	const char *runtime; /* NULL: any */
	enum {
		/* WORD-ID.scope, or SLICE:WORD:ID if a driver took the slice for a directory */
		MARKED,
		BELOW, /* the component below WORD */
		UNDER, /* the component two levels below WORD */
		UNIT,  /* WORD, the name, and ENDING */
	} how;
	struct text word;
	struct text mark; /* prefix of the name */
	struct text ending;
	bool is_id; /* 64 hexadecimal digits; otherwise any text */
	bool is_name;
};

static const struct form forms[] = {
	{ .runtime = "docker", .how = MARKED, .word = TEXT("docker"), .is_id = true },
	{ .runtime = "docker", .how = BELOW, .word = TEXT("docker"), .is_id = true },
	{ .runtime = "podman", .how = MARKED, .word = TEXT("libpod"), .is_id = true },
	{ .runtime = "podman", .how = MARKED, .word = TEXT("libpod-payload"), .is_id = true },
	{ .runtime = "containerd", .how = MARKED, .word = TEXT("cri-containerd"), .is_id = true },
	{ .runtime = "containerd", .how = MARKED, .word = TEXT("nerdctl"), .is_id = true },
	{ .runtime = "containerd", .how = BELOW, .word = TEXT("k8s.io"), .is_id = true },
	{ .runtime = "containerd", .how = BELOW, .word = TEXT("default"), .is_id = true },
	{ .runtime = "cri-o", .how = MARKED, .word = TEXT("crio"), .is_id = true },
	{ .runtime = "buildkit", .how = MARKED, .word = TEXT("buildkit") },
	{ .runtime = "buildkit", .how = BELOW, .word = TEXT("buildkit") },
	{ .runtime = "garden", .how = BELOW, .word = TEXT("garden") },
	{ .runtime = "ecs", .how = UNDER, .word = TEXT("ecs") },
	/* before LXC 3.1 */
	{ .runtime = "lxc", .how = BELOW, .word = TEXT("lxc"), .is_name = true },
	{ .runtime = "lxc",
	  .how = BELOW,
	  .word = TEXT("lxc.payload"),
	  .is_name = true }, /* LXC 3.1 and 3.2 */
	{ .runtime = "lxc",
	  .how = UNIT,
	  .word = TEXT("lxc.payload."),
	  .ending = TEXT(""),
	  .is_name = true },
	{ .runtime = "lxc", /* libvirt */
	  .how = UNIT,
	  .word = TEXT("machine-"),
	  .mark = TEXT("lxc\\x2d"),
	  .ending = TEXT(".scope"),
	  .is_name = true },
	{ .runtime = "systemd-nspawn",
	  .how = UNIT,
	  .word = TEXT("machine-"),
	  .ending = TEXT(".scope"),
	  .is_name = true },
	{ .runtime = "systemd-nspawn",
	  .how = UNIT,
	  .word = TEXT("systemd-nspawn@"),
	  .ending = TEXT(".service"),
	  .is_name = true },
};

/*
 * Prefixes of components of monitors or of groups that are not a container. Components below are
 * ignored.
 */
static const struct text watchers[] = {
	TEXT("libpod-conmon-"),   TEXT("crio-conmon-"),    TEXT("lxc.monitor"),
	TEXT("kata_overhead"),    TEXT("machine-ch\\x2d"), TEXT("machine-qemu\\x2d"),
	TEXT("machine-xen\\x2d"),
};

static bool is_id(struct text text)
{
	if (text.length != ID_LENGTH)
		return false;
	for (size_t n = 0; n < text.length; n++)
		if (!strchr("0123456789abcdef", text.bytes[n]) || text.bytes[n] == '\0')
			return false;
	return true;
}

static void eat_ending(struct text *text, struct text ending)
{
	if (text_ends(*text, ending))
		text->length -= ending.length;
}

/* Splits WORD-ID.scope and SLICE:WORD:ID into the mark WORD and the ID. */
static bool cut_mark(struct text part, struct text *ret_mark, struct text *ret_id)
{
	bool is_scope = text_ends(part, TEXT(".scope"));
	struct text slice;

	eat_ending(&part, TEXT(".scope"));
	if (text_cut_last(part, ':', ret_mark, ret_id)) {
		text_cut_last(*ret_mark, ':', &slice, ret_mark);
		return true;
	}
	return text_cut_last(part, '-', ret_mark, ret_id) && (is_scope || is_id(*ret_id));
}

/* The state while a path is read from its root to its end. */
struct walk {
	struct text part;
	struct text before;      /* the component before */
	struct text before_that; /* the component before that */
	struct text pod;
};

static bool matches_form(const struct form *form, const struct walk *walk, struct text *ret)
{
	struct text mark, found = walk->part;

	switch (form->how) {
	case MARKED:
		if (!cut_mark(walk->part, &mark, &found) || !text_equal(mark, form->word))
			return false;
		break;
	case BELOW:
		if (!text_equal(walk->before, form->word))
			return false;
		break;
	case UNDER:
		if (!text_equal(walk->before_that, form->word))
			return false;
		break;
	case UNIT:
		if (!text_eat(&found, form->word) || !text_starts(found, form->mark) ||
		    !text_ends(found, form->ending))
			return false;
		eat_ending(&found, form->ending);
		break;
	}
	if (found.length == 0 || (form->is_id && !is_id(found)))
		return false;
	*ret = found;
	return true;
}

/* Recognizes an ID that stands alone or follows the mark of an unknown runtime. */
static bool is_bare_id(struct text part, struct text *ret)
{
	struct text mark;

	*ret = part;
	return is_id(part) || (cut_mark(part, &mark, ret) && is_id(*ret));
}

static bool match_any(const struct walk *walk, struct pid_container *ret)
{
	struct text id;

	for (size_t n = 0; n < ARRAY_SIZE(forms); n++)
		if (matches_form(&forms[n], walk, &id)) {
			*ret = (struct pid_container){ .id = id,
				                       .pod = walk->pod,
				                       .runtime = forms[n].runtime };
			if (forms[n].is_name)
				ret->name = id;
			return true;
		}
	if (!is_bare_id(walk->part, &id) || text_equal(id, walk->pod))
		return false;
	*ret = (struct pid_container){ .id = id,
		                       .pod = walk->pod,
		                       .runtime = walk->pod.bytes ? "kubernetes" : NULL };
	return true;
}

/*
 * Finds the text after the last WORD in TEXT. Returns false, with ret untouched, if there is none.
 */
static bool find_behind(struct text text, struct text word, struct text *ret)
{
	for (size_t n = text.length; n-- > 0;)
		if (n + word.length < text.length && text_starts(text_skip(text, n), word)) {
			*ret = text_skip(text, n + word.length);
			return true;
		}
	return false;
}

/*
 * Finds the pod. Kubernetes: kubepods-burstable-podUID.slice with the systemd driver, podUID below
 * kubepods/burstable with the cgroupfs driver. Podman: machine-libpod_pod_ID.slice, or ID below
 * libpod_parent.
 */
static void find_pod(const struct walk *walk, struct text *ret)
{
	static const struct text folders[] = { TEXT("kubepods"), TEXT("burstable"),
		                               TEXT("besteffort"), TEXT("guaranteed") };
	struct text part = walk->part, rest;

	text_cut(part, ':', &part, &rest);
	eat_ending(&part, TEXT(".slice"));
	if (find_behind(part, TEXT("libpod_pod_"), ret))
		return;
	if (text_equal(walk->before, TEXT("libpod_parent")) && is_id(part)) {
		*ret = part;
		return;
	}
	if (find_behind(part, TEXT("kubepods"), &rest)) {
		find_behind(rest, TEXT("-pod"), ret);
		return;
	}
	for (size_t n = 0; n < ARRAY_SIZE(folders); n++)
		if (text_equal(walk->before, folders[n]) && text_eat(&part, TEXT("pod")))
			*ret = part;
}

/*
 * Tells whether the component is that of a monitor. The supervisor of systemd-nspawn is beside its
 * container.
 */
static bool is_watcher(const struct walk *walk)
{
	struct text slice, mark = walk->part;

	text_cut(walk->part, ':', &slice, &mark); /* SLICE:kata_overhead:ID */
	for (size_t n = 0; n < ARRAY_SIZE(watchers); n++)
		if (text_starts(walk->part, watchers[n]) || text_starts(mark, watchers[n]))
			return true;
	return text_equal(walk->part, TEXT("supervisor")) &&
	       (text_starts(walk->before, TEXT("machine-")) ||
	        text_starts(walk->before, TEXT("systemd-nspawn@")));
}

enum pid_container_found pid_container_find(struct text path, struct pid_container *ret)
{
	struct pid_container outer = { 0 }, inner;
	struct walk walk = { 0 };

	*ret = (struct pid_container){ 0 };
	while (text_next_part(&path, '/', &walk.part)) {
		if (is_watcher(&walk)) {
			if (text_equal(walk.part, TEXT("supervisor")))
				*ret = outer;
			return ret->id.bytes ? CONTAINER_FOUND : CONTAINER_NONE;
		}
		find_pod(&walk, &walk.pod);
		if (match_any(&walk, &inner)) {
			outer = *ret;
			*ret = inner;
		}
		walk.before_that = walk.before;
		walk.before = walk.part;
	}
	return ret->id.bytes ? CONTAINER_FOUND : CONTAINER_UNKNOWN;
}
