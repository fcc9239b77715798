/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds deleted executables: proc_pid_maps(5), proc_pid_map_files(5). */
#include "kernel/process/pid_replaced.h"

#include <errno.h>

#include "kernel/file.h"
#include "kernel/patience.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/pid_smaps.h"
#include "model/fault.h"

static bool never_had_a_name(struct text path)
{
	return text_starts(path, TEXT("/memfd:")) || text_starts(path, TEXT("/SYSV")) ||
	       text_starts(path, TEXT("/dev/"));
}

/* Parses "7f0-7f8 r-xp 00000000 fe:00 12 /usr/lib/libx.so (deleted)". */
bool pid_replaced_parse(struct text line, struct text *ret)
{
	struct text address, permissions, word;

	if (!text_ends(line, TEXT(" (deleted)")) || !text_next_word(&line, &address) ||
	    !text_next_word(&line, &permissions) || permissions.length < 3 ||
	    permissions.bytes[2] != 'x')
		return false;
	for (int n = 0; n < 3; n++) /* offset, device, inode */
		if (!text_next_word(&line, &word))
			return false;
	line = text_trim(line);
	if (!text_starts(line, TEXT("/")) || never_had_a_name(line))
		return false;
	*ret = address;
	return true;
}

/*
 * Tells whether the mapped file has a name: 1, 0 or -FAULT_BLOCKED. Any name may end in "
 * (deleted)": the link count decides if it is available.
 */
static int has_name(int dir, struct text address)
{
	struct statx file;
	char link[64];
	int r = pid_map_link(address, link, sizeof(link)) ? pid_link_stat(dir, link, &file)
	                                                  : -EINVAL;

	if (r == -FAULT_BLOCKED)
		return r;
	return r == 0 && file.stx_nlink > 0;
}

int pid_replaced_read(int dir, struct buffer *scratch, bool *ret)
{
	int r = patience_read(dir, "maps", PATIENCE_MEMORY | PATIENCE_EXEC, FILE_LARGEST, scratch);
	struct text text = buffer_text(scratch), line, address;
	bool is_replaced = false;

	if (r < 0)
		return r;
	while (!is_replaced && text_next_line(&text, &line)) {
		if (!pid_replaced_parse(line, &address))
			continue;
		r = has_name(dir, address);
		if (r < 0)
			return r;
		is_replaced = r == 0;
	}
	*ret = is_replaced;
	return 0;
}
