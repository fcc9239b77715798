/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Containers, by the path of a control group: one table of the forms that runtimes have. */
#include "kernel/process/pid_container.h"

#include <stddef.h>

#include "base/cleanup.h"

enum { ID_LENGTH = 64 };

const char *const pid_container_runtimes[] = {
	"docker",         "podman", "containerd", "cri-o",    "kubernetes", "lxc",
	"systemd-nspawn", "ecs",    "garden",     "buildkit", NULL,
};

/* A rule by which a part of a path, with those before it, names a container. */
struct form {
	const char *runtime; /* NULL: any */
	enum {
		MARKED, /* WORD-ID.scope, or :WORD:ID where a driver took a slice for a folder */
		BELOW,  /* the part below WORD */
		UNDER,  /* the part below one below WORD */
		UNIT,   /* WORD, the name, and ENDING */
	} how;
	struct text word;
	struct text mark; /* with which the name begins */
	struct text ending;
	bool is_id; /* of 64 hexadecimal digits, else any text will do */
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
	{ .runtime = "lxc", .how = BELOW, .word = TEXT("lxc"), .is_name = true }, /* until 3.0 */
	{ .runtime = "lxc",
	  .how = BELOW,
	  .word = TEXT("lxc.payload"),
	  .is_name = true }, /* 3.1 and 3.2 */
	{ .runtime = "lxc",
	  .how = UNIT,
	  .word = TEXT("lxc.payload."),
	  .ending = TEXT(""),
	  .is_name = true },
	{ .runtime = "lxc", /* of libvirt */
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

/* Beginnings of parts that stand for what watches a container, or is none: nothing below counts. */
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

/* Cuts WORD-ID.scope and SLICE:WORD:ID in two. */
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

/* A path on the way from its root to its end. */
struct walk {
	struct text part;
	struct text before;      /* the part above */
	struct text before_that; /* and the one above that */
	struct text pod;
};

static bool matches(const struct form *form, const struct walk *walk, struct text *ret)
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

/* An ID that stands alone, or behind a mark of a runtime that is not known here. */
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
		if (matches(&forms[n], walk, &id)) {
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

/* What stands behind the last WORD in TEXT; false, with ret untouched, where there is none. */
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
 * kubepods-burstable-podUID.slice of the systemd driver, podUID below kubepods/burstable of the
 * cgroupfs driver; machine-libpod_pod_ID.slice, ID below libpod_parent.
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

/* Whether the part is that of what watches a container; that of systemd-nspawn is beside its own.
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
