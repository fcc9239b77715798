/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds deleted executables: proc_pid_maps(5), proc_pid_map_files(5). */
#include "kernel/process/pid_replaced.h"

#include <errno.h>

#include "kernel/file.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/pid_smaps.h"

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
 * Any name may end in " (deleted)": the link count of the mapped file decides if it is available.
 */
static bool has_name(int dir, struct text address)
{
	struct statx file;
	char link[64];

	return pid_map_link(address, link, sizeof(link)) && pid_link_stat(dir, link, &file) == 0 &&
	       file.stx_nlink > 0;
}

int pid_replaced_read(int dir, struct buffer *scratch, bool *ret)
{
	int r = file_read(dir, "maps", scratch);
	struct text text = buffer_text(scratch), line, address;
	bool is_replaced = false;

	if (r < 0)
		return r;
	while (!is_replaced && text_next_line(&text, &line))
		is_replaced = pid_replaced_parse(line, &address) && !has_name(dir, address);
	*ret = is_replaced;
	return 0;
}
