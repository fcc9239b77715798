/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/status: lines "Key:\tvalue". The kernel escapes newlines in Name:, so lines are lines.
 */
#include "kernel/process/pid_status.h"

#include "base/number.h"
#include "kernel/file.h"

enum shape { NUMBER, KIB, HEXADECIMAL, IDS };

#define KEY(key, member, how)                                                                  \
	{                                                                                      \
		.name = TEXT(key), .offset = offsetof(struct pid_status, member), .shape = how \
	}

/* In the order in which Linux prints them, which makes the search short; any order will do. */
static const struct key {
	struct text name;
	size_t offset;
	enum shape shape;
} keys[] = {
	KEY("Tgid", tgid, NUMBER),
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

/* Real, effective and saved ID stand in a row; the fourth is that of file accesses. */
static void parse_ids(struct text value, struct opt_u64 *ret)
{
	for (int n = 0; n < 3; n++)
		if (number_next_u64(&value, &ret[n].v) == 0)
			ret[n].is = PRESENT;
}

static void parse_value(const struct key *key, struct text value, struct pid_status *ret)
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
		parse_ids(value, target);
		return;
	}
	if (r == 0)
		target->is = PRESENT;
}

/* The place of a key, looked for from FIRST on and around; ARRAY_SIZE(keys) where it is none. */
static size_t find(struct text name, size_t first)
{
	for (size_t n = first; n < ARRAY_SIZE(keys); n++)
		if (text_equal(name, keys[n].name))
			return n;
	for (size_t n = 0; n < first; n++)
		if (text_equal(name, keys[n].name))
			return n;
	return ARRAY_SIZE(keys);
}

/* A line that a kernel does not print it does not have. */
static void clear(struct pid_status *ret)
{
	*ret = (struct pid_status){ 0 };
	for (size_t n = 0; n < ARRAY_SIZE(keys); n++) {
		struct opt_u64 *target = (struct opt_u64 *)((char *)ret + keys[n].offset);

		for (int i = 0; i < (keys[n].shape == IDS ? 3 : 1); i++)
			target[i].is = UNSUPPORTED;
	}
}

/* But of a task without memory there are none about memory. */
static void explain_memory(struct pid_status *ret)
{
	for (size_t n = 0; n < ARRAY_SIZE(keys); n++)
		if (keys[n].shape == KIB)
			((struct opt_u64 *)((char *)ret + keys[n].offset))->is =
				ret->state == 'Z' ? ZOMBIE : ABSENT;
}

void pid_status_parse(struct text text, struct pid_status *ret)
{
	struct pid_status status;
	struct text line, name, value;
	size_t next = 0, n;

	clear(&status);
	while (text_next_line(&text, &line)) {
		if (!text_cut(line, ':', &name, &value))
			continue;
		if (text_equal(name, TEXT("Cpus_allowed_list")))
			status.cpus_allowed = text_trim(value);
		else if (text_equal(name, TEXT("State")) && text_eat(&value, TEXT("\t")) &&
		         value.length > 0)
			status.state = value.bytes[0];
		n = find(name, next);
		if (n == ARRAY_SIZE(keys))
			continue;
		parse_value(&keys[n], value, &status);
		next = n + 1;
	}
	if (status.vm_hwm_bytes.is != PRESENT && status.state != '\0')
		explain_memory(&status);
	*ret = status;
}

int pid_status_read(int dir, const char *name, struct buffer *scratch, struct pid_status *ret)
{
	int r = file_read_record(dir, name, scratch);

	if (r == 0)
		pid_status_parse(buffer_text(scratch), ret);
	return r;
}
