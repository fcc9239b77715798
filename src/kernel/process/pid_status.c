/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses /proc/PID/status: lines "Key:\tvalue". The kernel escapes newlines in Name:, so that each
 * line is a key.
 */
#include "kernel/process/pid_status.h"

#include "base/number.h"
#include "kernel/file.h"

enum shape { NUMBER, KIB, HEXADECIMAL, IDS };

enum { N_IDS = 3, FIRST_KEYS = 4 /* Tgid, PPid, Uid and Gid */ };

#define KEY(key, member, how)                                                                  \
	{                                                                                      \
		.name = TEXT(key), .offset = offsetof(struct pid_status, member), .shape = how \
	}

/* In the order in which Linux prints them, so that the search is short. Any order works. */
static const struct key {
	struct text name;
	size_t offset;
	enum shape shape;
} keys[] = {
	KEY("Tgid", tgid, NUMBER),
	KEY("PPid", ppid, NUMBER),
	KEY("Uid", uid_real, IDS),
	KEY("Gid", gid_real, IDS),
	KEY("VmPeak", vm_peak_bytes, KIB),
	KEY("VmHWM", vm_hwm_bytes, KIB),
	KEY("RssAnon", rss_anon_bytes, KIB),
	KEY("RssFile", rss_file_bytes, KIB),
	KEY("RssShmem", rss_shmem_bytes, KIB),
	KEY("VmSwap", vm_swap_bytes, KIB),
	KEY("HugetlbPages", hugetlb_bytes, KIB),
	KEY("Threads", threads, NUMBER),
	KEY("ShdPnd", signals_pending, HEXADECIMAL),
	KEY("SigBlk", signals_blocked, HEXADECIMAL),
	KEY("SigIgn", signals_ignored, HEXADECIMAL),
	KEY("SigCgt", signals_caught, HEXADECIMAL),
	KEY("CapInh", cap_inheritable, HEXADECIMAL),
	KEY("CapPrm", cap_permitted, HEXADECIMAL),
	KEY("CapEff", cap_effective, HEXADECIMAL),
	KEY("CapBnd", cap_bounding, HEXADECIMAL),
	KEY("CapAmb", cap_ambient, HEXADECIMAL),
	KEY("NoNewPrivs", no_new_privs, NUMBER),
	KEY("Seccomp", seccomp, NUMBER),
	KEY("voluntary_ctxt_switches", voluntary_switches, NUMBER),
	KEY("nonvoluntary_ctxt_switches", involuntary_switches, NUMBER),
};

/*
 * Parses the real, the effective and the saved ID. The fourth number is the ID for file accesses.
 */
static bool parse_ids(struct text value, struct opt_u64 *ret)
{
	bool is_whole = true;

	for (int n = 0; n < N_IDS; n++)
		if (number_next_u64(&value, &ret[n].v) == 0)
			ret[n].is = PRESENT;
		else
			is_whole = false;
	return is_whole;
}

/* Returns whether the value is complete. */
static bool parse_value(const struct key *key, struct text value, struct pid_status *ret)
{
	struct opt_u64 *target = (struct opt_u64 *)((char *)ret + key->offset);
	int r = -1;

	value = text_trim(value);
	switch (key->shape) {
	case NUMBER:
		r = number_parse_u64(value, &target->v);
		break;
	case KIB:
		r = number_parse_kib(value, &target->v);
		break;
	case HEXADECIMAL:
		r = number_parse_hex(value, &target->v);
		break;
	case IDS:
		return parse_ids(value, target);
	}
	if (r == 0)
		target->is = PRESENT;
	return r == 0;
}

static bool is_called(const struct key *key, struct text name)
{
	return key->name.length == name.length && key->name.bytes[0] == name.bytes[0] &&
	       memcmp(key->name.bytes, name.bytes, name.length) == 0;
}

/*
 * Finds the index of a key among N_KEYS, starting at FIRST and wrapping around. Returns N_KEYS if
 * there is no such key.
 */
static size_t find_key(struct text name, size_t n_keys, size_t first)
{
	for (size_t n = first; n < n_keys; n++)
		if (is_called(&keys[n], name))
			return n;
	for (size_t n = 0; n < first; n++)
		if (is_called(&keys[n], name))
			return n;
	return n_keys;
}

/*
 * Tells why a line is missing: a task without memory has no lines about memory; other lines are
 * missing if the kernel does not have them.
 */
static enum presence why_missing(const struct key *key, const struct pid_status *status)
{
	bool has_memory = status->vm_hwm_bytes.is == PRESENT || status->state == '\0';

	if (key->shape != KIB || has_memory)
		return UNSUPPORTED;
	return status->state == 'Z' ? ZOMBIE : ABSENT;
}

static void mark_missing(size_t n_keys, struct pid_status *ret)
{
	for (size_t n = 0; n < n_keys; n++) {
		struct opt_u64 *target = (struct opt_u64 *)((char *)ret + keys[n].offset);

		for (int i = 0; i < (keys[n].shape == IDS ? N_IDS : 1); i++)
			if (target[i].is != PRESENT)
				target[i].is = why_missing(&keys[n], ret);
	}
}

/* Parses keys that are not in the table. */
static void parse_rare(struct text name, struct text value, struct pid_status *ret)
{
	if (text_equal(name, TEXT("Cpus_allowed_list")))
		ret->cpus_allowed = text_trim(value);
	else if (text_equal(name, TEXT("State")) && text_eat(&value, TEXT("\t")) &&
	         value.length > 0)
		ret->state = value.bytes[0];
}

/*
 * Parses the first N_KEYS of the table. Stops when all are found, unless N_KEYS is the whole table.
 */
static void parse_keys(struct text text, size_t n_keys, struct pid_status *ret)
{
	struct text name, value;
	size_t next = 0, n, n_present = 0;

	*ret = (struct pid_status){ 0 };
	while ((n_keys == ARRAY_SIZE(keys) || n_present < n_keys) &&
	       text_next_pair(&text, &name, &value)) {
		n = find_key(name, n_keys, next);
		if (n == n_keys) {
			parse_rare(name, value, ret);
			continue;
		}
		n_present += parse_value(&keys[n], value, ret);
		next = n + 1;
	}
	if (n_present < n_keys)
		mark_missing(n_keys, ret);
}

void pid_status_parse(struct text text, struct pid_status *ret)
{
	parse_keys(text, ARRAY_SIZE(keys), ret);
}

void pid_status_parse_ids(struct text text, struct pid_status *ret)
{
	parse_keys(text, FIRST_KEYS, ret);
}

int pid_status_read(int dir, const char *name, struct buffer *scratch, struct pid_status *ret)
{
	int r = file_read_record(dir, name, scratch);

	if (r == 0)
		pid_status_parse(buffer_text(scratch), ret);
	return r;
}

int pid_status_read_ids(int dir, const char *name, struct buffer *scratch, struct pid_status *ret)
{
	int r = file_read_record(dir, name, scratch);

	if (r == 0)
		pid_status_parse_ids(buffer_text(scratch), ret);
	return r;
}
